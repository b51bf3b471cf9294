//! How long a query takes: the questions that the search is tested with, asked in a slow browser.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::load::PROCESSOR_SLOWDOWN;
use super::webdriver::Driver;
use crate::error::{Error, Result};
use crate::host::{Host, HostOptions};
use crate::project::Project;
use crate::table;

/// The conditions below in words.
pub(super) const CONDITIONS: &str = "processor ÷ 4, each question twenty times, the mean counts";

const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Opens the search; answers whether the index is there.
const OPEN: &str = "
    document.getElementById('search')?.open || document.getElementById('search-open')?.click();
    const field = document.getElementById('search-field');
    if (!field) return false;
    field.value = 'lead';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return performance.getEntriesByName('search-answered').length > 0;
";

/// Asks every question; answers with the mean time of each, without and with the list of hits, in
/// milliseconds. The app sets the marks around its query.
const ASK: &str = "
    const answer = arguments[arguments.length - 1];
    const field = document.getElementById('search-field');
    const last = (name) => performance.getEntriesByName(name).at(-1).startTime;
    answer(QUESTIONS.map((question) => {
        let query = 0, shown = 0;
        for (let time = 0; time < 20; time += 1) {
            field.value = question;
            const start = performance.now();
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            document.getElementById('search').getBoundingClientRect();
            shown += performance.now() - start;
            query += last('search-answered') - last('search-asked');
            performance.clearMarks();
        }
        return [query / 20, shown / 20];
    }));
";

/// Median and worst time of a query.
pub(super) fn table(project: &Project) -> Result<String> {
    let path = project.root().join("tests/fixtures/questions.toml");
    let text = fs::read_to_string(&path).map_err(Error::while_doing("the questions"))?;
    let questions = questions_in(&text);
    let host = Host::start(HostOptions {
        root: project.dist(),
        base: "/".to_owned(),
        port: 0,
    });
    let host = host.map_err(Error::while_doing("the host"))?;
    let driver = Driver::start()?;
    let session = driver.session()?;
    session.open(&host.address())?;
    let start = Instant::now();
    while session.ask(OPEN)? != Value::Bool(true) {
        if start.elapsed() > LONGEST_WAIT {
            return Err(Error::failed("the search does not open"));
        }
        thread::sleep(Duration::from_millis(200));
    }
    let rate = json!({"rate": PROCESSOR_SLOWDOWN});
    session.devtools("Emulation.setCPUThrottlingRate", rate)?;
    let script = ASK.replace("QUESTIONS", &json!(questions).to_string());
    Ok(render(&session.ask_later(&script)?))
}

/// The values of all `ask = "…"`.
fn questions_in(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("ask = \"")?.strip_suffix('"'))
        .collect()
}

fn render(times: &Value) -> String {
    let column = |index: usize| {
        let all = times.as_array().into_iter().flatten();
        let mut times: Vec<f64> = all.filter_map(|pair| pair.get(index)?.as_f64()).collect();
        times.sort_by(f64::total_cmp);
        times
    };
    let row = |what: &str, times: &[f64]| {
        let shown = |time: Option<&f64>| time.map_or_else(String::new, |time| format!("{time:.1}"));
        vec![
            format!("{what} ({} questions)", times.len()),
            shown(times.get(times.len() / 2)),
            shown(times.last()),
        ]
    };
    let rows = [
        row("a query", &column(0)),
        row("with its list laid out", &column(1)),
    ];
    table::render(&["search", "median ms", "worst ms"], &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_read_from_the_fixture() {
        let text = "# ask\n[[question]]\nask = \"first week\"\nanswers = [\"/a/\"]\n";
        assert_eq!(questions_in(text), ["first week"]);
    }

    #[test]
    fn median_and_worst_are_shown() {
        let table = render(&json!([[1.0, 4.0], [3.0, 6.0], [2.0, 5.5]]));
        assert!(table.contains("a query (3 questions)"), "{table}");
        let last = table.lines().last().unwrap_or_default();
        assert!(last.contains("5.5") && last.ends_with("6.0"), "{table}");
    }
}
