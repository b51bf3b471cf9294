//! End to end: people's journeys in real browsers, through WebDriver, over the built site.
//!
//! `cargo xtask test browsers` builds the site, names the drivers in the environment and runs this
//! with one thread. Each test has a browser with a fresh profile and a host of its own.
//!
//! Reading order: `driver` starts a browser, `harness` is what a test does with it; every other
//! module is one theme.

#![cfg(not(target_arch = "wasm32"))]

#[path = "browsers/driver.rs"]
mod driver;
#[path = "browsers/harness.rs"]
mod harness;

#[path = "browsers/accessibility.rs"]
mod accessibility;
#[path = "browsers/compare.rs"]
mod compare;
#[path = "browsers/engines.rs"]
mod engines;
#[path = "browsers/journey.rs"]
mod journey;
#[path = "browsers/navigation.rs"]
mod navigation;
#[path = "browsers/offline.rs"]
mod offline;
#[path = "browsers/pages.rs"]
mod pages;
#[path = "browsers/reading.rs"]
mod reading;
#[path = "browsers/roadmap.rs"]
mod roadmap;
#[path = "browsers/roadmap_evidence.rs"]
mod roadmap_evidence;
#[path = "browsers/roadmap_out.rs"]
mod roadmap_out;
#[path = "browsers/roadmap_time.rs"]
mod roadmap_time;
#[path = "browsers/search.rs"]
mod search;
#[path = "browsers/skills.rs"]
mod skills;
#[path = "browsers/storage.rs"]
mod storage;
#[path = "browsers/update.rs"]
mod update;
#[path = "browsers/weighing.rs"]
mod weighing;
