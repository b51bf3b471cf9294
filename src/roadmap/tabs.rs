//! What is behind the tabs besides the plan: a part of the app of its own.

use super::evidence::EvidenceTab;
use super::room_tab::RoomTab;
use super::take_out::ShareTab;
use super::timeline::TimelineTab;
use super::trial::TrialTab;
use crate::shell::{Make, Part, RoomPart};
use crate::ui::Late;
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    static MADE: Cell<Option<Make<RoomTab>>> = const { Cell::new(None) };
}

/// The part with the content of the tabs, for the room to load.
#[derive(Debug, Clone, Copy)]
pub struct TabsPart(pub &'static Part);

/// Whether a fragment leads to one of the tabs.
pub fn are_led_to(fragment: &str) -> bool {
    RoomTab::of(fragment) != RoomTab::Plan
}

/// Opens the part.
pub fn open() {
    MADE.set(Some(make));
}

/// The part, for the room to show.
pub(super) fn part() -> RoomPart<RoomTab> {
    RoomPart::new(use_context().map(|TabsPart(part)| part), &MADE)
}

fn make(tab: RoomTab) -> Late {
    match tab {
        RoomTab::Plan => Late::of(()),
        RoomTab::Timeline => Late::of(view! { <TimelineTab/> }),
        RoomTab::Evidence => Late::of(view! { <EvidenceTab/> }),
        RoomTab::Trial => Late::of(view! { <TrialTab/> }),
        RoomTab::Share => Late::of(view! { <ShareTab/> }),
    }
}
