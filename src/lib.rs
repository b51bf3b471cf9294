//! The Technical Lead Guide: a guide, a comparison and a personal roadmap in one static site.
//!
//! The module tree mirrors the screen: the app above all, the shell around the page, a room for each
//! feature, and the browser behind one door. What they know and store is plain Rust, in `guide_core`.
//! `ARCHITECTURE.md` has the map and the invariants.

// Leptos describes a whole page as one type.
#![recursion_limit = "512"]

pub mod app;
pub mod browser;
pub mod checklists;
pub mod compare;
pub mod data;
pub mod picture;
pub mod returning;
pub mod roadmap;
pub mod search;
pub mod shell;
pub mod situations;
pub mod skills;
pub mod ui;
