//! The personal roadmap: steps with milestones, ticked, edited, reordered and kept on the device.

pub mod changes;
pub mod checklist;
pub mod draft;
pub mod drafts;
pub mod exchange;
pub mod filter;
pub mod forecast;
pub mod history;
pub mod horizon;
pub mod ics;
pub mod import;
pub mod item;
pub mod model;
pub mod note;
pub mod packing;
pub mod proposals;
pub mod questions;
pub mod rank;
pub mod report;
pub mod share;
pub mod stored;
pub mod time_off;
pub mod timeline;
pub mod triage;
pub mod trial;
