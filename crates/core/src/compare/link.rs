//! How a view is written in a link, and read from one that may be damaged.

use super::model::{ROLE_LIMIT, RowText, View, group_of, insert, place_of, role_of};
use crate::content::{ROLES, ROW_GROUPS};
use crate::text;

/// How much of a filter a link has, in code points: what is longer finds nothing.
const FILTER_LIMIT: usize = 80;

impl View {
    /// Reads a link's query, without its question mark. What it does not understand is left out and
    /// named in the second value, for the person who opened the link.
    pub fn from_query(query: &str, rows: &[RowText]) -> (Self, Vec<String>) {
        let mut view = Self::default();
        let mut ignored = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decoded(value);
            match name {
                "q" => text::first(&value, FILTER_LIMIT).clone_into(&mut view.filter),
                "diff" if value == "1" => view.differences = true,
                "flat" if value == "1" => view.flat = true,
                "weigh" if value == "1" => view.weigh = true,
                "group" => match group_of(&value) {
                    Some(group) => view.group = Some(group),
                    None => ignored.push(value),
                },
                "sort" => view.read_sort(value, &mut ignored),
                "roles" => {
                    view.roles = listed(&value, role_of, &mut ignored);
                    view.roles.truncate(ROLE_LIMIT);
                }
                "pin" => view.pinned = listed(&value, |id| place_of(rows, id), &mut ignored),
                "hide" => view.hidden = listed(&value, |id| place_of(rows, id), &mut ignored),
                "open" => view.open = listed(&value, |id| place_of(rows, id), &mut ignored),
                // Marks that other sites add to links are nobody's mistake.
                _ if name.starts_with("utm_") || name.ends_with("clid") => {}
                _ => ignored.push(decoded(name)),
            }
        }
        view.make_sound();
        for part in &mut ignored {
            part.truncate(part.floor_char_boundary(40));
        }
        ignored.truncate(5);
        (view, ignored)
    }

    fn read_sort(&mut self, value: String, ignored: &mut Vec<String>) {
        self.sort_as(&value);
        if self.sort_name() != value {
            ignored.push(value);
        }
    }

    /// Brings what a link says into the shape that [`View`] promises.
    fn make_sound(&mut self) {
        if self.roles.is_empty() {
            self.roles = Self::default().roles;
        }
        for list in [&mut self.hidden, &mut self.open] {
            for row in std::mem::take(list) {
                insert(list, row);
            }
        }
        self.hidden.retain(|row| !self.pinned.contains(row));
    }

    /// The query of a link to this view, without a question mark; empty for the default view.
    pub fn to_query(&self, rows: &[RowText]) -> String {
        let mut query = String::new();
        let mut add = |name: &str, value: &str| {
            if !value.is_empty() {
                if !query.is_empty() {
                    query.push('&');
                }
                query += name;
                query.push('=');
                query += value;
            }
        };
        let on = |set: bool| if set { "1" } else { "" };
        let ids = |list: &[usize]| {
            let ids: Vec<&str> = list
                .iter()
                .filter_map(|row| rows.get(*row))
                .map(|row| row.id.as_str())
                .collect();
            ids.join(",")
        };
        if self.roles != [0, 1] {
            let ids: Vec<&str> = self
                .roles
                .iter()
                .filter_map(|role| ROLES.get(*role))
                .map(|role| role.id)
                .collect();
            add("roles", &ids.join(","));
        }
        let group = self.group.and_then(|group| ROW_GROUPS.get(group));
        add("group", group.map_or("", |group| group.id));
        add("diff", on(self.differences));
        add("sort", &self.sort_name());
        add("flat", on(self.flat));
        add("weigh", on(self.weigh));
        add("pin", &ids(&self.pinned));
        add("hide", &ids(&self.hidden));
        add("open", &ids(&self.open));
        add("q", &encoded(text::first(&self.filter, FILTER_LIMIT), b'%'));
        query
    }
}

