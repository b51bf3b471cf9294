//! A group of milestones: a turn, or a step.

use super::drag::{DragState, Place};
use super::groups::{GroupId, GroupState};
use super::ids;
use super::name::{NameDraft, NameField};
use super::row::Row;
use super::state::State;
use crate::browser::clock;
use crate::browser::drag as pointer;
use crate::browser::files;
use crate::shell::href_of_path;
use crate::ui::boxed::{flag, on_click, on_event, on_submit, text};
use crate::ui::{Late, Menu, MenuItem, When};
use guide_core::content::STEPS;
use guide_core::id::{ItemId, StepId};
use guide_core::roadmap::exchange;
use guide_core::roadmap::filter::Filter;
use guide_core::roadmap::horizon::Horizon;
use guide_core::roadmap::item::{Item, TITLE_LIMIT};
use guide_core::text::number;
use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;

/// A group. What has its turn now or next is always open; everything else folds.
#[component]
pub(super) fn Group(group: GroupState) -> impl IntoView {
    match group.id {
        GroupId::Horizon(Horizon::Now | Horizon::Next) => {
            Either::Left(Late::of(view! { <OpenGroup group/> }))
        }
        _ => Either::Right(view! { <FoldedGroup group/> }),
    }
}

#[component]
fn OpenGroup(group: GroupState) -> impl IntoView {
    let (title, ids) = (group.title.clone(), group.ids.clone());
    view! {
        <section class="group" hidden=flag(move || ids.with(Vec::is_empty))>
            <h3>{text(move || title.get())}</h3>
            <Items group/>
        </section>
    }
}

#[component]
fn FoldedGroup(group: GroupState) -> impl IntoView {
    let state = State::here();
    let element = NodeRef::<html::Details>::new();
    let (open, title, progress, ids) = (
        group.open.clone(),
        group.title.clone(),
        group.progress.clone(),
        group.ids.clone(),
    );
    let is_filtered = move || state.filter.with(Filter::is_on);
    let is_open = {
        let open = open.clone();
        move || open.get() || is_filtered()
    };
    let toggled = move |_| {
        if let Some(details) = element.get_untracked()
            && !is_filtered()
        {
            open.set(details.open());
        }
    };
    let is_step = group.step().is_some();
    let has_items = ids.clone();
    let step = group.step().cloned();
    let was_left_out = move || {
        state.track_outline();
        step.as_ref()
            .is_some_and(|step| state.with_plan(|plan| exchange::was_left_out(plan, step)))
    };
    // An empty step takes a first milestone; an empty turn, a step without a match, or one that a copy
    // was made without, is nothing.
    let is_nothing =
        move || ids.with(Vec::is_empty) && (!is_step || is_filtered() || was_left_out());
    let count = move || {
        let progress = progress.get();
        if progress.all == 0 && has_items.with(|ids| !ids.is_empty()) {
            return "skipped".to_owned();
        }
        format!("{progress} done")
    };
    let counted = group.count.clone();
    view! {
        <details
            class="group"
            class:step=is_step
            id=group.step().map(|step| ids::step(step))
            node_ref=element
            open=flag(is_open)
            hidden=flag(is_nothing)
            on:toggle=on_event(toggled)
        >
            <summary>
                <h3 dir="auto">{text(move || title.get())}</h3>
                <span class="meta">
                    {if is_step { text(count) } else { text(move || number(counted.get())) }}
                </span>
            </summary>
            {group.step().map(|step| view! { <AboutStep id=step.clone() own=group.own/> })}
            <Items group=group.clone()/>
            {group.step().map(|step| view! { <AddItem step=step.clone()/> })}
        </details>
    }
}

/// What the guide says of a step; what can be done with one of the person's own.
#[component]
fn AboutStep(id: StepId, own: bool) -> impl IntoView {
    let guide = STEPS.iter().find(|known| id == known.id);
    let about = guide.map(|guide| {
        view! {
            <p class="meta">
                {guide.summary} " "
                <a href=href_of_path(guide.guide)>
                    "Read about this step"<span class="unseen">": " {guide.title}</span>
                </a>
            </p>
        }
    });
    view! {
        {about}
        {own.then(|| Late::of(view! { <OwnStep id/> }))}
    }
}

/// A step of the person's own can be renamed and deleted.
#[component]
fn OwnStep(id: StepId) -> impl IntoView {
    let state = State::here();
    let before = state.item(&id).map_or_else(String::new, |step| {
        step.item.with_untracked(|step| step.title.clone())
    });
    let name = NameDraft::new(before, TITLE_LIMIT);
    let field = ids::name(&id);
    let (renamed, removed) = (id.clone(), id);
    let rename = {
        let field = field.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            if let Some(name) = name.take(&field) {
                state.edit(|plan| plan.rename_step(&renamed, &name));
            }
        }
    };
    view! {
        <form class="add" on:submit=on_submit(rename)>
            <NameField name id=field label="Name of this step" button="Rename"/>
            <Menu label="More">
                <MenuItem on_choose={
                    let removed = removed.clone();
                    move || _ = state.edit(|plan| plan.remove_step(&removed))
                }>"Delete this step"</MenuItem>
            </Menu>
        </form>
    }
}

