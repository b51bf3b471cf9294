//! The questions with which a plan begins.

use super::{SAID, UNDO, all_rows, expect_focus, press};
use crate::harness::{Outcome, in_chromium};
use serde_json::json;

#[test]
fn a_few_taps_lead_to_a_plan_with_a_finish_window_and_one_undo_back() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let all = all_rows(&browser).await?;
        press(&browser, ".beginning", "Answer the questions").await?;
        expect_focus(&browser, "triage").await?;
        press(&browser, ".beginning > fieldset:nth-of-type(1)", "Yes").await?;
        press(&browser, ".beginning > fieldset:nth-of-type(2)", "Skip").await?;
        press(&browser, ".beginning > fieldset:last-of-type", "3").await?;
        press(&browser, ".beginning", "Show my plan").await?;
        // Five taps so far.
        browser.expect_text(SAID, "Your plan has").await?;
        browser.expect_text(".strip .progress", "finish ").await?;
        browser
            .expect_text(".strip .progress", "at 3 h a week")
            .await?;
        browser
            .expect("document.querySelectorAll('.next-step').length", 1)
            .await?;
        browser
            .expect("document.querySelector('.next-step').closest('.task') === document.querySelector('.group .task')", true)
            .await?;
        browser
            .expect("document.activeElement.tagName", "SUMMARY")
            .await?;
        browser
            .expect(
                "document.getElementById('tick-choose-a-route').checked",
                true,
            )
            .await?;
        browser.click(UNDO).await?;
        browser
            .expect_text(".strip .progress", &format!("0 of {all} done"))
            .await?;
        browser.reload().await?;
        browser
            .expect("document.querySelector('.beginning').hidden", true)
            .await
    })
}

/// Seen with the first gap that was put on the plan: the questions went, and a finish in seven years came.
#[test]
fn the_questions_stay_until_they_are_answered_or_skipped() -> Outcome {
    const QUESTIONS: &str = "document.querySelector('.beginning').checkVisibility()";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/#add=delegation.3").await?;
        press(&browser, "#incoming", "Add it").await?;
        browser.expect_text(SAID, "is added").await?;
        browser.expect(QUESTIONS, true).await?;
        browser
            .expect_text(".strip .progress", "answer the questions")
            .await?;
        browser
            .expect(
                "document.querySelector('.strip .progress').textContent.includes('finish 2')",
                false,
            )
            .await?;
        // A load later, and before the app is there.
        browser.load("about/").await?;
        browser.open("roadmap/").await?;
        browser.expect(QUESTIONS, true).await?;
        browser
            .expect("document.documentElement.dataset.asked", "")
            .await?;
        // What was added is to be done now.
        browser
            .expect(
                "document.querySelector('.group .task').id",
                "item-own-skill-delegation-3",
            )
            .await?;
        press(&browser, ".beginning", "Skip this").await?;
        browser.expect(QUESTIONS, false).await?;
        browser
            .expect_text(SAID, "The questions are skipped.")
            .await?;
        expect_focus(&browser, "plan").await?;
        browser.expect_text(".strip .progress", "finish ").await?;
        browser.reload().await?;
        browser.expect_text(".strip .progress", "finish ").await?;
        browser.expect(QUESTIONS, false).await
    })
}

#[test]
fn questions_that_are_skipped_before_there_is_a_plan_do_not_come_back_with_it() -> Outcome {
    const HIDDEN: &str = "document.querySelector('.beginning').hidden";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        press(&browser, ".beginning", "Skip this").await?;
        browser.open("roadmap/#add=delegation.3").await?;
        press(&browser, "#incoming", "Add it").await?;
        browser.expect_text(".strip .progress", "finish ").await?;
        browser.expect(HIDDEN, true).await?;
        browser.reload().await?;
        browser.expect_text(".strip .progress", "finish ").await?;
        browser.expect(HIDDEN, true).await
    })
}

#[test]
fn whoever_has_scored_all_skills_is_not_told_to_score_them() -> Outcome {
    const LEVELS: &str = "system-design:2 code-review:2 running-in-production:2 security-and-privacy:2 decision-making:2 delegation:2 growing-others:2 feedback-and-conflict:2 communication:2 hiring-and-onboarding:2 slicing-and-planning:2 forecasting-and-risk:2 product-and-stakeholders:2 flow-and-debt:2 time-and-energy:2 machine-written-code:2";
    let store = format!(
        "localStorage.setItem('tech-lead-guide:skills:draft', {}); return null;",
        json!(json!({ "levels": LEVELS, "schema": 1 }).to_string())
    );
    in_chromium("/repo/", async |browser, _host| {
        browser.open("about/").await?;
        browser.run::<()>(&store).await?;
        browser.open("roadmap/").await?;
        press(&browser, ".beginning", "Answer the questions").await?;
        press(&browser, ".beginning > fieldset:nth-of-type(1)", "Yes").await?;
        press(&browser, ".beginning > fieldset:nth-of-type(2)", "Yes").await?;
        press(&browser, ".beginning", "Show my plan").await?;
        // The third step is had in part, as it was proposed.
        browser.expect_ticked("skills-baseline").await?;
        browser
            .run::<()>("document.getElementById('tick-skills-baseline').click(); return null;")
            .await?;
        browser
            .expect_text(".next-step", "You have scored all sixteen skills")
            .await
    })
}

#[test]
fn in_part_asks_for_each_milestone() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        press(&browser, ".beginning", "Answer the questions").await?;
        press(&browser, ".beginning > fieldset:nth-of-type(1)", "In part").await?;
        press(&browser, ".in-part fieldset:nth-of-type(1)", "Yes").await?;
        press(&browser, ".in-part fieldset:nth-of-type(2)", "Skip").await?;
        press(&browser, ".beginning", "Show my plan").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect_text("#item-computer-science-base .due", "skipped")
            .await?;
        browser
            .expect(
                "document.getElementById('tick-tool-fluency').checked",
                false,
            )
            .await
    })
}
