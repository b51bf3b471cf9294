//! Search as people meet it: a dialog with a field, and below it the hits, which are links.

use crate::browser::{events, fetch, focus, keys, page};
use crate::shell::Overlays;
use crate::ui::keep_open;
use guide_core::route::Base;
use guide_core::search::model::{Answer, Hit, Index, Piece};
use guide_core::text::counted;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use std::sync::Arc;

/// What somebody may try who does not know what to ask.
const SUGGESTIONS: [&str; 3] = ["who decides", "first 90 days", "late estimates"];

/// Puts the search dialog on the page; it opens when [`Overlays::search`] says so.
pub fn open() {
    let open = expect_context::<Overlays>().search;
    mount_to_body(move || view! { <SearchDialog open/> });
}

/// Where the index is.
#[derive(Clone)]
enum IndexState {
    Missing,
    Loading,
    Ready(Arc<Index>),
    /// It did not arrive: offline before the first whole visit, or no connection.
    Unreachable,
    /// It is of another release.
    Foreign,
}

/// The search, as far as its views share it.
#[derive(Clone, Copy)]
struct Search {
    index: RwSignal<IndexState>,
    query: RwSignal<String>,
    answer: Memo<Answer>,
    hits: Memo<Vec<Hit>>,
    /// The hit that the arrow keys are on.
    chosen: RwSignal<Option<usize>>,
}

impl Search {
    fn new() -> Self {
        let index = RwSignal::new(IndexState::Missing);
        let query = RwSignal::new(String::new());
        let answer = Memo::new(move |_| match index.get() {
            IndexState::Ready(index) => {
                // What `cargo xtask bench` measures.
                page::mark("search-asked");
                let answer = query.with(|query| index.ask(query));
                page::mark("search-answered");
                answer
            }
            _ => Answer::default(),
        });
        let hits = Memo::new(move |_| match index.get() {
            IndexState::Ready(index) => answer.with(|answer| index.hits(answer)),
            _ => Vec::new(),
        });
        Self {
            index,
            query,
            answer,
            hits,
            chosen: RwSignal::new(None),
        }
    }

    fn ask(self, query: String) {
        self.chosen.set(None);
        self.query.set(query);
    }

    /// Fetches the index, unless it is here or on its way.
    fn load(self, base: &Base) {
        if matches!(
            self.index.get_untracked(),
            IndexState::Ready(_) | IndexState::Loading
        ) {
            return;
        }
        self.index.set(IndexState::Loading);
        let address = base.join(&fetch::search_index().unwrap_or_default());
        spawn_local(async move {
            let file = fetch::text(&address).await;
            let state = match file.map(|(text, _)| Index::parse(&text)) {
                Ok(Ok(index)) => IndexState::Ready(Arc::new(index)),
                Ok(Err(_)) => IndexState::Foreign,
                Err(_) => IndexState::Unreachable,
            };
            // The dialog may have gone with the app in the meantime.
            _ = self.index.try_set(state);
        });
    }

    /// What the status line says.
    fn status(self) -> String {
        let shown = self.hits.with(Vec::len);
        let all = self.answer.with(|answer| answer.count);
        match self.index.get() {
            IndexState::Missing => String::new(),
            IndexState::Loading => "Loading…".to_owned(),
            IndexState::Unreachable => {
                "Search works offline after one visit online. It is not here yet.".to_owned()
            }
            IndexState::Foreign => {
                "The search of this version is gone. Load the page again.".to_owned()
            }
            IndexState::Ready(_) if self.query.with(|query| query.trim().is_empty()) => {
                String::new()
            }
            IndexState::Ready(_) => match shown {
                0 => "Nothing found. Other words may help, or fewer of them.".to_owned(),
                _ if shown < all => format!("The best {shown} of {all} hits"),
                _ => counted(shown, "hit"),
            },
        }
    }

    /// Moves to the hit after or before the chosen one, around the ends of the list.
    fn step(self, forward: bool) {
        let count = self.hits.with_untracked(Vec::len);
        if count == 0 {
            return;
        }
        self.choose(match (self.chosen.get_untracked(), forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(hit), true) => (hit + 1) % count,
            (Some(hit), false) => (hit + count - 1) % count,
        });
    }

    fn choose(self, hit: usize) {
        self.chosen.set(Some(hit));
        page::scroll_into_view(&hit_id(hit));
    }

    /// Does what a key means in the field. Returns whether it meant something.
    fn press(self, event: &ev::KeyboardEvent) -> bool {
        if keys::key_press(event).composing {
            return false;
        }
        let last = self.hits.with_untracked(Vec::len).checked_sub(1);
        match (event.key().as_str(), self.chosen.get_untracked(), last) {
            ("ArrowDown", ..) => self.step(true),
            ("ArrowUp", ..) => self.step(false),
            ("Home", Some(_), _) => self.choose(0),
            ("End", Some(_), Some(last)) => self.choose(last),
            ("Enter", chosen, _) => events::click(&hit_id(chosen.unwrap_or(0))),
            _ => return false,
        }
        true
    }
}

