//! Going from page to page inside the app.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium};
use serde_json::{Value, json};
use static_host::Host;
use std::sync::Arc;

const HEADING_HAS_FOCUS: &str = "document.activeElement === document.querySelector('main h1')";

/// Leaves a mark that a full load would wipe away.
async fn mark(browser: &Browser) -> Outcome {
    browser
        .run::<Value>("window.marked = true; return null;")
        .await?;
    Ok(())
}

async fn expect_mark(browser: &Browser) -> Outcome {
    browser.expect("window.marked === true", true).await
}

#[test]
fn a_link_changes_address_title_heading_and_focus_without_a_load() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("guide/delegating-work/").await?;
        mark(&browser).await?;
        // The last link to another page of the guide stands far down.
        let pick = "
            const links = [...document.querySelectorAll('#content a')].filter((link) =>
                link.pathname.includes('/guide/') && link.pathname.split('/').length === 5 && link.pathname !== location.pathname && !link.hash && link.checkVisibility());
            const link = links.at(-1);
            link.id = 'picked';
            scrollTo(0, 700);
            link.scrollIntoView({ block: 'center' });
            return [link.href, document.title, document.querySelector('h1').textContent];";
        let [target, title, heading]: [String; 3] = browser.run(pick).await?;
        let scrolled: f64 = browser.get("scrollY").await?;
        assert!(
            scrolled > 300.0,
            "the page is too short for this test: {scrolled}"
        );

        browser.click("#picked").await?;
        browser.expect("location.href", target.as_str()).await?;
        browser
            .expect(
                &format!(
                    "document.querySelector('h1').textContent !== {}",
                    json!(heading)
                ),
                true,
            )
            .await?;
        browser
            .expect(&format!("document.title !== {}", json!(title)), true)
            .await?;
        browser.expect(HEADING_HAS_FOCUS, true).await?;
        browser.expect("scrollY", 0).await?;
        browser
            .expect("document.querySelectorAll('h1').length", 1)
            .await?;
        expect_mark(&browser).await?;

        browser.back().await?;
        browser.expect_page("guide/delegating-work/").await?;
        browser.expect("document.title", title).await?;
        browser
            .expect("document.querySelector('h1').textContent", heading)
            .await?;
        browser
            .expect(&format!("Math.abs(scrollY - {scrolled}) < 3"), true)
            .await?;
        expect_mark(&browser).await?;

        browser.forward().await?;
        browser.expect("location.href", target).await?;
        browser.expect(HEADING_HAS_FOCUS, true).await
    })
}

#[test]
fn a_page_reached_by_a_link_is_the_page_that_its_address_loads() -> Outcome {
    // How much the browser has in use is measured anew each time.
    const TEXT: &str = "[document.title, document.querySelector('main').innerText
        .replace(/\\s+/g, ' ').replace(/[\\d.,]+ (bytes|[KMG]B)/g, 'N $1')]";
    // Each page, whether the header leads there, and what it shows only once all of it is live.
    const PAGES: [(&str, bool, &[&str]); 7] = [
        ("guide/", true, &[]),
        ("compare/", true, &["Sort"]),
        ("skills/", true, &["Show all at once"]),
        ("roadmap/", true, &["Answer the questions"]),
        ("glossary/", false, &["Copy link"]),
        ("sources/", false, &[]),
        ("about/", false, &["KB"]),
    ];
    in_chromium("/a/b/c/", async |browser, _host| {
        for (page, is_in_header, live_texts) in PAGES {
            browser.open("guide/delegating-work/").await?;
            mark(&browser).await?;
            browser
                .click(&format!(
                    "header nav a[href$='/{page}'], footer a[href$='/{page}']"
                ))
                .await?;
            browser.expect_page(page).await?;
            browser.expect(HEADING_HAS_FOCUS, true).await?;
            let current =
                "document.querySelector('header nav [aria-current=page]')?.pathname ?? ''";
            browser
                .expect(
                    current,
                    if is_in_header {
                        format!("/a/b/c/{page}")
                    } else {
                        String::new()
                    },
                )
                .await?;
            expect_mark(&browser).await?;
            for text in live_texts {
                let shown = format!(
                    "document.querySelector('main').innerText.includes({})",
                    json!(text)
                );
                browser.expect(&shown, true).await?;
            }
            let by_link: Value = browser.get(TEXT).await?;
            browser.open(page).await?;
            browser.expect(TEXT, by_link).await?;
        }
        Ok(())
    })
}

