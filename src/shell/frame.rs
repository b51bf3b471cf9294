//! What is around every page, and the page within.

use super::part::{Loader, Parts, RoomStatus};
use super::shown::Shown;
use super::{Overlays, href, navigation, when_live};
use crate::browser::definitions;
use guide_core::route::{Base, Route, SEARCH_BUTTON};
use leptos::prelude::*;

/// The shell with the page that is open.
#[component]
pub fn Frame(
    /// The page to start with.
    first: Shown,
    /// What is loaded where it is used.
    parts: &'static Parts,
) -> impl IntoView {
    let Shown { route, content } = first;
    let shown = RwSignal::new(Shown {
        route,
        content: None,
    });
    provide_context(shown);
    let loader = Loader::new(parts);
    // Before the links, so that a first tap on a term does not lead away.
    when_live(definitions::listen);
    navigation::follow(shown, loader);
    when_live(move || loader.start(route, expect_context::<Base>()));
    let section = Memo::new(move |_| shown.with(|shown| shown.route.section()));
    view! {
        <a class="skip" href="#main" rel="external">"Skip to content"</a>
        <Header section/>
        <main id="main" tabindex="-1">
            <div
                id="content"
                data-waiting=loader.has_room(route).then_some("")
                inner_html=content.unwrap_or_default()
            ></div>
            <RoomStatus loader/>
        </main>
        <Footer/>
        {message_place()}
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
            <button
                type="button"
                class="plain"
                id=SEARCH_BUTTON
                disabled
                on:click=move |_| search.set(true)
            >
                "Search"
            </button>
            {theme_place()}
        </header>
    }
}

/// The place of the choice of theme. A page's file has it; the part `extras` makes it live. In the
/// browser, an element without children leaves those alone that it has.
fn theme_place() -> impl IntoView {
    #[cfg(not(target_arch = "wasm32"))]
    let place = {
        use super::theme::{ChosenTheme, ThemeSwitch};
        provide_context(ChosenTheme::new());
        view! { <div id="theme"><ThemeSwitch/></div> }
    };
    #[cfg(target_arch = "wasm32")]
    let place = view! { <div id="theme"></div> };
    place
}

/// The place of what the app tells people, in the same way.
fn message_place() -> impl IntoView {
    #[cfg(not(target_arch = "wasm32"))]
    let place = {
        use super::messages::MessageArea;
        view! { <div id="messages"><MessageArea/></div> }
    };
    #[cfg(target_arch = "wasm32")]
    let place = view! { <div id="messages"></div> };
    place
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
                <a href=href(Route::Situations)>"Situations"</a>
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
