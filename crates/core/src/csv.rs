//! Tables for spreadsheets: the one writer of the site (RFC 4180), with a mark at the start by which
//! they know that it is UTF-8.

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    /// As the standard has it.
    #[default]
    Comma,
    /// For spreadsheets of languages in which the comma belongs to numbers.
    Semicolon,
}

/// A table in the making.
#[derive(Debug, Clone)]
pub struct Table {
    separator: char,
    text: String,
}

impl Table {
    /// An empty table.
    pub fn new(separator: Separator) -> Self {
        let separator = match separator {
            Separator::Comma => ',',
            Separator::Semicolon => ';',
        };
        Self {
            separator,
            text: "\u{feff}".to_owned(),
        }
    }

    /// Adds a row.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.text.push(self.separator);
            }
            self.text.push('"');
            if is_formula(cell) {
                self.text.push('\'');
            }
            self.text += &cell.replace('"', "\"\"");
            self.text.push('"');
        }
        self.text += "\r\n";
    }

    /// The whole table.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// Whether a spreadsheet would take a cell for a formula (OWASP, “CSV Injection”), also with the wide
/// signs of East Asian keyboards. A dash before a space, as in a list, is none.
fn is_formula(cell: &str) -> bool {
    let mut rest = cell.trim_start().chars();
    match rest.next() {
        Some('=' | '+' | '@' | '＝' | '＋' | '＠' | '－') => true,
        Some('-') => !matches!(rest.next(), None | Some(' ')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut table = Table::new(Separator::Comma);
        table.row([text]);
        table.into_text()
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in [
            "=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r@x", "＝1", "＋1", "－1", "＠x", "-=1",
        ] {
            assert!(cell(text).starts_with("\u{feff}\"'"), "{text:?}");
        }
    }

    #[test]
    fn a_dash_of_a_list_stays_a_dash() {
        for text in ["- agenda\n- decision", "-", "a - b", "–1"] {
            assert!(!cell(text).contains('\''), "{text:?}");
        }
    }

    #[test]
    fn quotation_marks_are_doubled_and_the_separator_is_chosen() {
        let mut table = Table::new(Separator::Semicolon);
        table.row(["a \"b\"", "c;d\ne"]);
        assert_eq!(table.into_text(), "\u{feff}\"a \"\"b\"\"\";\"c;d\ne\"\r\n");
    }
}
