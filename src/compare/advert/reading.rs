//! What an advert says, row by row with the words that say so, what it does not say, and the ways out.

use super::super::state::State;
use super::text::Advert;
use crate::ui::boxed::{attribute, flag, late, on_click, on_event, text};
use crate::ui::{CopyButton, Disclosure, Late};
use advert_reader::report::{DENIED, Format, mark_name, write};
use advert_reader::{Quote, Reading, RowReading, Summary, unsaid};
use guide_core::compare::page::Tab;
use guide_core::content::{ADVERT_ROWS, AdvertMark, JOB_QUESTIONS};
use leptos::prelude::*;
use std::sync::Arc;

/// How many questions are shown before the others are folded.
const FIRST: usize = 7;

/// The marks, in the order in which they are offered.
const MARKS: [Option<AdvertMark>; 5] = [
    Some(AdvertMark::Lead),
    Some(AdvertMark::Manager),
    Some(AdvertMark::Hybrid),
    Some(AdvertMark::Either),
    None,
];

/// All of it. The rows stay where the reader has put them, whatever the person makes of their marks.
#[component]
pub(super) fn Result(advert: Advert, reading: Arc<Reading>) -> impl IntoView {
    let said: Vec<usize> = (0..ADVERT_ROWS.len())
        .filter(|row| reading.rows.get(*row).is_some_and(|row| row.mark.is_some()))
        .collect();
    let is_empty = said.is_empty();
    let count = said.len();
    let rows = Arc::clone(&reading);
    let said = said.into_iter().map(move |row| {
        let read = rows.rows.get(row).cloned().unwrap_or_default();
        view! { <Said advert row read/> }
    });
    let mut open = unsaid(&reading.marks());
    let more = open.split_off(open.len().min(FIRST));
    let asks = move |rows: Vec<usize>| {
        let rows = rows.into_iter();
        rows.map(|row| view! { <Unsaid advert row/> })
            .collect_view()
    };
    let folded = (!more.is_empty()).then(|| {
        view! {
            <Disclosure summary=format!("{} more questions", more.len())>
                <ol class="asks" start=FIRST + 1>{asks(more)}</ol>
            </Disclosure>
        }
    });
    view! {
        <Bar advert/>
        <WaysOut advert reading=Arc::clone(&reading)/>
        <div hidden=is_empty>
            <h3 id="advert-said">{format!("What it says: {count} rows")}</h3>
            <p class="meta">"Each mark shows the words that made it. It reads words and no meaning, so correct it: the answer above follows."</p>
            <ul class="advert-rows">{said.collect_view()}</ul>
        </div>
        <Answers advert/>
        <h3 id="advert-unsaid">"What it does not say: ask"</h3>
        <ol class="asks">{asks(open)}</ol>
        {folded}
    }
}

/// How many rows have each mark, as a bar.
#[component]
fn Bar(advert: Advert) -> impl IntoView {
    let parts = (0..4).map(|place| {
        let share = move || {
            let summary = advert.summary();
            summary.map_or(0, |summary| summary.counts[place])
        };
        let count = move || match share() {
            0 => String::new(),
            count => count.to_string(),
        };
        view! {
            <span
                class=mark_class(MARKS[place])
                hidden=flag(move || share() == 0)
                style:flex-grow=text(move || share().to_string())
            >
                {text(count)}
            </span>
        }
    });
    view! { <p class="advert-bar" aria-hidden="true">{parts.collect_view()}</p> }
}

const fn mark_class(mark: Option<AdvertMark>) -> &'static str {
    match mark {
        Some(AdvertMark::Lead) => "as-lead",
        Some(AdvertMark::Manager) => "as-manager",
        Some(AdvertMark::Hybrid) => "as-hybrid",
        Some(AdvertMark::Either) => "as-either",
        None => "as-unsaid",
    }
}

