//! End to end: people's journeys in real browsers, through WebDriver, over the built site.
//!
//! `cargo xtask test browsers` builds the site, names the drivers in the environment and runs this in
//! a few threads. Each test has a browser with a fresh profile and a host of its own.
//!
//! Reading order: `harness` is what a test does with a browser, `hand` how somebody presses something;
//! every other module is one theme. A room with many tests has a folder: a chapter of them is a module
//! there, and what the chapters share is in the room's own file, such as `roadmap.rs`.

use browser_driver as driver;
use browser_tests as harness;

mod accessibility;
mod adverts;
mod checklists;
mod compare;
mod controls;
mod data;
mod engines;
mod faults;
mod fields;
mod figures;
mod files;
mod hand;
mod journey;
mod kills;
mod long_plan;
mod messages;
mod navigation;
mod offline;
mod pages;
mod paper;
mod parts;
mod pdf;
mod plan_journey;
mod reading;
mod recovery;
mod returning;
mod roadmap;
mod search;
mod situations;
mod skills;
mod soak;
mod storage;
mod tabs;
mod update;
mod weighing;
mod writing;
