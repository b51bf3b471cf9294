//! The roadmap page.

mod item;
mod state;

use crate::browser::page;
use crate::content::{STEPS, Step};
use crate::route::Route;
use crate::shell::{Messages, href, href_of_path, is_live};
use item::item_view;
use leptos::prelude::*;
use state::State;

/// The roadmap: four steps with their items.
#[component]
pub fn Roadmap() -> impl IntoView {
    let state = State::new(expect_context::<Messages>());
    state.load_when_live();
    let progress = state.progress;
    let summary = move || {
        let (done, all) = progress.get();
        match done {
            0 => format!("{all} milestones in four steps."),
            _ => format!("{done} of {all} done."),
        }
    };
    let steps = STEPS
        .iter()
        .enumerate()
        .map(|(index, step)| step_view(state.clone(), step, index + 1))
        .collect_view();
    view! {
        <div class="wide roadmap">
            <h1>"Your roadmap to technical lead"</h1>
            <p class="standfirst">"Tick what you have, delete what you do not need, add your own."</p>
            <p class="meta progress">{summary}</p>
            <p class="meta">
                "Everything here stays in this browser: no account, no copy anywhere else. "
                <a href=href(Route::About)>"Where your plan is kept"</a>
            </p>
            <noscript>
                <p class="note">
                    "This is the plan that everybody starts with. To tick, change and keep it, the page needs JavaScript."
                </p>
            </noscript>
            <div role="alert" class="notices">{notices(state.clone())}</div>
            <div class="controls needs-app">{controls(state)}</div>
            <ol class="steps plan">{steps}</ol>
        </div>
    }
}

// The functions below render from plain values each time one of their signals changes: that patches
// the elements in place, and is much less code than a signal for each attribute.

/// What stands between the person and a plan that is kept: trouble with storage, unreadable items.
fn notices(state: State) -> impl IntoView {
    move || {
        let mut lines = Vec::new();
        if let Some(fault) = state.trouble.get() {
            lines.push(format!(
                "Your changes are not saved: {fault}. They last until you close this page."
            ));
        }
        match state.damaged.with(Vec::len) {
            0 => {}
            count => lines.push(format!(
                "Saved items that could not be read: {count}. They are left as they are, and a downloaded copy contains them."
            )),
        }
        let all_well = lines.is_empty();
        let lines = lines
            .into_iter()
            .map(|line| view! { <p class="note">{line}</p> })
            .collect_view();
        view! {
            {lines}
            <button type="button" class="plain" hidden=all_well on:click=state.action(State::download)>
                "Download a copy now"
            </button>
        }
    }
}

fn controls(state: State) -> impl IntoView {
    move || {
        let (undo, redo) = state.available.get();
        view! {
            <button type="button" class="plain" disabled=!undo data-stays="" on:click=state.action(State::undo)>
                "Undo"
            </button>
            <button type="button" class="plain" disabled=!redo data-stays="" on:click=state.action(State::redo)>
                "Redo"
            </button>
            <button type="button" class="plain" on:click=state.action(State::download)>
                "Download a copy"
            </button>
        }
    }
}

fn step_view(state: State, step: &'static Step, number: usize) -> impl IntoView {
    let (ids, progress) = state.signals(step.id);
    let heading = move || {
        let (done, all) = progress.get();
        view! {
            <p class="meta">
                {step.summary} " "
                <a href=href_of_path(step.guide)>"Read about this step"<span class="unseen">": " {step.title}</span></a>
                " · " {done} " of " {all} " done"
            </p>
        }
    };
    let form = add_form(state.clone(), step);
    view! {
        <li data-n=number id=["step-", step.id].concat()>
            <h2>{step.title}</h2>
            {heading}
            <ul class="items">
                <For each=move || ids.get() key=String::clone children=move |id| item_view(state.clone(), id)/>
            </ul>
            {form}
        </li>
    }
}

fn add_form(state: State, step: &'static Step) -> impl IntoView {
    let field = ["add-", step.id].concat();
    let add = {
        let field = field.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            if state.add(step.id, &page::field(&field)) {
                page::set_field(&field, "");
            }
        }
    };
    view! {
        <form class="add needs-app" on:submit=add>
            <label class="unseen" for=field.clone()>
                "New milestone in: " {step.title}
            </label>
            <input
                id=field
                type="text"
                class="field"
                placeholder="Add your own milestone"
                maxlength="300"
                autocomplete="off"
                disabled=!is_live()
            />
            <button type="submit" class="plain">
                "Add"<span class="unseen">" milestone to: " {step.title}</span>
            </button>
        </form>
    }
}
