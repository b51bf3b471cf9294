//! The interactive comparison of roles.
//!
//! The table itself is part of the page's HTML file, like the guide's prose, and not of the app:
//! [`table`] reads its rows once, and shows what the [`state`] asks for. What has state around it is
//! components: [`controls`], and what can be done with a [`row`]. What is behind the other tabs are parts
//! of the app of their own: one asks, in [`weigh`], the other reads an [`advert`].

pub mod advert;
mod controls;
mod row;
mod state;
mod table;
mod take_out;
pub mod view;
pub mod weigh;
