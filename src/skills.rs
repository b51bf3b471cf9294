//! The self-assessment: fifteen skills, a target, a history, and what colleagues see.

mod state;
pub mod view;
