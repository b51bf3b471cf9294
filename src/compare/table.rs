//! The table, which is part of the page: reading its rows, and showing a view of them.
//!
//! Every write costs a style calculation, so what is on the page is remembered here, and only what
//! differs is written. Nothing is read back from the page but what the person has selected.

use crate::browser::focus::focus_id;
use crate::browser::piece::Piece;
use guide_core::compare::answers::RowAnswer;
use guide_core::compare::model::{RowText, View};
use guide_core::compare::page::{Body, NO_ROW, RowMarks, TOOLS, explanation_class, head_id};
use guide_core::compare::take_along::Sheet;
use guide_core::content::{Owner, ROLES};
use guide_core::fold::folded;
use leptos::ev;

/// How many columns the table has, for the style sheet: an attribute of the element around it.
const COLUMNS: &str = "data-columns";

/// On rows that the browser may leave out of the layout, for the style sheet.
const FAR: &str = "data-far";

/// The place of a row in the table as it is written. All of the room names rows by it.
pub(super) type RowPlace = usize;

/// The table on the page.
pub(super) struct Table {
    /// The element around the table, which scrolls where that is wider than the window.
    frame: Piece,
    rows: Vec<Row>,
    /// The heads of the columns, in the order of [`ROLES`].
    heads: Vec<Piece>,
    corner: Option<Piece>,
    nothing: Option<Piece>,
    /// In the order of [`Body::all`].
    bodies: Vec<Rows>,
    /// For each role the explanations that go with its column.
    explanations: Vec<Vec<Piece>>,
    wide: Vec<Piece>,
    /// The roles in the order of their cells.
    cells: Vec<usize>,
    shown: Vec<usize>,
    open: Vec<RowPlace>,
}

struct Row {
    element: Piece,
    head: Piece,
    /// The row below it, with the explanation.
    more: Piece,
    details: Piece,
    /// In the order of [`ROLES`].
    cells: Vec<Piece>,
    hidden: bool,
}

struct Rows {
    element: Piece,
    rows: Vec<RowPlace>,
    hidden: bool,
}

fn row_of(element: Piece) -> Option<Row> {
    let more = element.next()?;
    let mut children = element.children();
    if children.is_empty() {
        return None;
    }
    let head = children.remove(0);
    Some(Row {
        details: more.first("details")?,
        cells: children,
        hidden: false,
        head,
        more,
        element,
    })
}

fn row_text(row: &Row) -> RowText {
    let RowMarks {
        number,
        group,
        owner,
        same,
        disputed,
    } = RowMarks::read(&row.element.classes());
    RowText {
        id: row.element.id().into(),
        number,
        group,
        owner,
        same,
        disputed,
        title: row.head.first_text(),
        head: folded(&row.head.text()),
        cells: Vec::new(),
    }
}

impl Table {
    /// The table as the page's file has it, and what its rows say. `None` where there is none.
    pub(super) fn read() -> Option<(Self, Vec<RowText>)> {
        let heads: Vec<Piece> = ROLES
            .iter()
            .filter_map(|role| Piece::with_id(&head_id(role)))
            .collect();
        let table = heads.first()?.closest("table")?;
        let rows: Vec<Row> = table
            .all(&[".", RowMarks::ROW].concat())
            .into_iter()
            .filter_map(row_of)
            .collect();
        let texts: Vec<RowText> = rows.iter().map(row_text).collect();
        let bodies = Body::all().filter_map(|body| {
            let element = Piece::with_id(&body.id())?;
            let rows = (0..texts.len()).filter(|row| body == Body::Group(texts[*row].group));
            Some(Rows {
                rows: rows.collect(),
                hidden: element.has("hidden"),
                element,
            })
        });
        let explanations = ROLES
            .iter()
            .map(|role| table.all(&[".", &explanation_class(role)].concat()));
        let table = Self {
            corner: heads[0].parent().and_then(|row| row.first("th")),
            nothing: Piece::with_id(NO_ROW),
            explanations: explanations.collect(),
            wide: table.all("[colspan]"),
            cells: (0..ROLES.len()).collect(),
            shown: vec![0, 1],
            open: Vec::new(),
            bodies: bodies.collect(),
            frame: table.parent()?,
            heads,
            rows,
        };
        Some((table, texts))
    }

