//! What the guide has changed since the person planned: shown once, small, and left to them.

use super::state::State;
use crate::ui::When;
use crate::ui::boxed::{on_click, text};
use guide_core::content::MILESTONES;
use guide_core::id::ItemId;
use guide_core::roadmap::changes::{self, Answer, News};
use guide_core::text::counted;
use leptos::prelude::*;

/// A difference, as it is shown.
#[derive(Debug, Clone, PartialEq)]
struct Difference {
    id: ItemId,
    kind: &'static str,
    title: String,
    /// How to tell that it is done, as the guide has it now.
    done_when: String,
    /// The person's own words, where they differ.
    yours: Option<String>,
    answers: [(Answer, &'static str); 2],
}

impl Difference {
    fn of(news: &News<'_>) -> Self {
        match news {
            News::New(milestone) => Self {
                id: milestone.id.into(),
                kind: "New",
                title: milestone.title.to_owned(),
                done_when: milestone.done_when.to_owned(),
                yours: None,
                answers: [(Answer::Add, "Add it"), (Answer::Refuse, "Leave it out")],
            },
            News::Changed(milestone, item) => Self {
                id: milestone.id.into(),
                kind: "Changed",
                title: milestone.title.to_owned(),
                done_when: milestone.done_when.to_owned(),
                yours: Some(format!("Yours: {}. {}", item.title, item.done_when)),
                answers: [
                    (Answer::TakeWords, "Take the guide’s words"),
                    (Answer::KeepWords, "Keep mine"),
                ],
            },
            News::Retired(item) => Self {
                id: item.id.clone(),
                kind: "No longer in the guide",
                title: item.title.clone(),
                done_when: String::new(),
                yours: None,
                answers: [
                    (Answer::Own, "Keep it as my own"),
                    (Answer::Remove, "Remove it"),
                ],
            },
        }
    }
}

/// The differences, folded.
#[component]
pub(super) fn NewsOfGuide() -> impl IntoView {
    let state = State::here();
    let found = Memo::new(move |_| {
        state.track();
        if !state.started.get() {
            return Vec::new();
        }
        state.with_plan(|plan| {
            let news = changes::news(plan, MILESTONES);
            news.iter().map(Difference::of).collect::<Vec<Difference>>()
        })
    });
    view! {
        <When when=move || found.with(|found| !found.is_empty())>
            <details class="news">
                <summary>
                    "The guide has changed since you planned: "
                    {text(move || counted(found.with(Vec::len), "difference"))}
                </summary>
                <p>"Nothing changes in your plan until you say so; what you leave stays here."</p>
                <ul class="plain-list">
                    <For
                        each=move || found.get()
                        key=|difference| difference.id.clone()
                        children=|difference| view! { <Offer difference/> }
                    />
                </ul>
            </details>
        </When>
    }
}

#[component]
fn Offer(difference: Difference) -> impl IntoView {
    let state = State::here();
    let Difference {
        id,
        kind,
        title,
        done_when,
        yours,
        answers,
    } = difference;
    let about = title.clone();
    let buttons = answers.map(|(answer, name)| {
        let (id, about) = (id.clone(), about.clone());
        let choose = move |_| {
            state.edit(|plan| changes::answer(plan, MILESTONES, &id, answer));
        };
        view! {
            <button type="button" class="btn" on:click=on_click(choose)>
                {name} <span class="unseen">": " {about}</span>
            </button>
        }
    });
    view! {
        <li>
            <b>{kind} ": "</b>
            {title}
            <small>{done_when}</small>
            {yours.map(|yours| view! { <small dir="auto">{yours}</small> })}
            <p class="row">{buttons.collect_view()}</p>
        </li>
    }
}
