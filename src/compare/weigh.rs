//! The places of the weighing and of the questions about a job. What asks in them is a part of the app of
//! its own.

mod cards;
mod job;
mod result;

use super::state::State;
use crate::browser::hydration::{Prerendered, html_of};
use crate::shell::{Make, Part, RoomPart};
use crate::ui::Late;
use crate::ui::boxed::late;
use cards::Weighing;
use guide_core::compare::page::Tab;
use job::Questions;
use leptos::prelude::*;
use std::cell::Cell;

/// What the part has.
#[derive(Debug, Clone, Copy)]
pub enum Piece {
    /// The cards, and the result.
    Weighing,
    /// The questions about a job.
    Job,
}

thread_local! {
    static MADE: Cell<Option<Make<Piece>>> = const { Cell::new(None) };
}

/// The part, for the room to load.
#[derive(Debug, Clone, Copy)]
pub struct WeighPart(pub &'static Part);

/// Opens the part.
pub fn open() {
    MADE.set(Some(make));
}

fn make(piece: Piece) -> Late {
    match piece {
        Piece::Weighing => Late::of(view! { <Weighing/> }),
        Piece::Job => Late::of(view! { <Questions/> }),
    }
}

/// The part, for both tabs.
pub(super) fn part() -> RoomPart<Piece> {
    let state = State::here();
    let part = RoomPart::new(use_context().map(|WeighPart(part)| part), &MADE);
    // The questions' own HTML does not ask for it.
    part.load_when(move || state.tab.get() == Some(Tab::Job));
    part
}

/// The tab with the cards.
#[component]
pub(super) fn Weigh(
    part: RoomPart<Piece>,
    /// How it is counted, as HTML: for the page's file. In the browser it stands there already.
    prose: String,
) -> impl IntoView {
    let was_opened = State::here().was_opened(Tab::Weigh);
    view! {
        <h2 id=Tab::Weigh.id() class="unseen">
            "Weigh it for yourself"
        </h2>
        <noscript>
            <p class="note">"To weigh the rows, the page needs JavaScript."</p>
        </noscript>
        <div class="weigh-place">
            {late(move || was_opened.get().then(|| part.content(Piece::Weighing)))}
        </div>
        <Prerendered class="counting" html=prose/>
    }
}

/// The tab with the questions, and below them what the page says about the kinds.
#[component]
pub(super) fn Job(
    part: RoomPart<Piece>,
    /// The HTML below: for the page's file. In the browser it stands there already.
    prose: String,
) -> impl IntoView {
    let state = State::here();
    let is_open = move || state.tab.get() == Some(Tab::Job);
    let html = html_of(|| view! { <Questions/> });
    view! {
        <h2 id=Tab::Job.id()>"Which kind of lead’s job is this?"</h2>
        <p>
            "One title, six jobs, and one that is none. Take an advert or an offer and answer what it says; leave out what it does not, or let the page "
            <a href=format!("#{}", Tab::Advert.id())>"read it for you"</a>
            ". Nothing is stored or sent."
        </p>
        <div class="job-place">
            <p class="meta needs-app" hidden=move || !part.is_coming()>
                "Loading…"
            </p>
            {part.in_place(Piece::Job, "job-questions", html, is_open)}
        </div>
        <Prerendered class="kinds" html=prose/>
    }
}
