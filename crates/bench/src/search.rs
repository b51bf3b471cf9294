//! How long a query takes: the questions that the search is tested with, asked in a slow browser.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use browser_driver::Driver;
use serde::Deserialize;
use serde_json::json;

use crate::browser::{Browser, PHONE_SLOWDOWN};

/// The conditions below in words.
pub const CONDITIONS: &str = "processor ÷ 4, each question five times, the mean counts";

/// Opens the search; true when the index is there.
const OPEN: &str = "(() => {
    document.getElementById('search')?.open || document.getElementById('search-open')?.click();
    const field = document.getElementById('search-field');
    if (!field) return false;
    field.value = 'lead';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return performance.getEntriesByName('search-answered').length > 0;
})()";

/// Asks every question; answers with the mean time of each, without and with the list of hits, in
/// milliseconds. The app sets the marks around its query.
const ASK: &str = "
    const field = document.getElementById('search-field');
    const last = (name) => performance.getEntriesByName(name).at(-1).startTime;
    (async () => {
        const times = [];
        for (const question of QUESTIONS) {
            let query = 0, shown = 0;
            for (let time = 0; time < 5; time += 1) {
                // Another query comes between, since the same one is not asked again.
                for (const text of ['', question]) {
                    performance.clearMarks();
                    field.value = text;
                    const start = performance.now();
                    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
                    // What the app has put off to the end of the task.
                    for (let put_off = 0; put_off < 20; put_off += 1) await null;
                    document.getElementById('search').getBoundingClientRect();
                    if (!text) continue;
                    shown += performance.now() - start;
                    query += last('search-answered') - last('search-asked');
                }
            }
            times.push([query / 5, shown / 5]);
        }
        answer(times);
    })();
";

/// The part of the tests' questions that is of interest here.
#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    ask: String,
}

/// How long the questions took, in milliseconds: the query, and the query with its list laid out.
#[derive(Debug, Default)]
pub struct Times {
    /// One for each question.
    pub query: Vec<f64>,
    /// One for each question.
    pub with_list: Vec<f64>,
}

/// Asks all questions of a TOML file like that of the search's tests.
pub async fn measure(driver: &Driver, site: &str, questions: &Path) -> Result<Times> {
    let questions = fs::read_to_string(questions)
        .with_context(|| questions.display().to_string())
        .and_then(|text| Ok(toml::from_str::<Questions>(&text)?))?;
    let questions: Vec<String> = questions
        .question
        .into_iter()
        .map(|item| item.ask)
        .collect();
    let script = ASK.replace("QUESTIONS", &json!(questions).to_string());
    let times: Vec<(f64, f64)> = Browser::visit(driver, async |browser| {
        browser.open(site).await?;
        ensure!(browser.wait_for(OPEN).await?, "the search does not open");
        browser.slow_down(PHONE_SLOWDOWN).await?;
        browser.run_async(&script).await
    })
    .await?;
    let (query, with_list) = times.into_iter().unzip();
    Ok(Times { query, with_list })
}
