//! The beginning: what of the plan a person has already, and what is not for them.

use super::groups::Grouping;
use super::ids;
use super::pieces::Piece;
use super::room_tab::RoomTab;
use super::state::{State, focus_soon};
use crate::browser::{history, storage};
use crate::ui::boxed::{flag, late, on_click, text};
use crate::ui::{Choice, Late, When};
use guide_core::gaps;
use guide_core::id::{ItemId, StepId};
use guide_core::roadmap::item::Item;
use guide_core::roadmap::proposals;
use guide_core::roadmap::triage::{self, Answer, StepAnswer};
use leptos::prelude::*;
use std::sync::Arc;

/// What the questions about a milestone offer.
const ANSWERS: [(Answer, &str); 3] = [
    (Answer::Have, "Yes"),
    (Answer::ToDo, "Not yet"),
    (Answer::NotForMe, "Skip"),
];

/// Hours a week to choose from.
const HOURS: [(u32, &str); 5] = [(1, "1"), (2, "2"), (3, "3"), (5, "5"), (8, "8")];

/// How many gaps of the self-assessment are offered: two are enough for a quarter.
const GAPS: usize = 2;

/// The id of the heading, to which the focus goes.
const HEADING: &str = "triage";

/// Whether the questions are on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// They are offered.
    Offered,
    /// They are asked.
    Asked,
    /// They are answered, or the person has gone on without.
    Over,
}

/// Where the questions can be opened again.
#[derive(Clone, Copy)]
pub(super) struct BeginningState(RwSignal<Stage>);

impl BeginningState {
    /// The questions of a person who may be new here.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Stage::Offered))
    }

    /// Asks the questions, also once more.
    pub(super) fn ask(self) {
        self.0.set(Stage::Asked);
        focus_soon(HEADING.to_owned());
    }
}

/// The questions, while they are offered or asked.
#[component]
pub(super) fn Beginning() -> impl IntoView {
    let state = State::here();
    let BeginningState(stage) = expect_context();
    let is_asked = Memo::new(move |_| stage.get() == Stage::Asked);
    let offered = move || stage.get() == Stage::Offered && state.questions.get();
    view! {
        <section class="beginning" class:first=flag(offered) hidden=flag(move || !offered() && stage.get() != Stage::Asked)>
            <h2 id=HEADING tabindex="-1">
                "Which of these do you have already?"
            </h2>
            <Show when=offered>
                <p>
                    "One question for each step and one about your hours: half a minute. What you have is ticked, what you do not need is skipped, and you see when you could be done."
                </p>
                <p class="row needs-app">
                    <button type="button" class="btn main" on:click=on_click(move |_| BeginningState(stage).ask())>
                        "Answer the questions"
                    </button>
                    <button type="button" class="plain" on:click=on_click(move |_| leave(state, stage, "The questions are skipped."))>
                        "Skip this"
                    </button>
                </p>
            </Show>
            {late(move || is_asked.get().then(|| state.opened.content(Piece::Questions)))}
        </section>
    }
}

/// Takes the questions away and says so. The focus goes to the heading of what is shown.
fn leave(state: State, stage: RwSignal<Stage>, said: &str) {
    stage.set(Stage::Over);
    state.end_questions();
    state.say(said);
    focus_soon(RoomTab::of(&history::fragment()).id().to_owned());
}

/// What is answered about a milestone.
#[derive(Clone)]
struct Milestone {
    id: ItemId,
    title: String,
    answer: RwSignal<Answer>,
}

/// What is answered about a step.
#[derive(Clone)]
struct Step {
    id: StepId,
    title: String,
    answer: RwSignal<StepAnswer>,
    milestones: Vec<Milestone>,
}

/// The steps as they are answered by what the plan and the self-assessment say already.
fn steps(state: State) -> Vec<Step> {
    let scored = state.scored.get_untracked();
    let milestone = |item: &&Arc<Item>| Milestone {
        id: item.id.clone(),
        title: item.title.clone(),
        answer: RwSignal::new(Answer::known(item, scored)),
    };
    state.with_plan(|plan| {
        let steps = plan.by_step().into_iter();
        let steps = steps.filter(|(_, items)| !items.is_empty());
        let steps = steps.map(|(step, items)| Step {
            id: step.id.into(),
            title: step.title.to_owned(),
            answer: RwSignal::new(StepAnswer::of(
                items.iter().map(|item| Answer::known(item, scored)),
            )),
            milestones: items.iter().map(milestone).collect(),
        });
        steps.collect()
    })
}

