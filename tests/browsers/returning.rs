//! Whoever comes back is met on the front page: at once, without anything moving, until switched off.

use crate::harness::{Browser, Outcome, in_chromium, in_chromium_alone};
use serde_json::{Value, json};

/// What somebody has stored who has read, planned and scored.
const STORED: &str = "
    const put = (key, value) => localStorage.setItem(`tech-lead-guide:${key}`, JSON.stringify({ schema: 1, ...value }));
    put('read:incidents', { updated: '2026-11-23' });
    put('read:delegating-work', { updated: '2026-11-23' });
    put('reading', { page: 'delegating-work', name: 'Delegating work', section: 'what-good-looks-like', heading: 'What good looks like', day: '2026-11-20' });
    put('plan:main', { items: 1 });
    put('plan:main:item:own-a', { id: 'own-a', step: 'gain-experience', rank: 'm', title: 'Lead the import', due: '2099-12-12' });
    put('skills:draft', { levels: 'delegation:0 communication:2' });
    return null;";

const WATCH_SHIFTS: &str = "
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
            const moved = shift.sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
            window.shifts.push(`${shift.value.toFixed(4)}: ${moved}`);
        }
    }).observe({ type: 'layout-shift', buffered: true });";

const LINES: &str = "[...document.querySelectorAll('.returning.live li')].map((line) => [...line.children].map((part) => part.textContent).join(' | '))";

async fn expect_shown(browser: &Browser, shown: bool) -> Outcome {
    browser
        .expect(
            "document.querySelector('.returning ul').checkVisibility({ visibilityProperty: true })",
            shown,
        )
        .await
}

#[test]
fn whoever_comes_back_is_told_where_they_were_and_nothing_moves() -> Outcome {
    in_chromium_alone("/repo/", async |browser, _host| {
        browser.open("").await?;
        expect_shown(&browser, false).await?;
        browser.run::<Value>(STORED).await?;
        browser.before_every_page(WATCH_SHIFTS).await?;
        for width in [1280, 390, 320] {
            browser.set_width(width).await?;
            browser.open("").await?;
            expect_shown(&browser, true).await?;
            let lines: Vec<String> = browser.get(LINES).await?;
            assert_eq!(lines.len(), 4, "{lines:?}");
            assert!(
                lines[0].starts_with(
                    "Continue reading | Delegating work: What good looks like | 2 of "
                ),
                "{lines:?}"
            );
            assert_eq!(
                lines[1],
                "Next milestone | Lead the import | due 12 Dec 2099"
            );
            assert_eq!(lines[2], "Widest gap | Delegation | one of 2 gaps");
            assert!(lines[3].starts_with("Since 20 Nov 2026 | "), "{lines:?}");
            let settled = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done(null)))));";
            browser.run::<Value>(settled).await?;
            browser.expect("window.shifts", json!([])).await?;
        }
        browser.click(".returning li a").await?;
        browser
            .expect_page("guide/delegating-work/#what-good-looks-like")
            .await
    })
}

/// Two minutes after the first page there is one thing to tell, and its place is no larger.
#[test]
fn whoever_has_read_one_page_today_is_told_of_that_page_only() -> Outcome {
    in_chromium_alone("/repo/", async |browser, _host| {
        browser.open("about/").await?;
        browser
            .run::<Value>(
                "const day = new Date().toLocaleDateString('sv');
                const place = { schema: 1, page: 'incidents', name: 'Incidents', day };
                localStorage.setItem('tech-lead-guide:reading', JSON.stringify(place));
                return null;",
            )
            .await?;
        browser.before_every_page(WATCH_SHIFTS).await?;
        for width in [1280, 390] {
            browser.set_width(width).await?;
            browser.open("").await?;
            expect_shown(&browser, true).await?;
            let lines: Vec<String> = browser.get(LINES).await?;
            assert_eq!(lines.len(), 1, "{lines:?}");
            assert!(
                lines[0].starts_with("Continue reading | Incidents | 0 of "),
                "{lines:?}"
            );
            let settled = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done(null)))));";
            browser.run::<Value>(settled).await?;
            browser.expect("window.shifts", json!([])).await?;
            browser
                .expect(
                    "document.querySelector('.returning ul').getBoundingClientRect().height < 140",
                    true,
                )
                .await?;
        }
        Ok(())
    })
}

#[test]
fn it_can_be_switched_off_and_on_again() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open("about/").await?;
        browser.run::<Value>(STORED).await?;
        browser.open("").await?;
        expect_shown(&browser, true).await?;
        browser.click(".returning .hide").await?;
        expect_shown(&browser, false).await?;
        // The focus does not fall out of the page.
        browser
            .expect("document.activeElement.textContent", "Show where I was")
            .await?;
        browser.reload().await?;
        expect_shown(&browser, false).await?;
        browser.click(".returning .show").await?;
        expect_shown(&browser, true).await?;
        browser
            .expect("document.activeElement.textContent", "Hide this")
            .await?;
        browser
            .expect(
                "localStorage.getItem('tech-lead-guide:no-greeting')",
                Value::Null,
            )
            .await
    })
}

#[test]
fn the_place_in_the_guide_is_noted_while_somebody_reads() -> Outcome {
    in_chromium("/", async |browser, _host| {
        // Seconds pass fifty times as fast.
        browser
            .before_every_page("const real = setInterval; window.setInterval = (act, time) => real(act, time / 50);")
            .await?;
        browser.open("guide/delegating-work/").await?;
        let noted = "JSON.parse(localStorage.getItem('tech-lead-guide:reading') ?? '{}')";
        browser
            .expect(&format!("{noted}.page"), "delegating-work")
            .await?;
        browser
            .run::<Value>(
                "document.getElementById('what-good-looks-like').scrollIntoView(); return null;",
            )
            .await?;
        browser
            .expect(&format!("{noted}.section"), "what-good-looks-like")
            .await?;
        browser.open("").await?;
        browser
            .expect("document.querySelector('.returning.live li a')?.getAttribute('href').endsWith('guide/delegating-work/#what-good-looks-like')", true)
            .await
    })
}
