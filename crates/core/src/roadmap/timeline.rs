//! Dates and forecast windows as a picture, with a table that says the same.
//!
//! Places are given in percent of the picture's width, so it fits any screen and its words keep
//! their size.

use super::forecast::{Forecast, StepForecast, month_name};
use super::item::{Item, Status};
use super::model::Plan;
use crate::day::Day;
use crate::markup::Markup;

/// Most rows that are drawn.
const ROWS: usize = 40;

/// Height of a row, and of the words above and below all rows, in pixels.
const ROW: i32 = 36;

/// Longest name in the picture, in characters.
const NAME: usize = 32;

/// Days before and after today that the picture can show; what lies outside is drawn at its edge.
const PAST: i32 = 3 * 365;
const FUTURE: i32 = 10 * 365;

/// A line of the picture and of the table.
enum Row<'a> {
    Step(&'a StepForecast),
    Item(&'a Item),
}

/// The first and the last day that are shown.
#[derive(Debug, Clone, Copy)]
struct Scale {
    first: Day,
    last: Day,
}

impl Scale {
    /// The place of a day in percent of the width, with one digit after the point.
    fn percent(self, day: Day) -> String {
        percent(self.place(day))
    }

    /// The same in thousandths.
    fn place(self, day: Day) -> i32 {
        let all = self.last.since(self.first).max(1);
        day.since(self.first).clamp(0, all) * 1_000 / all
    }
}

fn percent(thousandths: i32) -> String {
    let whole = (thousandths / 10).to_string();
    [&whole, ".", &(thousandths % 10).to_string(), "%"].concat()
}

/// The picture and the table; nothing where no item has a date.
pub fn timeline(plan: &Plan, forecast: &Forecast, today: Day) -> Markup {
    let (rows, left_out) = rows(plan, forecast);
    let mut html = Markup::new();
    if !rows.iter().any(|row| matches!(row, Row::Item(_))) {
        html.element("p", "Give an item a date, and a timeline appears here.");
        return html;
    }
    html.append(&picture(&rows, today));
    if left_out > 0 {
        html.open("p").attribute("class", "meta");
        html.text("Not shown, as there are too many: ")
            .text(&left_out.to_string())
            .text(" items with dates.")
            .close("p");
    }
    html.append(&table(&rows, today));
    html
}

/// What is shown, and how many items with dates are not.
fn rows<'a>(plan: &'a Plan, forecast: &'a Forecast) -> (Vec<Row<'a>>, usize) {
    let mut rows = Vec::new();
    let mut left_out = 0;
    for (step, items) in plan.by_step() {
        let window = forecast.steps.iter().find(|known| known.id == step.id);
        if let Some(window) = window
            && rows.len() < ROWS
        {
            rows.push(Row::Step(window));
        }
        for item in items {
            if (item.start.is_none() && item.due.is_none()) || item.status == Status::Skipped {
                continue;
            }
            if rows.len() < ROWS {
                rows.push(Row::Item(item));
            } else {
                left_out += 1;
            }
        }
    }
    (rows, left_out)
}

/// The days of a window.
fn days_of(step: &StepForecast, today: Day) -> (Day, Day) {
    let day = |days: u32| today.plus(days.min(FUTURE.cast_unsigned()).cast_signed());
    (day(step.days.low), day(step.days.high))
}

