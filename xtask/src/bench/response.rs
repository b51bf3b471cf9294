//! How long the app takes to answer a person: from the input to the next paint, in a site that has
//! little to show and in one that has much.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::webdriver::{Driver, Session};
use crate::error::{Error, Result};

/// What a person does, with how much on the page.
pub(super) struct Case {
    pub(super) what: &'static str,
    /// How much of it; `prepare` gets the number as `size`.
    pub(super) sizes: &'static [u32],
    /// Statements on a page of the site that does not have it yet.
    pub(super) prepare: &'static str,
    pub(super) page: &'static str,
    /// Statements on `page` before the first act.
    pub(super) before: &'static str,
    /// Statements of one act; `turn` counts from 0.
    pub(super) act: &'static str,
}

/// How many times each act is done.
const TURNS: u32 = 15;
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A plan of as many items of a usual length, spread over the four steps.
const LONG_PLAN: &str = "
    const plan = 'tech-lead-guide:plan:main';
    const steps = ['degree', 'certification', 'skills', 'experience'];
    const letter = (number) => String.fromCharCode(98 + number % 25);
    localStorage.setItem(plan, '{\"schema\":1}');
    for (let i = 0; i < size; i++) {
        const rank = [15625, 625, 25, 1].map((place) => letter(Math.floor(i / place))).join('') + 'n';
        localStorage.setItem(`${plan}:item:own-${i}`, JSON.stringify({
            schema: 1, id: `own-${i}`, step: steps[i % 4], rank, status: 'todo', version: 1,
            title: `Item number ${i}, with a title of the usual length`,
            done_when: 'A colleague can tell from the outside that it is done, without asking me.',
            note: 'A note of my own',
        }));
    }";

const SIZES: &[u32] = &[50, 500, 5_000];

/// What is measured.
pub(super) static CASES: [Case; 4] = [
    Case {
        what: "plan: tick an item",
        sizes: SIZES,
        prepare: LONG_PLAN,
        page: "roadmap/",
        before: "",
        act: "document.querySelectorAll('.task > input')[turn].click();",
    },
    Case {
        what: "plan: move an item down",
        sizes: SIZES,
        prepare: LONG_PLAN,
        page: "roadmap/",
        before: "",
        act: "document.querySelector('.task [data-act=down]').click();",
    },
    Case {
        what: "plan: type a letter of the filter",
        sizes: SIZES,
        prepare: LONG_PLAN,
        page: "roadmap/",
        before: "document.getElementById('filter').focus();",
        act: "document.execCommand('insertText', false, 'number 12'[turn % 9]);",
    },
    Case {
        what: "plan: type a letter of a note",
        sizes: SIZES,
        prepare: LONG_PLAN,
        page: "roadmap/",
        before: "document.querySelector('.task [data-act=edit]').click();
            await new Promise((ready) => setTimeout(ready, 300));
            document.querySelector('[name=note]').focus();",
        act: "document.execCommand('insertText', false, 'x');",
    },
];

/// Milliseconds: median and worst.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) worst: f64,
}

/// How one case was answered.
pub(super) struct Response {
    /// Until the app's own code was through.
    pub(super) work: Spread,
    /// Until the next paint.
    pub(super) paint: Spread,
    /// Until the app was live, from the start of the navigation.
    pub(super) start: f64,
}

/// Does what the case says and measures it.
pub(super) fn measure(
    driver: &Driver,
    site: &str,
    case: &Case,
    size: u32,
    slowdown: u32,
) -> Result<Response> {
    let session = driver.session()?;
    session.open(&format!("{site}about/"))?;
    session.ask(&format!("const size = {size}; {}", case.prepare))?;
    session.devtools("Emulation.setCPUThrottlingRate", json!({"rate": slowdown}))?;
    session.open(&format!("{site}{}", case.page))?;
    let start = wait_until_live(&session)?;
    let answer = session.ask_later(&question(case))?;
    let times = |name: &str| {
        let list = answer.get(name).and_then(Value::as_array);
        list.map_or_else(Vec::new, |list| {
            list.iter().filter_map(Value::as_f64).collect()
        })
    };
    Ok(Response {
        work: spread(times("work")),
        paint: spread(times("paint")),
        start,
    })
}

fn wait_until_live(session: &Session<'_>) -> Result<f64> {
    let begun = Instant::now();
    let question = "return performance.getEntriesByName('app-interactive')[0]?.startTime ?? null";
    while begun.elapsed() < LONGEST_WAIT {
        if let Some(time) = session.ask(question)?.as_f64() {
            return Ok(time);
        }
        thread::sleep(Duration::from_millis(200));
    }
    Err(Error::failed("the app did not start"))
}

/// The next paint is over when a message that was sent in its frame arrives.
fn question(case: &Case) -> String {
    let Case { before, act, .. } = case;
    format!(
        "const answer = arguments[arguments.length - 1];
        (async () => {{
            const wait = (time) => new Promise((ready) => setTimeout(ready, time));
            const painted = () => new Promise((ready) => requestAnimationFrame(() => {{
                const channel = new MessageChannel();
                channel.port1.onmessage = ready;
                channel.port2.postMessage(0);
            }}));
            {before}
            await wait(500);
            const times = {{ work: [], paint: [] }};
            for (let turn = 0; turn < {TURNS}; turn++) {{
                const start = performance.now();
                {act}
                times.work.push(performance.now() - start);
                await painted();
                times.paint.push(performance.now() - start);
                await wait(400);
            }}
            answer(times);
        }})();"
    )
}

fn spread(mut times: Vec<f64>) -> Spread {
    times.sort_by(f64::total_cmp);
    Spread {
        median: times.get(times.len() / 2).copied().unwrap_or_default(),
        worst: times.last().copied().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_and_worst_are_of_the_same_times() {
        let expected = Spread {
            median: 3.0,
            worst: 9.0,
        };
        assert_eq!(spread(vec![9.0, 1.0, 3.0]), expected);
        assert_eq!(spread(Vec::new()), Spread::default());
    }
}
