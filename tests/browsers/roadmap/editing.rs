//! A plan is worked on: change, add, mark as done, delete, take back.

use super::{ORDER, REDO, SAID, SHARE, UNDO, act, by_step, expect_focus, press};
use crate::harness::{Outcome, in_chromium};
use serde_json::json;
use thirtyfour::prelude::*;

#[test]
fn an_item_is_edited_and_escape_leaves_it_as_it_was() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        act(&browser, "choose-a-route", "Edit").await?;
        expect_focus(&browser, "title-of-choose-a-route").await?;
        browser
            .replace_text("#title-of-choose-a-route", "Choose my own route")
            .await?;
        browser
            .replace_text(
                "#note-of-choose-a-route",
                "Talk to Ada first\nThen to **Grace**",
            )
            .await?;
        browser.click("#item-choose-a-route [type=submit]").await?;
        browser
            .expect_text("#title-choose-a-route", "Choose my own route")
            .await?;
        browser
            .expect_text("#item-choose-a-route .own-note strong", "Grace")
            .await?;
        expect_focus(&browser, "open-choose-a-route").await?;

        // Escape leaves what is unchanged, and keeps what would be lost.
        act(&browser, "choose-a-route", "Edit").await?;
        expect_focus(&browser, "title-of-choose-a-route").await?;
        browser.press(TypingData::from(Key::Escape)).await?;
        expect_focus(&browser, "open-choose-a-route").await?;
        act(&browser, "choose-a-route", "Edit").await?;
        browser
            .replace_text("#title-of-choose-a-route", "Something else")
            .await?;
        browser.press(TypingData::from(Key::Escape)).await?;
        browser.expect_text(SAID, "save it, or discard it").await?;
        press(&browser, "#item-choose-a-route .edit", "Discard").await?;
        browser
            .expect_text("#title-choose-a-route", "Choose my own route")
            .await?;

        browser.reload().await?;
        browser
            .expect_text("#title-choose-a-route", "Choose my own route")
            .await
    })
}

#[test]
fn what_is_typed_into_a_form_is_there_when_the_person_comes_back() -> Outcome {
    const NOTE: &str = "document.getElementById('note-of-choose-a-route')?.value ?? ''";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        act(&browser, "choose-a-route", "Edit").await?;
        browser
            .replace_text("#note-of-choose-a-route", "Talk to Ada first")
            .await?;
        // By a link of the app, and by a load.
        browser.click("header nav a[href$='/skills/']").await?;
        browser.expect_page("skills/").await?;
        browser.back().await?;
        browser.expect(NOTE, "Talk to Ada first").await?;
        browser
            .expect_text(SAID, "What you were writing is still here")
            .await?;
        browser.load("about/").await?;
        browser.open("roadmap/").await?;
        browser.expect(NOTE, "Talk to Ada first").await?;
        browser
            .expect_text("#item-choose-a-route .edit .note", "when you left")
            .await?;
        press(&browser, "#item-choose-a-route .edit", "Discard").await?;
        browser.reload().await?;
        browser.expect(NOTE, "").await?;

        // So is the answer to what shows that something is done.
        browser.click("#tick-tool-fluency").await?;
        browser
            .type_into("#evidence-of-tool-fluency", "A week of it")
            .await?;
        browser.reload().await?;
        browser
            .expect(
                "document.getElementById('evidence-of-tool-fluency')?.value ?? ''",
                "A week of it",
            )
            .await?;
        press(&browser, "#item-tool-fluency .edit", "Keep as evidence").await?;
        browser.reload().await?;
        browser.expect_ticked("tool-fluency").await?;
        browser
            .expect("document.querySelectorAll('.edit').length", 0)
            .await
    })
}

