//! Dates and forecast windows on one scale: what the timeline draws, and says in words.
//!
//! Places are thousandths of the width, so the figure fits any screen and its words keep their size.

use super::forecast::{StepForecast, window};
use super::item::{Item, Status};
use super::model::Plan;
use crate::day::Day;

/// Most rows that are drawn.
const ROWS: usize = 40;

/// Days before and after today that can be shown; what lies outside is drawn at the edge.
const PAST: i32 = 3 * 365;
const FUTURE: i32 = 10 * 365;

/// Most quarters that are named.
const TICKS: i32 = 8;

/// Least length of a bar, in thousandths: never too short to be seen.
const SHORTEST: u16 = 10;

/// The plan on a scale of time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The rows, in the order of the plan.
    pub rows: Vec<Row>,
    /// Where quarters of a year begin.
    pub ticks: Vec<Tick>,
    /// The place of today, in thousandths.
    pub today: u16,
    /// How many items with dates are not shown, because there are too many.
    pub left_out: usize,
}

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// The window in which a step could be done.
    Window,
    /// An item that is open.
    Open,
    /// An item that is done.
    Done,
    /// An item that was due before today.
    Late,
}

/// A row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is of.
    pub kind: RowKind,
    /// The name of the step or the item.
    pub name: String,
    /// Its dates in words.
    pub said: String,
    /// Where it begins, in thousandths.
    pub start: u16,
    /// How long it is, in thousandths; `None` for a single day.
    pub length: Option<u16>,
}

/// The beginning of a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its place, in thousandths.
    pub place: u16,
    /// Its name: “Q1 2027”, or “2027” on a long scale.
    pub name: String,
}

/// The first and the last day that are shown.
#[derive(Debug, Clone, Copy)]
struct Scale {
    first: Day,
    last: Day,
}

impl Scale {
    /// The place of a day, in thousandths.
    fn place(self, day: Day) -> u16 {
        let all = self.last.since(self.first).max(1);
        u16::try_from(day.since(self.first).clamp(0, all) * 1_000 / all).unwrap_or(1_000)
    }
}

/// A row before there is a scale.
struct Dated {
    kind: RowKind,
    name: String,
    said: String,
    first: Day,
    last: Option<Day>,
}

/// The timeline of a plan, with the windows of the steps that have a forecast. Without any date or window
/// it has no rows.
pub fn timeline(plan: &Plan, forecasts: &[StepForecast], today: Day) -> Timeline {
    let mut dated = Vec::new();
    for (step, items) in plan.by_step() {
        let forecast = forecasts.iter().find(|known| known.id == step.id);
        dated.extend(forecast.map(|step| row_of_step(step, today)));
        dated.extend(items.iter().filter_map(|item| row_of_item(item, today)));
    }
    let left_out = dated.len().saturating_sub(ROWS);
    dated.truncate(ROWS);
    let scale = scale(&dated, today);
    Timeline {
        rows: dated.into_iter().map(|row| placed(row, scale)).collect(),
        ticks: ticks(scale),
        today: scale.place(today),
        left_out,
    }
}

fn row_of_step(step: &StepForecast, today: Day) -> Dated {
    let day = |days: u32| today.plus(days.min(FUTURE.cast_unsigned()).cast_signed());
    Dated {
        kind: RowKind::Window,
        name: step.title.clone(),
        said: format!("could be done {}", window(step.days, today)),
        first: day(step.days.low),
        last: Some(day(step.days.high)),
    }
}

fn row_of_item(item: &Item, today: Day) -> Option<Dated> {
    let kind = match item.status {
        Status::Skipped => return None,
        Status::Done => RowKind::Done,
        _ if item.due.is_some_and(|due| due < today) => RowKind::Late,
        _ => RowKind::Open,
    };
    let (first, last, said) = match (item.start, item.due) {
        (None, None) => return None,
        (Some(day), None) => (day, None, format!("from {}", day.in_words())),
        (None, Some(day)) => (day, None, format!("due {}", day.in_words())),
        (Some(start), Some(due)) => (
            start.min(due),
            Some(start.max(due)),
            format!("{} to {}", start.in_words(), due.in_words()),
        ),
    };
    Some(Dated {
        kind,
        name: item.title.clone(),
        said,
        first,
        last,
    })
}

/// From the first day of a quarter to the last day of any row.
fn scale(rows: &[Dated], today: Day) -> Scale {
    let (earliest, latest) = (today.plus(-PAST), today.plus(FUTURE));
    let mut scale = Scale {
        first: today,
        last: today.plus(90),
    };
    for row in rows {
        let last = row.last.unwrap_or(row.first);
        scale.first = scale.first.min(row.first).max(earliest);
        scale.last = scale.last.max(last).min(latest);
    }
    let (year, month, _) = scale.first.date();
    scale.first = Day::from_date(year, month - (month - 1) % 3, 1);
    scale
}

