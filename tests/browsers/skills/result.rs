//! The result: targets, gaps for the plan, and the comparison with the past.

use super::{PREFIX, score};
use crate::harness::{Outcome, in_chromium};
use serde_json::json;

#[test]
fn a_target_moves_the_gaps_and_a_gap_goes_to_the_plan_with_one_press() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        score(&browser, "2222222222222222").await?;
        browser.click(".so-far .btn:not(.main)").await?;
        let gaps = "document.querySelectorAll('.gaps li').length";
        browser.expect(gaps, 5).await?;
        // Two to start with; the others are folded.
        browser
            .expect(
                "[...document.querySelectorAll('.gaps li')].filter((gap) => gap.checkVisibility()).length",
                2,
            )
            .await?;
        browser.expect_text("#gaps", "Start here").await?;
        browser.click("#preset option[value=solid]").await?;
        browser
            .expect_text(".sentence", "You are solid in 16 of 16 skills")
            .await?;
        browser.expect_text("#gaps", "No gap").await?;
        browser.click(".targets summary").await?;
        browser
            .click("#skills-target-time-and-energy option[value='4']")
            .await?;
        browser
            .expect("document.getElementById('preset').value", "own")
            .await?;
        browser
            .expect_text(".gaps li", "Own time and energy from solid to multiplies")
            .await?;
        browser
            .click("#skills-target-delegation option[value='3']")
            .await?;
        browser.reload().await?;
        browser
            .expect("document.getElementById('preset').value", "own")
            .await?;
        browser
            .expect(
                "[...document.querySelectorAll('.gaps .btn')].map((link) => link.href)",
                json!([
                    browser.address_of("roadmap/#add=time-and-energy.4"),
                    browser.address_of("roadmap/#add=delegation.3"),
                ]),
            )
            .await?;
        // Where it is practised already, and where it is taught.
        browser
            .expect(
                "[...document.querySelectorAll('.gaps li:last-child a')].map((link) => link.href)",
                json!([
                    browser.address_of("roadmap/#item-hand-off-a-project"),
                    browser.address_of("roadmap/#add=delegation.3"),
                    browser.address_of("guide/delegating-work/#brief"),
                ]),
            )
            .await?;
        browser.click(".gaps li:last-child .btn").await?;
        browser
            .expect("location.pathname", "/repo/roadmap/")
            .await?;
        browser
            .expect_text("main", "Delegation: reach “leads”")
            .await?;
        // Single quotation marks inside of double ones.
        browser
            .expect_text(".strip .said", "“Delegation: reach ‘leads’” is added.")
            .await?;

        // The page knows what is on the plan, and leads there.
        browser.click("header nav a[href$='/skills/']").await?;
        browser
            .expect(
                "[...document.querySelectorAll('.gaps .btn')].map((link) => `${link.firstChild.textContent} ${link.hash}`)",
                json!([
                    "Put it on my roadmap #add=time-and-energy.4",
                    "On your plan #item-own-skill-delegation-3",
                ]),
            )
            .await?;
        browser.click(".gaps li:last-child .btn").await?;
        browser
            .expect("document.activeElement.id", "item-own-skill-delegation-3")
            .await?;
        browser
            .expect("document.getElementById('incoming').textContent", "")
            .await
    })
}

#[test]
fn a_second_snapshot_shows_what_has_changed() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        score(&browser, "2222222222222222").await?;
        browser.click(".so-far .btn:not(.main)").await?;
        browser.click(".outcome .calls .btn").await?;
        browser
            .expect_text(".toast", "Kept in your history.")
            .await?;
        let courses = "document.querySelectorAll('.courses svg').length";
        browser.expect(courses, 0).await?;
        score(&browser, "3222122222222222").await?;
        browser.click(".outcome .calls .btn").await?;
        browser
            .expect(
                "document.getElementById('history').parentElement.textContent.includes('System design 2 to 3, Decision making 2 to 1.')",
                true,
            )
            .await?;
        browser.expect(courses, 16).await?;
        browser.expect_text(".courses li", "2 3").await?;
        browser
            .expect(
                &format!(
                    "JSON.parse(localStorage.getItem('{PREFIX}snapshot:1')).levels.split(' ')[0]"
                ),
                "system-design:2",
            )
            .await?;
        browser.reload().await?;
        // On a narrow phone, too, what takes an entry away stands beside its name.
        browser.set_screen(320, 700).await?;
        browser
            .expect(
                "(() => { const entry = document.querySelector('.kept li'); const name = document.createRange(); name.selectNode(entry.firstChild); return entry.querySelector('button').getBoundingClientRect().left >= name.getBoundingClientRect().right; })()",
                true,
            )
            .await?;
        browser.click(".kept li:first-child button").await?;
        browser
            .expect("document.querySelectorAll('.kept li').length", 1)
            .await?;
        browser
            .expect("document.activeElement.id", "history")
            .await?;
        browser.click(".toast button:not([hidden])").await?;
        browser.expect(courses, 16).await
    })
}
