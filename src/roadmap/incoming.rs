//! What the address brings: a plan that somebody shares, or milestones that the skills page or a
//! checklist of the guide proposes.

use super::ids;
use super::note::Note;
use super::pieces::{Piece, is_brought_by};
use super::room_tab::RoomTab;
use super::state::{State, focus_soon};
use crate::browser::{fetch, history, storage};
use crate::shell::{react, was_handed_over, when_live};
use crate::ui::Late;
use crate::ui::boxed::{late, on_click};
use guide_core::day::Day;
use guide_core::plan_link;
use guide_core::roadmap::checklist::Checklist;
use guide_core::roadmap::exchange::as_own_plan;
use guide_core::roadmap::item::{Item, one_line};
use guide_core::roadmap::model::Plan;
use guide_core::roadmap::proposals::{self, Proposals};
use guide_core::roadmap::share::{self, LinkError, Shared};
use guide_core::route::{Base, Route};
use guide_core::text::{counted, number};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use std::sync::Arc;

/// The id of the place, to which the focus goes.
const PLACE: &str = "incoming";

/// What is said where a checklist cannot be loaded.
const NO_CHECKLIST: &str = "This checklist could not be fetched. Open its page of the guide and try again, or copy the checklist from there.";

/// What came with the address.
#[derive(Debug, Clone, PartialEq)]
enum Arrived {
    Plan(Shared),
    Broken(LinkError),
    Proposals { from: Source, found: Proposals },
    NoChecklist,
}

/// Where proposals come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Skills,
    Guide,
}

impl Source {
    const fn heading(self) -> &'static str {
        match self {
            Self::Skills => "From your skills: add to your plan?",
            Self::Guide => "From the guide: add to your plan?",
        }
    }
}

impl Arrived {
    fn read(fragment: &str, plan: &Plan) -> Option<Self> {
        if fragment.starts_with(share::PLAN) {
            return Some(share::read(fragment).map_or_else(Self::Broken, Self::Plan));
        }
        let is_proposal = fragment.starts_with(plan_link::ADD);
        is_proposal.then(|| Self::Proposals {
            from: Source::Skills,
            found: proposals::read(fragment, plan),
        })
    }
}

/// Takes the entries of a checklist from its page of the guide.
async fn take_checklist(state: State, base: Base, checklist: Option<Checklist>) -> Arrived {
    let Some(checklist) = checklist else {
        return Arrived::NoChecklist;
    };
    let address = base.href(Route::Guide(checklist.page));
    let entries = fetch::entries(&address, &checklist.section).await;
    match entries {
        Ok(entries) if !entries.is_empty() => {
            let address = history::absolute(&address);
            let store = storage::store();
            let found =
                state.with_plan(|plan| checklist.proposals(&entries, &address, plan, &store));
            let from = Source::Guide;
            Arrived::Proposals { from, found }
        }
        _ => Arrived::NoChecklist,
    }
}

/// Shows what has come. What the person has asked for a moment ago, on the skills page or below a
/// checklist, is added at once: a second question would be one too many, and the message takes it back.
fn receive(state: State, arrived: RwSignal<Option<Arrived>>, found: Arrived, asked: bool) {
    if let Arrived::Proposals { found, .. } = &found
        && asked
        && !found.items.is_empty()
    {
        return add(state, &found.items, history::drop_fragment);
    }
    arrived.set(Some(found));
    focus_soon(PLACE.to_owned());
}

/// The place of what waits for an answer.
#[component]
pub(super) fn Incoming() -> impl IntoView {
    let state = State::here();
    let wanted = RwSignal::new(false);
    when_live(move || {
        let hash = use_location().hash;
        react(move || {
            hash.track();
            if is_brought_by(&history::fragment()) {
                wanted.set(true);
            }
        });
    });
    view! {
        <div id=PLACE tabindex="-1">
            {late(move || wanted.get().then(|| state.opened.content(Piece::Arrivals)))}
        </div>
    }
}

/// What waits for an answer. Nothing of it touches the plan before.
#[component]
pub(super) fn Arrivals() -> impl IntoView {
    let state = State::here();
    let base: Base = expect_context();
    let arrived = RwSignal::new(None::<Arrived>);
    let hash = use_location().hash;
    Effect::new(move |_| {
        hash.track();
        let fragment = history::fragment();
        if Checklist::is_meant(&fragment) {
            let (checklist, base) = (Checklist::from_fragment(&fragment), base.clone());
            let asked = was_handed_over(&fragment);
            return spawn_local(async move {
                let found = take_checklist(state, base, checklist).await;
                // The room may have been left meanwhile.
                if !arrived.is_disposed() {
                    receive(state, arrived, found, asked);
                }
            });
        }
        if let Some(found) = state.with_plan(|plan| Arrived::read(&fragment, plan)) {
            receive(state, arrived, found, was_handed_over(&fragment));
        }
    });
    let close = move || {
        history::drop_fragment();
        arrived.set(None);
    };
    late(move || {
        arrived.get().map(|arrived| match arrived {
            Arrived::Plan(shared) => Late::of(view! { <SharedPlan shared close/> }),
            Arrived::Proposals { from, found } => Late::of(view! { <Proposed from found close/> }),
            Arrived::Broken(error) => Late::of(view! { <Refused why=error.to_string() close/> }),
            Arrived::NoChecklist => {
                Late::of(view! { <Refused why=NO_CHECKLIST.to_owned() close/> })
            }
        })
    })
}

#[component]
fn CloseButton(close: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="btn" on:click=on_click(move |_| close())>
            "Close"
        </button>
    }
}

