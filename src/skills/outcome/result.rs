//! The result: a sentence, the two gaps to start with, the chart, and the targets it is measured against.

use super::chart::{Axis, Legend, Strip};
use crate::browser::{clock, take_along};
use crate::shell::{hand_over, href, href_of_path};
use crate::skills::state::{Room, ids};
use crate::ui::{CopyButton, Disclosure};
use guide_core::content::{SKILL_NAMES, SKILLS};
use guide_core::planned;
use guide_core::route::Route;
use guide_core::skills::model::{self, Gap, LEVEL_NAMES, PRESETS, Preset, View, digit, level_from};
use guide_core::skills::report::{self, ChartRow, in_words};
use leptos::html;
use leptos::prelude::*;

/// How many gaps are shown to start with: as many as a quarter has room for.
const FIRST: usize = 2;

/// The answer, and below it what it rests on.
#[component]
pub(super) fn Outcome() -> impl IntoView {
    let room = Room::here();
    let sentence = move || {
        let sentence = room.kept.with(report::sentence);
        sentence.unwrap_or_else(|| "Score a skill, and your result stands here.".to_owned())
    };
    let gaps = Memo::new(move |_| {
        room.kept
            .with(|kept| model::gaps(&kept.draft.levels, &kept.target.levels))
    });
    let first = move || gap_views(gaps.get().into_iter().take(FIRST));
    let others = move || gap_views(gaps.get().into_iter().skip(FIRST));
    let left = move || gaps.with(Vec::len).saturating_sub(FIRST);
    let copied =
        move |text: String, done: bool| room.tell_copied(text, done, "Copied as Markdown.");
    let markdown = move || {
        room.kept
            .with_untracked(|kept| report::markdown(kept, &clock::today()))
    };
    view! {
        <section class="outcome" hidden=move || !(room.is_own() && room.revealed.get())>
            <h2 id=ids::RESULT class="kicker">
                "Your result"
            </h2>
            <p class="sentence">{sentence}</p>
            <GoOn/>
            <h3 id=ids::GAPS>{move || if gaps.with(Vec::is_empty) { "No gap" } else { "Start here" }}</h3>
            <ul class="plain-list gaps">{first}</ul>
            <div hidden=move || left() == 0>
                <Disclosure summary=Signal::derive(move || format!("The other gaps: {}", left()))>
                    <ul class="plain-list gaps">{others}</ul>
                </Disclosure>
            </div>
            <Show when=move || room.revealed.get()>
                <Chart/>
                <Targets/>
            </Show>
            <p class="calls">
                <button type="button" class="btn" on:click=move |_| room.take_snapshot()>
                    "Keep this in my history"
                </button>
                <CopyButton label="Copy as Markdown" text=markdown on_copied=copied/>
            </p>
        </section>
    }
}

/// The way back to the first open question, where there is one.
#[component]
fn GoOn() -> impl IntoView {
    let room = Room::here();
    let open = Memo::new(move |_| {
        room.levels.with(|levels| {
            let place = model::resume_at(levels, false);
            let skill = SKILL_NAMES.get(place)?;
            (!levels.is_complete()).then_some((place, skill.title))
        })
    });
    view! {
        <p hidden=move || open.get().is_none()>
            <button
                type="button"
                class="btn main"
                on:click=move |_| {
                    if let Some((place, _)) = open.get_untracked() {
                        room.go_to(place);
                    }
                }
            >
                "Go on with: " {move || open.get().map(|(_, title)| title)}
            </button>
        </p>
    }
}

fn gap_views(gaps: impl Iterator<Item = Gap>) -> impl IntoView {
    gaps.map(|gap| view! { <GapCard gap/> }).collect_view()
}

