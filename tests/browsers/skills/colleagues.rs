//! Colleagues rate by links, and something is agreed with them.

use super::{CHECKED, PREFIX, expect_row, expect_shown, score};
use crate::harness::{Browser, CATCH_FILES, Failure, Outcome, in_chromium, in_chromium_beside};
use serde_json::{Value, json};

/// What is on the clipboard is not for tests to read: what is copied is kept in the page.
const KEEP_COPIES: &str =
    "navigator.clipboard.writeText = async (text) => { window.copied = text; };";

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
        in_chromium_beside("/repo/", async |colleague, _host| {
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
        in_chromium_beside("/repo/", async |colleague, _host| {
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
