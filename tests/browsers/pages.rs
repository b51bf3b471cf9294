//! Every page, in any folder, with and without scripts, light and dark.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium, in_chromium_alone, sitemap};
use serde_json::{Value, json};
use static_host::Host;
use std::sync::Arc;

/// Pages of every kind, and a deep link with a fragment.
const SAMPLE: [&str; 5] = [
    "",
    "guide/delegating-work/#what-good-looks-like",
    "compare/?q=coding#coding-time",
    "roadmap/",
    "about/",
];

async fn expect_whole(browser: &Browser, page: &str) -> Outcome {
    browser.open(page).await?;
    let outline = "[document.querySelectorAll('h1').length, document.querySelectorAll('main').length,
        document.querySelectorAll('main#main').length, document.title.length > 10, document.getElementById('failure').hidden]";
    browser
        .expect(outline, json!([1, 1, 1, true, true]))
        .await?;
    if let Some((_, fragment)) = page.split_once('#') {
        browser.expect_in_view(fragment).await?;
    }
    browser.expect_page(page).await?;
    let failed = "performance.getEntriesByType('resource').filter((entry) => entry.responseStatus >= 400).map((entry) => entry.name)";
    browser.expect(failed, json!([])).await?;
    browser.expect_quiet_console().await
}

/// What the host refused. Browsers ask for `/favicon.ico` on their own.
fn refused(host: &Host) -> Vec<String> {
    let requests = host.requests().into_iter();
    requests
        .filter(|request| request.status >= 400 && request.path != "/favicon.ico")
        .map(|request| request.path)
        .collect()
}

async fn expect_sample(browser: Browser, host: Arc<Host>) -> Outcome {
    for page in SAMPLE {
        expect_whole(&browser, page).await?;
    }
    assert_eq!(refused(&host), Vec::<String>::new());
    Ok(())
}