/// The things that a list with commas names, each once; what it does not name is `ignored`.
fn listed(
    value: &str,
    known: impl Fn(&str) -> Option<usize>,
    ignored: &mut Vec<String>,
) -> Vec<usize> {
    let mut list = Vec::new();
    for id in value.split(',') {
        match known(id) {
            Some(found) if !list.contains(&found) => list.push(found),
            Some(_) => {}
            None => ignored.push(id.to_owned()),
        }
    }
    list
}

/// Writes everything but letters, digits and `-._` as `mark` and two hexadecimal digits.
pub(super) fn encoded(text: &str, mark: u8) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push(char::from(mark));
            for digit in [byte >> 4, byte & 15] {
                encoded.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    encoded
}

/// Takes percent-encoding and plus signs back; what is not valid stays as it is.
pub(super) fn decoded(text: &str) -> String {
    decoded_from(text, b'%')
}

/// Takes the encoding with `mark` and plus signs back; what is not valid stays as it is.
pub(super) fn decoded_from(text: &str, mark: u8) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let pair = text
            .get(index + 1..index + 3)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match pair {
            Some(value) if *byte == mark => {
                decoded.push(value);
                index += 2;
            }
            _ => decoded.push(if *byte == b'+' { b' ' } else { *byte }),
        }
        index += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::model::{Sort, rows_of_content};
    use super::*;

    #[test]
    fn the_default_view_has_no_query() {
        assert_eq!(View::default().to_query(&rows_of_content()), "");
    }

    #[test]
    fn a_link_names_everything_that_is_not_the_default() {
        let rows = rows_of_content();
        let query = "roles=manager,lead&group=people&diff=1&sort=-title&flat=1&weigh=1&pin=hiring,roadmap&hide=success&open=hiring,roadmap&q=who%20decides";
        let (view, ignored) = View::from_query(query, &rows);
        assert_eq!(ignored, [""; 0]);
        assert_eq!(view.roles, [1, 0]);
        assert_eq!((view.sort, view.down), (Sort::Title, true));
        assert_eq!(view.to_query(&rows), query);
    }

    #[test]
    fn a_damaged_link_keeps_what_is_sound_and_names_the_rest() {
        let (view, ignored) = View::from_query(
            "q=coding&group=nope&diff=1&x=%FF&roles=lead,boss&utm_source=mail&sort=size&pin=success,nothing,success&hide=success",
            &rows_of_content(),
        );
        assert_eq!(view.filter, "coding");
        assert!(view.differences);
        assert_eq!(view.group, None);
        assert_eq!(view.roles, [0]);
        assert_eq!((view.pinned, view.hidden), (vec![1], vec![]));
        assert_eq!(ignored, ["nope", "x", "boss", "size", "nothing"]);
    }

    #[test]
    fn a_link_to_a_row_that_another_has_taken_in_leads_to_that_one() {
        let rows = rows_of_content();
        let (view, ignored) = View::from_query("pin=owns,primary-focus&open=visibility", &rows);
        assert_eq!(ignored, [""; 0]);
        assert_eq!(view.to_query(&rows), "pin=primary-focus&open=roadmap");
    }

    #[test]
    fn any_text_survives_encoding() {
        for text in ["Grüße & more", "100 % = 1+1", "~a~41", ""] {
            assert_eq!(decoded(&encoded(text, b'%')), text);
            assert_eq!(decoded_from(&encoded(text, b'~'), b'~'), text);
        }
    }

    #[test]
    fn in_which_order_a_link_names_rows_that_are_put_away_or_open_is_all_one() {
        let rows = rows_of_content();
        for order in [[0, 1, 2], [0, 2, 1], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let ids = order.map(|place| rows[place].id.as_str()).join(",");
            let (view, _) = View::from_query(&format!("hide={ids}&open={ids}"), &rows);
            assert_eq!((view.hidden, view.open), (vec![0, 1, 2], vec![0, 1, 2]));
        }
    }
}
