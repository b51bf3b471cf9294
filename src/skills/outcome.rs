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

use super::pieces::{Piece, are_made_by};
use crate::ui::Late;
use agreed::AgreedPage;
use arrival::Arrival;
use colleagues::Colleagues;
use history::History;
use leptos::prelude::*;
use rating::SendBack;
use result::Outcome;

/// Opens the part.
pub fn open() {
    are_made_by(|piece| match piece {
        Piece::Above => Late::of(view! { <Above/> }),
        Piece::Below => Late::of(view! { <Below/> }),
    });
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
