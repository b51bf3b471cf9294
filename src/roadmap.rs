//! The personal roadmap: triaged, planned, ticked, proved, shared, and kept on the device.
//!
//! [`view`] is the room, with a tab for each thing that is done here; [`state`] is what all of it
//! works on.

mod actions;
mod beginning;
mod controls;
mod details;
mod drag;
mod evidence;
mod group;
mod groups;
mod ids;
mod import;
mod incoming;
mod item_form;
mod name;
mod news;
mod note;
pub mod opened;
pub mod pieces;
mod plan;
mod plans;
pub mod reading;
mod restore;
mod room_tab;
mod row;
mod selection;
mod share;
mod state;
mod strip;
pub mod tabs;
mod take_out;
mod time_off;
mod timeline;
mod trial;
pub mod view;
