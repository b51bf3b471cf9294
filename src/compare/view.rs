//! The comparison's page: the answer, and a tab for each thing that is done here.

use super::advert::Advert;
use super::controls::Controls;
use super::row::OpenRows;
use super::state::State;
use super::take_out::TakeOut;
use super::weigh::{self, Job, Weigh};
use crate::browser::hydration::Prerendered;
use crate::browser::{elements, piece};
use crate::shell::{react, when_live};
use crate::ui::{Tab as TabLink, Tabs};
use guide_core::compare::page::Tab;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The prose of the page, as HTML: for the page's file. In the browser it stands there already.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// What the table comes to.
    pub answer: String,
    /// The table.
    pub table: String,
    /// How weighing is counted.
    pub counting: String,
    /// The kinds of job, and what to ask in the interview.
    pub kinds: String,
    /// How adverts are read.
    pub advert: String,
}

/// The comparison.
#[component]
pub fn Compare(
    /// The prose of the page.
    #[prop(optional)]
    prose: Prose,
) -> impl IntoView {
    let state = State::new();
    provide_context(state);
    when_live(move || follow_address(state));
    let shown = Signal::derive(move || state.tab.get().unwrap_or(Tab::Table));
    let asking = weigh::part();
    let Prose {
        answer,
        table,
        counting,
        kinds,
        advert,
    } = prose;
    view! {
        <div class="wide compare">
            <h1>"Technical lead or engineering manager?"</h1>
            <p class="standfirst">
                "The lead answers for the system, the manager for the people. The rest is where companies differ."
            </p>
            <Prerendered class="glance" html=answer/>
            <div class="comparison" class:live=move || state.tab.get().is_some()>
                <Tabs
                    label="What to do here"
                    tabs=Tab::ALL
                        .map(|tab| TabLink {
                            view: tab,
                            label: tab.label(),
                            href: format!("#{}", tab.id()),
                        })
                        .to_vec()
                    shown
                />
                <Panel tab=Tab::Table>
                    <h2 id=Tab::Table.id() class="unseen">
                        "The table"
                    </h2>
                    <Controls/>
                    <TableOfRoles prose=table/>
                    <TakeOut/>
                </Panel>
                <Panel tab=Tab::Weigh>
                    <Weigh part=asking prose=counting/>
                </Panel>
                <Panel tab=Tab::Job>
                    <Job part=asking prose=kinds/>
                </Panel>
                <Panel tab=Tab::Advert>
                    <Advert prose=advert/>
                </Panel>
            </div>
        </div>
    }
}

/// The place of a tab. Until the address was read, the style sheet shows the one that it leads to;
/// without scripts all of them are there.
#[component]
fn Panel<C: IntoView + 'static>(tab: Tab, children: TypedChildren<C>) -> impl IntoView {
    let state = State::here();
    let class = match tab {
        Tab::Table => "panel first",
        Tab::Weigh | Tab::Job | Tab::Advert => "panel",
    };
    view! {
        <section
            class=class
            aria-labelledby=tab.id()
            hidden=move || state.tab.get().is_some_and(|open| open != tab)
        >
            {children.into_inner()()}
        </section>
    }
}

/// The table, which is the page's own, and what hears of what is done in it.
#[component]
fn TableOfRoles(prose: String) -> impl IntoView {
    let state = State::here();
    let toggled = move |event: leptos::ev::Event| {
        if let Some(Some((row, open))) = state.with_table(|table, _| table.toggled(&event))
            && state.view.with_untracked(|view| view.open.contains(&row)) != open
        {
            state.change(|view| view.set_open(row, open));
        }
    };
    let copied = move |event: leptos::ev::ClipboardEvent| {
        let text = state.with_table(|table, rows| table.selected_text(rows));
        if let Some(text) = text.flatten() {
            piece::copy_instead(&event, &text);
        }
    };
    view! {
        <Prerendered
            class="table-frame"
            html=prose
            attr:data-columns="3"
            on:toggle:capture=toggled
            on:copy=copied
        />
        <OpenRows/>
    }
}

/// The address may ask for another view than the default, which only the browser knows.
fn follow_address(state: State) {
    let location = use_location();
    state.open();
    react(move || {
        location.search.track();
        location.hash.track();
        state.read_address();
        for name in ["data-query", "data-link"] {
            elements::set_root_attribute(name, None);
        }
    });
}
