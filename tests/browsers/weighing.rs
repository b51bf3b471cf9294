//! What else stands on the comparison's page: weighing, answers in a link, the kind of job, and what
//! can be taken along.

use crate::harness::{Browser, CATCH_FILES, Outcome, in_chromium};
use serde_json::{Value, json};

const RESULT: &str = "[data-leaning]";

/// Says the same of every row of one side.
async fn answer_all(browser: &Browser, owner: &str, feeling: &str) -> Outcome {
    browser
        .run::<Value>(&format!(
            "document.querySelectorAll('tr[data-owner={owner}]').forEach((row) => document.querySelector(`[name=feeling-${{row.id}}][value={feeling}]`).click()); return null;"
        ))
        .await?;
    Ok(())
}

/// From now on what is copied is kept in `window.copied`.
async fn catch_copies(browser: &Browser) -> Outcome {
    browser
        .run::<Value>("navigator.clipboard.writeText = async (text) => { window.copied = text; }; return null;")
        .await?;
    Ok(())
}

#[test]
fn weighing_gives_a_leaning_that_is_kept_and_can_be_taken_back() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        browser
            .expect("document.querySelector('.weigh')", Value::Null)
            .await?;
        browser
            .expect_text(RESULT, "Not enough answers yet")
            .await?;
        browser.click("[name=weigh]").await?;
        browser
            .click("[name=feeling-coding-time][value=energises]")
            .await?;
        answer_all(&browser, "lead", "energises").await?;
        answer_all(&browser, "manager", "drains").await?;
        browser
            .expect_text(RESULT, "Your answers lean strongly towards technical lead.")
            .await?;
        browser
            .expect_text("[data-said]", "towards technical lead")
            .await?;
        browser
            .click("[name=matters-coding-time] option:nth-child(4)")
            .await?;
        browser
            .click("[name=matters-direct-reports] option:nth-child(4)")
            .await?;
        browser
            .expect_text(RESULT, "Reports, reviews and pay: drains, matters 3 of 3")
            .await?;
        browser
            .expect_text(RESULT, "No single answer changes this")
            .await?;
        browser
            .type_into("[name=note-coding-time]", "=ask Ada")
            .await?;
        browser
            .expect("JSON.parse(localStorage.getItem('tech-lead-guide:compare:weight:coding-time'))", json!({ "schema": 1, "row": "coding-time", "feeling": "energises", "matters": 3, "note": "=ask Ada" }))
            .await?;

        browser.reload().await?;
        browser
            .expect_text(RESULT, "strongly towards technical lead")
            .await?;
        browser
            .expect("[document.querySelector('[name=note-coding-time]').value, document.querySelector('[name=matters-coding-time]').value, document.querySelector('[name=feeling-coding-time]:checked').value]", json!(["=ask Ada", "3", "energises"]))
            .await?;

        browser.click("[data-act=clear]").await?;
        browser
            .expect_text(RESULT, "Not enough answers yet")
            .await?;
        browser
            .expect(
                "Object.keys(localStorage).filter((key) => key.includes('compare:')).length",
                0,
            )
            .await?;
        browser.click(".toast button").await?;
        browser
            .expect_text(RESULT, "strongly towards technical lead")
            .await
    })
}

