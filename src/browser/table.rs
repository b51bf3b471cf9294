//! The comparison's table, which is part of the page: reading its rows, and showing a view of them.
//!
//! Every write costs a style calculation, so what is on the page is remembered here, and only what
//! differs is written. Nothing is read back from the page.

use super::page::{Part, all, focus, focus_id, focused};
use guide_core::compare::answers::RowAnswer;
use guide_core::compare::model::{RowText, View, group_of, role_of};
use guide_core::compare::take_along::Sheet;
use guide_core::content::{Owner, ROLES, ROW_GROUPS};
use guide_core::fold::folded;
use guide_core::markup::Markup;
use guide_core::page_action::PageAction;
use web_sys::Element;

/// The table on the page.
pub struct Table {
    table: Element,
    rows: Vec<Row>,
    /// The heads of the columns, in the order of [`ROLES`].
    heads: Vec<Element>,
    /// One for each group, then those of the pinned rows and of the one list.
    bodies: Vec<Body>,
    /// For each role the explanations that go with its column.
    explanations: Vec<Vec<Element>>,
    wide: Vec<Element>,
    /// The roles in the order of their cells.
    cells: Vec<usize>,
    shown: Vec<usize>,
    pinned: Vec<usize>,
    open: Vec<usize>,
}

struct Row {
    element: Element,
    /// The row below it, with the explanation.
    more: Element,
    cells: Vec<Element>,
    hidden: bool,
}

struct Body {
    element: Element,
    rows: Vec<usize>,
    hidden: bool,
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

/// The text before the first element inside: a statement without its figures.
fn first_text(element: &Element) -> String {
    let first = element.first_child().and_then(|node| node.text_content());
    first.unwrap_or_default().trim().to_owned()
}

fn set_hidden(element: &Element, hidden: bool) {
    _ = element.toggle_attribute_with_force("hidden", hidden);
}

fn row_text(row: &Row) -> RowText {
    let attribute = |name: &str| row.element.get_attribute(name).unwrap_or_default();
    let head = row.element.first_element_child();
    RowText {
        id: row.element.id().into(),
        number: attribute("data-n").parse().unwrap_or(0),
        group: group_of(&attribute("data-group")).unwrap_or(0),
        owner: match attribute("data-owner").as_str() {
            "lead" => Owner::Lead,
            "manager" => Owner::Manager,
            "both" => Owner::Both,
            _ => Owner::Neither,
        },
        same: row.element.has_attribute("data-same"),
        disputed: row.element.has_attribute("data-disputed"),
        title: head.as_ref().map(first_text).unwrap_or_default(),
        head: head
            .as_ref()
            .map(|head| folded(&text(head)))
            .unwrap_or_default(),
        cells: row.cells.iter().map(|cell| folded(&text(cell))).collect(),
    }
}

impl Table {
    /// The table as the page's file has it, and what its rows say. `None` where there is none.
    pub fn read() -> Option<(Self, Vec<RowText>)> {
        let table = all("#content table").into_iter().next()?;
        // The style sheet lays the rows out as grids, and some browsers forget then that it is a
        // table. In the page's file the roles would be errors.
        for (parts, role) in [
            ("table", "table"),
            ("thead, tbody", "rowgroup"),
            ("tr", "row"),
            ("th:not([scope=col])", "rowheader"),
            ("th[scope=col]", "columnheader"),
            ("td", "cell"),
        ] {
            for part in all(&["#content :is(", parts, ")"].concat()) {
                _ = part.set_attribute("role", role);
            }
        }
        let rows: Vec<Row> = all("#content tr[data-group]")
            .into_iter()
            .filter_map(|element| {
                let cells = element.children();
                Some(Row {
                    more: element.next_element_sibling()?,
                    cells: (1..cells.length())
                        .filter_map(|index| cells.item(index))
                        .collect(),
                    hidden: false,
                    element,
                })
            })
            .collect();
        let texts: Vec<RowText> = rows.iter().map(row_text).collect();
        let named = ROW_GROUPS.iter().map(|group| group.id);
        let bodies = named
            .chain(["pinned", "flat"])
            .enumerate()
            .filter_map(|(body, name)| {
                let element = all(&["tbody[data-body=", name, "]"].concat())
                    .into_iter()
                    .next()?;
                let rows = (0..texts.len()).filter(|row| texts[*row].group == body);
                Some(Body {
                    rows: rows.collect(),
                    hidden: element.has_attribute("hidden"),
                    element,
                })
            })
            .collect();
        // One look at the page for all roles: with many rows each one counts.
        let mut heads = Vec::new();
        let mut explanations = vec![Vec::new(); ROLES.len()];
        for element in all("#content :is(th, p)[data-role]") {
            let role = element.get_attribute("data-role").unwrap_or_default();
            if element.has_attribute("scope") {
                heads.push(element);
            } else if let Some(role) = role_of(&role) {
                explanations[role].push(element);
            }
        }
        let table = Self {
            heads,
            explanations,
            wide: all("#content [colspan]"),
            cells: (0..ROLES.len()).collect(),
            shown: vec![0, 1],
            pinned: Vec::new(),
            open: Vec::new(),
            table,
            rows,
            bodies,
        };
        Some((table, texts))
    }

