//! The comparison of roles: which rows and columns are shown, what a person answers about them, and
//! the links that carry both.

pub mod answers;
pub mod flow;
pub mod kinds;
pub mod link;
pub mod model;
pub mod page;
pub mod picture;
pub mod report;
pub mod share;
pub mod take_along;
pub mod weigh;
