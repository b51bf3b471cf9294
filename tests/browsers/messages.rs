//! Messages: each is heard, and the one that counts is in sight.

use crate::harness::{Outcome, in_chromium};
use crate::roadmap::{OPEN_TAB, SHARE, press};
use serde_json::{Value, json};

/// Counts how often each live region gets a text.
const LISTEN: &str = "window.heard = [];
    for (const region of document.querySelectorAll('[role=status]'))
        new MutationObserver(() => region.textContent && window.heard.push([region, region.textContent]))
            .observe(region, { childList: true, characterData: true, subtree: true });
    return null;";

const HEARD: &str = "(() => { const said = window.heard.filter(([, text]) => text.includes(WHAT)); return [said.length, new Set(said.map(([region]) => region)).size]; })()";

/// Seen in the first release: a screen reader is silent where a region gets the text that it has.
#[test]
fn the_same_message_twice_is_heard_twice() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        let heard = |what: &str| HEARD.replace("WHAT", &json!(what).to_string());
        browser.open("roadmap/").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.run::<Value>(LISTEN).await?;
        for count in 1..=3 {
            press(&browser, OPEN_TAB, "Rename").await?;
            browser
                .expect(&heard("The plan is renamed."), json!([count, count.min(2)]))
                .await?;
        }
        // The line at the edge of every page.
        browser.open("guide/delegating-work/").await?;
        browser.run::<Value>(LISTEN).await?;
        browser
            .run::<Value>("navigator.clipboard.writeText = async () => {}; return null;")
            .await?;
        for count in 1..=2 {
            browser
                .run::<Value>("document.querySelector('article button[aria-label^=\"Copy link to\"]').click(); return null;")
                .await?;
            browser
                .expect(&heard("Link copied."), json!([count, count]))
                .await?;
        }
        Ok(())
    })
}

/// Seen in the first release: it stood above the screen while a message said “done”.
#[test]
fn what_is_not_saved_is_said_in_sight_of_what_was_done() -> Outcome {
    const BREAK: &str = "Storage.prototype.setItem = () => { throw new DOMException('broken by this test', 'QuotaExceededError'); };";
    in_chromium("/repo/", async |browser, _host| {
        browser.set_screen(390, 844).await?;
        browser.before_every_page(BREAK).await?;
        browser.open("roadmap/").await?;
        browser
            .run::<Value>("scrollTo(0, document.body.scrollHeight); return null;")
            .await?;
        let last: String = browser
            .get("[...document.querySelectorAll('.task > input')].at(-1).id")
            .await?;
        browser.click(&format!("#{last}")).await?;
        browser.expect_text(".not-saved", "Not saved: ").await?;
        browser
            .expect("(() => { const box = document.querySelector('.not-saved').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; })()", true)
            .await?;
        browser
            .expect(
                "document.querySelector('.strip').textContent.includes('Saved in this browser')",
                false,
            )
            .await?;
        // Where a room has no line of its own for it, the message says both.
        browser.open("guide/delegating-work/").await?;
        browser.press("m").await?;
        browser
            .expect_text("#toast", "Marked as read. Not saved: ")
            .await?;
        browser.press("t").await?;
        browser.expect_text("#toast", "Theme: ").await?;
        browser.expect_text("#toast", "Not saved: ").await
    })
}
