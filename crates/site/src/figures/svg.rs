//! What the drawings share: a canvas, numbers as SVG writes them, and words at a place.

use maud::{Markup, html};

/// A drawing of this size, in units that are pixels on the narrowest screen it is meant for.
pub(super) struct Canvas {
    pub width: f32,
    pub height: f32,
    pub body: Markup,
}

/// The width of a drawing for a column of a text, at least 480 px wide.
pub(super) const WIDE: f32 = 560.0;

/// The width of a drawing for a phone, at least 288 px wide.
pub(super) const NARROW: f32 = 288.0;

/// A drawing in two layouts, of which the style shows the one that fits. Words in a drawing shrink
/// with it: one layout for both would be too small to read on a phone.
pub(super) fn layouts(wide: &Canvas, narrow: &Canvas) -> Markup {
    html! { (layout("drawing broad", wide)) (layout("drawing slim", narrow)) }
}

fn layout(class: &str, canvas: &Canvas) -> Markup {
    let size = format!("0 0 {} {}", number(canvas.width), number(canvas.height));
    html! { svg class=(class) viewBox=(size) aria-hidden="true" { (canvas.body) } }
}

/// Where words begin, from their place on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Words at a place. `class` is a colour of the style sheet, or nothing.
pub(super) fn words((x, y): (f32, f32), anchor: Anchor, class: &str, text: &str) -> Markup {
    let anchor = match anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    };
    let class = (!class.is_empty()).then_some(class);
    html! { text class=[class] x=(number(x)) y=(number(y)) text-anchor=[anchor] { (text) } }
}

/// A straight line.
pub(super) fn line(class: &str, (x1, y1): (f32, f32), (x2, y2): (f32, f32)) -> Markup {
    html! { path class=(class) d=(format!("M{} {}L{} {}", number(x1), number(y1), number(x2), number(y2))) {} }
}

/// A filled circle.
pub(super) fn dot(class: &str, (x, y): (f32, f32), radius: f32) -> Markup {
    html! { circle class=(class) cx=(number(x)) cy=(number(y)) r=(number(radius)) {} }
}

/// A number with one digit after the point at most.
pub(super) fn number(value: f32) -> String {
    let text = format!("{value:.1}");
    let text = text.trim_end_matches(".0");
    if text == "-0" { "0" } else { text }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (-0.02, "0"),
            (12.0, "12"),
            (3.26, "3.3"),
            (-1.5, "-1.5"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