#[test]
fn what_is_wrong_is_said_at_the_field_and_nothing_is_cut() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        act(&browser, "choose-a-route", "Edit").await?;
        let set = |name: &str, value: &str| {
            format!(
                "const field = document.getElementById('{name}-of-choose-a-route'); field.value = {}; field.dispatchEvent(new Event('input', {{ bubbles: true }})); return null;",
                json!(value)
            )
        };
        for (name, value, problem) in [
            (
                "title",
                "👨‍👩‍👧‍👦".repeat(302),
                "2 too many: 302 of 300 characters.",
            ),
            (
                "due",
                "0027-01-01".to_owned(),
                "The year has to be between 1970 and 2999.",
            ),
            (
                "links",
                "javascript:alert(1)".to_owned(),
                "is no web address",
            ),
        ] {
            browser.run::<()>(&set(name, &value)).await?;
            let error = format!("#{name}-of-choose-a-route-error");
            browser.expect_text(&error, problem).await?;
            browser.click("#item-choose-a-route [type=submit]").await?;
            expect_focus(&browser, &format!("{name}-of-choose-a-route")).await?;
            browser
                .run::<()>(&set(name, if name == "title" { "Ж" } else { "" }))
                .await?;
        }
        browser.run::<()>(&set("start", "2027-02-01")).await?;
        browser.run::<()>(&set("due", "2027-01-01")).await?;
        browser
            .expect_text(
                "#due-of-choose-a-route-error",
                "before the start, 1 Feb 2027",
            )
            .await?;
        // The hours are compared when both are written.
        browser.run::<()>(&set("low", "1200")).await?;
        browser.run::<()>(&set("high", "30")).await?;
        // Of several mistakes the one that stands first has the focus.
        browser.run::<()>(&set("links", "none")).await?;
        browser.click("#item-choose-a-route [type=submit]").await?;
        expect_focus(&browser, "due-of-choose-a-route").await?;
        browser
            .expect_text(
                "#high-of-choose-a-route-error",
                "less than if it goes well, 1,200",
            )
            .await?;
        browser.run::<()>(&set("low", "20")).await?;
        browser
            .expect(
                "document.getElementById('high-of-choose-a-route-error').textContent",
                "",
            )
            .await?;
        // The field beside it is as high as it was.
        let height = |name: &str| {
            format!(
                "document.getElementById('{name}-of-choose-a-route').getBoundingClientRect().height"
            )
        };
        let heights = format!("Math.abs({} - {}) < 4", height("start"), height("due"));
        browser.expect(&heights, true).await?;
        browser.run::<()>(&set("links", "")).await?;
        browser.run::<()>(&set("due", "2027-03-01")).await?;
        // Two hundred Cyrillic letters are two hundred characters.
        let title = "Ж".repeat(200);
        browser.run::<()>(&set("title", &title)).await?;
        browser.click("#item-choose-a-route [type=submit]").await?;
        browser
            .expect(
                "document.getElementById('title-choose-a-route').textContent",
                title.clone(),
            )
            .await?;
        browser.reload().await?;
        browser
            .expect(
                "document.getElementById('title-choose-a-route').textContent",
                title,
            )
            .await?;
        browser
            .expect_text("#item-choose-a-route .due", "due 1 Mar 2027")
            .await
    })
}

#[test]
fn a_deleted_item_comes_back_by_undo() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let before: Vec<String> = browser.get(ORDER).await?;
        browser.click("#tick-tool-fluency").await?;
        press(&browser, "#item-tool-fluency .edit", "Not now").await?;
        act(&browser, "tool-fluency", "Delete").await?;
        let without: Vec<&String> = before.iter().filter(|id| *id != "tool-fluency").collect();
        browser.expect(ORDER, json!(without)).await?;
        browser.expect_text(SAID, "is deleted").await?;
        // Focus is not lost with the item.
        expect_focus(&browser, "open-team-project").await?;

        browser.click(UNDO).await?;
        browser.expect(ORDER, json!(before)).await?;
        browser.expect_ticked("tool-fluency").await?;
        browser.reload().await?;
        browser.expect_ticked("tool-fluency").await?;
        act(&browser, "tool-fluency", "Delete").await?;
        browser.reload().await?;
        by_step(&browser).await?;
        browser.expect(ORDER, json!(without)).await
    })
}

#[test]
fn an_edit_can_be_undone_after_the_page_was_closed() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let before: Vec<String> = browser.get(ORDER).await?;
        act(&browser, "tool-fluency", "Delete").await?;
        browser.click("#tick-team-project").await?;
        browser.expect_ticked("team-project").await?;
        browser.reload().await?;
        browser.click(UNDO).await?;
        browser.click(UNDO).await?;
        by_step(&browser).await?;
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
fn done_asks_for_evidence_in_place_and_takes_no_for_an_answer() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        expect_focus(&browser, "evidence-of-choose-a-route").await?;
        // Nothing lies over what the person needs next.
        browser.expect_in_view("evidence-of-choose-a-route").await?;
        browser
            .type_into("#evidence-of-choose-a-route", "Enrolled <i>part-time</i>")
            .await?;
        browser
            .type_into("#evidence-by-of-choose-a-route", "My manager")
            .await?;
        press(&browser, "#item-choose-a-route .edit", "Keep as evidence").await?;
        // What says where it is kept leads there.
        press(&browser, ".strip", "Evidence").await?;
        browser
            .expect_text("#document", "Enrolled <i>part-time</i>")
            .await?;
        press(&browser, ".tabs", "Plan").await?;
        browser.click("#open-choose-a-route").await?;
        browser
            .expect_text(
                "#item-choose-a-route .proof",
                "Evidence: Enrolled <i>part-time</i> ·",
            )
            .await?;
        browser.click("#tick-tool-fluency").await?;
        press(&browser, "#item-tool-fluency .edit", "Not now").await?;
        browser.expect_ticked("tool-fluency").await?;
        browser.reload().await?;
        browser.click("#open-choose-a-route").await?;
        browser
            .expect_text("#item-choose-a-route .proof", "My manager")
            .await
    })
}

