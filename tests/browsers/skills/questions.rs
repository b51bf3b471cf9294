//! The questions: answer them one by one or all at once, leave, and come back.

use super::{CHECKED, PREFIX, expect_row, expect_shown, row, score};
use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium, in_chromium_alone};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// The skills whose questions can be seen.
const ASKED: &str = "[...document.querySelectorAll('.skill')].filter((one) => one.checkVisibility()).map((one) => one.id)";

/// A finger on the middle of the first element in sight that `css` selects.
async fn tap(browser: &Browser, css: &str) -> Outcome {
    let place: Vec<f64> = browser
        .run(&format!(
            "const element = [...document.querySelectorAll({})].find((one) => one.checkVisibility());
            const at = () => {{ const box = element.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; }};
            const there = document.elementFromPoint(...at());
            if (!element.contains(there)) element.scrollIntoView({{ block: 'center' }});
            return at();",
            json!(css)
        ))
        .await?;
    let finger = json!({ "type": "touchStart", "touchPoints": [{ "x": place[0], "y": place[1] }] });
    browser.devtools("Input.dispatchTouchEvent", finger).await?;
    let up = json!({ "type": "touchEnd", "touchPoints": [] });
    browser.devtools("Input.dispatchTouchEvent", up).await
}

#[test]
fn sixteen_skills_are_scored_one_by_one_by_keyboard_and_kept() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        browser
            .expect_text(
                "#skills-progress",
                "0 of 16 answered, about 11 minutes left.",
            )
            .await?;
        expect_shown(&browser, ".outcome", false).await?;
        browser.expect(ASKED, json!(["system-design"])).await?;
        browser.click(".skill.current .levels label").await?;
        // A choice by hand does not go on by itself: it can be looked at.
        browser.expect(ASKED, json!(["system-design"])).await?;
        for digit in ["2", "3", "1", "1"] {
            browser.press(digit).await?;
        }
        browser.expect(ASKED, json!(["decision-making"])).await?;
        browser
            .expect(
                "document.activeElement.name + document.activeElement.value",
                "decision-making0",
            )
            .await?;
        browser
            .expect_text(
                "#skills-progress",
                "4 of 16 answered, about 8 minutes left.",
            )
            .await?;
        // The arrow keys choose, as in any group of radio buttons, and Enter goes on.
        browser.press(" ").await?;
        browser.press(TypingData::from(Key::Down)).await?;
        browser.expect(CHECKED, "23111").await?;
        browser.expect(ASKED, json!(["decision-making"])).await?;
        browser.press(TypingData::from(Key::Enter)).await?;
        browser.expect(ASKED, json!(["delegation"])).await?;
        browser
            .expect(
                "document.activeElement.closest('fieldset').id",
                "delegation",
            )
            .await?;
        for digit in "0123412312".chars() {
            browser.press(digit.to_string()).await?;
        }
        browser
            .expect(ASKED, json!(["machine-written-code"]))
            .await?;
        browser.press("2").await?;

        // The last answer leads to the result.
        browser
            .expect("document.activeElement.id", "result")
            .await?;
        browser
            .expect_text("#skills-progress", "16 of 16 answered.")
            .await?;
        browser
            .expect_text(
                ".sentence",
                "of the 5 skills a first-time lead needs; delegation is the widest gap.",
            )
            .await?;
        browser.expect_in_view("result").await?;
        expect_row(&browser, "System design", &["2 solid", "3 leads"]).await?;
        expect_row(&browser, "Own time", &["2 solid", "2 solid"]).await?;
        // The chart has the same values: dot and diamond at 2 and 3 of 4.
        let drawn = format!(
            "[{0}.querySelector('.dot').getAttribute('d'), {0}.querySelector('.target').getAttribute('d').slice(0, 4)]",
            row("System design")
        );
        browser.expect(&drawn, json!(["M85 11h0", "M123"])).await?;

        // A digit on another page does nothing, and everything is there after it.
        let all = "2311101234123122";
        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser.press("4").await?;
        browser.click("header nav a[href$='/skills/']").await?;
        browser.expect(CHECKED, all).await?;
        browser.reload().await?;
        browser.expect(CHECKED, all).await?;
        browser.click(".pace button:last-child").await?;
        browser.expect(CHECKED, "").await?;
        browser.click(".toast button:not([hidden])").await?;
        browser.expect(CHECKED, all).await
    })
}

