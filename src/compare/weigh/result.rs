//! What a weighing comes to: to be looked at, changed, shown to others.

use crate::browser::{history, take_along};
use crate::compare::state::{CARD_TITLE, State, THEIR_TITLE, said};
use crate::shell::href_of_path;
use crate::ui::{Checkbox, CopyButton, Disclosure, ShareButton};
use guide_core::compare::answers::RowAnswer;
use guide_core::compare::page::Tab;
use guide_core::compare::picture;
use guide_core::compare::report::{
    self, LIMITS, SENSITIVITY, adverb, coverage, headline, next_steps, sensitivity, sentence,
};
use guide_core::compare::share::{LinkOptions, Shared};
use guide_core::compare::weigh::{Answer, Leaning, Side, Strength, Verdict, apart, differences};
use guide_core::text::counted;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The person's own result.
#[component]
pub(super) fn OwnResult() -> impl IntoView {
    let state = State::here();
    let answers = Memo::new(move |_| state.mine.with(|mine| said(mine)));
    let leaning = Memo::new(move |_| answers.with(|answers| state.leaning(answers)));
    view! {
        <article class="result">
            {move || {
                let leaning = leaning.get();
                view! {
                    <Headline leaning=leaning.clone() whose="Your" id=CARD_TITLE/>
                    <Findings leaning answers=answers.get() is_own=true/>
                }
            }}
            <Open/>
            <Show when=move || leaning.with(|leaning| leaning.verdict != Verdict::TooFew)>
                <Steps leaning/>
                <WaysOut/>
            </Show>
            <MyAnswers/>
        </article>
    }
}

/// Somebody else's result, from a link; where it differs from the person's own comes before its reasons.
#[component]
pub(super) fn SharedResult(shared: Shared) -> impl IntoView {
    let state = State::here();
    let answers = said(&shared);
    let notes = answered(state, &shared);
    let leaning = state.leaning(&answers);
    view! {
        <article class="result theirs">
            <Headline leaning=leaning.clone() whose="Their" id=THEIR_TITLE/>
            <Differences theirs=answers.clone()/>
            <Findings leaning answers is_own=false/>
            <Disclosure summary="All of their answers">
                <ul>{notes}</ul>
            </Disclosure>
            <p class="controls">
                <button type="button" class="btn" on:click=move |_| state.copy_shared()>
                    "Copy into mine"
                </button>
                <button type="button" class="btn" on:click=move |_| state.close_shared()>
                    "Close"
                </button>
            </p>
        </article>
    }
}

/// What the person's own answers come to, and where somebody else answers otherwise, once both have
/// answered.
#[component]
fn Differences(theirs: Vec<Answer>) -> impl IntoView {
    let state = State::here();
    let lines = move || {
        let mine = state.mine.with(|mine| said(mine));
        let both = mine.iter().zip(&theirs);
        let both = both.filter(|(mine, theirs)| mine.feeling.is_some() && theirs.feeling.is_some());
        let common = both.count();
        let rows = differences(&mine, &theirs);
        (common > 0).then(|| {
            let both = counted(common, "row");
            let summary = match rows.len() {
                0 => format!("Of {both} that you both answered, you say the same of all."),
                count => {
                    format!(
                        "Of {both} that you both answered, you differ on {count}, furthest first:"
                    )
                }
            };
            let is_same = rows.is_empty();
            let lines = rows.into_iter().map(|row| {
                let [mine, theirs] = apart(mine[row], theirs[row]);
                view! {
                    <tr>
                        <th scope="row">{state.title(row)}</th>
                        <td>{mine}</td>
                        <td>{theirs}</td>
                    </tr>
                }
            });
            let lines = lines.collect_view();
            view! {
                <p>"Yours: " {headline(&state.leaning(&mine))}</p>
                <h4>"Where you differ"</h4>
                <p>{summary}</p>
                <table class="differences" hidden=is_same>
                    <thead>
                        <tr>
                            <th scope="col">"Row"</th>
                            <th scope="col">"You"</th>
                            <th scope="col">"They"</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            }
        })
    };
    view! { <div class="you-and-they">{lines}</div> }
}

/// Every row of which something is said, with the note.
fn answered(state: State, answers: &[RowAnswer]) -> impl IntoView + use<> {
    let rows = answers.iter().enumerate();
    let rows = rows.filter(|(_, mine)| mine.answer().feeling.is_some() || !mine.note.is_empty());
    rows.map(|(row, mine)| {
        let note = (!mine.note.is_empty()).then(|| format!(" “{}”", mine.note));
        view! {
            <li dir="auto">
                <b>{state.title(row)}</b>
                ": "
                {mine.answer().spoken()}
                {note}
            </li>
        }
    })
    .collect_view()
}

