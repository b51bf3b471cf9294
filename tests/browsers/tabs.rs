//! Several tabs, and a tab that comes back: each has its plan and its undo, none writes over another.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium};
use crate::roadmap::{act, by_step, press};
use serde_json::{Value, json};
use static_host::Host;

const SAID: &str = ".strip .said";
const SHARE: &str = "Share and backup";

/// What is on disk of a milestone.
fn stored(id: &str, field: &str) -> String {
    format!("JSON.parse(localStorage.getItem('tech-lead-guide:plan:main:item:{id}'))?.{field}")
}

async fn tick(browser: &Browser, id: &str) -> Outcome {
    browser.click(&format!("#tick-{id}")).await?;
    browser.expect_ticked(id).await
}

/// Seen in the first release: after a load, tab 1 had the plan that was made in tab 2.
#[test]
fn each_tab_keeps_its_plan_and_a_new_one_has_the_newest() -> Outcome {
    const NAME: &str = "document.getElementById('plan-name').value";
    in_chromium("/repo/", async |browser, _host| {
        let open = async |name: &str| {
            press(&browser, ".tabs", SHARE).await?;
            browser.expect(NAME, name).await
        };
        browser.open("roadmap/").await?;
        tick(&browser, "choose-a-route").await?;
        let first = browser.new_tab().await?;
        browser.open("roadmap/").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.type_into("#new-plan", "Second\u{e007}").await?;
        browser
            .expect_text(SAID, "The plan “Second” is open.")
            .await?;
        let second = browser.tab().await?;
        browser.switch_to(&first).await?;
        browser.reload().await?;
        browser.expect_ticked("choose-a-route").await?;
        open("My plan").await?;
        browser.switch_to(&second).await?;
        browser.reload().await?;
        open("Second").await?;
        browser.new_tab().await?;
        browser.open("roadmap/").await?;
        open("Second").await
    })
}

/// Seen in the first release: Undo took back what another tab had done last.
#[test]
fn undo_takes_back_what_this_tab_has_done() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        tick(&browser, "choose-a-route").await?;
        let first = browser.new_tab().await?;
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        tick(&browser, "tool-fluency").await?;
        let second = browser.tab().await?;
        browser.switch_to(&first).await?;
        browser.expect_ticked("tool-fluency").await?;
        browser.click("#undo").await?;
        browser
            .expect(
                "document.getElementById('tick-choose-a-route').checked",
                false,
            )
            .await?;
        browser.expect_ticked("tool-fluency").await?;
        // What another tab has changed since then stays, and that is said.
        tick(&browser, "team-project").await?;
        browser.switch_to(&second).await?;
        browser.expect_ticked("team-project").await?;
        act(&browser, "team-project", "Move down").await?;
        browser.expect_text(SAID, "is at position").await?;
        browser.switch_to(&first).await?;
        browser.click("#undo").await?;
        browser
            .expect_text(SAID, "What was changed elsewhere since then stays.")
            .await?;
        browser.expect_ticked("team-project").await
    })
}

/// Seen in the first release: a form that was saved took a tick of another tab away.
#[test]
fn a_form_writes_only_what_was_changed_in_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        tick(&browser, "choose-a-route").await?;
        by_step(&browser).await?;
        act(&browser, "tool-fluency", "Edit").await?;
        browser
            .replace_text("#item-tool-fluency [id$=-title]", "In my own words")
            .await?;
        browser
            .in_another_tab(async |other| {
                other.open("roadmap/").await?;
                by_step(other).await?;
                tick(other, "tool-fluency").await
            })
            .await?;
        press(&browser, "#item-tool-fluency form", "Save").await?;
        browser
            .expect_text("#title-tool-fluency", "In my own words")
            .await?;
        browser.expect_ticked("tool-fluency").await?;
        browser
            .expect(&stored("tool-fluency", "status"), "done")
            .await?;
        browser
            .expect(&stored("tool-fluency", "title"), "In my own words")
            .await
    })
}

#[test]
fn the_theme_follows_another_tab() -> Outcome {
    const THEME: &str = "document.documentElement.dataset.theme ?? ''";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("about/").await?;
        for theme in ["dark", "light"] {
            browser
                .in_another_tab(async |other| {
                    other.open("glossary/").await?;
                    other
                        .click(&format!("header .theme option[value={theme}]"))
                        .await?;
                    other.expect(THEME, theme).await
                })
                .await?;
            browser.expect(THEME, theme).await?;
            browser
                .expect(
                    "document.querySelector('header .theme select').value",
                    theme,
                )
                .await?;
        }
        Ok(())
    })
}

/// Leaves the roadmap for another page, changes what is stored meanwhile, and comes back.
async fn come_back(browser: &Browser) -> Outcome<bool> {
    browser.open("roadmap/").await?;
    tick(browser, "choose-a-route").await?;
    browser
        .run::<Value>("window.stayed = true; return null;")
        .await?;
    browser.open("about/").await?;
    // As another tab does it: a page that is kept does not hear of it.
    let elsewhere = "
        const key = 'tech-lead-guide:plan:main:item:tool-fluency';
        const item = JSON.parse(localStorage.getItem(key));
        localStorage.setItem(key, JSON.stringify({ ...item, status: 'done', version: (item.version ?? 0) + 1 }));
        return null;";
    browser.run::<Value>(elsewhere).await?;
    browser.back().await?;
    browser
        .expect("location.pathname.endsWith('/roadmap/')", true)
        .await?;
    browser.wait_live().await?;
    let stayed: Option<bool> = browser.get("window.stayed ?? null").await?;
    by_step(browser).await?;
    browser.expect_ticked("tool-fluency").await?;
    tick(browser, "team-project").await?;
    for id in ["choose-a-route", "tool-fluency", "team-project"] {
        browser.expect(&stored(id, "status"), "done").await?;
    }
    Ok(stayed == Some(true))
}

/// Seen in the first release: the page that came back showed its old state and wrote it over the newer.
/// And Chromium never kept a page that was live.
async fn is_kept_and_comes_back(browser: Browser, _host: Host) -> Outcome {
    let stayed = come_back(&browser).await?;
    let why: Value = browser
        .get("JSON.parse(JSON.stringify(performance.getEntriesByType('navigation')[0]?.notRestoredReasons ?? null))")
        .await?;
    assert!(stayed, "the page was loaded again: {why}");
    Ok(())
}

#[test]
fn chromium_keeps_a_live_page_and_it_is_right_when_it_comes_back() -> Outcome {
    in_chromium("/repo/", is_kept_and_comes_back)
}

#[test]
fn firefox_keeps_a_live_page_and_it_is_right_when_it_comes_back() -> Outcome {
    in_browser(
        Engine::Firefox,
        &json!({}),
        "/repo/",
        is_kept_and_comes_back,
    )
}

#[test]
fn webkit_shows_what_is_stored_when_a_page_comes_back() -> Outcome {
    in_browser(
        Engine::WebKit,
        &json!({}),
        "/repo/",
        async |browser, _host| {
            // Whether it keeps pages under automation is its own affair.
            come_back(&browser).await.map(drop)
        },
    )
}
