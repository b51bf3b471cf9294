//! Search as people meet it: a dialog with a field, and below it the hits, which are links.
//!
//! Its elements are made when it is first opened, and its few changes are written straight into them:
//! no page has to carry it.

use crate::browser::{dialog, page};
use crate::shell::when_live;
use guide_core::route::Base;
use guide_core::search::model::Index;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

const DIALOG: &str = "search";
const FIELD: &str = "search-field";
const HITS: &str = "search-hits";
const STATUS: &str = "search-status";
const RETRY: &str = "search-retry";
const HINTS: &str = "search-hints";

/// The dialog. The focus stays in the field; the option that the arrows are on is named by
/// `aria-activedescendant`.
const HTML: &str = r#"<dialog id="search" class="search" aria-label="Search" closedby="any">
<p class="controls"><input id="search-field" class="field" type="text" role="combobox" placeholder="Search the whole site" aria-label="Search the whole site" aria-expanded="false" aria-controls="search-hits" aria-autocomplete="list" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="go" maxlength="120"><button type="button" class="plain" id="search-close">Close</button></p>
<p class="meta"><span id="search-status" role="status"></span> <button type="button" class="plain" id="search-retry" hidden>Try again</button></p>
<p id="search-hints" class="meta">Try <button type="button" class="plain" data-ask="who decides">who decides</button>, <button type="button" class="plain" data-ask="first 90 days">first 90 days</button> or <button type="button" class="plain" data-ask="late estimates">late estimates</button>.</p>
<div id="search-hits" role="listbox" aria-label="Hits"></div>
</dialog>"#;

struct Search {
    base: Base,
    index: RefCell<Option<Index>>,
    /// The index is on its way.
    loading: Cell<bool>,
    /// How many hits are shown.
    shown: Cell<usize>,
    /// The option that the arrows are on.
    chosen: Cell<Option<usize>>,
}

/// Lets the button in the header, `/` and Ctrl+K open the search.
pub fn offer() {
    let search = Rc::new(Search {
        base: expect_context::<Base>(),
        index: RefCell::new(None),
        loading: Cell::new(false),
        shown: Cell::new(0),
        chosen: Cell::new(None),
    });
    when_live(move || {
        let clicked = Rc::clone(&search);
        page::on_click_of("#search-open, #search button, #search a", move |element| {
            clicked.click(&element.id(), element.get_attribute("data-ask"));
        });
        let typed = Rc::clone(&search);
        window_event_listener_untyped("input", move |_| typed.answer());
        window_event_listener(ev::keydown, move |event| {
            if search.press(&dialog::key(&event), dialog::is_typing(&event)) {
                event.prevent_default();
            }
        });
    });
}

impl Search {
    fn click(self: &Rc<Self>, id: &str, suggestion: Option<String>) {
        if id == "search-open" {
            self.open();
        } else if id == RETRY {
            self.load();
            page::focus_id(FIELD);
        } else if let Some(query) = suggestion {
            page::set_field(FIELD, &query);
            page::focus_id(FIELD);
            self.answer();
        } else {
            // A hit is a link, which the app follows; or the button to close.
            dialog::close(DIALOG);
        }
    }

    /// Does what a key means. Returns whether it meant something.
    fn press(self: &Rc<Self>, key: &str, typing: bool) -> bool {
        match key {
            "Control+k" => self.open(),
            "/" if !typing => self.open(),
            _ if !dialog::is_open(DIALOG) => return false,
            "ArrowDown" => self.choose(self.chosen.get().map_or(0, |chosen| chosen + 1)),
            "ArrowUp" => self.choose(self.chosen.get().unwrap_or(0) + self.shown.get().max(1) - 1),
            "Home" if self.chosen.get().is_some() => self.choose(0),
            "End" if self.chosen.get().is_some() => self.choose(self.shown.get().max(1) - 1),
            "Enter" if typing => dialog::click(&option(self.chosen.get().unwrap_or(0))),
            _ => return false,
        }
        true
    }

    fn open(self: &Rc<Self>) {
        dialog::open(DIALOG, HTML);
        page::focus_id(FIELD);
        if self.index.borrow().is_none() {
            self.load();
        }
    }

    fn load(self: &Rc<Self>) {
        if self.loading.replace(true) {
            return;
        }
        self.tell("Loading…", false);
        let name = page::root_attribute("data-index").unwrap_or_default();
        let search = Rc::clone(self);
        spawn_local(async move {
            let file = page::fetch_text(&search.base.join(&name)).await;
            search.loading.set(false);
            match file.map(|(text, _)| Index::parse(&text)) {
                Ok(Ok(index)) => {
                    *search.index.borrow_mut() = Some(index);
                    search.answer();
                }
                Ok(Err(_)) => search.tell(
                    "The search of this version is gone. Load the page again.",
                    false,
                ),
                Err(_) => search.tell(
                    "Search works offline after one visit online. It is not here yet.",
                    true,
                ),
            }
        });
    }

    fn tell(&self, text: &str, may_retry: bool) {
        page::set_html(STATUS, text);
        page::set_attribute(RETRY, "hidden", (!may_retry).then_some(""));
    }

    /// Shows the hits for what stands in the field.
    fn answer(&self) {
        let index = self.index.borrow();
        let Some(index) = index.as_ref().filter(|_| dialog::is_open(DIALOG)) else {
            return;
        };
        let query = page::field(FIELD);
        // What `cargo xtask bench` measures.
        page::mark("search-asked");
        let answer = index.ask(&query);
        page::mark("search-answered");
        let hits = index.list_items(&answer, |path| self.base.join(path));
        page::set_html(HITS, &hits.into_html());
        let shown = answer.hits.len();
        self.shown.set(shown);
        self.choose(usize::MAX);
        page::set_attribute(
            FIELD,
            "aria-expanded",
            Some(if shown > 0 { "true" } else { "false" }),
        );
        page::set_attribute(HINTS, "hidden", (shown > 0).then_some(""));
        let said = match (shown, query.trim().is_empty()) {
            (0, true) => String::new(),
            (0, false) => "Nothing found. Other words may help, or fewer of them.".to_owned(),
            (1, _) => "1 hit".to_owned(),
            _ if shown < answer.count => [
                "The best ",
                &shown.to_string(),
                " of ",
                &answer.count.to_string(),
                " hits",
            ]
            .concat(),
            _ => [&shown.to_string(), " hits"].concat(),
        };
        self.tell(&said, false);
    }

    /// Moves to a hit, counted around the end of the list; `usize::MAX` leaves the list.
    fn choose(&self, hit: usize) {
        if let Some(before) = self.chosen.take() {
            page::set_attribute(&option(before), "aria-selected", None);
        }
        let shown = self.shown.get();
        let chosen = (hit != usize::MAX && shown > 0).then(|| hit % shown);
        self.chosen.set(chosen);
        let id = chosen.map(option);
        page::set_attribute(FIELD, "aria-activedescendant", id.as_deref());
        if let Some(id) = id {
            page::set_attribute(&id, "aria-selected", Some("true"));
            dialog::scroll_into_view(&id);
        }
    }
}

/// The id of a hit's element.
fn option(hit: usize) -> String {
    ["hit-", &hit.to_string()].concat()
}
