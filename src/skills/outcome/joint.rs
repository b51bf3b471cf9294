//! The joint stage: the person and a colleague look at both scores together, and agree.

use super::agreed::TakeAlong;
use super::chart::Strip;
use super::result::LevelMenu;
use crate::skills::state::{Room, ids};
use crate::ui::{Disclosure, LimitedField};
use guide_core::day::Day;
use guide_core::skills::agreement::{Agreement, sentence};
use guide_core::skills::joint;
use guide_core::skills::link::note_that_fits;
use guide_core::skills::model::{View, level_from};
use guide_core::skills::report;
use leptos::prelude::*;

/// How many rows are shown at once: more than a talk has room for.
const FIRST: usize = 4;

/// The rows, largest difference first, each with a place for what is agreed.
#[component]
pub(super) fn Together() -> impl IntoView {
    let room = Room::here();
    let views = Memo::new(move |_| room.kept.with(joint::views));
    let part = move |from: usize, count: usize| -> Signal<Vec<View>> {
        Signal::derive(move || {
            views.with(|views| views.iter().skip(from).take(count).cloned().collect())
        })
    };
    let (first, others) = (part(0, FIRST), part(FIRST, usize::MAX));
    let agreed = Signal::derive(move || room.kept.with(joint::joint));
    let count = move || agreed.with(|joint| joint.rows.len());
    let keep = move |_| room.keep_joint(&agreed.get_untracked());
    let is_kept = move || agreed.with(|joint| room.kept.with(|kept| kept.has_joint(joint)));
    view! {
        <section hidden=move || views.with(Vec::is_empty)>
            <h3 id=ids::TOGETHER>"Agree together"</h3>
            <p>
                "Sit down with a colleague, or call. " {move || views.with(|views| report::first_row(views))}
                " Ask “which moment did you have in mind?”, then write down one level, one sentence and a day to look again. Three rows are enough."
            </p>
            <Rows each=first views/>
            <div hidden=move || others.with(Vec::is_empty)>
                <Disclosure summary=Signal::derive(move || format!("The other skills: {}", others.with(Vec::len)))>
                    <Rows each=others views/>
                </Disclosure>
            </div>
            <p class="meta" role="status">
                {move || format!("{} agreed.", count())}
            </p>
            <div hidden=move || count() == 0>
                <p class="controls">
                    <button type="button" class="btn main" disabled=is_kept data-stays="" on:click=keep>
                        {move || if is_kept() { "In your history" } else { "Keep this in my history" }}
                    </button>
                </p>
                <TakeAlong joint=agreed/>
            </div>
        </section>
    }
}

#[component]
fn Rows(each: Signal<Vec<View>>, views: Memo<Vec<View>>) -> impl IntoView {
    view! {
        <ol class="plain-list together">
            <For each=move || each.get() key=|view| view.skill.id children=move |view| view! { <Row view views/> }/>
        </ol>
    }
}

/// A skill: both scores, and what is agreed of it.
#[component]
fn Row(view: View, views: Memo<Vec<View>>) -> impl IntoView {
    let room = Room::here();
    let skill = view.skill;
    // A rating that comes in changes the scores and not the fields.
    let scores = Memo::new(move |_| {
        views.with(|views| {
            let view = views.iter().find(|view| view.skill == skill)?;
            Some(view.clone())
        })
    });
    let agreement = Memo::new(move |_| {
        let known = room.kept.with(|kept| kept.agreement(skill).cloned());
        known.unwrap_or_else(|| Agreement::of(skill.id))
    });
    let change = move |change: &dyn Fn(&mut Agreement)| {
        let mut changed = agreement.get_untracked();
        change(&mut changed);
        room.set_agreement(changed);
    };
    let [level_id, note_id, day_id] =
        ["level", "sentence", "day"].map(|field| format!("agreed-{field}-{}", skill.id));
    let both = move || {
        scores.get().map(|view| {
            let text = format!(
                "You {} · colleagues {} · they see you {}",
                report::in_words(view.own),
                report::listed_in_words(&view.levels),
                report::difference(&view)
            );
            view! {
                <p class="meta">{text}</p>
                <Strip own=Some(view.own) target=None theirs=Some(view.median_twice())/>
            }
        })
    };
    view! {
        <li>
            <h4>{skill.title}</h4>
            {both}
            <p class="answer">
                <label for=level_id.clone()>"Agreed level"</label>
                <LevelMenu
                    id=level_id
                    none="not yet agreed"
                    chosen=Signal::derive(move || agreement.with(|one| one.level))
                    on_change=move |event| {
                        let level = level_from(&event_target_value(&event));
                        change(&|one| one.level = level);
                    }
                />
                <label for=note_id.clone()>"In a sentence"</label>
                <LimitedField
                    id=note_id
                    kept=Signal::derive(move || agreement.with(|one| one.note.clone()))
                    fits=note_that_fits
                    keep=move |note| change(&|one| one.note = sentence(&note))
                />
                <label for=day_id.clone()>"Look again on"</label>
                <input
                    type="date"
                    class="field"
                    id=day_id
                    autocomplete="off"
                    prop:value=move || agreement.with(|one| one.day.map(|day| day.to_string()).unwrap_or_default())
                    on:change=move |event| {
                        let day = Day::parse(&event_target_value(&event));
                        change(&|one| one.day = day);
                    }
                />
            </p>
        </li>
    }
}
