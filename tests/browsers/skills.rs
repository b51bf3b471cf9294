//! The self-assessment: score, see the result first, compare with the past, ask colleagues, agree with
//! them, choose what to work on.

use crate::driver::Engine;
use crate::harness::{
    Browser, CATCH_FILES, Failure, Outcome, in_browser, in_chromium, in_chromium_alone,
};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

const PREFIX: &str = "tech-lead-guide:skills:";
const CHECKED: &str =
    "[...document.querySelectorAll('.skill input:checked')].map((radio) => radio.value).join('')";
/// The skills whose questions can be seen.
const ASKED: &str = "[...document.querySelectorAll('.skill')].filter((one) => one.checkVisibility()).map((one) => one.id)";
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
        "[...{}.querySelectorAll('td:not(.drawn, [hidden])')].map((cell) => cell.textContent)",
        row(skill)
    );
    browser.expect(&values, json!(cells)).await
}

/// Presses a digit for each skill, starting with the first one.
async fn score(browser: &Browser, digits: &str) -> Outcome {
    browser.run::<Value>(
        "document.querySelector('.one-by-one') && document.querySelector('.pace button').click(); return null;",
    ).await?;
    browser
        .expect("!!document.querySelector('.one-by-one')", false)
        .await?;
    browser
        .run::<Value>("document.querySelector('.skill input').focus(); return null;")
        .await?;
    for digit in digits.chars() {
        browser.press(digit.to_string()).await?;
    }
    browser.expect(CHECKED, digits).await
}

