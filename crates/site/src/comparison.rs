//! What the comparison's page says: the answer, the table with all roles, of which lead and manager are
//! shown, and the prose around weighing. What has state is in the app's own components; the app reads
//! the rows from the page and has none of this text.
//!
//! The style sheet lays the rows out as grids, so that the browser can leave out what is not on the
//! screen. Browsers forget then that it is a table, so the HTML says it again with roles.

use super::SiteError;
use super::kinds::Kinds;
use super::library::Library;
use advert_reader::HELD_OUT;
use guide_core::compare::model::group_of;
use guide_core::compare::page::{
    Body, NO_ROW, RowMarks, TOOLS, cell_id, explanation_class, group_id, head_id,
};
use guide_core::compare::weigh::{Side, side_of};
use guide_core::content::{
    ADVERT_ROWS, Cell, Citation, FORMER_ROWS, FormerRow, Owner, ROLES, ROW_GROUPS, ROWS, Role, Row,
};
use guide_core::route::{Base, GuidePage, Route};
use guide_core::text::counted;
use maud::{Markup, html};
use tech_lead_guide::compare::view::Prose;

/// How many roles are shown at first.
const SHOWN: usize = 2;

/// The pieces of the page, for the component that they stand in.
///
/// # Errors
/// What is wrong with the questions about the kind of job.
pub fn prose(library: &Library, base: &Base) -> Result<Prose, SiteError> {
    let kinds = Kinds::read(library.folder())?;
    Ok(Prose {
        answer: answer(base).into_string(),
        table: table(base).into_string(),
        counting: counting().into_string(),
        kinds: kinds.section(library, base)?.into_string(),
        advert: reading(base).into_string(),
    })
}

fn rows_of(side: Side) -> usize {
    let rows = ROWS.iter();
    rows.filter(|row| side_of(row.owner) == Some(side)).count()
}

/// What the table comes to.
fn answer(base: &Base) -> Markup {
    let disputed = ROWS.iter().filter(|row| row.disagree.is_some()).count();
    let prose = GuidePage::from_slug("technical-lead-vs-engineering-manager")
        .map(|page| base.href(Route::Guide(page)));
    html! {
        p.meta {
            "Of " (ROWS.len()) " rows, " (rows_of(Side::Lead)) " are the lead’s and " (rows_of(Side::Manager)) " the manager’s; on " (disputed) " the sources disagree."
            @if let Some(prose) = prose { " " a href=(prose) { "The reasons" } "." }
        }
    }
}

fn table(base: &Base) -> Markup {
    html! {
        table role="table" {
            caption.meta { "A tinted cell: this role owns it. Bars show the range that each source gives." }
            thead role="rowgroup" {
                tr role="row" {
                    th.corner role="columnheader" scope="col" { span.unseen { "Dimension" } }
                    @for (index, role) in ROLES.iter().enumerate() {
                        th class=(role.id) id=(head_id(role)) role="columnheader" scope="col" hidden[index >= SHOWN] { (role.title) }
                    }
                }
            }
            (body(Body::Pinned, Some("Pinned"), html! {}))
            @for (place, group) in ROW_GROUPS.iter().enumerate() {
                @let rows = ROWS.iter().filter(|row| row.group == group.id);
                (body(Body::Group(place), None, html! {
                    (group_head(group.title, Some(&group_id(group))))
                    @for row in rows { (row_markup(base, row)) }
                }))
            }
            (body(Body::Flat, None, html! {}))
            tbody id=(NO_ROW) role="rowgroup" hidden {
                tr role="row" { td.nothing role="cell" colspan=(SHOWN + 1) { "No row matches. " a href=(base.href(Route::Compare)) { "Show all rows" } } }
            }
        }
    }
}

/// A part of the table. Those that have no rows of their own at first are hidden.
fn body(body: Body, title: Option<&str>, rows: Markup) -> Markup {
    html! {
        tbody id=(body.id()) role="rowgroup" hidden[!matches!(body, Body::Group(_))] {
            @if let Some(title) = title { (group_head(title, None)) }
            (rows)
        }
    }
}

fn group_head(title: &str, id: Option<&str>) -> Markup {
    html! { tr.group role="row" { th role="rowheader" scope="rowgroup" id=[id] colspan=(SHOWN + 1) { (title) } } }
}

/// What weighing counts, for those who want to know.
fn counting() -> Markup {
    html! {
        details.disclosure {
            summary { "How it is counted" }
            p {
                "Only rows that one of the two owns alone are asked: " (rows_of(Side::Lead)) " of the lead’s, " (rows_of(Side::Manager)) " of the manager’s. "
                "A row of the lead’s that energises you counts towards the lead by its importance, one that drains you counts against; the manager’s rows the other way round. "
                "Because the sides have different numbers of rows, each side’s points are multiplied by the number of rows on the other: "
                "answer everything alike and there is no leaning. A leaning has to be larger than any single row can make it, or it is too close to call."
            }
        }
    }
}

