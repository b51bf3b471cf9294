//! What opens in the plan when somebody asks for it, or when an address or the guide brings it: a part of
//! the app of its own.

use super::beginning::Questions;
use super::controls::Filters;
use super::details::Details;
use super::incoming::Arrivals;
use super::item_form::{EvidenceForm, ItemForm};
use super::news::NewsOfGuide;
use super::selection::Bar;
use super::state::ItemState;
use super::strip::SaveFile;
use crate::shell::{Make, Part, RoomPart};
use crate::ui::Late;
use guide_core::plan_link;
use guide_core::roadmap::checklist::Checklist;
use guide_core::roadmap::share;
use leptos::prelude::*;
use std::cell::Cell;

/// What the part has.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// What is known of a milestone.
    Details(ItemState),
    /// The form to change it.
    Form(ItemState),
    /// The question what shows that it is done.
    Evidence(ItemState),
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
    [share::PLAN, plan_link::ADD]
        .iter()
        .any(|start| fragment.starts_with(start))
        || Checklist::is_meant(fragment)
}

/// Opens the part.
pub fn open() {
    MADE.set(Some(make));
}

/// The part, for the room to show.
pub(super) fn part() -> RoomPart<Piece> {
    RoomPart::new(use_context().map(|OpenedPart(part)| part), &MADE)
}

fn make(piece: Piece) -> Late {
    match piece {
        Piece::Details(item) => Late::of(view! { <Details item/> }),
        Piece::Form(item) => Late::of(view! { <ItemForm item/> }),
        Piece::Evidence(item) => Late::of(view! { <EvidenceForm item/> }),
        Piece::Selection => Late::of(view! { <Bar/> }),
        Piece::Filters(wanted) => Late::of(view! { <Filters wanted/> }),
        Piece::Questions => Late::of(view! { <Questions/> }),
        Piece::Arrivals => Late::of(view! { <Arrivals/> }),
        Piece::News => Late::of(view! { <NewsOfGuide/> }),
        Piece::SaveFile => Late::of(view! { <SaveFile/> }),
    }
}
