//! The roadmap page: the plan as a list, and below it the tools that stand in the page's own file.

mod acts;
mod evidence;
mod item;
mod out;
mod state;
mod time;
mod trial;

use crate::browser::acts::{set_shown, show};
use crate::browser::{history, page, storage};
use crate::shell::{Messages, href, href_of_path, is_live, react, when_live};
use guide_core::content::STEPS;
use guide_core::markup::Markup;
use guide_core::roadmap::model::Progress;
use guide_core::roadmap::stored;
use guide_core::route::Route;
use item::item_view;
use leptos::prelude::*;
use state::{State, StepState};
use std::time::Duration;

/// How long a plan must stay as it is until what is made of it is made again.
const SETTLED: Duration = Duration::from_millis(300);

/// The roadmap: steps with their items.
#[component]
pub fn Roadmap(
    /// The HTML of the tools below the list: for the page's file. In the browser it stands there
    /// already.
    #[prop(optional)]
    tools: String,
) -> impl IntoView {
    let state = State::new(expect_context::<Messages>());
    state.load_when_live();
    work_when_live(&state);
    let (progress, steps) = (state.progress, state.steps);
    let summary = move || {
        let Progress { done, all } = progress.get();
        let steps = steps.with(Vec::len);
        match done {
            0 => [
                &all.to_string(),
                " milestones in ",
                &steps.to_string(),
                " steps.",
            ]
            .concat(),
            _ => [&done.to_string(), " of ", &all.to_string(), " done."].concat(),
        }
    };
    let list = state.clone();
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
            <div id="incoming"></div>
            <div id="news-of-guide"></div>
            <div role="alert" class="notices">{notices(state)}</div>
            <Controls/>
            <ol class="steps plan">
                <For
                    each=move || steps.get()
                    key=|step| step.id.clone()
                    children=move |step| step_view(&list, step)
                />
            </ol>
            <AddStep/>
            <div class="tools" inner_html=tools></div>
        </div>
    }
}

/// What needs the browser.
fn work_when_live(state: &State) {
    let state = state.clone();
    when_live(move || {
        acts::offer(&state);
        out::offer(&state);
        trial::offer(&state);
        evidence::offer(&state);
        time::offer(&state);
        on_cleanup(|| page::set_root_attribute("data-choosing", None));
        let menus = state.clone();
        react(move || {
            menus.track_outline();
            show_menus(&menus);
        });
        // A link to an item of a long step, or of another plan than the template.
        let fragment = history::fragment();
        if let Some(id) = fragment.strip_prefix("item-")
            && state.reveal(id)
        {
            request_animation_frame(move || history::go_to_fragment(&fragment));
        }
    });
}

/// Calls `show` a moment after the plan, or what it says of itself, has stopped changing, so that no
/// tick waits for what stands below the list.
fn when_settled(state: &State, show: impl Fn() + Clone + 'static) {
    let state = state.clone();
    let changes = StoredValue::new(0_u32);
    react(move || {
        state.track();
        changes.update_value(|count| *count += 1);
        let number = changes.get_value();
        let show = show.clone();
        let show_newest = move || {
            // Nothing is left of it when the page is.
            if changes.try_get_value() == Some(number) {
                show();
            }
        };
        set_timeout(show_newest, SETTLED);
    });
}

/// The choices of the menus depend on the plan.
fn show_menus(state: &State) {
    let steps = state.with_plan(|plan| {
        let mut options = Markup::new();
        for step in plan.steps() {
            option(&mut options, step.id, step.title, false);
        }
        options
    });
    let menus = [
        ("filter-step", "All steps"),
        ("chosen-step", "Move to…"),
        ("share-what", "the whole plan"),
    ];
    for (id, first) in menus {
        let mut menu = Markup::new();
        option(&mut menu, "", first, false);
        if id == "share-what" {
            option(&mut menu, "chosen", "the items I chose", false);
        }
        menu.append(&steps);
        page::keep_choice(id, || show(id, &menu.into_html()));
    }
    let open = state.stored();
    let mut menu = Markup::new();
    let mut deleted = Markup::new();
    let mut count = 0;
    for (id, head) in stored::plans(&storage::store()) {
        if head.deleted && id != *open.id() {
            for (act, name) in [
                ("bring-back", "Bring back “"),
                ("clear-plan", "Delete for good “"),
            ] {
                deleted.open("button").attribute("type", "button");
                deleted
                    .attribute("class", "plain")
                    .attribute("data-act", act);
                deleted.attribute("data-plan", &id);
                deleted
                    .text(name)
                    .text(&head.name)
                    .text("”")
                    .close("button")
                    .text(" ");
            }
        } else {
            count += 1;
            option(&mut menu, &id, &head.name, id == *open.id());
        }
    }
    show("switch-plan", &menu.into_html());
    show("deleted-plans", &deleted.into_html());
    set_shown("switch-plan-label", count > 1);
    page::set_field("plan-name", &state.head().name);
    page::set_enabled("delete-plan", *open.id() != stored::MAIN);
}

fn option(menu: &mut Markup, value: &str, title: &str, chosen: bool) {
    menu.open("option").attribute("value", value);
    if chosen {
        menu.attribute("selected", "");
    }
    menu.text(title).close("option");
}

