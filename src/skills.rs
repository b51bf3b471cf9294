//! The self-assessment: score, see the result first, compare with the past and with colleagues, agree.
//!
//! [`view`] is the room; `state` is what all of it works on.

mod agreed;
mod arrival;
mod chart;
mod colleagues;
mod history;
mod joint;
mod questions;
mod rating;
mod result;
mod state;
pub mod view;
