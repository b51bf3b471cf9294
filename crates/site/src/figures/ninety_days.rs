//! Ninety days on one axis: what the time is for, and what comes back on a day of it.

use super::svg::{Anchor, Canvas, NARROW, WIDE, layouts, line, number, words};
use super::{Band, Figure};
use maud::{Markup, html};

/// Whether the figure has what the axis needs: stretches one after the other, and what is done in them.
pub(super) fn is_sound(figure: &Figure) -> bool {
    let days = days(figure);
    !figure.band.is_empty()
        && figure
            .band
            .iter()
            .all(|band| band.from < band.to && band.to <= days)
        && figure
            .mark
            .iter()
            .all(|mark| mark.days.iter().all(|day| (0.0..=days).contains(day)))
        && stretches(figure).next().is_some()
}

/// The drawing, in both layouts.
pub(super) fn drawing(figure: &Figure) -> Markup {
    layouts(&draw(WIDE, figure), &draw(NARROW, figure))
}

fn days(figure: &Figure) -> f32 {
    figure.max.unwrap_or(90.0)
}

/// The bands that follow one another from the first day to the last.
fn stretches(figure: &Figure) -> impl Iterator<Item = &Band> {
    figure.band.iter().scan(0.0_f32, |end, band| {
        let follows = (band.from - *end).abs() < 0.5;
        *end = band.to;
        follows.then_some(band)
    })
}

fn draw(width: f32, figure: &Figure) -> Canvas {
    let (left, right) = (8.0, width - 8.0);
    let x = |day: f32| left + (right - left) * day / days(figure);
    let row = |index: usize| 96.0 + 44.0 * index as f32;
    let others = stretches(figure).count();
    let across = figure.band.iter().skip(others);
    let marks = figure.mark.len();
    let body = html! {
        @for (index, band) in stretches(figure).enumerate() {
            @let class = ["stretch first", "stretch second", "stretch third"][index.min(2)];
            rect class=(class) x=(number(x(band.from))) y="24" width=(number(x(band.to) - x(band.from))) height="22" {}
            (words((x(band.from), 15.0), Anchor::Start, "strong", &band.label))
            (words((x(band.from), 62.0), if index == 0 { Anchor::Start } else { Anchor::Middle }, "quiet", &number(band.from)))
        }
        (words((width, 62.0), Anchor::End, "quiet", &format!("day {}", number(days(figure)))))
        @for (index, mark) in figure.mark.iter().enumerate() {
            (words((left, row(index)), Anchor::Start, "", &mark.label))
            (line("axis", (left, row(index) + 16.0), (right, row(index) + 16.0)))
            @for day in &mark.days {
                @let (x, y) = (x(*day), row(index) + 16.0);
                @if mark.manager {
                    path class="manager" d=(format!("M{} {}l6 6-6 6-6-6z", number(x), number(y - 6.0))) {}
                } @else {
                    circle class="lead" cx=(number(x)) cy=(number(y)) r="4" {}
                }
            }
        }
        @for (index, band) in across.enumerate() {
            @let y = row(marks + index);
            (words((left, y), Anchor::Start, "", &band.label))
            (line("axis", (left, y + 16.0), (right, y + 16.0)))
            (line("beam lead", (x(band.from), y + 16.0), (x(band.to), y + 16.0)))
        }
    };
    let rows = marks + figure.band.len() - others;
    Canvas {
        width,
        height: row(rows) - 12.0,
        body,
    }
}
