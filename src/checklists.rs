//! The checklists of the guide: their boxes, and how far somebody has come.
//!
//! A page's file has the entries with empty boxes drawn by the style, for paper and for readers without
//! scripts. Here each gets a box to tick, which is kept.

use crate::browser::piece::{Piece, Within};
use crate::browser::{clock, storage};
use crate::shell::{Messages, Shown};
use guide_core::route::{GuidePage, Route};
use guide_core::store::{StorageError, Written};
use guide_core::ticks::{self, KEYS, Tick};
use leptos::prelude::*;

/// What a page has where it has checklists: a selector.
pub const LISTS: &str = "#content .checklist";

/// Makes the lists of the open page work, for as long as it is open.
pub fn open() {
    let Route::Guide(page) =
        expect_context::<RwSignal<Shown>>().with_untracked(|shown| shown.route)
    else {
        return;
    };
    // What other tabs have changed is read again.
    let changes = RwSignal::new(());
    storage::on_change_elsewhere(move |key| {
        if key.is_empty() || key.starts_with(KEYS) {
            changes.set(());
        }
    });
    add_boxes(page, changes);
}

/// Puts boxes into the lists of the open page.
fn add_boxes(page: GuidePage, changes: RwSignal<()>) {
    let Some(content) = Piece::with_id("content") else {
        return;
    };
    for list in content.all(".checklist") {
        let entries = list.all(".check > label");
        let keys = entries.iter().filter_map(|label| {
            let entry = label.parent()?.id();
            Some(ticks::key(page, &entry))
        });
        let keys: Vec<String> = keys.collect();
        let boxes = RwSignal::new(Vec::new());
        Effect::new({
            let keys = keys.clone();
            move |_| {
                changes.track();
                boxes.set(keys.iter().map(|key| is_ticked(key)).collect());
            }
        });
        for (place, (label, key)) in entries.into_iter().zip(keys.clone()).enumerate() {
            _ = view! { <Within place=label><TickBox key place boxes/></Within> };
        }
        if let Some(end) = list.first(".checklist-end") {
            _ = view! { <Within place=end><Progress keys boxes/></Within> };
        }
    }
}

fn is_ticked(key: &str) -> bool {
    storage::store().find::<Tick>(key).is_some()
}

/// Where it is not stored, it lasts as long as the visit, and the answer says why.
fn set_ticked(key: &str, ticked: bool) -> Result<Written, StorageError> {
    let store = storage::store();
    if ticked {
        store.update::<Tick>(key, |tick| tick.day = clock::today())
    } else {
        store.remove::<Tick>(key)
    }
}

/// The box of an entry.
#[component]
fn TickBox(
    /// Where the tick is kept.
    key: String,
    /// Which of the list's boxes this is.
    place: usize,
    /// Whether each box of the list is ticked.
    boxes: RwSignal<Vec<bool>>,
) -> impl IntoView {
    let messages = expect_context::<Messages>();
    let ticked = move || boxes.with(|boxes| boxes.get(place).copied().unwrap_or_default());
    let change = move |event| {
        let ticked = event_target_checked(&event);
        messages.say_if_stored("", set_ticked(&key, ticked));
        boxes.update(|boxes| boxes[place] = ticked);
    };
    view! { <input type="checkbox" prop:checked=ticked on:change=change/> }
}

/// How far somebody has come with a list, and the way back to its beginning.
#[component]
fn Progress(
    /// Where the ticks are kept.
    keys: Vec<String>,
    /// Whether each box of the list is ticked.
    boxes: RwSignal<Vec<bool>>,
) -> impl IntoView {
    let messages = expect_context::<Messages>();
    let ticked = move || boxes.with(|boxes| boxes.iter().filter(|ticked| **ticked).count());
    let all = keys.len();
    let keys = StoredValue::new(keys);
    let clear = move |_| {
        let written: Result<Vec<_>, _> =
            keys.with_value(|keys| keys.iter().map(|key| set_ticked(key, false)).collect());
        boxes.set(vec![false; all]);
        messages.say_if_stored("All boxes of this list are empty again.", written);
    };
    let progress = Memo::new(move |_| ticks::progress(ticked(), all));
    view! {
        <span class="meta" hidden=move || progress.with(Option::is_none)>
            {move || progress.get().unwrap_or_default()} " "
            <button type="button" class="plain" on:click=clear>"Untick all"</button>
        </span>
    }
}