#[component]
fn Items(group: GroupState) -> impl IntoView {
    let state = State::here();
    let ids = group.ids.clone();
    let has_more = {
        let group = group.clone();
        move || group.left() > 0
    };
    view! {
        <ul class="items">
            <For
                each=move || ids.get()
                key=ItemId::clone
                children=move |id| state.item(&id).map(|item| view! { <Row item/> })
            />
        </ul>
        <When when=has_more>
            <button
                type="button"
                class="plain"
                on:click=on_click({
                    let group = group.clone();
                    move |_| state.show_more(&group)
                })
            >
                "Show more: "
                {
                    let group = group.clone();
                    text(move || number(group.left()))
                } " are left"
            </button>
        </When>
    }
}

/// A field for a new milestone of a step; what is dragged onto it goes to the end of the step.
#[component]
fn AddItem(step: StepId) -> impl IntoView {
    let state = State::here();
    let drag: DragState = expect_context();
    let title = NameDraft::new(String::new(), TITLE_LIMIT);
    let element = NodeRef::<html::Form>::new();
    drag.register(Place::End(step.clone()), move || {
        element
            .get_untracked()
            .map(|element| pointer::span(&element))
    });
    let is_target = {
        let place = Place::End(step.clone());
        move || drag.is_target(&place)
    };
    let name = state.with_plan(|plan| {
        let steps = plan.steps();
        let known = steps.iter().find(|known| step == known.id);
        known.map_or_else(String::new, |known| known.title.to_owned())
    });
    let id = ids::add(&step);
    let pasted = RwSignal::new(Vec::<String>::new());
    let paste = move |event: leptos::ev::ClipboardEvent| {
        let text = files::pasted(&event);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Vec<String> = lines.map(str::to_owned).collect();
        if lines.len() > 1 {
            event.prevent_default();
            pasted.set(lines);
        }
    };
    let step_of_pasted = step.clone();
    let field = id.clone();
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(name) = title.take(&field)
            && state.edit(|plan| plan.add(clock::fresh_id().into(), &step, &name))
        {
            title.clear();
        }
    };
    view! {
        <form
            class="add needs-app"
            class:drop=flag(is_target)
            node_ref=element
            on:submit=on_submit(add)
            on:paste=paste
        >
            <NameField
                name=title
                id
                label=format!("New milestone in: {name}")
                placeholder="Add your own milestone"
                button="Add"
            />
        </form>
        <Pasted step=step_of_pasted lines=pasted title=title.text/>
    }
}

/// Several lines that were pasted: one milestone each, or one of all?
#[component]
fn Pasted(step: StepId, lines: RwSignal<Vec<String>>, title: RwSignal<String>) -> impl IntoView {
    let state = State::here();
    let step = StoredValue::new(step);
    let each = move |_| {
        let items = lines.get_untracked().into_iter().map(|title| Item {
            id: clock::fresh_id().into(),
            step: step.get_value(),
            title,
            ..Item::default()
        });
        let items: Vec<Item> = items.collect();
        state.edit(|plan| plan.add_all(items));
        lines.set(Vec::new());
    };
    let one = move |_| {
        title.set(lines.get_untracked().join(" "));
        lines.set(Vec::new());
    };
    view! {
        <When when=move || lines.with(|lines| !lines.is_empty())>
            <p class="note row" role="status">
                "You have pasted " {text(move || lines.with(Vec::len).to_string())} " lines."
                <button type="button" class="btn" on:click=on_click(each)>
                    "Add a milestone for each"
                </button>
                <button type="button" class="btn" on:click=on_click(one)>
                    "Put them into one"
                </button>
            </p>
        </When>
    }
}

/// A step of the person's own.
#[component]
pub(super) fn AddStep() -> impl IntoView {
    const FIELD: &str = "add-step";
    let state = State::here();
    let title = NameDraft::new(String::new(), TITLE_LIMIT);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let id = ItemId::from(clock::fresh_id());
        if let Some(name) = title.take(FIELD)
            && state.edit(|plan| plan.add_step(id.clone(), &name))
        {
            title.clear();
            state.reveal_step(&id);
        }
    };
    view! {
        <form class="add needs-app" on:submit=on_submit(add)>
            <NameField
                name=title
                id=FIELD
                label="Name of a new step"
                placeholder="Add a step of your own"
                button="Add step"
            />
        </form>
    }
}
