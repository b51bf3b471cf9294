//! A name that somebody gives to a milestone, a step or a plan.

use crate::browser::focus;
use crate::shell::is_live;
use crate::ui::boxed::{on_event, text};
use guide_core::roadmap::draft::{Problem, problem_of_name};
use leptos::prelude::*;

/// A name as it stands in its field.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameDraft {
    pub(super) text: RwSignal<String>,
    /// Whether somebody has wanted to go on with it.
    tried: RwSignal<bool>,
    /// The most characters that it can have.
    limit: usize,
}

impl NameDraft {
    pub(super) fn new(text: String, limit: usize) -> Self {
        Self {
            text: RwSignal::new(text),
            tried: RwSignal::new(false),
            limit,
        }
    }

    /// What is wrong with it. That it is missing is said once somebody wants to go on.
    pub(super) fn problem(self) -> Option<String> {
        let tried = self.tried.get();
        let problem = self.text.with(|text| problem_of_name(text, self.limit));
        let problem = problem.filter(|problem| tried || *problem != Problem::NoName);
        problem.map(|problem| problem.to_string())
    }

    /// The name, where it can be taken; else its field gets the focus and says why.
    pub(super) fn take(self, field: &str) -> Option<String> {
        let name = self.text.get_untracked();
        let has_problem = problem_of_name(&name, self.limit).is_some();
        self.tried.set(has_problem);
        if has_problem {
            focus::focus_id(field);
            return None;
        }
        Some(name)
    }

    /// An empty field, for the next name.
    pub(super) fn clear(self) {
        self.text.set(String::new());
    }
}

/// The field of a name, the button that takes it, and what is wrong with it.
#[component]
pub(super) fn NameField(
    name: NameDraft,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional)] placeholder: &'static str,
    /// What the button says.
    button: &'static str,
) -> impl IntoView {
    view! {
        <input
            type="text"
            class="field"
            id=id
            dir="auto"
            placeholder=placeholder
            aria-label=label
            autocomplete="off"
            disabled=!is_live()
            prop:value=name.text
            on:input=on_event(move |event| name.text.set(event_target_value(&event)))
        />
        <button type="submit" class="plain">
            {button}
        </button>
        <p class="field-error" role="alert">
            {text(move || name.problem().unwrap_or_default())}
        </p>
    }
}
