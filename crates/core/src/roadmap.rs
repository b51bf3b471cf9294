//! The personal roadmap: steps with milestones, ticked, edited, reordered and kept on the device.

pub mod changes;
pub mod exchange;
pub mod filter;
pub mod forecast;
pub mod form;
pub mod history;
pub mod ics;
pub mod item;
pub mod line;
pub mod model;
pub mod note;
pub mod packing;
pub mod proposals;
pub mod rank;
pub mod report;
pub mod share;
pub mod stored;
pub mod timeline;
pub mod trial;