fn scale(rows: &[Row<'_>], today: Day) -> Scale {
    let mut scale = Scale {
        first: today,
        last: today.plus(60),
    };
    for row in rows {
        let (first, last) = match row {
            Row::Step(step) => {
                let (_, last) = days_of(step, today);
                (None, Some(last))
            }
            Row::Item(item) => (item.start, item.due),
        };
        for day in [first, last].into_iter().flatten() {
            scale.first = scale.first.min(day).max(today.plus(-PAST));
            scale.last = scale.last.max(day).min(today.plus(FUTURE));
        }
    }
    // From the start of a month, so that its name stands at the edge.
    let (_, _, day) = scale.first.date();
    scale.first = scale.first.plus(1 - day);
    scale
}

fn picture(rows: &[Row<'_>], today: Day) -> Markup {
    let scale = scale(rows, today);
    let count = i32::try_from(rows.len()).unwrap_or_default();
    let height = (count + 1) * ROW;
    let mut svg = Markup::new();
    svg.open("svg")
        .attribute("class", "timeline")
        .attribute("role", "img")
        .attribute("aria-labelledby", "timeline-name timeline-about")
        .attribute("width", "100%")
        .number("height", height);
    svg.open("title")
        .attribute("id", "timeline-name")
        .text("Timeline of your plan")
        .close("title");
    svg.open("desc")
        .attribute("id", "timeline-about")
        .text("Dates of your items as bars, the forecast of each step as a pale bar, and a line for today. The table below has the same dates.")
        .close("desc");
    axis(&mut svg, scale, height);
    line(&mut svg, "today", &scale.percent(today), height);
    for (row, number) in rows.iter().zip(1..) {
        let top = number * ROW;
        let (name, class) = match row {
            Row::Step(step) => (&step.title, "step"),
            Row::Item(item) => (&item.title, "name"),
        };
        svg.open("text")
            .attribute("class", class)
            .number("x", 0)
            .number("y", top - 6)
            .text(&shortened(name))
            .close("text");
        match row {
            Row::Step(step) => {
                let (first, last) = days_of(step, today);
                bar(&mut svg, "window", scale, first, last, top);
            }
            Row::Item(item) => item_bar(&mut svg, scale, item, top),
        }
    }
    svg.close("svg");
    svg
}

fn item_bar(svg: &mut Markup, scale: Scale, item: &Item, top: i32) {
    let class = if item.is_open() { "open" } else { "over" };
    match (item.start, item.due) {
        (Some(start), Some(due)) => bar(svg, class, scale, start.min(due), due.max(start), top),
        (Some(day), None) | (None, Some(day)) => {
            svg.open("circle")
                .attribute("class", class)
                .attribute("cx", &percent(scale.place(day).clamp(8, 992)))
                .number("cy", top + 4)
                .number("r", 5)
                .close("circle");
        }
        (None, None) => {}
    }
}

fn bar(svg: &mut Markup, class: &'static str, scale: Scale, first: Day, last: Day, top: i32) {
    // Never too thin to be seen.
    let end = scale.place(last.plus(1)).max(10);
    let start = scale.place(first).min(end - 10);
    svg.open("rect")
        .attribute("class", class)
        .attribute("x", &percent(start))
        .number("y", top)
        .attribute("width", &percent(end - start))
        .number("height", 8)
        .close("rect");
}

/// Up to five months by name, the first at the edge.
fn axis(svg: &mut Markup, scale: Scale, height: i32) {
    let (year, month, _) = scale.first.date();
    let months = scale.last.since(scale.first) / 30 + 1;
    let every = (months + 3) / 4;
    for number in 0..4 {
        let month = month - 1 + number * every;
        let (year, month) = (year + month / 12, month % 12 + 1);
        let Some(day) = first_of(year, month).filter(|day| *day < scale.last) else {
            return;
        };
        let place = scale.percent(day);
        line(svg, "axis", &place, height);
        svg.open("text")
            .attribute("x", &place)
            .number("dx", 4)
            .number("y", 12)
            .text(&month_name(month)[..3])
            .text(" ")
            .text(&year.to_string())
            .close("text");
    }
}

/// The first day of a month.
fn first_of(year: i32, month: i32) -> Option<Day> {
    let zero = if month < 10 { "-0" } else { "-" };
    Day::parse(&[&year.to_string(), zero, &month.to_string(), "-01"].concat())
}

fn line(svg: &mut Markup, class: &'static str, place: &str, height: i32) {
    svg.open("line")
        .attribute("class", class)
        .attribute("x1", place)
        .attribute("x2", place)
        .number("y1", 0)
        .number("y2", height)
        .close("line");
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((end, _)) => [name[..end].trim_end(), "…"].concat(),
        None => name.to_owned(),
    }
}

fn table(rows: &[Row<'_>], today: Day) -> Markup {
    let mut html = Markup::new();
    html.open("details")
        .element("summary", "The timeline as a table");
    html.open("table").open("thead").open("tr");
    for name in ["Item", "From", "To"] {
        html.open("th")
            .attribute("scope", "col")
            .text(name)
            .close("th");
    }
    html.close("tr").close("thead").open("tbody");
    for row in rows {
        html.open("tr").open("th").attribute("scope", "row");
        match row {
            Row::Step(step) => {
                html.text(&step.title).close("th");
                html.open("td").attribute("colspan", "2");
                html.text("could be done ")
                    .text(&super::forecast::window(step.days, today))
                    .close("td");
            }
            Row::Item(item) => {
                html.text(&item.title).close("th");
                for day in [item.start, item.due] {
                    html.element("td", &day.map_or_else(|| "–".to_owned(), Day::in_words));
                }
            }
        }
        html.close("tr");
    }
    html.close("tbody").close("table").close("details");
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::forecast::forecast;

    fn day(text: &str) -> Option<Day> {
        Day::parse(text)
    }

    fn today() -> Day {
        day("2026-11-23").expect("a day")
    }

    fn item(id: &str, start: &str, due: &str) -> Item {
        Item {
            id: id.into(),
            step: "degree".into(),
            rank: id.to_owned(),
            title: ["Title of <", id, ">"].concat(),
            start: day(start),
            due: day(due),
            ..Item::default()
        }
    }

    fn drawn(items: Vec<Item>) -> String {
        let plan = Plan::from_items(items);
        timeline(&plan, &forecast(&plan, 3, today()), today()).into_html()
    }

    fn count(html: &str, part: &str) -> usize {
        html.matches(part).count()
    }

    #[test]
    fn a_plan_without_dates_has_no_picture() {
        let html = drawn(vec![item("a", "", "")]);
        assert!(!html.contains("<svg"), "{html}");
    }

    #[test]
    fn two_dates_are_a_bar_and_one_is_a_mark() {
        let html = drawn(vec![
            item("a", "2026-12-01", "2027-01-01"),
            item("b", "", "2027-01-01"),
            item("c", "2027-01-01", ""),
        ]);
        assert_eq!(count(&html, "<rect"), 1);
        assert_eq!(count(&html, "<circle"), 2);
        assert_eq!(count(&html, "class=\"today\""), 1);
        assert!(html.contains("Nov 2026"), "{html}");
        assert_eq!(count(&html, "<tr>"), 4);
        assert!(html.contains("<td>1 Dec 2026</td><td>1 Jan 2027</td>"));
        assert!(html.contains("Title of &lt;a&gt;"));
        assert!(
            !html.contains("style="),
            "the policy of the site forbids it"
        );
    }

    #[test]
    fn steps_with_estimates_have_pale_bars() {
        let mut items: Vec<Item> = Plan::template().items().cloned().collect();
        items[0].due = day("2027-05-01");
        let steps = forecast(&Plan::from_items(items.clone()), 3, today()).steps;
        assert_eq!(count(&drawn(items), "class=\"window\""), steps.len());
    }

    #[test]
    fn too_many_are_counted() {
        let items = (100..200).map(|number| item(&number.to_string(), "", "2027-01-01"));
        let html = drawn(items.collect());
        assert_eq!(count(&html, "<circle"), ROWS);
        assert!(html.contains("too many: 60 items"), "{html}");
    }

    #[test]
    fn any_date_stays_within_the_picture() {
        let html = drawn(vec![
            item("a", "0001-01-01", "9999-12-31"),
            item("b", "9999-12-31", "0001-01-01"),
            item("c", "", "9999-12-31"),
            item("d", "0001-01-01", ""),
        ]);
        for (at, _) in html.match_indices("%\"") {
            let number = html[..at].rsplit('"').next().unwrap_or_default();
            let value: f64 = number.parse().expect("a number");
            assert!((0.0..=100.0).contains(&value), "{number}");
        }
    }

    #[test]
    fn places_are_in_proportion() {
        let scale = Scale {
            first: today(),
            last: today().plus(200),
        };
        assert_eq!(scale.percent(today().plus(50)), "25.0%");
        assert_eq!(scale.percent(today().plus(1)), "0.5%");
        assert_eq!(scale.percent(today().plus(-9)), "0.0%");
        assert_eq!(scale.percent(today().plus(999)), "100.0%");
    }
}
