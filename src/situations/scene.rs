//! One situation with its three answers.

use super::state::{Stand, State};
use guide_core::content::Scene;
use guide_core::situations::model::Choice;
use leptos::prelude::*;

/// The words of a situation as HTML: for the page's file. In the browser they stand there already.
#[derive(Debug, Clone, Default)]
pub struct SceneHtml {
    /// Its title.
    pub title: String,
    /// What has happened, and what is asked.
    pub words: String,
    /// The answers.
    pub answers: [AnswerHtml; 3],
    /// How a lead and a manager would act, and where to go on.
    pub acts: String,
}

/// The words of an answer.
#[derive(Debug, Clone, Default)]
pub struct AnswerHtml {
    /// What one would do or say.
    pub text: String,
    /// What speaks for it, and what it costs.
    pub because: String,
}

#[component]
pub(super) fn Situation(
    state: State,
    /// Its place in the table of all.
    place: usize,
    scene: &'static Scene,
    html: SceneHtml,
) -> impl IntoView {
    let answers = Choice::ALL.into_iter().zip(html.answers);
    let answers = answers
        .map(|(choice, html)| view! { <Answer state place scene choice html/> })
        .collect_view();
    let class = move || match state.stand(place) {
        Stand::Later => "scene later",
        Stand::Now => "scene now",
        Stand::Before => "scene before",
        Stand::Told => "scene told",
    };
    view! {
        <section class=class on:focusin=move |_| state.take_up(place)>
            <h2 id=state.heading_of(scene) inner_html=html.title></h2>
            <div class="happens" inner_html=html.words></div>
            <div class="replies">{answers}</div>
            <details class="both-acts" open=move || state.is_compared(place)>
                <summary>"How a lead and a manager would act"</summary>
                <div inner_html=html.acts></div>
            </details>
        </section>
    }
}

#[component]
fn Answer(
    state: State,
    place: usize,
    scene: &'static Scene,
    choice: Choice,
    html: AnswerHtml,
) -> impl IntoView {
    let is_chosen = move || state.is_chosen(place, choice);
    view! {
        <details
            name=scene.id
            class="reply"
            class:taken=is_chosen
            open=move || state.is_open(place, choice)
        >
            <summary on:click=move |event| {
                // It would open the explanation itself, after this.
                event.prevent_default();
                state.press(place, choice);
            }>
                <span class="unseen">{move || is_chosen().then_some("Your answer: ")}</span>
                <span inner_html=html.text></span>
            </summary>
            <div class="because" inner_html=html.because></div>
        </details>
    }
}