/// The questions themselves.
#[component]
pub(super) fn Questions() -> impl IntoView {
    let state = State::here();
    let BeginningState(stage) = expect_context();
    let steps = steps(state);
    let hours = RwSignal::new(state.head().hours_a_week);
    let asked = steps.clone();
    let finish = move |_| {
        let answers: Vec<(ItemId, Answer)> = steps.iter().flat_map(answers_of).collect();
        stage.set(Stage::Over);
        state.end_questions();
        state.set_hours(hours.get_untracked());
        state.edit(|plan| triage::apply(plan, &answers));
        state.group(Grouping::Horizons);
        let next = state.next_step.get_untracked();
        focus_soon(next.map_or_else(|| "plan".to_owned(), |next| ids::summary(&next)));
    };
    view! {
        <Gaps/>
        {asked.into_iter().map(|step| view! { <StepQuestion step/> }).collect_view()}
        <Choice
            name="hours-a-week"
            legend="How many hours a week do you have for it?"
            options=HOURS.to_vec()
            chosen=hours
            on_choose=move |chosen| hours.set(chosen)
        />
        <p class="row">
            <button type="button" class="btn main" on:click=on_click(finish)>
                "Show my plan"
            </button>
            <button type="button" class="plain" on:click=on_click(move |_| leave(state, stage, "The plan is left as it is."))>
                "Leave the plan as it is"
            </button>
        </p>
    }
}

/// What the self-assessment says is furthest away, where there is one.
#[component]
fn Gaps() -> impl IntoView {
    let state = State::here();
    let goals = gaps::widest(&storage::store(), GAPS);
    let items = Memo::new(move |_| {
        state.track();
        state.with_plan(|plan| proposals::for_goals(&goals, plan).items)
    });
    let add = move |_| _ = state.edit(|plan| plan.add_all(items.get_untracked()));
    let titles = move || {
        let titles = items
            .get()
            .into_iter()
            .map(|item| view! { <li>{item.title}</li> });
        Some(Late::of(titles.collect_view()))
    };
    view! {
        <When when=move || items.with(|items| !items.is_empty())>
            <div class="in-part">
                <p>"From your assessment, the widest gaps first:"</p>
                <ul>{late(titles)}</ul>
                <p>
                    <button type="button" class="btn" on:click=on_click(add)>
                        {text(move || if items.with(Vec::len) == 1 { "Add it to the plan" } else { "Add both to the plan" })}
                    </button>
                </p>
            </div>
        </When>
    }
}

fn answers_of(step: &Step) -> Vec<(ItemId, Answer)> {
    let of_step = step.answer.get_untracked();
    let milestones = step.milestones.iter();
    let answers = milestones.map(|milestone| {
        let answer = of_step.for_item(milestone.answer.get_untracked());
        (milestone.id.clone(), answer)
    });
    answers.collect()
}

/// The question about a step, and those about its milestones where they differ.
#[component]
fn StepQuestion(step: Step) -> impl IntoView {
    let Step {
        id,
        title,
        answer,
        milestones,
    } = step;
    view! {
        <Choice
            name=format!("have-{id}")
            legend=title
            options=StepAnswer::CHOICES.to_vec()
            chosen=answer
            on_choose=move |chosen| answer.set(chosen)
        />
        <When when=move || answer.get() == StepAnswer::InPart>
            <div class="in-part">
                {milestones
                    .iter()
                    .cloned()
                    .map(|milestone| {
                        let answer = milestone.answer;
                        view! {
                            <Choice
                                name=format!("have-{}", milestone.id)
                                legend=milestone.title
                                options=ANSWERS.to_vec()
                                chosen=answer
                                on_choose=move |chosen| answer.set(chosen)
                            />
                        }
                    })
                    .collect_view()}
            </div>
        </When>
    }
}
