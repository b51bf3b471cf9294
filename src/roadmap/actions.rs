//! What can be done with a milestone.

use super::ids;
use super::state::{ItemState, Panel, State, focus_soon};
use crate::browser::clock;
use crate::ui::boxed::text;
use crate::ui::{Menu, MenuItem};
use guide_core::id::ItemId;
use guide_core::roadmap::item::Status;
use guide_core::roadmap::model::Direction;
use leptos::prelude::*;

/// The menu of a milestone.
#[component]
pub(super) fn Actions(item: ItemState) -> impl IntoView {
    let state = State::here();
    let ItemState { id, item, .. } = item;
    let about = {
        let item = item.clone();
        Signal::derive(move || item.with(|item| item.title.clone()))
    };
    let id = StoredValue::new(id);
    let status_is = move |status: Status| {
        let item = item.clone();
        Signal::derive(move || item.with(|item| item.status == status))
    };
    let is_doing = status_is(Status::Doing);
    let is_skipped = status_is(Status::Skipped);
    let set_status = move |status: Status| {
        state.edit(|plan| plan.set_status(&[id.get_value()], &status));
    };
    let begin = move || match is_doing.get_untracked() {
        true => set_status(Status::ToDo),
        false => set_status(Status::Doing),
    };
    let skip = move || match is_skipped.get_untracked() {
        true => set_status(Status::ToDo),
        false => set_status(Status::Skipped),
    };
    view! {
        <Menu label="More" about>
            <MenuItem on_choose=move || open_form(state, &id.get_value())>"Edit"</MenuItem>
            <MenuItem on_choose=begin>
                {text(move || if is_doing.get() { "Not now" } else { "Start now" })}
            </MenuItem>
            <MenuItem on_choose=skip>
                {text(move || if is_skipped.get() { "Take it up again" } else { "Skip" })}
            </MenuItem>
            <MenuItem on_choose=move || move_by_menu(state, &id.get_value(), Direction::Up)>"Move up"</MenuItem>
            <MenuItem on_choose=move || move_by_menu(state, &id.get_value(), Direction::Down)>"Move down"</MenuItem>
            <MenuItem on_choose=move || duplicate(state, &id.get_value())>"Duplicate"</MenuItem>
            <MenuItem on_choose=move || state.chosen.set(Some(vec![id.get_value()]))>"Select"</MenuItem>
            <MenuItem on_choose=move || delete(state, id.get_value())>"Delete"</MenuItem>
        </Menu>
    }
}

fn move_by_menu(state: State, id: &str, direction: Direction) {
    shift(state, id, direction, ids::summary(id));
}

fn duplicate(state: State, id: &str) {
    let copy = ItemId::from(clock::fresh_id());
    state.edit(|plan| plan.duplicate(id, copy.clone()));
    state.reveal(&copy);
    focus_soon(ids::summary(&copy));
}

/// The focus goes on to the next milestone.
fn delete(state: State, id: ItemId) {
    let next = state.with_plan(|plan| plan.neighbour(&id).map(|item| item.id.clone()));
    state.edit(|plan| plan.remove(&[id]));
    focus_soon(next.map_or_else(|| "plan".to_owned(), |next| ids::summary(&next)));
}

/// Opens the form of a milestone.
pub(super) fn open_form(state: State, id: &str) {
    state.set_panel(id, Panel::Edit);
    state.focus_in_form(id, Panel::Edit, "title");
}

/// Moves a milestone past its neighbour; the focus stays on the control that moved it.
pub(super) fn shift(state: State, id: &str, direction: Direction, control: String) {
    state.edit(|plan| plan.shift(id, direction));
    state.reveal(id);
    focus_soon(control);
}
