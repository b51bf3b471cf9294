//! When the work that is left could be done: a window, never a date.
//!
//! Every item with an estimate takes some hours between its low and its high one. A run draws those
//! hours at random and adds them up in the order of the steps. Half of an item's luck is its own and
//! half is that of the run: who is slow at one thing tends to be slow at others, and independent
//! draws would cancel each other out to a window that is far too narrow. What lies between the 10th
//! and the 90th percentile of many runs is the forecast.
//!
//! An item's draws depend on its id and on nothing else. So one plan always gets one answer, another
//! title changes none, and an item that is done never moves the window to a later day.

use super::item::{Effort, Item, Kind};
use super::model::{Plan, StepOf};
use super::time_off::{self, TimeOff};
use crate::day::Day;
use crate::text::{self, counted, quoted};

/// Hours a week where the person has not said how many.
pub const ASSUMED_HOURS: u32 = 3;

/// Most hours a week that a person can say.
pub const HOURS_A_WEEK_LIMIT: u32 = 100;

/// How many runs are sampled.
const RUNS: usize = 500;

/// How many items without an estimate are named.
const NAMED: usize = 3;

/// Beyond so many days no month is named.
const FAR: u32 = 20 * 365;

/// Two numbers of which the first is not greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The smaller one.
    pub low: u32,
    /// The greater one.
    pub high: u32,
}

impl Span {
    fn add(&mut self, low: u32, high: u32) {
        self.low = self.low.saturating_add(low);
        self.high = self.high.saturating_add(high);
    }
}

/// When a step could be done, if the steps are worked through in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepForecast {
    /// Id of the step.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Days from today until it is done.
    pub days: Span,
}

/// The due date for which there is least time, and what has to be done by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tightest {
    /// The due date.
    pub due: Day,
    /// Hours of all open items that are due by then.
    pub needed: Span,
    /// Hours that there are until then.
    pub available: u32,
    /// Hours a week that would do.
    pub weekly: Span,
}

/// What can be said of the time that a plan takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// Hours a week that it is made for.
    pub hours_a_week: u32,
    /// Whether the person has not said them.
    pub assumed: bool,
    /// Open items with an estimate.
    pub estimated: usize,
    /// The titles of open items without one.
    pub unknown: Vec<String>,
    /// The sums of all low and of all high estimates, in hours.
    pub sum: Span,
    /// The hours that most runs take: 10th to 90th percentile.
    pub likely: Span,
    /// The same in days from today.
    pub days: Span,
    /// The steps that have work with an estimate left, in order.
    pub steps: Vec<StepForecast>,
    /// Where due dates leave least time; `None` without any that is still ahead.
    pub tightest: Option<Tightest>,
}

/// A forecast for a plan; `hours_a_week` is 0 where the person has not said it.
pub fn forecast(plan: &Plan, hours_a_week: u32, today: Day) -> Forecast {
    forecast_around(plan, hours_a_week, &[], today)
}

/// The same for a person who does nothing for the plan at some times.
pub fn forecast_around(plan: &Plan, hours_a_week: u32, off: &[TimeOff], today: Day) -> Forecast {
    let days = |hours: Span, pace: u32| {
        let Span { low, high } = days(hours, pace);
        let [low, high] = [low, high].map(|days| time_off::past(days, off, today));
        Span { low, high }
    };
    let assumed = hours_a_week == 0;
    let pace = if assumed { ASSUMED_HOURS } else { hours_a_week };
    let pace = pace.min(HOURS_A_WEEK_LIMIT);
    let open = |item: &&Item| item.kind == Kind::Milestone && item.is_open();
    let mut sum = Span::default();
    let mut unknown = Vec::new();
    for item in plan.items().filter(open) {
        match item.effort {
            Some(effort) => sum.add(effort.low, effort.high),
            None => unknown.push(item.title.clone()),
        }
    }
    let sampled = sampled(plan);
    let (estimated, likely) = sampled
        .last()
        .map_or((0, Span::default()), |last| (last.estimated, last.likely));
    let steps = sampled.into_iter().map(|sampled| StepForecast {
        id: sampled.step.id.to_owned(),
        title: sampled.step.title.to_owned(),
        days: days(sampled.likely, pace),
    });
    Forecast {
        hours_a_week: pace,
        assumed,
        estimated,
        unknown,
        sum,
        likely,
        days: days(likely, pace),
        steps: steps.collect(),
        tightest: tightest(plan.items().filter(open), pace, off, today),
    }
}

