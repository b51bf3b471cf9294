//! A part of the plan as a link.

use super::room_tab::RoomTab;
use super::state::State;
use crate::browser::{focus, history};
use crate::ui::boxed::{late, on_click, on_submit};
use crate::ui::{Checkbox, CopyButton, Late, Select, ShareButton};
use guide_core::id::StepId;
use guide_core::roadmap::exchange::part;
use guide_core::roadmap::share::{self, Share};
use guide_core::text::{counted, number};
use leptos::prelude::*;

/// Longer links are cut by some chats (Slack cuts at about 4,000 characters).
const SHORT_LINK: usize = 2_000;

/// Longer links are refused by some browsers (Safari takes 80,000 characters).
const LONGEST_LINK: usize = 60_000;

/// The id of the field with the link.
const LINK: &str = "share-link";

/// What of the plan is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Scope {
    All,
    Chosen,
    Step(StepId),
}

/// What of the plan is to be shared, also from outside of the tab.
#[derive(Clone, Copy)]
pub(super) struct ShareScope(RwSignal<Scope>);

impl ShareScope {
    /// The whole plan.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Scope::All))
    }

    /// Goes to the tab to share the milestones that are chosen.
    pub(super) fn share_chosen(self) {
        self.0.set(Scope::Chosen);
        history::go_to_fragment("share");
    }
}

/// A link that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Made {
    Link { address: String, count: usize },
    TooLong,
    NothingChosen,
}

/// The form and the link that it makes.
#[component]
pub(super) fn ShareByLink() -> impl IntoView {
    let state = State::here();
    let ShareScope(scope) = expect_context();
    let notes = RwSignal::new(false);
    let evidence = RwSignal::new(false);
    let made = RwSignal::new(None::<Made>);
    let scopes = Signal::derive(move || {
        state.track_outline();
        let mut scopes = vec![
            (Scope::All, "The whole plan".to_owned()),
            (Scope::Chosen, "The milestones I selected".to_owned()),
        ];
        state.with_plan(|plan| {
            let steps = plan.steps().into_iter();
            scopes.extend(steps.map(|step| (Scope::Step(step.id.into()), step.title.to_owned())));
        });
        scopes
    });
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let share = Share {
            notes: notes.get_untracked(),
            evidence: evidence.get_untracked(),
        };
        made.set(Some(link(state, &scope.get_untracked(), share)));
        request_animation_frame(|| focus::focus_id(LINK));
    };
    view! {
        <h3 id="share">"Share it by link"</h3>
        <p>
            "The plan itself is in the link: it is not stored anywhere, and whoever has the link can read it. Notes and evidence stay with you unless you tick them."
        </p>
        <form class="row" on:submit=on_submit(make)>
            <Select label="What" options=scopes chosen=scope on_choose=move |chosen| scope.set(chosen)/>
            <Checkbox label="with notes" checked=notes on_change=move |on| notes.set(on)/>
            <Checkbox label="with evidence" checked=evidence on_change=move |on| evidence.set(on)/>
            <button type="submit" class="btn">
                "Make the link"
            </button>
        </form>
        <div aria-live="polite">{late(move || made.get().map(|made| Late::of(view! { <Result made/> })))}</div>
    }
}

fn link(state: State, scope: &Scope, share: Share) -> Made {
    let chosen = match scope {
        Scope::Chosen => state.chosen.get_untracked().unwrap_or_default(),
        _ => Vec::new(),
    };
    // No choice is not a choice of everything.
    if *scope == Scope::Chosen && chosen.is_empty() {
        return Made::NothingChosen;
    }
    let step = match scope {
        Scope::Step(step) => step,
        _ => "",
    };
    let items = state.with_plan(|plan| part(plan, step, &chosen));
    let head = state.head();
    let fragment = share::write(share::name_for_others(&head.name), &items, share);
    if fragment.len() > LONGEST_LINK || share::read(&fragment).is_err() {
        return Made::TooLong;
    }
    Made::Link {
        address: format!("{}#{fragment}", history::page_address()),
        count: items.len(),
    }
}

#[component]
fn Result(made: Made) -> impl IntoView {
    let state = State::here();
    let (text, address) = match made {
        Made::TooLong => (
            "This is too much for a link: share one step, or send the file.".to_owned(),
            None,
        ),
        Made::NothingChosen => {
            return Late::of(view! {
                <p class="note">
                    "No milestone is selected. "
                    <button type="button" class="plain" on:click=on_click(move |_| select(state))>
                        "Select some in the plan"
                    </button> "."
                </p>
            });
        }
        Made::Link { address, count } => {
            let long = if address.len() > SHORT_LINK {
                " Some chats cut links of this length: share one step or fewer milestones, or send the file."
            } else {
                ""
            };
            let text = format!(
                "Link to {}, {} characters.{long}",
                counted(count, "milestone"),
                number(address.len())
            );
            (text, Some(address))
        }
    };
    Late::of(view! {
        <p class="note">{text}</p>
        {address
            .map(|address| {
                let (copied, shared) = (address.clone(), address.clone());
                view! {
                    <p class="row">
                        <input class="field" id=LINK readonly aria-label="The link" value=address/>
                        <CopyButton
                            label="Copy"
                            text=move || copied.clone()
                            on_copied=move |_, done| {
                                state.say(if done { "The link is copied." } else { "Copy it from the field." });
                            }
                        />
                        <ShareButton label="Share…" address=move || shared.clone()/>
                    </p>
                }
            })}
    })
}

/// Goes to the plan, to select milestones in it.
fn select(state: State) {
    let plan = RoomTab::Plan.id();
    state.chosen.set(Some(Vec::new()));
    history::go_to_fragment(plan);
    // The tab is on the page once the browser has told of the new address.
    set_timeout(move || focus::focus_id(plan), RoomTab::SHOWN);
}
