//! When a person does nothing for the plan.

use super::state::State;
use crate::ui::boxed::{on_click, on_submit};
use crate::ui::{Disclosure, FieldKind, TextField};
use guide_core::day::Day;
use guide_core::roadmap::time_off::{LIMIT, TimeOff};
use leptos::prelude::*;

/// The weeks off, and a form for more of them.
#[component]
pub(super) fn WeeksOff() -> impl IntoView {
    let state = State::here();
    let known = Memo::new(move |_| {
        state.track_outline();
        state.head().time_off
    });
    view! {
        <Disclosure summary="Weeks off">
            <ul class="plain-list">
                <For each=move || known.get() key=|off| *off children=|off| view! { <Known off/> }/>
            </ul>
            <NewTimeOff/>
        </Disclosure>
    }
}

#[component]
fn Known(off: TimeOff) -> impl IntoView {
    let state = State::here();
    let remove = move |_| {
        let mut head = state.head();
        head.time_off.retain(|known| *known != off);
        if state.set_head(head) {
            state.say(format!("{off} counts again."));
        }
    };
    view! {
        <li class="row">
            {off.to_string()}
            <button type="button" class="plain" on:click=on_click(remove)>
                "Remove"<span class="unseen">": " {off.to_string()}</span>
            </button>
        </li>
    }
}

#[component]
fn NewTimeOff() -> impl IntoView {
    let state = State::here();
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    let days = move || (Day::parse(&from.get()), Day::parse(&to.get()));
    let error_of = move |day: Option<Day>| {
        (tried.get() && day.is_none()).then(|| "Give a day of the calendar.".to_owned())
    };
    let from_error = Signal::derive(move || error_of(days().0));
    let to_error = Signal::derive(move || match days() {
        (Some(from), Some(to)) if to < from => Some(format!(
            "This is before the first day, {}.",
            from.in_words()
        )),
        (_, to) => error_of(to),
    });
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let (Some(first), Some(last)) = untrack(days) else {
            return;
        };
        let Some(off) = TimeOff::new(first, last) else {
            return;
        };
        let mut head = state.head();
        if head.time_off.len() >= LIMIT {
            return state.say(format!("There is room for {LIMIT} times off."));
        }
        if !head.time_off.contains(&off) {
            let place = head.time_off.partition_point(|known| *known < off);
            head.time_off.insert(place, off);
        }
        if state.set_head(head) {
            tried.set(false);
            from.set(String::new());
            to.set(String::new());
            state.say(format!("The plan goes around {off}."));
        }
    };
    view! {
        <form class="row" novalidate on:submit=on_submit(add)>
            <TextField id="off-from" label="First day off" kind=FieldKind::Day value=from error=from_error/>
            <TextField id="off-to" label="Last day off" kind=FieldKind::Day value=to error=to_error/>
            <button type="submit" class="btn">
                "Add"
            </button>
        </form>
    }
}
