//! Everything is deleted: with a file first, and after a second press.

use super::backup;
use super::state::{Done, Line, State};
use crate::browser::focus;
use crate::ui::boxed::{flag, late, on_click};
use crate::ui::{Late, LiveText};
use guide_core::data::overview::size;
use guide_core::text::counted;
use leptos::prelude::*;

/// The id of the heading.
const ID: &str = "delete-everything";

/// The button, the question, and the undo.
#[component]
pub(super) fn DeleteEverything(state: State) -> impl IntoView {
    let asked = RwSignal::new(false);
    let line = Line::new();
    let ask = move |_| {
        if state.is_empty() {
            return line.say("There is nothing to delete.");
        }
        line.say("");
        asked.set(true);
        // It is there with the next frame.
        request_animation_frame(|| focus::focus_id("delete-question"));
    };
    let close = move || {
        asked.set(false);
        focus::focus_id(ID);
    };
    let undo = move |_| {
        line.say(match state.undo() {
            Ok(()) => "Everything is back.".to_owned(),
            Err(error) => format!("It could not be brought back: {error}. Try again, or save a backup when there is room."),
        });
        focus::focus_id(ID);
    };
    view! {
        <h3 id=ID tabindex="-1">"Delete everything"</h3>
        <p>
            "Takes away all that this site has stored in this browser, and nothing of other programs at the same address. Other tabs of this site see it at once. The offline copy stays: it has nothing of yours in it, and goes with the browser’s own “clear site data”."
        </p>
        <p hidden=flag(move || asked.get())>
            <button type="button" class="btn" on:click=on_click(ask)>
                "Delete everything…"
            </button>
        </p>
        {late(move || asked.get().then(|| Late::of(view! { <Question state line close/> })))}
        <LiveText text=line.text number=line.number/>
        <p hidden=flag(move || !state.can_undo(Done::Deleted))>
            <button type="button" class="btn" on:click=on_click(undo)>
                "Undo: bring everything back"
            </button>
        </p>
    }
}

#[component]
fn Question(
    state: State,
    line: Line,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let total = state.overview.with_untracked(|overview| overview.total());
    let delete = move |_| {
        line.say(match state.replace(&[], Done::Deleted) {
            Ok(()) => {
                "Everything is deleted. Until you leave this page, you can undo it.".to_owned()
            }
            Err(error) => format!(
                "Not everything could be deleted: {error}. What this page had in memory is gone."
            ),
        });
        close();
    };
    view! {
        <div class="note question" id="delete-question" role="group" aria-label="Delete everything?" tabindex="-1">
            <p>
                "This deletes " {counted(total.count, "value")} ", " {size(total.bytes)} ". Save a backup first, if you may want any of it again."
            </p>
            <p class="row">
                <button type="button" class="btn" on:click=on_click(move |_| backup::save(state, line))>
                    "Save a backup first"
                </button>
                <button type="button" class="btn danger" on:click=on_click(delete)>
                    "Yes, delete everything"
                </button>
                <button type="button" class="btn" on:click=on_click(move |_| close())>
                    "Keep it"
                </button>
            </p>
        </div>
    }
}
