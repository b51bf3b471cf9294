//! What comes of the answers: the result, its history, and what colleagues see. It is a part of the app of
//! its own, since a first visit begins with the questions.

mod agreed;
mod arrival;
mod chart;
mod colleagues;
mod history;
mod joint;
mod rating;
mod result;

use crate::shell::{Make, Part, RoomPart};
use crate::ui::Late;
use agreed::AgreedPage;
use arrival::Arrival;
use colleagues::Colleagues;
use history::History;
use leptos::prelude::*;
use rating::SendBack;
use result::Outcome;
use std::cell::Cell;

/// What the part has.
#[derive(Debug, Clone, Copy)]
pub enum Piece {
    /// Above the questions.
    Above,
    /// Below them.
    Below,
}

thread_local! {
    static MADE: Cell<Option<Make<Piece>>> = const { Cell::new(None) };
}

/// The part, for the room to load.
#[derive(Debug, Clone, Copy)]
pub struct OutcomePart(pub &'static Part);

/// Opens the part.
pub fn open() {
    MADE.set(Some(|piece| match piece {
        Piece::Above => Late::of(view! { <Above/> }),
        Piece::Below => Late::of(view! { <Below/> }),
    }));
}

/// The part, for the room to show.
pub(super) fn part() -> RoomPart<Piece> {
    RoomPart::new(use_context().map(|OutcomePart(part)| part), &MADE)
}

/// What a link has brought, and what the person's own answers come to.
#[component]
pub(super) fn Above() -> impl IntoView {
    view! {
        <Arrival/>
        <AgreedPage/>
        <Outcome/>
        <History/>
    }
}

/// The way back to who has asked, or what colleagues see.
#[component]
pub(super) fn Below() -> impl IntoView {
    view! {
        <SendBack/>
        <Colleagues/>
    }
}
