//! The document: reading other pages of the site, focus, title, and clicks on links.

use guide_core::page_action::PageAction;
use guide_core::situations::KEPT_ATTRIBUTE;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, HtmlAnchorElement, HtmlElement, MouseEvent};

/// What is taken from another page's HTML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The title of its document.
    pub title: String,
    /// The inner HTML of its `#content`.
    pub html: String,
}

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

pub(super) fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// All elements of the page that `selector` matches.
pub(super) fn all(selector: &str) -> Vec<Element> {
    root().map_or_else(Vec::new, |root| all_in(&root, selector))
}

pub(super) fn all_in(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = element.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// An attribute of `<html>`.
pub fn root_attribute(name: &str) -> Option<String> {
    root()?.get_attribute(name)
}

/// Sets an attribute of `<html>`, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

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

/// An element that is not in the document.
pub fn detached_element() -> Option<HtmlElement> {
    document()?.create_element("div").ok()?.dyn_into().ok()
}

/// Puts everything that is in `from` in the place of everything that is in `to`.
pub fn replace_children(to: &Element, from: &Element) {
    to.set_inner_html("");
    while let Some(child) = from.first_child() {
        _ = to.append_child(&child);
    }
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

/// Writes the links below `element` as absolute addresses. They are relative in the files, and would
/// point elsewhere after the first navigation.
pub fn make_links_absolute(element: &Element, page: &str) {
    for attribute in ["href", "src"] {
        for element in all_in(element, &["[", attribute, "]"].concat()) {
            let Some(value) = element.get_attribute(attribute) else {
                continue;
            };
            if value.starts_with('#') {
                continue;
            }
            if let Ok(absolute) = web_sys::Url::new_with_base(&value, page) {
                _ = element.set_attribute(attribute, &absolute.href());
            }
        }
    }
}

/// The same for what the head refers to and browsers ask for again after a navigation: icons.
pub fn make_head_absolute() {
    for link in all("head link:not([rel=stylesheet])") {
        if let Ok(link) = link.dyn_into::<web_sys::HtmlLinkElement>() {
            link.set_href(&link.href());
        }
    }
}

/// What the line that names a document's release says by this name; see `site::document::Release`.
fn release_says(document: &Document, name: &str) -> Option<String> {
    let line = document.query_selector("script[data-release]").ok()??;
    line.get_attribute(name)
}

/// The name of this release's search index, in the folder of the site.
pub fn search_index() -> Option<String> {
    release_says(&document()?, "data-index")
}

/// Reads the article of another page of this site, as the release that is running has it.
///
/// # Errors
/// The page is not there, is not one of ours, or is of another release.
pub async fn fetch_article(address: &str) -> Result<Article, JsValue> {
    let page = address.split(['?', '#']).next().unwrap_or_default();
    let running = document().and_then(|document| release_says(&document, "data-release"));
    // The service worker has several releases while tabs of several are open.
    let asked = [page, "?release=", running.as_deref().unwrap_or_default()].concat();
    let (text, address) = fetch_text(&asked).await?;
    let parsed = web_sys::DomParser::new()?
        .parse_from_string(&without_style(&text), web_sys::SupportedType::TextHtml)?;
    if release_says(&parsed, "data-release") != running {
        return Err(JsValue::NULL);
    }
    let content = parsed.get_element_by_id("content").ok_or(JsValue::NULL)?;
    make_links_absolute(&content, &address);
    Ok(Article {
        title: parsed.title(),
        html: content.inner_html(),
    })
}

/// The texts of elements of another page of this site: those with the ids that `id_of` gives for 1, 2
/// and so on, up to the first that is not there.
///
/// # Errors
/// The page is not there, is not one of ours, or is of another release.
pub async fn fetch_texts(
    address: &str,
    id_of: impl Fn(usize) -> String,
) -> Result<Vec<String>, JsValue> {
    let article = fetch_article(address).await?;
    let content = detached_element().ok_or(JsValue::NULL)?;
    content.set_inner_html(&article.html);
    let elements = all_in(&content, "[id]");
    let texts = (1..).map_while(|number| {
        let id = id_of(number);
        let found = elements.iter().find(|element| element.id() == id);
        found?.text_content()
    });
    Ok(texts.collect())
}

/// A page without the style that stands in it: the policy of the document that is open does not allow
/// the style of another kind of page, and a browser complains of it even while parsing.
fn without_style(html: &str) -> String {
    let style = html.split_once("<style>").and_then(|(before, rest)| {
        let (_, after) = rest.split_once("</style>")?;
        Some([before, after].concat())
    });
    style.unwrap_or_else(|| html.to_owned())
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

/// Reads a file of this site: its text, and the address that it came from in the end.
///
/// # Errors
/// The file cannot be had.
pub async fn fetch_text(path: &str) -> Result<(String, String), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: web_sys::Response = JsFuture::from(window.fetch_with_str(path))
        .await?
        .dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let text = JsFuture::from(response.text()?)
        .await?
        .as_string()
        .unwrap_or_default();
    Ok((text, response.url()))
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

/// Moves focus to the element with this id, and scrolls until its beginning is at the top.
pub fn show_target(id: &str) {
    let Some(element) = by_id(id) else { return };
    element.scroll_into_view();
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        if element.tab_index() < 0 {
            _ = element.set_attribute("tabindex", "-1");
        }
        focus(&element);
    }
}

/// Moves focus to the page's main heading without scrolling, so that a screen reader says where the
/// person is.
pub fn focus_heading() {
    let heading = document().and_then(|document| document.query_selector("main h1").ok().flatten());
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        _ = heading.set_attribute("tabindex", "-1");
        focus(&heading);
    }
}

/// Moves focus to the element with this id, if it is there.
pub fn focus_id(id: &str) {
    let element = by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        if element.tab_index() < 0 {
            _ = element.set_attribute("tabindex", "-1");
        }
        _ = element.focus();
    }
}

