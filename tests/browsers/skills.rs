//! The self-assessment: score, compare with the past, ask colleagues, choose what to work on.

use crate::harness::{Browser, Outcome, in_chromium, in_chromium_alone};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

const PREFIX: &str = "tech-lead-guide:skills:";
const CHECKED: &str =
    "[...document.querySelectorAll('.skill input:checked')].map((radio) => radio.value).join('')";
/// What is on the clipboard is not for tests to read: what is copied is kept in the page.
const KEEP_COPIES: &str =
    "navigator.clipboard.writeText = async (text) => { window.copied = text; };";

fn row(skill: &str) -> String {
    format!(
        "[...document.querySelectorAll('.strips tr')].find((row) => row.textContent.startsWith('{skill}'))"
    )
}

async fn expect_row(browser: &Browser, skill: &str, cells: &[&str]) -> Outcome {
    let values = format!(
        "[...{}.querySelectorAll('td:not(.drawn)')].map((cell) => cell.textContent)",
        row(skill)
    );
    browser.expect(&values, json!(cells)).await
}

/// Presses a digit for each skill, starting with the first one.
async fn score(browser: &Browser, digits: &str) -> Outcome {
    browser
        .run::<Value>("document.querySelector('.skill input').focus(); return null;")
        .await?;
    for digit in digits.chars() {
        browser.press(digit.to_string()).await?;
    }
    browser.expect(CHECKED, digits).await
}

#[test]
fn sixteen_skills_are_scored_by_keyboard_and_kept() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        browser
            .expect_text("#skills-progress", "0 of 16, about 11 minutes left.")
            .await?;
        browser
            .expect_text("#skills-result", "the chart starts here")
            .await?;
        score(&browser, "2311").await?;
        browser
            .expect(
                "document.activeElement.name + document.activeElement.value",
                "decision-making0",
            )
            .await?;
        browser
            .expect_text("#skills-progress", "4 of 16, about 8 minutes left.")
            .await?;
        // The arrow keys choose, as in any group of radio buttons, and Tab leaves it.
        browser.press(" ").await?;
        browser.press(TypingData::from(Key::Down)).await?;
        browser.expect(CHECKED, "23111").await?;
        browser.press(TypingData::from(Key::Tab)).await?;
        browser
            .expect(
                "document.activeElement.closest('fieldset').id",
                "delegation",
            )
            .await?;
        score(&browser, "2311012341231202").await?;
        browser.expect_text("#skills-progress", "16 of 16.").await?;
        expect_row(&browser, "System design", &["2 solid", "3 leads"]).await?;
        expect_row(&browser, "Own time", &["0 not yet", "2 solid"]).await?;
        // The chart has the same values: dot and diamond at 2 and 3 of 4.
        let drawn = format!(
            "[{0}.querySelector('circle').getAttribute('cx'), {0}.querySelector('.target').getAttribute('d').slice(0, 4)]",
            row("System design")
        );
        browser.expect(&drawn, json!(["85", "M123"])).await?;
        browser
            .expect_text("#skills-gaps li", "Decision making from not yet to leads")
            .await?;
        browser
            .expect_text("#skills-gaps li", "Each choice that is hard to undo")
            .await?;

        browser.reload().await?;
        browser.expect(CHECKED, "2311012341231202").await?;
        expect_row(&browser, "System design", &["2 solid", "3 leads"]).await?;

        // The same after a navigation inside the app, and a digit on another page does nothing.
        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser.press("4").await?;
        browser.click("header nav a[href$='/skills/']").await?;
        browser.expect(CHECKED, "2311012341231202").await?;
        browser.click("button[name=restart]").await?;
        browser.expect(CHECKED, "").await?;
        browser.click(".toast button:not([hidden])").await?;
        browser.expect(CHECKED, "2311012341231202").await
    })
}

