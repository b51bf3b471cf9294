//! What somebody who comes back is told on the front page. `guide_core::returning` finds it out.

use crate::browser::hydration::build_in_place;
use crate::browser::{elements, reading, storage};
use crate::shell::{href_of_path, when_live};
use guide_core::returning::{ATTRIBUTE, Known, NEWS_PLACE, OFF, PLACE, Told, set_silent, told};
use leptos::prelude::*;

/// Makes it live, for as long as the current owner lives.
pub fn open() {
    build_in_place(PLACE, || view! { <Returning/> });
}

/// Four lines of two, each with a link, and a way to be told nothing.
#[component]
pub fn Returning() -> impl IntoView {
    let lines = RwSignal::new(told(&Known::default()).to_vec());
    let live = RwSignal::new(false);
    let show = move || {
        let changes = reading::listed_changes(NEWS_PLACE);
        lines.set(told(&Known::of(&storage::store(), changes)).to_vec());
    };
    let cells = (0..lines.with_untracked(Vec::len))
        .map(|place| view! { <Line lines place/> })
        .collect_view();
    let switch = move |on: bool| {
        set_silent(&storage::store(), !on);
        elements::set_root_attribute(ATTRIBUTE, Some(if on { "" } else { OFF }));
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
            <button type="button" class="plain hide" on:click=move |_| switch(false)>
                "Hide this"
            </button>
            <button type="button" class="plain show" on:click=move |_| switch(true)>
                "Show where I was"
            </button>
        </div>
    }
}

#[component]
fn Line(lines: RwSignal<Vec<Told>>, place: usize) -> impl IntoView {
    let of = move |read: fn(&Told) -> String| {
        move || lines.with(|lines| lines.get(place).map(read).unwrap_or_default())
    };
    let path = of(|told| told.path.clone());
    view! {
        <li>
            <span class="topic">{of(|told| told.label.to_owned())}</span>
            <a href=move || href_of_path(&path())>{of(|told| told.title.clone())}</a>
            <span class="extra">{of(|told| told.more.clone())}</span>
        </li>
    }
}
