//! What was agreed, to be read: as a link brings it, and as the history has it.

use super::chart::Strip;
use crate::browser::{clock, focus, take_along};
use crate::skills::state::{Mode, Room, address_of};
use crate::ui::{CopyButton, ShareButton};
use guide_core::day::Day;
use guide_core::skills::agreement::JointRow;
use guide_core::skills::joint::Joint;
use guide_core::skills::link::Link;
use guide_core::skills::model::median_twice;
use guide_core::skills::report::{self, in_words};
use leptos::prelude::*;

/// The page that a link with what was agreed opens.
#[component]
pub(super) fn AgreedPage() -> impl IntoView {
    let room = Room::here();
    let joint = Memo::new(move |_| {
        room.mode.with(|mode| match mode {
            Mode::Agreed(joint) => Some(joint.clone()),
            _ => None,
        })
    });
    // The person whose skills these are may have opened it on another device, or lost the history.
    let can_keep = move || {
        joint.with(|joint| {
            let asked = |joint: &Joint| {
                room.kept
                    .with(|kept| kept.request.request == joint.request && !kept.has_joint(joint))
            };
            joint.as_ref().is_some_and(asked)
        })
    };
    let keep = move |_| {
        if let Some(joint) = joint.get_untracked() {
            room.keep_joint(&joint);
        }
    };
    view! {
        <section hidden=move || !room.is_reading()>
            {move || joint.get().map(|joint| view! { <Agreed joint/> })}
            <p class="controls">
                <button type="button" class="btn main" hidden=move || !can_keep() on:click=keep>
                    "Keep this in my history"
                </button>
                <button type="button" class="btn" on:click=move |_| room.leave_link(focus::focus_heading)>
                    "Go to your own skills"
                </button>
            </p>
        </section>
    }
}

/// What was agreed, and the ways to take it along.
#[component]
pub(super) fn Agreed(joint: Joint) -> impl IntoView {
    let rows = joint
        .rows
        .clone()
        .into_iter()
        .map(|row| view! { <Row row/> });
    view! {
        <ul class="plain-list agreed">{rows.collect_view()}</ul>
        <TakeAlong joint=Signal::derive(move || joint.clone())/>
    }
}

#[component]
fn Row(row: JointRow) -> impl IntoView {
    let title = row.title().to_owned();
    let theirs = median_twice(&row.theirs);
    let agreed = row
        .level
        .map(|level| format!("Agreed: {}.", in_words(level)));
    let day = row
        .day
        .map(|day| format!(" Look again on {}.", day.in_words()));
    view! {
        <li>
            <b>{title}</b>
            " "
            <span class="meta">{report::side_by_side(&row)}</span>
            <Strip own=row.own target=row.level theirs/>
            <p dir="auto">{agreed} " " {row.note} {day}</p>
        </li>
    }
}

/// A link, a text and a file of what was agreed.
#[component]
pub(super) fn TakeAlong(joint: Signal<Joint>) -> impl IntoView {
    let room = Room::here();
    // What is being agreed is of today.
    let dated = move || {
        let mut joint = joint.get_untracked();
        joint.day = joint.day.or_else(|| Day::parse(&clock::today()));
        joint
    };
    let address = move || address_of(&Link::Agreed(dated()));
    let markdown = move || report::joint_markdown(&dated());
    let save = move |_| {
        let name = format!("what-we-agreed-{}.md", clock::today());
        take_along::download(&name, "text/markdown", &markdown());
    };
    view! {
        <p class="controls take-along">
            <CopyButton
                label="Copy the link"
                text=address
                on_copied=move |text, done| {
                    room.tell_copied(text, done, "Link copied. Everything that stands here is in it.");
                }
            />
            <ShareButton label="Share…" address/>
            <CopyButton
                label="Copy as Markdown"
                text=markdown
                on_copied=move |text, done| room.tell_copied(text, done, "Copied as Markdown.")
            />
            <button type="button" class="btn" on:click=save>
                "Save as a file"
            </button>
        </p>
    }
}
