//! The table as shown, to be taken elsewhere: as Markdown and as CSV.

/// What is shown of the table, as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Names of the columns.
    pub head: Vec<String>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<String>>,
}

/// The sheet as a Markdown table.
pub fn markdown(sheet: &Sheet) -> String {
    let mut text = String::new();
    let mut line = |cells: &[String]| {
        for cell in cells {
            text += "| ";
            for c in cell.chars() {
                match c {
                    '|' | '\\' | '<' | '*' | '_' | '`' | '[' => text.extend(['\\', c]),
                    '\n' | '\r' => text.push(' '),
                    c => text.push(c),
                }
            }
            text.push(' ');
        }
        text += "|\n";
    };
    line(&sheet.head);
    line(&vec!["---".to_owned(); sheet.head.len()]);
    sheet.rows.iter().for_each(|row| line(row));
    text
}

/// The sheet as CSV after RFC 4180. A cell that a spreadsheet would take for a formula begins with
/// an apostrophe.
pub fn csv(sheet: &Sheet) -> String {
    let mut text = String::new();
    for row in [&sheet.head].into_iter().chain(&sheet.rows) {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push('"');
            let start = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
            if start.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
            {
                text.push('\'');
            }
            text += &cell.replace('"', "\"\"");
            text.push('"');
        }
        text += "\r\n";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cell: &str) -> Sheet {
        Sheet {
            head: vec!["Dimension".to_owned(), "Lead".to_owned()],
            rows: vec![vec!["Focus".to_owned(), cell.to_owned()]],
        }
    }

    #[test]
    fn markdown_keeps_its_columns_whatever_a_note_has() {
        assert_eq!(
            markdown(&sheet("a | b\nc *d*")),
            "| Dimension | Lead |\n| --- | --- |\n| Focus | a \\| b c \\*d\\* |\n"
        );
    }

    #[test]
    fn csv_is_quoted() {
        assert_eq!(
            csv(&sheet("says \"no\",\nthen yes")),
            "\"Dimension\",\"Lead\"\r\n\"Focus\",\"says \"\"no\"\",\nthen yes\"\r\n"
        );
    }

    #[test]
    fn no_cell_begins_a_formula() {
        for start in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u{a0}=1", "＝1",
        ] {
            let text = csv(&sheet(start));
            assert!(text.contains(&format!(",\"'{start}\"")), "{text:?}");
        }
        assert!(!csv(&sheet("a=b")).contains('\''));
    }
}