async fn expect_shown(browser: &Browser, css: &str, shown: bool) -> Outcome {
    browser
        .expect(
            &format!("document.querySelector({}).checkVisibility()", json!(css)),
            shown,
        )
        .await
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

#[test]
fn two_colleagues_rate_blind_and_what_is_agreed_goes_to_one_of_them_by_links_only() -> Outcome {
    // Three profiles and more: what another browser knows is the link, and nothing else.
    in_chromium("/repo/", async |asker, _host| {
        asker.before_every_page(KEEP_COPIES).await?;
        asker.before_every_page(CATCH_FILES).await?;
        asker.open("skills/").await?;
        // Its part comes when the browser has nothing else to do.
        asker
            .expect(
                "document.querySelector('#asker')?.checkVisibility({ visibilityProperty: true })",
                true,
            )
            .await?;
        asker.type_into("#asker", "Kim <b>").await?;
        asker.click(".asking .btn.main").await?;
        let ask = asker.take("copied").await?;
        let question = ask.split('#').nth(1).unwrap_or_default().to_owned();
        let first = rated_by_a_colleague(&question, "22222022222222")?;
        let second = rated_by_a_colleague(&question, "22222123222222")?;

        // Opened in the tab that is there, where only the fragment changes.
        asker.load(&format!("skills/#{first}")).await?;
        asker
            .expect_text(".arrival", "A colleague has rated you in 14 skills.")
            .await?;
        asker.expect("document.activeElement.id", "arrival").await?;
        asker.expect_in_view("arrival").await?;
        asker
            .expect(
                "document.querySelector('.arrival').textContent.includes('not asked')",
                false,
            )
            .await?;
        asker.click(".arrival .btn.main").await?;
        asker.expect_page("skills/").await?;
        asker
            .expect(
                "document.getElementById('colleagues').parentElement.innerText.includes('once you have scored all skills yourself')",
                true,
            )
            .await?;
        expect_shown(&asker, "#together", false).await?;
        score(&asker, "2222222222222222").await?;
        asker.load(&format!("skills/#{second}")).await?;
        asker.click(".arrival .btn.main").await?;

        // Both are in: side by side, the largest difference first.
        let order = "[...document.querySelectorAll('.together h4')].slice(0, 2).map((title) => title.textContent)";
        asker
            .expect(order, json!(["Delegation", "Feedback and conflict"]))
            .await?;
        asker
            .expect_text(
                ".together li",
                "You 2 solid · colleagues 0 not yet, 1 aware · they see you 1½ lower",
            )
            .await?;
        expect_row(&asker, "Delegation", &["2 solid", "3 leads", "0, 1"]).await?;
        expect_row(&asker, "Own time", &["2 solid", "2 solid", "not seen"]).await?;

        // The same link adds nothing a second time.
        asker.load(&format!("skills/#{first}")).await?;
        asker.click(".arrival .btn.main").await?;
        asker
            .expect_text(".toast", "This rating is here already.")
            .await?;
        let ratings = format!(
            "Object.keys(localStorage).filter((key) => key.startsWith('{PREFIX}rating:')).length"
        );
        asker.expect(&ratings, 2).await?;

        agree(&asker).await?;
        asker.click(".together ~ div .take-along .btn").await?;
        let link = asker.take("copied").await?;
        let agreed = link.split('#').nth(1).unwrap_or_default().to_owned();
        asker
            .click(".together ~ div .take-along .btn:last-child")
            .await?;
        let file = asker.take("saved").await?;
        assert!(
            file.contains(
                "| Delegation | 2 solid | 0, 1 | 1 aware | Hands over the import. | 1 Feb 2027 |"
            ),
            "{file}"
        );
        asker.click(".together ~ div .btn.main").await?;
        asker
            .expect_text(".kept li", "Agreed with colleagues on ")
            .await?;
        asker
            .expect(
                &format!("JSON.parse(localStorage.getItem('{PREFIX}snapshot:1')).joint[0].note"),
                "Hands over the import.",
            )
            .await?;
        // Nothing is lost when the page is left.
        asker.reload().await?;
        asker
            .expect(
                "document.getElementById('agreed-sentence-delegation').value",
                "Hands over the import.",
            )
            .await?;
        asker
            .expect(
                "document.getElementById('agreed-level-delegation').value",
                "1",
            )
            .await?;
        asker
            .expect(
                "document.getElementById('agreed-day-delegation').value",
                "2027-02-01",
            )
            .await?;
        read_by_a_colleague(&agreed)
    })
}

/// Agrees on the first row: a level, a sentence, a date.
async fn agree(asker: &Browser) -> Outcome {
    asker
        .click("#agreed-level-delegation option[value='1']")
        .await?;
    asker
        .type_into("#agreed-sentence-delegation", "Hands over the import.")
        .await?;
    asker
        .run::<Value>(
            "const day = document.getElementById('agreed-day-delegation');
            day.value = '2027-02-01';
            day.dispatchEvent(new Event('change', { bubbles: true }));
            return null;",
        )
        .await?;
    asker.expect_text(".together ~ .meta", "1 agreed.").await
}

/// In a profile of its own, which has a runtime of its own.
fn in_another_profile<T: Send + 'static>(
    visit: impl FnOnce() -> Outcome<T> + Send + 'static,
) -> Outcome<T> {
    std::thread::spawn(visit)
        .join()
        .map_err(|_| Failure::new("the colleague's visit panicked"))?
}

/// The answer that a colleague with a score of their own gives to a question, as a fragment.
fn rated_by_a_colleague(question: &str, digits: &'static str) -> Outcome<String> {
    let question = question.to_owned();
    in_another_profile(move || {
        let mut answer = String::new();
        in_chromium("/repo/", async |colleague, _host| {
            colleague.before_every_page(KEEP_COPIES).await?;
            colleague.open("skills/").await?;
            score(&colleague, "44").await?;
            colleague.load(&format!("skills/#{question}")).await?;
            colleague
                .expect_text("h1", "What do you see Kim <b> do?")
                .await?;
            // It came into a page that was open: it begins at its beginning.
            colleague
                .expect("document.activeElement.id", "assessment")
                .await?;
            colleague
                .expect("document.title", "What do you see Kim <b> do?")
                .await?;
            colleague.expect(CHECKED, "-".repeat(16)).await?;
            expect_shown(&colleague, ".outcome", false).await?;
            expect_shown(&colleague, "#colleagues", false).await?;
            colleague
                .run::<Value>("document.querySelector('.skill input').focus(); return null;")
                .await?;
            for digit in digits.chars() {
                colleague.press(digit.to_string()).await?;
            }
            colleague
                .expect_text("#skills-progress", "14 of 16 rated.")
                .await?;
            colleague.reload().await?;
            colleague.expect(CHECKED, format!("{digits}--")).await?;
            colleague.click("#send ~ .controls .btn").await?;
            let link = colleague.take("copied").await?;
            answer = link.split('#').nth(1).unwrap_or_default().to_owned();
            // Their own score is still theirs.
            colleague.load("about/").await?;
            colleague.open("skills/").await?;
            colleague.expect(CHECKED, "44").await
        })?;
        Ok(answer)
    })
}