/// Whether focus is in the element with this id.
pub fn has_focus(id: &str) -> bool {
    let focused = document().and_then(|document| document.active_element());
    by_id(id).is_some_and(|element| element.contains(focused.as_deref()))
}

/// Opens the browser's print dialog.
pub fn print() {
    if let Some(window) = web_sys::window() {
        _ = window.print();
    }
}

/// The text of the element with this id.
pub fn text_of(id: &str) -> String {
    let element = by_id(id);
    element
        .and_then(|element| element.text_content())
        .unwrap_or_default()
}

/// The element that has the focus.
pub(super) fn focused() -> Option<Element> {
    document()?.active_element()
}

/// Moves focus to an element without scrolling.
pub(super) fn focus(element: &Element) {
    let options = js_sys::Object::new();
    _ = js_sys::Reflect::set(
        &options,
        &JsValue::from_str("preventScroll"),
        &JsValue::TRUE,
    );
    // web-sys puts FocusOptions behind a type of its own; the plain object is smaller.
    call(element, "focus", &options);
}

/// Sets a mark in the browser's performance timeline.
pub fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        _ = performance.mark(name);
    }
}

/// Sets an attribute of the element with this id, or takes it away.
pub fn set_attribute(id: &str, name: &str, value: Option<&str>) {
    if let Some(element) = by_id(id) {
        _ = match value {
            Some(value) => element.set_attribute(name, value),
            None => element.remove_attribute(name),
        };
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

fn property(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::NULL)
}

/// Sets the box that an event comes from, whatever the person has just made of it.
pub fn set_checked(event: &Event, checked: bool) {
    if let Some(input) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
    {
        input.set_checked(checked);
    }
}

/// Shows an element of `index.html` that lies outside the app and is hidden at first.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        _ = element.remove_attribute("hidden");
    }
}

/// A plain click on a link that leads to this origin: the path, the query and fragment with their
/// signs, and whether the target page is the one that is open.
pub struct LinkClick {
    /// The event, to prevent what the browser would do.
    pub event: MouseEvent,
    /// The path of the link's address.
    pub path: String,
    /// Query and fragment, with their signs.
    pub rest: String,
}

/// Calls `clicked` for every plain click on a link to this origin.
pub fn on_link_click(clicked: impl Fn(LinkClick) + 'static) {
    on_document_click(move |event| {
        let plain = event.button() == 0
            && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
        if !plain || event.default_prevented() {
            return;
        }
        let Some(link) =
            closest(&event, "a[href]").and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
        else {
            return;
        };
        let not_a_page = link.has_attribute("download")
            || !link.target().is_empty()
            || link.rel().contains("external");
        if is_of_this_origin(&link) && !not_a_page {
            clicked(LinkClick {
                path: link.pathname(),
                rest: link.search() + &link.hash(),
                event,
            });
        }
    });
}

