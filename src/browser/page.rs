//! The document as a whole: its title and content, what it waits for, printing, and what is reported.

use super::elements::{
    all, by_id, document, flag, property, root_attribute, set_attribute, set_root_attribute,
    top_of, window_height,
};
use guide_core::situations::KEPT_ATTRIBUTE;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// Prints, with a name on `<html>` of what alone is to be printed, until [`end_printing`].
pub fn print_as(name: &str) {
    set_root_attribute("data-print", Some(name));
    _ = web_sys::window().map(|window| window.print());
}

/// Lets the page be printed as a whole again.
pub fn end_printing() {
    set_root_attribute("data-print", None);
}

/// The element that the app is hydrated in.
pub fn app_element() -> Option<HtmlElement> {
    by_id("app")?.dyn_into().ok()
}

/// The folder of the site, as an absolute path, from the relative one in `<html data-base>`.
pub fn base_path() -> Option<String> {
    let relative = root_attribute("data-base")?;
    let address = web_sys::window()?.location().href().ok()?;
    Some(
        web_sys::Url::new_with_base(&relative, &address)
            .ok()?
            .pathname(),
    )
}

/// The same for what the head refers to and browsers ask for again after a navigation: icons.
pub fn make_head_absolute() {
    for link in all("head link:not([rel=stylesheet])") {
        if let Ok(link) = link.dyn_into::<web_sys::HtmlLinkElement>() {
            link.set_href(&link.href());
        }
    }
}

/// The inner HTML of the `#content` that the document has now.
pub fn shown_article() -> String {
    by_id("content").map_or_else(String::new, |content| content.inner_html())
}

thread_local! {
    static PANIC_REPORT: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
}

/// Calls the JavaScript function `report` at every panic. The app is dead then: nothing of it may be
/// called any more.
pub fn report_panics_to(report: JsValue) {
    PANIC_REPORT.set(report.dyn_into().ok());
    std::panic::set_hook(Box::new(|_| report_panic()));
}

/// Reports what leaves the app as dead as a panic does.
pub fn report_panic() {
    PANIC_REPORT.with_borrow(|report| {
        if let Some(report) = report {
            _ = report.call0(&JsValue::NULL);
        }
    });
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The document's title.
pub fn title() -> String {
    document().map_or_else(String::new, |document| document.title())
}

/// Opens the browser's print dialog.
pub fn print() {
    if let Some(window) = web_sys::window() {
        _ = window.print();
    }
}

/// Sets a mark in the browser's performance timeline.
pub fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        _ = performance.mark(name);
    }
}

/// Enables the controls that the prerendered page shows disabled, but for those that wait for a part.
pub fn enable_controls() {
    for control in all("#app [disabled]:not([data-stays], [data-waiting] *)") {
        _ = control.remove_attribute("disabled");
    }
}

/// Shows another page's HTML; `waits` tells whether its controls wait for a part of the app.
pub fn set_content(html: &str, waits: bool) {
    if let Some(content) = by_id("content") {
        content.set_inner_html(html);
    }
    set_attribute("content", WAITING, waits.then_some(""));
    if !waits {
        enable_controls();
    }
}

/// On `#content` while what it needs is not there: empty as long as it may come, else `failed`.
const WAITING: &str = "data-waiting";

/// Whether the open page waits for its part of the app.
pub fn is_waiting() -> bool {
    let waiting = by_id("content").and_then(|content| content.get_attribute(WAITING));
    waiting.as_deref() == Some("")
}

/// The open page waits for its part of the app again.
pub fn start_waiting() {
    set_attribute("content", WAITING, Some(""));
}

/// The part is there: its controls work.
pub fn end_waiting() {
    set_attribute("content", WAITING, None);
    enable_controls();
}

/// The part cannot be loaded: what `assets/early.js` made wait unseen for it is shown as it is.
pub fn give_up_waiting() {
    set_attribute("content", WAITING, Some("failed"));
    show_as_it_is();
}

/// What waits unseen for a part is shown as the page has it.
pub fn show_as_it_is() {
    for name in ["data-query", "data-link", KEPT_ATTRIBUTE] {
        set_root_attribute(name, None);
    }
}

/// Whether the browser knows that it has no network.
pub fn is_offline() -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    navigator.is_some_and(|navigator| property(&navigator, "onLine") == JsValue::FALSE)
}

/// Shows an element of `index.html` that lies outside the app and is hidden at first.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        _ = element.remove_attribute("hidden");
    }
}

/// Scrolls up to the element with this id where its top is out of sight.
pub fn show_top_of(id: &str) {
    if let Some(element) = by_id(id)
        && !(0.0..window_height()).contains(&top_of(&element))
    {
        element.scroll_into_view_with_bool(true);
    }
}

/// Scrolls what is around the element with this id until the element is in view.
pub fn scroll_into_view(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Whether the page can be seen: its tab is in front.
pub fn is_visible() -> bool {
    document().is_some_and(|document| !flag(&document, "hidden"))
}