    /// Reads what the cells say, where that was not done yet: no first view needs it.
    pub(super) fn read_cells(&self, texts: &mut [RowText]) {
        for (row, text) in self.rows.iter().zip(texts) {
            if text.cells.is_empty() {
                let cells = row.cells.iter().map(|cell| folded(&cell.text()));
                text.cells = cells.collect();
            }
        }
    }

    /// Shows a view. `weights` says how much each row matters to the person. Returns how many rows
    /// are shown.
    pub(super) fn show(&mut self, view: &View, rows: &[RowText], weights: &[u8]) -> usize {
        let focus_was = Piece::focused();
        self.show_columns(view);
        self.place_rows(view, rows, view.order(rows, weights));
        let count = self.hide_rows(view, rows);
        for row in changed(&self.open, &view.open) {
            if let Some(row_here) = self.rows.get(row) {
                let open = view.open.contains(&row);
                row_here.details.set_flag("open", open);
                row_here.more.set_flag("data-open", open);
            }
        }
        self.open.clone_from(&view.open);
        self.mark_sorted(view);
        // What is moved loses the focus.
        if let Some(element) = focus_was
            && Piece::focused().as_ref() != Some(&element)
        {
            element.focus();
        }
        count
    }

    /// From now on rows that are far from the window need not be laid out; until then the height of
    /// every row is found out, so that a link to a row ends where the row is. Those in sight stay as
    /// they are: a browser would leave them out for a frame, and count that as a jump.
    pub(super) fn settle(&self, settled: bool) {
        let parts = self.rows.iter().flat_map(|row| [&row.element, &row.more]);
        // First all that is read, then all that is written.
        let parts: Vec<(&Piece, bool)> = parts
            .map(|part| (part, settled && !part.is_near_window()))
            .collect();
        for (part, is_far) in parts {
            part.set_flag(FAR, is_far);
        }
    }

    /// The empty place in the row's explanation.
    pub(super) fn tools_of(&self, row: RowPlace) -> Option<Piece> {
        let class = [".", TOOLS].concat();
        self.rows.get(row).and_then(|row| row.details.first(&class))
    }

    /// The row whose explanation was opened or closed, and whether it is open now.
    pub(super) fn toggled(&self, event: &ev::Event) -> Option<(RowPlace, bool)> {
        let mut rows = self.rows.iter();
        let row = rows.position(|row| row.details.is_target_of(event))?;
        Some((row, self.rows[row].details.has("open")))
    }

    /// What the row asks.
    pub(super) fn question(&self, row: RowPlace) -> String {
        let question = self.rows.get(row).and_then(|row| row.head.first("small"));
        question.map_or_else(String::new, |question| question.text())
    }

    /// What a role does in a row, without its figures.
    pub(super) fn statement(&self, row: RowPlace, role: usize) -> String {
        let cell = self.rows.get(row).and_then(|row| row.cells.get(role));
        cell.map_or_else(String::new, Piece::first_text)
    }

    /// Says in the heads of the columns how the rows are sorted.
    fn mark_sorted(&self, view: &View) {
        let sort = view.sort_name();
        let by_title = match sort.as_str() {
            "title" => Some("ascending"),
            "-title" => Some("descending"),
            _ => None,
        };
        if let Some(corner) = &self.corner {
            corner.set("aria-sort", by_title);
        }
        // No order of a scale: the rows of this role come first.
        for (head, name) in self.heads.iter().zip(["owner", "-owner"]) {
            head.set("aria-sort", (sort == name).then_some("other"));
        }
    }

    fn show_columns(&mut self, view: &View) {
        if self.shown == view.roles {
            return;
        }
        for role in 0..ROLES.len() {
            let hidden = !view.roles.contains(&role);
            if hidden != self.shown.contains(&role) {
                continue;
            }
            let cells = self.rows.iter().filter_map(|row| row.cells.get(role));
            let all = cells
                .chain(self.heads.get(role))
                .chain(&self.explanations[role]);
            all.for_each(|element| element.set_flag("hidden", hidden));
        }
        let rest = (0..ROLES.len()).filter(|role| !view.roles.contains(role));
        let wanted: Vec<usize> = view.roles.iter().copied().chain(rest).collect();
        for (role, before) in moves(&mut self.cells, &wanted) {
            let rows = self.rows.iter().map(|row| &row.cells);
            for cells in rows.chain([&self.heads]) {
                let before = before.and_then(|role| cells.get(role));
                if let Some(cell) = cells.get(role)
                    && let Some(parent) = cell.parent()
                {
                    parent.insert(cell, before);
                }
            }
        }
        if self.shown.len() != view.roles.len() {
            let columns = (view.roles.len() + 1).to_string();
            for wide in &self.wide {
                wide.set("colspan", Some(&columns));
            }
            self.frame.set(COLUMNS, Some(&columns));
        }
        self.shown.clone_from(&view.roles);
    }

