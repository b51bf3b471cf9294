//! A plan is shared by a link, and what becomes of links on their way.

use super::{KEPT, OPEN_TAB, SAID, SHARE, add, all_rows, by_step, open_tab, press};
use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::{Value, json};

const OWN_PLANS: &str = "Object.keys(localStorage).filter((key) => /plan:[^:]+$/.test(key) && !/open-plan/.test(key)).length";

/// Opens the plan with this name.
async fn open_plan(browser: &Browser, name: &str) -> Outcome {
    open_tab(browser, SHARE).await?;
    browser.expect_there("#plans ~ label select").await?;
    browser
        .run_with::<Value>(
            "const menu = document.querySelector('#plans ~ label select'); menu.value = [...menu.options].find((option) => option.text === arguments[0]).value; menu.dispatchEvent(new Event('change', { bubbles: true })); return null;",
            vec![json!(name)],
        )
        .await?;
    browser
        .expect_text(SAID, &format!("The plan “{name}” is open."))
        .await?;
    open_tab(browser, "Plan").await
}

#[test]
fn without_a_selection_the_way_to_one_is_offered() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/#take-along").await?;
        browser.expect_there("#share ~ form select").await?;
        browser
            .run::<Value>("const menu = document.querySelector('#share ~ form select'); menu.value = '1'; menu.dispatchEvent(new Event('change', { bubbles: true })); return null;")
            .await?;
        press(&browser, OPEN_TAB, "Make the link").await?;
        press(&browser, OPEN_TAB, "Select some in the plan").await?;
        browser.expect("document.activeElement.id", "plan").await?;
        browser
            .expect_text(".selection", "Select milestones by their boxes.")
            .await?;
        // Nothing can be done with nothing.
        browser
            .expect(
                "[...document.querySelectorAll('.selection button')].map((button) => button.disabled)",
                json!([true, true, true, true, false]),
            )
            .await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_text(".selection", "1 selected").await?;
        browser
            .expect(
                "document.querySelectorAll('.selection button:disabled').length",
                0,
            )
            .await
    })
}

#[test]
fn what_runs_from_the_right_makes_no_page_wider_than_the_window() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        add(
            &browser,
            "קראו שיר אחד: עברית ו-English בשורה אחת, ואז ספרו עליו לכולם",
        )
        .await?;
        open_tab(&browser, SHARE).await?;
        press(&browser, OPEN_TAB, "Make the link").await?;
        let link: String = browser
            .get("document.getElementById('share-link').value.split('#')[1]")
            .await?;
        browser.set_width(390).await?;
        browser.open(&["roadmap/#", &link].concat()).await?;
        browser
            .expect_text("#incoming .shared-plan", "עברית")
            .await?;
        browser
            .expect(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth",
                true,
            )
            .await
    })
}

