//! Weighing as a flow: one row a card, three answers, and the result at the end.

use super::result::{OwnResult, SharedResult};
use crate::browser::{focus, keys};
use crate::compare::row::Note;
use crate::compare::state::{CARD_TITLE, State, said};
use crate::compare::table::RowPlace;
use crate::ui::{Choice, Disclosure};
use guide_core::compare::flow;
use guide_core::compare::page::Tab;
use guide_core::compare::share::Shared;
use guide_core::compare::weigh::{FEELINGS, Feeling, IMPORTANCE, Side, USUAL, side_of};
use guide_core::content::ROLES;
use guide_core::text::counted;
use leptos::either::Either;
use leptos::ev;
use leptos::prelude::*;

/// The card that the person is at, or the result; and somebody else's, where a link brings it.
#[component]
pub(super) fn Weighing() -> impl IntoView {
    let state = State::here();
    let is_open = Memo::new(move |_| !state.mine.with(Vec::is_empty));
    let card = Memo::new(move |_| state.card_row());
    let theirs = move || {
        let shared = state.shared.get()?;
        Some(match state.shows_shared.get() {
            true => Either::Left(view! { <SharedResult shared/> }),
            false => Either::Right(view! { <Waiting shared/> }),
        })
    };
    let mine = move || match card.get() {
        Some(row) => Either::Left(view! { <Card row/> }),
        None => Either::Right(view! { <OwnResult/> }),
    };
    view! {
        {theirs}
        <Show when=move || is_open.get()>{mine}</Show>
    }
}

/// Somebody else's answers before the person's own are complete: how many there are, and no more.
#[component]
fn Waiting(shared: Shared) -> impl IntoView {
    let state = State::here();
    // Out of the way of the cards; there again where they end and some were skipped.
    let is_put_off = RwSignal::new(false);
    let weigh_first = move |_| {
        is_put_off.set(true);
        focus::show_target(Tab::Weigh.id());
        state.go_to_card(state.next_open(0));
    };
    let answered = shared.iter().filter(|row| row.answer().feeling.is_some());
    let rows = counted(answered.count(), "row");
    view! {
        <div class="note waiting" hidden=move || is_put_off.get() && state.card_row().is_some()>
            <p>
                <b>"Somebody has weighed " {rows} "."</b>
                " You see the answers after your own last one, so that yours do not lean on theirs."
            </p>
            <p class="controls">
                <button type="button" class="btn main" on:click=weigh_first>
                    "Weigh it first, then compare"
                </button>
                <button type="button" class="btn" on:click=move |_| state.show_shared()>
                    "Show theirs now"
                </button>
            </p>
        </div>
    }
}

/// What a person can do with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Answer(Feeling),
    Back,
    Skip,
}

impl Act {
    /// What a key does.
    fn of_key(event: &ev::KeyboardEvent) -> Option<Self> {
        let press = keys::key_press(event);
        if press.typing || press.control || press.alt || press.composing {
            return None;
        }
        match press.key.as_str() {
            "ArrowLeft" => Some(Self::Back),
            "ArrowRight" => Some(Self::Skip),
            key => {
                let number: usize = key.parse().ok()?;
                let feeling = FEELINGS.get(number.checked_sub(1)?)?;
                Some(Self::Answer(feeling.0))
            }
        }
    }

    fn take(self, state: State, row: RowPlace) {
        let here = state.card.get_untracked();
        match self {
            Self::Answer(feeling) => {
                state.answer(row, |mine| {
                    let mut answer = mine.answer();
                    answer.feeling = Some(feeling);
                    mine.set_answer(answer);
                });
                state.go_to_card(state.next_open(here + 1));
                state.compare_when_weighed();
            }
            Self::Back => state.go_to_card(here.saturating_sub(1)),
            Self::Skip => state.go_to_card(state.next_open(here + 1)),
        }
    }
}