/// The leaning, in a sentence and on the scale.
#[component]
fn Headline(
    leaning: Leaning,
    /// Begins the sentence.
    whose: &'static str,
    /// The id of the heading.
    id: &'static str,
) -> impl IntoView {
    let has_leaning = leaning.verdict != Verdict::TooFew;
    view! {
        <h3 id=id tabindex="-1">
            {sentence(&leaning, whose)}
        </h3>
        {has_leaning.then(|| view! { <Scale leaning/> })}
    }
}

/// What drives the leaning, what would change it, what it does not know.
#[component]
fn Findings(
    leaning: Leaning,
    answers: Vec<Answer>,
    /// Whether it is the person's own result, not somebody else's.
    is_own: bool,
) -> impl IntoView {
    let state = State::here();
    let title = move |row: usize| state.title(row);
    let coverage = coverage(&leaning);
    let has_leaning = leaning.verdict != Verdict::TooFew;
    let drivers = leaning.drivers.iter().map(|row| {
        let said = answers
            .get(*row)
            .map_or_else(String::new, |answer| answer.spoken());
        view! {
            <li>
                <b>{title(*row)}</b>
                ": "
                {said}
            </li>
        }
    });
    let drivers = (!leaning.drivers.is_empty() && has_leaning).then(|| {
        view! {
            <h4>"What pulls most"</h4>
            <ol>{drivers.collect_view()}</ol>
        }
    });
    let flip = sensitivity(&leaning, &title);
    let flip = (!flip.is_empty()).then(|| {
        view! {
            <h4>{SENSITIVITY}</h4>
            <p>{flip}</p>
        }
    });
    // Once is enough where two results are below each other.
    let limits = (has_leaning && is_own).then(|| {
        view! {
            <h4>"What it does not know"</h4>
            <ul>{LIMITS.map(|limit| view! { <li>{limit}</li> }).collect_view()}</ul>
        }
    });
    view! {
        {drivers}
        {flip}
        {limits}
        <p class="meta">{coverage}</p>
    }
}

/// From one side to the other, with a mark in the middle and one where each word begins.
#[component]
fn Scale(leaning: Leaning) -> impl IntoView {
    // The lead is on the left, as in the table.
    let at = |percent: i32| f64::from(50 * 100 - percent * 50) / 100.0;
    let end = at(leaning.position());
    let side = if end < 50.0 { "lead" } else { "manager" };
    let words = leaning.bands();
    let step = move |(strength, from, to): (Strength, i32, i32), sign: i32| {
        let (left, right) = (
            at(sign * from).min(at(sign * to)),
            at(sign * from).max(at(sign * to)),
        );
        (from < to).then(|| {
            view! {
                <span
                    class="band"
                    style:inset-inline-start=format!("{left}%")
                    style:inline-size=format!("{}%", right - left)
                >
                    <span>{adverb(strength)}</span>
                </span>
            }
        })
    };
    let bands = move |sign| words.map(|word| step(word, sign)).collect_view();
    view! {
        <div class="leaning" aria-hidden="true">
            <div class="track">
                <span
                    class=format!("pull {side}")
                    style:inset-inline-start=format!("{}%", end.min(50.0))
                    style:inline-size=format!("{}%", (end - 50.0).abs())
                ></span>
                <span class="middle"></span>
            </div>
            <div class="bands">{bands(1)} {bands(-1)}</div>
            <p class="ends">
                <span class="lead">{report::name(Side::Lead)}</span>
                <span>"no leaning"</span>
                <span class="manager">{report::name(Side::Manager)}</span>
            </p>
        </div>
    }
}

/// What was skipped, and the way back to it.
#[component]
fn Open() -> impl IntoView {
    let state = State::here();
    let first = Memo::new(move |_| {
        state.deck.with(|deck| {
            let open = state
                .mine
                .with(|mine| guide_core::compare::flow::next_open(deck, mine, 0));
            (open < deck.len()).then_some(open)
        })
    });
    let answer = move |_| {
        if let Some(first) = first.get_untracked() {
            state.go_to_card(first);
        }
    };
    view! {
        <p hidden=move || first.get().is_none()>
            <button type="button" class="btn" on:click=answer>
                "Answer what you skipped"
            </button>
        </p>
    }
}

