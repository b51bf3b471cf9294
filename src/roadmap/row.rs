//! One milestone: a line that folds what is known of it, its box, and what can be done with it.

use super::actions::{Actions, shift};
use super::details::{Details, brief};
use super::drag::{DragState, Handle, Place};
use super::groups::Grouping;
use super::ids;
use super::pieces::Piece;
use super::state::{ItemState, Panel, State, focus_soon};
use crate::browser::drag as pointer;
use crate::shell::is_live;
use crate::ui::boxed::{flag, late, on_event, on_key, text};
use crate::ui::{Late, in_file};
use guide_core::roadmap::item::Status;
use guide_core::roadmap::model::Direction;
use guide_core::roadmap::triage::BASELINE;
use leptos::prelude::*;
use leptos::{ev, html};

/// A milestone of the list.
#[component]
pub(super) fn Row(item: ItemState) -> impl IntoView {
    let state = State::here();
    let drag: DragState = expect_context();
    let id = item.id.clone();
    let element = NodeRef::<html::Li>::new();
    let place = Place::Before(id.clone());
    drag.register(place.clone(), move || {
        element
            .get_untracked()
            .map(|element| pointer::span(&element))
    });
    let is_target = move || drag.is_target(&place);
    let (lifted, next) = (id.clone(), id.clone());
    let is_lifted = move || drag.is_lifted(&lifted);
    let is_next = late(move || {
        let is_it = state.next_step.with(|known| known.as_ref() == Some(&next));
        let is_scored = next == BASELINE && state.scored.get();
        let words = match is_scored {
            true => "You have scored all sixteen skills: tick this if it is done",
            false => "Your next step",
        };
        (is_it && state.grouping.get() == Grouping::Horizons)
            .then(|| Late::of(view! { <p class="next-step">{words}</p> }))
    });
    let pressed = id.clone();
    let press = move |event: ev::KeyboardEvent| {
        if !event.alt_key() {
            return;
        }
        let direction = match event.key().as_str() {
            "ArrowUp" => Direction::Up,
            "ArrowDown" => Direction::Down,
            _ => return,
        };
        event.prevent_default();
        shift(state, &pressed, direction, ids::tick(&pressed));
    };
    view! {
        <li
            class="task"
            id=ids::item(&id)
            node_ref=element
            class:drop=flag(is_target)
            class:lifted=flag(is_lifted)
            on:keydown=on_key(press)
        >
            {is_next}
            <Handle id=id.clone()/>
            <TickBox item=item.clone()/>
            <Fold item=item.clone()/>
            <Actions item/>
        </li>
    }
}

/// The box: whether the milestone is done, or while several are being chosen, whether it is among
/// them.
#[component]
fn TickBox(item: ItemState) -> impl IntoView {
    let state = State::here();
    let ItemState { id, item, .. } = item;
    let is_choosing = Memo::new(move |_| state.chosen.with(Option::is_some));
    let (ticked, chosen, labelled) = (id.clone(), id.clone(), ids::title(&id));
    let is_checked = move || match is_choosing.get() {
        true => state
            .chosen
            .with(|all| all.as_ref().is_some_and(|all| all.contains(&chosen))),
        false => item.with(|item| item.status == Status::Done),
    };
    let change = move |_| match is_choosing.get_untracked() {
        true => state.chosen.update(|all| {
            let Some(all) = all else { return };
            match all.iter().position(|known| *known == ticked) {
                Some(place) => _ = all.remove(place),
                None => all.push(ticked.clone()),
            }
        }),
        false => {
            state.tick(&ticked);
            if state.is_asking(&ticked) {
                state.focus_in_form(&ticked, Panel::Evidence, "evidence");
            } else {
                // Its turn may be another one now: the focus goes with it.
                state.reveal(&ticked);
                focus_soon(ids::tick(&ticked));
            }
        }
    };
    view! {
        <input
            type="checkbox"
            id=ids::tick(&id)
            class:choosing=is_choosing
            aria-labelledby=labelled
            disabled=!is_live()
            prop:checked=flag(is_checked)
            on:change=on_event(change)
        />
    }
}

/// The title with what is most urgent about it, and what it opens.
#[component]
fn Fold(item: ItemState) -> impl IntoView {
    let state = State::here();
    let element = NodeRef::<html::Details>::new();
    let (shown, panel, id) = (item.item.clone(), item.panel.clone(), item.id.clone());
    let is_over = {
        let shown = shown.clone();
        move || shown.with(|item| matches!(item.status, Status::Done | Status::Skipped))
    };
    let title = {
        let shown = shown.clone();
        move || shown.with(|item| item.title.clone())
    };
    let about = move || shown.with(|item| brief(item, state.today.get()));
    let is_open = {
        let panel = panel.clone();
        move || panel.get() != Panel::Closed
    };
    let toggled = {
        let id = id.clone();
        move |_| {
            let Some(details) = element.get_untracked() else {
                return;
            };
            match (details.open(), panel.get_untracked()) {
                (true, Panel::Closed) => state.set_panel(&id, Panel::Details),
                (false, Panel::Details | Panel::Evidence) => state.set_panel(&id, Panel::Closed),
                _ => {}
            }
        }
    };
    view! {
        <details class="fold" node_ref=element open=flag(is_open) on:toggle=on_event(toggled)>
            <summary id=ids::summary(&id)>
                <span class="title" class:over=flag(is_over) id=ids::title(&id) dir="auto">
                    {text(title)}
                </span>
                <span class="due">{text(about)}</span>
            </summary>
            <Below item/>
        </details>
    }
}

/// What is open below the title.
#[component]
fn Below(item: ItemState) -> impl IntoView {
    let state = State::here();
    let (id, panel) = (item.id.clone(), item.panel.clone());
    // The page's file has the details of every milestone, folded.
    in_file(
        || view! { <Details item/> },
        move || {
            let id = id.clone();
            let piece = match panel.get() {
                Panel::Closed => return None,
                Panel::Details => Piece::Details(id),
                Panel::Edit => Piece::Form(id),
                Panel::Evidence => Piece::Evidence(id),
            };
            Some(state.opened.content(piece))
        },
    )
}
