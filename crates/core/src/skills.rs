//! The self-assessment: skills, a target, a history, what colleagues see, and what is agreed with them.

pub mod agreement;
pub mod chart;
pub mod joint;
pub mod link;
pub mod model;
pub mod report;
pub mod stored;
