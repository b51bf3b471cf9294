//! The plan leaves the page as a file, and everything that comes in or out of it in one tab.

use super::import::BringIn;
use super::plans::Plans;
use super::restore::GoBack;
use super::room_tab::RoomTab;
use super::share::ShareByLink;
use super::state::State;
use crate::browser::{clock, history, page, storage, take_along};
use crate::shell::href;
use crate::ui::boxed::{on_click, text};
use crate::ui::{Choice, CopyButton};
use guide_core::csv::Separator;
use guide_core::data::keeping::Backups;
use guide_core::day::Day;
use guide_core::roadmap::{exchange, ics};
use guide_core::route::Route;
use leptos::prelude::*;

/// What stands between the cells of a table, with names for people.
const SEPARATORS: [(Separator, &str); 2] = [
    (Separator::Comma, "Comma"),
    (Separator::Semicolon, "Semicolon"),
];

/// The tab.
#[component]
pub(super) fn ShareTab() -> impl IntoView {
    let state = State::here();
    let separator = RwSignal::new(Separator::Comma);
    let table = move |_| {
        let text = state.with_plan(|plan| exchange::csv(plan, separator.get_untracked()));
        take_along::save_file(&named("csv"), "text/csv", &text);
        state.say("The plan is saved as a table.");
    };
    let backups = RwSignal::new(Backups::of(&storage::store()));
    let save = move |_| {
        save_file(state);
        backups.set(Backups::of(&storage::store()));
    };
    let last_plan = move || {
        let words = backups.with(|backups| backups.plan_in_words(today()));
        words.map_or_else(String::new, |words| [" ", &words].concat())
    };
    let last_backup = move || backups.with(|backups| backups.in_words(today()));
    view! {
        <p>
            "“Save as a file” keeps this whole plan, also what you deleted, and this page reads it back on any device. Do it now and then: a browser may clear its storage. "
            <a href=href(Route::About) + "#how-long">"What to do when it does"</a>
            {text(last_plan)}
        </p>
        <p>
            "A backup is another file: it has all plans, skills and answers. "
            {text(last_backup)} " "
            <a href=href(Route::About) + "#backup">"Save a backup"</a>
        </p>
        <p class="row">
            <button type="button" class="btn main" on:click=on_click(save)>
                "Save as a file"
            </button>
            <button type="button" class="btn" on:click=on_click(move |_| save_markdown(state))>
                "Save as Markdown"
            </button>
            <CopyButton
                label="Copy as Markdown"
                text=move || markdown(state)
                on_copied=move |text, done| {
                    state.say(if done { "The plan is copied as Markdown.".to_owned() } else { text });
                }
            />
            <button type="button" class="btn" on:click=on_click(move |_| save_calendar(state))>
                "Calendar (.ics)"
            </button>
            <button type="button" class="btn" on:click=on_click(table)>
                "Table (CSV)"
            </button>
            <button type="button" class="btn" on:click=on_click(|_| print_plan())>
                "Print the plan"
            </button>
        </p>
        <Choice
            name="separator"
            legend="Between the cells of the table; spreadsheets in many languages want a semicolon"
            options=SEPARATORS.to_vec()
            chosen=separator
            on_choose=move |chosen| separator.set(chosen)
        />
        <BringIn/>
        <ShareByLink/>
        <Plans/>
        <GoBack/>
    }
}

/// The name of a file with today's date.
fn named(ending: &str) -> String {
    format!("technical-lead-roadmap-{}.{ending}", clock::today())
}

/// Prints the plan, which is behind another tab: what is printed is what is on the page.
fn print_plan() {
    history::go_to_fragment(RoomTab::Plan.id());
    set_timeout(page::print, RoomTab::SHOWN);
}

/// Saves the whole plan as a file that this page reads back.
pub(super) fn save_file(state: State) {
    let damaged = state.damaged.get_untracked();
    let head = state.head();
    let file = state.with_plan(|plan| exchange::write(&head, plan, &damaged));
    take_along::save_file(&named("json"), "application/json", &file);
    if state.started.get_untracked() {
        // Where it cannot be stored, the page tells of it until it is closed.
        _ = Backups::note(&storage::store(), |backups| backups.plan = Some(today()));
    }
    state.say("The plan is saved as a file.");
}

fn today() -> Day {
    Day::parse(&clock::today()).unwrap_or(Day::from_number(0))
}

fn markdown(state: State) -> String {
    let name = state.head().name;
    state.with_plan(|plan| exchange::markdown(&name, plan))
}

fn save_markdown(state: State) {
    take_along::save_file(&named("md"), "text/markdown", &markdown(state));
    state.say("The plan is saved as Markdown.");
}

/// Saves an event for every milestone with a due date.
pub(super) fn save_calendar(state: State) {
    let stored = state.stored();
    let deleted = state.deleted();
    let calendar =
        state.with_plan(|plan| ics::calendar(plan, &deleted, stored.id(), &clock::now_utc()));
    match calendar {
        Some(file) => {
            take_along::save_file("roadmap.ics", "text/calendar;charset=utf-8", &file);
            state.say("One event for each due date, without your notes. A newer file for the same calendar updates and cancels them.");
        }
        None => {
            state.say("No milestone has a due date yet. Give one a date, then save the calendar.");
        }
    }
}
