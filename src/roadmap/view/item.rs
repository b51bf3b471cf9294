//! One item of the plan: its line, its controls, and the form to change it.

use super::state::State;
use crate::browser::page;
use crate::content::MILESTONES;
use crate::roadmap::model::{Direction, Item, Status};
use crate::shell::{href_of_path, is_live};
use leptos::either::Either;
use leptos::prelude::*;

/// What a button does.
type Action = Box<dyn Fn()>;

/// One item, as long as it is in the plan.
pub(super) fn item_view(state: State, id: String) -> impl IntoView {
    let item = state.item(&id)?;
    let editing = RwSignal::new(false);
    let keys = {
        let (state, id) = (state.clone(), id.clone());
        move |event: leptos::ev::KeyboardEvent| {
            let direction = match event.key().as_str() {
                "ArrowUp" => Direction::Up,
                "ArrowDown" => Direction::Down,
                _ => return,
            };
            if event.alt_key() && !editing.get_untracked() {
                event.prevent_default();
                move_and_stay(&state, &id, direction, "tick-");
            }
        }
    };
    let inside = move || {
        let (state, item) = (state.clone(), item.get());
        if editing.get() {
            Either::Left(form(state, item, editing))
        } else {
            Either::Right(line(state, item, editing))
        }
    };
    Some(view! {
        <li class="task" id=element_id("item-", &id) on:keydown=keys>
            {inside}
        </li>
    })
}

/// The item to read and to tick. Everything is a plain value: a change patches it in place.
fn line(state: State, item: Item, editing: RwSignal<bool>) -> impl IntoView {
    let milestone = MILESTONES.iter().find(|milestone| milestone.id == item.id);
    let about = milestone.map(|milestone| {
        view! {
            <small class="about">
                {milestone.effort} " · "
                <a href=href_of_path(milestone.guide)>"How to"<span class="unseen">": " {milestone.title}</span></a>
            </small>
        }
    });
    let tick_id = element_id("tick-", &item.id);
    let tick = state.action_on(&item.id, State::tick);
    let done = item.status == Status::Done;
    view! {
        <input type="checkbox" id=tick_id.clone() disabled=!is_live() prop:checked=done on:change=tick/>
        <div class:done=done>
            <label for=tick_id>{item.title.clone()}</label>
            <small>{item.done_when.clone()}</small>
            <small class="own-note">{item.note.clone()}</small>
            {about}
        </div>
        {actions(state, &item, editing)}
    }
}

fn actions(state: State, item: &Item, editing: RwSignal<bool>) -> impl IntoView + use<> {
    let id = item.id.clone();
    let edit = {
        let id = id.clone();
        move || {
            editing.set(true);
            focus_soon(element_id("title-", &id));
        }
    };
    let shift = |direction: Direction, button: &'static str| {
        let (state, id) = (state.clone(), id.clone());
        move || move_and_stay(&state, &id, direction, button)
    };
    let remove = {
        let (state, id) = (state.clone(), id.clone());
        move || {
            let next = state.neighbour(&id);
            state.remove(&id);
            focus_soon(next.map_or_else(|| "main".to_owned(), |next| element_id("tick-", &next)));
        }
    };
    let buttons: [(&str, &str, Action); 4] = [
        ("Edit", "edit-", Box::new(edit)),
        ("Up", "up-", Box::new(shift(Direction::Up, "up-"))),
        ("Down", "down-", Box::new(shift(Direction::Down, "down-"))),
        ("Delete", "delete-", Box::new(remove)),
    ];
    let buttons = buttons.map(|(name, prefix, act)| {
        view! {
            <button type="button" class="plain" id=element_id(prefix, &id) on:click=move |_| act()>
                {name}<span class="unseen">": " {item.title.clone()}</span>
            </button>
        }
    });
    view! { <div class="actions needs-app">{buttons.into_iter().collect_view()}</div> }
}

/// The form to change an item. The fields are read when it is saved.
fn form(state: State, item: Item, editing: RwSignal<bool>) -> impl IntoView {
    let id = item.id;
    let [title_id, done_id, note_id] =
        ["title-", "done-", "note-"].map(|prefix| element_id(prefix, &id));
    let close = {
        let id = id.clone();
        move || {
            editing.set(false);
            focus_soon(element_id("edit-", &id));
        }
    };
    let save = {
        let (close, fields) = (
            close.clone(),
            [title_id.clone(), done_id.clone(), note_id.clone()],
        );
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let [title, done_when, note] = fields.each_ref().map(|field| page::field(field));
            state.reword(&id, &title, &done_when, &note);
            close();
        }
    };
    let escape = {
        let close = close.clone();
        move |event: leptos::ev::KeyboardEvent| {
            if event.key() == "Escape" {
                close();
            }
        }
    };
    view! {
        <form class="edit" on:submit=save on:keydown=escape>
            <label for=title_id.clone()>"What to do"</label>
            <input type="text" class="field" id=title_id required maxlength="300" value=item.title/>
            <label for=done_id.clone()>"Done when"</label>
            <input type="text" class="field" id=done_id maxlength="500" value=item.done_when/>
            <label for=note_id.clone()>"Note to yourself"</label>
            <textarea class="field" id=note_id rows="3" maxlength="1000" prop:value=item.note></textarea>
            <p>
                <button type="submit" class="btn main">
                    "Save"
                </button>
                " "
                <button type="button" class="btn" on:click=move |_| close()>
                    "Cancel"
                </button>
            </p>
        </form>
    }
}

/// Moves an item and keeps focus on the control that moved it, wherever it is now.
fn move_and_stay(state: &State, id: &str, direction: Direction, control: &str) {
    state.shift(id, direction);
    focus_soon(element_id(control, id));
}

/// Focuses what the change under way brings onto the page.
fn focus_soon(id: String) {
    request_animation_frame(move || page::focus_id(&id));
}

fn element_id(prefix: &str, id: &str) -> String {
    [prefix, id].concat()
}
