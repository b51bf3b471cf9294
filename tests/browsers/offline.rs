//! After one visit everything works with the host gone.

use crate::harness::{Outcome, in_chromium};
use serde_json::json;

/// The main job of the site, from a link that somebody has sent to a plan that is there without a
/// network.
#[test]
fn from_a_deep_link_to_a_plan_that_is_there_offline() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser
            .open("guide/delegating-work/#what-good-looks-like")
            .await?;
        browser.expect_in_view("what-good-looks-like").await?;

        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser
            .expect_text("h1", "Technical lead or engineering manager?")
            .await?;
        browser.expect_text("#coding-time", "oding").await?;

        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect_page("roadmap/").await?;
        let all: usize = browser
            .get("document.querySelectorAll('.task').length")
            .await?;
        browser.click("#tick-choose-a-route").await?;
        browser.click("#tick-own-a-subsystem").await?;
        browser
            .type_into("#add-skills", "Shadow the on-call lead for a week\u{e007}")
            .await?;
        let plan_is_there = async || {
            browser
                .expect_text(".progress", &format!("2 of {} done.", all + 1))
                .await?;
            let ticks = "['choose-a-route', 'own-a-subsystem'].map((id) => document.getElementById(`tick-${id}`).checked)";
            browser.expect(ticks, json!([true, true])).await?;
            browser
                .expect_text(
                    "#step-skills .task:last-child label",
                    "Shadow the on-call lead for a week",
                )
                .await?;
            browser
                .expect("document.querySelector('.notices').innerText.trim()", "")
                .await
        };
        plan_is_there().await?;
        browser.reload().await?;
        plan_is_there().await?;

        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;
        browser.open("guide/security-audits/").await?;
        browser
            .expect(
                "document.querySelector('article').innerText.length > 2000",
                true,
            )
            .await?;
        browser.open("roadmap/").await?;
        plan_is_there().await?;
        browser.reload().await?;
        plan_is_there().await?;
        browser.forgive_missing_host().await
    })
}

#[test]
fn offline_any_address_of_the_site_gives_its_page() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;

        // As a host would redirect it.
        browser.open("compare").await?;
        browser
            .expect_text("h1", "Technical lead or engineering manager?")
            .await?;
        browser
            .open("guide/delegating-work/?utm_source=letter#mistakes")
            .await?;
        browser.expect_in_view("mistakes").await?;
        browser.open("guide/index.html").await?;
        browser
            .expect(
                "document.querySelectorAll('#content a[href*=\"/guide/\"]').length > 20",
                true,
            )
            .await?;
        browser.open("compare/?q=coding").await?;
        browser
            .expect("document.getElementById('filter').value", "coding")
            .await?;

        browser.forgive_missing_host().await?;
        browser.load("no/such/page/").await?;
        browser
            .expect_text("h1", "There is no page at this address")
            .await?;
        // Its status says so too, which is what the console reports.
        browser
            .forgive(&[
                "/no/such/page/",
                "ERR_CONNECTION_REFUSED",
                "fetching the script",
            ])
            .await?;
        // Its links find the site's folder, from a cached file too.
        browser.click("a[data-to='guide/']").await?;
        browser.expect_page("guide/").await?;
        browser.wait_live().await?;
        browser
            .click("#content a[href$='/guide/incidents/']")
            .await?;
        browser.expect_page("guide/incidents/").await?;
        browser
            .expect(
                "document.querySelector('article').innerText.length > 1000",
                true,
            )
            .await?;
        browser.forgive_missing_host().await
    })
}

/// `boot.js` registers the worker after the app is live, when the page's address may be another one
/// already: a relative address of the worker means something else then.
#[test]
fn a_person_who_goes_on_at_once_has_the_site_offline_too() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let click_at_once = "new MutationObserver((_, observer) => {
            if (!document.documentElement?.hasAttribute('data-hydrated')) return;
            observer.disconnect();
            document.querySelector('header nav a[href$=\"/roadmap/\"]').click();
        }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-hydrated'] });";
        browser.before_every_page(click_at_once).await?;
        browser.open("guide/delegating-work/").await?;
        browser.expect_page("roadmap/").await?;
        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;
        browser.load("about/").await?;
        browser.expect_page("roadmap/").await?;
        browser
            .expect("document.querySelectorAll('.task').length > 20", true)
            .await?;
        browser.forgive_missing_host().await
    })
}
