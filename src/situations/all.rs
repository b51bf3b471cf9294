//! The page of all situations.

use super::balance::Balance;
use super::outcome::Outcome;
use super::scene::{SceneHtml, Situation};
use super::state::{State, Whose};
use crate::browser::{history, keys, storage};
use crate::shell::{href, react, when_live};
use guide_core::route::Route;
use guide_core::situations::link::LinkError;
use guide_core::situations::model::{Deck, ENOUGH, tendency};
use guide_core::situations::stored;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Its words as HTML: for the page's file. In the browser they stand there already.
#[derive(Debug, Clone, Default)]
pub struct AllHtml {
    /// The heading, and what this is.
    pub intro: String,
    /// The situations, in their order.
    pub scenes: Vec<SceneHtml>,
    /// For each leaning what to read next.
    pub next: [String; 3],
}

/// All situations, one below the other, with the balance in sight.
#[component]
pub fn AllSituations(
    /// Its words.
    #[prop(optional)]
    html: AllHtml,
) -> impl IntoView {
    let state = State::new(Deck::All);
    when_live(move || begin(state));
    let mut words = html.scenes.into_iter();
    let scenes = Deck::All
        .scenes()
        .map(|(place, scene)| {
            let html = words.next().unwrap_or_default();
            view! { <Situation state place scene html/> }
        })
        .collect_view();
    let count = move || state.answers.with(|answers| answers.count(Deck::All));
    let is_own = move || state.whose.get() == Whose::Own;
    let enough = Signal::derive(move || is_own() && count() >= ENOUGH);
    view! {
        <div class="wide situations" class:live=state.live>
            <div inner_html=html.intro></div>
            <p class="mine needs-app">
                <span hidden=is_own>
                    <a class="btn" href=href(Route::Situations)>
                        "Answer for yourself"
                    </a>
                </span>
                <button
                    type="button"
                    class="plain"
                    hidden=move || !is_own() || count() == 0
                    on:click=move |_| state.clear()
                >
                    "Start over"
                </button>
            </p>
            <div class="where" class:shared=move || !is_own()>
                <Balance state/>
                <p role="status">{move || line(state)}</p>
            </div>
            <div class="all">{scenes}</div>
            <Outcome state next=html.next shown=enough folds=false/>
        </div>
    }
}

/// What the balance shows, in a line.
fn line(state: State) -> String {
    let (count, mean) = state
        .answers
        .with(|answers| (answers.count(Deck::All), answers.mean(Deck::All)));
    let tendency = mean.map_or("", tendency);
    match state.whose.get() {
        Whose::Own if count == 0 => "Twelve situations, none answered yet".to_owned(),
        Whose::Own => [&count.to_string(), " of 12, ", tendency].concat(),
        Whose::Shared => ["Shared with you: ", tendency].concat(),
        Whose::Fault(LinkError::Damaged) => "This link is damaged".to_owned(),
        Whose::Fault(LinkError::Newer) => "This link needs a newer version: reload".to_owned(),
    }
}

/// What needs the browser.
fn begin(state: State) {
    state.load();
    let hash = use_location().hash;
    react(move || {
        hash.track();
        untrack(|| state.follow(&history::fragment()));
    });
    storage::on_change_elsewhere(move |key| {
        let is_ours = key.is_empty() || key.starts_with(stored::KEYS);
        if is_ours && state.whose.get_untracked() == Whose::Own {
            state.load();
        }
    });
    keys::on_key(move |key| state.key(key));
    state.live.set(true);
}
