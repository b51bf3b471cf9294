//! From an input to the next paint on the comparison's page, with synthetic rows.
//!
//! The rows are cloned in the page before the app reads them: 100 and 1,000, with five roles.

use std::time::Duration;

use anyhow::{Result, ensure};
use browser_driver::Driver;
use serde::Deserialize;
use serde_json::json;
use tokio::time::sleep;

use crate::browser::Browser;

/// How many rows, and by how much the processor is slowed down.
pub const CASES: [(u32, u32); 4] = [(100, 1), (100, 4), (1000, 1), (1000, 4)];

const ROLES: &str = "compare/?roles=lead,manager,senior,staff,tlm";
const SETTLING_TIME: Duration = Duration::from_millis(1500);

/// One kind of input, and how long each time took, in milliseconds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Input {
    /// What a person does.
    pub name: String,
    /// One for each time.
    pub times: Vec<f64>,
}

/// Measures all kinds of input on the page of the site at `address`.
pub async fn measure(
    driver: &Driver,
    address: &str,
    rows: u32,
    slowdown: u32,
) -> Result<Vec<Input>> {
    Browser::visit(driver, async |browser| {
        let script = json!({ "source": CLONE.replace("ROWS", &rows.to_string()) });
        browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        browser.open(&format!("{address}{ROLES}")).await?;
        let is_live = browser
            .wait_for("document.documentElement.hasAttribute('data-hydrated')")
            .await?;
        ensure!(is_live, "the app did not start");
        sleep(SETTLING_TIME).await;
        browser.slow_down(slowdown).await?;
        browser.run_async(QUESTION).await
    })
    .await
}

const CLONE: &str = "
    document.addEventListener('DOMContentLoaded', () => {
        const rows = [...document.querySelectorAll('tr.dimension')];
        for (let count = rows.length; count < ROWS; count += 1) {
            const row = rows[count % rows.length];
            const copy = row.cloneNode(true);
            const more = row.nextElementSibling.cloneNode(true);
            copy.id = `${row.id}-${count}`;
            copy.querySelectorAll('[id]').forEach((cell) => cell.removeAttribute('id'));
            row.parentElement.append(copy, more);
        }
    });
";

/// A paint is over when a message that was sent in its frame arrives.
const QUESTION: &str = "
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
    const choose = (selector, value) => () => {
        const list = document.querySelector(selector);
        list.value = value;
        list.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const named = (selector, text) => [...document.querySelectorAll(selector)].find((control) => control.textContent.includes(text));
    const press = (find) => () => find().click();
    const summary = (row) => document.querySelector(`#${row} + .more summary`);
    const ten = (act) => Array.from({ length: 10 }, (_, index) => act(index));
    const kinds = {
        'filter': ['c', 'co', 'cod', 'codi', 'codin', '', 't', 'te', 'tea', ''].map((text) => put('#filter', text)),
        'sort': ['title', '-title', 'owner', 'dispute', 'title', '-owner', '-dispute', '-title', 'owner', ''].map((sort) => choose('#order', sort)),
        'only differences': ten(() => press(() => named('#table-controls > .tick', 'differences').querySelector('input'))),
        'hide or show a role': ten(() => press(() => named('.roles .tick', 'Tech lead manager').querySelector('input'))),
        'move a column': ten((index) => press(() => [...document.querySelectorAll('.roles .plain')].find((button) => button.ariaLabel === `Technical lead: one column to the ${index % 2 ? 'left' : 'right'}`))),
        'open a row': ten(() => press(() => summary('conflict'))),
        'pin a row': ten((index) => press(() => document.querySelector(`#${['hiring', 'week'][index % 2]} + .more [aria-pressed]`))),
    };
    (async () => {
        // What can be done with a row is there while it is open.
        for (const row of ['hiring', 'week']) summary(row).click();
        await pause(300);
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