#[test]
fn somebody_elses_answers_are_shown_and_touch_nothing() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/?weigh=1").await?;
        catch_copies(&browser).await?;
        answer_all(&browser, "lead", "drains").await?;
        answer_all(&browser, "manager", "energises").await?;
        browser
            .type_into("[name=note-hiring]", "I like interviews & coffee")
            .await?;
        browser.click("[name=with-notes]").await?;
        browser.click("[data-act=share]").await?;
        browser.expect_text(".toast", "Link copied").await?;
        let link: String = browser.get("window.copied").await?;
        let fragment = link
            .split_once('#')
            .map_or("", |(_, fragment)| fragment)
            .to_owned();
        assert!(fragment.starts_with("w=1.") && link.len() < 2000, "{link}");

        browser.click("[data-act=clear]").await?;
        answer_all(&browser, "lead", "energises").await?;
        answer_all(&browser, "manager", "neutral").await?;
        browser
            .expect_text(RESULT, "towards technical lead")
            .await?;
        let mine: Value = browser.get("{...localStorage}").await?;

        browser.load("about/").await?;
        browser.open(&format!("compare/#{fragment}")).await?;
        browser
            .expect_text(
                "#shared-weighing",
                "Their answers lean strongly towards engineering manager",
            )
            .await?;
        browser
            .expect_text("#shared-weighing", "I like interviews & coffee")
            .await?;
        browser
            .expect_text(RESULT, "towards technical lead")
            .await?;
        browser
            .expect("document.activeElement.id", "shared-weighing")
            .await?;
        browser.expect("{...localStorage}", mine.clone()).await?;
        browser.click("[data-act=close-shared]").await?;
        browser.expect_page("compare/#weigh").await?;
        browser
            .expect(
                "[document.getElementById('shared-weighing').hidden, {...localStorage}]",
                json!([true, mine]),
            )
            .await?;

        // A link that is cut off is named, and nothing of it is used.
        browser.load("about/").await?;
        browser
            .open(&format!("compare/#{}", &fragment[..fragment.len() - 3]))
            .await?;
        browser.expect_text(".toast", "damaged or cut off").await?;
        browser
            .expect("document.getElementById('shared-weighing').hidden", true)
            .await?;

        browser.load("about/").await?;
        browser.open(&format!("compare/#{fragment}")).await?;
        browser.click("[data-act=copy-shared]").await?;
        browser
            .expect_text(
                RESULT,
                "Your answers lean strongly towards engineering manager",
            )
            .await?;
        browser.click(".toast button").await?;
        browser.expect("{...localStorage}", mine).await
    })
}

#[test]
fn a_job_is_placed_by_what_its_advert_says() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/#which-kind").await?;
        let kinds = "[...document.querySelectorAll('[data-kind]')].filter((kind) => kind.checkVisibility()).length";
        let asks = "[...document.querySelectorAll('[data-ask]')].filter((ask) => ask.checkVisibility()).length";
        browser
            .expect(&format!("[{kinds}, {asks}]"), json!([6, 7]))
            .await?;
        for (question, answer) in [("title", 1), ("reports", 1), ("coding", 3)] {
            browser
                .click(&format!(
                    "label:nth-of-type({answer}) [name=kind-{question}]"
                ))
                .await?;
        }
        browser
            .expect_text(
                "[data-kind-status]",
                "This looks like: A tech lead manager.",
            )
            .await?;
        browser
            .expect(&format!("[{kinds}, {asks}]"), json!([1, 4]))
            .await?;
        browser
            .click("label:nth-of-type(4) [name=kind-reports]")
            .await?;
        browser
            .expect(&format!("[{kinds}, {asks}]"), json!([6, 5]))
            .await
    })
}

#[test]
fn the_table_is_taken_along_as_it_is_shown() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser
            .open("compare/?roles=manager,lead&group=technology&pin=hiring&q=coding")
            .await?;
        catch_copies(&browser).await?;
        browser.run::<()>(CATCH_FILES).await?;
        browser.click("[data-act=markdown]").await?;
        browser
            .expect(
                "window.copied?.split('\\n')[0]",
                "| Dimension | Engineering manager | Technical lead |",
            )
            .await?;
        browser
            .expect(
                "window.copied.split('\\n')[2].startsWith('| Hiring | Owns headcount')",
                true,
            )
            .await?;
        browser
            .expect(
                "window.copied.includes('30–70 % Engineering Ladders')",
                true,
            )
            .await?;

        browser.click("[name=weigh]").await?;
        browser.type_into("[name=note-hiring]", "=1+1").await?;
        browser.click("[name=with-mine]").await?;
        browser.click("[data-act=csv]").await?;
        browser.expect("window.saved?.split('\\r\\n')[0].endsWith('\"Technical lead\",\"My answer\",\"My note\"')", true).await?;
        browser
            .expect(
                "window.saved.split('\\r\\n')[1].endsWith(',\"\\'=1+1\"')",
                true,
            )
            .await?;
        browser.click("[data-act=picture]").await?;
        browser
            .expect("window.saved.startsWith('<svg xmlns=')", true)
            .await
    })
}
