//! The trial of the role: three of its behaviours for some weeks, then a decision about each.

use super::state::State;
use crate::browser::clock;
use crate::ui::boxed::{flag, late, on_click, on_event, on_submit, text};
use crate::ui::{FieldKind, Late, TextField};
use guide_core::day::Day;
use guide_core::roadmap::item::{Item, Status};
use guide_core::roadmap::model::UNDER_EVIDENCE;
use guide_core::roadmap::trial::{self, BEHAVIOURS, Behaviour, CHOSEN};
use leptos::prelude::*;

/// Weeks that a trial can have.
const WEEKS: std::ops::RangeInclusive<i32> = 2..=6;

/// The tab.
#[component]
pub(super) fn TrialTab() -> impl IntoView {
    view! {
        <p>
            "Much of the role needs no title. Choose three of these, do them for some weeks, and then decide about each: keep it, stop it, or give it longer. What you keep is your first evidence; what you stop tells you as much."
        </p>
        <Running/>
        <Start/>
    }
}

/// What is being tried.
#[component]
fn Running() -> impl IntoView {
    let state = State::here();
    late(move || {
        state.track();
        let today = state.today.get()?;
        let items: Vec<Item> =
            state.with_plan(|plan| trial::running(plan).into_iter().cloned().collect());
        let is_over = items.iter().any(|item| trial::is_over(item, today));
        let question = is_over
            .then(|| view! { <p class="note">"The weeks are over: keep, stop or extend?"</p> });
        let items = items
            .iter()
            .map(|item| view! { <Tried item=item.clone() today/> });
        let items: Vec<_> = items.collect();
        (!items.is_empty()).then(|| {
            Late::of(view! {
                <h3>"Under way"</h3>
                {question}
                <ul class="plain-list trials">{items}</ul>
            })
        })
    })
}

#[component]
fn Tried(item: Item, today: Day) -> impl IntoView {
    let state = State::here();
    let id = StoredValue::new(item.id.clone());
    let words = if trial::is_over(&item, today) {
        "Over since"
    } else {
        "Until"
    };
    let until = item
        .due
        .map(|due| format!("{words} {} · ", due.told_on(Some(today))));
    let keep = move |_| {
        let id = id.get_value();
        state.edit(|plan| plan.set_status(std::slice::from_ref(&id), &Status::Done));
        state.say(format!(
            "It is done and kept. Say {UNDER_EVIDENCE} what shows it."
        ));
    };
    let stop = move |_| _ = state.edit(|plan| plan.set_status(&[id.get_value()], &Status::Skipped));
    let extend = move |_| _ = state.edit(|plan| trial::extend(plan, &id.get_value()));
    let about = item.title.clone();
    let button = move |name: &'static str| {
        view! { {name} <span class="unseen">": " {about.clone()}</span> }
    };
    view! {
        <li>
            <b dir="auto">{item.title}</b>
            <small>{until} {item.done_when}</small>
            <p class="row">
                <button type="button" class="plain" on:click=on_click(keep)>
                    {button("Keep doing it")}
                </button>
                <button type="button" class="plain" on:click=on_click(stop)>
                    {button("Stop")}
                </button>
                <button type="button" class="plain" on:click=on_click(extend)>
                    {button("Two more weeks")}
                </button>
            </p>
        </li>
    }
}

/// Whether a behaviour is being tried: then it is no choice for a new trial.
fn is_running(state: State, id: &str) -> bool {
    state.track();
    state.with_plan(|plan| trial::is_running(plan, id))
}

/// A new trial.
#[component]
fn Start() -> impl IntoView {
    let state = State::here();
    let open = move || {
        let all = BEHAVIOURS.into_iter();
        all.filter(move |behaviour| !is_running(state, behaviour.id))
    };
    let chosen = RwSignal::new(Vec::<&'static str>::new());
    let weeks = RwSignal::new("4".to_owned());
    let first = RwSignal::new(clock::today());
    let tried = RwSignal::new(false);
    let parsed = move || {
        let weeks = weeks.get().trim().parse().ok();
        (
            weeks.filter(|weeks| WEEKS.contains(weeks)),
            Day::parse(&first.get()),
        )
    };
    let weeks_error = Signal::derive(move || {
        parsed()
            .0
            .is_none()
            .then(|| format!("A trial has {} to {} weeks.", WEEKS.start(), WEEKS.end()))
    });
    let first_error = Signal::derive(move || {
        parsed()
            .1
            .is_none()
            .then(|| "This is no day of the calendar.".to_owned())
    });
    let wanted = move || -> Vec<Behaviour> {
        let ids = chosen.get();
        open()
            .filter(|behaviour| ids.contains(&behaviour.id))
            .collect()
    };
    let missing = move || {
        let count = wanted().len();
        (tried.get() && count != CHOSEN)
            .then(|| format!("Choose {CHOSEN}; you have chosen {count}."))
    };
    let start = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let (Some(weeks), Some(first)) = untrack(parsed) else {
            return;
        };
        let behaviours = untrack(wanted);
        if behaviours.len() != CHOSEN {
            return;
        }
        if state.edit(|plan| trial::start(plan, &behaviours, weeks, first)) {
            chosen.set(Vec::new());
            tried.set(false);
        } else {
            state.say("These three are in your plan already, from that day.");
        }
    };
    view! {
        <form novalidate hidden=flag(move || open().count() < CHOSEN) on:submit=on_submit(start)>
            <fieldset class="behaviours">
                <legend>"Three behaviours to try"</legend>
                {BEHAVIOURS.map(|behaviour| view! { <Choose behaviour chosen/> }).collect_view()}
                <p class="field-error" role="alert">
                    {text(move || missing().unwrap_or_default())}
                </p>
            </fieldset>
            <div class="fields">
                <TextField id="trial-weeks" label="Weeks" kind=FieldKind::Number value=weeks error=weeks_error/>
                <TextField id="trial-start" label="From" kind=FieldKind::Day value=first error=first_error/>
            </div>
            <p>
                <button type="submit" class="btn main">
                    "Start the trial"
                </button>
            </p>
        </form>
    }
}

#[component]
fn Choose(behaviour: Behaviour, chosen: RwSignal<Vec<&'static str>>) -> impl IntoView {
    let Behaviour { id, title, proof } = behaviour;
    let state = State::here();
    let field = format!("try-{id}");
    let about = format!("proof-{id}");
    let change = move |event| {
        let is_on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|known| *known != id);
            if is_on {
                chosen.push(id);
            }
        });
    };
    view! {
        <div hidden=flag(move || is_running(state, id))>
            <input
                type="checkbox"
                id=field.clone()
                aria-describedby=about.clone()
                prop:checked=flag(move || chosen.with(|chosen| chosen.contains(&id)))
                on:change=on_event(change)
            />
            <label for=field>{title}</label>
            <small id=about>{proof}</small>
        </div>
    }
}
