//! The comparison's page as HTML: the table with all roles, of which lead and manager are shown, and
//! every control. The app reads the rows and answers the controls; it has none of this text.
//!
//! The style sheet lays the rows out as grids, so that the browser can leave out what is not on the
//! screen. Some browsers forget that it is a table then: `browser/table.rs` says it again with roles.

use super::SiteError;
use super::kinds::Kinds;
use super::library::Library;
use super::markdown::copy_link_button;
use guide_core::compare::weigh::{FEELINGS, MOST, USUAL, side_of};
use guide_core::content::{
    Cell, Citation, FORMER_ROWS, FormerRow, Owner, ROLES, ROW_GROUPS, ROWS, Row,
};
use guide_core::page_action::PageAction;
use guide_core::route::{Base, GuidePage, Route};
use maud::{Markup, html};

/// How many roles are shown at first.
const SHOWN: usize = 2;

/// The page below its heading.
///
/// # Errors
/// What is wrong with the questions about the kind of job.
pub fn page(library: &Library, base: &Base) -> Result<Markup, SiteError> {
    let kinds = Kinds::read(library.folder())?;
    let prose = GuidePage::from_slug("technical-lead-vs-engineering-manager")
        .map(|page| base.href(Route::Guide(page)));
    Ok(html! {
        p.meta { a href="#weigh" { "Weigh it for yourself" } " · " a href="#which-kind" { "Which kind of lead’s job is this?" } " · " a href="#take-along" { "Take it along" } }
        (controls())
        (table(base))
        @if let Some(prose) = prose { p.meta { "The reasons in prose: " a href=(prose) { "technical lead versus engineering manager" } "." } }
        (weighing())
        (taking_along())
        (kinds.section(library, base)?)
    })
}

fn controls() -> Markup {
    let tick = |name: &str, id: Option<&str>, text: &str| {
        html! { label.tick { input type="checkbox" name=(name) id=[id] disabled; (text) } }
    };
    html! {
        form.controls.needs-app aria-label="What the table shows" autocomplete="off" {
            label { span.unseen { "Filter rows" } input.field type="search" id="filter" name="q" placeholder="Filter rows" disabled; }
            label {
                "Topic "
                select.field id="group" name="group" disabled {
                    option value="" { "All" }
                    @for (index, group) in ROW_GROUPS.iter().enumerate() { option value=(index) { (group.title) } }
                }
            }
            label {
                "Sort "
                select.field name="sort" disabled {
                    option value="" { "as written" }
                    option value="title" { "A to Z" }
                    option value="-title" { "Z to A" }
                    option value="owner" { "the lead’s rows first" }
                    option value="-owner" { "the manager’s rows first" }
                    option value="dispute" { "disputed first" }
                    option value="-dispute" { "settled first" }
                    option value="weight" { "what matters to me first" }
                    option value="-weight" { "what matters to me last" }
                }
            }
            (tick("diff", Some("differences"), "Only differences"))
            (tick("flat", None, "Ungrouped"))
            (tick("weigh", None, "Weigh the rows"))
            details.roles {
                summary { "Roles: " span data-count-roles { (SHOWN) } }
                fieldset {
                    legend { "Side by side, up to five" }
                    @for (index, role) in ROLES.iter().enumerate() {
                        label.tick { input type="checkbox" name="role" value=(role.id) checked[index < SHOWN] disabled; (role.title) }
                        button.plain type="button" data-act="left" data-for=(role.id) aria-label=(format!("{}: one column to the left", role.title)) disabled[index >= SHOWN] data-stays { "←" }
                        button.plain type="button" data-act="right" data-for=(role.id) aria-label=(format!("{}: one column to the right", role.title)) disabled[index >= SHOWN] data-stays { "→" }
                    }
                }
            }
            button.plain type="button" data-act="restore" hidden {}
            button.plain type="button" data-act="link" { "Copy link to this view" }
            p.meta role="status" data-count { (ROWS.len()) " of " (ROWS.len()) " rows" }
        }
    }
}

