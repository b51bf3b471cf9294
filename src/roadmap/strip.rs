//! How far the plan is, what was done last, and the way back: in sight wherever the person is.

use super::pieces::Piece;
use super::room_tab::RoomTab;
use super::state::{State, focus_soon};
use super::take_out;
use crate::browser::history;
use crate::ui::boxed::{flag, late, on_click, text};
use crate::ui::{Late, LiveText, When};
use guide_core::content::STEPS;
use guide_core::roadmap::forecast::{brief_window, range};
use guide_core::roadmap::model::UNDER_EVIDENCE;
use leptos::prelude::*;

/// The strip at the top of the room, which stays in sight.
#[component]
pub(super) fn Strip() -> impl IntoView {
    let state = State::here();
    let progress = state.progress;
    let said = Signal::derive(move || state.said.with(|said| said.text.clone()));
    let number = Signal::derive(move || state.said.with(|said| said.number));
    let saved = move || {
        let quiet = said.with(String::is_empty);
        let all_well = state.error.with(Option::is_none);
        match (quiet && all_well, state.started.get()) {
            (false, _) => "",
            (true, true) => "Saved in this browser.",
            (true, false) => "Nothing is stored yet. Your first change makes it your plan.",
        }
    };
    view! {
        <section class="strip" aria-label="Progress of the plan">
            <p class="progress">{text(move || facts(state))}</p>
            <progress
                aria-label="Milestones that are done"
                value=move || progress.get().done
                max=move || progress.get().all.max(1)
            ></progress>
            <div class="strip-line">
                <div class="said">
                    <LiveText text=said number/>
                    <p class="meta">{text(saved)}</p>
                </div>
                {late(move || said.with(|said| said.contains(UNDER_EVIDENCE)).then(to_evidence))}
                <StepButton
                    id="undo"
                    label="Undo"
                    available=move || state.available.get().0
                    act=move || state.undo()
                />
                <StepButton
                    id="redo"
                    label="Redo"
                    available=move || state.available.get().1
                    act=move || state.redo()
                />
            </div>
            <div role="alert">{late(move || not_saved(state))}</div>
        </section>
    }
}

/// The way to what was kept, beside the line that tells of it.
fn to_evidence() -> Late {
    let tab = RoomTab::Evidence;
    Late::of(view! { <a href=format!("#{}", tab.id())>{tab.label()}</a> })
}

/// A step back or forward in what was done; not there before there is a plan of one's own.
#[component]
fn StepButton(
    id: &'static str,
    label: &'static str,
    available: impl Fn() -> bool + Send + Sync + 'static,
    act: impl Fn() + 'static,
) -> impl IntoView {
    let state = State::here();
    view! {
        <button
            type="button"
            class="plain"
            id=id
            data-stays=""
            hidden=flag(move || !state.started.get())
            disabled=flag(move || !available())
            on:click=on_click(move |_| act())
        >
            {label}
        </button>
    }
}

/// “9 of 28 done · 40–90 h left · finish Mar–Aug 2027 at 3 h a week”. While the questions wait,
/// neither hours nor a finish.
fn facts(state: State) -> String {
    let progress = state.progress.get();
    let started = state.started.get();
    let mut facts = vec![match started {
        true => format!("{progress} done"),
        false => format!("{} milestones in {} steps", progress.all, STEPS.len()),
    }];
    if state.questions.get() {
        // Before anybody has said what they have, it would be the finish of somebody else.
        if started {
            facts.push("answer the questions for a finish date".to_owned());
        }
        return facts.join(" · ");
    }
    state.forecast.with(|forecast| {
        let forecast = forecast.as_ref().filter(|forecast| forecast.estimated > 0);
        if let (Some(forecast), Some(today)) = (forecast, state.today.get()) {
            facts.push(format!("{} h left", range(forecast.likely)));
            facts.push(format!(
                "finish {} at {} h a week",
                brief_window(forecast.days, today),
                forecast.hours_a_week
            ));
        }
    });
    facts.join(" · ")
}

/// What stands between the person and a plan that is kept. It wins over everything that was done.
fn not_saved(state: State) -> Option<Late> {
    let error = state
        .error
        .get()
        .map(|error| format!("Not saved: {error}. Your changes last until you close this page."));
    let damaged = match state.damaged.with(Vec::len) {
        0 => None,
        count => Some(format!(
            "Saved items that could not be read: {count}. They are left as they are, and the file contains them."
        )),
    };
    let losses = state.losses.get().lines;
    let lines: Vec<String> = error.into_iter().chain(losses).chain(damaged).collect();
    (!lines.is_empty()).then(|| {
        Late::of(view! {
            <p class="not-saved">
                {lines.join(" ")} " " {state.opened.content(Piece::SaveFile)}
            </p>
        })
    })
}

/// What is not stored can be saved as a file, and what is missing left behind.
#[component]
pub(super) fn SaveFile() -> impl IntoView {
    let state = State::here();
    let go_on = move |_| {
        state.go_on_without_missing();
        focus_soon(RoomTab::of(&history::fragment()).id().to_owned());
    };
    view! {
        <button type="button" class="plain" on:click=on_click(move |_| take_out::save_file(state))>
            "Save the plan as a file"
        </button>
        <When when=move || state.losses.with(|losses| losses.has_missing)>
            " "
            <button type="button" class="plain" on:click=on_click(go_on)>
                "Go on without them"
            </button>
        </When>
    }
}
