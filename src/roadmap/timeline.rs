//! When this could be done: the window in words, and the plan on a scale of time.

use super::state::State;
use super::take_out;
use super::time_off::WeeksOff;
use crate::ui::boxed::{late, on_click, text};
use crate::ui::{Disclosure, FieldKind, Late, TextField};
use guide_core::roadmap::forecast::{HOURS_A_WEEK_LIMIT, details, headline, hint};
use guide_core::roadmap::timeline::{Row, RowKind, Timeline, timeline};
use guide_core::text::number;
use leptos::either::Either;
use leptos::prelude::*;

/// The tab.
#[component]
pub(super) fn TimelineTab() -> impl IntoView {
    let state = State::here();
    let figure = Memo::new(move |_| {
        state.forecast.with(|forecast| {
            let (forecast, today) = (forecast.as_ref()?, state.today.get()?);
            let waits = state.questions.get();
            let windows = if waits { &[][..] } else { &forecast.steps };
            let figure = state.with_plan(|plan| timeline(plan, windows, today));
            (!waits || !figure.rows.is_empty()).then_some(figure)
        })
    });
    view! {
        <Hours/>
        <WeeksOff/>
        <Window/>
        {late(move || figure.get().map(|figure| Late::of(view! { <Figure figure/> })))}
        <Disclosure summary="How this is reckoned">
            <p>
                "A window, not a date. Each run of the forecast draws the hours of every item at random between its low and its high estimate and works through the steps in order. Half of the luck is the item’s own, half is shared by all: who is slow at one thing tends to be slow at others. Of 500 runs, the earliest and the latest tenth are left out. What is under way counts in full. The hours of the guide’s milestones are effort on top of a job; what you would do at work anyway is not in them."
            </p>
        </Disclosure>
        <p class="needs-app">
            <button type="button" class="btn" on:click=on_click(move |_| take_out::save_calendar(state))>
                "Save the due dates as a calendar file"
            </button>
        </p>
    }
}

/// How many hours a week the person has.
#[component]
fn Hours() -> impl IntoView {
    let state = State::here();
    let known = state.head().hours_a_week;
    let value = RwSignal::new(if known > 0 {
        known.to_string()
    } else {
        String::new()
    });
    let hours = move || {
        let text = value.get();
        if text.trim().is_empty() {
            return Some(0);
        }
        text.trim()
            .parse()
            .ok()
            .filter(|hours| *hours <= HOURS_A_WEEK_LIMIT)
    };
    let error = Signal::derive(move || {
        hours()
            .is_none()
            .then(|| format!("This has to be a whole number, {HOURS_A_WEEK_LIMIT} at most."))
    });
    Effect::new(move |before: Option<()>| {
        let hours = hours();
        if let (Some(hours), Some(())) = (hours, before) {
            state.set_hours(hours);
        }
    });
    view! {
        <TextField
            id="hours"
            label="Hours a week that you have for it"
            kind=FieldKind::Number
            value
            error
        />
    }
}

/// What is said instead of a window, as long as it would be that of somebody else.
const UNASKED: &str =
    "Answer the questions above, or skip them: then you see here when you could be done.";

/// The window in words, and what it is made of.
#[component]
fn Window() -> impl IntoView {
    let state = State::here();
    let said = Memo::new(move |_| {
        state.forecast.with(|forecast| {
            let (forecast, today) = (forecast.as_ref()?, state.today.get()?);
            Some(match state.questions.get() {
                true => UNASKED.to_owned(),
                false => headline(forecast, today),
            })
        })
    });
    let lines = late(move || {
        state.forecast.with(|forecast| {
            let forecast = forecast.as_ref().filter(|_| !state.questions.get())?;
            let tightest = forecast.tightest.as_ref();
            let mut lines = details(forecast);
            lines.extend(tightest.map(|tightest| hint(tightest, forecast.hours_a_week)));
            let lines = lines.into_iter().map(|line| view! { <p>{line}</p> });
            Some(Late::of(lines.collect_view()))
        })
    });
    view! {
        <p id="time-window" class="finish" aria-live="polite">
            {text(move || said.get().unwrap_or_default())}
        </p>
        <div class="meta">{lines}</div>
    }
}