fn table(base: &Base) -> Markup {
    html! {
        table data-columns=(SHOWN + 1) data-at="0" {
            caption.meta { "Tinted cells own the row. Bars show the range that each source gives." }
            thead {
                tr {
                    th.corner scope="col" {
                        button.order type="button" data-act="sort" data-for="title" disabled { "Dimension" }
                        span.pair.needs-app {
                            button.plain type="button" data-act="pair" data-for="back" aria-label="Show the roles before" { "←" }
                            " two at a time "
                            button.plain type="button" data-act="pair" data-for="on" aria-label="Show the next roles" { "→" }
                        }
                    }
                    @for (index, role) in ROLES.iter().enumerate() {
                        th class=(role.id) scope="col" data-role=(role.id) hidden[index >= SHOWN] {
                            @match index {
                                0 => button.order type="button" data-act="sort" data-for="owner" disabled { (role.title) },
                                1 => button.order type="button" data-act="sort" data-for="-owner" disabled { (role.title) },
                                _ => (role.title),
                            }
                        }
                    }
                }
            }
            tbody data-body="pinned" hidden {
                tr.group { th scope="rowgroup" colspan=(SHOWN + 1) { "Pinned" } }
            }
            @for group in ROW_GROUPS {
                tbody data-body=(group.id) {
                    tr.group {
                        th scope="rowgroup" id=(format!("group-{}", group.id)) colspan=(SHOWN + 1) { (group.title) }
                    }
                    @for row in ROWS.iter().filter(|row| row.group == group.id) { (row_markup(base, row)) }
                }
            }
            tbody data-body="flat" hidden {}
            tbody id="no-row" hidden {
                tr { td.nothing colspan=(SHOWN + 1) { "No row matches. Clear the filter, or choose all topics." } }
            }
        }
    }
}

fn weighing() -> Markup {
    let counting = ROWS
        .iter()
        .filter(|row| side_of(row.owner).is_some())
        .count();
    html! {
        section.weighing {
            h2 id="weigh" { "Weigh it for yourself" (copy_link_button("weigh", "Weigh it for yourself")) }
            p {
                "Tick “Weigh the rows” above the table. Each of the " (counting) " rows that only one of the two owns then asks whether that work energises or drains you, and how much it matters. "
                "In the others both have a part, or neither: they have room for a note. The result names the rows that drive it and what would change it. Your answers and notes stay in this browser."
            }
            div id="shared-weighing" hidden { div.note data-shared {} p { button.plain type="button" data-act="copy-shared" { "Copy into mine" } " " button.plain type="button" data-act="close-shared" { "Close" } } }
            p.unseen role="status" data-said {}
            div data-leaning {}
            p.controls.needs-app {
                button.plain type="button" data-act="share" { "Copy a link with my answers" } " "
                label.tick { input type="checkbox" name="with-notes" disabled; "and my notes" } " "
                button.plain type="button" data-act="picture" { "Save the result as a picture" } " "
                button.plain type="button" data-act="clear" { "Clear my answers" }
            }
            details {
                summary { "How it is counted, and what it does not know" }
                p {
                    "A row of the lead’s that energises you counts towards the lead by its importance, one that drains you counts against; the manager’s rows the other way round. "
                    "Because the sides have different numbers of rows, each side’s points are multiplied by the number of rows on the other: "
                    "answer everything alike and there is no leaning. A leaning has to be larger than any single row can make it, or it is too close to call."
                }
                p { "It is arithmetic over how you feel today. It knows nothing of the people, the pay or the company, nor of how you would grow into what drains you now. The table describes usual jobs: ask about the real one." }
            }
        }
    }
}

fn taking_along() -> Markup {
    html! {
        section {
            h2 id="take-along" { "Take it along" (copy_link_button("take-along", "Take it along")) }
            p { "What the table shows now, in its order, with its roles." }
            p.controls.needs-app {
                button.plain type="button" data-act="markdown" { "Copy as Markdown" } " "
                button.plain type="button" data-act="csv" { "Save as CSV" } " "
                button.plain type="button" data-act="print" { "Print" } " "
                label.tick { input type="checkbox" name="with-mine" disabled; "with my answers and notes" }
            }
        }
    }
}