/// Calls `near` with the path of a link to this origin that somebody is about to follow: the pointer,
/// the focus or a finger is on it.
pub fn on_link_approach(near: impl Fn(&str) + 'static) {
    let near: Rc<dyn Fn(&str)> = Rc::new(near);
    for sign in ["pointerover", "focusin", "touchstart"] {
        let near = near.clone();
        on_document(sign, move |event| {
            let link = closest(event, "a[href]").and_then(|link| link.dyn_into().ok());
            let Some(link): Option<HtmlAnchorElement> = link else {
                return;
            };
            if is_of_this_origin(&link) {
                near(&link.pathname());
            }
        });
    }
}

fn is_of_this_origin(link: &HtmlAnchorElement) -> bool {
    let here = web_sys::window().and_then(|window| window.location().origin().ok());
    Some(link.origin()) == here
}

/// Calls `acted` for every click on a button of the pages' own HTML, with what the button does and
/// what it acts on.
pub fn on_page_action(acted: impl Fn(PageAction, &str) + 'static) {
    on_document("click", move |event| {
        let button = closest(event, "button[name]");
        let attribute = |name| {
            button
                .as_ref()
                .and_then(|button| button.get_attribute(name))
        };
        if let Some(action) = attribute("name").and_then(|name| PageAction::from_name(&name)) {
            acted(action, &attribute("value").unwrap_or_default());
        }
    });
}

/// The first button of the page that does `action`.
pub(super) fn button_of(action: PageAction) -> Option<HtmlElement> {
    let selector = format!("#content button[name={}]", action.name());
    all(&selector).into_iter().next()?.dyn_into().ok()
}

/// Presses the button of the page that does `action`. `false` where there is none.
pub fn press(action: PageAction) -> bool {
    button_of(action).map(|button| button.click()).is_some()
}

/// Calls `pressed` for every click in the page, with a function that says whether it was within the
/// element with an id.
pub fn on_press(pressed: impl Fn(&dyn Fn(&str) -> bool) + 'static) {
    on_document("click", move |event| {
        PRESSED.set(event.time_stamp());
        pressed(&|id| closest(event, &["#", id].concat()).is_some());
    });
}

thread_local! {
    /// When something was pressed last, in the time of the page.
    static PRESSED: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
}

/// Whether what happens now still answers the last press, for those who measure what moves on their
/// own: half a second, less what a frame takes.
pub fn is_answer_to_press() -> bool {
    let now = web_sys::window().and_then(|window| window.performance());
    now.is_some_and(|now| now.now() - PRESSED.get() < 400.0)
}

/// Whether the page has an element that `selector` matches.
pub fn is_there(selector: &str) -> bool {
    !all(selector).is_empty()
}

/// The place of the first element that is open, among all that `selector` matches.
pub fn first_open(selector: &str) -> Option<usize> {
    all(selector)
        .iter()
        .position(|element| element.has_attribute("open"))
}

/// Scrolls up to the element with this id where its top is out of sight.
pub fn show_top_of(id: &str) {
    if let Some(element) = by_id(id)
        && !(0.0..window_height()).contains(&top_of(&element))
    {
        element.scroll_into_view_with_bool(true);
    }
}

/// Lets the element with this id never be lower than it is now.
pub fn keep_height(id: &str) {
    if let Some(element) = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let height = number(&place_of(&element), "height");
        _ = element.style().set_property(
            "min-block-size",
            &[&(height as i32).to_string(), "px"].concat(),
        );
    }
}

/// Follows the page's link with this relation, `prev` or `next`. `false` where there is none.
pub fn follow_link(relation: &str) -> bool {
    let link = all(&format!("a[rel={relation}]")).into_iter().next();
    let link = link.and_then(|link| link.dyn_into::<HtmlElement>().ok());
    link.map(|link| link.click()).is_some()
}

/// Clicks the element with this id, if it is there.
pub fn click(id: &str) {
    if let Some(element) = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Scrolls what is around the element with this id until the element is in view.
pub fn scroll_into_view(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view_with_bool(false);
    }
}

/// The element around an event's target that `selector` matches.
pub(super) fn closest(event: &Event, selector: &str) -> Option<Element> {
    event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest(selector)
        .ok()
        .flatten()
}

