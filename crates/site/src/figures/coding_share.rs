//! The share of the week for code, as every source gives it: one scale, one line for each source,
//! nothing averaged. Where a source says “at least”, the line fades out instead of ending.

use super::svg::number;
use super::{Figure, Row};
use crate::references::References;
use guide_core::route::{Base, Route};
use maud::{Markup, html};

/// Whether every line is on the scale and names its source.
pub(super) fn is_sound(figure: &Figure) -> bool {
    figure.row.len() > 1
        && figure
            .row
            .iter()
            .all(|row| row.low <= row.high && row.high <= 100.0 && row.source.is_some())
}

/// The lines by group, below a scale.
pub(super) fn drawing(figure: &Figure, references: &References, base: &Base) -> Markup {
    html! {
        @for rows in figure.row.chunk_by(|a, b| a.group == b.group) {
            @if let Some(group) = rows.first().and_then(|row| row.group.as_deref()) { p.group { (group) } }
            ul.plain-list {
                @for row in rows {
                    li {
                        @match row.source.as_ref().and_then(|id| references.source(id)) {
                            Some(source) => a href=(base.href(Route::Sources) + "#" + &source.id) { (row.label) },
                            None => span { (row.label) },
                        }
                        (plot(row))
                        span.value { (row.text) }
                    }
                }
            }
        }
        p.scale-ends aria-hidden="true" { span { "0" } span { "50" } span { "100 %" } }
    }
}

fn plot(row: &Row) -> Markup {
    let class = if row.role == "manager" {
        "manager"
    } else {
        "lead"
    };
    // A single figure is drawn as a mark wide enough to be seen.
    let width = f32::max(row.high - row.low, 2.0);
    let start = if row.open { 2.0 } else { width };
    html! {
        svg class=(format!("bar-of {class}")) viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
            path.grid d="M0 4h100M25 0v8M50 0v8M75 0v8" {}
            @if row.open { rect.at-least x=(number(row.low)) width=(number(width)) height="8" {} }
            rect.range x=(number(row.low.min(100.0 - start))) width=(number(start)) height="8" {}
        }
    }
}
