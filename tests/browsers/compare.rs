//! The comparison's table: what its tests do with the page. Each module is a chapter of them. Weighing is
//! in `weighing.rs`, and reading adverts in `adverts.rs`.

mod columns;
mod filter;
mod links;
mod table;

use crate::harness::{Browser, Outcome};
use serde_json::json;

const VISIBLE_ROWS: &str =
    "[...document.querySelectorAll('tr.dimension')].filter((row) => row.checkVisibility())";
const IS_DIFFERENCES: &str = "[...document.querySelectorAll('#table-controls > .tick')].find((label) => label.textContent.includes('differences')).querySelector('input').checked";
const STATUS: &str = "document.querySelector('.compare form [role=status]').textContent";
const COLUMNS: &str = "[...document.querySelectorAll('thead th[id]')].filter((cell) => !cell.hidden).map((cell) => cell.className)";
const ORDER: &str = "[...document.querySelectorAll('tr.dimension')].filter((row) => row.checkVisibility()).map((row) => row.id)";

/// The count above the table says how many rows are shown, and that is fewer than all.
async fn expect_some_of(browser: &Browser, all: usize) -> Outcome {
    let honest =
        format!("{STATUS} === `${{{VISIBLE_ROWS}.length}} of {all} rows` && {VISIBLE_ROWS}.length");
    browser
        .expect(&format!("({honest}) > 0 && ({honest}) < {all}"), true)
        .await
}

/// The line that opens a row's explanation.
fn line_of(row: &str) -> String {
    format!("#{row} + .more summary")
}

/// A button or an entry of a menu in a row's explanation, by what it says first.
async fn press_in(browser: &Browser, row: &str, label: &str) -> Outcome {
    let find = format!(
        "[...document.querySelectorAll('#{row} + .more .row-tools button')].find((button) => button.textContent.trim().startsWith({}))",
        json!(label)
    );
    browser.expect(&format!("Boolean({find})"), true).await?;
    browser.run(&format!("{find}.click(); return null;")).await
}
