//! The checklists of the guide: ticking, and that ticks are kept.

use crate::harness::{Outcome, in_chromium};
use crate::roadmap::press;
use serde_json::json;

const PAGE: &str = "guide/code-review/";

/// Which boxes of the page are ticked.
const TICKED: &str = "[...document.querySelectorAll('.check input')].map((box) => box.checked ? box.closest('li').id : '')";
const KEYS: &str = "Object.keys(localStorage).filter((key) => key.includes(':tick:')).sort()";
const FIRST: &str = "tech-lead-guide:tick:code-review:checklist-1";

#[test]
fn on_a_phone_what_is_ticked_is_said_below_the_button_and_not_on_it() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.set_screen(320, 568).await?;
        browser.open(PAGE).await?;
        browser.expect(TICKED, json!(["", ""])).await?;
        browser.click("#checklist-1 label").await?;
        browser
            .expect_text(".checklist-end", "1 of 2 ticked")
            .await?;
        let apart = "document.querySelector('.checklist-end span').getBoundingClientRect().top >= document.querySelector('.checklist-end .btn').getBoundingClientRect().bottom";
        browser.expect(apart, true).await
    })
}

#[test]
fn a_checklist_is_ticked_kept_told_to_other_tabs_and_emptied() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open(PAGE).await?;
        browser.expect(TICKED, json!(["", ""])).await?;
        browser
            .expect("document.querySelector('.checklist-end span').hidden", true)
            .await?;
        // The words are a label of the box.
        browser.click("#checklist-1 label").await?;
        browser.expect(TICKED, json!(["checklist-1", ""])).await?;
        browser.expect(KEYS, json!([FIRST])).await?;
        browser
            .expect_text(".checklist-end", "1 of 2 ticked")
            .await?;

        browser
            .in_another_tab(async |other| {
                other.open(PAGE).await?;
                other.expect(TICKED, json!(["checklist-1", ""])).await?;
                other.click("#checklist-2 input").await?;
                other.expect_text(".checklist-end", "2 of 2 ticked").await
            })
            .await?;
        browser
            .expect(TICKED, json!(["checklist-1", "checklist-2"]))
            .await?;

        // Without a load, there and back.
        browser.click("header nav a[href$='/guide/']").await?;
        browser.expect_page("guide/").await?;
        browser.back().await?;
        browser
            .expect(TICKED, json!(["checklist-1", "checklist-2"]))
            .await?;
        browser.reload().await?;
        browser
            .expect(TICKED, json!(["checklist-1", "checklist-2"]))
            .await?;

        browser.click(".checklist-end button.plain").await?;
        browser.expect(TICKED, json!(["", ""])).await?;
        browser.expect(KEYS, json!([])).await?;
        browser.expect_quiet_console().await
    })
}

/// Seen before: what was ticked on the page arrived open.
#[test]
fn what_is_ticked_comes_onto_the_roadmap_as_done() -> Outcome {
    const DONE: &str = "[1, 2].map((place) => document.getElementById(`tick-own-list-code-review-checklist-${place}`)?.checked ?? null)";
    in_chromium("/repo/", async |browser, _host| {
        browser.open(PAGE).await?;
        browser.click("#checklist-1 label").await?;
        browser
            .expect_text(".checklist-end", "1 of 2 ticked")
            .await?;
        browser.load("about/").await?;
        browser.open("roadmap/#list=code-review.checklist").await?;
        browser.expect_text("#incoming", "it comes as done").await?;
        press(&browser, "#incoming", "Add both").await?;
        browser.expect(DONE, json!([true, false])).await?;
        // The first that is open, not the one that is done.
        browser
            .expect(
                "document.activeElement.id",
                "item-own-list-code-review-checklist-2",
            )
            .await
    })
}

#[test]
fn where_storage_is_denied_a_tick_lasts_as_long_as_the_visit() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser
            .before_every_page(
                "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });",
            )
            .await?;
        browser.open(PAGE).await?;
        browser.click("#checklist-2 input").await?;
        browser.click("header nav a[href$='/guide/']").await?;
        browser.expect_page("guide/").await?;
        browser.back().await?;
        browser.expect(TICKED, json!(["", "checklist-2"])).await
    })
}
