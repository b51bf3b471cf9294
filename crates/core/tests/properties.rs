//! What must hold for any input, not just for examples. Every module is one room.

#![cfg(not(target_arch = "wasm32"))]

#[path = "properties/calendar.rs"]
mod calendar;
#[path = "properties/compare.rs"]
mod compare;
#[path = "properties/documents.rs"]
mod documents;
#[path = "properties/notes.rs"]
mod notes;
#[path = "properties/roadmap.rs"]
mod roadmap;
#[path = "properties/roadmap_exchange.rs"]
mod roadmap_exchange;
#[path = "properties/skills.rs"]
mod skills;
#[path = "properties/tabs.rs"]
mod tabs;
