//! The self-assessment: what its tests do with the page. Each module is a chapter of them.

mod colleagues;
mod questions;
mod result;

use crate::harness::{Browser, Outcome};
use serde_json::{Value, json};

const PREFIX: &str = "tech-lead-guide:skills:";

/// The levels that are chosen, a digit each.
const CHECKED: &str =
    "[...document.querySelectorAll('.skill input:checked')].map((radio) => radio.value).join('')";

/// The row of a skill in the table of the result.
fn row(skill: &str) -> String {
    format!(
        "[...document.querySelectorAll('.strips tr')].find((row) => row.textContent.startsWith('{skill}'))"
    )
}

async fn expect_row(browser: &Browser, skill: &str, cells: &[&str]) -> Outcome {
    let values = format!(
        "[...{}.querySelectorAll('td:not(.drawn, [hidden])')].map((cell) => cell.textContent)",
        row(skill)
    );
    browser.expect(&values, json!(cells)).await
}

/// Presses a digit for each skill, starting with the first one.
async fn score(browser: &Browser, digits: &str) -> Outcome {
    browser.run::<Value>(
        "document.querySelector('.one-by-one') && document.querySelector('.pace button').click(); return null;",
    ).await?;
    browser
        .expect("!!document.querySelector('.one-by-one')", false)
        .await?;
    browser
        .run::<Value>("document.querySelector('.skill input').focus(); return null;")
        .await?;
    for digit in digits.chars() {
        browser.press(digit.to_string()).await?;
    }
    browser.expect(CHECKED, digits).await
}

async fn expect_shown(browser: &Browser, css: &str, shown: bool) -> Outcome {
    browser
        .expect(
            &format!("document.querySelector({}).checkVisibility()", json!(css)),
            shown,
        )
        .await
}
