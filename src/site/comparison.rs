//! The comparison's table as HTML: all roles are in it, lead and manager are shown.
//!
//! On a phone the style sheet lays the rows out as grids. Browsers of today go on telling screen
//! readers that it is a table.

use crate::content::{Cell, Citation, Owner, ROLES, ROW_GROUPS, ROWS, Row};
use crate::route::{Base, GuidePage, Route};
use maud::{Markup, html};

/// How many roles are shown at first.
const SHOWN: usize = 2;

/// The table, with the words that stand around it.
pub fn table(base: &Base) -> Markup {
    let prose = GuidePage::from_slug("technical-lead-vs-engineering-manager")
        .map(|page| base.href(Route::Guide(page)));
    html! {
        table data-columns=(SHOWN + 1) {
            caption.meta {
                "Tinted cells own the row. Bars show the range that each source gives. "
                @if let Some(prose) = prose { "The reasons in prose: " a href=(prose) { "technical lead versus engineering manager" } "." }
            }
            thead {
                tr {
                    th.corner scope="col" { "Dimension" }
                    @for (index, role) in ROLES.iter().enumerate() {
                        th class=(role.id) scope="col" data-role=(role.id) hidden[index >= SHOWN] { (role.title) }
                    }
                }
            }
            @for group in ROW_GROUPS {
                tbody data-rows-of=(group.id) {
                    tr.group {
                        th scope="rowgroup" id=(format!("group-{}", group.id)) colspan=(SHOWN + 1) { (group.title) }
                    }
                    @for row in ROWS.iter().filter(|row| row.group == group.id) { (row_markup(base, row)) }
                }
            }
            tbody id="no-row" hidden {
                tr { td.nothing colspan=(SHOWN + 1) { "No row matches. Clear the filter, or choose all topics." } }
            }
        }
    }
}

fn row_markup(base: &Base, row: &Row) -> Markup {
    html! {
        tr id=(row.id) data-group=(row.group) data-same[row.same] {
            th scope="row" { (row.title) " " small { (row.question) } }
            @for (index, cell) in row.cells.iter().enumerate() { (cell_markup(row, cell, index)) }
        }
        tr.more {
            td colspan=(SHOWN + 1) {
                details {
                    summary {
                        @if row.disagree.is_some() { "Why, sources, and where they disagree" } @else { "Why, and sources" }
                        span.unseen { ": " (row.title) }
                    }
                    @for (index, cell) in row.cells.iter().enumerate() { (explanation(base, cell, index)) }
                    @if let Some(disagree) = row.disagree { p.note { b { "Sources disagree." } " " (disagree) } }
                    p.meta { "Sources for this row: " (citations(base, row.sources)) "." }
                    button.plain.needs-app type="button" data-copy-link=(row.id) { "Copy link to this row" span.unseen { ": " (row.title) } }
                }
            }
        }
    }
}

fn cell_markup(row: &Row, cell: &Cell, index: usize) -> Markup {
    let role = ROLES.get(index).map_or("", |role| role.id);
    let owns = match (role, row.owner) {
        ("lead", Owner::Lead | Owner::Both) => Some("own-lead"),
        ("manager", Owner::Manager | Owner::Both) => Some("own-manager"),
        _ => None,
    };
    html! {
        td class=[owns] data-role=(role) hidden[index >= SHOWN] {
            (cell.text)
            @if owns.is_some() { span.unseen { " (owns this)" } }
            @if !cell.ranges.is_empty() {
                ul.bars {
                    @for range in cell.ranges {
                        // A single figure is drawn as a mark wide enough to be seen.
                        @let width = u8::max(range.high - range.low, 3);
                        li {
                            svg class=(format!("bar-of {role}")) viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                                rect.scale width="100" height="8" {}
                                rect.range x=(range.low.min(100 - width)) width=(width) height="8" {}
                            }
                            span { (range.text) " " small { (range.source.title) } }
                        }
                    }
                }
            }
        }
    }
}

fn explanation(base: &Base, cell: &Cell, index: usize) -> Markup {
    let Some(role) = ROLES.get(index) else {
        return html! {};
    };
    html! {
        @if let Some(more) = cell.more {
            p data-role=(role.id) hidden[index >= SHOWN] {
                b class=(role.id) { (role.title) ": " }
                (more) " "
                span.meta {
                    @if cell.sources.is_empty() { "This guide’s own synthesis." } @else { (citations(base, cell.sources)) "." }
                }
            }
        }
    }
}

fn citations(base: &Base, sources: &[Citation]) -> Markup {
    let page = base.href(Route::Sources);
    html! {
        @for (index, source) in sources.iter().enumerate() {
            @if index > 0 { "; " }
            a href=(format!("{page}#{}", source.id)) { (source.title) }
        }
    }
}
