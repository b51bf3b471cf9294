//! What is stored: a table of kinds, and what is wrong with the storage.

use super::state::State;
use crate::browser::keeping::{self, Room};
use crate::shell::when_live;
use crate::ui::boxed::{flag, text};
use guide_core::data::overview::{Kind, size};
use guide_core::store::StorageError;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Why not everything is as it should be.
#[component]
pub(super) fn ErrorNote(state: State) -> impl IntoView {
    let said = move || {
        let unread = state
            .overview
            .with(|overview| overview.whole.unreadable.len());
        match state.error.get() {
            Some(StorageError::Denied) => "This browser does not let the site store anything. What you do here is kept until you close the page, and then it is gone. Save a backup before you do, if there is anything to keep.".to_owned(),
            Some(error) => format!("Not everything is saved: {error}. What could not be written is kept until you close the page. A backup has it."),
            None if unread > 0 => format!("The browser did not hand out {unread} of the values. They are not in the list below, nor in a backup."),
            None => String::new(),
        }
    };
    view! {
        <p class="note" role="alert" hidden=flag(move || said().is_empty())>
            {text(said)}
        </p>
    }
}

/// The table.
#[component]
pub(super) fn Stored(state: State) -> impl IntoView {
    let room = RwSignal::new(None::<Room>);
    when_live(move || {
        spawn_local(async move {
            // The page may have been left meanwhile.
            _ = room.try_set(keeping::room().await);
        });
    });
    let rows = Kind::ALL.into_iter().map(|kind| {
        let amount = move || state.overview.with(|overview| overview.amount(kind));
        // What this release does not know is rare.
        let is_hidden = move || kind == Kind::Other && amount().count == 0;
        let number = move |number: fn(State, Kind) -> String| {
            text(move || {
                if state.live.get() {
                    number(state, kind)
                } else {
                    "–".to_owned()
                }
            })
        };
        let count = number(|state, kind| {
            state
                .overview
                .with(|overview| overview.amount(kind).count.to_string())
        });
        let bytes =
            number(|state, kind| size(state.overview.with(|overview| overview.amount(kind).bytes)));
        view! {
            <tr hidden=flag(is_hidden)>
                <th scope="row">{kind.name()}</th>
                <td>{count}</td>
                <td>{bytes}</td>
            </tr>
        }
    });
    let total = move || state.overview.with(|overview| overview.total());
    let in_all = move |words: fn(usize, usize) -> String| {
        text(move || {
            let total = total();
            if state.live.get() {
                words(total.count, total.bytes)
            } else {
                "–".to_owned()
            }
        })
    };
    view! {
        <h3 id="what-is-stored">"What is stored"</h3>
        <table class="stored">
            <caption class="unseen">"What is stored, by kind"</caption>
            <thead>
                <tr>
                    <th scope="col">"What"</th>
                    <th scope="col">"Values"</th>
                    <th scope="col">"Size"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">"In all"</th>
                    <td>{in_all(|count, _| count.to_string())}</td>
                    <td>{in_all(|_, bytes| size(bytes))}</td>
                </tr>
            </tfoot>
        </table>
        <p class="meta">{text(move || room_in_words(state.others.get(), room.get()))}</p>
    }
}

/// What browsers give, and what is taken of it.
fn room_in_words(others: usize, room: Option<Room>) -> String {
    let mut said = "Browsers give the local storage of one address 5 to 10 MB.".to_owned();
    if others > 0 {
        said += &format!(
            " Other programs at this address use {} of that; nothing here touches what is theirs.",
            size(others)
        );
    }
    if let Some(Room { used, allowed }) = room {
        // Far more than any disk has.
        let words = |bytes: f64| size(bytes.clamp(0.0, 4.0e9) as usize);
        let more = if allowed > 4.0e9 { "more than " } else { "" };
        said += &format!(
            " For everything together, with the offline copy, this browser counts {} in use of {more}{}.",
            words(used),
            words(allowed)
        );
    }
    said
}
