//! The interactive comparison of roles.
//!
//! The table itself is part of the page's HTML file, like the guide's prose, and not of the app: see
//! `crate::site::comparison`. The app reads its rows once and decides which of them are shown.

pub mod model;
pub mod view;