/// What stands between the person and a plan that is kept: trouble with storage, unreadable items.
fn notices(state: State) -> impl IntoView {
    move || {
        let mut lines = Vec::new();
        if let Some(fault) = state.trouble.get() {
            lines.push(
                [
                    "Your changes are not saved: ",
                    &fault.to_string(),
                    ". They last until you close this page.",
                ]
                .concat(),
            );
        }
        lines.extend(state.losses.get());
        match state.damaged.with(Vec::len) {
            0 => {}
            count => lines.push(
                [
                    "Saved items that could not be read: ",
                    &count.to_string(),
                    ". They are left as they are, and a downloaded copy contains them.",
                ]
                .concat(),
            ),
        }
        let all_well = lines.is_empty();
        let lines = lines
            .into_iter()
            .map(|line| view! { <p class="note">{line}</p> })
            .collect_view();
        view! {
            {lines}
            <button type="button" class="plain" hidden=all_well data-act="save-file">
                "Download a copy now"
            </button>
        }
    }
}

/// What works on the whole list. The menus get their choices from [`show_menus`].
#[component]
fn Controls() -> impl IntoView {
    view! {
        <div class="controls needs-app">
            <button type="button" class="plain" id="undo" disabled data-stays="" data-act="undo">
                "Undo"
            </button>
            <button type="button" class="plain" id="redo" disabled data-stays="" data-act="redo">
                "Redo"
            </button>
            <label>
                <span class="unseen">"Filter the plan"</span>
                <input type="search" class="field" id="filter" data-act="filter-text" placeholder="Filter" autocomplete="off"/>
            </label>
            <label>
                <span class="unseen">"Show by status"</span>
                <select class="field" id="filter-status" data-act="filter-status">
                    <option value="">"Any status"</option>
                    <option value="todo">"To do"</option>
                    <option value="doing">"Doing"</option>
                    <option value="done">"Done"</option>
                    <option value="skipped">"Skipped"</option>
                </select>
            </label>
            <label>
                <span class="unseen">"Show one step"</span>
                <select class="field" id="filter-step" data-act="filter-step"></select>
            </label>
            <label class="tick">
                <input type="checkbox" id="choose" data-act="choose"/>
                "Choose several"
            </label>
            <label id="switch-plan-label" hidden>
                <span class="unseen">"Open plan"</span>
                <select class="field" id="switch-plan" data-act="switch-plan"></select>
            </label>
        </div>
        <div class="controls choosing needs-app" role="group" aria-label="With the items you chose">
            <select class="field" id="chosen-status" data-act="chosen-status" aria-label="Give the chosen items a status">
                <option value="">"Mark as…"</option>
                <option value="todo">"To do"</option>
                <option value="doing">"Doing"</option>
                <option value="done">"Done"</option>
                <option value="skipped">"Skipped"</option>
            </select>
            <select class="field" id="chosen-step" data-act="chosen-step" aria-label="Move the chosen items to a step"></select>
            <button type="button" class="plain" data-act="chosen-delete">
                "Delete the chosen items"
            </button>
        </div>
    }
}

fn step_view(state: &State, step: StepState) -> impl IntoView + use<> {
    let guide = STEPS.iter().find(|known| known.id == step.id);
    let (title, counted, progress) = (step.title.clone(), step.title.clone(), step.progress);
    let about = guide.map(|guide| {
        view! {
            {guide.summary} " "
            <a href=href_of_path(guide.guide)>"Read about this step"<span class="unseen">": " {guide.title}</span></a>
            " · "
        }
    });
    let count = move || {
        let Progress { done, all } = progress.get();
        [&done.to_string(), " of ", &all.to_string(), " done"].concat()
    };
    let own = step.own.then(|| own_step_forms(&step.id, step.title));
    let (ids, more, state) = (step.ids, step.more, state.clone());
    let id = step.id;
    let [element_id, field_id] = ["step-", "add-"].map(|prefix| [prefix, &id].concat());
    let more_of = id.clone();
    view! {
        <li id=element_id>
            <h2>{move || title.get()}</h2>
            <p class="meta">{about} {count}</p>
            {own}
            <ul class="items" data-list=id.clone()>
                <For each=move || ids.get() key=|id| id.clone() children=move |id| item_view(&state, &id)/>
            </ul>
            {move || {
                let count = more.get();
                view! {
                    <button type="button" class="plain more" hidden=count == 0 data-act="more" data-step=more_of.clone()>
                        "Show more: " {count} " are left"
                    </button>
                }
            }}
            <form class="add needs-app" data-act="add" data-step=id.clone() data-list-end=id>
                <input
                    type="text"
                    class="field"
                    id=field_id
                    name="title"
                    placeholder="Add your own milestone"
                    aria-label=move || ["New milestone in: ", &counted.get()].concat()
                    maxlength="300"
                    autocomplete="off"
                    disabled=!is_live()
                />
                <button type="submit" class="plain">
                    "Add"
                </button>
            </form>
        </li>
    }
}

/// A step of the person's own can be renamed and deleted.
fn own_step_forms(id: &str, title: ArcRwSignal<String>) -> impl IntoView + use<> {
    view! {
        <form class="add" data-act="rename-step" data-step=id.to_owned()>
            <input type="text" class="field" name="title" aria-label="Name of this step" maxlength="300" prop:value=move || title.get()/>
            <button type="submit" class="plain">
                "Rename"
            </button>
            <button type="button" class="plain" data-act="remove-step" data-step=id.to_owned()>
                "Delete this step"
            </button>
        </form>
    }
}

#[component]
fn AddStep() -> impl IntoView {
    view! {
        <form class="add needs-app" data-act="add-step">
            <input type="text" class="field" name="title" placeholder="Add a step of your own" aria-label="Name of a new step" maxlength="300" autocomplete="off"/>
            <button type="submit" class="plain">
                "Add step"
            </button>
        </form>
    }
}
