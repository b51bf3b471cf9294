//! The place of the advert reader on the page. What reads is a part of the app of its own.

mod reader;
mod reading;
mod text;

use super::state::State;
use crate::browser::hydration::Prerendered;
use crate::shell::{Make, Part, RoomPart, when_live};
use crate::ui::Late;
use crate::ui::boxed::late;
use guide_core::compare::page::Tab;
use leptos::prelude::*;
use reader::ReadAdvert;
use std::cell::Cell;

thread_local! {
    static MADE: Cell<Option<Make<()>>> = const { Cell::new(None) };
}

/// The part, for the room to load.
#[derive(Debug, Clone, Copy)]
pub struct AdvertPart(pub &'static Part);

/// Opens the part.
pub fn open() {
    MADE.set(Some(|()| Late::of(view! { <ReadAdvert/> })));
}

/// The tab.
#[component]
pub(super) fn Advert(
    /// How it reads, as HTML: for the page's file. In the browser it stands there already.
    prose: String,
) -> impl IntoView {
    let state = State::here();
    let part = RoomPart::new(use_context().map(|AdvertPart(part)| part), &MADE);
    when_live(move || part.load_when_idle());
    let was_opened = state.was_opened(Tab::Advert);
    view! {
        <h2 id=Tab::Advert.id()>"Read my advert"</h2>
        <p>
            "Paste a job description, an offer or a career ladder. You see whose job it is, which rows of the table it touches and by which words, and what it does not say, as questions for the interview. The text stays in this page: it is neither sent nor stored."
        </p>
        <noscript>
            <p class="note">"To read an advert, the page needs JavaScript."</p>
        </noscript>
        <div class="advert-place needs-app">
            {late(move || was_opened.get().then(|| part.content(())))}
        </div>
        <Prerendered class="advert-prose" html=prose/>
    }
}
