//! A plan is saved as a file or printed, and files and lists are read.

use super::{CHOOSE, KEPT, OPEN_TAB, SAID, SHARE, act, add, by_step, choose, open_tab, press};
use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::{Value, json};

/// Notes every dialog and every file that is read.
const WATCH: &str = "window.dialogs = 0; window.reads = 0;
    for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.dialogs += 1; };
    const read = Blob.prototype.text;
    const bytes = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function () { window.reads += 1; return bytes.call(this); };
    URL.createObjectURL = (blob) => { read.call(blob).then((text) => { window.saved = text; }); return '#saved'; };";

/// The file that the page offers.
async fn saved(browser: &Browser) -> Outcome<String> {
    browser
        .run::<Value>("delete window.saved; return null;")
        .await?;
    press(browser, OPEN_TAB, "Save as a file").await?;
    browser.take("saved").await
}

#[test]
fn a_hostile_file_is_shown_as_text_and_does_nothing() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(WATCH).await?;
        browser.open("roadmap/#take-along").await?;
        let bad = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>";
        let item = |id: &str, step: &str| {
            json!({
                "schema": 1, "id": id, "step": step, "rank": "a", "title": format!("Bad {bad}"), "done_when": bad,
                "note": format!("{bad} [x](javascript:window.hacked=1) \u{202e}gpj"),
                "links": ["javascript:window.hacked=1", "https://example.org/\"><b>"],
                "status": "done", "evidence": bad, "evidence_by": bad, "version": 4_294_967_295_u32,
            })
        };
        let file = json!({
            "kind": "tech-lead-guide plan", "schema": 1, "name": bad,
            "items": [item("own-1", "skills"), item("\"><script>", "skills"), item("own-2", "\"><b>"), 3],
        });
        choose(&browser, &file.to_string()).await?;
        browser
            .expect_text("#import-result", "The file has 2 milestones")
            .await?;
        browser
            .expect_text("#import-result", "its id is damaged")
            .await?;
        press(&browser, "#import-result", "Merge into my plan").await?;
        open_tab(&browser, "Plan").await?;
        by_step(&browser).await?;
        browser
            .expect_text("#title-own-1", "Bad <img src=x")
            .await?;
        browser
            .expect_text("#title-own-2", "Bad <img src=x")
            .await?;
        // Others can be moved before it: its rank leaves room.
        act(&browser, "own-1", "Move up").await?;
        browser.click("#open-own-1").await?;
        browser
            .expect_text("#item-own-1 .known", "Done when: <img")
            .await?;
        browser.reload().await?;
        browser
            .expect_text("#title-own-1", "Bad <img src=x")
            .await?;
        browser
            .expect("document.querySelectorAll('main img, main script, main [href^=\"javascript:\"]').length", 0)
            .await?;
        browser
            .expect("[window.hacked, window.dialogs]", json!([null, 0]))
            .await
    })
}

#[test]
fn a_file_that_is_no_plan_says_why_and_changes_nothing() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(WATCH).await?;
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        open_tab(&browser, SHARE).await?;
        let sound = saved(&browser).await?;
        let before: String = browser.get(KEPT).await?;
        let deep = "[".repeat(100_000);
        let cases = [
            (&sound[..sound.len() / 2], "it was cut off"),
            ("", "There is nothing in it"),
            ("<!doctype html>", "from line 1"),
            ("{\"kind\":\"other\"}", "no plan of this site"),
            (
                "{\"kind\":\"tech-lead-guide plan\",\"schema\":9,\"items\":[]}",
                "a newer version",
            ),
            (deep.as_str(), "nested more deeply"),
        ];
        for (text, message) in cases {
            choose(&browser, text).await?;
            browser.expect_text("#import-result .note", message).await?;
        }
        browser
            .run::<Value>("window.reads = 0; return null;")
            .await?;
        let large = CHOOSE.replace("arguments[0]", "'x'.repeat(50_000_000)");
        browser.run::<Value>(&large).await?;
        browser
            .expect_text("#import-result .note", "larger than 5 MB")
            .await?;
        browser.expect("window.reads", 0).await?;
        browser.expect(KEPT, before).await?;

        // Pasted text is read in the same way.
        press(&browser, OPEN_TAB, "Or paste a list").await?;
        browser.replace_text("#import-text", "[1]").await?;
        press(&browser, OPEN_TAB, "Read it").await?;
        browser
            .expect_text("#import-result .note", "no plan of this site")
            .await
    })
}

