//! Search: opened from anywhere, steered with keys, leading to the section.

use crate::accessibility::{axe, expect_none, violations};
use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium};
use serde_json::json;
use thirtyfour::Key;

const OPEN: &str = "Boolean(document.getElementById('search')?.open)";
const INDEX_LOADS: &str = "performance.getEntriesByType('resource').filter((file) => /\\/search-[^/]*json$/.test(file.name)).length";

async fn expect_open(browser: &Browser) -> Outcome {
    browser.expect(OPEN, true).await?;
    browser
        .expect("document.activeElement.id", "search-field")
        .await
}

/// Types a query into the open dialog and waits for a hit at `path` among the first three.
async fn find(browser: &Browser, query: &str, path: &str) -> Outcome {
    browser.replace_text("#search-field", query).await?;
    let among = format!(
        "[...document.querySelectorAll('#search [role=option]')].slice(0, 3).some((hit) => hit.href === {})",
        json!(browser.address_of(path))
    );
    browser.expect(&among, true).await
}

/// Arrows down to the hit at `path`.
async fn arrow_to(browser: &Browser, path: &str) -> Outcome {
    let place: usize = browser
        .get(&format!(
            "[...document.querySelectorAll('#search [role=option]')].findIndex((hit) => hit.href === {})",
            json!(browser.address_of(path))
        ))
        .await?;
    for _ in 0..=place {
        browser.press(Key::Down + "").await?;
    }
    let chosen = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).href";
    browser.expect(chosen, browser.address_of(path)).await
}

#[test]
fn a_slash_opens_it_and_enter_leads_to_the_section() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("guide/estimates/").await?;
        browser.expect(INDEX_LOADS, 0).await?;
        browser.press("/").await?;
        expect_open(&browser).await?;
        browser
            .expect("document.getElementById('search-field').value", "")
            .await?;

        let answer = "compare/#direct-reports";
        find(&browser, "who does performance reviews", answer).await?;
        browser
            .expect_text("#search-status", "The best 8 of ")
            .await?;
        browser
            .expect(
                "document.activeElement.getAttribute('aria-expanded')",
                "true",
            )
            .await?;
        arrow_to(&browser, answer).await?;
        browser
            .expect(
                "document.querySelectorAll('#search [aria-selected=true]').length",
                1,
            )
            .await?;
        browser.press(Key::Enter + "").await?;
        browser.expect_page(answer).await?;
        browser.expect(OPEN, false).await?;
        browser.expect_in_view("direct-reports").await?;
        browser
            .expect("document.querySelector(':target').id", "direct-reports")
            .await?;
        browser.back().await?;
        browser.expect_page("guide/estimates/").await?;
        browser.expect(INDEX_LOADS, 1).await
    })
}

#[test]
fn control_k_opens_it_in_a_field_too_and_a_slash_there_is_a_slash() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open("compare/").await?;
        browser.type_into("#filter", "a/b").await?;
        browser
            .expect("document.getElementById('filter').value", "a/b")
            .await?;
        browser.expect(OPEN, false).await?;
        browser.press(Key::Control + "k").await?;
        expect_open(&browser).await?;
        find(&browser, "time spent coding", "compare/#coding-time").await?;
        browser.press(Key::Escape + "").await?;
        browser.expect(OPEN, false).await?;
        browser
            .expect("document.activeElement.id", "filter")
            .await?;

        // Enter without the arrows takes the first hit.
        browser.press(Key::Control + "k").await?;
        find(&browser, "estmates", "guide/estimates/").await?;
        browser.press(Key::Enter + "").await?;
        browser.expect_page("guide/estimates/").await
    })
}