/// The document hears of a click before the window does, where the router listens.
fn on_document_click(clicked: impl Fn(MouseEvent) + 'static) {
    on_document("click", move |event| {
        clicked(event.clone().unchecked_into());
    });
}

/// Calls `act` for every event of this name in the page, as long as the page lives.
pub(super) fn on_document(name: &str, act: impl Fn(&Event) + 'static) {
    listen(name, Box::new(move |event| act(&event)));
}

fn listen(name: &str, act: Box<dyn Fn(Event)>) {
    let Some(document) = document() else { return };
    let act = wasm_bindgen::closure::Closure::wrap(act);
    _ = document.add_event_listener_with_callback(name, act.as_ref().unchecked_ref());
    act.forget();
}

/// A number that the browser knows of something, by its name: a binding of its own for each would
/// cost every visitor some JavaScript.
pub(super) fn number(of: &JsValue, name: &str) -> f64 {
    let value = js_sys::Reflect::get(of, &JsValue::from_str(name));
    value
        .ok()
        .and_then(|value| value.as_f64())
        .unwrap_or_default()
}

/// The same for something that is or is not so.
pub(super) fn flag(of: &JsValue, name: &str) -> bool {
    let value = js_sys::Reflect::get(of, &JsValue::from_str(name));
    value == Ok(JsValue::TRUE)
}

/// Calls a method of an object by its name, with one argument; more than a method takes is ignored.
pub(super) fn call(of: &JsValue, name: &str, argument: &JsValue) -> JsValue {
    let method = js_sys::Reflect::get(of, &JsValue::from_str(name));
    let method = method
        .ok()
        .and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    method
        .and_then(|method| method.call1(of, argument).ok())
        .unwrap_or(JsValue::UNDEFINED)
}

/// Where an element stands in the window.
pub(super) fn place_of(element: &Element) -> JsValue {
    call(element, "getBoundingClientRect", &JsValue::UNDEFINED)
}

/// The distance from the top of the window to an element, in CSS pixels.
pub(super) fn top_of(element: &Element) -> f64 {
    number(&place_of(element), "top")
}

/// The height of the window, in CSS pixels.
pub(super) fn window_height() -> f64 {
    root().map_or(0.0, |root| number(&root, "clientHeight"))
}

/// How far the page can still be scrolled down, in CSS pixels.
pub(super) fn remaining_scroll() -> f64 {
    root().map_or(0.0, |root| {
        number(&root, "scrollHeight") - number(&root, "clientHeight") - number(&root, "scrollTop")
    })
}

/// Whether the page can be seen: its tab is in front.
pub fn is_visible() -> bool {
    document().is_some_and(|document| !flag(&document, "hidden"))
}

/// Moves focus to the target of a link, so that reading and the Tab key go on from there. An old id
/// leads on to the section that has taken its place.
pub fn focus_target(id: &str) {
    let Some(target) = by_id(id) else { return };
    if let Ok(Some(_)) = target.closest("span:empty")
        && let Some(section) = target.next_element_sibling()
        && let Some(id) = section.get_attribute("id")
    {
        super::history::go_to_fragment(&id);
        return focus_target(&id);
    }
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        if target.tab_index() < 0 {
            _ = target.set_attribute("tabindex", "-1");
        }
        focus(&target);
    }
}

/// Does for a page that was loaded with a fragment what [`focus_target`] does, unless somebody has
/// moved the focus already. What the app has drawn since the browser looked is marked, too.
pub fn arrive_at(id: &str) {
    let Some(target) = by_id(id).filter(|_| all("#app :focus").is_empty()) else {
        return;
    };
    if let Ok(None) = target.closest(":target") {
        super::history::go_to_fragment(id);
    }
    focus_target(id);
}

/// Adds `html` at the end of the page, below the app.
pub(super) fn add_to_body(html: &str) {
    for body in all("body") {
        _ = body.insert_adjacent_html("beforeend", html);
    }
}

/// Calls `heard` for every event of this kind that reaches the window, for as long as the current view
/// lives. One function for all of them: each kind of listener of its own would be 1 KB of WebAssembly.
pub fn on_window(kind: &'static str, heard: impl Fn(Event) + 'static) {
    listen_while_here(kind, Box::new(heard));
}

fn listen_while_here(kind: &'static str, heard: Box<dyn Fn(Event)>) {
    let handle = leptos::prelude::window_event_listener_untyped(kind, heard);
    leptos::prelude::on_cleanup(move || handle.remove());
}
