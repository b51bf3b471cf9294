//! What somebody who comes back is told on the front page. `guide_core::returning` finds it out.

use crate::browser::hydration::build_in_place;
use crate::browser::{clock, elements, focus, reading, storage};
use crate::shell::{href_of_path, when_live};
use guide_core::returning::{ATTRIBUTE, Known, NEWS_PLACE, OFF, PLACE, Told, set_silent, told};
use leptos::prelude::*;

/// The ids of the two buttons, of which one is to be seen.
const HIDE: &str = "returning-hide";
const SHOW: &str = "returning-show";

/// Makes it live, for as long as the current owner lives.
pub fn open() {
    build_in_place(PLACE, || view! { <Returning/> });
}

/// Lines of two, each with a link, and a way to be told nothing.
#[component]
pub fn Returning() -> impl IntoView {
    let lines = RwSignal::new(told(&Known::default()));
    let live = RwSignal::new(false);
    let show = move || {
        let changes = reading::listed_changes(NEWS_PLACE);
        let told = told(&Known::of(&storage::store(), changes, &clock::today()));
        // What stays as it is keeps the focus.
        if lines.with_untracked(|lines| *lines != told) {
            lines.set(told);
        }
    };
    let cells = move || {
        let lines = lines.get().into_iter();
        lines.map(line).collect_view()
    };
    let switch = move |on: bool| {
        set_silent(&storage::store(), !on);
        elements::set_root_attribute(ATTRIBUTE, Some(if on { "" } else { OFF }));
        // The button that was pressed is gone now: the other one takes its place, as soon as it is seen.
        request_animation_frame(move || focus::focus_id(if on { HIDE } else { SHOW }));
    };
    when_live(move || {
        if elements::root_attribute(ATTRIBUTE).as_deref() == Some(OFF) {
            // This part was brought by a press on the button that shows it again.
            switch(true);
        }
        show();
        live.set(true);
        storage::on_change_elsewhere(move |_| show());
    });
    view! {
        <div class="returning" class:live=live>
            <ul class="plain-list">{cells}</ul>
            <button type="button" class="plain hide" id=HIDE on:click=move |_| switch(false)>
                "Hide this"
            </button>
            <button type="button" class="plain show" id=SHOW on:click=move |_| switch(true)>
                "Show where I was"
            </button>
        </div>
    }
}

fn line(told: Told) -> impl IntoView {
    view! {
        <li>
            <span>{told.label}</span>
            <a href=href_of_path(&told.path)>{told.title}</a>
            <span>{told.more}</span>
        </li>
    }
}
