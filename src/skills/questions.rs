//! The questions: one for each skill, asked one by one or all below each other.

use super::state::{Room, ids};
use crate::browser::keys;
use crate::shell::{href_of_path, when_live};
use crate::ui::Disclosure;
use guide_core::content::{SKILL_GROUPS, SKILL_NAMES, SKILLS, Skill};
use guide_core::skills::model::{LEVEL_TITLES, level_from};
use guide_core::skills::report;
use guide_core::skills::stored::Pace;
use leptos::prelude::*;
use leptos::{ev, html};

/// All questions, how they are asked, and how far the person is.
#[component]
pub(super) fn Questions() -> impl IntoView {
    let room = Room::here();
    let form = NodeRef::<html::Form>::new();
    when_live(move || {
        // A browser that opens a page again puts back what stood in its fields. What is stored wins.
        if let Some(form) = form.get_untracked() {
            form.reset();
        }
    });
    let groups = SKILL_GROUPS.iter().map(|group| {
        let skills = SKILLS.iter().enumerate();
        let skills = skills.filter(|(_, skill)| skill.group == group.id);
        let questions = skills.map(|(place, skill)| view! { <Question place skill/> });
        view! {
            <section class="skill-group">
                <h3 class="kicker" id=group.id>
                    {group.title}
                </h3>
                {questions.collect_view()}
            </section>
        }
    });
    view! {
        <form
            class="questions"
            class:one-by-one=move || room.pace.get() == Pace::OneByOne
            hidden=move || room.is_reading()
            autocomplete="off"
            node_ref=form
            on:submit=|event| event.prevent_default()
        >
            <div class="top">
                <h2 id=ids::QUESTIONS>
                    {move || if room.is_rating() { "What have you seen?" } else { "The questions" }}
                </h2>
                <PaceSwitch/>
            </div>
            <Disclosure summary="What the levels mean">
                <p>
                    "Aware: done with help. Solid: done alone, for one’s own work. Leads: done for a team, which is the bar for a technical lead. Multiplies: people on other teams do it better because of it. Take the highest level that somebody else has seen in the last three months."
                </p>
                <p class="keys">
                    "On a keyboard: 0 to 4 answers and goes on, Enter goes on, the arrow keys choose."
                </p>
            </Disclosure>
            // The line that stays in sight stays within this: it never lies over the heading.
            <div>
                {groups.collect_view()}
                <SoFar/>
            </div>
        </form>
    }
}

/// The way to the other pace, and back to the beginning.
#[component]
fn PaceSwitch() -> impl IntoView {
    let room = Room::here();
    let other = move || match room.pace.get() {
        Pace::OneByOne => Pace::AllAtOnce,
        Pace::AllAtOnce => Pace::OneByOne,
    };
    view! {
        <p class="pace needs-app">
            <button type="button" class="plain" on:click=move |_| room.set_pace(other())>
                {move || match other() {
                    Pace::OneByOne => "Ask one at a time",
                    Pace::AllAtOnce => "Show all at once",
                }}
            </button>
            " "
            <button
                type="button"
                class="plain"
                hidden=move || room.levels.with(|levels| levels.answered() == 0)
                on:click=move |_| room.restart()
            >
                "Start over"
            </button>
        </p>
    }
}

/// A question: what the skill is, and what can be seen at each level.
#[component]
fn Question(place: usize, skill: &'static Skill) -> impl IntoView {
    let room = Room::here();
    let level = Memo::new(move |_| room.levels.with(|levels| levels.get(skill.id)));
    let press = move |event: ev::KeyboardEvent| {
        let press = keys::key_press(&event);
        // On a link, Enter follows the link.
        if press.control || press.alt || press.composing || !press.typing {
            return;
        }
        let level = level_from(&press.key);
        if level.is_some() || press.key == "Enter" {
            event.prevent_default();
            if level.is_some() {
                room.score(skill.id, level);
            }
            room.go_on(place);
        }
    };
    let behaviours = std::iter::once("").chain(skill.levels.iter().copied());
    let levels = (0..).zip(LEVEL_TITLES).zip(behaviours);
    let levels = levels.map(|((value, name), behaviour)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=skill.id
                    value=value
                    autocomplete="off"
                    prop:checked=move || level.get() == Some(value)
                    on:change=move |_| room.score(skill.id, Some(value))
                />
                <span>
                    <b>{name}</b>
                    " "
                    <span>{behaviour}</span>
                </span>
            </label>
        }
    });
    view! {
        <fieldset class="skill" class:current=move || room.place.get() == place id=skill.id on:keydown=press>
            <legend>
                <h4>{skill.title}</h4>
            </legend>
            <p>
                {skill.definition} " "
                <a href=href_of_path(skill.guide)>"In the guide"<span class="unseen">": " {skill.title}</span></a>
            </p>
            <div class="levels">
                {levels.collect_view()}
                <label hidden=move || !room.is_rating()>
                    <input
                        type="radio"
                        name=skill.id
                        value="-"
                        autocomplete="off"
                        prop:checked=move || room.is_rating() && level.get().is_none()
                        on:change=move |_| room.score(skill.id, None)
                    />
                    <span>
                        <b>"Cannot say"</b>
                    </span>
                </label>
            </div>
        </fieldset>
    }
}

/// The line that stays in sight: how far the person is, the way on and back, and errors.
#[component]
fn SoFar() -> impl IntoView {
    let room = Room::here();
    let is_all = move || room.pace.get() == Pace::AllAtOnce;
    let last = SKILL_NAMES.len() - 1;
    let progress = move || report::progress(&room.levels.get(), room.is_rating());
    let error = move || {
        let unread = match room.kept.with(|kept| kept.damaged) {
            0 => String::new(),
            count => {
                format!("Saved records that could not be read: {count}. They are left as they are.")
            }
        };
        let unsaved = room.error.get().map_or_else(String::new, |fault| {
            format!("Your answers are not saved: {fault}. They last until you close this page. ")
        });
        unsaved + &unread
    };
    let place = move || room.place.get();
    let next = move || match (place() < last, room.is_rating()) {
        (true, _) => "Next",
        (false, true) => "Send it back",
        (false, false) => "See the result",
    };
    let is_done = move || room.levels.with(|levels| levels.is_complete());
    view! {
        <div class="so-far needs-app">
            <p id="skills-progress" role="status">
                {progress}
            </p>
            <p class="pager" hidden=is_all>
                <span class="meta">"Question " {move || place() + 1}</span>
                <button
                    type="button"
                    class="btn"
                    disabled=move || place() == 0
                    data-stays=""
                    on:click=move |_| room.go_to(place().saturating_sub(1))
                >
                    "Back"
                </button>
                <button type="button" class="btn main" on:click=move |_| room.go_on(place())>
                    {next}
                </button>
            </p>
            <button type="button" class="btn" hidden=move || !(is_all() && (is_done() || room.is_rating())) on:click=move |_| room.finish()>
                {move || if room.is_rating() { "Send it back" } else { "See the result" }}
            </button>
            <p id="skills-error" role="alert">
                {error}
            </p>
        </div>
    }
}
