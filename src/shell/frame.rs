//! The app: the frame around the rooms, and which room is open.

use super::messages::{MessageArea, Messages};
use super::theme::{ChosenTheme, ThemeSwitch};
use super::{Overlays, href, keyboard, navigation, page_actions, reading, when_live};
use crate::browser::definitions;
use crate::compare::view::Compare;
use crate::roadmap::view::Roadmap;
use crate::search;
use crate::skills;
use guide_core::route::{Base, Room, Route};
use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos_router::components::Router;

/// The page that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its address.
    pub route: Route,
    /// The inner HTML of its `#content`, where it has one. `None` in the browser's first render: it
    /// stands in the prerendered file already, and hydration leaves it alone.
    pub content: Option<String>,
}

/// The whole app below `#app`.
#[component]
pub fn App(
    /// Where the site lives.
    base: Base,
    /// The page to start with.
    first: Shown,
) -> impl IntoView {
    let router_base = base.without_slash();
    provide_context(base);
    provide_context(Messages::new());
    provide_context(Overlays::new());
    let theme = ChosenTheme::new();
    theme.follow_storage();
    provide_context(theme);
    view! {
        <Router base=router_base>
            <Frame first/>
        </Router>
    }
}

#[component]
fn Frame(first: Shown) -> impl IntoView {
    let shown = RwSignal::new(first);
    // Before the links, so that a first tap on a term does not lead away.
    when_live(definitions::offer);
    navigation::follow(shown);
    page_actions::offer();
    skills::view::follow(shown);
    reading::follow(shown);
    keyboard::offer();
    search::view::offer();
    let section = Memo::new(move |_| shown.with(|shown| shown.route.section()));
    let room = Memo::new(move |_| shown.with(|shown| shown.route.room()));
    let content = Memo::new(move |_| shown.with(|shown| shown.content.clone()));
    view! {
        <a class="skip" href="#main" rel="external">"Skip to content"</a>
        <Header section/>
        <main id="main" tabindex="-1">
            {move || match room.get() {
                Room::Article => {
                    EitherOf3::A(view! { <div id="content" inner_html=move || content.get().unwrap_or_default()></div> })
                }
                Room::Compare => EitherOf3::B(view! { <Compare content/> }),
                Room::Roadmap => EitherOf3::C(view! { <Roadmap tools=content/> }),
            }}
        </main>
        <Footer/>
        <MessageArea/>
    }
}

#[component]
fn Header(section: Memo<Route>) -> impl IntoView {
    let search = expect_context::<Overlays>().search;
    let entry = move |route: Route, name: &'static str| {
        view! {
            <a href=href(route) aria-current=move || (section.get() == route).then_some("page")>
                {name}
            </a>
        }
    };
    view! {
        <header class="bar">
            <a class="mark" href=href(Route::Home)>
                "The Technical Lead Guide"
            </a>
            <nav aria-label="Site">
                {entry(Route::GuideIndex, "Guide")} {entry(Route::Compare, "Compare")}
                {entry(Route::Skills, "Skills")} {entry(Route::Roadmap, "Roadmap")}
            </nav>
            <button type="button" class="plain needs-app" id="search-open" on:click=move |_| search.set(true)>
                "Search"
            </button>
            <ThemeSwitch/>
        </header>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let keyboard_help = expect_context::<Overlays>().keyboard_help;
    view! {
        <footer class="foot">
            <p>
                "Private by design: no account, no tracking, nothing sent anywhere. What you write stays in this browser."
            </p>
            <nav aria-label="More">
                <a href=href(Route::Glossary)>"Glossary"</a>
                <a href=href(Route::Sources)>"Sources"</a>
                <a href=href(Route::About)>"About, privacy and offline use"</a>
                <button type="button" class="plain needs-app" id="keyboard-open" on:click=move |_| keyboard_help.set(true)>
                    "Keyboard shortcuts"
                </button>
            </nav>
        </footer>
    }
}