/// The hours that are left in most runs: those of [`Forecast::likely`], without a pace. `None` where
/// nothing that is open has an estimate.
pub fn hours_left(plan: &Plan) -> Option<Span> {
    sampled(plan).last().map(|last| last.likely)
}

/// What is left up to the end of a step.
struct Sampled<'a> {
    step: StepOf<'a>,
    /// Open items with an estimate, up to here.
    estimated: usize,
    /// The hours that most runs take up to here.
    likely: Span,
}

/// The steps that have work with an estimate left, in order.
fn sampled(plan: &Plan) -> Vec<Sampled<'_>> {
    let mut steps = Vec::new();
    let mut estimated = 0;
    let mut totals = [0; RUNS];
    for (step, items) in plan.by_step() {
        let before = estimated;
        for item in items {
            if let Some(effort) = item.effort.filter(|_| item.is_open()) {
                estimated += 1;
                let chance = Chance::of(item);
                for (run, total) in totals.iter_mut().enumerate() {
                    *total += chance.hours(effort, run);
                }
            }
        }
        if estimated > before {
            steps.push(Sampled {
                step,
                estimated,
                likely: percentiles(&totals),
            });
        }
    }
    steps
}

/// The 10th and the 90th percentile.
fn percentiles(totals: &[u32; RUNS]) -> Span {
    let mut ordered = Vec::with_capacity(RUNS);
    for total in totals {
        let place = ordered.partition_point(|other| other < total);
        ordered.insert(place, *total);
    }
    Span {
        low: ordered[RUNS / 10],
        high: ordered[RUNS - 1 - RUNS / 10],
    }
}

/// Days that so many hours take, begun days in full.
fn days(hours: Span, pace: u32) -> Span {
    let days = |hours: u32| {
        let days = (u64::from(hours) * 7).div_ceil(u64::from(pace));
        u32::try_from(days).unwrap_or(u32::MAX)
    };
    Span {
        low: days(hours.low),
        high: days(hours.high),
    }
}

/// The due date ahead for which the hours needed are the largest share of those that there are.
fn tightest<'a>(
    open: impl Iterator<Item = &'a Item>,
    pace: u32,
    off: &[TimeOff],
    today: Day,
) -> Option<Tightest> {
    let mut by_due: Vec<(Day, Span)> = Vec::new();
    for item in open {
        if let (Some(due), Some(effort)) = (item.due, item.effort) {
            let place = by_due.partition_point(|(other, _)| *other < due);
            if by_due.get(place).is_none_or(|(other, _)| *other != due) {
                by_due.insert(place, (due, Span::default()));
            }
            by_due[place].1.add(effort.low, effort.high);
        }
    }
    let mut needed = Span::default();
    let mut found: Option<Tightest> = None;
    for (due, more) in by_due {
        needed.add(more.low, more.high);
        let Ok(left) = u32::try_from(due.since(today)) else {
            continue;
        };
        let left = time_off::left(left, off, today);
        let weekly = |hours: u32| (u64::from(hours) * 7).div_ceil(u64::from(left).max(7)) as u32;
        let this = Tightest {
            due,
            needed,
            available: (u64::from(left) * u64::from(pace) / 7) as u32,
            weekly: Span {
                low: weekly(needed.low),
                high: weekly(needed.high),
            },
        };
        let share = |one: &Tightest, other: &Tightest| {
            u64::from(one.needed.high) * (u64::from(other.available) + 1)
        };
        if found
            .as_ref()
            .is_none_or(|known| share(&this, known) > share(known, &this))
        {
            found = Some(this);
        }
    }
    found
}

/// The luck of one item: a number for each run, which is the same in every forecast.
struct Chance(u32);

impl Chance {
    fn of(item: &Item) -> Self {
        // FNV-1a.
        let mix = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        Self(item.id.bytes().fold(0x811c_9dc5, mix))
    }

    /// What the item takes in a run, from its low to its high estimate: both halves of its luck are
    /// even, so that the middle is likelier than the ends.
    fn hours(&self, effort: Effort, run: usize) -> u32 {
        const HALF: u64 = 0xffff;
        let shared = run as u64 * HALF / (RUNS as u64 - 1);
        let luck = shared + u64::from(self.number(run as u32) >> 16);
        let more = u64::from(effort.high.saturating_sub(effort.low));
        effort.low + ((more * luck + HALF) / (2 * HALF)) as u32
    }

    /// Any number, evenly (the end of MurmurHash3, Austin Appleby).
    fn number(&self, run: u32) -> u32 {
        let mut number = self.0 ^ run.wrapping_mul(0x9e37_79b9);
        number = (number ^ (number >> 16)).wrapping_mul(0x85eb_ca6b);
        number = (number ^ (number >> 13)).wrapping_mul(0xc2b2_ae35);
        number ^ (number >> 16)
    }
}

