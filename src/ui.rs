//! The components that every room shares: what looks alike on the site is written here, once.
//!
//! A component takes its state as a signal and hands back what the person did as a typed event. It
//! knows no room and stores nothing. [`gallery`] shows each in every state, in development builds.

mod actions;
mod choice;
mod dialog;
mod disclosure;
mod field;
#[cfg(debug_assertions)]
pub mod gallery;
mod menu;
mod popover;
mod progress;
mod status;
mod tabs;

pub use actions::{CopyButton, ShareButton};
pub use choice::{Checkbox, Choice};
pub use dialog::{Dialog, keep_open};
pub use disclosure::Disclosure;
pub use field::{FieldKind, TextField};
pub use menu::{Menu, MenuItem};
pub use popover::Popover;
pub use progress::Progress;
pub use status::{Offer, StatusLine};
pub use tabs::{Tab, Tabs};