#[component]
fn Card(row: RowPlace) -> impl IntoView {
    let state = State::here();
    let pressed = window_event_listener(ev::keydown, move |event| {
        let is_here = state.tab.get_untracked() == Some(Tab::Weigh);
        if let Some(act) = Act::of_key(&event).filter(|_| is_here) {
            event.prevent_default();
            act.take(state, row);
        }
    });
    on_cleanup(move || pressed.remove());
    let side = state.with_row(row, |row| side_of(row.owner)).flatten();
    let side = side.unwrap_or(Side::Lead);
    let question = state.with_table(|table, _| table.question(row));
    view! {
        <section class="card" aria-labelledby=CARD_TITLE>
            <Position/>
            <h3 id=CARD_TITLE tabindex="-1">
                {state.title(row)}
            </h3>
            <p class="question">{question}</p>
            <Statements row side/>
            <p class="ask">
                "Doing the " {ROLES[side as usize].title.to_lowercase()}
                "’s part: would it energise you or drain you?"
            </p>
            <Answers row/>
            <Importance row/>
            <div class="card-ways">
                <button
                    type="button"
                    class="btn"
                    data-stays=""
                    disabled=move || state.card.get() == 0
                    on:click=move |_| Act::Back.take(state, row)
                >
                    "Back"
                </button>
                <button type="button" class="btn" on:click=move |_| Act::Skip.take(state, row)>
                    "Skip"
                </button>
                <Disclosure summary="Add a note">
                    <Note row id="note-of-card"/>
                </Disclosure>
            </div>
            <p class="meta keys">"Keys: 1, 2, 3 answer; ← goes back, → skips. Your answers stay in this browser."</p>
        </section>
    }
}

/// How far the person is, and where it leans so far: always in sight.
#[component]
fn Position() -> impl IntoView {
    let state = State::here();
    let all = Memo::new(move |_| state.deck.with(Vec::len));
    let line = move || {
        let leaning = state.leaning(&state.mine.with(|mine| said(mine)));
        flow::progress(state.card.get(), all.get(), &leaning)
    };
    view! {
        <div class="position">
            <p role="status">{line}</p>
            <progress
                aria-hidden="true"
                value=move || state.card.get()
                max=move || all.get().max(1)
            ></progress>
        </div>
    }
}

/// What both roles do in the row: first the one that owns it.
#[component]
fn Statements(row: RowPlace, side: Side) -> impl IntoView {
    let state = State::here();
    let statement = move |role: usize| {
        let text = state.with_table(|table, _| table.statement(row, role));
        let owns = role == side as usize;
        view! {
            <p class="statement" class:owns=owns>
                <b class=ROLES[role].id>{ROLES[role].title} ": "</b>
                {text}
            </p>
        }
    };
    let (first, second) = match side {
        Side::Lead => (0, 1),
        Side::Manager => (1, 0),
    };
    view! {
        {statement(first)}
        {statement(second)}
    }
}

#[component]
fn Answers(row: RowPlace) -> impl IntoView {
    let state = State::here();
    let chosen = Memo::new(move |_| {
        state
            .mine
            .with(|mine| mine.get(row).and_then(|mine| mine.answer().feeling))
    });
    let buttons = FEELINGS.iter().zip(1..).map(|((feeling, _), key)| {
        let (feeling, label) = (*feeling, label_of(*feeling));
        view! {
            <button
                type="button"
                class="feeling"
                aria-pressed=move || (chosen.get() == Some(feeling)).to_string()
                on:click=move |_| Act::Answer(feeling).take(state, row)
            >
                <kbd aria-hidden="true">{key}</kbd>
                {label}
            </button>
        }
    });
    view! { <div class="feelings">{buttons.collect_view()}</div> }
}

fn label_of(feeling: Feeling) -> &'static str {
    match feeling {
        Feeling::Energises => "Energises me",
        Feeling::Neutral => "Neutral",
        Feeling::Drains => "Drains me",
    }
}

#[component]
fn Importance(row: RowPlace) -> impl IntoView {
    let state = State::here();
    let chosen = Signal::derive(move || {
        state
            .mine
            .with(|mine| mine.get(row).map_or(USUAL, |mine| mine.answer().matters))
    });
    let choose = move |matters: u8| {
        state.answer(row, |mine| {
            let mut answer = mine.answer();
            answer.matters = matters;
            mine.set_answer(answer);
        });
    };
    view! {
        <Choice
            name="matters"
            legend="How much does it matter to you?"
            options=IMPORTANCE.to_vec()
            chosen
            on_choose=choose
        />
    }
}
