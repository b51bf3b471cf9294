//! The history: what changed last, a small drawing for each skill, and the entries.

use super::chart;
use crate::skills::state::{Room, ids};
use crate::ui::Disclosure;
use guide_core::content::SKILL_NAMES;
use guide_core::skills::chart::course;
use guide_core::skills::report;
use guide_core::skills::stored::{self, Record};
use leptos::prelude::*;

/// How the skills have changed.
#[component]
pub(super) fn History() -> impl IntoView {
    let room = Room::here();
    let changes = move || room.kept.with(report::changes);
    let courses = move || {
        room.kept.with(|kept| {
            let shown = report::shown(kept);
            let skills = SKILL_NAMES.iter().filter(|_| shown.len() > 1);
            let courses = skills.filter_map(|skill| {
                let course = course(shown, skill.id)?;
                Some(view! { <chart::History title=skill.title course/> })
            });
            courses.collect_view()
        })
    };
    let snapshots = Signal::derive(move || room.kept.with(|kept| kept.snapshots.clone()));
    view! {
        <section hidden=move || !(room.is_own() && room.revealed.get())>
            <h2 id=ids::HISTORY>"How it has changed"</h2>
            <p hidden=move || snapshots.with(Vec::is_empty)>
                {changes}
            </p>
            <p hidden=move || !snapshots.with(Vec::is_empty)>
                "Keep this result, and score again after a quarter. Expect some numbers to fall: you know then what the next level looks like."
            </p>
            <div hidden=move || snapshots.with(|all| all.len() < 2)>
                <Disclosure summary="Each skill over time">
                    <p class="meta">
                        "From 0 at the lower line to 4 at the upper one; one dot for each result in your history, oldest first."
                    </p>
                    <ul class="plain-list courses">{courses}</ul>
                </Disclosure>
            </div>
            <Entries records=snapshots/>
        </section>
    }
}

/// Snapshots or ratings, each with a way to take it away.
#[component]
pub(super) fn Entries(records: Signal<Vec<Record>>) -> impl IntoView {
    view! {
        <ul class="plain-list kept">
            <For each=move || records.get() key=|record| stored::key(record) + &record.levels.to_text() let:record>
                <Entry record/>
            </For>
        </ul>
    }
}

#[component]
fn Entry(record: Record) -> impl IntoView {
    let room = Room::here();
    let name = report::name_of(&record);
    let joint = record.as_joint();
    let open = joint.map(|joint| {
        view! {
            <Disclosure summary="What you agreed">
                <super::agreed::Agreed joint/>
            </Disclosure>
        }
    });
    view! {
        <li>
            {name.clone()} " "
            <button type="button" class="plain" on:click=move |_| room.forget(record.clone())>
                "Delete"
                <span class="unseen">": " {name}</span>
            </button>
            {open}
        </li>
    }
}
