//! The trial of the role. What can be tried stands in the page's file.

use super::acts::focus_soon;
use super::state::{State, today};
use super::when_settled;
use crate::browser::acts::{Act, on_act, show, ticked};
use crate::browser::{clock, page};
use guide_core::day::Day;
use guide_core::roadmap::item::Status;
use guide_core::roadmap::trial::{self, Behaviour};
use leptos::prelude::*;

/// Makes the controls of the trial work.
pub(super) fn offer(state: &State) {
    let shown = StoredValue::new(String::new());
    let acting = state.clone();
    on_act(move |act| {
        let id = act.attribute("data-trial");
        match act.name.as_str() {
            "start-trial" => {
                start(&acting, &act);
                refresh(&acting, shown);
            }
            "trial-keep" => {
                acting.edit(|plan| plan.set_status(&[id.as_str().into()], &Status::Done));
                acting.reveal(&id);
                acting.ask_for_evidence(&id);
                focus_soon(["evidence-", &id].concat());
            }
            "trial-stop" => {
                acting.edit(|plan| plan.set_status(&[id.into()], &Status::Skipped));
                refresh(&acting, shown);
                page::focus_id("trial-result");
            }
            "trial-extend" => {
                acting.edit(|plan| trial::extend(plan, &id));
                refresh(&acting, shown);
                page::focus_id(&["trial-extend-", &id].concat());
            }
            _ => {}
        }
    });
    let state = state.clone();
    when_settled(&state.clone(), move || refresh(&state, shown));
}

/// Starts what is chosen, or says why that is not a trial.
fn start(state: &State, act: &Act) {
    let chosen = ticked("behaviour");
    let first = Day::parse(&act.field("start"));
    let (Some(first), trial::CHOSEN) = (first, chosen.len()) else {
        let text = "Choose exactly three behaviours, and a day to start.";
        return state.messages().say(text);
    };
    let text = |start: &str, id: &str| page::text_of(&[start, id].concat());
    let behaviours = chosen.into_iter().map(|id| Behaviour {
        title: text("behaviour-", &id),
        proof: text("proof-", &id),
        id,
    });
    let behaviours = behaviours.collect();
    let weeks = act.field("weeks").parse().unwrap_or(4);
    if state.edit(|plan| trial::start(plan, behaviours, weeks, first)) {
        act.reset();
    } else {
        let text = "These three are in your plan already, from that day.";
        state.messages().say(text);
    }
}

/// Shows what is being tried. What is shown already stays, with the focus that may be in it.
fn refresh(state: &State, shown: StoredValue<String>) {
    if page::field("trial-start").is_empty() {
        page::set_field("trial-start", &clock::today());
    }
    let Some(today) = today() else { return };
    let html = state.with_plan(|plan| trial::show(plan, today));
    if shown.with_value(|shown| *shown != html) {
        show("trial-result", &html);
        shown.set_value(html);
    }
}