#[test]
fn the_button_opens_it_and_escape_gives_the_focus_back() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open("guide/first-90-days/").await?;
        browser.click("#search-open").await?;
        expect_open(&browser).await?;
        // A slip, and a word that is only begun.
        find(&browser, "estmates", "guide/estimates/").await?;
        find(&browser, "delegat", "guide/delegating-work/").await?;
        browser
            .expect("document.querySelector('#search mark').textContent.toLowerCase().startsWith('delegat')", true)
            .await?;

        // Around the list: up from the field is the last hit, Home the first one.
        browser.press(Key::Up + "").await?;
        let chosen = "document.activeElement.getAttribute('aria-activedescendant')";
        browser.expect(chosen, "hit-7").await?;
        browser.press(Key::Home + "").await?;
        browser.expect(chosen, "hit-0").await?;
        browser.press(Key::End + "").await?;
        browser.press(Key::Down + "").await?;
        browser.expect(chosen, "hit-0").await?;

        browser.replace_text("#search-field", "xqzvw").await?;
        browser
            .expect_text("#search-status", "Nothing found")
            .await?;
        browser
            .expect(
                "document.activeElement.hasAttribute('aria-activedescendant')",
                false,
            )
            .await?;
        browser.click("#search .meta button:nth-of-type(2)").await?;
        browser
            .expect_text("#search [role=option] b", "90 days")
            .await?;

        browser.press(Key::Escape + "").await?;
        browser.expect(OPEN, false).await?;
        browser
            .expect("document.activeElement.id", "search-open")
            .await?;

        // A click on a hit of the page that is open.
        browser.press(Key::Control + "k").await?;
        find(
            &browser,
            "leading former peers",
            "guide/first-90-days/#former-peers",
        )
        .await?;
        browser
            .click("#search [role=option][href$='first-90-days/#former-peers']")
            .await?;
        browser.expect(OPEN, false).await?;
        browser
            .expect_page("guide/first-90-days/#former-peers")
            .await?;
        browser.expect_in_view("former-peers").await
    })
}

#[test]
fn it_works_offline_after_one_visit() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;
        browser.open("guide/").await?;
        browser.press("/").await?;
        expect_open(&browser).await?;
        find(&browser, "what is an adr", "glossary/#adr").await?;
        arrow_to(&browser, "glossary/#adr").await?;
        browser.press(Key::Enter + "").await?;
        browser.expect_page("glossary/#adr").await?;
        browser.expect_in_view("adr").await?;
        browser.forgive_missing_host().await
    })
}

#[test]
fn without_index_it_says_so_and_tries_again() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open("").await?;
        browser
            .run::<serde_json::Value>(
                "window.real = window.fetch; window.fetch = (address, ...rest) => String(address).endsWith('.json') ? Promise.reject(new TypeError()) : window.real(address, ...rest); return null;",
            )
            .await?;
        browser.press("/").await?;
        expect_open(&browser).await?;
        browser
            .expect_text("#search-status", "one visit online")
            .await?;
        browser
            .run::<serde_json::Value>("window.fetch = window.real; return null;")
            .await?;
        browser.click("#search .meta button:not([hidden])").await?;
        find(
            &browser,
            "first week",
            "guide/first-90-days/#before-day-one",
        )
        .await
    })
}

#[test]
fn the_dialog_is_accessible_and_fits() -> Outcome {
    in_chromium("/", async |browser, _host| {
        let axe = axe()?;
        let mut found = Vec::new();
        for theme in ["light", "dark"] {
            browser.set_system_theme(theme).await?;
            for width in [320, 1280] {
                browser.set_width(width).await?;
                browser.open("guide/estimates/").await?;
                browser.click("#search-open").await?;
                expect_open(&browser).await?;
                let name = format!("search, empty, {theme} {width}");
                found.extend(violations(&browser, &axe, &name).await?);
                find(&browser, "estmates", "guide/estimates/").await?;
                browser.press(Key::Down + "").await?;
                let name = format!("search, hits, {theme} {width}");
                found.extend(violations(&browser, &axe, &name).await?);
                // All of it is on the screen, and on a phone the field is at its foot.
                let fits = "(() => {
                    const box = document.getElementById('search').getBoundingClientRect();
                    const field = document.getElementById('search-field').getBoundingClientRect();
                    const atFoot = field.bottom > innerHeight - 60;
                    return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight
                        && atFoot === innerWidth < 640;
                })()";
                browser.expect(fits, true).await?;
            }
        }
        expect_none(&found)
    })
}

#[test]
fn it_works_in_the_other_engines() -> Outcome {
    for engine in [Engine::Firefox, Engine::WebKit] {
        in_browser(engine, &json!({}), "/repo/", async |browser, _host| {
            browser.open("guide/").await?;
            browser.click("#search-open").await?;
            expect_open(&browser).await?;
            find(&browser, "do tech leads write code", "compare/#coding-time").await?;
            arrow_to(&browser, "compare/#coding-time").await?;
            browser.press(Key::Enter + "").await?;
            browser.expect_page("compare/#coding-time").await?;
            browser.expect(OPEN, false).await
        })?;
    }
    Ok(())
}