/// What can be done with the reading.
#[component]
fn WaysOut(advert: Advert, reading: Arc<Reading>) -> impl IntoView {
    let state = State::here();
    let written = move |format| {
        let reading = Arc::clone(&reading);
        move || {
            advert
                .marks
                .with_untracked(|marks| write(&reading, marks, format))
        }
    };
    let copied = move |text: String, done: bool| {
        state.say(if done { "Copied.".to_owned() } else { text });
    };
    let take_over = move |_| {
        if let Some(summary) = untrack(|| advert.summary()) {
            state.job.set(summary.answers);
        }
    };
    let answered = move || {
        let summary = advert.summary();
        summary.map_or(0, |summary| summary.answers.iter().flatten().count())
    };
    view! {
        <p class="advert-ways">
            <CopyButton label="Copy as text" text=written(Format::Text) on_copied=copied/>
            <CopyButton label="Copy as Markdown" text=written(Format::Markdown) on_copied=copied/>
            <a
                class="btn"
                href=format!("#{}", Tab::Job.id())
                hidden=flag(move || answered() == 0)
                on:click=on_click(take_over)
            >
                "Use its answers in “Which kind?”"
            </a>
            <a class="btn" href=format!("#{}", Tab::Weigh.id())>
                "Lead or manager? Weigh it for yourself"
            </a>
        </p>
    }
}

/// The list of marks of one row.
#[component]
fn MarkOf(advert: Advert, row: usize) -> impl IntoView {
    let here = move || advert.marks.with(|marks| marks.get(row).copied().flatten());
    let options = MARKS.into_iter().enumerate().map(|(place, mark)| {
        view! {
            <option value=place.to_string() prop:selected=flag(move || here() == mark)>
                {mark_name(mark)}
            </option>
        }
    });
    let choose = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event).parse::<usize>().ok();
        if let Some(mark) = chosen.and_then(|place| MARKS.get(place)) {
            advert.mark(row, *mark);
        }
    };
    view! {
        <select
            class="field"
            aria-label=[ADVERT_ROWS[row].title, ": how it reads"].concat()
            on:change=on_event(choose)
        >
            {options.collect_view()}
        </select>
    }
}

/// The class of a row, after its mark as it is now.
fn class_of(advert: Advert, row: usize) -> impl Fn() -> Option<String> + Send + 'static {
    move || {
        let mark = advert.marks.with(|marks| marks.get(row).copied().flatten());
        Some(mark_class(mark).to_owned())
    }
}

/// A row of which something is said.
#[component]
fn Said(advert: Advert, row: usize, read: RowReading) -> impl IntoView {
    let quotes = read
        .quotes
        .into_iter()
        .map(|quote| view! { <QuoteOf quote/> });
    let entry = &ADVERT_ROWS[row];
    let is_said = move || {
        advert
            .marks
            .with(|marks| marks.get(row).copied().flatten().is_some())
    };
    view! {
        <li class=attribute(class_of(advert, row))>
            <div class="mark-line">
                <a href=format!("#{}", entry.id)>{entry.title}</a>
                <MarkOf advert row/>
            </div>
            <ul class="quotes" hidden=flag(move || !is_said())>{quotes.collect_view()}</ul>
            <p hidden=flag(is_said)>"Ask: “" {entry.ask} "”"</p>
        </li>
    }
}

/// The words that made a mark. What was pasted is text, whatever it looks like.
#[component]
fn QuoteOf(quote: Quote) -> impl IntoView {
    let denied = quote.is_denied.then(|| {
        view! { <span class="meta">{DENIED}</span> }
    });
    view! {
        <li>
            <q dir="auto">{quote.before} <mark>{quote.words}</mark> {quote.after}</q>
            {denied}
        </li>
    }
}

/// A row of which nothing is said, as a question for the interview.
#[component]
fn Unsaid(advert: Advert, row: usize) -> impl IntoView {
    let entry = &ADVERT_ROWS[row];
    view! {
        <li class=attribute(class_of(advert, row))>
            "“" {entry.ask} "”"
            <div class="mark-line">
                <a class="meta" href=format!("#{}", entry.id)>{entry.title}</a>
                <MarkOf advert row/>
            </div>
        </li>
    }
}

/// What it answers of the questions about the kind of job.
#[component]
fn Answers(advert: Advert) -> impl IntoView {
    late(move || {
        let Summary { answers, .. } = advert.summary()?;
        let answered = JOB_QUESTIONS
            .iter()
            .zip(answers)
            .filter_map(|(question, answer)| {
                let answer = question.answers.get(answer?)?;
                Some(view! {
                    <li>
                        {question.text} " "
                        <b>{answer.text}</b>
                    </li>
                })
            });
        let answered: Vec<_> = answered.collect();
        if answered.is_empty() {
            return None;
        }
        let count = format!(
            "Which kind of job: {} of {} questions answered",
            answered.len(),
            JOB_QUESTIONS.len()
        );
        Some(Late::of(view! {
            <h3>{count}</h3>
            <ul>{answered}</ul>
        }))
    })
}