/// How adverts are read, for those who want to know. The figures are those of `crates/advert/tests/adverts.rs`,
/// which fails where they are no longer true.
fn reading(base: &Base) -> Markup {
    let terms: usize = ADVERT_ROWS
        .iter()
        .flat_map(|row| row.says)
        .map(|says| says.terms.len())
        .sum();
    let by_hand = GuidePage::from_slug("getting-hired-as-a-lead")
        .map(|page| base.href(Route::Guide(page)) + "#advert");
    let [precision, recall] = HELD_OUT;
    html! {
        details.disclosure {
            summary { "How it reads, and what it gets wrong" }
            p {
                "It looks for " (terms) " terms, sentence by sentence, and for what the sentence does with them: “no direct reports” and “your manager does the hiring” count the other way round. "
                "What a company says of itself does not count, and what is asked of you counts where nothing else is said of a row. It knows English only, and understands nothing: a word in another sense misleads it."
            }
            p {
                "Tried on 28 adverts and role pages written for it, with marks made by hand first. On the 13 that its terms were not tuned by, "
                (precision) " % of its marks were right, and it found " (recall) " % of those made by hand. "
                @if let Some(by_hand) = by_hand { a href=(by_hand) { "How to read one yourself" } "." }
            }
        }
    }
}

fn row_markup(base: &Base, row: &Row) -> Markup {
    let marks = RowMarks {
        number: usize::from(row.number),
        group: group_of(row.group).unwrap_or_default(),
        owner: row.owner,
        same: row.same,
        disputed: row.disagree.is_some(),
    };
    html! {
        tr id=(row.id) class=(marks.classes()) role="row" {
            th role="rowheader" scope="row" {
                (row.title) " " small { (row.question) } " "
                span.owner { (owner_line(row)) }
                @for former in former_rows(row) { span id=(former.id) {} }
            }
            @for (index, (role, cell)) in ROLES.iter().zip(row.cells).enumerate() { (cell_markup(row, role, cell.as_ref(), index)) }
        }
        tr.more role="row" {
            td role="cell" colspan=(SHOWN + 1) {
                details {
                    summary { (evidence(row)) span.unseen { ": " (row.title) } }
                    @for (index, (role, cell)) in ROLES.iter().zip(row.cells).enumerate() {
                        @if let Some(cell) = cell { (explanation(base, role, cell, index)) }
                    }
                    @if let Some(disagree) = row.disagree { p.note { b { "Sources disagree." } " " (disagree) } }
                    p.meta { "Sources for this row: " (citations(base, row.sources)) "." }
                    div class=(TOOLS) {}
                }
            }
        }
    }
}

/// Who owns the row, in words that need no colour. What both own is shared where they hardly differ.
fn owner_line(row: &Row) -> &'static str {
    match row.owner {
        Owner::Lead => "The lead’s",
        Owner::Manager => "The manager’s",
        Owner::Both if row.same => "Shared",
        Owner::Both => "Both, differently",
        Owner::Neither => "Somebody else’s",
    }
}

/// How well a row is known: what its line says before it is opened.
fn evidence(row: &Row) -> String {
    let mut sources: Vec<&str> = row.sources.iter().map(|source| source.id).collect();
    for cell in row.cells.iter().flatten() {
        sources.extend(cell.sources.iter().map(|source| source.id));
    }
    sources.sort_unstable();
    sources.dedup();
    let sources = counted(sources.len(), "source");
    match row.disagree {
        Some(_) => format!("Why, and {sources} that disagree"),
        None => format!("Why, and {sources}"),
    }
}

/// The rows that a row has taken in: links to them go on working.
fn former_rows(row: &Row) -> impl Iterator<Item = &'static FormerRow> {
    FORMER_ROWS.iter().filter(|former| former.row == row.id)
}

fn cell_markup(row: &Row, role: &Role, cell: Option<&Cell>, index: usize) -> Markup {
    let owns = match (index, row.owner) {
        (0, Owner::Lead) => Some("own-lead"),
        (1, Owner::Manager) => Some("own-manager"),
        _ => None,
    };
    html! {
        td id=(cell_id(row.id, role)) class=[owns] role="cell" data-of=(role.short) hidden[index >= SHOWN] {
            @match cell {
                Some(cell) => (cell.text),
                None => { span aria-hidden="true" { "–" } span.unseen { "nothing found" } },
            }
            @if owns.is_some() { span.unseen { " (owns this)" } }
            @for former in former_rows(row) { span id=(cell_id(former.id, role)) {} }
            @if let Some(cell) = cell.filter(|cell| !cell.ranges.is_empty()) {
                ul.bars {
                    @for range in cell.ranges {
                        // A single figure is drawn as a mark wide enough to be seen.
                        @let width = u8::max(range.high - range.low, 3);
                        li {
                            svg class=(format!("bar-of {}", role.id)) viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
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

/// Why a cell says what it says, and where that is from.
fn explanation(base: &Base, role: &Role, cell: &Cell, index: usize) -> Markup {
    html! {
        p class=(explanation_class(role)) hidden[index >= SHOWN] {
            b class=(role.id) { (role.title) ": " }
            @if let Some(more) = cell.more { (more) " " }
            span.meta {
                @if cell.sources.is_empty() { "This guide’s own synthesis." } @else { (citations(base, cell.sources)) "." }
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