/// A gap: what the target looks like, where it is practised and taught, and the way onto the plan.
#[component]
fn GapCard(gap: Gap) -> impl IntoView {
    let title = gap.skill.title;
    let skill = SKILLS.iter().find(|skill| skill.id == gap.skill.id);
    let behaviour =
        skill.and_then(|skill| skill.levels.get(usize::from(gap.target).checked_sub(1)?));
    let roadmap = href(Route::Roadmap);
    let practice = skill.map_or(&[][..], |skill| skill.practice).iter();
    let practice = practice.enumerate().map(|(place, milestone)| {
        let address = format!("{roadmap}#item-{}", milestone.id);
        let before = if place == 0 { "" } else { ", " };
        view! {
            {before}
            <a href=address>{milestone.title}</a>
        }
    });
    let practice = practice.collect_view();
    let fragment = report::plan_fragment(&gap);
    let milestone = report::goal(&gap).milestone();
    let room = Room::here();
    let planned = {
        let milestone = milestone.clone();
        Memo::new(move |_| {
            // What another tab does to the plan is read with the assessment.
            room.kept.track();
            is_planned(&milestone)
        })
    };
    let planned_at = [&roadmap, "#item-", &milestone].concat();
    let put = [&roadmap, "#", &fragment].concat();
    view! {
        <li>
            <p>
                <b>{title}</b>
                " "
                <span class="meta">{report::way(&gap)}</span>
            </p>
            <p>{behaviour.copied()}</p>
            <p class="practice meta">"Practised by: " {practice}</p>
            <p class="controls">
                <a
                    class="btn"
                    class:main=move || !planned.get()
                    href=move || if planned.get() { planned_at.clone() } else { put.clone() }
                    on:click=move |_| {
                        if !planned.get_untracked() {
                            hand_over(&fragment);
                        }
                    }
                >
                    {move || if planned.get() { "On your plan" } else { "Put it on my roadmap" }}
                    <span class="unseen">": " {title}</span>
                </a>
                <a href=skill.map(|skill| href_of_path(skill.guide))>"How to"<span class="unseen">": " {title}</span></a>
            </p>
        </li>
    }
}

/// Whether the plan that is open in this tab has a milestone.
fn is_planned(milestone: &str) -> bool {
    let store = crate::browser::storage::store();
    let of_tab = crate::browser::storage::noted_in_tab(planned::OPEN);
    planned::is_planned(&store, of_tab.as_deref(), milestone)
}

/// The chart with its table in one: a line for each skill.
#[component]
fn Chart() -> impl IntoView {
    let room = Room::here();
    let body = move || {
        let groups = room.kept.with(report::chart);
        let with_colleagues = groups
            .iter()
            .any(|(_, rows)| rows.iter().any(|row| row.view.is_some()));
        let bodies = groups.into_iter().map(|(title, rows)| {
            let rows = rows.into_iter().map(|row| row_view(row, with_colleagues));
            view! {
                <tbody>
                    <tr class="group">
                        <th scope="rowgroup">{title}</th>
                        <td class="drawn">
                            <Axis/>
                        </td>
                        <td colspan="3"></td>
                    </tr>
                    {rows.collect_view()}
                </tbody>
            }
        });
        view! {
            <Legend with_colleagues/>
            <table class="strips">
                <caption class="unseen">
                    "Your level, your target and what colleagues see, for each skill, from 0 to 4"
                </caption>
                <thead>
                    <tr>
                        <th scope="col">"Skill"</th>
                        <th scope="col">"From 0 to 4"</th>
                        <th scope="col">"You"</th>
                        <th scope="col">"Target"</th>
                        <th scope="col" hidden=!with_colleagues>
                            "Colleagues"
                        </th>
                    </tr>
                </thead>
                {bodies.collect_view()}
            </table>
        }
    };
    view! {
        <h3>"All skills"</h3>
        <div class="chart">{body}</div>
    }
}

/// On a phone, where the table has no head, the style writes `data-of` before a value.
fn row_view(row: ChartRow, with_colleagues: bool) -> impl IntoView {
    let ChartRow {
        skill,
        own,
        target,
        view,
    } = row;
    let theirs = view.as_ref().map(View::median_twice);
    let listed = view.map_or_else(
        || "not seen".to_owned(),
        |view| report::listed(&view.levels),
    );
    view! {
        <tr>
            <th scope="row">{skill.title}</th>
            <td class="drawn">
                <Strip own target=Some(target) theirs/>
            </td>
            <td data-of="You">{own.map_or_else(|| "not scored".to_owned(), in_words)}</td>
            <td data-of="Target">{in_words(target)}</td>
            <td data-of="Colleagues" hidden=!with_colleagues>
                {listed}
            </td>
        </tr>
    }
}