#[test]
fn all_questions_at_once_is_a_choice_that_is_remembered() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        browser.click(".pace button").await?;
        browser.expect(&format!("{ASKED}.length"), 16).await?;
        score(&browser, "231").await?;
        browser
            .expect("document.activeElement.name", "security-and-privacy")
            .await?;
        browser.reload().await?;
        browser.expect(&format!("{ASKED}.length"), 16).await?;
        browser.expect(CHECKED, "231").await?;
        browser.click(".pace button").await?;
        // The first one that is open.
        browser
            .expect(ASKED, json!(["security-and-privacy"]))
            .await?;
        browser
            .expect(
                &format!("JSON.parse(localStorage.getItem('{PREFIX}pace')).pace"),
                "one_by_one",
            )
            .await
    })
}

#[test]
fn on_a_phone_one_question_after_the_other_is_answered_by_touch() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.emulate_phone(1).await?;
        browser.open("skills/").await?;
        for (done, skill) in ["system-design", "code-review", "running-in-production"]
            .into_iter()
            .enumerate()
        {
            browser.expect(ASKED, json!([skill])).await?;
            tap(&browser, ".skill.current label:nth-child(3)").await?;
            browser
                .expect(&format!("{CHECKED}.length"), done + 1)
                .await?;
            // The way on is always in sight, and the next question begins in sight.
            tap(&browser, ".so-far .main").await?;
        }
        browser
            .expect(ASKED, json!(["security-and-privacy"]))
            .await?;
        browser
            .expect(
                "document.querySelector('.skill.current').getBoundingClientRect().top >= 0",
                true,
            )
            .await?;
        browser.expect_in_view("skills-progress").await?;
        tap(&browser, ".so-far .pager .btn").await?;
        browser
            .expect(ASKED, json!(["running-in-production"]))
            .await?;

        // Left in the middle, by a link and by closing; and come back to.
        tap(&browser, "header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser.back().await?;
        browser
            .expect(ASKED, json!(["security-and-privacy"]))
            .await?;
        browser.expect(CHECKED, "222").await?;
        browser.load("about/").await?;
        browser.open("skills/").await?;
        browser
            .expect(ASKED, json!(["security-and-privacy"]))
            .await?;
        browser.expect(CHECKED, "222").await?;
        browser
            .expect_text(".sentence", "So far, with 3 of 16 scored")
            .await?;
        tap(&browser, ".outcome .btn.main").await?;
        browser
            .expect("document.activeElement.name", "security-and-privacy")
            .await
    })
}

#[test]
fn buttons_to_choose_with_keep_their_size_and_place_on_a_phone() -> Outcome {
    const LOOK: &str = "(() => {
        const labels = [...document.querySelectorAll('.levels label')].filter((label) => label.checkVisibility());
        const boxes = labels.map((label) => label.querySelector('input').getBoundingClientRect());
        const distinct = (values) => [...new Set(values.map(Math.round))];
        return {
            count: labels.length,
            sizes: distinct(boxes.flatMap(({ width, height }) => [width, height])),
            places: distinct(boxes.map(({ left }) => left)),
            low: labels.filter((label) => label.getBoundingClientRect().height < 44).length,
        };
    })()";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        browser.click(".pace button").await?;
        for width in [320, 390] {
            browser.set_width(width).await?;
            let left: i64 = browser
                .get("Math.round(document.querySelector('.levels input').getBoundingClientRect().left)")
                .await?;
            browser
                .expect(
                    LOOK,
                    json!({ "count": 80, "sizes": [24], "places": [left], "low": 0 }),
                )
                .await?;
        }
        Ok(())
    })
}

