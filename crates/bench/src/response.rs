//! How long the app takes to answer a person: from the input to the next paint, in a site that has
//! little to show and in one that has much.

use anyhow::Result;
use browser_driver::Driver;
use serde::Deserialize;
use serde_json::Value;

use crate::browser::Browser;
use crate::spread::Spread;

/// What a person does, with how much on the page.
pub struct Case {
    pub what: &'static str,
    /// How much of it; `prepare` gets the number as `size`.
    pub sizes: &'static [u32],
    /// Statements on a page of the site that does not have it yet.
    pub prepare: &'static str,
    pub page: &'static str,
    /// Statements on `page` before the first act.
    pub before: &'static str,
    /// Statements of one act; `turn` counts from 0.
    pub act: &'static str,
}

/// How many times each act is done.
const TURNS: u32 = 15;

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
pub static CASES: [Case; 4] = [
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
        before: "[...document.querySelectorAll('.controls label')].find((label) => label.textContent.includes('By step')).click();
            await wait(500);
            for (const step of document.querySelectorAll('.step')) step.open = true;",
        act: "document.querySelector('.task > input').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true, bubbles: true }));",
    },
    Case {
        what: "plan: type a letter of the filter",
        sizes: SIZES,
        prepare: LONG_PLAN,
        page: "roadmap/",
        before: "document.querySelector('.controls .menu > button').click();
            await wait(300);
            document.querySelector('.controls .menu-list button').click();
            await wait(300);
            document.getElementById('filter').focus();",
        act: "document.execCommand('insertText', false, 'number 12'[turn % 9]);",
    },
    Case {
        what: "plan: type a letter of a note",
        sizes: SIZES,
        prepare: LONG_PLAN,
        page: "roadmap/",
        before: "document.querySelector('.task .menu > button').click();
            await wait(300);
            document.querySelector('.task .menu-list button').click();
            await wait(300);
            document.querySelector('[id^=note-of-]').focus();",
        act: "document.execCommand('insertText', false, 'x');",
    },
];

/// The times of one case, in milliseconds.
#[derive(Deserialize)]
struct Times {
    work: Vec<f64>,
    paint: Vec<f64>,
}

/// How one case was answered.
pub struct Response {
    /// Until the app's own code was through.
    pub work: Spread,
    /// Until the next paint.
    pub paint: Spread,
    /// Milliseconds until the app was live, from the start of the navigation.
    pub start: f64,
}

/// Does what the case says and measures it.
pub async fn measure(
    driver: &Driver,
    site: &str,
    case: &Case,
    size: u32,
    slowdown: u32,
) -> Result<Response> {
    Browser::visit(driver, async |browser| {
        browser.open(&format!("{site}about/")).await?;
        let prepare = format!("const size = {size}; {}", case.prepare);
        browser.run::<Value>(&prepare).await?;
        browser.slow_down(slowdown).await?;
        browser.open(&format!("{site}{}", case.page)).await?;
        let start = browser.wait_until_live().await?;
        let times: Times = browser.run_async(&script(case)).await?;
        Ok(Response {
            work: Spread::of(times.work),
            paint: Spread::of(times.paint),
            start,
        })
    })
    .await
}

/// The next paint is over when a message that was sent in its frame arrives.
fn script(case: &Case) -> String {
    let Case { before, act, .. } = case;
    format!(
        "(async () => {{
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