#[test]
fn every_page_opens_at_the_root_of_a_host() -> Outcome {
    in_chromium("/", async |browser, host| {
        let pages = sitemap()?;
        assert!(pages.len() > 40, "{pages:?}");
        for page in pages {
            expect_whole(&browser, &page).await?;
        }
        assert_eq!(refused(&host), Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn pages_and_deep_links_open_in_a_project_folder() -> Outcome {
    in_chromium("/repo/", expect_sample)
}

#[test]
fn pages_and_deep_links_open_in_a_deep_folder() -> Outcome {
    in_chromium("/a/b/c/", expect_sample)
}

#[test]
fn the_skip_link_moves_focus_into_the_page() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("guide/delegating-work/").await?;
        browser.press("\u{e004}").await?;
        browser
            .expect("document.activeElement.textContent", "Skip to content")
            .await?;
        browser.press("\u{e007}").await?;
        browser.expect("document.activeElement.id", "main").await?;
        browser.expect_page("guide/delegating-work/#main").await?;
        // The next stop is inside the page, not in the header.
        browser.press("\u{e004}").await?;
        browser
            .expect("document.activeElement.closest('main')?.id", "main")
            .await
    })
}

#[test]
fn without_scripts_everything_is_readable_and_links_work() -> Outcome {
    let no_scripts = json!({ "profile.managed_default_content_settings.javascript": 2 });
    in_browser(
        Engine::Chromium,
        &no_scripts,
        "/repo/",
        async |browser, _host| {
            browser
                .load("guide/delegating-work/#what-good-looks-like")
                .await?;
            browser
                .expect(
                    "document.documentElement.hasAttribute('data-hydrated')",
                    false,
                )
                .await?;
            browser
                .expect(
                    "document.querySelector('article').innerText.length > 2000",
                    true,
                )
                .await?;
            browser.expect_in_view("what-good-looks-like").await?;
            browser.click("header nav a[href$='compare/']").await?;
            browser.expect_page("compare/").await?;
            browser
                .expect(
                    "document.querySelectorAll('tr.dimension td').length > 20",
                    true,
                )
                .await?;
            browser
                .expect(
                    "(document.querySelector('#coding-time').scrollIntoView(), document.querySelector('#coding-time').innerText.length > 50)",
                    true,
                )
                .await?;
            // What needs the app is not offered, and the page says why.
            browser
            .expect("document.querySelector('#filter').checkVisibility({ visibilityProperty: true })", false)
            .await?;
            browser
                .expect(
                    "document.querySelector('main noscript').innerText.includes('JavaScript')",
                    true,
                )
                .await?;
            browser.click("header nav a[href$='roadmap/']").await?;
            browser.expect_page("roadmap/").await?;
            browser
                .expect("document.querySelectorAll('.task').length >= 20", true)
                .await?;
            // The browser's own folds open, and what needs the app is not in sight.
            browser.click("#step-degree > summary").await?;
            browser.click("#open-choose-a-route").await?;
            browser
                .expect(
                    "document.querySelector('#item-choose-a-route').innerText.includes('Done when')",
                    true,
                )
                .await?;
            browser
                .expect(
                    "document.querySelector('#item-choose-a-route .menu > button').checkVisibility({ visibilityProperty: true })",
                    false,
                )
                .await?;
            browser.click("#item-choose-a-route .links a").await?;
            browser
                .expect_page("guide/earn-a-degree/#choose-a-route")
                .await?;
            browser.expect_in_view("choose-a-route").await
        },
    )
}

#[test]
fn a_chosen_theme_is_there_before_the_first_paint() -> Outcome {
    const DARK: &str = "rgb(21, 23, 26)";
    const BACKGROUND: &str = "getComputedStyle(document.body).backgroundColor";
    in_chromium("/repo/", async |browser, _host| {
        browser.set_system_theme("light").await?;
        browser.open("").await?;
        browser
            .expect(&format!("{BACKGROUND} === '{DARK}'"), false)
            .await?;
        browser.click("header .theme option[value=dark]").await?;
        browser.expect(BACKGROUND, DARK).await?;

        // What the page is like when it has been parsed, long before the app starts.
        let look = "addEventListener('DOMContentLoaded', () => {
            const root = document.documentElement;
            window.early = [root.dataset.theme, root.hasAttribute('data-hydrated'), getComputedStyle(document.body).backgroundColor];
        });";
        browser.before_every_page(look).await?;
        browser.reload().await?;
        browser
            .expect("window.early", json!(["dark", false, DARK]))
            .await?;
        browser
            .expect(
                "document.querySelector('header .theme select').value",
                "dark",
            )
            .await?;
        browser.click("header nav a[href$='/guide/']").await?;
        browser.expect(BACKGROUND, DARK).await?;

        browser.click("header .theme option[value=system]").await?;
        browser
            .expect("document.documentElement.hasAttribute('data-theme')", false)
            .await?;
        browser.set_system_theme("dark").await?;
        browser.expect(BACKGROUND, DARK).await
    })
}

/// Layout shifts of the page, with what moved, for whoever has to find the reason.
const WATCH_SHIFTS: &str = "
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
            const moved = shift.sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
            window.shifts.push(`${shift.value.toFixed(4)} at ${Math.round(shift.startTime)} ms: ${moved}`);
        }
    }).observe({ type: 'layout-shift', buffered: true });
";

#[test]
fn nothing_jumps_while_a_page_becomes_live() -> Outcome {
    in_chromium_alone("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser
            .type_into("#add-degree", "Ask three leads how they began\u{e007}")
            .await?;
        browser
            .expect("[...document.querySelectorAll('.title')].filter((title) => title.textContent.startsWith('Ask three leads')).length", 1)
            .await?;
        browser.before_every_page(WATCH_SHIFTS).await?;
        for width in [1280, 390] {
            browser.set_width(width).await?;
            for page in [
                "",
                "guide/delegating-work/",
                "compare/?q=coding",
                "roadmap/",
            ] {
                browser.open(page).await?;
                // What the app changes after it is live is painted two frames later.
                let settled = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done))));";
                browser.run::<Value>(settled).await?;
                if page == "roadmap/" {
                    browser
                        .expect("[...document.querySelectorAll('.title')].filter((title) => title.textContent.startsWith('Ask three leads')).length", 1)
                        .await?;
                }
                let shifts: Vec<String> = browser.get("window.shifts").await?;
                assert!(shifts.is_empty(), "{page} at {width} px: {shifts:#?}");
            }
        }
        Ok(())
    })
}

