//! Several plans on one device.

use super::name::NameDraft;
use super::state::State;
use crate::browser::storage;
use crate::ui::boxed::{flag, late, on_click, on_submit, text};
use crate::ui::{Late, Select, TextField, When};
use guide_core::id::PlanId;
use guide_core::roadmap::model::items_of_guide;
use guide_core::roadmap::stored::{self, Head, NAME_LIMIT, StoredPlan};
use leptos::prelude::*;

/// What a new plan starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Guide,
    ThisPlan,
}

/// The plans of this device, and what can be done with them.
#[component]
pub(super) fn Plans() -> impl IntoView {
    let state = State::here();
    stored::settle_all(&storage::store());
    let plans = Memo::new(move |_| {
        state.track_outline();
        let (deleted, there): (Vec<_>, Vec<_>) = stored::plans(&storage::store())
            .into_iter()
            .partition(|(id, head)| head.deleted && id != state.stored().id());
        (there, deleted)
    });
    let open = RwSignal::new(PlanId::default());
    let hidden = RwSignal::new(String::new());
    Effect::new(move |_| {
        state.track_outline();
        open.set(state.stored().id().clone());
        let store = storage::store();
        hidden.set(match stored::hidden_plans(&store) {
            Ok(0) => String::new(),
            Ok(count) => format!(
                "Plans that the browser did not give out: {count}. They are left as they are."
            ),
            Err(error) => format!("Which plans there are could not be read: {error}."),
        });
        state.look_at_storage();
    });
    let options = Signal::derive(move || {
        plans.with(|(there, _)| {
            let options = there.iter();
            let options = options.map(|(id, head)| (id.clone(), head.name.clone()));
            options.collect::<Vec<_>>()
        })
    });
    view! {
        <h3 id="plans">"Your plans"</h3>
        <p>
            "One plan is enough for most. A second one helps to try another path: a plan for the year without the certificate, or one for a colleague you mentor."
        </p>
        <When when=move || plans.with(|(there, _)| there.len() > 1)>
            <Select label="Open plan" options chosen=open on_choose=move |id: PlanId| state.switch(&id)/>
        </When>
        <p class="note" role="alert" hidden=flag(move || hidden.with(String::is_empty))>
            {text(move || hidden.get())}
        </p>
        <NameOfPlan/>
        <NewPlan/>
        {late(move || {
            let deleted = plans.with(|(_, deleted)| deleted.clone()).into_iter();
            let deleted = deleted.map(|(id, head)| view! { <Deleted id head/> });
            Some(Late::of(deleted.collect_view()))
        })}
    }
}

#[component]
fn NameOfPlan() -> impl IntoView {
    const NAME: &str = "plan-name";
    let state = State::here();
    let name = NameDraft::new(String::new(), NAME_LIMIT);
    let is_main = RwSignal::new(true);
    Effect::new(move |_| {
        state.track_outline();
        name.text.set(state.head().name);
        is_main.set(*state.stored().id() == stored::MAIN);
    });
    let rename = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(name) = name.take(NAME) else { return };
        let mut head = state.head();
        head.rename(&name);
        if state.set_head(head) {
            state.say("The plan is renamed.");
        }
    };
    let delete = move |_| {
        let mut head = state.head();
        head.deleted = true;
        let message = format!("“{}” is among the deleted plans.", head.name);
        if state.set_head(head) {
            state.switch(&PlanId::from(stored::MAIN));
            state.say(message);
        }
    };
    view! {
        <form class="row" on:submit=on_submit(rename)>
            <TextField id=NAME label="Name of this plan" value=name.text error=Signal::derive(move || name.problem())/>
            <button type="submit" class="btn">
                "Rename"
            </button>
            <button type="button" class="plain" hidden=is_main on:click=on_click(delete)>
                "Delete this plan"
            </button>
        </form>
    }
}

#[component]
fn NewPlan() -> impl IntoView {
    const NEW: &str = "new-plan";
    let state = State::here();
    let name = NameDraft::new(String::new(), NAME_LIMIT);
    let start = RwSignal::new(Start::Guide);
    let options = vec![
        (Start::Guide, "from the guide".to_owned()),
        (Start::ThisPlan, "a copy of this one".to_owned()),
    ];
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(wanted) = name.take(NEW) else { return };
        let items = match start.get_untracked() {
            Start::Guide => items_of_guide(),
            Start::ThisPlan => state.with_plan(|plan| plan.items().cloned().collect()),
        };
        if state.save_copy(&wanted, state.head().hours_a_week, items) {
            name.clear();
        }
    };
    view! {
        <form class="row" on:submit=on_submit(make)>
            <TextField id=NEW label="Name of a new plan" value=name.text error=Signal::derive(move || name.problem())/>
            <Select
                label="What it starts with"
                options=Signal::stored(options)
                chosen=start
                on_choose=move |chosen| start.set(chosen)
            />
            <button type="submit" class="btn">
                "Make it"
            </button>
        </form>
    }
}

/// A deleted plan can be brought back, or deleted for good.
#[component]
fn Deleted(id: PlanId, head: Head) -> impl IntoView {
    let state = State::here();
    let id = StoredValue::new(id);
    let bring_back = move |_| {
        state.switch(&id.get_value());
        let mut head = state.head();
        head.deleted = false;
        state.set_head(head);
    };
    let delete = move |_| {
        let deleted = StoredPlan::of(id.get_value()).delete(&storage::store());
        state.switch(state.stored().id());
        if let Err(error) = deleted {
            state.say(format!("The plan could not be deleted: {error}."));
        }
    };
    let name = head.name.clone();
    view! {
        <p>
            "Deleted: “" <bdi>{head.name}</bdi> "” "
            <button type="button" class="plain" on:click=on_click(bring_back)>
                "Bring it back"<span class="unseen">": " {name.clone()}</span>
            </button>
            " "
            <button type="button" class="plain" on:click=on_click(delete)>
                "Delete it for good"<span class="unseen">": " {name}</span>
            </button>
        </p>
    }
}
