//! What of the comparison is shown, and in which order.

use crate::content::{FORMER_ROWS, FormerRow, Owner, ROLES, ROW_GROUPS};
use crate::fold::folded;
use crate::id::RowId;
use std::cmp::Ordering;

/// How many roles fit side by side.
pub const ROLE_LIMIT: usize = 5;

/// What the rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The order of the content.
    #[default]
    AsWritten,
    /// The name of the dimension, A to Z.
    Title,
    /// Who owns the row: the lead, then both or neither, then the manager.
    Owner,
    /// Rows whose sources disagree come first, then rows in which lead and manager differ.
    Dispute,
    /// How much a row matters to the person, most first.
    Weight,
}

/// Every order with its name in links and in the page's list of choices.
pub const SORTS: [(Sort, &str); 5] = [
    (Sort::AsWritten, ""),
    (Sort::Title, "title"),
    (Sort::Owner, "owner"),
    (Sort::Dispute, "dispute"),
    (Sort::Weight, "weight"),
];

/// A view of the table. The same view has the same link, and the other way round.
///
/// Rows are named by their place in the table as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The roles shown, as indices into [`ROLES`], in the order of their columns: one to five.
    pub roles: Vec<usize>,
    /// Text that a row has to contain; every word of it.
    pub filter: String,
    /// The only group shown, as an index into [`ROW_GROUPS`].
    pub group: Option<usize>,
    /// Whether rows are hidden in which the roles hardly differ.
    pub differences: bool,
    /// The order of the rows.
    pub sort: Sort,
    /// Whether that order is turned round. Never with [`Sort::AsWritten`].
    pub down: bool,
    /// Whether the rows stand in one list instead of under the names of their groups.
    pub flat: bool,
    /// Whether weighing is what the link is for.
    pub weigh: bool,
    /// Rows that stay on top whatever is filtered, in the order in which they were pinned.
    pub pinned: Vec<usize>,
    /// Rows that the person has put away, in rising order. None of them is pinned.
    pub hidden: Vec<usize>,
    /// Rows whose explanation is open, in rising order.
    pub open: Vec<usize>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            roles: vec![0, 1],
            filter: String::new(),
            group: None,
            differences: false,
            sort: Sort::AsWritten,
            down: false,
            flat: false,
            weigh: false,
            pinned: Vec::new(),
            hidden: Vec::new(),
            open: Vec::new(),
        }
    }
}

impl View {
    /// Shows a role that is hidden, as the last column, and hides one that is shown. The last role
    /// stays, and no more than [`ROLE_LIMIT`] fit.
    pub fn toggle_role(&mut self, role: usize) {
        match self.roles.iter().position(|shown| *shown == role) {
            Some(place) if self.roles.len() > 1 => _ = self.roles.remove(place),
            None if self.roles.len() < ROLE_LIMIT && role < ROLES.len() => self.roles.push(role),
            _ => {}
        }
    }

    /// Makes sure that a role is shown; where five are, the last one makes room.
    pub fn show_role(&mut self, role: usize) {
        if !self.roles.contains(&role) {
            self.roles.truncate(ROLE_LIMIT - 1);
            self.toggle_role(role);
        }
    }

    /// Moves the column of a role one place, to the front or to the back.
    pub fn move_role(&mut self, role: usize, back: bool) {
        let Some(place) = self.roles.iter().position(|shown| *shown == role) else {
            return;
        };
        let other = if back {
            place + 1
        } else {
            place.wrapping_sub(1)
        };
        if other < self.roles.len() {
            self.roles.swap(place, other);
        }
    }

    /// Sorts by something, up or down. An order that there is no name for is that of the content.
    pub fn sort_as(&mut self, name: &str) {
        let known = name.strip_prefix('-').unwrap_or(name);
        let sort = SORTS.iter().find(|(_, name)| *name == known);
        self.sort = sort.map_or(Sort::AsWritten, |(sort, _)| *sort);
        self.down = self.sort != Sort::AsWritten && name.starts_with('-');
    }

