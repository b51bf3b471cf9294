//! Opening the part: on the front page, or on the page of all situations.

use super::{AllSituations, Opening};
use crate::browser::hydration::hydrate;
use guide_core::situations::OPENING_PLACE;
use leptos::prelude::*;

/// Makes the first situations on the front page live.
pub fn open_front() {
    hydrate(OPENING_PLACE, || view! { <Opening/> });
}

/// Makes the page of all situations live.
pub fn open_all() {
    hydrate("content", || view! { <AllSituations/> });
}
