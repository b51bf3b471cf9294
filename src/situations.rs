//! The situations: played on the front page, and all of them on a page of their own.
//!
//! Their words are HTML in the pages, from `crates/site/src/situations.rs`; the app has their ids and
//! leanings. Each answer is a `<details>`: without the app it opens by itself, and what was pressed
//! before the app came is found open and counts.

mod all;
mod balance;
mod opening;
mod outcome;
mod scene;
mod state;
pub mod view;

pub use all::{AllHtml, AllSituations};
pub use opening::{Opening, OpeningHtml};
pub use scene::{AnswerHtml, SceneHtml};
