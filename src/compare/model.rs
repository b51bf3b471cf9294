//! What of the comparison is shown, and how that is written in a link.

use crate::content::{ROLES, ROW_GROUPS};

/// Longest filter, in bytes of UTF-8; the rest of a longer one is dropped.
pub const FILTER_LIMIT: usize = 80;

/// How many roles fit side by side.
pub const ROLE_LIMIT: usize = 5;

/// A view of the table. The same view has the same link, and the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The roles shown, as indices into [`ROLES`], in rising order: one to five.
    pub roles: Vec<usize>,
    /// Text that a row has to contain; every word of it.
    pub filter: String,
    /// The only group shown, as an index into [`ROW_GROUPS`].
    pub group: Option<usize>,
    /// Whether rows are hidden in which the roles hardly differ.
    pub differences: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            roles: vec![0, 1],
            filter: String::new(),
            group: None,
            differences: false,
        }
    }
}

impl View {
    /// Reads a link's query, without its question mark. What it does not understand is left out and
    /// named in the second value, for the person who opened the link.
    pub fn from_query(query: &str) -> (Self, Vec<String>) {
        let mut view = Self::default();
        let mut ignored = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decoded(value);
            match name {
                "q" => view.set_filter(&value),
                "diff" if value == "1" => view.differences = true,
                "group" => match ROW_GROUPS.iter().position(|group| group.id == value) {
                    Some(group) => view.group = Some(group),
                    None => ignored.push(value),
                },
                "roles" => view.roles = roles_from(&value, &mut ignored),
                // Marks that other sites add to links are nobody's mistake.
                _ if name.starts_with("utm_") || name.ends_with("clid") => {}
                _ => ignored.push(decoded(name)),
            }
        }
        ignored
            .iter_mut()
            .for_each(|part| part.truncate(part.floor_char_boundary(40)));
        ignored.truncate(5);
        (view, ignored)
    }

    /// The query of a link to this view, without a question mark; empty for the default view.
    pub fn to_query(&self) -> String {
        let mut parts = Vec::new();
        if self.roles != Self::default().roles {
            let ids: Vec<&str> = self
                .roles
                .iter()
                .filter_map(|role| ROLES.get(*role))
                .map(|role| role.id)
                .collect();
            parts.push(["roles=", &ids.join(",")].concat());
        }
        if let Some(group) = self.group.and_then(|group| ROW_GROUPS.get(group)) {
            parts.push(["group=", group.id].concat());
        }
        if self.differences {
            parts.push("diff=1".to_owned());
        }
        if !self.filter.is_empty() {
            parts.push(["q=", &encoded(&self.filter)].concat());
        }
        parts.join("&")
    }

    /// Sets the filter, cut to [`FILTER_LIMIT`].
    pub fn set_filter(&mut self, filter: &str) {
        self.filter = filter[..filter.floor_char_boundary(FILTER_LIMIT)].to_owned();
    }

    /// Shows a role that is hidden, and hides one that is shown. The last role stays, and no more
    /// than [`ROLE_LIMIT`] fit.
    pub fn toggle_role(&mut self, role: usize) {
        match self.roles.iter().position(|shown| *shown == role) {
            Some(place) if self.roles.len() > 1 => _ = self.roles.remove(place),
            None if self.roles.len() < ROLE_LIMIT && role < ROLES.len() => {
                let place = self.roles.partition_point(|shown| *shown < role);
                self.roles.insert(place, role);
            }
            _ => {}
        }
    }

    /// Whether a column or an explanation of this role is shown.
    pub fn shows_role(&self, role: &str) -> bool {
        self.roles
            .iter()
            .any(|shown| ROLES.get(*shown).is_some_and(|shown| shown.id == role))
    }

    /// Whether a row is shown.
    pub fn shows(&self, row: &RowText) -> bool {
        let in_group = self
            .group
            .and_then(|group| ROW_GROUPS.get(group))
            .is_none_or(|group| group.id == row.group);
        in_group && !(self.differences && self.alike(row)) && self.matches(row)
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
        folded(&self.filter).split_whitespace().all(has)
    }
}