#[test]
fn a_link_with_a_fragment_lands_on_its_heading() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        mark(&browser).await?;
        browser.click("#item-choose-a-route summary").await?;
        browser
            .expect(
                "document.querySelector('#item-choose-a-route .links a') !== null",
                true,
            )
            .await?;
        browser.click("#item-choose-a-route .links a").await?;
        browser
            .expect_page("guide/earn-a-degree/#choose-a-route")
            .await?;
        browser.expect_in_view("choose-a-route").await?;
        expect_mark(&browser).await?;

        // And within the page, where the browser does it.
        browser.open("guide/delegating-work/").await?;
        mark(&browser).await?;
        let scrolled: f64 = browser.get("scrollY").await?;
        browser.click("#content a[href$='#check-ins']").await?;
        browser
            .expect_page("guide/delegating-work/#check-ins")
            .await?;
        browser.expect_in_view("check-ins").await?;
        browser.back().await?;
        browser.expect_page("guide/delegating-work/").await?;
        browser
            .expect(&format!("Math.abs(scrollY - {scrolled}) < 3"), true)
            .await?;
        expect_mark(&browser).await
    })
}

#[test]
fn an_address_of_a_merged_page_leads_to_where_its_section_is_now() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("guide/delegation-in-practice/#levels").await?;
        browser.expect_page("guide/delegating-work/#levels").await?;
        browser.expect_in_view("levels").await?;
        browser.open("guide/delegation-in-practice/").await?;
        browser.expect_page("guide/delegating-work/").await
    })
}

/// The router keeps a stack of its own and once left the address where it was after this.
#[test]
fn a_link_works_after_back_and_forward() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("guide/").await?;
        mark(&browser).await?;
        let title: String = browser.get("document.title").await?;
        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser
            .click("header nav a[href$='/about/'], footer a[href$='/about/']")
            .await?;
        browser.expect_page("about/").await?;
        browser.back().await?;
        browser.expect_page("compare/").await?;
        browser
            .expect_text("h1", "Technical lead or engineering manager?")
            .await?;
        browser.forward().await?;
        browser.expect_page("about/").await?;
        browser
            .expect(
                "document.querySelector('h1').textContent.includes('manager?')",
                false,
            )
            .await?;
        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser
            .expect_text("h1", "Technical lead or engineering manager?")
            .await?;
        browser.back().await?;
        browser.expect_page("about/").await?;
        browser.back().await?;
        browser.back().await?;
        browser.expect_page("guide/").await?;
        browser.expect("document.title", title).await?;
        expect_mark(&browser).await
    })
}

/// Seen in the first release: where Safari's allowance was used up, a click on a link did nothing.
#[test]
fn a_history_that_refuses_entries_does_not_hold_the_page() -> Outcome {
    const REFUSE: &str = "for (const name of ['pushState', 'replaceState']) History.prototype[name] = () => { throw new DOMException('by this test', 'SecurityError'); };";
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(REFUSE).await?;
        browser.open("guide/delegating-work/").await?;
        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser.wait_live().await?;
        // Inside of a room everything goes on, with the address as it was.
        browser.replace_text("#filter", "coding").await?;
        browser
            .expect(
                "document.querySelectorAll('.compare table tbody tr').length > 0",
                true,
            )
            .await?;
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect_page("roadmap/").await?;
        browser.wait_live().await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.back().await?;
        browser
            .expect("location.pathname.endsWith('/compare/')", true)
            .await?;
        browser
            .expect("document.getElementById('failure').hidden", true)
            .await
    })
}

/// Back and Forward lead to where the page was left, also where the browser does not tell that
/// scrolling has ended.
async fn forward_comes_back(browser: Browser, _host: Arc<Host>) -> Outcome {
    let near = |position: f64| format!("Math.abs(scrollY - {position}) <= 5 || scrollY");
    browser.open("guide/delegating-work/").await?;
    browser.click("header nav a[href$='/compare/']").await?;
    browser.expect_page("compare/").await?;
    browser
        .expect("document.body.scrollHeight > 3000", true)
        .await?;
    browser
        .run::<Value>("scrollTo(0, 1500); return null;")
        .await?;
    browser.expect(&near(1500.0), true).await?;
    browser
        .expect(
            "history.state === null ? null : Math.abs(history.state - 1500) <= 5",
            true,
        )
        .await?;
    browser.back().await?;
    browser.expect_page("guide/delegating-work/").await?;
    browser
        .expect("!!document.querySelector('article h1')", true)
        .await?;
    browser.forward().await?;
    browser.expect_page("compare/").await?;
    browser.expect(&near(1500.0), true).await
}

#[test]
fn forward_comes_back_where_scrolling_ends_without_a_word() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let silent =
            "addEventListener('scrollend', (event) => event.stopImmediatePropagation(), true);
            for (let of = window; of; of = Object.getPrototypeOf(of)) delete of.onscrollend;";
        browser.before_every_page(silent).await?;
        forward_comes_back(browser, host).await
    })
}

#[test]
fn forward_comes_back_in_firefox_and_webkit() -> Outcome {
    in_browser(Engine::Firefox, &json!({}), "/repo/", forward_comes_back)?;
    in_browser(Engine::WebKit, &json!({}), "/repo/", forward_comes_back)
}
