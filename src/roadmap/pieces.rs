//! What of the plan is in a part of the app of its own: what opens when somebody asks for it, or when an
//! address or the guide brings it. Here it has its names; `opened` makes it.

use crate::shell::{Make, Part, RoomPart};
use guide_core::id::ItemId;
use guide_core::plan_link;
use guide_core::roadmap::checklist::Checklist;
use guide_core::roadmap::share;
use leptos::prelude::*;
use std::cell::Cell;

/// A piece of the part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// What is known of a milestone.
    Details(ItemId),
    /// The form to change it.
    Form(ItemId),
    /// The question what shows that it is done.
    Evidence(ItemId),
    /// What can be done with those that are chosen.
    Selection,
    /// The filter; the signal says whether it is wanted.
    Filters(RwSignal<bool>),
    /// The questions at the beginning.
    Questions,
    /// What the address brings.
    Arrivals,
    /// What the guide has changed.
    News,
    /// The button that saves the plan as a file, where it cannot be stored.
    SaveFile,
}

thread_local! {
    static MADE: Cell<Option<Make<Piece>>> = const { Cell::new(None) };
}

/// The part, for the room to load.
#[derive(Debug, Clone, Copy)]
pub struct OpenedPart(pub &'static Part);

/// Whether a fragment brings something that has to be asked about.
pub fn is_brought_by(fragment: &str) -> bool {
    let mut starts = [share::PLAN, plan_link::ADD].into_iter();
    starts.any(|start| fragment.starts_with(start)) || Checklist::is_meant(fragment)
}

/// Takes what makes the pieces, from the part.
pub(super) fn are_made_by(make: Make<Piece>) {
    MADE.set(Some(make));
}

/// The part, for the room to show.
pub(super) fn part() -> RoomPart<Piece> {
    RoomPart::new(use_context().map(|OpenedPart(part)| part), &MADE)
}
