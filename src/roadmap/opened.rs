//! Makes the [`pieces`](super::pieces) of the plan that are a part of the app of their own.

use super::beginning::Questions;
use super::controls::Filters;
use super::details::Details;
use super::incoming::Arrivals;
use super::item_form::{EvidenceForm, ItemForm};
use super::news::NewsOfGuide;
use super::pieces::{Piece, are_made_by};
use super::selection::Bar;
use super::state::State;
use super::strip::SaveFile;
use crate::ui::Late;
use leptos::prelude::*;

/// Opens the part.
pub fn open() {
    are_made_by(make);
}

fn make(piece: Piece) -> Late {
    let item = |id| State::here().item(id);
    match piece {
        Piece::Details(id) => Late::of(item(&id).map(|item| view! { <Details item/> })),
        Piece::Form(id) => Late::of(item(&id).map(|item| view! { <ItemForm item/> })),
        Piece::Evidence(id) => Late::of(item(&id).map(|item| view! { <EvidenceForm item/> })),
        Piece::Selection => Late::of(view! { <Bar/> }),
        Piece::Filters(wanted) => Late::of(view! { <Filters wanted/> }),
        Piece::Questions => Late::of(view! { <Questions/> }),
        Piece::Arrivals => Late::of(view! { <Arrivals/> }),
        Piece::News => Late::of(view! { <NewsOfGuide/> }),
        Piece::SaveFile => Late::of(view! { <SaveFile/> }),
    }
}