/// What the marks mean.
const LEGEND: [(RowKind, &str); 4] = [
    (RowKind::Window, "Window of a step"),
    (RowKind::Open, "Open"),
    (RowKind::Late, "Due before today"),
    (RowKind::Done, "Done"),
];

/// The last place, in thousandths, at which there is room for a name on the scale.
const LAST_NAME: u16 = 930;

/// The class of a row, which gives it its colour.
const fn class_of(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Window => "window",
        RowKind::Open => "open",
        RowKind::Late => "late",
        RowKind::Done => "done",
    }
}

/// The plan on a scale of time. Each row says in words what its mark shows.
#[component]
fn Figure(figure: Timeline) -> impl IntoView {
    let Timeline {
        rows,
        ticks,
        today,
        left_out,
    } = figure;
    if rows.is_empty() {
        return Either::Left(view! {
            <p>"Give a milestone a date or hours, and it appears here on a scale of time."</p>
        });
    }
    let mut legend = LEGEND.to_vec();
    legend.retain(|(kind, _)| rows.iter().any(|row| row.kind == *kind));
    let places: Vec<u16> = ticks.iter().map(|tick| tick.place).collect();
    let named = ticks.into_iter().filter(|tick| tick.place <= LAST_NAME);
    let names = named.map(|tick| {
        view! {
            <text x=percent(tick.place) dx="3" y="14">
                {tick.name}
            </text>
        }
    });
    let names = names.collect_view();
    let rows = rows
        .into_iter()
        .map(|row| view! { <FigureRow row places=places.clone() today/> });
    let legend = legend.into_iter().map(|(kind, name)| {
        view! {
            <li>
                <svg class=class_of(kind) width="16" height="10" aria-hidden="true">
                    <rect width="16" height="8" y="1"></rect>
                </svg>
                {name}
            </li>
        }
    });
    Either::Right(view! {
        <figure class="timeline">
            <figcaption>"Your plan on a scale of time; the line is today."</figcaption>
            <ul class="legend">{legend.collect_view()}</ul>
            <div class="timeline-row axis" aria-hidden="true">
                <svg width="100%" height="18">
                    {names}
                </svg>
            </div>
            <ol>{rows.collect_view()}</ol>
            {(left_out > 0).then(|| view! { <p class="meta">{number(left_out)} " more with dates are not shown."</p> })}
        </figure>
    })
}

#[component]
fn FigureRow(row: Row, places: Vec<u16>, today: u16) -> impl IntoView {
    const MIDDLE: &str = "14";
    let lines = places.into_iter().map(|place| {
        view! { <line class="tick-line" x1=percent(place) x2=percent(place) y1="0" y2="100%"></line> }
    });
    let mark = match row.length {
        Some(length) => Either::Left(view! {
            <rect x=percent(row.start) y="8" width=percent(length) height="12"></rect>
        }),
        None => Either::Right(
            view! { <circle cx=percent(row.start.clamp(8, 992)) cy=MIDDLE r="6"></circle> },
        ),
    };
    view! {
        <li class="timeline-row">
            <span class="timeline-name" class:step-name=row.kind == RowKind::Window dir="auto">
                {row.name} <span class="meta" dir="ltr">{row.said}</span>
            </span>
            <svg class=class_of(row.kind) width="100%" height="28" aria-hidden="true">
                {lines.collect_view()}
                <line class="today" x1=percent(today) x2=percent(today) y1="0" y2="100%"></line>
                {mark}
            </svg>
        </li>
    }
}

/// A place in thousandths as the percentage that SVG takes.
fn percent(thousandths: u16) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}
