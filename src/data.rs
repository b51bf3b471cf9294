//! What somebody has stored in this browser, on the page about this site: what it is and how safe it
//! is, all of it as a file and back, and all of it gone. `guide_core::data` has the rules.

mod backup;
mod delete;
mod keeping;
mod restore;
mod state;
mod stored;
mod unreadable;
mod view;

pub use view::YourData;

use crate::browser::hydration::build_in_place;
use guide_core::data::PLACE;
use leptos::prelude::*;

/// Makes it live, for as long as the current owner lives.
pub fn open() {
    build_in_place(PLACE, || view! { <YourData/> });
}
