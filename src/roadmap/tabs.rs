//! What is behind the tabs besides the plan: a part of the app of its own, which is loaded when one of
//! them is opened, or while the browser has nothing else to do.

use super::evidence::EvidenceTab;
use super::room_tab::RoomTab;
use super::take_out::ShareTab;
use super::timeline::TimelineTab;
use super::trial::TrialTab;
use crate::browser::{clock, history};
use crate::shell::Part;
use crate::ui::Late;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;

/// Makes the content of a tab.
type Make = fn(RoomTab) -> Late;

thread_local! {
    static MAKE: Cell<Option<Make>> = const { Cell::new(None) };
}

/// The part with the content of the tabs, for the room to load.
#[derive(Debug, Clone, Copy)]
pub struct TabsPart(pub &'static Part);

/// Opens the part.
pub fn open() {
    MAKE.set(Some(make));
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

/// The part, as far as it is there.
#[derive(Clone, Copy)]
pub(super) struct TabsState {
    part: Option<TabsPart>,
    make: RwSignal<Option<Make>>,
    failed: RwSignal<bool>,
}

impl TabsState {
    /// It may have been loaded before, when the room was open the last time.
    pub(super) fn new() -> Self {
        Self {
            part: use_context(),
            make: RwSignal::new(MAKE.get()),
            failed: RwSignal::new(false),
        }
    }

    /// Loads it while nothing else is to be done.
    pub(super) fn load_when_idle(self) {
        if !clock::saves_data() {
            clock::when_idle(move || self.load());
        }
    }

    /// Loads it, where it is not there yet.
    pub(super) fn load(self) {
        let Some(TabsPart(part)) = self.part else {
            return;
        };
        // The room may have been left meanwhile.
        if self.make.try_get_untracked() != Some(None) {
            return;
        }
        spawn_local(async move {
            match (part.load)().await {
                Ok(open) => {
                    open();
                    _ = self.make.try_set(MAKE.get());
                    // What the address leads to was not on the page when the browser looked for it.
                    request_animation_frame(go_to_place_of_tab);
                }
                Err(_) => _ = self.failed.try_set(true),
            }
        });
    }

    /// The content of a tab, or what is said as long as it is not there.
    pub(super) fn content(self, tab: RoomTab) -> Late {
        if let Some(make) = self.make.get() {
            return make(tab);
        }
        if !self.failed.get() {
            return Late::of(view! { <p class="meta">"Loading…"</p> });
        }
        let again = move |_| {
            self.failed.set(false);
            self.load();
        };
        Late::of(view! {
            <p class="note">
                "This could not be loaded. What you saved is safe. "
                <button type="button" class="plain" on:click=again>
                    "Try again"
                </button>
            </p>
        })
    }
}

fn go_to_place_of_tab() {
    let fragment = history::fragment();
    if RoomTab::of(&fragment) != RoomTab::Plan {
        history::go_to_fragment(&fragment);
    }
}