fn row_markup(base: &Base, row: &Row) -> Markup {
    let owner = match row.owner {
        Owner::Lead => "lead",
        Owner::Manager => "manager",
        Owner::Both => "both",
        Owner::Neither => "neither",
    };
    html! {
        tr id=(row.id) data-n=(row.number) data-group=(row.group) data-owner=(owner) data-same[row.same] data-disputed[row.disagree.is_some()] {
            th scope="row" {
                (row.title) " " small { (row.question) }
                @for former in former_rows(row) { span id=(former.id) {} }
            }
            @for (index, cell) in row.cells.iter().enumerate() { (cell_markup(row, cell.as_ref(), index)) }
        }
        tr.more {
            td colspan=(SHOWN + 1) {
                details {
                    summary data-act="open" data-for=(row.id) {
                        @if row.disagree.is_some() { "Why, sources, and where they disagree" } @else { "Why, and sources" }
                        span.unseen { ": " (row.title) }
                    }
                    @for (index, cell) in row.cells.iter().enumerate() {
                        @if let Some(cell) = cell { (explanation(base, cell, index)) }
                    }
                    @if let Some(disagree) = row.disagree { p.note { b { "Sources disagree." } " " (disagree) } }
                    p.meta { "Sources for this row: " (citations(base, row.sources)) "." }
                    button.plain.needs-app type="button" name=(PageAction::CopyLink.name()) value=(row.id) { "Copy link to this row" span.unseen { ": " (row.title) } }
                    // The app puts a button for each column here.
                    span {}
                }
                span.acts.needs-app {
                    button.plain type="button" data-act="pin" data-for=(row.id) aria-pressed="false" { "Pin" span.unseen { ": " (row.title) } }
                    button.plain type="button" data-act="hide" data-for=(row.id) { "Hide" span.unseen { ": " (row.title) } }
                }
                // Out of the page until somebody weighs: browsers look at every field again after
                // each change of a page, hidden or not, and that made sorting slow.
                template { (questions(row)) }
            }
        }
    }
}

/// What weighing asks of a row. Where both own it, or neither, the answer would say nothing about
/// either job: there is only the note.
fn questions(row: &Row) -> Markup {
    html! {
        fieldset.weigh {
            legend.unseen { (row.title) ", for me" }
            @if side_of(row.owner).is_some() {
                @for (_, feeling) in FEELINGS {
                    label.tick { input type="radio" name=(format!("feeling-{}", row.id)) value=(feeling); (feeling) @if feeling != "neutral" { " me" } }
                }
                label {
                    "matters "
                    select.field name=(format!("matters-{}", row.id)) {
                        @for matters in 0..=MOST { option selected[matters == USUAL] { (matters) } }
                    }
                }
            }
            input.field name=(format!("note-{}", row.id)) placeholder="My note" aria-label=(format!("My note: {}", row.title)) maxlength="500" autocomplete="off";
        }
    }
}

/// The rows that a row has taken in: links to them go on working.
fn former_rows(row: &Row) -> impl Iterator<Item = &'static FormerRow> {
    FORMER_ROWS.iter().filter(|former| former.row == row.id)
}

fn cell_markup(row: &Row, cell: Option<&Cell>, index: usize) -> Markup {
    let role = ROLES.get(index).map_or("", |role| role.id);
    let owns = match (role, row.owner) {
        ("lead", Owner::Lead | Owner::Both) => Some("own-lead"),
        ("manager", Owner::Manager | Owner::Both) => Some("own-manager"),
        _ => None,
    };
    html! {
        td id=(format!("{}.{role}", row.id)) class=[owns] data-role=(role) hidden[index >= SHOWN] {
            @match cell {
                Some(cell) => (cell.text),
                None => { span aria-hidden="true" { "–" } span.unseen { "nothing found" } },
            }
            @if owns.is_some() { span.unseen { " (owns this)" } }
            @for former in former_rows(row) { span id=(format!("{}.{role}", former.id)) {} }
            @if let Some(cell) = cell.filter(|cell| !cell.ranges.is_empty()) {
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

/// Why a cell says what it says, and where that is from.
fn explanation(base: &Base, cell: &Cell, index: usize) -> Markup {
    let Some(role) = ROLES.get(index) else {
        return html! {};
    };
    html! {
        p data-role=(role.id) hidden[index >= SHOWN] {
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
