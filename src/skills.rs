//! The self-assessment: skills in four levels, a target, a history, and what colleagues see.

mod state;
pub mod view;
