//! The components that every room shares: what looks alike on the site is written here, once.
//!
//! A component takes its state as a signal and hands back what the person did as a typed event. It
//! knows no room and stores nothing. [`gallery`] shows each in every state, in development builds.

mod actions;
pub mod boxed;
mod choice;
mod dialog;
mod disclosure;
mod field;
mod file;
#[cfg(debug_assertions)]
pub mod gallery;
mod late;
mod limited;
mod menu;
mod popover;
mod progress;
mod status;
mod tabs;

pub use actions::{CopyButton, ShareButton};
pub use choice::{Checkbox, Choice, Select};
pub use dialog::{Dialog, keep_open};
pub use disclosure::Disclosure;
pub use field::{FieldKind, TextField};
pub use file::FileField;
pub use late::{Late, LateChild, LateChildren, When, in_file};
pub use limited::LimitedField;
pub use menu::{Menu, MenuItem};
pub use popover::Popover;
pub use progress::Progress;
pub use status::{LiveText, Offer, StatusLine};
pub use tabs::{Tab, Tabs};
