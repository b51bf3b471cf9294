//! The address bar, the session history, and the scroll position of each entry in it.

use wasm_bindgen::JsValue;
use web_sys::{History, ScrollRestoration, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn history() -> Option<History> {
    window()?.history().ok()
}

/// The path of the current address.
pub fn path() -> String {
    window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default()
}

/// The query of the current address, without the question mark.
pub fn query() -> String {
    let query = window()
        .and_then(|window| window.location().search().ok())
        .unwrap_or_default();
    query.trim_start_matches('?').to_owned()
}

/// How often a link can have been encoded on its way through chat programs.
const ENCODINGS: usize = 3;

/// The fragment of the current address, decoded, without the hash sign. Of a link to a place of a page,
/// without the punctuation of a sentence that the link stood in.
pub fn fragment() -> String {
    let hash = window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default();
    let mut fragment = hash.trim_start_matches('#').to_owned();
    for _ in 0..ENCODINGS {
        match js_sys::decode_uri_component(&fragment).map(String::from) {
            Ok(decoded) if decoded != fragment => fragment = decoded,
            _ => break,
        }
    }
    if !fragment.contains('=') {
        let id = fragment.trim_end_matches(|c: char| !c.is_alphanumeric());
        fragment.truncate(id.len());
    }
    fragment
}

/// The current address without query and fragment.
pub fn page_address() -> String {
    window()
        .and_then(|window| {
            Some(window.location().origin().ok()? + &window.location().pathname().ok()?)
        })
        .unwrap_or_default()
}

/// The whole address of a path of this site.
pub fn absolute(path: &str) -> String {
    let origin = window().and_then(|window| window.location().origin().ok());
    origin.unwrap_or_default() + path
}

/// The whole current address.
pub fn address() -> String {
    window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default()
}

/// Adds an entry to the history and tells the router, which reads the address when it hears of a
/// change. (The router's own navigation would show the page before its text has arrived, and does
/// not add an entry for a page that its internal stack believes to be on already.) Where the browser
/// refuses a new entry (Safari allows 100 in ten seconds), it loads the page on its own.
pub fn push(path: &str) {
    let pushed = history().is_some_and(|history| {
        let added = history.push_state_with_url(&JsValue::NULL, "", Some(path));
        added.is_ok()
    });
    if !pushed {
        return leave_for(path);
    }
    if let (Some(window), Ok(event)) = (window(), web_sys::PopStateEvent::new("popstate")) {
        _ = window.dispatch_event(&event);
    }
}

/// Replaces the query of the current entry; an empty one takes the question mark away.
pub fn replace_query(query: &str) {
    let Some(location) = window().map(|window| window.location()) else {
        return;
    };
    let mut address = location.pathname().unwrap_or_default();
    if !query.is_empty() {
        address += "?";
        address += query;
    }
    address += &location.hash().unwrap_or_default();
    if let Some(history) = history() {
        _ = history.replace_state_with_url(
            &history.state().unwrap_or_default(),
            "",
            Some(&address),
        );
    }
}

/// Takes the fragment of the current entry away and tells the router.
pub fn drop_fragment() {
    if let (Some(window), Some(history)) = (window(), history()) {
        let location = window.location();
        let query = location.search().unwrap_or_default();
        let address = location.pathname().unwrap_or_default() + &query;
        _ = history.replace_state_with_url(
            &history.state().unwrap_or_default(),
            "",
            Some(&address),
        );
        if let Ok(event) = web_sys::PopStateEvent::new("popstate") {
            _ = window.dispatch_event(&event);
        }
    }
}

/// Replaces the fragment of the current entry, without going there.
pub fn replace_fragment(fragment: &str) {
    if let (Some(history), Some(location)) = (history(), window().map(|window| window.location())) {
        let query = location.search().unwrap_or_default();
        let path = location.pathname().unwrap_or_default();
        let address = [path.as_str(), &query, "#", fragment].concat();
        let state = history.state().unwrap_or_default();
        _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

/// Loads `address` as a browser does on its own.
pub fn leave_for(address: &str) {
    if let Some(window) = window() {
        _ = window.location().assign(address);
    }
}

/// Goes to the fragment of the current page as the browser does: it scrolls, marks `:target`, and
/// moves the starting point for the Tab key.
pub fn go_to_fragment(fragment: &str) {
    if let Some(window) = window() {
        _ = window.location().replace(&["#", fragment].concat());
    }
}

/// Scroll positions are ours to restore while the app lives (the browser would do it before the
/// page's text is in), and the browser's again when the page is left for good.
pub fn take_over_scrolling() {
    set_restoration(ScrollRestoration::Manual);
    let give_back = leptos::prelude::window_event_listener_untyped("pagehide", |_| {
        remember_scroll();
        set_restoration(ScrollRestoration::Auto);
    });
    let take_again = leptos::prelude::window_event_listener_untyped("pageshow", |_| {
        set_restoration(ScrollRestoration::Manual);
    });
    let settled = if tells_scrollend() {
        leptos::prelude::window_event_listener_untyped("scrollend", |_| remember_scroll())
    } else {
        leptos::prelude::window_event_listener_untyped("scroll", |_| remember_when_settled())
    };
    leptos::prelude::on_cleanup(move || {
        give_back.remove();
        take_again.remove();
        settled.remove();
    });
}

/// Older WebKit does not tell when scrolling has ended.
fn tells_scrollend() -> bool {
    let has = |window: Window| js_sys::Reflect::has(&window, &JsValue::from_str("onscrollend"));
    window().is_some_and(|window| has(window) == Ok(true))
}

/// How many milliseconds without scrolling are the end of it, where the browser does not tell.
const SETTLED: u32 = 100;

/// Notes the scroll position once scrolling has ended, if the page is still the same then.
fn remember_when_settled() {
    let (position, address) = (scroll_position(), address());
    super::clock::later(SETTLED, move || {
        let is_still_there = (scroll_position() - position).abs() < 0.5;
        if is_still_there && self::address() == address {
            remember_scroll();
        }
    });
}

fn set_restoration(restoration: ScrollRestoration) {
    if let Some(history) = history() {
        _ = history.set_scroll_restoration(restoration);
    }
}

/// Notes the scroll position in the current entry, where it is another one: browsers allow so many
/// notes in a time.
pub fn remember_scroll() {
    let position = scroll_position();
    if let Some(history) = history()
        && remembered_scroll() != Some(position)
    {
        _ = history.replace_state(&JsValue::from_f64(position), "");
    }
}

/// How far the page is scrolled, in CSS pixels.
pub fn scroll_position() -> f64 {
    window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or_default()
}

/// The scroll position noted in the current entry.
pub fn remembered_scroll() -> Option<f64> {
    history()?.state().ok()?.as_f64()
}

/// Scrolls to a distance from the top, in CSS pixels.
pub fn scroll_to(position: f64) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, position);
    }
}