/// What the result is measured against: one of a few targets, or the person’s own.
#[component]
fn Targets() -> impl IntoView {
    let room = Room::here();
    let found = move || room.kept.with(|kept| Preset::of(&kept.target.levels));
    let preset = move || found().map(|preset| preset.id);
    let change = move |act: &dyn Fn(&mut model::Levels)| {
        let mut targets = room.kept.with_untracked(|kept| kept.target.levels.clone());
        act(&mut targets);
        room.set_targets(targets);
    };
    let of_each = NodeRef::<html::Details>::new();
    let choose = move |event| match Preset::find(&event_target_value(&event)) {
        Some(preset) => change(&|targets| preset.apply(targets)),
        None => _ = of_each.get_untracked().map(|menus| menus.set_open(true)),
    };
    let presets = PRESETS.iter().map(|known| {
        view! {
            <option value=known.id prop:selected=move || preset() == Some(known.id)>
                {known.title}
            </option>
        }
    });
    let each = SKILLS.iter().map(move |skill| {
        let target = Memo::new(move |_| {
            room.kept
                .with(|kept| model::target(&kept.target.levels, skill.id))
        });
        let id = format!("skills-target-{}", skill.id);
        let choose = move |event| {
            let level = level_from(&event_target_value(&event));
            change(&|targets| targets.set(skill.id, level));
        };
        view! {
            <p>
                <label for=id.clone()>{skill.title}</label>
                <LevelMenu id chosen=Signal::derive(move || Some(target.get())) on_change=choose/>
            </p>
        }
    });
    view! {
        <p class="aim">
            <label for="preset">"Your target"</label>
            " "
            <select class="field" id="preset" autocomplete="off" on:change=choose>
                {presets.collect_view()}
                <option value="own" prop:selected=move || preset().is_none()>
                    "My own, set below"
                </option>
            </select>
        </p>
        <p class="meta">{move || found().map(|preset| preset.about)}</p>
        <div class="targets">
            <Disclosure summary="Set a target for each skill" element=of_each>{each.collect_view()}</Disclosure>
        </div>
    }
}

/// A menu of the levels.
#[component]
pub(super) fn LevelMenu(
    /// The id of the field, for its label.
    id: String,
    /// The level that is chosen.
    chosen: Signal<Option<u8>>,
    /// Called with the event whose field has another level, or nothing that is one.
    on_change: impl Fn(leptos::ev::Event) + 'static,
    /// The name of the entry for no level, where there may be none.
    #[prop(optional)]
    none: &'static str,
) -> impl IntoView {
    let levels = (0..).zip(LEVEL_NAMES).map(|(level, name)| {
        view! {
            <option value=level prop:selected=move || chosen.get() == Some(level)>
                {digit(level)} " " {name}
            </option>
        }
    });
    let none = (!none.is_empty()).then(|| {
        view! {
            <option value="" prop:selected=move || chosen.get().is_none()>
                {none}
            </option>
        }
    });
    view! {
        <select class="field" id=id autocomplete="off" on:change=on_change>
            {none}
            {levels.collect_view()}
        </select>
    }
}

/// Tells whether something is on the clipboard; where it is not, the line has it.
impl Room {
    pub(super) fn tell_copied(self, text: String, done: bool, what: &'static str) {
        if done {
            self.messages.say(what);
        } else {
            self.messages.say(format!(
                "This browser did not allow copying. Here it is: {text}"
            ));
        }
    }

    /// Puts a text on the clipboard, and tells so.
    pub(super) fn copy(self, text: String, what: &'static str) {
        leptos::task::spawn_local(async move {
            self.messages
                .tell_copied(&text, what, take_along::copy)
                .await;
        });
    }
}
