//! What is around every page: header, navigation, footer, theme, messages; and how a page gets the part
//! of the app that it needs.

mod errand;
pub mod extras;
mod frame;
mod keyboard;
mod messages;
mod navigation;
mod page_actions;
mod part;
mod reading;
mod room_part;
mod shown;
mod theme;

pub use errand::{hand_over, was_handed_over};
pub use frame::Frame;
pub use messages::Messages;
pub use part::{Before, Loading, Open, Part, PartFault, Parts, Used};
pub use room_part::{Make, RoomPart};
pub use shown::Shown;

use crate::browser::page;
use guide_core::route::{Base, Route};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// The address of a page, for a link in a view.
pub fn href(route: Route) -> String {
    base().href(route)
}

/// The address of a path of this site that the content gives, for a link in a view.
pub fn href_of_path(path: &str) -> String {
    base().join(path)
}

fn base() -> Base {
    use_context::<Base>().unwrap_or_else(|| Base::new("/"))
}

/// Does something now, and again whenever a signal changes that it has read. One function for all
/// that need nothing more: each effect of its own would be 2 KB of WebAssembly.
pub fn react(act: impl Fn() + 'static) {
    react_to(Box::new(act));
}

fn react_to(act: Box<dyn Fn()>) {
    Effect::new(act);
}

/// What lies over the page when somebody asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Overlays {
    /// Whether the search is open.
    pub search: RwSignal<bool>,
    /// Whether the list of shortcuts is open.
    pub keyboard_help: RwSignal<bool>,
    /// The id of the figure that is wanted as a picture.
    pub picture: RwSignal<Option<String>>,
}

impl Overlays {
    /// All closed.
    pub fn new() -> Self {
        Self {
            search: RwSignal::new(false),
            keyboard_help: RwSignal::new(false),
            picture: RwSignal::new(None),
        }
    }
}

impl Default for Overlays {
    fn default() -> Self {
        Self::new()
    }
}

thread_local! {
    static LIVE: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Does something that needs the browser once the first render is over: now, where it is. Never in
/// prerendering.
pub fn when_live(act: impl FnOnce() + 'static) {
    if !cfg!(target_arch = "wasm32") {
        return;
    }
    if is_live() {
        return act();
    }
    let owner = Owner::current();
    WAITING.with_borrow_mut(|waiting| {
        waiting.push(Box::new(move || match owner {
            Some(owner) => owner.with(act),
            None => act(),
        }));
    });
}

/// Whether controls work when they are rendered now. In prerendered files, and so in the first
/// render, they are disabled; [`go_live`] enables them.
pub fn is_live() -> bool {
    LIVE.get()
}

/// Ends the first render: what it showed disabled works from now on, but for what waits for a part of
/// its own.
pub fn go_live() {
    come_alive(|| {});
    page::enable_controls();
}

/// Hydrates a piece of the page, which is a first render of its own: what it does when it is live
/// comes after it.
fn come_alive(hydrate: impl FnOnce()) {
    LIVE.set(false);
    hydrate();
    LIVE.set(true);
    WAITING.take().into_iter().for_each(|act| act());
}