#[test]
fn a_link_shows_a_plan_and_touches_nothing_until_it_is_saved() -> Outcome {
    let (mut link, mut all) = (String::new(), String::new());
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        add(&browser, "Talk to Max about <b>the rota</b>").await?;
        let count = all_rows(&browser).await?;
        all = format!("{count} milestones");
        open_tab(&browser, SHARE).await?;
        press(&browser, OPEN_TAB, "Make the link").await?;
        browser
            .expect_text(OPEN_TAB, &format!("Link to {all}"))
            .await?;
        link = browser
            .get("document.getElementById('share-link').value")
            .await?;
        assert!(link.len() < 600, "{link}");

        // Nothing chosen is not everything chosen.
        browser
            .run::<Value>("const menu = document.querySelector('#share ~ form select'); menu.value = '1'; menu.dispatchEvent(new Event('change', { bubbles: true })); return null;")
            .await?;
        press(&browser, OPEN_TAB, "Make the link").await?;
        browser
            .expect_text(OPEN_TAB, "No milestone is selected")
            .await
    })?;
    let page = ["roadmap/#", link.split('#').nth(1).unwrap_or_default()].concat();
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        add(&browser, "Mine alone").await?;
        let before: String = browser.get(KEPT).await?;

        // A link that was cut.
        browser.load("about/").await?;
        browser.open(&page[..page.len() - 30]).await?;
        browser
            .expect_text("#incoming", "This link was cut off on its way")
            .await?;
        press(&browser, "#incoming", "Close").await?;
        browser
            .expect("document.getElementById('incoming').textContent", "")
            .await?;

        browser.load("about/").await?;
        browser.open(&page).await?;
        browser.expect_text("#incoming", &all).await?;
        browser
            .expect_text("#incoming", "Talk to Max about <b>the rota</b>")
            .await?;
        browser
            .expect(
                "document.querySelectorAll('#incoming b, #incoming input').length",
                0,
            )
            .await?;
        browser.expect(KEPT, before).await?;
        // It is not named after what every plan is called.
        browser
            .expect(
                "document.querySelector('#incoming h2').textContent",
                "A plan that somebody shared",
            )
            .await?;
        press(&browser, "#incoming", "Keep a copy").await?;
        browser
            .expect_text(
                SAID,
                "Kept as a plan of its own, “Shared plan”. Yours is under",
            )
            .await?;
        browser.expect("document.activeElement.id", "plan").await?;
        by_step(&browser).await?;
        browser
            .expect_text("#step-skills .items", "Talk to Max")
            .await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.expect(OWN_PLANS, 2).await?;
        browser.reload().await?;
        browser
            .expect("document.getElementById('incoming').textContent", "")
            .await?;
        browser.expect_text(".plan", "Talk to Max").await?;
        open_plan(&browser, "My plan").await?;
        browser.expect_text(".plan", "Mine alone").await
    })
}

#[test]
fn whoever_has_no_plan_is_not_asked_about_the_one_that_is_shared() -> Outcome {
    const QUESTIONS: &str = "getComputedStyle(document.querySelector('.beginning')).display";
    const STEPS: &str =
        "[...document.querySelectorAll('.step:not([hidden])')].map((step) => step.id)";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/#share").await?;
        browser.expect_there("#share ~ form select").await?;
        browser
            .run::<Value>("const menu = document.querySelector('#share ~ form select'); menu.value = [...menu.options].at(-1).value; menu.dispatchEvent(new Event('change', { bubbles: true })); return null;")
            .await?;
        press(&browser, OPEN_TAB, "Make the link").await?;
        browser.expect_there("#share-link").await?;
        let link: String = browser
            .get("document.getElementById('share-link').value.split('#')[1]")
            .await?;
        browser.load("about/").await?;
        browser.open("roadmap/").await?;
        browser.expect(QUESTIONS, "block").await?;
        browser.load("about/").await?;
        browser.open(&format!("roadmap/#{link}")).await?;
        browser
            .expect_text("#incoming", "A plan that somebody shared")
            .await?;
        browser.expect(QUESTIONS, "none").await?;
        press(&browser, "#incoming", "Keep a copy").await?;
        browser
            .expect_text(SAID, "Kept as a plan of its own, “Shared plan”.")
            .await?;
        browser
            .expect(
                &format!("document.querySelector('{SAID}').textContent.includes('Yours')"),
                false,
            )
            .await?;
        // What the copy was made without is not shown empty.
        by_step(&browser).await?;
        let steps: usize = browser.get(&format!("{STEPS}.length")).await?;
        assert_eq!(steps, 1);
        browser
            .expect(
                "document.querySelector('.plan').innerText.includes('0 of 0')",
                false,
            )
            .await
    })
}

/// Chat programs encode the hash sign, also twice, and take the full stop of a sentence for a part of
/// the link.
#[test]
fn a_link_survives_what_chat_programs_do_to_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        for end in [
            "#item-own-a-subsystem.",
            "%23item-own-a-subsystem",
            "%2523item-own-a-subsystem)",
        ] {
            browser.load("about/").await?;
            browser.load(&format!("roadmap/{end}")).await?;
            browser.expect_in_view("item-own-a-subsystem").await?;
        }
        browser.load("about/").await?;
        browser.load("roadmap/%23add%3Dsystem-design.3.").await?;
        browser
            .expect_text("#incoming", "System design: reach “leads”")
            .await?;
        browser.forgive(&["404"]).await
    })
}
