//! Markdown and CSV: every word arrives, and none of them as more than a word.

use super::plans::{HOSTILE, applied, plan};
use guide_core::content::STEPS;
use guide_core::csv::Separator;
use guide_core::roadmap::exchange::{csv, markdown};
use guide_core::roadmap::model::Plan;
use proptest::prelude::*;

/// The cells of a table, as RFC 4180 has them.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let row = rows.last_mut().expect("there is one");
        let cell = row.last_mut().expect("there is one");
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                cell.push('"');
                rest.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(rest.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            c => cell.push(c),
        }
    }
    assert!(!quoted);
    rows.pop();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_table_has_every_word_and_no_formula(plan in plan()) {
        let text = csv(&plan, Separator::Comma);
        let rows = cells(text.trim_start_matches('\u{feff}'));
        let shown = plan.milestones();
        prop_assert_eq!(rows.len(), shown.len() + 1);
        for (row, item) in rows[1..].iter().zip(shown) {
            prop_assert_eq!(row.len(), 13);
            prop_assert_eq!(row[1].strip_prefix('\'').unwrap_or(&row[1]), item.title.strip_prefix('\'').unwrap_or(&item.title));
            for cell in row {
                let mut rest = cell.trim_start().chars();
                let first = rest.next().unwrap_or('x');
                // A dash of a list stays one.
                let is_list = first == '-' && rest.next().is_none_or(|next| next == ' ');
                prop_assert!(is_list || !"=+-@＝＋－＠\t\r".contains(first), "{cell:?}");
            }
        }
    }

    #[test]
    fn markdown_has_no_html_and_no_links_of_others(plan in plan()) {
        let text = markdown("Mine", &plan);
        for (place, _) in text.match_indices(['<', '[']) {
            let ours = ["<http://", "<https://", "[ ] ", "[x] "];
            let is_ours = ours.iter().any(|start| text[place..].starts_with(start));
            prop_assert!(is_ours || text[..place].ends_with('\\'), "{}", &text[place..]);
        }
        let entries = text.lines().filter(|line| line.starts_with("- [")).count();
        prop_assert_eq!(entries, plan.milestones().len());
    }
}

#[test]
fn formulas_are_text_and_apostrophes_arrive() {
    let mut plan = Plan::template();
    for (number, title) in HOSTILE.iter().enumerate() {
        plan = applied(
            &plan,
            plan.add(format!("own-{number}").into(), STEPS[0].id, title),
        );
    }
    let text = csv(&plan, Separator::Comma);
    assert!(text.starts_with('\u{feff}'));
    for cell in ["\"'@SUM(1)\"", "\"'=HYPERLINK(\"\"http", "\"'-2+3+cmd|"] {
        assert!(text.contains(cell), "{cell} in {text}");
    }
    assert!(markdown("x", &plan).contains("\\<script\\>"));
}
