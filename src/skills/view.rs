//! The room: the answer first, then the questions it comes from, and what colleagues see.

use super::outcome::{Above, Below};
use super::pieces::Piece;
use super::questions::Questions;
use super::state::{Mode, Room};
use crate::browser::hydration::html_of;
use crate::browser::{elements, page, storage};
use crate::shell::{react, when_live};
use guide_core::content::SKILL_NAMES;
use guide_core::planned;
use guide_core::skills::stored;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::cell::Cell;

/// The skills of a technical lead, and the self-assessment.
#[component]
pub fn Skills() -> impl IntoView {
    let room = Room::new();
    provide_context(room);
    when_live(move || open(room));
    let part = room.part;
    part.load_when(move || room.has_outcome());
    let [above, below] = [
        html_of(|| view! { <Above/> }),
        html_of(|| view! { <Below/> }),
    ];
    let title = move || room.mode.with(heading);
    view! {
        <div class="wide skills">
            <h1 id=super::state::ids::TITLE dir="auto">
                {title}
            </h1>
            <p class="standfirst">{move || room.mode.with(introduction)}</p>
            <noscript>
                <p class="note">
                    "All skills and levels are below. To score yourself on this page, it needs JavaScript."
                </p>
            </noscript>
            {part.in_place(Piece::Above, "skills-above", above, move || room.has_outcome())}
            <Questions/>
            {part.in_place(Piece::Below, "skills-below", below, || true)}
        </div>
    }
}

/// What the page is called, to the person who reads it.
fn heading(mode: &Mode) -> String {
    match mode {
        Mode::Rate(name, _) if name.is_empty() => "What do you see a colleague do?".to_owned(),
        Mode::Rate(name, _) => format!("What do you see {name} do?"),
        Mode::Agreed(joint) if joint.name.is_empty() => "What was agreed".to_owned(),
        Mode::Agreed(joint) => format!("What was agreed: the skills of {}", joint.name),
        _ => "The skills of a technical lead".to_owned(),
    }
}

fn introduction(mode: &Mode) -> String {
    match mode {
        Mode::Rate(name, _) => {
            let name = if name.is_empty() { "A colleague" } else { name };
            format!(
                "{name} has asked for your view of {} skills. It takes about ten minutes. Take the highest level that you have seen in the last three months; what you have not seen stays at “cannot say”. Their own score is not in this link, and what you have stored for yourself is not touched.",
                SKILL_NAMES.len()
            )
        }
        Mode::Agreed(joint) => match joint.day {
            Some(day) => format!("Side by side on {}: the own score, what colleagues see, and what was agreed.", day.in_words()),
            None => "Side by side: the own score, what colleagues see, and what was agreed.".to_owned(),
        },
        _ => "Sixteen skills, each in four levels that others can see. A first-time lead needs five of them at “leads”, not all. Take the highest level that somebody has seen from you in the last three months.".to_owned(),
    }
}

/// Reads what is stored and what the address says, and follows both.
fn open(room: Room) {
    room.load();
    storage::on_change_elsewhere(move |key| {
        // The gaps say which of them are on the plan.
        let is_ours = [stored::KEYS, planned::KEYS]
            .iter()
            .any(|keys| key.starts_with(keys));
        if key.is_empty() || is_ours {
            room.load();
        }
    });
    let hash = use_location().hash;
    let is_open = Cell::new(false);
    react(move || {
        hash.track();
        room.open();
        // A browser that opens the page puts its place back by itself.
        if is_open.replace(true) {
            room.show_beginning();
        }
    });
    elements::set_root_attribute("data-link", None);
    let own_title = page::title();
    react(move || {
        let title = room.mode.with(|mode| match mode {
            Mode::Rate(..) | Mode::Agreed(_) => heading(mode),
            _ => own_title.clone(),
        });
        page::set_title(&title);
    });
    on_cleanup(move || {
        // What a message offers to undo goes with the page.
        room.messages.clear();
    });
}