/// The page for addresses without a page leads on from a link of which the hash sign was encoded.
#[test]
fn no_address_of_the_site_leads_to_another_one() -> Outcome {
    in_chromium("/", async |browser, _host| {
        let here: String = {
            browser.load("about/").await?;
            browser.get("location.host").await?
        };
        for (path, rest) in [
            ("/stranger.invalid/%23x", "/stranger.invalid/#x"),
            ("//stranger.invalid/a%3Fb%2523c", "/stranger.invalid/a?b#c"),
        ] {
            browser.load(path).await?;
            browser
                .expect(
                    "[location.host, location.pathname + location.search + location.hash]",
                    json!([here, rest]),
                )
                .await?;
            browser.expect_text("h1", "There is no page").await?;
        }
        browser.forgive(&["404"]).await
    })
}

#[test]
fn the_page_for_no_address_leads_to_the_search_and_has_the_chosen_theme() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.set_system_theme("light").await?;
        browser.load("about/").await?;
        browser
            .run::<()>("localStorage.setItem('tech-lead-guide:theme', '{\"schema\":1,\"theme\":\"dark\"}'); return null;")
            .await?;
        browser.load("guide/no-such-page/").await?;
        browser
            .expect(
                "getComputedStyle(document.body).backgroundColor",
                "rgb(21, 23, 26)",
            )
            .await?;
        browser.click("nav a").await?;
        browser
            .expect("Boolean(document.getElementById('search')?.open)", true)
            .await?;
        // Its index is there too, before the host goes.
        browser
            .type_into("#search-field", "delegating work")
            .await?;
        browser
            .expect_text("#search-hits", "Delegating work")
            .await?;
        browser.forgive(&["404"]).await
    })
}

/// Where everything on the page is, and how it looks. What follows the footer is empty until the app says
/// something.
const LOOK: &str = "[...document.querySelectorAll('#app *')].filter((element) => element.getClientRects().length
    && !(document.querySelector('footer').compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING)).map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const { color, backgroundColor, font } = getComputedStyle(element);
    return [element.nodeName, element.id, element.className, x, y, width, height, color, backgroundColor, font].join(' ');
})";

/// The rules that stand in a page are those that it uses: `crates/site/src/style.rs` finds them.
#[test]
fn a_page_looks_the_same_before_and_after_the_whole_style_sheet_has_come() -> Outcome {
    const ADD_SHEET: &str = "const [, address] = document.querySelector('noscript').textContent.match(/href=\"([^\"]+)/);
        const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address });
        return new Promise((done) => { sheet.onload = () => done(null); document.head.append(sheet); });";
    in_chromium("/repo/", async |browser, _host| {
        browser.devtools("Network.enable", json!({})).await?;
        // Without the app, which loads the sheet.
        let blocked = json!({ "urls": ["*/boot-*", "*/app-*"] });
        browser.devtools("Network.setBlockedURLs", blocked).await?;
        for width in [1280, 390] {
            browser.set_width(width).await?;
            for page in [
                "",
                "guide/",
                "guide/delegating-work/",
                "compare/",
                "skills/",
                "roadmap/",
                "glossary/",
                "sources/",
                "about/",
            ] {
                browser.load(page).await?;
                let before: Vec<String> = browser.get(LOOK).await?;
                browser.run::<Value>(ADD_SHEET).await?;
                let after: Vec<String> = browser.get(LOOK).await?;
                assert!(before.len() > 40, "{page}: {}", before.len());
                let changed = before
                    .iter()
                    .zip(&after)
                    .find(|(before, after)| before != after);
                assert_eq!(changed, None, "{page} at {width} px");
            }
        }
        browser.forgive(&["ERR_BLOCKED_BY_CLIENT"]).await
    })
}
