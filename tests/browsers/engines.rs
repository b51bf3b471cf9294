//! The same short journey in the other engines.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser};
use serde_json::json;
use static_host::Host;
use std::sync::Arc;

/// Open, become live, navigate, store, and all of it again without a host.
async fn journey(browser: Browser, host: Arc<Host>) -> Outcome {
    browser
        .open("guide/delegating-work/#what-good-looks-like")
        .await?;
    browser.expect_in_view("what-good-looks-like").await?;
    // First, because WebKit gives up a worker's installation when the page that started it goes.
    browser.wait_for_offline().await?;
    browser.click("header nav a[href$='/roadmap/']").await?;
    browser.expect_page("roadmap/").await?;
    browser
        .expect(
            "document.activeElement === document.querySelector('main h1')",
            true,
        )
        .await?;
    browser.click("#tick-choose-a-route").await?;
    browser.expect_ticked("choose-a-route").await?;
    browser.type_into("#add-degree", "Mine\u{e007}").await?;
    browser.expect_text(".plan", "Mine").await?;
    browser.reload().await?;
    browser.expect_ticked("choose-a-route").await?;
    browser.expect_text(".plan", "Mine").await?;

    browser.go_offline(host).await?;
    browser.open("guide/security-audits/").await?;
    browser
        .expect(
            "document.querySelector('article').innerText.length > 2000",
            true,
        )
        .await?;
    browser.open("compare/?q=coding").await?;
    browser
        .expect("document.getElementById('filter').value", "coding")
        .await?;
    browser.open("roadmap/").await?;
    browser.expect_ticked("choose-a-route").await?;
    browser.expect_text(".plan", "Mine").await
}

#[test]
fn firefox_goes_the_whole_way() -> Outcome {
    in_browser(Engine::Firefox, &json!({}), "/repo/", journey)
}

#[test]
fn webkit_goes_the_whole_way() -> Outcome {
    in_browser(Engine::WebKit, &json!({}), "/repo/", journey)
}