#[test]
fn a_file_comes_back_the_same_and_the_state_before_it_too() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(WATCH).await?;
        browser.open("roadmap/").await?;
        press(&browser, ".beginning", "Skip this").await?;
        browser.click("#tick-choose-a-route").await?;
        add(&browser, "Write the design for the audit log").await?;
        open_tab(&browser, "Timeline").await?;
        browser.replace_text("#hours", "5").await?;
        browser
            .expect_text(".strip .progress", "at 5 h a week")
            .await?;
        open_tab(&browser, SHARE).await?;
        let file = saved(&browser).await?;
        assert!(file.contains("\"hours_a_week\":5,"), "{file}");

        // Another state, then the file in its place.
        open_tab(&browser, "Plan").await?;
        act(&browser, "tool-fluency", "Delete").await?;
        add(&browser, "Not in the file").await?;
        open_tab(&browser, SHARE).await?;
        choose(&browser, &file).await?;
        browser
            .expect_text("#import-result", "1 only in your plan: Not in the file")
            .await?;
        press(&browser, "#import-result", "Replace my plan").await?;
        browser
            .expect_text(SAID, "The plan is the one of the file.")
            .await?;
        browser.reload().await?;
        open_tab(&browser, "Plan").await?;
        by_step(&browser).await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect("!!document.getElementById('item-tool-fluency')", true)
            .await?;
        browser
            .expect_text("#step-skills .items", "audit log")
            .await?;
        browser
            .expect("document.querySelector('#step-skills .items').textContent.includes('Not in the file')", false)
            .await?;
        // The same again changes nothing.
        open_tab(&browser, SHARE).await?;
        choose(&browser, &saved(&browser).await?).await?;
        press(&browser, "#import-result", "Merge into my plan").await?;
        browser
            .expect_text(SAID, "There was nothing to change.")
            .await?;

        browser
            .expect_text(".restore-points", "before a file replaced it")
            .await?;
        press(&browser, ".restore-points", "Bring it back").await?;
        browser
            .expect_text(SAID, "The plan is as it was then.")
            .await?;
        open_tab(&browser, "Plan").await?;
        browser
            .expect_text("#step-skills .items", "Not in the file")
            .await?;
        browser
            .expect("!!document.getElementById('item-tool-fluency')", false)
            .await?;

        open_tab(&browser, SHARE).await?;
        browser.click("#reset").await?;
        press(&browser, OPEN_TAB, "Yes, reset it").await?;
        open_tab(&browser, "Plan").await?;
        browser
            .expect(
                "document.getElementById('tick-choose-a-route').checked",
                false,
            )
            .await?;
        browser
            .expect("!!document.getElementById('item-tool-fluency')", true)
            .await?;
        browser.click("#undo").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect_text("#step-skills .items", "Not in the file")
            .await
    })
}

