//! From the alert to who repairs: a chain of calls, and the three whom the last of them sends out.

use super::svg::{Anchor, Canvas, NARROW, WIDE, layouts, number, words};
use super::{Figure, Step};
use maud::{Markup, html};

/// How many of the people stand side by side at the end of the chain.
const SENT_OUT: usize = 3;

/// Whether there is a chain, and somebody to be sent out.
pub(super) fn is_sound(figure: &Figure) -> bool {
    figure.step.len() > SENT_OUT + 1
}

/// The drawing, in both layouts.
pub(super) fn drawing(figure: &Figure) -> Markup {
    let (chain, sent) = figure.step.split_at(figure.step.len() - SENT_OUT);
    layouts(&wide(chain, sent), &narrow(chain, sent))
}

/// A name in a box, with its middle at a place.
fn person(step: &Step, (x, y): (f32, f32), width: f32, is_last: bool) -> Markup {
    let class = if is_last { "box strong-box" } else { "box" };
    html! {
        rect class=(class) x=(number(x - width / 2.0)) y=(number(y - 17.0)) width=(number(width)) height="34" rx="3" {}
        (words((x, y + 5.0), Anchor::Middle, "strong", &step.label))
    }
}

/// A line along these points, with a head at its end.
fn arrow(points: &[(f32, f32)], down: bool) -> Markup {
    let mut path = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        path += if index == 0 { "M" } else { "L" };
        path += &format!("{} {}", number(*x), number(*y));
    }
    path += if down {
        "m-5-7l5 7 5-7"
    } else {
        "m-7-5l7 5-7 5"
    };
    html! { path class="arrow" d=(path) {} }
}

/// The chain from left to right, and those who are sent out below its end.
fn wide(chain: &[Step], sent: &[Step]) -> Canvas {
    let (top, bottom, size) = (19.0, 122.0, 112.0);
    let gap = (WIDE - size) / (chain.len() - 1) as f32;
    let x = |index: usize| size / 2.0 + gap * index as f32;
    let last = x(chain.len() - 1);
    let below = |index: usize| last - gap * (SENT_OUT - 1 - index) as f32;
    let body = html! {
        @for index in 1..chain.len() {
            (arrow(&[(x(index - 1) + size / 2.0, top), (x(index) - size / 2.0 - 2.0, top)], false))
        }
        @for index in 0..sent.len() {
            @let (from, to) = ((last, top + 17.0), (below(index), bottom - 19.0));
            (arrow(&[from, (last, 70.0), (to.0, 70.0), to], true))
        }
        @for (index, step) in chain.iter().enumerate() {
            (person(step, (x(index), top), size, index + 1 == chain.len()))
        }
        @for (index, step) in sent.iter().enumerate() {
            (person(step, (below(index), bottom), size, false))
            @if let Some(note) = &step.note { (words((below(index), bottom + 34.0), Anchor::Middle, "quiet", note)) }
        }
        @for (index, step) in chain.iter().enumerate().take(chain.len() - 1) {
            @if let Some(note) = &step.note { (words((x(index), top + 34.0), Anchor::Middle, "quiet", note)) }
        }
        @if let Some(note) = chain.last().and_then(|step| step.note.as_ref()) {
            (words((last - 10.0, top + 34.0), Anchor::End, "quiet", note))
        }
    };
    Canvas {
        width: WIDE,
        height: 162.0,
        body,
    }
}

/// The chain from the top down, and those who are sent out side by side at its foot.
fn narrow(chain: &[Step], sent: &[Step]) -> Canvas {
    let (size, small) = (116.0, 90.0);
    let y = |index: usize| 19.0 + 60.0 * index as f32;
    let middle = size / 2.0;
    let foot = y(chain.len() - 1) + 82.0;
    let below = |index: usize| small / 2.0 + (NARROW - small) / 2.0 * index as f32;
    let turn = foot - 38.0;
    let body = html! {
        @for index in 1..chain.len() {
            (arrow(&[(middle, y(index - 1) + 17.0), (middle, y(index) - 19.0)], true))
        }
        @for index in 0..sent.len() {
            @let from = (middle, y(chain.len() - 1) + 17.0);
            (arrow(&[from, (middle, turn), (below(index), turn), (below(index), foot - 19.0)], true))
        }
        @for (index, step) in chain.iter().enumerate() {
            (person(step, (middle, y(index)), size, index + 1 == chain.len()))
            @if let Some(note) = &step.note { (words((size + 10.0, y(index) + 5.0), Anchor::Start, "quiet", note)) }
        }
        @for (index, step) in sent.iter().enumerate() {
            (person(step, (below(index), foot), small, false))
            @if let Some(note) = &step.note { (words((below(index), foot + 33.0), Anchor::Middle, "quiet", note)) }
        }
    };
    Canvas {
        width: NARROW,
        height: foot + 40.0,
        body,
    }
}
