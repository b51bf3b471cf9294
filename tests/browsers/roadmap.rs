//! The roadmap: change, delete, move, take back.

use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;
use thirtyfour::prelude::*;

const UNDO: &str = ".roadmap .controls button:nth-child(1)";
const REDO: &str = ".roadmap .controls button:nth-child(2)";
const ORDER: &str = "[...document.querySelectorAll('#step-degree .task')].map((item) => item.id.replace('item-', ''))";
const MESSAGE: &str = ".toast [role=status]";

async fn expect_focus(browser: &Browser, id: &str) -> Outcome {
    browser.expect("document.activeElement.id", id).await
}

#[test]
fn an_item_is_edited_and_escape_leaves_it_as_it_was() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#edit-choose-a-route").await?;
        expect_focus(&browser, "title-choose-a-route").await?;
        browser
            .replace_text("#title-choose-a-route", "Choose my own route")
            .await?;
        browser
            .replace_text("#note-choose-a-route", "Talk to Ada first\nThen to Grace")
            .await?;
        browser.click("#item-choose-a-route [type=submit]").await?;
        browser
            .expect_text("#item-choose-a-route label", "Choose my own route")
            .await?;
        browser
            .expect_text(
                "#item-choose-a-route .own-note",
                "Talk to Ada first\nThen to Grace",
            )
            .await?;
        expect_focus(&browser, "edit-choose-a-route").await?;

        browser.click("#edit-choose-a-route").await?;
        browser
            .expect(
                "document.getElementById('note-choose-a-route')?.value",
                "Talk to Ada first\nThen to Grace",
            )
            .await?;
        browser
            .replace_text("#title-choose-a-route", "Something else")
            .await?;
        browser.press(TypingData::from(Key::Escape)).await?;
        browser
            .expect_text("#item-choose-a-route label", "Choose my own route")
            .await?;
        expect_focus(&browser, "edit-choose-a-route").await?;

        browser.reload().await?;
        browser
            .expect_text("#item-choose-a-route label", "Choose my own route")
            .await?;
        browser
            .expect_text("#item-choose-a-route .own-note", "Then to Grace")
            .await
    })
}

#[test]
fn a_deleted_item_comes_back_by_undo() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let before: Vec<String> = browser.get(ORDER).await?;
        browser.click("#tick-tool-fluency").await?;
        browser.click("#delete-tool-fluency").await?;
        let without: Vec<&String> = before.iter().filter(|id| *id != "tool-fluency").collect();
        browser.expect(ORDER, json!(without)).await?;
        browser.expect_text(MESSAGE, "is deleted").await?;
        // Focus is not lost with the item.
        expect_focus(&browser, "tick-team-project").await?;

        browser.click(".toast button:not([hidden])").await?;
        browser.expect(ORDER, json!(before)).await?;
        browser.expect_ticked("tool-fluency").await?;
        browser.reload().await?;
        browser.expect(ORDER, json!(before)).await?;
        browser.expect_ticked("tool-fluency").await?;

        browser.click("#delete-tool-fluency").await?;
        browser.expect(ORDER, json!(without)).await?;
        browser.reload().await?;
        browser.expect(ORDER, json!(without)).await
    })
}

#[test]
fn an_item_moves_by_keyboard_and_by_button_and_focus_goes_with_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let before: Vec<String> = browser.get(ORDER).await?;
        let mut moved = before.clone();
        moved.swap(2, 3);
        assert_eq!(before[2], "tool-fluency");

        browser
            .type_into("#tick-tool-fluency", Key::Alt + Key::Down)
            .await?;
        browser.expect(ORDER, json!(moved)).await?;
        browser
            .expect_text(MESSAGE, &format!("is at position 4 of {} in", before.len()))
            .await?;
        expect_focus(&browser, "tick-tool-fluency").await?;

        browser.click(UNDO).await?;
        browser.expect(ORDER, json!(before)).await?;
        browser.expect_text(MESSAGE, "Undone").await?;
        browser.click(REDO).await?;
        browser.expect(ORDER, json!(moved)).await?;
        browser.reload().await?;
        browser.expect(ORDER, json!(moved)).await?;

        browser.click("#up-tool-fluency").await?;
        browser.expect(ORDER, json!(before)).await?;
        expect_focus(&browser, "up-tool-fluency").await?;
        // At the end of a step the way goes on into the next one.
        let last = before.last().map(String::as_str).unwrap_or_default();
        browser.click(&format!("#down-{last}")).await?;
        browser
            .expect(
                "document.querySelector('#step-certification .task').id",
                format!("item-{last}"),
            )
            .await?;
        expect_focus(&browser, &format!("down-{last}")).await?;
        browser.reload().await?;
        browser
            .expect(
                "document.querySelector('#step-certification .task').id",
                format!("item-{last}"),
            )
            .await
    })
}

#[test]
fn progress_is_counted_for_the_plan_and_for_each_step() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let all: usize = browser
            .get("document.querySelectorAll('.task').length")
            .await?;
        let in_step: usize = browser
            .get("document.querySelectorAll('#step-degree .task').length")
            .await?;
        browser.click("label[for=tick-choose-a-route]").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect_text(".progress", &format!("1 of {all} done."))
            .await?;
        browser
            .expect_text("#step-degree .meta", &format!("1 of {in_step} done"))
            .await?;
        browser
            .type_into("#add-degree", "<b>Mine</b> & \"yours\"\u{e007}")
            .await?;
        browser
            .expect_text(".progress", &format!("1 of {} done.", all + 1))
            .await?;
        // What a person writes is text, whatever it looks like.
        browser
            .expect(
                "document.querySelector('#step-degree .task:last-child label').textContent",
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
            .expect_text(
                ".progress",
                &format!("{} milestones in four steps.", all + 1),
            )
            .await
    })
}

#[test]
fn two_tabs_show_one_plan() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser
            .in_another_tab(async |browser| {
                browser.open("roadmap/").await?;
                browser.click("#tick-choose-a-route").await?;
                browser
                    .type_into("#add-degree", "From the other tab\u{e007}")
                    .await?;
                browser
                    .expect_text("#step-degree", "From the other tab")
                    .await
            })
            .await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect_text("#step-degree", "From the other tab")
            .await
    })
}