#[test]
fn a_target_moves_the_gaps_and_chosen_gaps_go_to_the_roadmap() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        score(&browser, "2222222222222222").await?;
        browser
            .expect("document.querySelectorAll('#skills-gaps li').length", 5)
            .await?;
        browser.click("#preset option[value=solid]").await?;
        browser
            .expect_text("#skills-gaps", "No skill that you have scored is below")
            .await?;
        browser.click(".targets summary").await?;
        browser
            .click("[name=target-time-and-energy] option[value='4']")
            .await?;
        browser
            .expect("document.getElementById('preset').value", "own")
            .await?;
        browser
            .expect_text(
                "#skills-gaps li",
                "Own time and energy from solid to multiplies",
            )
            .await?;
        browser
            .click("[name=target-delegation] option[value='3']")
            .await?;
        browser.click("#skills-gaps [value=delegation]").await?;
        browser
            .click("#skills-gaps [value=time-and-energy]")
            .await?;
        browser
            .expect(
                "document.querySelector('#skills-roadmap a').href",
                browser.address_of("roadmap/#add=time-and-energy.4,delegation.3"),
            )
            .await?;
        browser.reload().await?;
        browser
            .expect("document.getElementById('preset').value", "own")
            .await?;
        browser.click("#skills-gaps [value=delegation]").await?;
        browser.click("#skills-roadmap a").await?;
        browser.expect_page("roadmap/#add=delegation.3").await
    })
}

#[test]
fn a_second_snapshot_shows_what_has_changed() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        score(&browser, "2222222222222222").await?;
        browser.click("button[name=snapshot]").await?;
        browser
            .expect_text(".toast", "Kept in your history.")
            .await?;
        browser
            .expect("document.querySelectorAll('.multiples svg').length", 0)
            .await?;
        score(&browser, "3222122222222222").await?;
        browser.click("button[name=snapshot]").await?;
        browser
            .expect_text(
                "#skills-history",
                "System design 2 to 3, Decision making 2 to 1.",
            )
            .await?;
        browser
            .expect("document.querySelectorAll('.multiples svg').length", 16)
            .await?;
        browser.expect_text(".multiples li", "2 3").await?;
        browser
            .expect(
                &format!(
                    "JSON.parse(localStorage.getItem('{PREFIX}snapshot:1')).levels.split(' ')[0]"
                ),
                "system-design:2",
            )
            .await?;
        browser.reload().await?;
        browser.click("[value='skills:snapshot:1']").await?;
        browser
            .expect(
                "document.querySelectorAll('#skills-history .kept li').length",
                1,
            )
            .await?;
        browser
            .expect("document.activeElement.id", "history")
            .await?;
        browser.click(".toast button:not([hidden])").await?;
        browser
            .expect("document.querySelectorAll('.multiples svg').length", 16)
            .await
    })
}

#[test]
fn a_colleague_rates_blind_and_the_answer_is_laid_beside_the_own_score() -> Outcome {
    // Two profiles: what the colleague's browser knows is the link, and nothing else.
    in_chromium("/repo/", async |asker, _host| {
        asker.before_every_page(KEEP_COPIES).await?;
        asker.open("skills/").await?;
        asker.type_into("#asker", "Kim <b>").await?;
        asker.click("button[name=ask]").await?;
        let ask = asker.take("copied").await?;
        let question = ask.split('#').nth(1).unwrap_or_default().to_owned();
        let answer = rated_by_a_colleague(&question).await?;

        // Opened in the tab that is there, where only the fragment changes.
        asker.load(&format!("skills/#{answer}")).await?;
        asker
            .expect_text("#skills-link", "A colleague has rated you in 14 skills.")
            .await?;
        asker
            .expect(
                "document.querySelector('#skills-link').textContent.includes('not asked')",
                false,
            )
            .await?;
        asker.click("button[name=accept]").await?;
        asker.expect_page("skills/").await?;
        asker
            .expect_text(
                "#skills-colleagues",
                "once you have scored all skills yourself",
            )
            .await?;
        score(&asker, "2222222222222222").await?;
        let widest = "document.querySelector('#skills-colleagues tbody tr').textContent";
        asker.expect(widest, "Delegation2 lower20").await?;
        expect_row(&asker, "Delegation", &["2 solid", "3 leads", "0"]).await?;
        expect_row(&asker, "Own time", &["2 solid", "2 solid", "not seen"]).await?;

        // The same link adds nothing a second time.
        asker.load(&format!("skills/#{answer}")).await?;
        asker.click("button[name=accept]").await?;
        asker
            .expect_text(".toast", "This rating is here already.")
            .await?;
        let ratings = format!(
            "Object.keys(localStorage).filter((key) => key.startsWith('{PREFIX}rating:')).length"
        );
        asker.expect(&ratings, 1).await?;
        asker.reload().await?;
        asker.expect(widest, "Delegation2 lower20").await?;
        asker
            .click("[name=forget][value^='skills:rating:']")
            .await?;
        asker.expect(&ratings, 0).await?;
        asker.click(".toast button:not([hidden])").await?;
        asker.expect(widest, "Delegation2 lower20").await
    })
}

