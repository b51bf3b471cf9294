//! What of the room is in a part of the app of its own: what comes of the answers. Here it has its names;
//! `outcome` makes it.

use crate::shell::{Make, Part, RoomPart};
use leptos::prelude::*;
use std::cell::Cell;

/// A piece of the part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
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

/// Takes what makes the pieces, from the part.
pub(super) fn are_made_by(make: Make<Piece>) {
    MADE.set(Some(make));
}

/// The part, for the room to show.
pub(super) fn part() -> RoomPart<Piece> {
    RoomPart::new(use_context().map(|OutcomePart(part)| part), &MADE)
}
