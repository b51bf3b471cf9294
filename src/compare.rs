//! The interactive comparison of roles.
//!
//! The table itself and every control around it are part of the page's HTML file, like the guide's
//! prose, and not of the app. The app reads the rows once and decides what is shown, and where.

mod room;
pub mod view;
