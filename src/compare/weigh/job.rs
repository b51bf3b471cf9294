//! Which kind of job an advert or an offer describes: seven questions, and where the job belongs.

use crate::compare::state::State;
use crate::shell::href_of_path;
use crate::ui::boxed::flag;
use guide_core::compare::kinds::{
    ENOUGH, JobAnswers, Placement, Reason, in_sentence, missing, place,
};
use guide_core::compare::page::kind_id;
use guide_core::content::{JOB_QUESTIONS, JobKind, JobQuestion};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;

/// The questions with their answer.
#[component]
pub(super) fn Questions() -> impl IntoView {
    let answers = State::here().job;
    let questions = (0..JOB_QUESTIONS.len()).map(|question| view! { <Question question answers/> });
    view! {
        <form class="questions needs-app" aria-label="Questions about a job" autocomplete="off">
            {questions.collect_view()}
        </form>
        <Answer answers/>
    }
}

#[component]
fn Question(
    /// Its place among [`JOB_QUESTIONS`].
    question: usize,
    answers: RwSignal<JobAnswers>,
) -> impl IntoView {
    let JobQuestion {
        id,
        text,
        answers: choices,
        ..
    } = &JOB_QUESTIONS[question];
    let name = format!("job-{id}");
    let choices = choices.iter().enumerate();
    let choices = choices.map(|(place, answer)| (Some(place), answer.text));
    let choices = choices
        .chain([(None, "It does not say")])
        .map(|(choice, text)| {
            view! {
                <label class="tick">
                    <input
                        type="radio"
                        name=name.clone()
                        checked=choice.is_none()
                        prop:checked=flag(move || answers.with(|answers| answers[question] == choice))
                        on:change=move |_| answers.update(|answers| answers[question] = choice)
                    />
                    {text}
                </label>
            }
        });
    view! {
        <fieldset>
            <legend>{*text}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}

/// Where the job belongs, and why.
#[component]
fn Answer(answers: RwSignal<JobAnswers>) -> impl IntoView {
    let placed = Memo::new(move |_| answers.with(|answers| place(answers)));
    let status = move || match placed.get() {
        Some(placed) => headline(&placed),
        None => answers.with(|answers| match missing(answers) {
            0 => "Nothing in these answers tells the kinds apart.".to_owned(),
            ENOUGH => format!("{ENOUGH} answers are enough for a first guess."),
            1 => "One more answer.".to_owned(),
            count => format!("{count} more answers."),
        }),
    };
    view! {
        <section class="placed needs-app" aria-label="What kind of job it is">
            <p role="status">
                <b>{status}</b>
            </p>
            {move || placed.get().map(|placed| view! { <Reasons placed/> })}
        </section>
    }
}

fn headline(placed: &Placement) -> String {
    let best = placed.best;
    match placed.next {
        Some((next, _)) if placed.is_between() => format!(
            "It lies between two: {} and {}.",
            in_sentence(best.title),
            in_sentence(next.title)
        ),
        _ if best.is_lead => format!("It looks like {}.", in_sentence(best.title)),
        _ => format!(
            "It is no lead’s job: it looks like {}.",
            in_sentence(best.title)
        ),
    }
}

#[component]
fn Reasons(placed: Placement) -> impl IntoView {
    let is_between = placed.is_between();
    let Placement {
        best,
        next,
        reasons,
        ask,
    } = placed;
    let reasons = reasons.into_iter().map(|Reason { question, answer }| {
        view! {
            <li>
                {question.text} " "
                <b>{answer}</b>
            </li>
        }
    });
    let close = match next {
        None => EitherOf3::A(". No other kind fits any of it."),
        Some((next, _)) if is_between => EitherOf3::B(view! {
            ", and "
            <KindLinks kind=next/>
            "."
        }),
        Some((next, behind)) => EitherOf3::C(view! {
            {format!(". Next, {behind} points behind: ")}
            <KindLinks kind=next/>
            "."
        }),
    };
    view! {
        <h3>"Why"</h3>
        <ul>{reasons.collect_view()}</ul>
        <p>
            "Read on: "
            <KindLinks kind=best/>
            {close}
        </p>
        <Ask ask/>
    }
}

/// Where the page and the guide say more about a kind.
#[component]
fn KindLinks(kind: &'static JobKind) -> impl IntoView {
    let here = format!("#{}", kind_id(kind.id));
    view! {
        <span class="kind-links">
            <a href=here>{kind.title}</a>
            " ("
            <a href=href_of_path(kind.guide)>"in the guide"</a>
            ")"
        </span>
    }
}

/// What is worth asking; nothing where all is answered.
#[component]
fn Ask(ask: Vec<&'static JobQuestion>) -> impl IntoView {
    if ask.is_empty() {
        return Either::Left(view! { <p class="meta">"You have answered every question."</p> });
    }
    let ask = ask
        .into_iter()
        .map(|question| view! { <li>"“" {question.ask} "”"</li> });
    Either::Right(view! {
        <h3>"Ask, the first one first"</h3>
        <ol>{ask.collect_view()}</ol>
    })
}
