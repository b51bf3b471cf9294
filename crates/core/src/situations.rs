//! The situations: what somebody answers, where that leans, how it is kept, and how it is shared.
//!
//! The words of the situations are in the pages; here they are told by their places in
//! [`SCENES`](crate::content::SCENES).

pub mod link;
pub mod model;
pub mod stored;

/// The id of the element on the front page in which the first situations are played.
pub const OPENING_PLACE: &str = "opening";

/// The attribute of `<html>` that says that answers are kept, and that what stands in the page will
/// change. `assets/early.js` sets it before the first paint.
pub const KEPT_ATTRIBUTE: &str = "data-answers";

/// What the front page has where [`OPENING_PLACE`] is wanted at once: an answer that was pressed before
/// the app came, or answers of an earlier visit.
pub const OPENING_WANTED: &str = "#opening [open], [data-answers] #opening";
