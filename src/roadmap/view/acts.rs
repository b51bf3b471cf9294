//! What the controls of the roadmap do, by their `data-act`.

use super::state::State;
use crate::browser::acts::{Act, on_act, ticked};
use crate::browser::{clock, drag, page, storage};
use guide_core::day::Day;
use guide_core::id::{ItemId, PlanId};
use guide_core::roadmap::item::{Evidence, Status};
use guide_core::roadmap::model::{Direction, Draft};
use guide_core::roadmap::stored::{self, StoredPlan};
use leptos::prelude::*;

/// Makes the controls of the list work.
pub(super) fn offer(state: &State) {
    let state = state.clone();
    let keys = state.clone();
    let dragged = state.clone();
    on_act(move |act| {
        item_act(&state, &act);
        list_act(&state, &act);
        plan_act(&state, &act);
    });
    page::on_window("keydown", move |event| {
        let Some(id) = page::attribute_around(&event, "data-item") else {
            return;
        };
        match page::key_of(&event).as_str() {
            "Alt+ArrowUp" => shift(&keys, &id, Direction::Up, "tick-"),
            "Alt+ArrowDown" => shift(&keys, &id, Direction::Down, "tick-"),
            "Escape" => close_form(&keys, &id),
            _ => return,
        }
        event.prevent_default();
    });
    drag::on_drop(move |drop| {
        dragged.edit(|plan| {
            let before = (!drop.before.is_empty()).then_some(drop.before.as_str());
            plan.move_to(&[drop.item.into()], &drop.list, before)
        });
    });
}

/// What is done to one item.
fn item_act(state: &State, act: &Act) {
    let id = act.attribute("data-item");
    match act.name.as_str() {
        "tick" => {
            state.edit(|plan| plan.tick(&id));
            state.ask_for_evidence(&id);
        }
        "edit" => {
            state.open_form(&id);
            focus_soon(["title-", &id].concat());
        }
        "close-form" => close_form(state, &id),
        "save-item" => {
            state.edit(|plan| plan.rewrite(&id, &draft_in(act)));
            close_form(state, &id);
        }
        "save-evidence" => {
            let evidence = Evidence {
                what: act.field("evidence"),
                when: Day::parse(&act.field("evidence_day")),
                who: act.field("evidence_by"),
            };
            state.edit(|plan| plan.prove(&id, &evidence));
            close_form(state, &id);
        }
        "up" => shift(state, &id, Direction::Up, "up-"),
        "down" => shift(state, &id, Direction::Down, "down-"),
        "duplicate" => {
            let copy = ItemId::from(clock::fresh_id());
            state.edit(|plan| plan.duplicate(&id, copy.clone()));
            focus_soon(["edit-", &copy].concat());
        }
        "delete" => {
            let next = state.with_plan(|plan| plan.neighbour(&id).map(|item| item.id.clone()));
            state.edit(|plan| plan.remove(&[id.into()]));
            focus_soon(next.map_or_else(|| "main".to_owned(), |next| ["tick-", &next].concat()));
        }
        _ => {}
    }
}

fn draft_in(act: &Act) -> Draft {
    Draft {
        title: act.field("title"),
        done_when: act.field("done_when"),
        note: act.field("note"),
        links: act.field("links"),
        status: act.field("status"),
        start: act.field("start"),
        due: act.field("due"),
        low: act.field("low"),
        high: act.field("high"),
        evidence: act.field("evidence"),
        evidence_day: act.field("evidence_day"),
        evidence_by: act.field("evidence_by"),
    }
}

/// What is done to a step, to several items, or to what is shown.
fn list_act(state: &State, act: &Act) {
    let step = act.attribute("data-step");
    let chosen = || -> Vec<ItemId> { ticked("chosen").into_iter().map(ItemId::from).collect() };
    match act.name.as_str() {
        "undo" => state.undo(),
        "redo" => state.redo(),
        "add" | "add-step" => {
            let (id, title) = (ItemId::from(clock::fresh_id()), act.field("title"));
            let added = state.edit(|plan| {
                if act.name == "add" {
                    plan.add(id, &step, &title)
                } else {
                    plan.add_step(id, &title)
                }
            });
            if added {
                act.reset();
            }
        }
        "rename-step" => _ = state.edit(|plan| plan.rename_step(&step, &act.field("title"))),
        "remove-step" => _ = state.edit(|plan| plan.remove_step(&step)),
        "more" => state.show_more(&step),
        "filter-text" => state.filter(|filter| filter.set_text(&act.value)),
        "filter-status" => state.filter(|filter| filter.set_status(&act.value)),
        "filter-step" => state.filter(|filter| filter.set_step(&act.value)),
        "choose" => {
            let choosing = !act.value.is_empty();
            page::set_root_attribute("data-choosing", choosing.then_some(""));
        }
        "chosen-status" => {
            let status = Status::from_name(&act.value);
            state.edit(|plan| plan.set_status(&chosen(), &status));
        }
        "chosen-step" => _ = state.edit(|plan| plan.move_to(&chosen(), &act.value, None)),
        "chosen-delete" => _ = state.edit(|plan| plan.remove(&chosen())),
        _ => {}
    }
}

/// What is done with whole plans.
fn plan_act(state: &State, act: &Act) {
    match act.name.as_str() {
        "switch-plan" => state.switch(&act.value.as_str().into()),
        "new-plan" => {
            let name = act.field("name");
            if !name.trim().is_empty() {
                let items = if act.field("from") == "this" {
                    state.with_plan(|plan| plan.items().cloned().collect())
                } else {
                    guide_core::roadmap::model::items_of_guide()
                };
                if state.save_copy(&name, state.head().hours_a_week, items) {
                    act.reset();
                }
            }
        }
        "rename-plan" => {
            let mut head = state.head();
            head.rename(&act.field("name"));
            state.set_head(head);
        }
        "delete-plan" => {
            let mut head = state.head();
            head.deleted = true;
            let message = format!("“{}” is among the deleted plans.", head.name);
            state.set_head(head);
            state.switch(&PlanId::from(stored::MAIN));
            state.messages().say(message);
        }
        "bring-back" => {
            state.switch(&act.attribute("data-plan").into());
            let mut head = state.head();
            head.deleted = false;
            state.set_head(head);
        }
        "clear-plan" => {
            let plan = StoredPlan::of(act.attribute("data-plan"));
            if let Err(error) = plan.delete(&storage::store()) {
                state
                    .messages()
                    .say(format!("Not all of the plan is deleted: {error}."));
            }
            state.switch(state.stored().id());
        }
        _ => {}
    }
}

fn close_form(state: &State, id: &str) {
    state.close_form(id);
    focus_soon(["edit-", id].concat());
}

/// Moves an item and keeps focus on the control that moved it, wherever it is now.
fn shift(state: &State, id: &str, direction: Direction, control: &str) {
    state.edit(|plan| plan.shift(id, direction));
    focus_soon([control, id].concat());
}

/// Focuses what the change under way brings onto the page.
pub(super) fn focus_soon(id: String) {
    request_animation_frame(move || page::focus_id(&id));
}
