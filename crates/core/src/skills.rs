//! The self-assessment: skills, a target, a history, and what colleagues see.

pub mod link;
pub mod model;
pub mod report;
pub mod stored;
