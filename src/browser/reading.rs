//! What is shown of somebody's reading: signs beside links, and the toggle at a page's end.

use super::elements::{all, call, top_of, window_height};
use super::events::button_of;
use guide_core::page_action::PageAction;
use guide_core::returning::Change;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement};

/// The end of a page of the guide.
pub struct End {
    /// Whether it has come into the window.
    pub in_view: bool,
    /// How long the page takes to read.
    pub minutes: u32,
    /// When the page was last changed, `YYYY-MM-DD`.
    pub updated: String,
}

fn toggle() -> Option<Element> {
    button_of(PageAction::ToggleRead).map(Into::into)
}

/// The end of the open page, where it is a page of the guide.
pub fn end() -> Option<End> {
    let toggle = toggle()?;
    Some(End {
        in_view: top_of(&toggle) < window_height(),
        minutes: toggle.get_attribute("value")?.parse().ok()?,
        updated: toggle.get_attribute("data-updated")?,
    })
}

/// Writes on the toggle, and beside it.
pub fn set_toggle(button: &str, beside: &str) {
    if let Some(toggle) = toggle() {
        toggle.set_text_content(Some(button));
        if let Some(note) = toggle.next_element_sibling() {
            note.set_text_content(Some(beside));
        }
    }
}

/// Calls `mark` with path, name and date of every page that the open one lists, and adds the HTML
/// that it answers to the link.
pub fn mark_links(mut mark: impl FnMut(&str, String, &str) -> &'static str) {
    for old in all("#content .read") {
        call(&old, "remove", &JsValue::UNDEFINED);
    }
    for link in all("#content a[data-updated]") {
        let name = link.text_content().unwrap_or_default();
        let updated = link.get_attribute("data-updated").unwrap_or_default();
        let Ok(link) = link.dyn_into::<HtmlAnchorElement>() else {
            continue;
        };
        let html = mark(&link.pathname(), name, &updated);
        if !html.is_empty() {
            _ = link.insert_adjacent_html("beforeend", html);
        }
    }
}

/// Says how far somebody has come, in place of the line for everybody.
pub fn set_summary(html: &str) {
    for line in all("#content [data-summary]") {
        line.set_inner_html(html);
    }
}

/// The changes that the element with this id lists: each line has a date and a link.
pub fn listed_changes(id: &str) -> Vec<Change> {
    let lines = all(&["#", id, " li"].concat());
    let change = |line: &Element| {
        let link = line.query_selector("a").ok()??;
        let time = line.query_selector("time").ok()??;
        Some(Change {
            day: time.get_attribute("datetime")?,
            address: link.get_attribute("data-path")?,
            name: link.text_content()?,
        })
    };
    lines.iter().filter_map(change).collect()
}

/// The section that is being read: id and heading. `None` above the first.
pub fn section() -> Option<(String, String)> {
    let link = all("#content .on-page [aria-current]").into_iter().next()?;
    let id = link.get_attribute("href")?;
    Some((id.trim_start_matches('#').to_owned(), link.text_content()?))
}

/// The heading of the open page.
pub fn page_name() -> String {
    let heading = all("#content h1").into_iter().next();
    heading
        .and_then(|heading| heading.text_content())
        .unwrap_or_default()
}