    /// Shows a view. `weights` says how much each row matters to the person. Returns how many rows
    /// are shown.
    pub fn show(&mut self, view: &View, rows: &[RowText], weights: &[u8]) -> usize {
        let focus_was = focused();
        self.show_columns(view);
        self.place_rows(view, rows, view.order(rows, weights));
        let count = self.hide_rows(view, rows);
        for row in changed(&self.open, &view.open) {
            let details = self
                .rows
                .get(row)
                .and_then(|row| within(&row.more, "details"));
            if let Some(details) = details {
                _ = details.toggle_attribute_with_force("open", view.open.contains(&row));
            }
        }
        for row in &view.open {
            let place = self
                .rows
                .get(*row)
                .and_then(|row| within(&row.more, "details > span"));
            if let Some(place) = place {
                place.set_inner_html(&links_to_cells(&rows[*row].id, &view.roles));
            }
        }
        for row in changed(&self.pinned, &view.pinned) {
            let button = self
                .rows
                .get(row)
                .and_then(|row| within(&row.more, "[aria-pressed]"));
            if let Some(button) = button {
                let pressed = view.pinned.contains(&row);
                _ = button.set_attribute("aria-pressed", if pressed { "true" } else { "false" });
            }
        }
        self.open.clone_from(&view.open);
        self.pinned.clone_from(&view.pinned);
        _ = self
            .table
            .toggle_attribute_with_force("data-weigh", view.weigh);
        // What is moved loses the focus.
        if let Some(element) = focus_was
            && focused().as_ref() != Some(&element)
        {
            focus(&element);
        }
        count
    }

    /// Puts what weighing asks of each row on the page. `false` where it is there already.
    pub fn ask(&self) -> bool {
        let templates = self.rows.iter();
        let templates = templates.filter_map(|row| within(&row.more, "template"));
        templates.fold(false, |_, template| {
            template.set_outer_html(&template.inner_html());
            true
        })
    }

    /// The row's explanation and what weighing asks of it.
    pub fn questions(&self, row: usize) -> Part {
        Part::from_element(&self.rows[row].more)
    }

    /// On a phone two roles fit: which of those shown is the first of them.
    pub fn show_pair(&self, first: usize) {
        _ = self.table.set_attribute("data-at", &first.to_string());
    }

    /// Says in the heads of the columns how the rows are sorted.
    pub fn mark_sorted(&self, by_title: Option<bool>, by_owner: Option<bool>) {
        let corner = within(&self.table, ".corner");
        let mark = |element: Option<&Element>, order: Option<&str>| {
            if let Some(element) = element {
                _ = match order {
                    Some(order) => element.set_attribute("aria-sort", order),
                    None => element.remove_attribute("aria-sort"),
                };
            }
        };
        let order = by_title.map(|down| if down { "descending" } else { "ascending" });
        mark(corner.as_ref(), order);
        // No order of a scale: the rows of this role come first.
        mark(
            self.heads.first(),
            by_owner.filter(|down| !down).map(|_| "other"),
        );
        mark(
            self.heads.get(1),
            by_owner.filter(|down| *down).map(|_| "other"),
        );
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
            all.for_each(|element| set_hidden(element, hidden));
        }
        let rest = (0..ROLES.len()).filter(|role| !view.roles.contains(role));
        let wanted: Vec<usize> = view.roles.iter().copied().chain(rest).collect();
        for (role, before) in moves(&mut self.cells, &wanted) {
            let rows = self.rows.iter().map(|row| &row.cells);
            for cells in rows.chain([&self.heads]) {
                let before = before.and_then(|role| cells.get(role));
                if let Some(cell) = cells.get(role)
                    && let Some(parent) = cell.parent_node()
                {
                    _ = parent.insert_before(cell, before.map(AsRef::as_ref));
                }
            }
        }
        if self.shown.len() != view.roles.len() {
            let columns = (view.roles.len() + 1).to_string();
            for wide in &self.wide {
                _ = wide.set_attribute("colspan", &columns);
            }
            _ = self.table.set_attribute("data-columns", &columns);
        }
        self.shown.clone_from(&view.roles);
    }

