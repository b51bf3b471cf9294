//! What is known of a milestone, in a few words and in full.

use super::actions::open_form;
use super::note::Note;
use super::state::{ItemState, State};
use crate::shell::href_of_path;
use crate::ui::Late;
use crate::ui::boxed::on_click;
use guide_core::day::Day;
use guide_core::roadmap::forecast::{Span, range};
use guide_core::roadmap::item::{Effort, Item, Status};
use guide_core::roadmap::model::milestone;
use leptos::prelude::*;
use std::sync::Arc;

/// What is known of a milestone.
#[component]
pub(super) fn Details(item: ItemState) -> impl IntoView {
    let state = State::here();
    let ItemState { id, item, .. } = item;
    let guide = milestone(&id);
    let how_to = guide.map(|guide| href_of_path(guide.guide));
    let edit = {
        let id = id.clone();
        move |_| open_form(state, &id)
    };
    let known = move || {
        let item = item.get();
        let links = item.links.iter().map(|address| {
            let words = address
                .split_once("://")
                .map_or(address.as_str(), |(_, rest)| rest);
            outside_link(address.clone(), words.to_owned())
        });
        view! {
            {(!item.done_when.is_empty()).then(|| view! { <p dir="auto">"Done when: " {item.done_when.clone()}</p> })}
            {(!item.note.is_empty()).then(|| Late::of(view! { <Note text=item.note.clone()/> }))}
            {(!item.evidence.is_empty()).then(|| Late::of(view! { <p class="proof" dir="auto">{proof(&item)}</p> }))}
            <p class="about">{facts(&item)}</p>
            <p class="links">{links.collect_view()}</p>
        }
    };
    let resources = guide.map_or(&[][..], |guide| guide.resources);
    let resources = resources
        .iter()
        .map(|resource| outside_link(resource.url.to_owned(), resource.title.to_owned()));
    view! {
        <div class="known">
            {known}
            <p class="links">
                {how_to.map(|address| view! { <a href=address>"How to"</a> " " })}
                {resources.collect_view()}
            </p>
            <button type="button" class="plain needs-app" on:click=on_click(edit)>
                "Edit"
            </button>
        </div>
    }
}

fn outside_link(address: String, words: String) -> impl IntoView {
    view! {
        <a href=address rel="external noopener noreferrer">
            {words}
        </a>
        " "
    }
}

/// What is most urgent about a milestone, in a few words.
pub(super) fn brief(item: &Item, today: Option<Day>) -> String {
    if item.status == Status::Skipped {
        return "skipped".to_owned();
    }
    if item.status == Status::Done {
        let when = item.evidence.when.map(|day| day.told_on(today));
        return when.map_or_else(String::new, |when| format!("done {when}"));
    }
    let due = item.due.map(|due| due.due_on(today));
    let effort = || item.effort.map(hours);
    let said = due.or_else(effort).unwrap_or_default();
    match item.status {
        Status::Doing if said.is_empty() => "under way".to_owned(),
        Status::Doing => format!("under way · {said}"),
        _ => said,
    }
}

fn hours(Effort { low, high }: Effort) -> String {
    [&range(Span { low, high }), " h"].concat()
}

/// Effort and dates on one line. What the line above the details says already is not said again.
fn facts(item: &Arc<Item>) -> String {
    let guide = milestone(&item.id);
    let effort = item.effort.map(|effort| match guide {
        Some(guide) if guide.hours == (effort.low, effort.high) => {
            let on_top = format!("{}, {}", guide.effort, hours(effort));
            let at_work = guide
                .normal_hours
                .and_then(|(low, high)| Effort::new(low, high));
            match at_work {
                Some(at_work) => format!("{on_top} of your own and {} at work", hours(at_work)),
                None => on_top,
            }
        }
        _ => hours(effort),
    });
    let facts = [
        effort,
        item.start.map(|start| format!("from {}", start.in_words())),
        item.due
            .filter(|_| !item.is_open())
            .map(|due| due.due_on(None)),
    ];
    facts
        .into_iter()
        .flatten()
        .collect::<Vec<String>>()
        .join(" · ")
}

fn proof(item: &Item) -> String {
    let evidence = &item.evidence;
    let when = evidence.when.map(Day::in_words);
    let who = (!evidence.who.is_empty()).then(|| evidence.who.clone());
    let parts = [Some(format!("Evidence: {}", evidence.what)), when, who];
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<String>>()
        .join(" · ")
}