/// What the view has to know of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowText {
    /// Id of its group.
    pub group: String,
    /// Whether lead and manager hardly differ here.
    pub same: bool,
    /// Its title and question, [`folded`].
    pub head: String,
    /// One statement per role, [`folded`], in the order of [`ROLES`].
    pub cells: Vec<String>,
}

/// Text as it is searched. Only ASCII is folded: the rows are English, and Unicode's tables would
/// cost every visitor 14 KB.
pub fn folded(text: &str) -> String {
    text.to_ascii_lowercase()
}

fn roles_from(value: &str, ignored: &mut Vec<String>) -> Vec<usize> {
    let unknown = value
        .split(',')
        .filter(|id| !ROLES.iter().any(|role| role.id == *id));
    ignored.extend(unknown.map(str::to_owned));
    let named = |role: &usize| value.split(',').any(|id| ROLES[*role].id == id);
    let roles: Vec<usize> = (0..ROLES.len()).filter(named).take(ROLE_LIMIT).collect();
    if roles.is_empty() {
        View::default().roles
    } else {
        roles
    }
}

/// Percent-encodes everything but letters, digits and `-._~`.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for digit in [byte >> 4, byte & 15] {
                encoded.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    encoded
}

/// Takes percent-encoding and plus signs back; what is not valid stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let pair = text
            .get(index + 1..index + 3)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, pair) {
            (b'%', Some(value)) => {
                decoded.push(value);
                index += 2;
            }
            (b'+', _) => decoded.push(b' '),
            _ => decoded.push(*byte),
        }
        index += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::ROWS;

    /// The rows as the app reads them from the page.
    fn rows() -> Vec<RowText> {
        let text = |row: &crate::content::Row| RowText {
            group: row.group.to_owned(),
            same: row.same,
            head: folded(&[row.title, row.question].join("\n")),
            cells: row.cells.iter().map(|cell| folded(cell.text)).collect(),
        };
        ROWS.iter().map(text).collect()
    }

    fn count(view: &View) -> usize {
        rows().iter().filter(|row| view.shows(row)).count()
    }

    #[test]
    fn the_default_view_shows_every_row_of_lead_and_manager_and_has_no_query() {
        let view = View::default();
        assert_eq!(count(&view), ROWS.len());
        assert_eq!(view.to_query(), "");
        let roles: Vec<&str> = ROLES
            .iter()
            .map(|role| role.id)
            .filter(|role| view.shows_role(role))
            .collect();
        assert_eq!(roles, ["lead", "manager"]);
    }

    #[test]
    fn the_filter_wants_every_word_in_any_case() {
        let mut view = View::default();
        view.set_filter("CODING");
        assert!(count(&view) >= 1 && count(&view) < ROWS.len());
        let with_one_word = count(&view);
        view.set_filter("coding zzzz");
        assert_eq!(count(&view), 0);
        view.set_filter("  coding  ");
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
    fn a_damaged_link_keeps_what_is_sound_and_names_the_rest() {
        let (view, ignored) =
            View::from_query("q=coding&group=nope&diff=1&x=%FF&roles=lead,boss&utm_source=mail");
        assert_eq!(view.filter, "coding");
        assert!(view.differences);
        assert_eq!(view.group, None);
        assert_eq!(view.roles, [0]);
        assert_eq!(ignored, ["nope", "x", "boss"]);
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
    fn every_cell_says_something() {
        for row in ROWS {
            assert_eq!(row.cells.len(), ROLES.len(), "{}", row.id);
            assert!(!row.sources.is_empty(), "{}", row.id);
            assert!(
                row.cells.iter().all(|cell| !cell.text.is_empty()),
                "{}",
                row.id
            );
        }
    }
}
