//! The plan at a glance: what it shows of itself, counts, and finds.

use super::{all_rows, by_step, press};
use crate::harness::{Browser, Outcome, in_chromium};
use crate::tabs::UNFOLD;
use serde_json::{Value, json};

#[test]
fn the_default_plan_is_short_for_eyes_and_for_the_tab_key() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.set_screen(390, 844).await?;
        browser.open("roadmap/").await?;
        let (stops, screens): (usize, f64) = browser
            .get("[[...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter((part) => !part.disabled && part.tabIndex >= 0 && part.checkVisibility({ visibilityProperty: true })).length, document.documentElement.scrollHeight / 844]")
            .await?;
        assert!(stops <= 60, "{stops} tab stops");
        assert!(screens <= 5.0, "{screens} screens");
        Ok(())
    })
}

/// At 400 % the strip took half of the window.
#[test]
fn in_a_low_window_the_strip_goes_with_the_page() -> Outcome {
    const POSITION: &str = "getComputedStyle(document.querySelector('.strip')).position";
    in_chromium("/repo/", async |browser, _host| {
        browser.set_screen(390, 844).await?;
        browser.open("roadmap/").await?;
        browser.expect(POSITION, "sticky").await?;
        browser.set_screen(320, 256).await?;
        browser.expect(POSITION, "static").await
    })
}

#[test]
fn every_step_has_its_own_number() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let painted = browser.painted_before("SUMMARY").await?;
        let is_number = |text: &&String| text.parse::<u32>().is_ok();
        let numbers: Vec<&String> = painted.iter().filter(is_number).collect();
        assert_eq!(numbers, ["1", "2", "3", "4"], "{painted:?}");
        Ok(())
    })
}

#[test]
fn progress_is_counted_for_the_plan_and_for_each_step() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let all = all_rows(&browser).await?;
        let in_step: usize = browser
            .get("document.querySelectorAll('#step-degree .task').length")
            .await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect_text(".strip .progress", &format!("1 of {all} done"))
            .await?;
        browser
            .expect_text(
                "#step-degree > summary .meta",
                &format!("1 of {in_step} done"),
            )
            .await?;
        browser
            .type_into("#add-degree", "<b>Mine</b> & \"yours\"\u{e007}")
            .await?;
        browser
            .expect_text(".strip .progress", &format!("1 of {} done", all + 1))
            .await?;
        // What a person writes is text, whatever it looks like.
        browser
            .expect(
                "document.querySelector('#step-degree .task:last-child .title').textContent",
                "<b>Mine</b> & \"yours\"",
            )
            .await?;
        browser
            .expect("document.getElementById('add-degree').value", "")
            .await?;
        // An empty one is no item.
        browser.type_into("#add-degree", "   \u{e007}").await?;
        browser.click("#tick-choose-a-route").await?;
        browser
            .expect_text(".strip .progress", &format!("0 of {} done", all + 1))
            .await
    })
}

/// The list of steps stood there and did nothing: a test of the filter alone had asked it.
#[test]
fn each_control_of_the_filter_narrows_what_is_shown_and_show_all_takes_them_back() -> Outcome {
    const SHOWN: &str = "[...document.querySelectorAll('.task')].filter((item) => item.checkVisibility()).map((item) => item.id)";
    async fn choose(browser: &Browser, name: &str, option: &str) -> Outcome {
        let script = "const list = [...document.querySelectorAll('.filters select')].find((list) => list.labels[0].textContent.startsWith(arguments[0]));
            list.value = [...list.options].find((option) => option.textContent.trim() === arguments[1]).value;
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return null;";
        let arguments = vec![json!(name), json!(option)];
        browser.run_with::<Value>(script, arguments).await.map(drop)
    }
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        for id in ["tool-fluency", "lead-a-design"] {
            browser.click(&format!("#tick-{id}")).await?;
            browser.expect_ticked(id).await?;
        }
        browser.run::<Value>(UNFOLD).await?;
        let all: Vec<String> = browser.get(SHOWN).await?;
        let in_skills: Vec<String> = browser
            .get("[...document.querySelectorAll('#step-skills .task')].map((item) => item.id)")
            .await?;
        assert!(in_skills.len() > 2 && in_skills.len() < all.len());
        press(&browser, ".controls", "Filter").await?;
        press(&browser, ".controls .menu-list", "Filter the plan").await?;
        choose(&browser, "Step", "Develop the skills of a lead").await?;
        browser.expect(SHOWN, json!(in_skills)).await?;
        choose(&browser, "Status", "Done").await?;
        browser.expect(SHOWN, json!(["item-lead-a-design"])).await?;
        press(&browser, ".filters", "Show all").await?;
        browser.expect(SHOWN, json!(all)).await
    })
}

#[test]
fn a_filter_finds_every_spelling_and_says_when_nothing_fits() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        browser
            .type_into(
                "#add-skills",
                "The quokka’s café is non\u{2011}blocking\u{e007}",
            )
            .await?;
        press(&browser, ".controls", "Filter").await?;
        press(&browser, ".controls .menu-list", "Filter the plan").await?;
        for text in ["quokka's", "CAFE", "non-blocking"] {
            browser.replace_text("#filter", text).await?;
            browser
                .expect("[...document.querySelectorAll('.task')].filter((item) => item.checkVisibility()).length", 1)
                .await?;
        }
        browser.replace_text("#filter", "nothing like this").await?;
        browser
            .expect_text(".panel .note", "No milestone fits the filter.")
            .await?;
        press(&browser, ".filters", "Show all").await?;
        browser
            .expect("document.querySelectorAll('.task').length > 20", true)
            .await
    })
}

#[test]
fn a_link_to_a_milestone_opens_what_it_is_folded_in() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/#item-own-a-subsystem").await?;
        browser.expect_in_view("item-own-a-subsystem").await?;
        browser.click("#tick-own-a-subsystem").await?;
        browser.load("about/").await?;
        browser.open("roadmap/#item-own-a-subsystem").await?;
        browser.expect_in_view("item-own-a-subsystem").await?;
        browser.load("about/").await?;
        browser.open("roadmap/#time").await?;
        browser
            .expect(
                "document.getElementById('time').parentElement.hidden",
                false,
            )
            .await?;
        browser
            .expect_text("#time-window", "Answer the questions above")
            .await
    })
}
