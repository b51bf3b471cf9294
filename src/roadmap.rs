//! The personal roadmap: four steps with milestones, ticked, edited, reordered and kept on the device.

pub mod keeping;
pub mod model;
pub mod rank;
pub mod view;
