//! What a page can do without until it is live: the choice of theme, messages, shortcuts, reading
//! marks, and the buttons that copy.

use super::messages::MessageArea;
use super::theme::{ChosenTheme, ThemeSwitch};
use super::{Overlays, Shown, keyboard, page_actions, reading};
use crate::browser::history;
use crate::browser::hydration::build_in_place;
use guide_core::route::SEARCH_BUTTON;
use leptos::prelude::*;

/// Makes all of that work, for as long as the app lives.
pub fn open() {
    let theme = ChosenTheme::new();
    theme.follow_storage();
    provide_context(theme);
    build_in_place("theme", || view! { <ThemeSwitch/> });
    build_in_place("messages", || view! { <MessageArea/> });
    page_actions::listen();
    keyboard::listen();
    let shown = expect_context::<RwSignal<Shown>>();
    reading::follow(shown);
    if history::fragment() == SEARCH_BUTTON {
        expect_context::<Overlays>().search.set(true);
    }
}