    /// What [`View::sort_as`] takes.
    pub fn sort_name(&self) -> String {
        let sort = SORTS.iter().find(|(sort, _)| *sort == self.sort);
        let name = sort.map_or("", |(_, name)| *name);
        [if self.down { "-" } else { "" }, name].concat()
    }

    /// Pins a row, or lets it go.
    pub fn toggle_pin(&mut self, row: usize) {
        if take(&mut self.pinned, row).is_none() {
            self.pinned.push(row);
            _ = take(&mut self.hidden, row);
        }
    }

    /// Puts a row away.
    pub fn hide(&mut self, row: usize) {
        _ = take(&mut self.pinned, row);
        insert(&mut self.hidden, row);
    }

    /// Opens the explanation of a row, or closes it.
    pub fn set_open(&mut self, row: usize, open: bool) {
        if open {
            insert(&mut self.open, row);
        } else {
            _ = take(&mut self.open, row);
        }
    }

    /// Whether a row, by its place in the table, is shown.
    pub fn shows(&self, place: usize, row: &RowText) -> bool {
        if self.pinned.contains(&place) {
            return true;
        }
        self.group.is_none_or(|group| group == row.group)
            && !self.hidden.contains(&place)
            && !(self.differences && self.alike(row))
            && self.matches(row)
    }

    /// Whether it depends on what the cells say which rows are shown.
    pub fn reads_cells(&self) -> bool {
        !self.filter.is_empty() || self.differences && self.roles.iter().any(|role| *role >= 2)
    }

    /// Whether the roles shown hardly differ in this row. For lead and manager the content says so;
    /// other roles are alike where their statements are.
    fn alike(&self, row: &RowText) -> bool {
        if self.roles.iter().all(|role| *role < 2) {
            return row.same;
        }
        let mut texts = self.roles.iter().map(|role| row.cells.get(*role));
        let first = texts.next();
        texts.all(|text| Some(text) == first)
    }

    fn matches(&self, row: &RowText) -> bool {
        let has = |word: &str| {
            let mut cells = self.roles.iter().filter_map(|role| row.cells.get(*role));
            row.head.contains(word) || cells.any(|text| text.contains(word))
        };
        self.filter.is_empty() || folded(&self.filter).split_whitespace().all(has)
    }

    /// All rows in the order of this view, pinned ones first. `weights` says how much each row
    /// matters to the person; a row without one matters nothing.
    pub fn order(&self, rows: &[RowText], weights: &[u8]) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::with_capacity(rows.len());
        for place in (0..rows.len()).filter(|place| !self.pinned.contains(place)) {
            let end = order.partition_point(|there| {
                let mut compared = self.compare(rows, weights, *there, place);
                if self.down {
                    compared = compared.reverse();
                }
                compared != Ordering::Greater
            });
            order.insert(end, place);
        }
        [self.pinned.as_slice(), &order].concat()
    }

    fn compare(&self, rows: &[RowText], weights: &[u8], left: usize, right: usize) -> Ordering {
        let (Some(a), Some(b)) = (rows.get(left), rows.get(right)) else {
            return Ordering::Equal;
        };
        let groups = if self.flat {
            Ordering::Equal
        } else if self.down {
            // The groups keep their order: only what is in them is turned round.
            b.group.cmp(&a.group)
        } else {
            a.group.cmp(&b.group)
        };
        let weight = |place: usize| weights.get(place).copied().unwrap_or(0);
        groups.then_with(|| match self.sort {
            Sort::AsWritten => Ordering::Equal,
            Sort::Title => a.head.cmp(&b.head),
            Sort::Owner => owner(a).cmp(&owner(b)),
            Sort::Dispute => dispute(b).cmp(&dispute(a)),
            Sort::Weight => weight(right).cmp(&weight(left)),
        })
    }
}

fn owner(row: &RowText) -> u8 {
    match row.owner {
        Owner::Lead => 0,
        Owner::Both | Owner::Neither => 1,
        Owner::Manager => 2,
    }
}

