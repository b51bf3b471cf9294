//! The roadmap: begin, tick, change, delete, move, take back.

use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;
use thirtyfour::prelude::*;

const UNDO: &str = "#undo";
const REDO: &str = "#redo";
/// The label of the tab with what leaves the plan and comes back.
pub const SHARE: &str = "Share and backup";

/// The tab that is open.
pub const OPEN_TAB: &str = ".panel:not([hidden])";

/// What the room says of what was done.
pub const SAID: &str = ".strip .said";

const ORDER: &str = "[...document.querySelectorAll('#step-degree .task')].map((item) => item.id.replace('item-', ''))";

async fn expect_focus(browser: &Browser, id: &str) -> Outcome {
    browser.expect("document.activeElement.id", id).await
}

/// Clicks the button, link or choice with this text in what `css` selects.
pub async fn press(browser: &Browser, css: &str, text: &str) -> Outcome {
    let found = "const wanted = arguments[1];
        const around = document.querySelector(arguments[0]);
        for (const known of document.querySelectorAll('[data-pressed]')) delete known.dataset.pressed;
        const parts = around?.querySelectorAll('button, a, summary, label') ?? [];
        const part = [...parts].find((part) => part.textContent.trim().startsWith(wanted));
        if (!part) return false;
        (part.querySelector('input') ?? part).dataset.pressed = '';
        return true;";
    let script = format!(
        "(() => {{ {} }})()",
        found
            .replace("arguments[0]", &json!(css).to_string())
            .replace("arguments[1]", &json!(text).to_string())
    );
    browser.expect(&script, true).await?;
    browser.click("[data-pressed]").await
}

/// Chooses an action from the menu of a milestone.
pub async fn act(browser: &Browser, id: &str, action: &str) -> Outcome {
    browser
        .click(&format!("#item-{id} > .menu > button"))
        .await?;
    press(browser, &format!("#item-{id} .menu-list"), action).await
}

/// Shows the plan by step, with all steps open.
pub async fn by_step(browser: &Browser) -> Outcome {
    press(browser, ".controls", "By step").await?;
    browser
        .expect("document.querySelectorAll('.step').length > 3", true)
        .await?;
    browser
        .run::<()>(
            "for (const step of document.querySelectorAll('.step')) step.open = true; return null;",
        )
        .await
}

#[test]
fn a_few_taps_lead_to_a_plan_with_a_finish_window_and_one_undo_back() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let all: usize = browser
            .get("document.querySelectorAll('.task').length")
            .await?;
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
fn an_item_moves_by_keyboard_and_by_menu_and_focus_goes_with_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        let before: Vec<String> = browser.get(ORDER).await?;
        let mut moved = before.clone();
        moved.swap(2, 3);
        assert_eq!(before[2], "tool-fluency");

        browser
            .type_into("#tick-tool-fluency", Key::Alt + Key::Down)
            .await?;
        browser.expect(ORDER, json!(moved)).await?;
        browser
            .expect_text(SAID, &format!("is at position 4 of {} in", before.len()))
            .await?;
        expect_focus(&browser, "tick-tool-fluency").await?;

        browser.click(UNDO).await?;
        browser.expect(ORDER, json!(before)).await?;
        browser.expect_text(SAID, "Undone").await?;
        browser.click(REDO).await?;
        browser.expect(ORDER, json!(moved)).await?;

        act(&browser, "tool-fluency", "Move up").await?;
        browser.expect(ORDER, json!(before)).await?;
        expect_focus(&browser, "open-tool-fluency").await?;
        // At the end of a step the way goes on into the next one.
        let last = before.last().map(String::as_str).unwrap_or_default();
        act(&browser, last, "Move down").await?;
        browser
            .expect(
                "document.querySelector('#step-certification .task').id",
                format!("item-{last}"),
            )
            .await?;
        expect_focus(&browser, &format!("open-{last}")).await?;
        browser.reload().await?;
        by_step(&browser).await?;
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
fn an_item_is_dragged_up_and_down_and_to_another_step() -> Outcome {
    const NEXT_STEP: &str = "[...document.querySelectorAll('#step-certification .task')].map((item) => item.id.replace('item-', ''))";
    in_chromium("/repo/", async |browser, _host| {
        // Both ends of every way are in sight.
        browser.set_screen(1280, 2400).await?;
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        let mut order: Vec<String> = browser.get(ORDER).await?;
        let drag = async |moved: &str, onto: &str, below: i64| {
            let handle = format!("#item-{moved} > .handle");
            browser.drag(&handle, &format!("#item-{onto}"), below).await
        };
        // Onto the upper half: before it.
        drag(&order[2], &order[0], -8).await?;
        order[..3].rotate_right(1);
        browser.expect(ORDER, json!(order)).await?;
        browser.expect_text(SAID, "is at position 1 of").await?;
        // Onto the lower half of the next one: after it.
        drag(&order[0], &order[1], 8).await?;
        order.swap(0, 1);
        browser.expect(ORDER, json!(order)).await?;
        browser.expect_text(SAID, "is at position 2 of").await?;
        // Onto the upper half of the next one: it stands there already.
        drag(&order[1], &order[2], -8).await?;
        browser.expect(ORDER, json!(order)).await?;

        let other: Vec<String> = browser.get(NEXT_STEP).await?;
        let last = order.len() - 1;
        drag(&order[last], &other[0], -8).await?;
        let joined: Vec<&String> = [&order[last]].into_iter().chain(&other).collect();
        browser.expect(NEXT_STEP, json!(joined)).await?;
        browser.expect(ORDER, json!(order[..last])).await?;
        // Onto the lower half of the last one: to the end.
        drag(&order[0], &order[last - 1], 8).await?;
        order[..last].rotate_left(1);
        browser.expect(ORDER, json!(order[..last])).await
    })
}

