//! The roadmap: change, delete, move, take back.

use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;
use thirtyfour::prelude::*;

const UNDO: &str = "#undo";
const REDO: &str = "#redo";
const ORDER: &str = "[...document.querySelectorAll('#step-degree .task')].map((item) => item.id.replace('item-', ''))";
const MESSAGE: &str = ".toast";

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
            .expect_text(".progress", &format!("{} milestones in 4 steps.", all + 1))
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

#[test]
fn an_edit_can_be_undone_after_the_page_was_closed() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let before: Vec<String> = browser.get(ORDER).await?;
        browser.click("#delete-tool-fluency").await?;
        browser.click("#tick-team-project").await?;
        browser.expect_ticked("team-project").await?;
        browser.reload().await?;
        browser.click(UNDO).await?;
        browser.click(UNDO).await?;
        browser.expect(ORDER, json!(before)).await?;
        browser
            .expect(
                "document.getElementById('tick-team-project').checked",
                false,
            )
            .await?;
        browser.reload().await?;
        browser.click(REDO).await?;
        browser
            .expect("document.getElementById('item-tool-fluency')", json!(null))
            .await
    })
}

#[test]
fn done_asks_for_evidence_and_takes_no_for_an_answer() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser
            .type_into("#evidence-choose-a-route", "Enrolled <i>part-time</i>")
            .await?;
        browser
            .type_into("#evidence_by-choose-a-route", "My manager")
            .await?;
        browser.click("#item-choose-a-route [type=submit]").await?;
        browser
            .expect_text(
                "#item-choose-a-route .proof",
                "Evidence: Enrolled <i>part-time</i> ·",
            )
            .await?;
        browser.click("#tick-tool-fluency").await?;
        browser
            .click("#item-tool-fluency [data-act=close-form]")
            .await?;
        browser.expect_ticked("tool-fluency").await?;
        browser.reload().await?;
        browser
            .expect_text("#item-choose-a-route .proof", "My manager")
            .await
    })
}

#[test]
fn dates_hours_links_and_status_are_kept() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#edit-choose-a-route").await?;
        browser
            .run::<()>(
                "const set = (id, value) => { document.getElementById(id + '-choose-a-route').value = value; };
                 set('start', '2027-01-04'); set('due', '2027-02-01'); set('low', '3'); set('high', '5');
                 set('status', 'doing'); set('links', 'https://example.org/a javascript:alert(1)');",
            )
            .await?;
        browser.click("#item-choose-a-route [type=submit]").await?;
        for part in [
            "Doing",
            "3–5 hours",
            "from 4 Jan 2027",
            "due 1 Feb 2027",
            "example.org/a",
        ] {
            browser
                .expect_text("#item-choose-a-route .about", part)
                .await?;
        }
        browser
            .expect(
                "document.querySelectorAll('[href^=\"javascript\"]').length",
                0,
            )
            .await?;
        browser.reload().await?;
        browser
            .expect_text("#item-choose-a-route .about", "due 1 Feb 2027")
            .await
    })
}

#[test]
fn several_items_are_changed_at_once() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#choose").await?;
        for id in ["choose-a-route", "tool-fluency"] {
            browser.click(&format!("#item-{id} .chosen input")).await?;
        }
        let choose = |id: &str, value: &str| {
            format!(
                "const menu = document.getElementById('{id}'); menu.value = '{value}'; menu.dispatchEvent(new Event('change', {{ bubbles: true }}));"
            )
        };
        browser
            .run::<()>(&choose("chosen-status", "skipped"))
            .await?;
        browser.expect_text(MESSAGE, "2 items are skipped").await?;
        browser
            .run::<()>(&choose("filter-status", "skipped"))
            .await?;
        browser
            .expect("document.querySelectorAll('.task').length", 2)
            .await?;
        browser.run::<()>(&choose("filter-status", "")).await?;
        browser
            .run::<()>(&choose("chosen-step", "experience"))
            .await?;
        browser
            .expect(
                "[...document.querySelectorAll('#step-experience .task')].slice(-2).map((item) => item.id)",
                json!(["item-choose-a-route", "item-tool-fluency"]),
            )
            .await?;
        browser.click(UNDO).await?;
        browser
            .expect(
                "document.querySelector('#step-degree .task').id",
                "item-choose-a-route",
            )
            .await?;
        browser.type_into("#filter", "threat").await?;
        browser
            .expect("document.querySelectorAll('.task').length", 1)
            .await
    })
}

