//! The interactive comparison of roles.
//!
//! The table itself is part of the page's HTML file, like the guide's prose, and not of the app:
//! [`table`] reads its rows once, and shows what the [`state`] asks for. What has state around it is
//! components: [`controls`], what can be done with a [`row`], [`weighing`] as a flow of cards with its
//! [`result`], and the questions about a [`job`]. What reads an [`advert`] is a part of the app of its own.

pub mod advert;
mod controls;
mod job;
mod result;
mod row;
mod state;
mod table;
mod take_out;
pub mod view;
mod weighing;