#[component]
fn Steps(leaning: Memo<Leaning>) -> impl IntoView {
    let steps = move || {
        next_steps(leaning.with(|leaning| leaning.verdict)).map(|step| {
            view! {
                <li>
                    {step.why} " "
                    <a href=href_of_path(step.path)>{step.name}</a>
                    "."
                </li>
            }
        })
    };
    view! {
        <h4>"What next"</h4>
        <ul>{move || steps().collect_view()}</ul>
    }
}

/// The result as a picture, as Markdown, as a link.
#[component]
fn WaysOut() -> impl IntoView {
    let state = State::here();
    let with_notes = RwSignal::new(false);
    let weighs_first = RwSignal::new(false);
    let link = move || {
        let (notes, first) = (with_notes.get_untracked(), weighs_first.get_untracked());
        state.link_with_answers(LinkOptions { notes, first })
    };
    let address = || [history::page_address().as_str(), "#", Tab::Weigh.id()].concat();
    let markdown = move || {
        let answers = state.mine.with_untracked(|mine| said(mine));
        let title = |row: usize| state.title(row);
        let leaning = state.leaning(&answers);
        let notes = with_notes.get_untracked();
        state
            .mine
            .with_untracked(|mine| report::markdown(&leaning, mine, notes, &title, &address()))
    };
    let save_picture = move |_| {
        let answers = state.mine.with_untracked(|mine| said(mine));
        let title = |row: usize| state.title(row);
        let svg = picture::svg(&state.leaning(&answers), &answers, &title, &address());
        spawn_local(async move {
            let (width, height) = (picture::WIDTH, picture::HEIGHT);
            if !take_along::save_picture("lead-or-manager.png", &svg, width, height).await {
                // Every browser can save the drawing itself.
                take_along::download("lead-or-manager.svg", "image/svg+xml", &svg);
            }
        });
    };
    let copied = move |text: String, done: bool| match done {
        true => state.say("The result is copied."),
        false => state.say(text),
    };
    let link_copied = move |text: String, done: bool| {
        let (_, is_whole) = link();
        match (done, is_whole) {
            (false, _) => state.say(text),
            (true, true) => state.say("Link copied. Whoever has it can read your answers."),
            (true, false) => state.say("Link copied, without the notes that did not fit. Whoever has it can read your answers."),
        }
    };
    view! {
        <h4 class="actions">"Show it to somebody"</h4>
        <div class="controls ways-out">
            <button type="button" class="btn" on:click=save_picture>
                "Save as a picture"
            </button>
            <CopyButton label="Copy as Markdown" text=markdown on_copied=copied/>
            <CopyButton
                label="Copy a link with my answers"
                text=move || link().0
                on_copied=link_copied
            />
            <ShareButton label="Share the link…" address=move || link().0/>
            <Checkbox label="With my notes, in the link and the Markdown" checked=with_notes on_change=move |on| with_notes.set(on)/>
            <Checkbox label="In the link: they weigh first, then see mine" checked=weighs_first on_change=move |on| weighs_first.set(on)/>
        </div>
        <p class="meta actions">"Nothing leaves this browser until you share it."</p>
    }
}

/// Every card with what was said, to be changed.
#[component]
fn MyAnswers() -> impl IntoView {
    let state = State::here();
    let lines = move || {
        let deck = state.deck.get();
        let lines = deck.into_iter().enumerate().map(|(card, row)| {
            let (said, note) = state.mine.with(|mine| {
                let mine = mine.get(row);
                let said = mine.map(|mine| mine.answer().spoken());
                (said, mine.map(|mine| mine.note.clone()))
            });
            let said = said.filter(|said| !said.is_empty());
            let note = note.filter(|note| !note.is_empty());
            view! {
                <li dir="auto">
                    <b>{state.title(row)}</b>
                    ": "
                    {said.unwrap_or_else(|| "not answered".to_owned())}
                    {note.map(|note| format!(" “{note}”"))}
                    " "
                    <button type="button" class="plain" on:click=move |_| state.go_to_card(card)>
                        "Change"
                        <span class="unseen">" the answer on " {state.title(row)}</span>
                    </button>
                </li>
            }
        });
        lines.collect_view()
    };
    view! {
        <Disclosure summary="Your answers">
            <ol>{lines}</ol>
            <p>
                <button type="button" class="btn" on:click=move |_| state.clear_answers()>
                    "Clear my answers and notes"
                </button>
            </p>
        </Disclosure>
    }
}
