//! The interactive comparison of roles.
//!
//! The table itself and every control around it are part of the page's HTML file, like the guide's
//! prose, and not of the app: see `crate::site::comparison`. The app reads the rows once and decides
//! what is shown, and where.

pub mod answers;
pub mod kinds;
pub mod link;
pub mod model;
pub mod report;
mod room;
pub mod share;
pub mod take_along;
pub mod view;
pub mod weigh;
