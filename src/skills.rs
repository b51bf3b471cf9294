//! The self-assessment: score, see the result first, compare with the past and with colleagues, agree.
//!
//! [`view`] is the room; `state` is what all of it works on. What comes of the answers is a part of the
//! app of its own, [`outcome`].

pub mod outcome;
pub mod pieces;
mod questions;
mod state;
pub mod view;