/// Up to [`TICKS`] quarters, or years where that would be more.
fn ticks(scale: Scale) -> Vec<Tick> {
    let quarters = scale.last.since(scale.first) / 91 + 1;
    // A quarter, half a year, a year, two years.
    let every = [1, 2, 4, 8, 16]
        .into_iter()
        .find(|every| quarters / every <= TICKS);
    let every = every.unwrap_or(16);
    let (year, month, _) = scale.first.date();
    let first = year * 4 + (month - 1) / 3;
    // Years begin where years begin.
    let first = (first + every - 1) / every * every;
    let mut ticks = Vec::new();
    for number in (first..).step_by(usize::try_from(every).unwrap_or(1)) {
        let (year, quarter) = (number / 4, number % 4);
        let day = Day::from_date(year, quarter * 3 + 1, 1);
        if day > scale.last || ticks.len() > 40 {
            break;
        }
        let name = if every >= 4 {
            year.to_string()
        } else {
            format!("Q{} {year}", quarter + 1)
        };
        ticks.push(Tick {
            place: scale.place(day),
            name,
        });
    }
    ticks
}

fn placed(row: Dated, scale: Scale) -> Row {
    let first = scale.place(row.first);
    let length = row.last.map(|last| {
        let end = scale.place(last.plus(1));
        end.saturating_sub(first).max(SHORTEST)
    });
    Row {
        kind: row.kind,
        name: row.name,
        said: row.said,
        start: first.min(1_000 - length.unwrap_or(0)),
        length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::forecast::forecast;

    fn today() -> Day {
        Day::parse("2026-11-23").expect("a day")
    }

    fn item(id: &str, start: &str, due: &str) -> Item {
        Item {
            id: id.into(),
            step: "degree".into(),
            rank: id.to_owned(),
            title: ["Title of ", id].concat(),
            start: Day::parse(start),
            due: Day::parse(due),
            ..Item::default()
        }
    }

    fn drawn(items: Vec<Item>) -> Timeline {
        let plan = Plan::from_items(items);
        timeline(&plan, &forecast(&plan, 3, today()).steps, today())
    }

    #[test]
    fn a_plan_without_dates_and_estimates_has_no_rows() {
        assert_eq!(drawn(vec![item("a", "", "")]).rows, []);
    }

    #[test]
    fn two_dates_are_a_bar_and_one_is_a_mark() {
        let found = drawn(vec![
            item("a", "2026-12-01", "2027-01-01"),
            item("b", "", "2026-01-01"),
            item("c", "2027-01-01", ""),
        ]);
        let rows: Vec<_> = found
            .rows
            .iter()
            .map(|row| (row.kind, row.length.is_some()))
            .collect();
        assert_eq!(
            rows,
            [
                (RowKind::Open, true),
                (RowKind::Late, false),
                (RowKind::Open, false)
            ]
        );
        assert_eq!(found.rows[0].said, "1 Dec 2026 to 1 Jan 2027");
        assert_eq!(found.rows[1].said, "due 1 Jan 2026");
        assert_eq!(
            found.ticks[0],
            Tick {
                place: 0,
                name: "Q1 2026".to_owned()
            }
        );
    }

    #[test]
    fn steps_with_estimates_have_windows() {
        let plan = Plan::template();
        let forecast = forecast(&plan, 3, today());
        let found = timeline(&plan, &forecast.steps, today());
        let windows = found.rows.iter().filter(|row| row.kind == RowKind::Window);
        assert_eq!(windows.count(), forecast.steps.len());
        assert_eq!(timeline(&plan, &[], today()).rows, []);
    }

    #[test]
    fn too_many_are_counted() {
        let items = (100..200).map(|number| item(&number.to_string(), "", "2027-01-01"));
        let found = drawn(items.collect());
        assert_eq!((found.rows.len(), found.left_out), (ROWS, 60));
    }

    #[test]
    fn any_date_stays_within_the_figure() {
        let found = drawn(vec![
            item("a", "0001-01-01", "9999-12-31"),
            item("b", "9999-12-31", "0001-01-01"),
            item("c", "", "9999-12-31"),
            item("d", "0001-01-01", ""),
        ]);
        for row in &found.rows {
            assert!(row.start + row.length.unwrap_or(0) <= 1_000, "{row:?}");
        }
        assert!(found.ticks.len() as i32 <= TICKS + 1, "{:?}", found.ticks);
        assert!(found.ticks.is_sorted_by_key(|tick| tick.place));
    }

    #[test]
    fn ticks_begin_with_quarters_and_years() {
        let names = |first: &str, last: &str| {
            let day = |text: &str| Day::parse(text).expect("a day");
            let scale = Scale {
                first: day(first),
                last: day(last),
            };
            let ticks = ticks(scale).into_iter().map(|tick| tick.name);
            ticks.collect::<Vec<String>>().join(", ")
        };
        assert_eq!(
            names("2026-10-01", "2027-05-01"),
            "Q4 2026, Q1 2027, Q2 2027"
        );
        assert_eq!(
            names("2026-10-01", "2029-12-01"),
            "Q1 2027, Q3 2027, Q1 2028, Q3 2028, Q1 2029, Q3 2029"
        );
        assert_eq!(
            names("2026-10-01", "2033-12-01"),
            "2027, 2028, 2029, 2030, 2031, 2032, 2033"
        );
    }
}
