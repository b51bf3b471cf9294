//! The room: what it is, how far the plan is, and a tab for each thing that is done with it.

use super::beginning::{Beginning, BeginningState};
use super::drag::DragState;
use super::ids;
use super::incoming::Incoming;
use super::pieces::Piece;
use super::plan::PlanTab;
use super::room_tab::RoomTab;
use super::share::ShareScope;
use super::state::State;
use super::strip::Strip;
use super::tabs;
use crate::browser::{focus, history};
use crate::shell::{RoomPart, href, react, when_live};
use crate::ui::boxed::{flag, late};
use crate::ui::{Tab, Tabs};
use guide_core::route::Route;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Provides what [`Roadmap`] shows.
pub fn begin() {
    let state = State::new();
    provide_context(state);
    provide_context(BeginningState::new());
    provide_context(DragState::new());
    provide_context(ShareScope::new());
    state.load();
}

/// The roadmap, below what [`begin`] provides.
#[component]
pub fn Roadmap() -> impl IntoView {
    let state = State::here();
    let shown = RwSignal::new(RoomTab::Plan);
    let part = tabs::part();
    when_live(move || {
        follow_address(state, shown);
        state.opened.load_when_idle();
        part.load_when_idle();
        react(move || {
            if part.is_there() {
                // What the address leads to was not on the page when the browser looked for it.
                request_animation_frame(go_to_place_of_tab);
            }
        });
    });
    // It says nothing while it is not there: there may be no news.
    let has_news = Memo::new(move |_| state.started.get() && state.opened.is_there());
    let is_choosing = Memo::new(move |_| state.chosen.with(Option::is_some));
    view! {
        <div class="wide roadmap">
            <h1>"Your roadmap to technical lead"</h1>
            <p class="standfirst">
                "Say what you have, see what comes next, keep what shows it. Everything stays in this browser: no account, no copy anywhere else. "
                <a href=href(Route::About)>"Where your plan is kept"</a>
            </p>
            <noscript>
                <p class="note">
                    "This is the plan that everybody starts with. To tick, change and keep it, the page needs JavaScript."
                </p>
            </noscript>
            <Incoming/>
            {late(move || has_news.get().then(|| state.opened.content(Piece::News)))}
            <Beginning/>
            <Strip/>
            <Tabs
                label="Views of the plan"
                tabs=RoomTab::ALL
                    .map(|view| Tab {
                        view,
                        label: view.label(),
                        href: format!("#{}", view.id()),
                    })
                    .to_vec()
                shown
            />
            <PlanPanel shown/>
            {RoomTab::ALL
                .into_iter()
                .filter(|tab| *tab != RoomTab::Plan)
                .map(|tab| view! { <Panel tab shown part/> })
                .collect_view()}
            {late(move || is_choosing.get().then(|| state.opened.content(Piece::Selection)))}
        </div>
    }
}

/// The tab that the prerendered page shows.
#[component]
fn PlanPanel(shown: RwSignal<RoomTab>) -> impl IntoView {
    let tab = RoomTab::Plan;
    let is_shown = Memo::new(move |_| shown.get() == tab);
    view! {
        <section class="panel" aria-labelledby=tab.id() hidden=flag(move || !is_shown.get())>
            <h2 id=tab.id() tabindex="-1">
                {tab.label()}
            </h2>
            <Show when=move || is_shown.get()>
                <PlanTab/>
            </Show>
        </section>
    }
}

/// One of the other tabs: its content is made when it is opened.
#[component]
fn Panel(tab: RoomTab, shown: RwSignal<RoomTab>, part: RoomPart<RoomTab>) -> impl IntoView {
    let is_shown = Memo::new(move |_| shown.get() == tab);
    view! {
        <section class="panel" aria-labelledby=tab.id() hidden=flag(move || !is_shown.get())>
            <h2 id=tab.id() tabindex="-1">
                {tab.label()}
            </h2>
            {late(move || is_shown.get().then(|| part.content(tab)))}
        </section>
    }
}

fn go_to_place_of_tab() {
    let fragment = history::fragment();
    if RoomTab::of(&fragment) != RoomTab::Plan {
        history::go_to_fragment(&fragment);
    }
}

/// Opens the tab, the step or the milestone that the address leads to.
fn follow_address(state: State, shown: RwSignal<RoomTab>) {
    let hash = use_location().hash;
    Effect::new(move |before: Option<()>| {
        hash.track();
        let fragment = history::fragment();
        let tab = RoomTab::of(&fragment);
        let changes = shown.get_untracked() != tab;
        if changes {
            shown.set(tab);
        }
        let found = match (ids::item_of(&fragment), ids::step_of(&fragment)) {
            (Some(item), _) => state.reveal(item),
            (_, Some(step)) => {
                state.reveal_step(step);
                true
            }
            _ => tab != RoomTab::Plan && (changes || before.is_none()),
        };
        if found {
            // What the address leads to was not on the page when the browser looked for it.
            let has_followed = before.is_some();
            request_animation_frame(move || {
                history::go_to_fragment(&fragment);
                if has_followed {
                    focus::focus_target(&fragment);
                }
            });
        }
    });
}
