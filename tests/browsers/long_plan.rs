//! The roadmap with a thousand milestones: read some at a time, and put onto the page some at a time.

use crate::harness::{Browser, Outcome, in_chromium};
use crate::roadmap::by_step;
use serde_json::{Value, json};

const COUNT: usize = 1_000;

/// A plan of so many milestones, spread over the four steps.
async fn has_a_long_plan(browser: &Browser) -> Outcome {
    let script = "
        const steps = ['degree', 'certification', 'skills', 'experience'];
        const letter = (number) => String.fromCharCode(98 + number);
        for (let number = 0; number < arguments[0]; number += 1) {
            const rank = [100, 10, 1].map((place) => letter(Math.floor(number / place) % 10)).join('') + 'n';
            localStorage.setItem(`tech-lead-guide:plan:main:item:own-${number}`,
                JSON.stringify({ schema: 1, id: `own-${number}`, step: steps[number % 4], rank, title: `Number ${number}`, status: 'todo', version: 1 }));
        }
        localStorage.setItem('tech-lead-guide:plan:main', JSON.stringify({ schema: 1, items: arguments[0] }));
        return null;";
    browser.load("about/").await?;
    browser
        .run_with::<Value>(script, vec![json!(COUNT)])
        .await
        .map(drop)
}

#[test]
fn all_of_a_long_plan_comes_onto_the_page_in_its_order() -> Outcome {
    const ROWS: &str = "[...document.querySelectorAll('.group')].map((group) => [...group.querySelectorAll('.title')].map((title) => title.textContent.replace('Number ', '')))";
    in_chromium("/repo/", async |browser, _host| {
        has_a_long_plan(&browser).await?;
        browser.open("roadmap/").await?;
        browser
            .expect_text(".strip .progress", "0 of 1,000 done")
            .await?;
        // The turns go through the steps: the first one is done first.
        let numbers = |from: usize, count: usize| -> Vec<String> {
            let numbers = (from..from + count).map(|number| (4 * number).to_string());
            numbers.collect()
        };
        let later = json!([numbers(0, 3), numbers(3, 5), numbers(8, 50), []]);
        browser.expect(ROWS, later).await?;
        browser
            .expect_text("details.group > summary", &(COUNT - 8).to_string())
            .await?;
        by_step(&browser).await?;
        let step = |first: usize| -> Vec<String> {
            (0..50)
                .map(|place| (4 * place + first).to_string())
                .collect()
        };
        browser
            .expect(ROWS, json!([step(0), step(1), step(2), step(3)]))
            .await?;
        browser
            .expect_text("#step-degree .items + button", "Show more: 200 are left")
            .await?;
        browser.click("#step-degree .items + button").await?;
        browser
            .expect(
                "document.querySelectorAll('#step-degree .task').length",
                100,
            )
            .await?;
        browser
            .expect_text("#step-degree .items + button", "Show more: 150 are left")
            .await
    })
}

#[test]
fn a_link_leads_to_a_milestone_far_down_in_a_long_plan() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        has_a_long_plan(&browser).await?;
        browser.open("roadmap/#item-own-720").await?;
        browser.expect_in_view("item-own-720").await
    })
}

/// A frame stands for the other tab: the page hears of what is written there.
#[test]
fn what_another_tab_writes_while_a_long_plan_is_read_is_shown() -> Outcome {
    let slow = "
        const { getItem } = Storage.prototype;
        let count = 0;
        Storage.prototype.getItem = function (key) {
            if (top === window && key.includes(':item:') && ++count < 900) {
                for (const end = performance.now() + 1; performance.now() < end;);
                if (count === 500) {
                    const frame = document.body.appendChild(document.createElement('iframe'));
                    const first = 'tech-lead-guide:plan:main:item:own-0';
                    const item = JSON.parse(getItem.call(localStorage, first));
                    frame.contentWindow.localStorage.setItem(first, JSON.stringify({ ...item, title: 'From elsewhere', version: 2 }));
                }
            }
            return getItem.call(this, key);
        };";
    in_chromium("/repo/", async |browser, _host| {
        has_a_long_plan(&browser).await?;
        browser.before_every_page(slow).await?;
        browser.open("roadmap/").await?;
        browser
            .expect_text("#item-own-0 .title", "From elsewhere")
            .await
    })
}