/// The answer that a colleague with a score of their own gives to a question, as a fragment.
async fn rated_by_a_colleague(question: &str) -> Outcome<String> {
    let question = question.to_owned();
    let visit = move || {
        let mut answer = String::new();
        in_chromium("/repo/", async |colleague, _host| {
            colleague.before_every_page(KEEP_COPIES).await?;
            colleague.open("skills/").await?;
            score(&colleague, "44").await?;
            colleague.load(&format!("skills/#{question}")).await?;
            colleague
                .expect_text("#skills-link", "You are rating Kim <b>.")
                .await?;
            colleague.expect(CHECKED, "-".repeat(16)).await?;
            colleague
                .expect(
                    "document.querySelector('#skills-result').checkVisibility()",
                    false,
                )
                .await?;
            score_some(&colleague).await?;
            colleague.reload().await?;
            colleague.expect(CHECKED, "22222022222222--").await?;
            colleague.click("button[name=answer]").await?;
            let link = colleague.take("copied").await?;
            answer = link.split('#').nth(1).unwrap_or_default().to_owned();
            // Their own score is still theirs.
            colleague.click("#skills-link a").await?;
            colleague.expect_page("skills/").await?;
            colleague.expect(CHECKED, "44").await
        })?;
        Ok(answer)
    };
    // It has a runtime of its own.
    std::thread::spawn(visit)
        .join()
        .map_err(|_| crate::harness::Failure::new("the colleague's visit panicked"))?
}

async fn score_some(browser: &Browser) -> Outcome {
    browser
        .run::<Value>("document.querySelector('.skill input').focus(); return null;")
        .await?;
    for digit in "22222022222222".chars() {
        browser.press(digit.to_string()).await?;
    }
    browser
        .expect_text("#skills-progress", "14 of 16 rated.")
        .await
}

#[test]
fn a_damaged_link_says_so_and_changes_nothing() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        score(&browser, "12").await?;
        for link in ["rate=AQAAAAdLaW2Ztr", "rated=AQAAAAdLaW2Ztrg", "rated="] {
            browser.load("about/").await?;
            browser.open(&format!("skills/#{link}")).await?;
            browser
                .expect_text("#skills-link", "This link is damaged")
                .await?;
            browser.expect(CHECKED, "12").await?;
        }
        browser.click("button[name=decline]").await?;
        browser.expect_page("skills/").await?;
        browser
            .expect(
                "document.querySelector('#skills-link').checkVisibility()",
                false,
            )
            .await?;
        browser.expect(CHECKED, "12").await?;
        browser
            .expect(
                "Object.keys(localStorage).filter((key) => key.includes(':skills:')).length",
                1,
            )
            .await
    })
}

#[test]
fn where_storage_is_denied_the_assessment_works_and_says_so() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        let deny = "Object.defineProperty(window, 'localStorage', {
            get() { throw new DOMException('denied by this test', 'SecurityError'); },
        });";
        browser.before_every_page(deny).await?;
        browser.open("skills/").await?;
        browser
            .expect_text(
                "#skills-trouble",
                "Your answers are not saved: this browser does not let the site store anything.",
            )
            .await?;
        score(&browser, "2222222222222222").await?;
        expect_row(&browser, "Delegation", &["2 solid", "3 leads"]).await?;
        browser.click("button[name=snapshot]").await?;
        browser
            .expect(
                "document.querySelectorAll('#skills-history .kept li').length",
                1,
            )
            .await?;
        browser.reload().await?;
        browser.expect(CHECKED, "").await
    })
}

#[test]
fn nothing_jumps_when_a_stored_assessment_or_a_link_comes_in() -> Outcome {
    const WATCH: &str = "window.shifted = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });";
    in_chromium_alone("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        score(&browser, "2222222222222222").await?;
        browser.before_every_page(WATCH).await?;
        for (width, page, seen) in [
            (1280, "skills/", "16 of 16"),
            (320, "skills/", "16 of 16"),
            (1280, "skills/#rate=AQAAAAdLaW2Ztrg", "0 of 16"),
            (320, "skills/#rate=AQAAAAdLaW2Ztrg", "0 of 16"),
        ] {
            browser.set_width(width).await?;
            browser.load("about/").await?;
            browser.open(page).await?;
            browser.expect_text("#skills-progress", seen).await?;
            browser
                .expect(
                    "new Promise((done) => setTimeout(() => done(window.shifted), 200))",
                    0,
                )
                .await?;
        }
        Ok(())
    })
}
