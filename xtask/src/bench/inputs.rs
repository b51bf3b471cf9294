//! From an input to the next paint on the comparison's page, with synthetic rows.
//!
//! The rows are cloned in the page before the app reads them: 100 and 1,000, with five roles.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::webdriver::Driver;
use crate::error::Result;

/// How many rows, and by how much the processor is slowed down.
pub(super) const CASES: [(u32, u32); 4] = [(100, 1), (100, 4), (1000, 1), (1000, 4)];

const ROLES: &str = "compare/?roles=lead,manager,senior,staff,tlm";
const LONGEST_WAIT: Duration = Duration::from_secs(30);
const SETTLING_TIME: Duration = Duration::from_millis(1500);

/// One kind of input: its name, and its times in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Input {
    pub(super) name: String,
    pub(super) median: f64,
    pub(super) worst: f64,
}

/// Measures all kinds of input on the page of the site at `address`.
pub(super) fn measure(
    driver: &Driver,
    address: &str,
    rows: u32,
    slowdown: u32,
) -> Result<Vec<Input>> {
    let session = driver.session()?;
    let script = json!({ "source": CLONE.replace("ROWS", &rows.to_string()) });
    session.devtools("Page.addScriptToEvaluateOnNewDocument", script)?;
    session.open(&format!("{address}{ROLES}"))?;
    let start = Instant::now();
    let live = "return document.documentElement.hasAttribute('data-hydrated')";
    while start.elapsed() < LONGEST_WAIT && session.ask(live)? != Value::Bool(true) {
        thread::sleep(Duration::from_millis(100));
    }
    thread::sleep(SETTLING_TIME);
    let rate = json!({ "rate": slowdown });
    session.devtools("Emulation.setCPUThrottlingRate", rate)?;
    Ok(inputs_from(&session.ask_later(QUESTION)?))
}

fn inputs_from(answer: &Value) -> Vec<Input> {
    let kinds = answer.as_array().into_iter().flatten();
    let input = |kind: &Value| {
        let times = kind.get("times")?.as_array()?;
        let mut times: Vec<f64> = times.iter().filter_map(Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        Some(Input {
            name: kind.get("name")?.as_str()?.to_owned(),
            median: *times.get(times.len() / 2)?,
            worst: *times.last()?,
        })
    };
    kinds.filter_map(input).collect()
}

const CLONE: &str = "
    document.addEventListener('DOMContentLoaded', () => {
        const rows = [...document.querySelectorAll('tr[data-group]')];
        for (let count = rows.length; count < ROWS; count += 1) {
            const row = rows[count % rows.length];
            const copy = row.cloneNode(true);
            const more = row.nextElementSibling.cloneNode(true);
            copy.id = `${row.id}-${count}`;
            copy.querySelectorAll('[id]').forEach((cell) => cell.removeAttribute('id'));
            more.querySelectorAll('[data-for]').forEach((control) => { control.dataset.for = copy.id; });
            more.querySelectorAll('[name]').forEach((field) => { field.name = field.name.replace(row.id, copy.id); });
            row.parentElement.append(copy, more);
        }
    });
";

/// A paint is over when a message that was sent in its frame arrives.
const QUESTION: &str = "
    const answer = arguments[arguments.length - 1];
    const pause = (time) => new Promise((done) => setTimeout(done, time));
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done();
        channel.port2.postMessage(0);
    }));
    const put = (selector, value) => () => {
        const field = document.querySelector(selector);
        field.value = value;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    const press = (selector) => () => document.querySelector(selector).click();
    const ten = (act) => Array.from({ length: 10 }, (_, index) => act(index));
    const kinds = {
        'filter': ['c', 'co', 'cod', 'codi', 'codin', '', 't', 'te', 'tea', ''].map((text) => put('#filter', text)),
        'sort': ['title', '-title', 'owner', 'dispute', 'title', '-owner', '-dispute', '-title', 'owner', ''].map((sort) => put('[name=sort]', sort)),
        'only differences': ten(() => press('#differences')),
        'hide or show a role': ten(() => press('[name=role][value=tlm]')),
        'move a column': ten((index) => press(`[data-act=${index % 2 ? 'left' : 'right'}][data-for=lead]`)),
        'pin a row': ten((index) => press(`[data-act=pin][data-for=${['hiring', 'owns', 'week', 'path', 'success'][index % 5]}]`)),
        'open a row': ten(() => press('summary[data-for=owns]')),
    };
    (async () => {
        const found = [];
        for (const [name, acts] of Object.entries(kinds)) {
            const times = [];
            for (const act of acts) {
                // The address of the one before is written meanwhile.
                await pause(300);
                await frame();
                await pause(20);
                const start = performance.now();
                act();
                await painted();
                times.push(performance.now() - start);
            }
            found.push({ name, times });
        }
        answer(found);
    })();
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_and_worst_are_taken_of_each_kind() {
        let answer =
            json!([{ "name": "sort", "times": [5.0, 30.5, 7.0] }, { "name": "none", "times": [] }]);
        let input = Input {
            name: "sort".to_owned(),
            median: 7.0,
            worst: 30.5,
        };
        assert_eq!(inputs_from(&answer), [input]);
    }
}
