//! A pendulum of careers: the further somebody swung out into managing, in years, the further along
//! the arc; below the arc, how hard the way back is.

use super::svg::{Anchor, Canvas, NARROW, WIDE, dot, layouts, line, number, words};
use super::{Band, Figure, Row};
use maud::{Markup, html};

/// The years at the far end of the arc.
const LONGEST: f32 = 16.0;

/// Half of the angle that the arc spans, in degrees.
const REACH: f32 = 58.0;

/// What is wrong with the figure's data, if anything is.
pub(super) fn is_sound(figure: &Figure) -> bool {
    let in_reach = |years: f32| (0.0..=LONGEST).contains(&years);
    !figure.row.is_empty()
        && figure.row.iter().all(|row| in_reach(row.high))
        && figure.band.len() == 2
        && figure
            .band
            .iter()
            .all(|band| in_reach(band.from) && in_reach(band.to))
}

/// The drawing, in both layouts.
pub(super) fn drawing(figure: &Figure) -> Markup {
    let wide = Pendulum {
        pivot: (WIDE / 2.0, 16.0),
        length: 262.0,
    };
    let narrow = Pendulum {
        pivot: (NARROW / 2.0, 10.0),
        length: 140.0,
    };
    layouts(
        &wide.draw(WIDE, 338.0, figure, true),
        &narrow.draw(NARROW, 214.0, figure, false),
    )
}

struct Pendulum {
    pivot: (f32, f32),
    length: f32,
}

impl Pendulum {
    /// Where the pendulum is after so many years, at a distance from its pivot.
    fn at(&self, years: f32, distance: f32) -> (f32, f32) {
        let angle = (2.0 * REACH * years / LONGEST - REACH).to_radians();
        (
            self.pivot.0 + distance * angle.sin(),
            self.pivot.1 + distance * angle.cos(),
        )
    }

    fn arc(&self, class: &str, from: f32, to: f32, distance: f32) -> Markup {
        let ((x1, y1), (x2, y2)) = (self.at(from, distance), self.at(to, distance));
        let [x1, y1, x2, y2, r] = [x1, y1, x2, y2, distance].map(number);
        html! { path class=(class) d=(format!("M{x1} {y1}A{r} {r} 0 0 0 {x2} {y2}")) {} }
    }

    fn draw(&self, width: f32, height: f32, figure: &Figure, names: bool) -> Canvas {
        let length = self.length;
        let (home, away) = (self.at(0.0, length), self.at(LONGEST, length));
        let body = html! {
            (line("thin manager", self.pivot, away))
            (line("rod lead", self.pivot, home))
            (dot("ink", self.pivot, 4.0))
            (self.arc("axis", 0.0, LONGEST, length))
            @for year in 1..16 {
                @let year = year as f32;
                (line("axis", self.at(year, length - 4.0), self.at(year, length + 4.0)))
            }
            @for band in &figure.band { (self.zone(band)) }
            (dot("lead", home, 13.0))
            @for row in &figure.row { (dot("manager", self.at(row.high, length), 6.0)) }
            (words((0.0, home.1 - 32.0), Anchor::Start, "lead", "In the code"))
            (words((width, away.1 - 32.0), Anchor::End, "manager", "Managing"))
            @if names { (self.names(&figure.row)) }
            @for year in [5.0, 10.0] {
                @let (x, y) = self.at(year, length - 20.0);
                (words((x, y + 5.0), Anchor::Middle, "quiet", &number(year)))
            }
            @let (x, y) = self.at(8.0, length - if names { 40.0 } else { 36.0 });
            (words((x, y), Anchor::Middle, "quiet", "years of managing"))
            @if let [near, far] = figure.band.as_slice() {
                (words((0.0, height - if names { 46.0 } else { 21.0 }), Anchor::Start, "", &near.label))
                (words((width, height - 6.0), Anchor::End, "", &far.label))
            }
        };
        Canvas {
            width,
            height,
            body,
        }
    }

    /// How hard the way back is, as a band below the arc.
    fn zone(&self, band: &Band) -> Markup {
        let class = if band.from > 0.0 { "zone far" } else { "zone" };
        self.arc(class, band.from, band.to, self.length + 14.0)
    }

    /// The names beside the dots; those with the same number of years stand on one line.
    fn names(&self, rows: &[Row]) -> Markup {
        let mut years: Vec<(f32, String)> = Vec::new();
        for row in rows {
            let name = row.label.split(',').next().unwrap_or_default();
            match years.last_mut() {
                Some((last, names)) if (*last - row.high).abs() < 0.1 => {
                    *names = format!("{names}, {name}");
                }
                _ => years.push((row.high, name.to_owned())),
            }
        }
        html! {
            @for (year, names) in &years {
                @let (x, y) = self.at(*year, self.length);
                @if *year < LONGEST / 2.0 {
                    (words((x + 16.0, y + 3.0), Anchor::Start, "", names))
                } @else {
                    (words((x - 24.0, y + 16.0), Anchor::End, "", names))
                }
            }
        }
    }
}
