//! Charts of a few kinds, for figures whose data needs no drawing of its own.

use super::Figure;
use crate::references::References;
use guide_core::route::{Base, Route};
use maud::{Markup, html};

impl Figure {
    pub(super) fn ranges(&self, references: &References, base: &Base) -> Markup {
        let max = self.max.unwrap_or(100.0);
        html! {
            ul.plain-list {
                @for row in &self.row {
                    li {
                        span.label { (row.label) }
                        (bar(row.low / max, row.high / max, &row.role))
                        span.value {
                            (row.text)
                            @if let Some(source) = row.source.as_ref().and_then(|id| references.source(id)) {
                                " "
                                a href=(base.href(Route::Sources) + "#" + &source.id) { (source.title) }
                            }
                        }
                    }
                }
            }
            p.scale-ends aria-hidden="true" { span { "0" } span { (max) " " (self.unit.as_deref().unwrap_or_default()) } }
        }
    }

    pub(super) fn ladder(&self) -> Markup {
        let count = self.step.len() as f32;
        html! {
            ol.plain-list {
                @for (index, step) in self.step.iter().enumerate() {
                    li {
                        (bar(0.0, (index + 1) as f32 / count, "lead"))
                        b { (step.label) }
                        span { (step.text) }
                    }
                }
            }
        }
    }

    pub(super) fn path(&self, base: &Base) -> Markup {
        html! {
            ol.plain-list {
                @for (index, step) in self.step.iter().enumerate() {
                    li {
                        svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true" {
                            circle cx="14" cy="14" r="12.5" {}
                            text x="14" y="19" text-anchor="middle" { (index + 1) }
                        }
                        b {
                            @match &step.href {
                                Some(href) if href.starts_with('/') => a href=(base.join(href)) { (step.label) },
                                _ => (step.label),
                            }
                        }
                        span { (step.text) }
                    }
                }
            }
        }
    }

    pub(super) fn bands(&self) -> Markup {
        let max = self.max.unwrap_or(100.0);
        let unit = self.unit.as_deref().unwrap_or_default();
        html! {
            ol.plain-list {
                @for band in &self.band {
                    li {
                        span.label { b { (band.label) } " " small { (band.from) "–" (band.to) " " (unit) } }
                        (bar(band.from / max, band.to / max, "lead"))
                        span { (band.text) }
                    }
                }
            }
        }
    }

    pub(super) fn quadrant(&self) -> Markup {
        let at = |x: usize, y: usize| self.cell.iter().find(|cell| (cell.x, cell.y) == (x, y));
        html! {
            div.scroll role="region" tabindex="0" aria-label=(self.title) {
                table {
                    thead { tr { td {} @for label in &self.x { th scope="col" { (label) } } } }
                    tbody {
                        @for y in [1, 0] {
                            tr {
                                th scope="row" { (self.y.get(y).map_or("", String::as_str)) }
                                @for x in [0, 1] {
                                    td { @if let Some(cell) = at(x, y) { b { (cell.label) } " " (cell.text) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A bar from `low` to `high` on a scale from 0 to 1. What it shows stands beside it in words.
fn bar(low: f32, high: f32, role: &str) -> Markup {
    let class = match role {
        "lead" | "manager" => role,
        _ => "plain-role",
    };
    // A single figure is drawn as a mark wide enough to be seen.
    let width = f32::max(high - low, 0.015);
    html! {
        svg class=(format!("bar-of {class}")) viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
            rect.scale width="100" height="8" {}
            rect.range x=(percent(low.min(1.0 - width))) width=(percent(width)) height="8" {}
        }
    }
}

fn percent(share: f32) -> String {
    let text = format!("{:.1}", share * 100.0);
    text.trim_end_matches(".0").to_owned()
}
