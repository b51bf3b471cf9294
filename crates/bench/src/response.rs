//! How long the plan takes to answer a person: from the input to the next paint, with little in it and
//! with much.

use anyhow::Result;
use browser_driver::Driver;
use serde::Deserialize;
use serde_json::Value;

use crate::browser::Browser;
use crate::spread::Spread;

/// How many items, and by how much the processor is slowed down.
pub const CASES: [(u32, u32); 4] = [(50, 1), (50, 4), (5_000, 1), (5_000, 4)];

/// How many times each act is done.
pub const TURNS: u32 = 10;

/// What a person does.
struct Act {
    what: &'static str,
    /// Statements on the page before the first time.
    before: &'static str,
    /// Statements of one time; `turn` counts from 0.
    act: &'static str,
}

/// As many items of a usual length, spread over the four steps: statements on a page of the site.
const PLAN: &str = "
    const plan = 'tech-lead-guide:plan:main';
    const steps = ['degree', 'certification', 'skills', 'experience'];
    const letter = (number) => String.fromCharCode(98 + number % 25);
    localStorage.setItem(plan, '{\"schema\":1}');
    for (let i = 0; i < SIZE; i++) {
        const rank = [15625, 625, 25, 1].map((place) => letter(Math.floor(i / place))).join('') + 'n';
        localStorage.setItem(`${plan}:item:own-${i}`, JSON.stringify({
            schema: 1, id: `own-${i}`, step: steps[i % 4], rank, status: 'todo', version: 1,
            title: `Item number ${i}, with a title of the usual length`,
            done_when: 'A colleague can tell from the outside that it is done, without asking me.',
            note: 'A note of my own',
        }));
    }";

/// Opens the fields of the first milestone.
const EDIT: &str = "document.querySelector('.task .menu > button').click();
    await wait(300);
    document.querySelector('.task .menu-list button').click();
    await wait(300);";

/// What is measured.
static ACTS: [Act; 5] = [
    Act {
        what: "tick an item",
        before: "",
        act: "document.querySelectorAll('.task > input')[turn].click();",
    },
    Act {
        what: "move an item down",
        before: "[...document.querySelectorAll('.controls label')].find((label) => label.textContent.includes('By step')).click();
            await wait(500);
            for (const step of document.querySelectorAll('.step')) step.open = true;",
        act: "document.querySelector('.task > input').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true, bubbles: true }));",
    },
    Act {
        what: "type a letter of the filter",
        before: "document.querySelector('.controls .menu > button').click();
            await wait(300);
            document.querySelector('.controls .menu-list button').click();
            await wait(300);
            document.getElementById('filter').focus();",
        act: "document.execCommand('insertText', false, 'number 12'[turn % 9]);",
    },
    Act {
        what: "type a letter of a title",
        before: "EDIT document.querySelector('[id^=title-of-]').focus();",
        act: "document.execCommand('insertText', false, 'x');",
    },
    Act {
        what: "type a letter of a note",
        before: "EDIT document.querySelector('[id^=note-of-]').focus();",
        act: "document.execCommand('insertText', false, 'x');",
    },
];

/// The times of one act, in milliseconds.
#[derive(Deserialize)]
struct Times {
    work: Vec<f64>,
    paint: Vec<f64>,
    longest_task: f64,
}

/// How one act was answered. Times are in milliseconds.
pub struct Response {
    /// What a person does.
    pub what: &'static str,
    /// Until the app's own code was through.
    pub work: Spread,
    /// Until the next paint.
    pub paint: Spread,
    /// The longest task meanwhile; 0 where none took 50 ms.
    pub longest_task: f64,
}

/// How one plan was answered. Times are in milliseconds.
pub struct Answered {
    /// Until the app was live, from the start of the navigation, and the longest task until then.
    pub start: (f64, f64),
    /// What a person does, one after the other.
    pub responses: Vec<Response>,
}

/// Does all acts with a plan of so many items.
pub async fn measure(driver: &Driver, site: &str, items: u32, slowdown: u32) -> Result<Answered> {
    Browser::visit(driver, async |browser| {
        browser.open(&format!("{site}about/")).await?;
        let plan = PLAN.replace("SIZE", &items.to_string());
        browser.run::<Value>(&plan).await?;
        browser.slow_down(slowdown).await?;
        let mut start = (0.0, 0.0);
        let mut responses = Vec::new();
        for act in &ACTS {
            // Each begins with the page as it comes up.
            browser.open(&format!("{site}roadmap/")).await?;
            let live = browser.wait_until_live().await?;
            if responses.is_empty() {
                start = (live, browser.run_async(LONGEST_TASK).await?);
            }
            let times: Times = browser.run_async(&script(act)).await?;
            responses.push(Response {
                what: act.what,
                work: Spread::of(times.work),
                paint: Spread::of(times.paint),
                longest_task: times.longest_task,
            });
        }
        Ok(Answered { start, responses })
    })
    .await
}

/// The longest task since the navigation. The entries that the browser has kept come to a new observer.
const LONGEST_TASK: &str = "
    let longest = 0;
    new PerformanceObserver((list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); })
        .observe({ type: 'longtask', buffered: true });
    setTimeout(() => answer(longest), 300);";

/// The app's own code is through when what it has put off to the end of the task is done. The next paint
/// is over when a message that was sent in its frame arrives.
fn script(act: &Act) -> String {
    let before = act.before.replace("EDIT", EDIT);
    let act = act.act;
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
            const times = {{ work: [], paint: [], longest_task: 0 }};
            new PerformanceObserver((list) => {{ for (const task of list.getEntries()) times.longest_task = Math.max(times.longest_task, task.duration); }})
                .observe({{ type: 'longtask' }});
            for (let turn = 0; turn < {TURNS}; turn++) {{
                const start = performance.now();
                {act}
                for (let put_off = 0; put_off < 20; put_off++) await null;
                times.work.push(performance.now() - start);
                await painted();
                times.paint.push(performance.now() - start);
                await wait(250);
            }}
            answer(times);
        }})();"
    )
}