#[test]
fn the_line_that_stays_in_sight_does_not_lie_over_the_heading() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        score(&browser, "2222222222222222").await?;
        browser.click(".pace button").await?;
        browser.click(".so-far .pager .main").await?;
        browser
            .expect("document.activeElement.id", "result")
            .await?;
        browser.set_width(390).await?;
        // As somebody sees it who scrolls down from the result.
        browser
            .run::<Value>(
                "const heading = document.getElementById('questions').getBoundingClientRect();
                window.scrollBy({ top: heading.bottom + 4 - innerHeight, behavior: 'instant' });
                return null;",
            )
            .await?;
        browser.expect_in_view("questions").await?;
        browser
            .expect(
                "(() => { const box = document.getElementById('questions').getBoundingClientRect(); return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.id; })()",
                "questions",
            )
            .await
    })
}

#[test]
fn an_address_of_a_skill_shows_its_question() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/#delegation").await?;
        browser.expect(ASKED, json!(["delegation"])).await?;
        browser.expect_in_view("delegation").await?;
        browser.open("skills/#history").await?;
        expect_shown(&browser, "#history", true).await
    })
}

/// Firefox puts back what stood in the fields of a page that is loaded again.
#[test]
fn what_a_browser_puts_back_into_the_fields_does_not_win_over_what_is_stored() -> Outcome {
    in_browser(
        Engine::Firefox,
        &json!({}),
        "/repo/",
        async |browser, _host| {
            browser.open("skills/").await?;
            browser.click(".pace button").await?;
            for skill in ["system-design", "delegation"] {
                browser
                    .click(&format!("#{skill} label:nth-child(4) input"))
                    .await?;
            }
            browser.expect(CHECKED, "33").await?;
            // As another tab has left it.
            let store = format!(
                "localStorage.setItem('{PREFIX}draft', '{{\"levels\":\"system-design:1\",\"schema\":1}}'); return null;"
            );
            browser.run::<Value>(&store).await?;
            browser.reload().await?;
            browser.expect(CHECKED, "1").await?;
            browser.expect_text("#skills-progress", "1 of 16").await
        },
    )
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
                "#skills-error",
                "Your answers are not saved: this browser does not let the site store anything.",
            )
            .await?;
        score(&browser, "2222222222222222").await?;
        browser.click(".so-far .btn:not(.main)").await?;
        expect_row(&browser, "Delegation", &["2 solid", "3 leads"]).await?;
        browser.click(".outcome .calls .btn").await?;
        browser
            .expect("document.querySelectorAll('.kept li').length", 1)
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
    // To three decimals, as shifts are told: a tenth of a pixel of a border is less.
    const SHIFTED: &str =
        "new Promise((done) => setTimeout(() => done(Number(window.shifted.toFixed(3))), 200))";
    in_chromium_alone("/repo/", async |browser, _host| {
        browser.before_every_page(WATCH).await?;
        for width in [1280, 320] {
            browser.set_width(width).await?;
            for page in ["skills/", "skills/#delegation"] {
                browser.load("about/").await?;
                browser.open(page).await?;
                browser.expect_text("#skills-progress", "0 of 16").await?;
                if page.contains('#') {
                    // The browser may paint the first question before it knows which one the link
                    // names; below it, what is left of the window moves by the difference.
                    let shift: f64 = browser.get(SHIFTED).await?;
                    assert!(shift < 0.01, "{page} at {width} px: {shift}");
                } else {
                    browser.expect(SHIFTED, 0).await?;
                }
            }
        }
        score(&browser, "2222222222222222").await?;
        for (width, page, seen) in [
            (1280, "skills/", "16 of 16"),
            (320, "skills/", "16 of 16"),
            (1280, "skills/#rate=AQAAAAdLaW2Ztrg", "0 of 16"),
            (320, "skills/#rate=AQAAAAdLaW2Ztrg", "0 of 16"),
            (320, "skills/#agreed=cut", "16 of 16"),
        ] {
            browser.set_width(width).await?;
            browser.load("about/").await?;
            browser.open(page).await?;
            browser.expect_text("#skills-progress", seen).await?;
            browser.expect(SHIFTED, 0).await?;
        }
        Ok(())
    })
}
