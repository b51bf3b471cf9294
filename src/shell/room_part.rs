//! A part that a room has behind one of its tabs: it is loaded when the tab is opened, or while the
//! browser has nothing else to do.

use super::part::Part;
use crate::browser::clock;
use crate::ui::Late;
use crate::ui::boxed::on_click;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::thread::LocalKey;

/// Makes what the part has, or the piece of it that is asked for.
pub type Make<Piece> = fn(Piece) -> Late;

/// Such a part, as far as it is there.
#[derive(Debug, Clone, Copy)]
pub struct RoomPart<Piece: 'static> {
    part: Option<&'static Part>,
    made: &'static LocalKey<Cell<Option<Make<Piece>>>>,
    make: RwSignal<Option<Make<Piece>>>,
    failed: RwSignal<bool>,
}

impl<Piece: Copy + 'static> RoomPart<Piece> {
    /// `part` is what loads it; only a page's file, which is never live, does without. `made` is where it
    /// puts what makes it, when it is opened. That stays there: a room that is opened once more has it at
    /// once.
    pub fn new(
        part: Option<&'static Part>,
        made: &'static LocalKey<Cell<Option<Make<Piece>>>>,
    ) -> Self {
        Self {
            part,
            made,
            make: RwSignal::new(made.get()),
            failed: RwSignal::new(false),
        }
    }

    /// Whether it is there.
    pub fn is_there(self) -> bool {
        self.make.with(Option::is_some)
    }

    /// Loads it while nothing else is to be done.
    pub fn load_when_idle(self) {
        if !clock::saves_data() {
            clock::when_idle(move || self.load());
        }
    }

    /// Loads it, where it is not there yet.
    pub fn load(self) {
        let Some(part) = self.part else {
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
                    _ = self.make.try_set(self.made.get());
                }
                Err(_) => _ = self.failed.try_set(true),
            }
        });
    }

    /// What the part has, or what is said as long as it is not there.
    pub fn content(self, piece: Piece) -> Late {
        if let Some(make) = self.make.get() {
            return make(piece);
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
                <button type="button" class="plain" on:click=on_click(again)>
                    "Try again"
                </button>
            </p>
        })
    }
}
