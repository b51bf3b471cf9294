//! The personal roadmap: steps with milestones, ticked, edited, reordered and kept on the device.

pub mod view;
