//! The only door to the browser. Nothing else names `web_sys`, `js_sys` or `gloo_storage`.
//!
//! Everything here is called once the page is live: in effects and event handlers, never in a first
//! render, which must be the same in the prerendered file and in the browser.

pub mod clock;
pub mod definitions;
pub mod drag;
pub mod elements;
pub mod events;
pub mod fetch;
pub mod files;
pub mod focus;
pub mod history;
pub mod hydration;
pub mod keeping;
pub mod keys;
pub mod page;
pub mod picture;
pub mod piece;
pub mod reading;
pub mod sections;
pub mod storage;
pub mod take_along;
