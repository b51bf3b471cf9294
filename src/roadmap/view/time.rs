//! The forecast, the timeline and the calendar file, below the list.

use super::state::{State, today};
use crate::browser::acts::{on_act, show};
use crate::browser::{clock, page, take_along};
use crate::shell::react;
use guide_core::roadmap::forecast::{HOURS_A_WEEK_LIMIT, details, forecast, headline};
use guide_core::roadmap::ics;
use guide_core::roadmap::timeline::timeline;
use leptos::prelude::*;
use std::time::Duration;

/// How long a pause in changes shows that a person has stopped: a long plan takes a moment, and no
/// tick should wait for it.
const PAUSE: Duration = Duration::from_millis(300);

/// Makes the panel work.
pub(super) fn offer(state: &State) {
    let acting = state.clone();
    on_act(move |act| match act.name.as_str() {
        "hours" => {
            let mut head = acting.head();
            let hours = act.value.parse().unwrap_or(0);
            head.hours_a_week = u32::min(hours, HOURS_A_WEEK_LIMIT);
            acting.set_head(head);
        }
        "calendar" => save_calendar(&acting),
        _ => {}
    });
    let state = state.clone();
    // Counts the changes, to see after a pause whether there was another.
    let changes = StoredValue::new(0_u32);
    let announced = StoredValue::new(String::new());
    react(move || {
        state.track();
        let hours = state.head().hours_a_week;
        let hours = (hours > 0).then(|| hours.to_string());
        page::set_field("hours", &hours.unwrap_or_default());
        changes.update_value(|count| *count += 1);
        let change = changes.get_value();
        let state = state.clone();
        let show = move || {
            if changes.try_get_value() == Some(change) {
                show_forecast(&state, announced);
            }
        };
        set_timeout(show, PAUSE);
    });
}

fn show_forecast(state: &State, announced: StoredValue<String>) {
    let Some(today) = today() else { return };
    let (window, result) = state.with_plan(|plan| {
        let forecast = forecast(plan, state.head().hours_a_week, today);
        let mut result = details(&forecast, today);
        result.append(&timeline(plan, &forecast, today));
        (headline(&forecast, today).into_html(), result.into_html())
    });
    // The sentence is read out whenever it is written, so only where it says something new.
    if announced.with_value(|known| *known != window) {
        show("time-window", &window);
        announced.set_value(window);
    }
    show("time-result", &result);
}

fn save_calendar(state: &State) {
    let stored = state.stored();
    match state.with_plan(|plan| ics::calendar(plan, stored.id(), &clock::now_utc())) {
        Some(file) => take_along::download("roadmap.ics", "text/calendar;charset=utf-8", &file),
        None => {
            let text = "No item has a due date yet. Give one a date, then save the calendar.";
            state.messages().say(text.to_owned());
        }
    }
}
