//! A week of ten half-days, lead beside manager: a table, so that its words wrap in every column.

use super::Figure;
use maud::{Markup, html};
use serde::Deserialize;

/// One half-day of both.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HalfDay {
    day: String,
    lead: Slot,
    manager: Slot,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slot {
    #[serde(rename = "is")]
    kind: SlotKind,
    text: String,
}

/// What a half-day is, seen from the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SlotKind {
    /// Alone with one thing, or with one person on it.
    Whole,
    /// Cut up by people and meetings.
    Cut,
    /// Nothing is planned.
    Open,
}

impl SlotKind {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Whole, "in one piece"),
        (Self::Cut, "with others, cut up"),
        (Self::Open, "left open"),
    ];

    fn class(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Cut => "cut",
            Self::Open => "open",
        }
    }
}

/// Whether the figure has ten half-days, two of each day.
pub(super) fn is_sound(figure: &Figure) -> bool {
    figure.half.len() == 10
        && figure
            .half
            .chunks(2)
            .all(|day| matches!(day, [a, b] if a.day == b.day))
}

/// The table and what its tints mean.
pub(super) fn drawing(figure: &Figure) -> Markup {
    html! {
        table {
            thead { tr { td {} th.lead scope="col" { "Technical lead" } th.manager scope="col" { "Manager" } } }
            tbody {
                @for day in figure.half.chunks(2) {
                    tr {
                        th scope="row" { (day.first().map_or("", |half| half.day.as_str())) }
                        td.lead { @for half in day { (slot(&half.lead)) } }
                        td.manager { @for half in day { (slot(&half.manager)) } }
                    }
                }
            }
        }
        p.legend {
            @for (kind, name) in SlotKind::ALL { span class=(kind.class()) { (name) } " " }
        }
    }
}

fn slot(slot: &Slot) -> Markup {
    html! { span class=(slot.kind.class()) { (slot.text) } " " }
}

/// The same as rows of a table in Markdown: the name of a day, and the half-days of lead and manager.
pub(super) fn rows(figure: &Figure) -> impl Iterator<Item = (String, Vec<String>)> {
    let said = |slot: &Slot| match slot.kind {
        SlotKind::Whole => format!("**{}**", slot.text),
        SlotKind::Cut | SlotKind::Open => slot.text.clone(),
    };
    figure.half.chunks(2).map(move |day| {
        let name = day
            .first()
            .map_or_else(String::new, |half| half.day.clone());
        let of = |slot: fn(&HalfDay) -> &Slot| {
            day.iter()
                .map(|half| said(slot(half)))
                .collect::<Vec<_>>()
                .join("; ")
        };
        (name, vec![of(|half| &half.lead), of(|half| &half.manager)])
    })
}