/// How little a row is settled: 2 where sources disagree, 1 where lead and manager differ.
fn dispute(row: &RowText) -> u8 {
    match (row.disputed, row.same) {
        (true, _) => 2,
        (_, false) => 1,
        _ => 0,
    }
}

fn take(list: &mut Vec<usize>, row: usize) -> Option<usize> {
    let place = list.iter().position(|there| *there == row)?;
    Some(list.remove(place))
}

/// Adds a row to a list in rising order, where it is not in it yet.
pub(super) fn insert(list: &mut Vec<usize>, row: usize) {
    let place = list.partition_point(|there| *there < row);
    if list.get(place) != Some(&row) {
        list.insert(place, row);
    }
}

/// What the view has to know of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowText {
    /// Permanent id.
    pub id: RowId,
    /// Permanent number, which links that share a weighing use.
    pub number: usize,
    /// Its group, as an index into [`ROW_GROUPS`].
    pub group: usize,
    /// Who owns it.
    pub owner: Owner,
    /// Whether lead and manager hardly differ here.
    pub same: bool,
    /// Whether its sources disagree.
    pub disputed: bool,
    /// Its title, as shown.
    pub title: String,
    /// Its title and question, [`folded`].
    pub head: String,
    /// One statement per role, [`folded`], in the order of [`ROLES`]. Empty until a view looks into
    /// them ([`View::reads_cells`]).
    pub cells: Vec<String>,
}

/// The place of a row in the table, by its id or by that of a row that it has taken in.
pub fn place_of(rows: &[RowText], id: &str) -> Option<usize> {
    let former = FORMER_ROWS.iter().find(|former| former.id == id);
    let id = former.map_or(id, |former| former.row);
    rows.iter().position(|row| row.id == id)
}

/// The rows that a row has taken in.
pub(super) fn taken_in(row: &str) -> impl Iterator<Item = &'static FormerRow> + Clone {
    FORMER_ROWS.iter().filter(move |former| former.row == row)
}

/// The index of a role, by its id.
pub fn role_of(id: &str) -> Option<usize> {
    ROLES.iter().position(|role| role.id == id)
}

/// The index of a group, by its id.
pub fn group_of(id: &str) -> Option<usize> {
    ROW_GROUPS.iter().position(|group| group.id == id)
}

