//! A backup comes back: what it would change, a choice, and the way back.

use super::state::{Done, Line, State};
use crate::browser::files::ChosenFile;
use crate::browser::focus;
use crate::ui::boxed::{flag, late, on_click};
use crate::ui::{FileField, Late, LiveText};
use guide_core::data::backup::{Backup, BackupError, FILE_LIMIT, changes, read};
use guide_core::data::overview::Kind;
use guide_core::text::counted;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// The id of the heading.
const ID: &str = "restore";

/// A file that was read.
type Read = Result<Arc<Backup>, BackupError>;

/// The field, what would change, and the undo.
#[component]
pub(super) fn Restore(state: State) -> impl IntoView {
    let read_file = RwSignal::new(None::<Read>);
    let line = Line::new();
    let open = move |file: ChosenFile| {
        line.say("");
        #[expect(clippy::cast_precision_loss, reason = "a few millions")]
        if file.size() > FILE_LIMIT as f64 {
            return read_file.set(Some(Err(BackupError::TooLarge)));
        }
        spawn_local(async move {
            let found = read(&file.bytes().await).map(Arc::new);
            // The page may have been left meanwhile.
            _ = read_file.try_set(Some(found));
        });
    };
    let undo = move |_| {
        line.say(match state.undo() {
            Ok(()) => "Everything is as it was before.".to_owned(),
            Err(error) => {
                format!("It could not be taken back: {error}. Nothing has changed; try again.")
            }
        });
        focus::focus_id(ID);
    };
    view! {
        <h3 id=ID tabindex="-1">"Restore a backup"</h3>
        <p>
            "You see what a file would change before anything changes. To add one plan to others, open a plan file on the roadmap instead."
        </p>
        <FileField id="restore-file" label="Open a backup, or drop it here" on_choose=open/>
        <div id="restore-result" aria-live="polite">
            {late(move || {
                let read = read_file.get()?;
                Some(match read {
                    Ok(backup) => Late::of(view! { <Preview state line backup read_file/> }),
                    Err(error) => Late::of(view! { <p class="note">{error.to_string()}</p> }),
                })
            })}
        </div>
        <LiveText text=line.text number=line.number/>
        <p hidden=flag(move || !state.can_undo(Done::Restored))>
            <button type="button" class="btn" on:click=on_click(undo)>
                "Undo: bring back what was here before"
            </button>
        </p>
    }
}

/// What a file is, and what restoring it does: a line for each kind.
fn lines(here: &[(String, String)], backup: &Backup) -> Vec<String> {
    let all = Kind::ALL.into_iter().zip(changes(here, &backup.values));
    let changed = all.filter(|(_, change)| !change.is_none());
    changed
        .map(|(kind, change)| [kind.name(), ": ", &change.in_words()].concat())
        .collect()
}

#[component]
fn Preview(
    state: State,
    line: Line,
    backup: Arc<Backup>,
    read_file: RwSignal<Option<Read>>,
) -> impl IntoView {
    let what = {
        let count = counted(backup.values.len(), "value");
        match (backup.saved, backup.checked) {
            (Some(day), true) => format!(
                "A backup of {} with {count}, whole and as it was saved.",
                day.in_words()
            ),
            (None, true) => format!("A backup with {count}, whole and as it was saved."),
            (_, false) => format!(
                "{count}, saved where the page had failed. This file has no checksum, so nobody can say whether it is as it was saved."
            ),
        }
    };
    let lines = {
        let backup = Arc::clone(&backup);
        Memo::new(move |_| {
            state
                .overview
                .with(|overview| lines(&overview.whole.values, &backup))
        })
    };
    let close = move || {
        read_file.set(None);
        focus::focus_id(ID);
    };
    let restore = move |_| match state.replace(&backup.values, Done::Restored) {
        Ok(()) => {
            line.say(format!(
                "Restored: {}, each read back. Until you leave this page, you can undo it.",
                counted(backup.values.len(), "value")
            ));
            close();
        }
        Err(error) => line.say(format!("Not restored: {error}. Everything is as it was.")),
    };
    let keep = move |_| {
        line.say("Nothing has changed.");
        close();
    };
    let is_same = move || lines.with(Vec::is_empty);
    let shown = late(move || {
        Some(if is_same() {
            Late::of("Restoring it would change nothing: this browser has the same.")
        } else {
            let lines = lines
                .get()
                .into_iter()
                .map(|line| view! { <li>{line}</li> });
            Late::of(view! {
                "Restoring it makes everything here as the file says:"
                <ul>{lines.collect_view()}</ul>
            })
        })
    });
    view! {
        <p>{what}</p>
        <div>{shown}</div>
        <p class="row">
            <button type="button" class="btn main" hidden=flag(is_same) on:click=on_click(restore)>
                "Yes, restore it"
            </button>
            <button type="button" class="btn" on:click=on_click(keep)>
                "Close"
            </button>
        </p>
    }
}
