//! How long the advert reader takes for the longest text that it reads.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use browser_driver::Driver;
use serde::Deserialize;
use serde_json::json;

use crate::browser::{Browser, PHONE_SLOWDOWN};

/// The conditions below in words.
pub const CONDITIONS: &str =
    "1 MB of the tests' adverts pasted, processor ÷ 4, until the answer is painted";

/// As much as is read, in bytes.
const LENGTH: usize = 1 << 20;

/// Pastes the text, waits for the answer and takes the text away again, as often as there are to be times.
/// What is there when a frame begins is painted in it.
const QUESTION: &str = "
    const wait = (time) => new Promise((ready) => setTimeout(ready, time));
    const painted = (is_there) => new Promise((ready) => {
        const look = () => {
            if (!is_there()) return requestAnimationFrame(look);
            const channel = new MessageChannel();
            channel.port1.onmessage = ready;
            channel.port2.postMessage(0);
        };
        requestAnimationFrame(look);
    });
    (async () => {
        const advert = TEXT;
        const text = advert.repeat(Math.ceil(LENGTH / advert.length)).slice(0, LENGTH);
        const field = document.getElementById('advert-text');
        const found = { times: [], tasks: [] };
        let longest = 0;
        new PerformanceObserver((list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); })
            .observe({ type: 'longtask' });
        for (let turn = 0; turn < 7; turn++) {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            await wait(300);
            longest = 0;
            const start = performance.now();
            field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            await painted(() => document.querySelector('.advert-answer .headline')?.textContent);
            found.times.push(performance.now() - start);
            await wait(200);
            found.tasks.push(longest);
            [...document.querySelectorAll('.advert-ways button')].find((button) => button.textContent === 'Clear the text').click();
        }
        answer(found);
    })();
";

/// The part of the tests' adverts that is of interest here.
#[derive(Deserialize)]
struct Adverts {
    advert: Vec<Advert>,
}

#[derive(Deserialize)]
struct Advert {
    text: String,
}

/// How long it took, in milliseconds.
#[derive(Debug, Deserialize)]
pub struct Times {
    /// Until the answer was painted.
    pub times: Vec<f64>,
    /// The longest task meanwhile; 0 where none took 50 ms.
    pub tasks: Vec<f64>,
}

/// Has the adverts of a TOML file like that of the reader's tests read.
pub async fn measure(driver: &Driver, site: &str, adverts: &Path) -> Result<Times> {
    let Adverts { advert } = fs::read_to_string(adverts)
        .with_context(|| adverts.display().to_string())
        .and_then(|text| Ok(toml::from_str(&text)?))?;
    let text: String = advert.into_iter().map(|advert| advert.text).collect();
    let script = QUESTION
        .replace("LENGTH", &LENGTH.to_string())
        .replace("TEXT", &json!(text).to_string());
    Browser::visit(driver, async |browser| {
        browser.open(&format!("{site}compare/#advert")).await?;
        let is_there = browser.wait_for("document.getElementById('advert-text')");
        ensure!(is_there.await?, "the reader does not open");
        browser.slow_down(PHONE_SLOWDOWN).await?;
        browser.run_async(&script).await
    })
    .await
}