/// One who has no assessment and opens the link with what was agreed.
fn read_by_a_colleague(agreed: &str) -> Outcome {
    let agreed = agreed.to_owned();
    in_another_profile(move || {
        in_chromium("/repo/", async |colleague, _host| {
            colleague.before_every_page(KEEP_COPIES).await?;
            colleague.open(&format!("skills/#{agreed}")).await?;
            colleague
                .expect_text("h1", "What was agreed: the skills of Kim <b>")
                .await?;
            colleague
                .expect_text(
                    ".agreed li",
                    "Own score 2 solid · colleagues 0 not yet, 1 aware",
                )
                .await?;
            colleague
                .expect_text(
                    ".agreed li p",
                    "Agreed: 1 aware. Hands over the import. Look again on 1 Feb 2027.",
                )
                .await?;
            for hidden in [".questions", ".outcome", "#colleagues"] {
                expect_shown(&colleague, hidden, false).await?;
            }
            colleague
                .expect(
                    "Object.keys(localStorage).filter((key) => key.includes(':skills:')).length",
                    0,
                )
                .await?;
            // A part of it is missing.
            colleague.load("about/").await?;
            colleague
                .open(&format!("skills/#{}", &agreed[..agreed.len() - 9]))
                .await?;
            colleague
                .expect_text(".arrival", "This link is damaged")
                .await
        })
    })
}

#[test]
fn a_damaged_link_says_so_changes_nothing_and_can_be_pasted_whole() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("skills/").await?;
        score(&browser, "12").await?;
        for link in [
            "rate=AQAAAAdLaW2Ztr",
            "rated=AQAAAAdLaW2Ztrg",
            "rated=",
            "agreed=AQ",
        ] {
            browser.load("about/").await?;
            browser.open(&format!("skills/#{link}")).await?;
            browser
                .expect_text(".arrival", "This link is damaged")
                .await?;
            browser.expect(CHECKED, "12").await?;
        }
        let stored = "Object.keys(localStorage).filter((key) => key.includes(':skills:')).length";
        browser.expect(stored, 2).await?;
        // As a mail has wrapped it.
        browser
            .run_with::<Value>(
                "const field = document.getElementById('skills-paste-link');
                field.value = arguments[0];
                field.dispatchEvent(new Event('input', { bubbles: true }));
                return null;",
                vec![json!(
                    "See https://example.org/skills/#rate=AQAAAAdL aW2Ztrg. Kim"
                )],
            )
            .await?;
        browser.click(".arrival .labelled + p .btn").await?;
        browser.expect_text("h1", "What do you see Kim do?").await?;
        browser.reload().await?;
        browser.expect_text("h1", "What do you see Kim do?").await?;

        browser.load("about/").await?;
        browser.open("skills/#rated=cut").await?;
        browser.click(".arrival > p:last-child .btn").await?;
        browser.expect_page("skills/").await?;
        browser
            .expect("document.querySelector('.arrival').textContent", "")
            .await?;
        browser.expect(CHECKED, "12").await?;
        browser.expect(stored, 2).await
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
