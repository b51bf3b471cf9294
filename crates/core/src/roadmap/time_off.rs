//! Weeks in which a person does nothing for the plan: the forecast goes around them.

use crate::day::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most of them in a plan.
pub const LIMIT: usize = 50;

/// From one day to another, both of them included: `from <= to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TimeOff {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl TimeOff {
    /// The days from one to the other; `None` where they are in the wrong order.
    pub fn new(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }
}

impl fmt::Display for TimeOff {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} to {}",
            self.from.in_words(),
            self.to.in_words()
        )
    }
}

/// What is off from today on, as days after today: in order, none of them touching another.
fn spans(off: &[TimeOff], today: Day) -> Vec<(i64, i64)> {
    let mut spans: Vec<(i64, i64)> = Vec::new();
    for off in off
        .iter()
        .filter(|off| off.from <= off.to && off.to >= today)
    {
        let after = |day: Day| i64::from(day.since(today));
        let span = (after(off.from).max(0), after(off.to) + 1);
        spans.insert(spans.partition_point(|other| *other < span), span);
    }
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (from, end) in spans {
        match merged.last_mut() {
            Some((_, last)) if *last >= from => *last = end.max(*last),
            _ => merged.push((from, end)),
        }
    }
    merged
}

/// How many days after today something is done that takes so many `days` of the others.
pub fn past(days: u32, off: &[TimeOff], today: Day) -> u32 {
    let mut end = i64::from(days);
    for (from, to) in spans(off, today) {
        // What is done before they begin does not wait for them.
        if from < end {
            end += to - from;
        }
    }
    u32::try_from(end).unwrap_or(u32::MAX)
}

/// How many of the `days` after today are left.
pub fn left(days: u32, off: &[TimeOff], today: Day) -> u32 {
    let days = i64::from(days);
    let gone = spans(off, today)
        .into_iter()
        .map(|(from, to)| to.min(days) - from.min(days));
    u32::try_from(days - gone.sum::<i64>()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn off(from: &str, to: &str) -> TimeOff {
        TimeOff::new(day(from), day(to)).expect("in order")
    }

    #[test]
    fn work_goes_on_after_each_time_off() {
        let today = day("2027-01-01");
        for (off, days, expected) in [
            (vec![], 10, 10),
            (vec![off("2027-01-05", "2027-01-11")], 10, 17),
            // It is over before they begin.
            (vec![off("2027-01-11", "2027-01-17")], 10, 10),
            // They have begun already, or are over.
            (vec![off("2026-12-20", "2027-01-02")], 10, 12),
            (vec![off("2026-12-20", "2026-12-31")], 10, 10),
            // Two that overlap count once, and a second one can come into the way by the first.
            (
                vec![
                    off("2027-01-05", "2027-01-11"),
                    off("2027-01-08", "2027-01-12"),
                ],
                10,
                18,
            ),
            (
                vec![
                    off("2027-01-14", "2027-01-14"),
                    off("2027-01-05", "2027-01-11"),
                ],
                10,
                18,
            ),
        ] {
            assert_eq!(past(days, &off, today), expected, "{off:?}");
            assert_eq!(left(expected, &off, today), days, "{off:?}");
        }
    }

    #[test]
    fn days_in_the_wrong_order_are_none() {
        assert_eq!(TimeOff::new(day("2027-01-02"), day("2027-01-01")), None);
        let damaged = TimeOff {
            from: day("2027-01-02"),
            to: day("2027-01-01"),
        };
        assert_eq!(past(5, &[damaged], day("2026-12-31")), 5);
    }
}
