//! A backup: when it was saved last, how often to be reminded, and a new one.

use super::state::{Line, State, today};
use crate::browser::{storage, take_along};
use crate::ui::boxed::{flag, on_click, text};
use crate::ui::{Choice, LiveText};
use guide_core::data::keeping::{Backups, Remind};
use guide_core::data::overview::size;
use guide_core::text::counted;
use leptos::prelude::*;

/// Saves everything as a file, and tells what came of it.
pub(super) fn save(state: State, line: Line) {
    let Some((name, file)) = state.backup() else {
        return line.say("The file was not saved: read back, it was not the same as what is stored. Nothing has changed. Load the page again and try once more.");
    };
    take_along::download(&name, "application/json", &file);
    let (count, missing) = state
        .overview
        .with_untracked(|overview| (overview.whole.values.len(), overview.whole.unreadable.len()));
    let without = match missing {
        0 => String::new(),
        missing => format!(
            " It does not have {}, which the browser did not hand out.",
            counted(missing, "value")
        ),
    };
    line.say(format!(
        "{name} was handed to the browser, which puts it among your downloads. It has {} in {}, and was read back and compared.{without}",
        counted(count, "value"),
        size(file.len()),
    ));
}

/// The last backup, the next one, and the reminder.
#[component]
pub(super) fn SaveBackup(state: State) -> impl IntoView {
    let line = Line::new();
    let last = move || {
        if state.live.get() {
            state.backups.with(|backups| backups.in_words(today()))
        } else {
            "When the last backup was saved is shown here.".to_owned()
        }
    };
    let is_due = Memo::new(move |_| {
        state.live.get()
            && state.overview.with(|overview| overview.has_work())
            && state.backups.with(|backups| backups.is_due(today()))
    });
    let later = move |_| {
        // Where it cannot be stored, it holds until the page is closed.
        _ = Backups::note(&storage::store(), |backups| backups.later = Some(today()));
        state.refresh();
        line.say("You will be reminded again when the time you chose has passed.");
    };
    let remind = move |chosen: Remind| {
        _ = Backups::note(&storage::store(), |backups| {
            backups.remind = chosen;
            backups.later = None;
        });
        state.refresh();
    };
    view! {
        <h3 id="backup">"Save a backup"</h3>
        <p>
            "One file with everything: all plans, skills, answers, marks and settings. This page reads it back on any device. It is not encrypted, so keep it where you keep your own papers."
        </p>
        <p>
            {text(last)}
        </p>
        <p class="note row" hidden=flag(move || !is_due.get())>
            "It is time for a backup. "
            <button type="button" class="plain" on:click=on_click(later)>
                "Not now"
            </button>
        </p>
        <p class="row">
            <button type="button" class="btn main" on:click=on_click(move |_| save(state, line))>
                "Save a backup"
            </button>
        </p>
        <LiveText text=line.text number=line.number/>
        <Choice
            name="remind"
            legend="Remind me on this page"
            options=Remind::ALL.to_vec()
            chosen=Signal::derive(move || state.backups.with(|backups| backups.remind))
            on_choose=remind
        />
    }
}
