//! A part that a room has behind one of its tabs: it is loaded when the tab is opened, or while the
//! browser has nothing else to do.

use super::part::Part;
use super::{react, when_live};
use crate::browser::clock;
use crate::browser::focus::FocusPlace;
use crate::browser::hydration::Prerendered;
use crate::ui::Late;
use crate::ui::boxed::on_click;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::thread::LocalKey;

/// Makes what the part has, or the piece of it that is asked for.
pub type Make<Piece> = fn(Piece) -> Late;

/// What waits for the part.
type Waiting = Vec<Box<dyn FnOnce()>>;

/// Such a part, as far as it is there. Cheap to copy.
#[derive(Debug)]
pub struct RoomPart<Piece: 'static> {
    part: Option<&'static Part>,
    made: &'static LocalKey<Cell<Option<Make<Piece>>>>,
    make: RwSignal<Option<Make<Piece>>>,
    failed: RwSignal<bool>,
    waiting: StoredValue<Waiting, LocalStorage>,
}

impl<Piece> Clone for RoomPart<Piece> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Piece> Copy for RoomPart<Piece> {}

impl<Piece: 'static> RoomPart<Piece> {
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
            waiting: StoredValue::new_local(Vec::new()),
        }
    }

    /// Whether it is there.
    pub fn is_there(self) -> bool {
        self.make.with(Option::is_some)
    }

    /// Whether it is to come yet. Where that has failed, its content says so.
    pub fn is_coming(self) -> bool {
        !self.is_there() && !self.failed.get()
    }

    /// Loads it once it is wanted, as signals say, or while nothing else is to be done.
    pub fn load_when(self, is_wanted: impl Fn() -> bool + 'static) {
        when_live(move || {
            react(move || {
                if is_wanted() {
                    // It may have been tried before.
                    self.failed.set(false);
                    self.load();
                }
            });
            self.load_when_idle();
        });
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
        if !self.is_missing() {
            return;
        }
        spawn_local(async move {
            match (part.load)().await {
                Ok(open) => {
                    open.now();
                    // It may have been asked for twice; what it has made meanwhile stays.
                    if self.is_missing() {
                        self.make.set(self.made.get());
                    }
                    let waiting = self.waiting.try_update_value(std::mem::take);
                    waiting.into_iter().flatten().for_each(|act| act());
                }
                Err(_) => _ = self.failed.try_set(true),
            }
        });
    }

    /// Whether the room is still open, and waits for the part.
    fn is_missing(self) -> bool {
        self.make.try_get_untracked() == Some(None)
    }

    /// Moves the focus by `act` as soon as the part is there. On a slow line that may be later than
    /// somebody goes on to another place: then the focus stays with them.
    pub fn focus_when_there(self, act: impl FnOnce() + 'static) {
        if self.make.with_untracked(Option::is_some) {
            return act();
        }
        let before = FocusPlace::here();
        let act = move || {
            if !before.was_left() {
                act();
            }
        };
        self.waiting
            .update_value(|waiting| waiting.push(Box::new(act)));
        self.load();
    }

    /// What the part has, in the place of what the page's file has of it. That stays until the part is
    /// there, or is wanted and cannot be loaded; what needs the app in it is not seen.
    pub fn in_place(
        self,
        piece: Piece,
        class: &'static str,
        html: String,
        is_wanted: impl Fn() -> bool + Send + Sync + 'static,
    ) -> impl IntoView
    where
        Piece: Copy + Send + Sync,
    {
        let is_made = Memo::new(move |_| self.is_there() || self.failed.get() && is_wanted());
        move || match is_made.get() {
            true => Either::Right(self.content(piece)),
            false => Either::Left(view! { <Prerendered class html=html.clone() coming=true/> }),
        }
    }

    /// What the part has, or what is said as long as it is not there: then it is loaded.
    pub fn content(self, piece: Piece) -> Late {
        if let Some(make) = self.make.get() {
            return make(piece);
        }
        if !self.failed.get() {
            self.load();
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
