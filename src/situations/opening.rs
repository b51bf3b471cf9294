//! The first five situations on the front page: one at a time.

use super::balance::Balance;
use super::outcome::Outcome;
use super::scene::{SceneHtml, Situation};
use super::state::State;
use crate::browser::{elements, keys};
use crate::shell::{href, when_live};
use guide_core::route::Route;
use guide_core::situations::OPENING_PLACE;
use guide_core::situations::model::{Choice, Deck};
use leptos::prelude::*;

/// Its words as HTML: for the page's file. In the browser they stand there already.
#[derive(Debug, Clone, Default)]
pub struct OpeningHtml {
    /// What this is.
    pub intro: String,
    /// The situations, in their order.
    pub scenes: Vec<SceneHtml>,
    /// For each leaning what to read next.
    pub next: [String; 3],
}

/// The opening question, played.
#[component]
pub fn Opening(
    /// Its words.
    #[prop(optional)]
    html: OpeningHtml,
) -> impl IntoView {
    let state = State::new(Deck::Front);
    when_live(move || begin(state));
    let mut words = html.scenes.into_iter();
    let scenes = Deck::Front
        .scenes()
        .map(|(place, scene)| {
            let html = words.next().unwrap_or_default();
            view! { <Situation state place scene html/> }
        })
        .collect_view();
    let through = move || state.is_through();
    let back = move |_| {
        state.back();
    };
    view! {
        <div
            class="opening"
            class:live=state.live
            class:through=through
            class:told=state.told
            on:keydown=move |event| {
                let press = keys::key_press(&event);
                if !(press.control || press.alt || press.typing) && state.key(&press.key) {
                    event.prevent_default();
                }
            }
        >
            <Balance state/>
            <div class="stage">
                <div class="intro" inner_html=html.intro></div>
                <Outcome state next=html.next shown=Signal::derive(through) folds=true/>
                {scenes}
            </div>
            <p class="onward">
                <button type="button" class="plain" hidden=move || !state.can_go_back() on:click=back>
                    "Back"
                </button>
                <a href=href(Route::Situations)>"All twelve situations, every answer explained"</a>
            </p>
        </div>
    }
}

/// Takes over what is stored, and what was pressed before the app came.
fn begin(state: State) {
    state.load();
    state.live.set(true);
    // A press that brought the app opens its answer after the app has heard of it.
    request_animation_frame(move || {
        let answers = ["#", OPENING_PLACE, " .reply"].concat();
        let pressed = elements::first_open(&answers).and_then(|number| {
            let (place, _) = Deck::Front.scenes().nth(number / Choice::ALL.len())?;
            Some((place, Choice::ALL[number % Choice::ALL.len()]))
        });
        if let Some((place, choice)) = pressed
            && state.is_asking()
        {
            state.take_early(place, choice);
        }
    });
}