#[test]
fn several_items_are_changed_at_once() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        act(&browser, "choose-a-route", "Select").await?;
        browser.expect_text(".selection", "1 selected").await?;
        browser.click("#tick-tool-fluency").await?;
        browser.expect_text(".selection", "2 selected").await?;
        press(&browser, ".selection", "Mark as").await?;
        press(&browser, ".selection .menu-list", "Skipped").await?;
        browser.expect_text(SAID, "2 items are skipped").await?;
        press(&browser, ".selection", "Move to").await?;
        press(&browser, ".selection .menu-list", "Gain experience").await?;
        browser
            .expect(
                "[...document.querySelectorAll('#step-experience .task')].slice(-2).map((item) => item.id)",
                json!(["item-choose-a-route", "item-tool-fluency"]),
            )
            .await?;
        press(&browser, ".selection", "Stop selecting").await?;
        browser
            .expect("document.querySelector('.selection')", json!(null))
            .await?;
        browser.click(UNDO).await?;
        browser
            .expect(
                "document.querySelector('#step-degree .task').id",
                "item-choose-a-route",
            )
            .await
    })
}

#[test]
fn a_step_of_ones_own_is_added_named_filled_and_deleted() -> Outcome {
    const OWN: &str = ".plan > .step:last-of-type";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser
            .type_into("#add-step", "Move abroad\u{e007}")
            .await?;
        browser
            .expect_text(&format!("{OWN} h3"), "Move abroad")
            .await?;
        browser
            .type_into(&format!("{OWN} [id^=add-]"), "Find a flat\u{e007}")
            .await?;
        browser
            .expect_text(&format!("{OWN} .task"), "Find a flat")
            .await?;
        browser.reload().await?;
        by_step(&browser).await?;
        browser
            .expect_text(&format!("{OWN} .task"), "Find a flat")
            .await?;
        browser
            .click(&format!("{OWN} > .add .menu > button"))
            .await?;
        press(
            &browser,
            &format!("{OWN} > .add .menu-list"),
            "Delete this step",
        )
        .await?;
        browser
            .expect_text("#step-experience .task:last-child", "Find a flat")
            .await?;
        browser.click(UNDO).await?;
        browser
            .expect_text(&format!("{OWN} .task"), "Find a flat")
            .await
    })
}

/// Seen once: “Add” and “Add step” did nothing where the field was empty, “Rename” said that a plan
/// without a name is renamed, and a long name was cut.
#[test]
fn a_name_that_is_missing_or_too_long_is_said_at_its_field() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        browser.type_into("#add-step", "Mine\u{e007}").await?;
        browser.expect_there("[id^=name-own-]").await?;
        let of_step: String = browser
            .get("document.querySelector('[id^=name-own-]').id")
            .await?;
        for (field, limit) in [
            ("add-degree", 300),
            ("add-step", 300),
            (of_step.as_str(), 300),
            ("new-plan", 80),
            ("plan-name", 80),
        ] {
            if limit == 80 {
                press(&browser, ".tabs", SHARE).await?;
            }
            let css = format!("#{field}");
            let error = format!(
                "document.getElementById('{field}').closest('form').querySelector('.field-error').textContent"
            );
            browser.replace_text(&css, "").await?;
            browser
                .click(&format!("form:has({css}) [type=submit]"))
                .await?;
            expect_focus(&browser, field).await?;
            browser.expect(&error, "Write a name first.").await?;
            let long = "Ж".repeat(limit + 1);
            browser.replace_text(&css, &long).await?;
            let counted = format!("1 too many: {} of {limit} characters.", limit + 1);
            browser.expect(&error, counted).await?;
            browser.press(Key::Enter + "").await?;
            browser
                .expect(&format!("document.getElementById('{field}').value"), long)
                .await?;
        }
        // Nothing of it was taken.
        let stored = "Object.values(localStorage).filter((value) => value.includes('ЖЖЖ')).length";
        browser.expect(stored, 0).await
    })
}