    /// Puts the rows into their bodies, in this order.
    fn place_rows(&mut self, view: &View, rows: &[RowText], order: Vec<usize>) {
        let mut wanted = vec![Vec::new(); self.bodies.len()];
        for row in order {
            let body = if view.pinned.contains(&row) {
                ROW_GROUPS.len()
            } else if view.flat {
                ROW_GROUPS.len() + 1
            } else {
                rows[row].group
            };
            if let Some(body) = wanted.get_mut(body) {
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
                let before = before.map(|before| self.rows[before].element.as_ref());
                _ = body.element.insert_before(&row.element, before);
                _ = body.element.insert_before(&row.more, before);
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
                set_hidden(&row.element, hidden);
                set_hidden(&row.more, hidden);
            }
        }
        for body in &mut self.bodies {
            let hidden = body.rows.iter().all(|row| self.rows[*row].hidden);
            if body.hidden != hidden {
                body.hidden = hidden;
                set_hidden(&body.element, hidden);
            }
        }
        for nothing in all("#no-row") {
            set_hidden(&nothing, count > 0);
        }
        count
    }

    /// Moves the focus to the row after this one, in the order of the page, or the one before;
    /// to the filter where there is none.
    pub fn focus_near(&self, row: usize) {
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
        let button = near.and_then(|row| within(&self.rows[row].more, "[data-act=hide]"));
        match button {
            Some(button) => focus(&button),
            None => focus_id("filter"),
        }
    }

    /// What is shown, as text, with what the person says of each row where `mine` is given.
    pub fn sheet(&self, rows: &[RowText], mine: Option<&[RowAnswer]>) -> Sheet {
        let mut head = vec!["Dimension".to_owned()];
        head.extend(
            self.shown
                .iter()
                .filter_map(|role| ROLES.get(*role))
                .map(|role| role.title.to_owned()),
        );
        if mine.is_some() {
            head.extend(["My answer", "My note"].map(str::to_owned));
        }
        let order = self.bodies[ROW_GROUPS.len()..]
            .iter()
            .chain(&self.bodies[..ROW_GROUPS.len()]);
        let shown = order
            .flat_map(|body| &body.rows)
            .filter(|row| !self.rows[**row].hidden);
        let line = |row: &usize| {
            let cells = &self.rows[*row].cells;
            let mut line = vec![rows[*row].title.clone()];
            line.extend(
                self.shown
                    .iter()
                    .filter_map(|role| cells.get(*role))
                    .map(statement),
            );
            if let Some(mine) = mine.and_then(|mine| mine.get(*row)) {
                line.push(mine.answer().spoken());
                line.push(mine.note.clone());
            }
            line
        };
        Sheet {
            head,
            rows: shown.map(line).collect(),
        }
    }
}

/// A button for each column that copies the link to the row's cell there.
fn links_to_cells(row: &str, roles: &[usize]) -> String {
    let mut markup = Markup::new();
    for role in roles.iter().filter_map(|role| ROLES.get(*role)) {
        markup
            .text(" ")
            .open("button")
            .attribute("type", "button")
            .attribute("class", "plain")
            .attribute("name", PageAction::CopyLink.name())
            .attribute("value", &format!("{row}.{}", role.id))
            .text("to its cell: ")
            .text(role.title)
            .close("button");
    }
    markup.into_html()
}

/// A cell as text, with its figures in brackets.
fn statement(cell: &Element) -> String {
    let mut statement = first_text(cell);
    let figures = cell.query_selector_all("li span");
    if let Ok(figures) = figures {
        for index in 0..figures.length() {
            let figure = figures.item(index).and_then(|figure| figure.text_content());
            statement += " (";
            statement += &figure.unwrap_or_default();
            statement.push(')');
        }
    }
    statement
}

fn within(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
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
