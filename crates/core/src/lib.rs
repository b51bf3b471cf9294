//! The plain Rust of the guide: what it knows, stores and computes, without a browser.
//!
//! Nothing here knows Leptos or the browser: the manifest of this crate names neither, so the
//! compiler sees to it. Everything is tested natively.

pub mod compare;
pub mod content;
pub mod csv;
pub mod data;
pub mod day;
pub mod encoding;
pub mod figure_picture;
pub mod fold;
pub mod gaps;
pub mod id;
pub mod markup;
pub mod page_action;
pub mod plan_link;
pub mod planned;
pub mod preferences;
pub mod reading;
pub mod returning;
pub mod roadmap;
pub mod route;
pub mod search;
pub mod shortcut;
pub mod situations;
pub mod skills;
pub mod store;
pub mod text;
pub mod theme;
pub mod ticks;
pub mod words;
