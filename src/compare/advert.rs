//! The place of the advert reader on the page. What reads is a part of the app of its own, which is
//! loaded when its tab is opened, or while the browser has nothing else to do.

mod reader;
mod reading;
mod text;

use super::state::State;
use crate::browser::clock;
use crate::browser::hydration::Prerendered;
use crate::shell::{Part, react, when_live};
use crate::ui::Late;
use crate::ui::boxed::{late, on_click};
use guide_core::compare::page::Tab;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reader::ReadAdvert;
use std::cell::Cell;

/// Makes what the part has.
type Make = fn() -> Late;

thread_local! {
    static MAKE: Cell<Option<Make>> = const { Cell::new(None) };
}

/// The part, for the room to load.
#[derive(Debug, Clone, Copy)]
pub struct AdvertPart(pub &'static Part);

/// Opens the part.
pub fn open() {
    MAKE.set(Some(|| Late::of(view! { <ReadAdvert/> })));
}

/// The part, as far as it is there.
#[derive(Clone, Copy)]
struct Loading {
    part: Option<AdvertPart>,
    make: RwSignal<Option<Make>>,
    failed: RwSignal<bool>,
}

impl Loading {
    /// Loads it, where it is not there yet.
    fn load(self) {
        let Some(AdvertPart(part)) = self.part else {
            return;
        };
        // The room may have been left meanwhile.
        if self.make.try_get_untracked() != Some(None) {
            return;
        }
        self.failed.set(false);
        spawn_local(async move {
            match (part.load)().await {
                Ok(open) => {
                    open();
                    _ = self.make.try_set(MAKE.get());
                }
                Err(_) => _ = self.failed.try_set(true),
            }
        });
    }

    /// What is there: the reader, or what is said as long as it is not.
    fn content(self) -> Late {
        if let Some(make) = self.make.get() {
            return make();
        }
        if !self.failed.get() {
            return Late::of(view! { <p class="meta">"Loading…"</p> });
        }
        Late::of(view! {
            <p class="note">
                "What reads adverts could not be loaded. "
                <button type="button" class="plain" on:click=on_click(move |_| self.load())>
                    "Try again"
                </button>
            </p>
        })
    }
}

/// The tab.
#[component]
pub(super) fn Advert(
    /// How it reads, as HTML: for the page's file. In the browser it stands there already.
    prose: String,
) -> impl IntoView {
    let state = State::here();
    // It may have been loaded before, when the room was open the last time.
    let loading = Loading {
        part: use_context(),
        make: RwSignal::new(MAKE.get()),
        failed: RwSignal::new(false),
    };
    when_live(move || {
        react(move || {
            if state.tab.get() == Some(Tab::Advert) {
                loading.load();
            }
        });
        if !clock::saves_data() {
            clock::when_idle(move || loading.load());
        }
    });
    view! {
        <h2 id=Tab::Advert.id()>"Read my advert"</h2>
        <p>
            "Paste a job description, an offer or a career ladder. You see whose job it is, which rows of the table it touches and by which words, and what it does not say, as questions for the interview. The text stays in this page: it is neither sent nor stored."
        </p>
        <noscript>
            <p class="note">"To read an advert, the page needs JavaScript."</p>
        </noscript>
        <div class="advert-place needs-app">{late(move || Some(loading.content()))}</div>
        <Prerendered class="advert-prose" html=prose/>
    }
}