#[test]
fn an_item_is_dragged_up_and_down_and_to_another_step() -> Outcome {
    const NEXT_STEP: &str = "[...document.querySelectorAll('#step-certification .task')].map((item) => item.id.replace('item-', ''))";
    in_chromium("/repo/", async |browser, _host| {
        // Both ends of every way are in sight.
        browser.set_screen(1280, 2400).await?;
        browser.open("roadmap/").await?;
        let mut order: Vec<String> = browser.get(ORDER).await?;
        let drag = async |moved: &str, onto: &str, below: i64| {
            let handle = format!("#item-{moved} > .handle");
            browser.drag(&handle, &format!("#item-{onto}"), below).await
        };
        // Onto the upper half: before it.
        drag(&order[2], &order[0], -8).await?;
        order[..3].rotate_right(1);
        browser.expect(ORDER, json!(order)).await?;
        browser.expect_text(MESSAGE, "is at position 1 of").await?;
        // Onto the lower half of the next one: after it.
        drag(&order[0], &order[1], 8).await?;
        order.swap(0, 1);
        browser.expect(ORDER, json!(order)).await?;
        browser.expect_text(MESSAGE, "is at position 2 of").await?;
        // Onto the upper half of the next one: it stands there already.
        let undo = "document.getElementById('undo').textContent";
        let edits: String = browser.get(undo).await?;
        drag(&order[1], &order[2], -8).await?;
        browser.expect(ORDER, json!(order)).await?;
        browser.expect(undo, edits).await?;

        let other: Vec<String> = browser.get(NEXT_STEP).await?;
        let last = order.len() - 1;
        drag(&order[last], &other[0], -8).await?;
        let joined: Vec<&String> = [&order[last]].into_iter().chain(&other).collect();
        browser.expect(NEXT_STEP, json!(joined)).await?;
        browser.expect(ORDER, json!(order[..last])).await?;
        // Onto the lower half of the last one: to the end.
        drag(&order[0], &order[last - 1], 8).await?;
        order[..last].rotate_left(1);
        browser.expect(ORDER, json!(order[..last])).await?;
        browser.reload().await?;
        browser.expect(ORDER, json!(order[..last])).await
    })
}

#[test]
fn a_step_of_ones_own_is_added_named_filled_and_deleted() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser
            .type_into("[data-act=add-step] input", "Move abroad\u{e007}")
            .await?;
        browser
            .expect_text(".plan > li:last-child h2", "Move abroad")
            .await?;
        browser
            .type_into(
                ".plan > li:last-child [data-act=add] input",
                "Find a flat\u{e007}",
            )
            .await?;
        browser.reload().await?;
        browser
            .expect_text(".plan > li:last-child .task", "Find a flat")
            .await?;
        browser
            .click(".plan > li:last-child [data-act=remove-step]")
            .await?;
        browser
            .expect_text("#step-experience .task:last-child", "Find a flat")
            .await?;
        browser.click(UNDO).await?;
        browser
            .expect_text(".plan > li:last-child .task", "Find a flat")
            .await
    })
}

#[test]
fn several_plans_live_side_by_side() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.type_into("#new-plan", "Plan B\u{e007}").await?;
        browser
            .expect(
                "document.getElementById('tick-choose-a-route').checked",
                false,
            )
            .await?;
        browser.click("#tick-tool-fluency").await?;
        browser.reload().await?;
        browser.expect_ticked("tool-fluency").await?;
        browser
            .run::<()>(
                "const menu = document.getElementById('switch-plan'); menu.value = 'main'; menu.dispatchEvent(new Event('change', { bubbles: true }));",
            )
            .await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect(
                "document.getElementById('tick-tool-fluency').checked",
                false,
            )
            .await?;
        browser.reload().await?;
        browser.expect_ticked("choose-a-route").await
    })
}