    /// Puts the rows into their bodies, in this order.
    fn place_rows(&mut self, view: &View, rows: &[RowText], order: Vec<RowPlace>) {
        let mut wanted = vec![Vec::new(); self.bodies.len()];
        for row in order {
            let body = if view.pinned.contains(&row) {
                Body::Pinned
            } else if view.flat {
                Body::Flat
            } else {
                Body::Group(rows[row].group)
            };
            if let Some(body) = wanted.get_mut(body.place()) {
                body.push(row);
            }
        }
        for (body, wanted) in self.bodies.iter_mut().zip(&wanted) {
            if body.rows != *wanted {
                body.rows.retain(|row| wanted.contains(row));
            }
        }
        for (body, wanted) in self.bodies.iter_mut().zip(&wanted) {
            for (row, before) in moves(&mut body.rows, wanted) {
                let row = &self.rows[row];
                let before = before.map(|before| &self.rows[before].element);
                body.element.insert(&row.element, before);
                body.element.insert(&row.more, before);
            }
        }
    }

    fn hide_rows(&mut self, view: &View, rows: &[RowText]) -> usize {
        let mut count = 0;
        for (place, (row, text)) in self.rows.iter_mut().zip(rows).enumerate() {
            let hidden = !view.shows(place, text);
            count += usize::from(!hidden);
            if row.hidden != hidden {
                row.hidden = hidden;
                row.element.set_flag("hidden", hidden);
                row.more.set_flag("hidden", hidden);
            }
        }
        for body in &mut self.bodies {
            let hidden = body.rows.iter().all(|row| self.rows[*row].hidden);
            if body.hidden != hidden {
                body.hidden = hidden;
                body.element.set_flag("hidden", hidden);
            }
        }
        if let Some(nothing) = &self.nothing {
            nothing.set_flag("hidden", count > 0);
        }
        count
    }

    /// The rows that are shown, in the order of the page.
    fn shown_rows(&self) -> impl Iterator<Item = RowPlace> {
        let pinned = Body::Pinned.place();
        let (groups, rest) = self.bodies.split_at(pinned.min(self.bodies.len()));
        let (pinned, flat) = rest.split_at(rest.len().min(1));
        let bodies = pinned.iter().chain(groups).chain(flat);
        bodies
            .flat_map(|body| &body.rows)
            .copied()
            .filter(|row| !self.rows[*row].hidden)
    }

    /// Moves the focus to the row after this one, in the order of the page, or the one before; to
    /// the element with this id where there is none.
    pub(super) fn focus_near(&self, row: RowPlace, otherwise: &str) {
        let order = self.bodies.iter().flat_map(|body| &body.rows);
        let mut near = None;
        let mut passed = false;
        for other in order {
            if *other == row {
                passed = true;
            } else if !self.rows[*other].hidden {
                near = Some(*other);
                if passed {
                    break;
                }
            }
        }
        let line = near.and_then(|row| self.rows[row].details.first("summary"));
        match line {
            Some(line) => line.focus(),
            None => focus_id(otherwise),
        }
    }

    /// What is shown, as text, with what the person says of each row where `mine` is given.
    pub(super) fn sheet(&self, rows: &[RowText], mine: Option<&[RowAnswer]>) -> Sheet {
        let mut head = vec!["Dimension".to_owned()];
        let roles = self.shown.iter().filter_map(|role| ROLES.get(*role));
        head.extend(roles.map(|role| role.title.to_owned()));
        head.push("Owner".to_owned());
        if mine.is_some() {
            head.extend(["My answer", "My note"].map(str::to_owned));
        }
        let line = |row: RowPlace| {
            let mut line = vec![rows[row].title.clone()];
            line.extend(self.statements(row));
            line.push(owner_name(&rows[row]).to_owned());
            if let Some(mine) = mine.and_then(|mine| mine.get(row)) {
                line.push(mine.answer().spoken());
                line.push(mine.note.clone());
            }
            line
        };
        Sheet {
            head,
            rows: self.shown_rows().map(line).collect(),
        }
    }