#[test]
fn a_finger_drags_straight_down_from_the_handle_and_sees_what_it_holds() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.set_screen(390, 844).await?;
        browser.emulate_touch().await?;
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        let mut order: Vec<String> = browser.get(ORDER).await?;
        browser
            .run::<()>(&format!("document.getElementById('item-{}').scrollIntoView({{ block: 'center' }}); return null;", order[0]))
            .await?;
        let (x, y, to): (f64, f64, f64) = browser
            .get(&format!("(() => {{ const handle = document.querySelector('#item-{} > .handle').getBoundingClientRect(); const target = document.getElementById('item-{}').getBoundingClientRect(); return [handle.x + handle.width / 2, handle.y + handle.height / 2, target.y + target.height * 0.75]; }})()", order[0], order[1]))
            .await?;
        let touch = async |kind: &str, y: f64| {
            let points = if kind == "touchEnd" {
                json!([])
            } else {
                json!([{ "x": x, "y": y }])
            };
            browser
                .devtools(
                    "Input.dispatchTouchEvent",
                    json!({ "type": kind, "touchPoints": points }),
                )
                .await
        };
        touch("touchStart", y).await?;
        touch("touchMove", f64::midpoint(y, to)).await?;
        touch("touchMove", to).await?;
        browser
            .expect("!!document.querySelector('.in-hand')", true)
            .await?;
        touch("touchEnd", to).await?;
        order.swap(0, 1);
        browser.expect(ORDER, json!(order)).await?;
        browser
            .expect("!!document.querySelector('.in-hand')", false)
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

#[test]
fn several_plans_live_side_by_side() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.type_into("#new-plan", "Plan B\u{e007}").await?;
        browser
            .expect_text(SAID, "The plan “Plan B” is open.")
            .await?;
        press(&browser, ".tabs", "Plan").await?;
        browser
            .expect(
                "document.getElementById('tick-choose-a-route').checked",
                false,
            )
            .await?;
        browser.click("#tick-tool-fluency").await?;
        browser.reload().await?;
        browser.expect_ticked("tool-fluency").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.expect_there("#plans ~ label select").await?;
        browser
            .run::<()>(
                "const menu = document.querySelector('#plans ~ label select'); menu.value = [...menu.options].find((option) => option.text === 'My plan').value; menu.dispatchEvent(new Event('change', { bubbles: true })); return null;",
            )
            .await?;
        browser
            .expect_text(SAID, "The plan “My plan” is open.")
            .await?;
        press(&browser, ".tabs", "Plan").await?;
        browser.expect_ticked("choose-a-route").await
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
