//! What is around every page: header, navigation, footer, theme, messages.

mod frame;
mod messages;
mod navigation;
mod section_links;
mod theme;

pub use frame::{App, Shown};
pub use messages::Messages;
pub use navigation::ROADMAP_TITLE;

use crate::browser::page;
use crate::route::{Base, Route};
use leptos::prelude::*;
use std::cell::Cell;

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

thread_local! {
    static LIVE: Cell<bool> = const { Cell::new(false) };
}

/// Whether controls work when they are rendered now. In prerendered files, and so in the first
/// render, they are disabled; [`go_live`] enables them.
pub fn is_live() -> bool {
    LIVE.get()
}

/// Ends the first render: what it showed disabled works from now on.
pub fn go_live() {
    LIVE.set(true);
    page::enable_controls();
    page::set_root_attribute("data-hydrated", Some(""));
}
