//! Tables in plain text, aligned by column.

/// Lays out rows under a header. The first column is aligned to the left, the others, which hold
/// figures, to the right.
pub fn render(header: &[&str], rows: &[Vec<String>]) -> String {
    let header: Vec<String> = header.iter().map(|title| (*title).to_owned()).collect();
    let widths = column_widths(&header, rows);
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();

    let mut text = String::new();
    for row in [&header, &rule].into_iter().chain(rows) {
        let line: Vec<String> = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    text
}

fn column_widths(header: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let width_of = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells
            .chain(header.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    (0..header.len()).map(width_of).collect()
}

/// A number with its thousands set apart: `14,000`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = vec![
            vec!["models".to_owned(), "12".to_owned()],
            vec!["a longer name".to_owned(), "7".to_owned()],
        ];
        let expected = "\
layer          passed
-------------  ------
models             12
a longer name       7
";
        assert_eq!(render(&["layer", "passed"], &rows), expected);
    }

    #[test]
    fn thousands_are_set_apart() {
        let written: Vec<String> = [0, 999, 1000, 14_000, 1_234_567]
            .into_iter()
            .map(thousands)
            .collect();
        assert_eq!(written, ["0", "999", "1,000", "14,000", "1,234,567"]);
    }
}
