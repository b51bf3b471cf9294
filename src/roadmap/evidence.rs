//! The evidence as a page that grows with every tick, and the agenda for the talk that it is for.

use super::item_form::EvidenceForm;
use super::state::{ItemState, State};
use crate::browser::{page, storage, take_along};
use crate::ui::boxed::{late, on_click};
use crate::ui::{Choice, CopyButton, Disclosure, Late};
use guide_core::day::Day;
use guide_core::gaps::{self, Talk};
use guide_core::id::ItemId;
use guide_core::roadmap::item::Item;
use guide_core::roadmap::report::{
    AGREE, ASKS, QUESTIONS, agenda, agenda_markdown, evidence, evidence_markdown, gap_lines,
    with_day,
};
use leptos::either::Either;
use leptos::prelude::*;
use std::sync::Arc;

/// The two documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Document {
    Evidence,
    Agenda,
}

/// The documents with their names.
const DOCUMENTS: [(Document, &str); 2] = [
    (Document::Evidence, "What I have done"),
    (Document::Agenda, "Agenda for a talk"),
];

/// The name of the element that alone is printed.
const PRINTED: &str = "document";

/// The tab.
#[component]
pub(super) fn EvidenceTab() -> impl IntoView {
    let state = State::here();
    let shown = RwSignal::new(Document::Evidence);
    let printed = window_event_listener_untyped("afterprint", |_| page::end_printing());
    on_cleanup(move || printed.remove());
    view! {
        <p>
            "A promotion is decided by people who were not there. Write down what happened when you tick a milestone, and it is here, ready for the talk."
        </p>
        <div class="controls">
            <Choice
                name="document"
                legend="Document"
                hidden_legend=true
                options=DOCUMENTS.to_vec()
                chosen=shown
                on_choose=move |document| shown.set(document)
            />
            <WaysOut shown/>
        </div>
        <article class="document" id=PRINTED>
            {late(move || {
                state.track();
                Some(match shown.get() {
                    Document::Evidence => Late::of(view! { <WhatIHaveDone/> }),
                    Document::Agenda => Late::of(view! { <AgendaOfTalk/> }),
                })
            })}
        </article>
    }
}

/// The document as Markdown, with the name of its file.
fn markdown(state: State, document: Document) -> (&'static str, String) {
    let name = state.head().name;
    let Some(today) = state.today.get_untracked() else {
        return ("", String::new());
    };
    state.with_plan(|plan| match document {
        Document::Evidence => ("what-i-have-done.md", evidence_markdown(plan, &name, today)),
        Document::Agenda => {
            let talk = gaps::for_talk(&storage::store());
            ("agenda.md", agenda_markdown(plan, &talk, &name, today))
        }
    })
}

#[component]
fn WaysOut(shown: RwSignal<Document>) -> impl IntoView {
    let state = State::here();
    let save = move |_| {
        let (name, text) = markdown(state, shown.get_untracked());
        take_along::save_file(name, "text/markdown", &text);
    };
    view! {
        <CopyButton
            label="Copy as Markdown"
            text=move || markdown(state, shown.get_untracked()).1
            on_copied=move |text, done| {
                state.say(if done { "The document is copied.".to_owned() } else { text });
            }
        />
        <button type="button" class="btn" on:click=on_click(save)>
            "Save as Markdown"
        </button>
        <button type="button" class="btn" on:click=on_click(move |_| page::print_as(PRINTED))>
            "Print"
        </button>
    }
}

#[component]
fn WhatIHaveDone() -> impl IntoView {
    let state = State::here();
    let name = state.head().name;
    let progress = state.progress.get_untracked().to_string();
    let (groups, bare) = state.with_plan(|plan| {
        let found = evidence(plan);
        let groups: Vec<(&str, Vec<Arc<Item>>)> = found
            .groups
            .into_iter()
            .map(|group| (group.title, group.items.into_iter().cloned().collect()))
            .collect();
        let bare: Vec<ItemId> = found.bare.iter().map(|item| item.id.clone()).collect();
        (groups, bare)
    });
    let is_empty = groups.is_empty();
    let groups = groups.into_iter().map(|(title, items)| {
        view! {
            <h4>{title}</h4>
            <Entries items/>
        }
    });
    let questions = QUESTIONS.map(|question| view! { <li>{question}</li> });
    view! {
        <h3 dir="auto">"What I have done: " {name}</h3>
        <p class="meta">
            {state.today.get_untracked().map(Day::in_words)} " · " {progress} " milestones are done"
        </p>
        {groups.collect_view()}
        {is_empty
            .then(|| view! { <p>"Nothing yet. Tick a milestone and say what shows it: it appears here, under its skill."</p> })}
        {(!bare.is_empty()).then(|| view! { <Bare ids=bare/> })}
        <h4>"What a promotion case has to answer"</h4>
        <ul>{questions.collect_view()}</ul>
    }
}