/// Why there is nothing to see.
#[component]
fn Refused(why: String, close: impl Fn() + 'static) -> impl IntoView {
    view! {
        <section class="incoming">
            <p class="note">{why}</p>
            <CloseButton close/>
        </section>
    }
}

/// A plan to be read, and kept as one's own.
#[component]
fn SharedPlan(shared: Shared, close: impl Fn() + Copy + 'static) -> impl IntoView {
    let state = State::here();
    let Shared {
        name,
        items,
        unknown,
    } = shared;
    let plan = Plan::from_items(items.iter().cloned());
    let count = counted(plan.milestones().len(), "milestone");
    let steps: Vec<(String, Vec<Arc<Item>>)> = plan
        .by_step()
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(step, items)| (step.title.to_owned(), items.into_iter().cloned().collect()))
        .collect();
    let steps = steps.into_iter().map(|(title, items)| {
        let items = items.into_iter().map(|item| view! { <SharedItem item/> });
        view! {
            <h3 dir="auto">{title}</h3>
            <ul>{items.collect_view()}</ul>
        }
    });
    let heading = match share::name_for_others(&name) {
        "" => "A plan that somebody shared".to_owned(),
        name => format!("A plan that somebody shared: {name}"),
    };
    let keep = move |_| {
        let name = match share::name_for_others(&name) {
            "" => "Shared plan".to_owned(),
            name if state.has_plan_named(name) => format!("{}, shared", one_line(name, 60)),
            name => name.to_owned(),
        };
        let name = state.free_name(&name);
        let has_own = state.started.get_untracked();
        if state.save_copy(&name, 0, as_own_plan(items.clone())) {
            let yours = if has_own {
                " Yours is under “Share and backup”."
            } else {
                ""
            };
            state.say(format!("Kept as a plan of its own, “{name}”.{yours}"));
            close();
            focus_soon(RoomTab::Plan.id().to_owned());
        }
    };
    view! {
        <section class="incoming shared-plan">
            <h2 dir="auto">{heading}</h2>
            <p>
                {count} ". " {state.started.get_untracked().then_some("Your own plan is untouched.")}
            </p>
            {(unknown > 0)
                .then(|| {
                    view! {
                        <p>
                            "Not shown, because they belong to another release of the guide or are damaged: "
                            {unknown} "."
                        </p>
                    }
                })}
            {steps.collect_view()}
            <p class="row">
                <button type="button" class="btn main" on:click=on_click(keep)>
                    "Keep a copy"
                </button>
                <CloseButton close/>
            </p>
        </section>
    }
}

#[component]
fn SharedItem(item: Arc<Item>) -> impl IntoView {
    let day = |words: &str, day: Option<Day>| day.map(|day| format!("{words}{}", day.in_words()));
    let proof = &item.evidence;
    let facts = [
        Some(item.status.title().to_owned()),
        day("from ", item.start),
        day("due ", item.due),
        (!proof.is_empty()).then(|| format!("Evidence: {}", proof.what)),
        day("", proof.when),
        (!proof.who.is_empty()).then(|| proof.who.clone()),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let links = item.links.iter().map(|address| {
        view! {
            <a href=address.clone() rel="external noopener noreferrer">
                {address.clone()}
            </a>
            " "
        }
    });
    view! {
        <li dir="auto">
            {item.title.clone()} <small>{facts.join(" · ")}</small> <small>{item.done_when.clone()}</small>
            <Note text=item.note.clone()/>
            {links.collect_view()}
        </li>
    }
}

/// Adds what was proposed, in one edit, takes the question away with `close`, and goes to the first item
/// that is open.
fn add(state: State, items: &[Item], close: impl Fn()) {
    state.edit(|plan| plan.add_all(items.to_vec()));
    close();
    let open = items.iter().find(|item| item.is_open());
    if let Some(first) = open.or_else(|| items.first()) {
        state.reveal(&first.id);
        history::go_to_fragment(&ids::item(&first.id));
    }
}

/// Milestones for skills or of the guide, to be added with one press.
#[component]
fn Proposed(from: Source, found: Proposals, close: impl Fn() + Copy + 'static) -> impl IntoView {
    let state = State::here();
    let Proposals {
        items,
        there,
        unknown,
    } = found;
    let known = there
        .into_iter()
        .map(|title| (title, "In your plan already".to_owned()));
    let new = items.iter().map(|item| match item.is_open() {
        true => (item.title.clone(), item.done_when.clone()),
        false => (
            item.title.clone(),
            "Ticked on its page: it comes as done".to_owned(),
        ),
    });
    let entries: Vec<(String, String)> = new.chain(known).collect();
    let entries = entries
        .into_iter()
        .map(|(title, about)| view! { <li>{title} <small>{about}</small></li> });
    let name = match items.len() {
        0 => None,
        1 => Some("Add it".to_owned()),
        2 => Some("Add both".to_owned()),
        count => Some(["Add all ", &number(count)].concat()),
    };
    let add = move |_| {
        add(state, &items, close);
    };
    view! {
        <section class="incoming">
            <h2>{from.heading()}</h2>
            <ul>{entries.collect_view()}</ul>
            {(!unknown.is_empty())
                .then(|| {
                    view! {
                        <p>
                            "Part of the link is not understood and was left out: " {unknown.join(", ")} "."
                        </p>
                    }
                })}
            <p class="row">
                {name
                    .map(|name| {
                        view! {
                            <button type="button" class="btn main" on:click=on_click(add)>
                                {name}
                            </button>
                        }
                    })} <CloseButton close/>
            </p>
        </section>
    }
}