// ---- in words -------------------------------------------------------------------------------

/// The window in one sentence.
pub fn headline(forecast: &Forecast, today: Day) -> String {
    if forecast.estimated == 0 {
        let text = if forecast.unknown.is_empty() {
            "Nothing is left to do in this plan."
        } else {
            "Nothing that is left has an estimate in hours: open an item to give it one."
        };
        return text.to_owned();
    }
    let pace = counted(forecast.hours_a_week as usize, "hour");
    let assumed = if forecast.assumed {
        ", which is an assumption until you say yours,"
    } else {
        ""
    };
    let window = window(forecast.days, today);
    format!("At {pace} a week{assumed} what is left could be done {window}.")
}

/// What the hours are, and what comes on top of them.
pub fn details(forecast: &Forecast) -> Vec<String> {
    let mut lines = Vec::new();
    if forecast.estimated > 0 {
        lines.push(format!(
            "The estimates add up to {} hours; in 8 of 10 sampled runs it is {}.",
            range(forecast.sum),
            range(forecast.likely)
        ));
    }
    if !forecast.unknown.is_empty() {
        let named: Vec<String> = forecast
            .unknown
            .iter()
            .take(NAMED)
            .map(|title| quoted(title))
            .collect();
        let unknown = forecast.unknown.len();
        let verb = if unknown == 1 {
            "has no estimate and comes"
        } else {
            "have no estimate and come"
        };
        let others = if unknown > NAMED { " and others" } else { "" };
        lines.push(format!(
            "{} {verb} on top: {}{others}.",
            counted(unknown, "item"),
            named.join(", ")
        ));
    }
    lines
}

/// Whether the tightest due date can be met.
pub fn hint(tightest: &Tightest, pace: u32) -> String {
    let verdict = if tightest.needed.low > tightest.available {
        "A later date, or one thing fewer, would make room."
    } else if tightest.needed.high > tightest.available {
        "It can work out; there is little to spare."
    } else {
        "That fits."
    };
    format!(
        "What is due by {} needs {} hours, {} a week; at {} a week there are {}. {verdict}",
        tightest.due.in_words(),
        range(tightest.needed),
        range(tightest.weekly),
        counted(pace as usize, "hour"),
        text::number(tightest.available as usize),
    )
}

/// “40–90”, or “40”.
pub fn range(span: Span) -> String {
    let low = text::number(span.low as usize);
    if span.low == span.high {
        return low;
    }
    [&low, "–", &text::number(span.high as usize)].concat()
}

/// The same in a few letters: “Mar–Jul 2027”, or “Mar 2027 – Jul 2028”.
pub fn brief_window(days: Span, today: Day) -> String {
    if days.high > FAR {
        return window(days, today);
    }
    let month = |days: u32| {
        let (year, month, _) = today.plus(days.cast_signed()).date();
        (&month_name(month)[..3], year)
    };
    let ((first, of), (last, year)) = (month(days.low), month(days.high));
    if of != year {
        return format!("{first} {of} – {last} {year}");
    }
    if first == last {
        return format!("{last} {year}");
    }
    format!("{first}–{last} {year}")
}

/// Days from today as months: “between March and July 2027”.
pub fn window(days: Span, today: Day) -> String {
    if days.low > FAR {
        return "in more than 20 years".to_owned();
    }
    let date = |days: u32| today.plus(days.cast_signed()).date();
    let (year, month, _) = date(days.low);
    let first = month_name(month);
    if days.high > FAR {
        return ["in ", first, " ", &year.to_string(), " or much later"].concat();
    }
    let (last_year, last_month, _) = date(days.high);
    let last = month_name(last_month);
    let end = last_year.to_string();
    if year != last_year {
        return [
            "between ",
            first,
            " ",
            &year.to_string(),
            " and ",
            last,
            " ",
            &end,
        ]
        .concat();
    }
    if month == last_month {
        return ["in ", first, " ", &end].concat();
    }
    ["between ", first, " and ", last, " ", &end].concat()
}

/// The English name of a month, 1 to 12.
pub fn month_name(month: i32) -> &'static str {
    let names =
        "January February March April May June July August September October November December";
    let place = usize::try_from(month - 1).unwrap_or_default();
    names.split(' ').nth(place).unwrap_or_default()
}

#[cfg(test)]
#[path = "forecast/tests.rs"]
mod tests;