/// What people have on their disk: tests/fixtures/samples.
#[test]
fn a_list_of_any_kind_is_previewed_chosen_added_and_taken_back() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/#bring-in").await?;
        browser.expect_there("#import-file").await?;
        let table = "Fähigkeit;Stand;Bis\n\"Systementwurf\";2;31.03.2027\nSchätzen;1;\n;3;\n";
        // As a German Excel of some years ago saves it.
        let bytes: Vec<u8> = table.chars().map(|c| c as u32 as u8).collect();
        let file = CHOOSE.replace(
            "new File([arguments[0]]",
            "new File([new Uint8Array(arguments[0])]",
        );
        browser.run_with::<Value>(&file, vec![json!(bytes)]).await?;
        for part in [
            "Windows-1252",
            "This is a table: 2 lines can become milestones.",
            "Schätzen",
            "Line 4",
            "it has no title",
        ] {
            browser.expect_text("#import-result", part).await?;
        }
        press(&browser, "#import-result", "Add 2 milestones").await?;
        browser.expect_text(SAID, "2 items are added.").await?;
        by_step(&browser).await?;
        browser
            .expect_text("#step-skills .items", "Systementwurf")
            .await?;
        browser
            .expect_text("#step-skills .items", "due 31 Mar 2027")
            .await?;
        browser.click("#undo").await?;
        browser
            .expect(
                "document.querySelector('#step-skills .items').textContent.includes('Schätzen')",
                false,
            )
            .await?;

        open_tab(&browser, SHARE).await?;
        press(&browser, OPEN_TAB, "Or paste a list").await?;
        browser
            .replace_text(
                "#import-text",
                "- [x] Led a design\n- [ ] Run an incident\nA sentence between\n",
            )
            .await?;
        press(&browser, OPEN_TAB, "Read it").await?;
        browser
            .expect_text("#import-result", "This is a Markdown list: 2 lines")
            .await?;
        press(&browser, "#import-result", "Led a design").await?;
        press(&browser, "#import-result", "Add 1 milestone").await?;
        browser
            .expect_text(SAID, "“Run an incident” is added.")
            .await
    })
}

/// Seen: days were dropped without a word, what was there already was added once more, and the page went
/// to the end of what is done.
#[test]
fn what_becomes_of_each_line_is_said_before_it_is_added() -> Outcome {
    const LIST: &str = "Title;Status;Due date;Note\nLead a design;;;\nLed the migration;Done;2027-01-15;It went well\nTeach the rota;;15 Jan 2027;\nCall the customer;;03/04/2027;\n";
    const TAKEN: &str =
        "[...document.querySelectorAll('#import-result input')].map((box) => box.checked)";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        open_tab(&browser, SHARE).await?;
        choose(&browser, LIST).await?;
        for part in [
            "you have this already",
            "done · due 15 Jan 2027 · has a note",
            "1 date could not be read: “03/04/2027” in line 5",
            "a day that could not be read: “03/04/2027”",
        ] {
            browser.expect_text("#import-result", part).await?;
        }
        browser
            .expect(TAKEN, json!([false, true, true, true]))
            .await?;
        press(&browser, "#import-result", "Add 3 milestones").await?;
        browser.expect_text(SAID, "3 items are added.").await?;
        // To the first one that is open.
        browser
            .expect(
                "document.activeElement.closest('.task')?.querySelector('.title').textContent",
                "Teach the rota",
            )
            .await
    })
}

#[test]
fn a_file_that_was_saved_is_told_from_a_backup() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(WATCH).await?;
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        open_tab(&browser, SHARE).await?;
        saved(&browser).await?;
        browser
            .expect_text(SAID, "The plan is saved as a file.")
            .await?;
        browser
            .expect_text(OPEN_TAB, "A plan was last saved as a file on ")
            .await?;
        browser
            .expect_text(OPEN_TAB, "A backup is another file")
            .await?;
        browser.reload().await?;
        open_tab(&browser, SHARE).await?;
        browser
            .expect_text(OPEN_TAB, "A plan was last saved as a file on ")
            .await
    })
}

#[test]
fn the_plan_is_printed_from_the_tab_where_it_is_saved() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser
            .before_every_page("window.print = () => { window.printed = document.querySelectorAll('.panel:not([hidden]) .task').length; };")
            .await?;
        browser.open("roadmap/#take-along").await?;
        press(&browser, OPEN_TAB, "Print the plan").await?;
        browser.expect("window.printed > 20", true).await?;
        browser.expect_page("roadmap/#plan").await
    })
}