/// Milestones with what shows that they are done.
#[component]
fn Entries(items: Vec<Arc<Item>>) -> impl IntoView {
    let entries = items.into_iter().map(|item| {
        let proof = &item.evidence;
        let when = proof.when.map(Day::in_words);
        let who = (!proof.who.is_empty()).then(|| format!("seen by {}", proof.who));
        let about: Vec<String> = [when, who].into_iter().flatten().collect();
        let links = item.links.iter().map(|address| {
            view! {
                <p>
                    <a href=address.clone() rel="external noopener noreferrer">
                        {address.clone()}
                    </a>
                </p>
            }
        });
        view! {
            <li dir="auto">
                <b>{item.title.clone()}</b>
                <p>{proof.what.clone()}</p>
                <p class="meta" dir="auto">{about.join(" · ")}</p>
                {links.collect_view()}
            </li>
        }
    });
    view! { <ul class="evidence-list">{entries.collect_view()}</ul> }
}

/// What is done and not written down, each with the question about it.
#[component]
fn Bare(ids: Vec<ItemId>) -> impl IntoView {
    let state = State::here();
    let items = ids.iter().filter_map(|id| state.item(id));
    let entries = items.map(|item: ItemState| {
        let title = item.item.with_untracked(|item| item.title.clone());
        view! {
            <li dir="auto">
                <Disclosure summary=title>
                    <EvidenceForm item/>
                </Disclosure>
            </li>
        }
    });
    view! {
        <h4>"Done, but nothing written down yet"</h4>
        <ul class="plain-list">{entries.collect_view()}</ul>
    }
}

#[component]
fn AgendaOfTalk() -> impl IntoView {
    let state = State::here();
    let name = state.head().name;
    let talk = gaps::for_talk(&storage::store());
    let (steps, newest, doing, next) = state.with_plan(|plan| {
        let found = agenda(plan);
        let steps: Vec<String> = found
            .steps
            .iter()
            .map(|(title, progress)| format!("{title}: {progress}"))
            .collect();
        let titles = |items: &[&Arc<Item>]| -> Vec<String> {
            items.iter().map(|item| with_day(item)).collect()
        };
        let newest: Vec<Arc<Item>> = found.newest.iter().copied().cloned().collect();
        (steps, newest, titles(&found.doing), titles(&found.next))
    });
    let newest = match newest.is_empty() {
        true => Either::Left(view! { <p>"Nothing yet."</p> }),
        false => Either::Right(view! { <Entries items=newest/> }),
    };
    view! {
        <h3 dir="auto">"My way to technical lead: " {name}</h3>
        <p class="meta">{state.today.get_untracked().map(Day::in_words)}</p>
        <h4>"Where I am: what is done"</h4>
        <Lines lines=steps/>
        <h4>"New since we last talked"</h4>
        {newest}
        <h4>"What I am doing now"</h4>
        <Lines lines=doing/>
        <h4>"What I would like next, and what I need for it"</h4>
        <Lines lines=next ruled=true/>
        <AgendaOfSkills talk/>
        <h4>"What I would like to know"</h4>
        <Lines lines=ASKS.map(str::to_owned).to_vec() ruled=true/>
        <h4>{AGREE}</h4>
        <p class="ruled"></p>
        <p class="ruled"></p>
        <p class="ruled"></p>
    }
}

/// What the skills page knows: the gaps, and what was agreed.
#[component]
fn AgendaOfSkills(talk: Talk) -> impl IntoView {
    let agreed = (!talk.agreed.is_empty()).then(|| {
        view! {
            <h4>"What is agreed of my skills"</h4>
            <Lines lines=talk.agreed.clone()/>
        }
    });
    view! {
        <h4>"Where I still have gaps"</h4>
        <Lines lines=gap_lines(&talk)/>
        {agreed}
    }
}

/// Lines of a document, each with a line below it to write on where they are `ruled`.
#[component]
fn Lines(lines: Vec<String>, #[prop(optional)] ruled: bool) -> impl IntoView {
    if lines.is_empty() {
        return Either::Left(view! { <p>"Nothing yet."</p> });
    }
    let lines = lines
        .into_iter()
        .map(|line| view! { <li class:to-answer=ruled dir="auto">{line}</li> });
    Either::Right(view! { <ul>{lines.collect_view()}</ul> })
}