    fn statements(&self, row: RowPlace) -> impl Iterator<Item = String> {
        let cells = &self.rows[row].cells;
        let shown = self.shown.iter().filter_map(|role| cells.get(*role));
        shown.map(statement_with_figures)
    }

    /// What is selected of the table, with tabs between cells and a line for each row; `None` where it
    /// is within one cell.
    pub(super) fn selected_text(&self, rows: &[RowText]) -> Option<String> {
        let mut count = 0;
        let mut lines: Vec<String> = Vec::new();
        for row in self.shown_rows() {
            let mut line = Vec::new();
            let here = &self.rows[row];
            if !here.element.is_selected() {
                continue;
            }
            line.push(match here.head.is_selected() {
                true => rows[row].title.clone(),
                false => String::new(),
            });
            for role in &self.shown {
                let cell = here.cells.get(*role);
                let selected = cell.filter(|cell| cell.is_selected());
                line.push(selected.map_or_else(String::new, statement_with_figures));
            }
            count += line.iter().filter(|cell| !cell.is_empty()).count();
            lines.push(line.join("\t"));
        }
        (count > 1).then(|| lines.join("\n"))
    }
}

/// Who owns a row, for a table that has no colours.
fn owner_name(row: &RowText) -> &'static str {
    match row.owner {
        Owner::Lead => ROLES[0].title,
        Owner::Manager => ROLES[1].title,
        Owner::Both if row.same => "Shared",
        Owner::Both => "Both, differently",
        Owner::Neither => "Somebody else",
    }
}

/// A cell as text, with its figures in brackets.
fn statement_with_figures(cell: &Piece) -> String {
    let mut statement = cell.first_text();
    for figure in cell.all("li > span") {
        statement += " (";
        statement += &figure.text();
        statement.push(')');
    }
    statement
}

/// What is in one of the lists only.
fn changed(left: &[usize], right: &[usize]) -> Vec<usize> {
    let only = |list: &[usize], other: &[usize]| {
        let list: Vec<usize> = list
            .iter()
            .copied()
            .filter(|row| !other.contains(row))
            .collect();
        list
    };
    [only(left, right), only(right, left)].concat()
}
/// The moves that bring `list` into the wanted order: what to put before what, one after another.
/// What is not in the list yet is put in.
fn moves(list: &mut Vec<usize>, wanted: &[usize]) -> Vec<(usize, Option<usize>)> {
    let mut moves = Vec::new();
    for (place, item) in wanted.iter().enumerate() {
        if list.get(place + 1) == Some(item) {
            // What stands here goes further down: it is put in again where it belongs.
            list.remove(place);
        }
        if list.get(place) != Some(item) {
            moves.push((*item, list.get(place).copied()));
            if let Some(from) = list.iter().position(|there| there == item) {
                list.remove(from);
            }
            list.insert(place, *item);
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_one_place_is_one_move() {
        let mut list = vec![0, 1, 2, 3, 4];
        assert_eq!(moves(&mut list, &[3, 0, 1, 2, 4]), [(3, Some(0))]);
        assert_eq!(list, [3, 0, 1, 2, 4]);
        assert_eq!(moves(&mut list, &[0, 1, 2, 3, 4]), [(3, Some(4))]);
        assert_eq!(moves(&mut list, &[3, 0, 1, 2, 4]), [(3, Some(0))]);
        assert_eq!(moves(&mut list, &[3, 0, 1, 2, 4]), [(0, None); 0]);
        let mut list = vec![1];
        assert_eq!(moves(&mut list, &[1, 7]), [(7, None)]);
    }

    #[test]
    fn any_order_is_reached() {
        let mut list: Vec<usize> = (0..50).collect();
        let wanted: Vec<usize> = (0..50).map(|place| place * 7 % 50).collect();
        assert!(moves(&mut list, &wanted).len() < 50);
        assert_eq!(list, wanted);
    }

    #[test]
    fn what_came_and_what_went_has_changed() {
        assert_eq!(changed(&[1, 2, 3], &[3, 4]), [1, 2, 4]);
    }
}
