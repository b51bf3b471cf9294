//! The Technical Lead Guide: a guide, a comparison and a personal roadmap in one static site.
//!
//! The module tree mirrors the site: a room per feature, with `model.rs` in plain Rust and `view.rs`
//! in Leptos; the shell around them; the store below them; the browser behind one door; and, native
//! only, the site generator. `ARCHITECTURE.md` has the map and the invariants.

// Leptos describes a whole page as one type.
#![recursion_limit = "256"]

pub mod browser;
pub mod compare;
pub mod content;
pub mod day;
pub mod markup;
pub mod roadmap;
pub mod route;
pub mod search;
pub mod shell;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
pub mod skills;
pub mod store;
