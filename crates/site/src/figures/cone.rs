//! The cone of uncertainty: how far off an estimate may be, at each thing that gets decided. The
//! scale is logarithmic, so that half and twice as much are equally far from what was said.

use super::svg::{Anchor, Canvas, NARROW, WIDE, layouts, line, number, words};
use super::{Figure, Row};
use maud::{Markup, html};

/// The estimate that the numbers beside the cone are for, in weeks.
const SAID: f32 = 10.0;

/// The height of the drawing above and below the estimate for each doubling.
const DOUBLING: f32 = 50.0;

/// Whether the figure has what the cone needs.
pub(super) fn is_sound(figure: &Figure) -> bool {
    figure.row.len() >= 2
        && figure
            .row
            .iter()
            .all(|row| 0.0 < row.low && row.low <= 1.0 && 1.0 <= row.high && row.high <= 4.0)
}

/// The drawing, in both layouts.
pub(super) fn drawing(figure: &Figure) -> Markup {
    layouts(
        &draw(WIDE, &figure.row, true),
        &draw(NARROW, &figure.row, false),
    )
}

fn draw(width: f32, rows: &[Row], named: bool) -> Canvas {
    let middle = 2.0 * DOUBLING + 22.0;
    let margin = if named { 56.0 } else { 20.0 };
    let gap = (width - 2.0 * margin) / (rows.len() - 1) as f32;
    let x = |index: usize| margin + gap * index as f32;
    let y = |factor: f32| middle - DOUBLING * factor.log2();
    let upper = rows
        .iter()
        .enumerate()
        .map(|(index, row)| (x(index), y(row.high)));
    let lower = rows
        .iter()
        .enumerate()
        .rev()
        .map(|(index, row)| (x(index), y(row.low)));
    let outline: Vec<String> = upper
        .chain(lower)
        .map(|(x, y)| format!("{},{}", number(x), number(y)))
        .collect();
    let height = 2.0 * middle + 24.0;
    let body = html! {
        polygon class="cone" points=(outline.join(" ")) {}
        (line("thin ink", (0.0, middle), (width, middle)))
        @for (index, row) in rows.iter().enumerate() {
            @let x = x(index);
            (line("rod lead", (x, y(row.high)), (x, y(row.low))))
            (words((x, y(row.high) - 7.0), Anchor::Middle, "strong", &weeks(row.high)))
            (words((x, y(row.low) + 18.0), Anchor::Middle, "strong", &weeks(row.low)))
            @let name = if named { row.label.clone() } else { (index + 1).to_string() };
            (words((x, height - 5.0), Anchor::Middle, "quiet", &name))
        }
        @let said = if named { "you said ten" } else { "said: 10" };
        (words((x(0) + 8.0, middle - 6.0), Anchor::Start, "quiet", said))
    };
    Canvas {
        width,
        height,
        body,
    }
}

/// A multiple of the estimate, in weeks, as people write it.
fn weeks(factor: f32) -> String {
    let weeks = number(SAID * factor);
    weeks
        .strip_suffix(".5")
        .map_or(weeks.clone(), |whole| format!("{whole}½"))
}

/// The row in words: its multiples, and what ten weeks would mean.
pub(super) fn meaning(row: &Row) -> String {
    format!(
        "{}; ten weeks mean {} to {}",
        row.text,
        weeks(row.low),
        weeks(row.high)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_written_as_people_write_them() {
        assert_eq!(
            [0.25, 0.67, 1.25, 4.0].map(weeks),
            ["2½", "6.7", "12½", "40"]
        );
    }
}