/// The rows as the app reads them from the page, for tests.
#[cfg(not(target_arch = "wasm32"))]
pub fn rows_of_content() -> Vec<RowText> {
    let text = |row: &crate::content::Row| RowText {
        id: row.id.into(),
        number: usize::from(row.number),
        group: group_of(row.group).unwrap_or_default(),
        owner: row.owner,
        same: row.same,
        disputed: row.disagree.is_some(),
        title: row.title.to_owned(),
        head: folded(&[row.title, row.question].join("\n")),
        cells: row
            .cells
            .iter()
            .map(|cell| {
                cell.as_ref()
                    .map_or_else(String::new, |cell| folded(cell.text))
            })
            .collect(),
    };
    crate::content::ROWS.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::ROWS;

    fn count(view: &View) -> usize {
        let rows = rows_of_content();
        let shown = rows.iter().enumerate();
        shown.filter(|(place, row)| view.shows(*place, row)).count()
    }

    fn ids(view: &View, weights: &[u8]) -> Vec<&'static str> {
        let order = view.order(&rows_of_content(), weights);
        order.into_iter().map(|place| ROWS[place].id).collect()
    }

    #[test]
    fn the_default_view_shows_every_row_of_lead_and_manager_as_written() {
        let view = View::default();
        assert_eq!(count(&view), ROWS.len());
        let written: Vec<&str> = ROWS.iter().map(|row| row.id).collect();
        assert_eq!(ids(&view, &[]), written);
        let roles: Vec<&str> = view.roles.iter().map(|role| ROLES[*role].id).collect();
        assert_eq!(roles, ["lead", "manager"]);
    }

    #[test]
    fn the_filter_wants_every_word_in_any_case() {
        let mut view = View {
            filter: "CODING".to_owned(),
            ..View::default()
        };
        assert!(count(&view) >= 1 && count(&view) < ROWS.len());
        let with_one_word = count(&view);
        view.filter = "coding zzzz".to_owned();
        assert_eq!(count(&view), 0);
        view.filter = "  coding  ".to_owned();
        assert_eq!(count(&view), with_one_word);
    }

    #[test]
    fn only_differences_hides_what_lead_and_manager_share() {
        let view = View {
            differences: true,
            ..View::default()
        };
        let shared = ROWS.iter().filter(|row| row.same).count();
        assert!(shared > 0);
        assert_eq!(count(&view), ROWS.len() - shared);
    }

    #[test]
    fn a_group_shows_its_rows_only() {
        for (group, entry) in ROW_GROUPS.iter().enumerate() {
            let view = View {
                group: Some(group),
                ..View::default()
            };
            let wanted = ROWS.iter().filter(|row| row.group == entry.id).count();
            assert_eq!(count(&view), wanted);
        }
    }

    #[test]
    fn one_role_always_stays_and_five_are_the_most() {
        let mut view = View::default();
        view.toggle_role(0);
        view.toggle_role(1);
        assert_eq!(view.roles, [1]);
        for role in 0..ROLES.len() {
            view.toggle_role(role);
        }
        assert!(!view.roles.is_empty() && view.roles.len() <= ROLE_LIMIT);
        view.toggle_role(999);
        assert!(view.roles.iter().all(|role| *role < ROLES.len()));
    }

    #[test]
    fn roles_stand_in_the_order_in_which_they_were_chosen_and_can_be_moved() {
        let mut view = View::default();
        view.toggle_role(5);
        view.toggle_role(3);
        assert_eq!(view.roles, [0, 1, 5, 3]);
        view.move_role(3, false);
        view.move_role(0, true);
        assert_eq!(view.roles, [1, 0, 3, 5]);
        view.move_role(1, false);
        view.move_role(5, true);
        view.move_role(8, true);
        assert_eq!(view.roles, [1, 0, 3, 5]);
        view.toggle_role(8);
        view.show_role(7);
        assert_eq!(view.roles, [1, 0, 3, 5, 7]);
    }

    #[test]
    fn every_order_has_every_row_once_and_keeps_the_groups_together() {
        let rows = rows_of_content();
        let weights: Vec<u8> = (0..rows.len()).map(|place| (place % 4) as u8).collect();
        for (sort, _) in SORTS {
            for (down, flat) in [(false, false), (true, false), (false, true), (true, true)] {
                let view = View {
                    sort,
                    down: down && sort != Sort::AsWritten,
                    flat,
                    ..View::default()
                };
                let order = view.order(&rows, &weights);
                let mut all = order.clone();
                all.sort_unstable();
                assert!(all.into_iter().eq(0..rows.len()), "{view:?}");
                let groups: Vec<usize> = order.iter().map(|place| rows[*place].group).collect();
                assert!(flat || groups.is_sorted(), "{view:?}");
            }
        }
    }

    #[test]
    fn one_list_by_name_runs_from_a_to_z_and_back() {
        let mut view = View {
            flat: true,
            ..View::default()
        };
        view.sort_as("title");
        let up = ids(&view, &[]);
        assert_eq!(up.first(), Some(&"architecture"));
        view.sort_as("-title");
        let down = ids(&view, &[]);
        assert!(up.iter().rev().eq(&down));
    }

    #[test]
    fn what_matters_most_comes_first() {
        let mut weights = vec![0; ROWS.len()];
        let coding = place_of(&rows_of_content(), "coding-time").expect("it is there");
        weights[coding] = 3;
        weights[0] = 1;
        let view = View {
            sort: Sort::Weight,
            flat: true,
            ..View::default()
        };
        assert_eq!(ids(&view, &weights)[..2], ["coding-time", ROWS[0].id]);
    }

    #[test]
    fn pinned_rows_stay_on_top_and_hidden_ones_come_back() {
        let mut view = View {
            filter: "no row has this".to_owned(),
            ..View::default()
        };
        view.toggle_pin(7);
        view.toggle_pin(3);
        assert_eq!(count(&view), 2);
        assert_eq!(view.order(&rows_of_content(), &[])[..2], [7, 3]);
        view.hide(7);
        assert_eq!(
            (view.pinned.as_slice(), view.hidden.as_slice()),
            (&[3][..], &[7][..])
        );
        view.toggle_pin(7);
        assert_eq!(
            (view.pinned.as_slice(), view.hidden.as_slice()),
            (&[3, 7][..], &[][..])
        );
        view.toggle_pin(3);
        assert_eq!(view.pinned, [7]);
    }

    #[test]
    fn rows_that_are_put_away_or_open_stand_once_in_rising_order() {
        let mut view = View::default();
        for row in [7, 3, 5, 3] {
            view.hide(row);
            view.set_open(row, true);
        }
        view.set_open(5, false);
        view.set_open(4, false);
        assert_eq!((view.hidden, view.open), (vec![3, 5, 7], vec![3, 7]));
    }

    #[test]
    fn cells_are_read_for_a_filter_and_to_tell_other_roles_than_lead_and_manager_apart() {
        let mut view = View::default();
        assert!(!view.reads_cells());
        view.filter = "coding".to_owned();
        assert!(view.reads_cells());
        view.filter.clear();
        view.differences = true;
        assert!(!view.reads_cells());
        for (role, named) in ROLES.iter().enumerate().skip(2) {
            view.roles = vec![0, role];
            view.differences = true;
            assert!(view.reads_cells(), "{}", named.id);
            view.differences = false;
            assert!(!view.reads_cells(), "{}", named.id);
        }
    }

    #[test]
    fn only_differences_goes_by_the_statements_where_another_role_is_shown() {
        let mut row = rows_of_content().remove(0);
        for (role, named) in ROLES.iter().enumerate().skip(2) {
            let view = View {
                roles: vec![0, role],
                differences: true,
                ..View::default()
            };
            (row.same, row.cells[role]) = (false, row.cells[0].clone());
            assert!(!view.shows(0, &row), "{}", named.id);
            (row.same, row.cells[role]) = (true, "something else".to_owned());
            assert!(view.shows(0, &row), "{}", named.id);
        }
    }

    #[test]
    fn what_sources_disagree_on_comes_first_and_what_hardly_differs_last() {
        let mut view = View {
            flat: true,
            ..View::default()
        };
        view.sort_as("dispute");
        let places = view.order(&rows_of_content(), &[]).into_iter();
        let kinds = places.map(|place| match &ROWS[place] {
            row if row.disagree.is_some() => 0,
            row if !row.same => 1,
            _ => 2,
        });
        let kinds: Vec<i32> = kinds.collect();
        assert!(kinds.is_sorted() && [0, 1, 2].iter().all(|kind| kinds.contains(kind)));
    }

    #[test]
    fn what_the_lead_owns_comes_first_and_what_the_manager_owns_last() {
        let mut view = View {
            flat: true,
            ..View::default()
        };
        view.sort_as("owner");
        let places = view.order(&rows_of_content(), &[]).into_iter();
        let kinds = places.map(|place| match ROWS[place].owner {
            Owner::Lead => 0,
            Owner::Both | Owner::Neither => 1,
            Owner::Manager => 2,
        });
        let kinds: Vec<i32> = kinds.collect();
        assert!(kinds.is_sorted() && [0, 1, 2].iter().all(|kind| kinds.contains(kind)));
    }

    #[test]
    fn the_filter_looks_into_the_statements_of_the_roles_that_are_shown() {
        let mut row = rows_of_content().remove(0);
        row.head = "head".to_owned();
        row.cells = (0..ROLES.len()).map(|role| format!("cell{role}")).collect();
        let mut view = View::default();
        for (filter, is_there) in [
            ("head", true),
            ("cell1", true),
            ("head cell0 cell1", true),
            ("cell2", false),
            ("head cell2", false),
        ] {
            view.filter = filter.to_owned();
            assert_eq!(view.shows(0, &row), is_there, "{filter}");
        }
    }
}
