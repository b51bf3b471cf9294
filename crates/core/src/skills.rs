//! The self-assessment: skills, a target, a history, and what colleagues see.

pub mod keeping;
pub mod link;
pub mod model;
pub mod report;
