//! From an input to the next paint on the comparison's page, with synthetic rows, and the same on a plain
//! page with the same text.
//!
//! The rows are cloned in the page before the app reads them: 100 and 1,000, with five roles. The plain
//! page is a table as HTML with a few lines of script: what a page without any app costs.

use std::fs;
use std::time::Duration;

use anyhow::{Result, ensure};
use browser_driver::Driver;
use serde::Deserialize;
use serde_json::json;
use static_host::{Host, HostOptions};
use tokio::time::sleep;

use crate::browser::Browser;

/// How many rows, and by how much the processor is slowed down.
pub const CASES: [(u32, u32); 3] = [(100, 1), (100, 4), (1000, 4)];

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

/// What the cells of a table say, row by row; the first row has the roles.
type Cells = Vec<Vec<String>>;

/// How the page and the plain page were answered.
pub struct Inputs {
    /// All kinds of input on the page.
    pub page: Vec<Input>,
    /// Those kinds that the plain page has as well.
    pub plain: Vec<Input>,
}

/// Measures all kinds of input on the page of the site at `address`, and on the plain page.
pub async fn measure(driver: &Driver, address: &str, rows: u32, slowdown: u32) -> Result<Inputs> {
    let (cells, page) = Browser::visit(driver, async |browser| {
        let script = json!({ "source": CLONE.replace("ROWS", &rows.to_string()) });
        browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        browser.open(&format!("{address}{ROLES}")).await?;
        let is_live = browser
            .wait_for("document.documentElement.hasAttribute('data-hydrated')")
            .await?;
        ensure!(is_live, "the app did not start");
        let cells: Cells = browser.run(CELLS).await?;
        sleep(SETTLING_TIME).await;
        browser.slow_down(slowdown).await?;
        let times = browser.run_async(&question(PAGE_KINDS)).await?;
        Ok((cells, times))
    })
    .await?;
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("index.html"), plain_page(&cells))?;
    let host = Host::start(HostOptions {
        root: folder.path().to_owned(),
        base: "/".to_owned(),
        port: 0,
    })?;
    let plain = Browser::visit(driver, async |browser| {
        browser.open(&host.address()).await?;
        sleep(SETTLING_TIME).await;
        browser.slow_down(slowdown).await?;
        browser.run_async(&question(PLAIN_KINDS)).await
    })
    .await?;
    Ok(Inputs { page, plain })
}

/// The plain page.
fn plain_page(cells: &[Vec<String>]) -> String {
    let row = |cells: &Vec<String>| {
        let cells = cells.iter().enumerate().map(|(place, cell)| {
            let tag = if place == 0 { "th" } else { "td" };
            format!("<{tag}>{}</{tag}>", escaped(cell))
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let [head, body] = match cells.split_first() {
        Some((head, body)) => [row(head), body.iter().map(row).collect()],
        None => Default::default(),
    };
    PLAIN.replace("HEAD", &head).replace("BODY", &body)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

const PLAIN: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>A plain table</title>
<style>
    body { font: 1rem/1.5 sans-serif; }
    table { border-collapse: collapse; }
    td, th { border: 1px solid; padding: .5rem; text-align: left; vertical-align: top; }
</style>
<p><input id=\"filter\"> <select id=\"order\"><option value=\"\">as it is<option value=\"0\">row<option value=\"1\">first role</select>
<label><input id=\"role\" type=\"checkbox\" checked> last role</label>
<table>
<thead>HEAD</thead>
<tbody>BODY</tbody>
</table>
<script>
    const body = document.querySelector('tbody');
    const rows = [...body.rows];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    document.getElementById('filter').addEventListener('input', (event) => {
        const wanted = event.target.value.toLowerCase();
        rows.forEach((row, place) => { row.hidden = !texts[place].includes(wanted); });
    });
    document.getElementById('order').addEventListener('change', (event) => {
        const column = event.target.value;
        const text = (row) => row.cells[column].textContent;
        const sorted = column === '' ? rows : [...rows].sort((a, b) => text(a).localeCompare(text(b)));
        body.append(...sorted);
    });
    document.getElementById('role').addEventListener('change', (event) => {
        for (const row of document.querySelectorAll('tr')) row.lastElementChild.hidden = !event.target.checked;
    });
</script>
</html>
";

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

/// What the table says, as a person sees it.
const CELLS: &str = "
    const seen = (row) => [...row.cells].filter((cell) => cell.offsetWidth).map((cell) => cell.innerText);
    const table = document.querySelector('tr.dimension').closest('table');
    return [table.tHead.rows[0], ...document.querySelectorAll('tr.dimension')].map(seen);
";

/// The kinds of input on the page. What can be done with a row is there while it is open.
const PAGE_KINDS: &str = "
    const press = (find) => () => find().click();
    const named = (selector, text) => [...document.querySelectorAll(selector)].find((control) => control.textContent.includes(text));
    const summary = (row) => document.querySelector(`#${row} + .more summary`);
    for (const row of ['hiring', 'week']) summary(row).click();
    const kinds = {
        'filter': typed.map((text) => put('#filter', text)),
        'sort': ['title', '-title', 'owner', 'dispute', 'title', '-owner', '-dispute', '-title', 'owner', ''].map((sort) => choose('#order', sort)),
        'hide or show a role': ten(() => press(() => named('.roles .tick', 'Tech lead manager').querySelector('input'))),
        'only differences': ten(() => press(() => named('#table-controls > .tick', 'differences').querySelector('input'))),
        'move a column': ten((index) => press(() => [...document.querySelectorAll('.roles .plain')].find((button) => button.ariaLabel === `Technical lead: one column to the ${index % 2 ? 'left' : 'right'}`))),
        'open a row': ten(() => press(() => summary('conflict'))),
        'pin a row': ten((index) => press(() => document.querySelector(`#${['hiring', 'week'][index % 2]} + .more [aria-pressed]`))),
    };
";

/// The same kinds of input on the plain page.
const PLAIN_KINDS: &str = "
    const kinds = {
        'filter': typed.map((text) => put('#filter', text)),
        'sort': ['0', '1', '', '0', '1', '0', '', '1', '0', ''].map((sort) => choose('#order', sort)),
        'hide or show a role': ten(() => () => document.getElementById('role').click()),
    };
";

/// Asks how long some kinds of input take. A paint is over when a message that was sent in its frame
/// arrives.
fn question(kinds: &str) -> String {
    QUESTION.replace("KINDS", kinds)
}

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
    const ten = (act) => Array.from({ length: 10 }, (_, index) => act(index));
    const typed = ['c', 'co', 'cod', 'codi', 'codin', '', 't', 'te', 'tea', ''];
    KINDS
    (async () => {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_page_has_the_text_as_text() {
        let cells = [["Row", "Lead"], ["<b>", "R&D"]].map(|row| row.map(str::to_owned).to_vec());
        let page = plain_page(&cells);
        assert!(page.contains("<thead><tr><th>Row</th><td>Lead</td></tr>"));
        assert!(page.contains("<tbody><tr><th>&lt;b></th><td>R&amp;D</td></tr>"));
    }
}