/// The id of a hit's element, which the field names as the one that is chosen.
fn hit_id(hit: usize) -> String {
    format!("hit-{hit}")
}

/// The dialog. The focus stays in the field.
#[component]
fn SearchDialog(open: RwSignal<bool>) -> impl IntoView {
    let base = expect_context::<Base>();
    let search = Search::new();
    let (dialog, field) = (
        NodeRef::<html::Dialog>::new(),
        NodeRef::<html::Input>::new(),
    );
    keep_open(dialog, open);
    let base_of_index = base.clone();
    Effect::new(move |_| {
        if open.get() {
            search.load(&base_of_index);
            if let Some(field) = field.get() {
                focus::on(&field);
            }
        }
    });
    let press = move |event: ev::KeyboardEvent| {
        if search.press(&event) {
            event.prevent_default();
        }
    };
    view! {
        <dialog
            id="search"
            class="search"
            aria-label="Search"
            closedby="any"
            node_ref=dialog
            on:close=move |_| open.set(false)
        >
            <p class="controls">
                <input
                    id="search-field"
                    class="field"
                    type="text"
                    role="combobox"
                    dir="auto"
                    placeholder="Search the whole site"
                    aria-label="Search the whole site"
                    aria-expanded=move || search.hits.with(|hits| !hits.is_empty()).to_string()
                    aria-controls="search-hits"
                    aria-autocomplete="list"
                    aria-activedescendant=move || search.chosen.get().map(hit_id)
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="go"
                    maxlength="120"
                    node_ref=field
                    prop:value=move || search.query.get()
                    on:input=move |event| search.ask(event_target_value(&event))
                    on:keydown=press
                />
                <button type="button" class="plain" on:click=move |_| open.set(false)>
                    "Close"
                </button>
            </p>
            <Status search field/>
            <div id="search-hits" role="listbox" aria-label="Hits">
                {move || {
                    let hits = search.hits.get().into_iter().enumerate();
                    hits.map(|(number, hit)| hit_view(search, number, hit, &base, open)).collect_view()
                }}
            </div>
        </dialog>
    }
}

/// What the search says of itself, and what may be tried.
#[component]
fn Status(search: Search, field: NodeRef<html::Input>) -> impl IntoView {
    let base = expect_context::<Base>();
    let can_retry = move || matches!(search.index.get(), IndexState::Unreachable);
    let try_query = move |query: &str| {
        search.ask(query.to_owned());
        if let Some(field) = field.get_untracked() {
            focus::on(&field);
        }
    };
    let suggestions = SUGGESTIONS.map(|query| {
        view! {
            <button type="button" class="plain" on:click=move |_| try_query(query)>
                {query}
            </button>
            " "
        }
    });
    view! {
        <p class="meta">
            <span id="search-status" role="status">
                {move || search.status()}
            </span>
            " "
            <button type="button" class="plain" hidden=move || !can_retry() on:click=move |_| search.load(&base)>
                "Try again"
            </button>
        </p>
        <p class="meta" hidden=move || search.hits.with(|hits| !hits.is_empty())>
            "Try: " {suggestions}
        </p>
    }
}

fn hit_view(
    search: Search,
    number: usize,
    hit: Hit,
    base: &Base,
    open: RwSignal<bool>,
) -> impl IntoView + use<> {
    let page = (!hit.page.is_empty()).then(|| view! { <small>{pieces(hit.page)}</small> " " });
    view! {
        <a
            role="option"
            tabindex="-1"
            id=hit_id(number)
            href=base.join(&hit.path)
            aria-selected=move || (search.chosen.get() == Some(number)).then_some("true")
            on:click=move |_| open.set(false)
        >
            <b>{pieces(hit.title)}</b>
            " "
            {page}
            <span>{pieces(hit.excerpt)}</span>
        </a>
    }
}

/// A text with the words marked that were looked for.
fn pieces(pieces: Vec<Piece>) -> impl IntoView {
    let view = |Piece { text, is_match }| match is_match {
        true => leptos::either::Either::Left(view! { <mark>{text}</mark> }),
        false => leptos::either::Either::Right(text),
    };
    pieces.into_iter().map(view).collect_view()
}
