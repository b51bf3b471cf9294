//! The page of all situations.

use super::balance::Balance;
use super::desk::{Desk, Whose};
use super::outcome::Outcome;
use super::scene::{SceneHtml, Situation};
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
    let desk = Desk::new(Deck::All);
    when_live(move || begin(desk));
    let mut words = html.scenes.into_iter();
    let scenes = Deck::All
        .scenes()
        .map(|(place, scene)| {
            let html = words.next().unwrap_or_default();
            view! { <Situation desk place scene html/> }
        })
        .collect_view();
    let count = move || desk.answers.with(|answers| answers.count(Deck::All));
    let is_own = move || desk.whose.get() == Whose::Own;
    let enough = Signal::derive(move || is_own() && count() >= ENOUGH);
    view! {
        <div class="wide situations" class:live=desk.live>
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
                    on:click=move |_| desk.clear()
                >
                    "Start over"
                </button>
            </p>
            <div class="where">
                <Balance desk/>
                <p role="status">{move || line(desk)}</p>
            </div>
            <div class="all">{scenes}</div>
            <Outcome desk next=html.next shown=enough folds=false/>
        </div>
    }
}

/// What the balance shows, in a line.
fn line(desk: Desk) -> String {
    let (count, mean) = desk
        .answers
        .with(|answers| (answers.count(Deck::All), answers.mean(Deck::All)));
    let tendency = mean.map_or("", tendency);
    match desk.whose.get() {
        Whose::Own if count == 0 => "Twelve situations, none answered yet".to_owned(),
        Whose::Own => [&count.to_string(), " of 12, ", tendency].concat(),
        Whose::Shared => ["Shared with you: ", tendency].concat(),
        Whose::Fault(LinkError::Damaged) => "This link is damaged".to_owned(),
        Whose::Fault(LinkError::Newer) => "This link needs a newer version: reload".to_owned(),
    }
}

/// What needs the browser.
fn begin(desk: Desk) {
    desk.load();
    let hash = use_location().hash;
    react(move || {
        hash.track();
        untrack(|| desk.follow(&history::fragment()));
    });
    storage::on_change_elsewhere(move |key| {
        let is_ours = key.is_empty() || key.starts_with(stored::KEYS);
        if is_ours && desk.whose.get_untracked() == Whose::Own {
            desk.load();
        }
    });
    keys::on_key(move |key| desk.key(key));
    desk.live.set(true);
}
