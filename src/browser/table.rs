//! The comparison's table, which is part of the page: reading its rows, and hiding some of them.

use super::page::all;
use crate::compare::model::{RowText, View, folded};
use web_sys::Element;

fn text(element: &Element) -> String {
    folded(&element.text_content().unwrap_or_default())
}

/// The rows of the table, as the page has them.
pub fn read_rows() -> Vec<RowText> {
    all("#content tr[data-group]")
        .iter()
        .map(|row| {
            let cells = row.children();
            RowText {
                group: row.get_attribute("data-group").unwrap_or_default(),
                same: row.has_attribute("data-same"),
                head: cells.item(0).as_ref().map(text).unwrap_or_default(),
                cells: (1..cells.length())
                    .filter_map(|index| cells.item(index).as_ref().map(text))
                    .collect(),
            }
        })
        .collect()
}

/// Shows what the view shows of these rows, and hides the rest. Returns how many rows are shown.
pub fn show(view: &View, rows: &[RowText]) -> usize {
    let mut shown = Vec::new();
    for (element, row) in all("#content tr[data-group]").iter().zip(rows) {
        let hidden = !view.shows(row);
        if !hidden {
            shown.push(row);
        }
        set_hidden(element, hidden);
        // The row's explanation follows it.
        if let Some(more) = element.next_element_sibling() {
            set_hidden(&more, hidden);
        }
    }
    for element in all("#content [data-role]") {
        let role = element.get_attribute("data-role").unwrap_or_default();
        set_hidden(&element, !view.shows_role(&role));
    }
    for group in all("#content tbody[data-rows-of]") {
        let id = group.get_attribute("data-rows-of").unwrap_or_default();
        set_hidden(&group, !shown.iter().any(|row| row.group == id));
    }
    for nothing in all("#no-row") {
        set_hidden(&nothing, !shown.is_empty());
    }
    let columns = (view.roles.len() + 1).to_string();
    for wide in all("#content [colspan]") {
        _ = wide.set_attribute("colspan", &columns);
    }
    for table in all("#content table") {
        _ = table.set_attribute("data-columns", &columns);
    }
    shown.len()
}

/// Writes only what changes: every write costs a style calculation.
fn set_hidden(element: &Element, hidden: bool) {
    if element.has_attribute("hidden") != hidden {
        _ = element.toggle_attribute_with_force("hidden", hidden);
    }
}
