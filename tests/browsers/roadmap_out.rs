//! A plan leaves the page and comes in: files, links, restore points, and news of the guide.

use crate::harness::{Browser, Outcome, in_chromium};
use crate::roadmap::{OPEN_TAB, SAID, SHARE, act, by_step, press};
use serde_json::{Value, json};

const KEPT: &str = "JSON.stringify(Object.entries(localStorage).sort())";
const OWN_PLANS: &str = "Object.keys(localStorage).filter((key) => /plan:[^:]+$/.test(key) && !/open-plan/.test(key)).length";

/// Notes every dialog and every file that is read.
const WATCH: &str = "window.dialogs = 0; window.reads = 0;
    for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.dialogs += 1; };
    const read = Blob.prototype.text;
    const bytes = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function () { window.reads += 1; return bytes.call(this); };
    URL.createObjectURL = (blob) => { read.call(blob).then((text) => { window.saved = text; }); return '#saved'; };";

/// Chooses a file with this text.
const CHOOSE: &str = "const files = new DataTransfer();
    files.items.add(new File([arguments[0]], 'plan.json'));
    const field = document.getElementById('import-file');
    field.files = files.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return null;";

/// Chooses a file with this text, where the room takes files in.
pub async fn choose(browser: &Browser, text: &str) -> Outcome {
    browser.expect_there("#import-file").await?;
    browser.run_with::<Value>(CHOOSE, vec![json!(text)]).await?;
    Ok(())
}

/// The file that the page offers.
async fn saved(browser: &Browser) -> Outcome<String> {
    browser
        .run::<Value>("delete window.saved; return null;")
        .await?;
    press(browser, OPEN_TAB, "Save as a file").await?;
    browser.take("saved").await
}

async fn add(browser: &Browser, title: &str) -> Outcome {
    by_step(browser).await?;
    browser.replace_text("#add-skills", title).await?;
    browser.press("\u{e007}").await?;
    browser.expect_text("#step-skills .items", title).await
}

/// Opens a tab of the room.
async fn open_tab(browser: &Browser, name: &str) -> Outcome {
    press(browser, ".tabs", name).await
}

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
        let count: usize = browser
            .get("document.querySelectorAll('.task').length")
            .await?;
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

#[test]
fn a_link_from_the_skills_page_adds_items_with_one_click() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser
            .open("roadmap/#add=system-design.3,nonsense.2")
            .await?;
        browser
            .expect_text("#incoming", "System design: reach “leads”")
            .await?;
        browser.expect_text("#incoming", "nonsense.2").await?;
        press(&browser, "#incoming", "Add it").await?;
        browser
            .expect_text(
                "#title-own-skill-system-design-3",
                "System design: reach “leads”",
            )
            .await?;
        // It is brought into view, marked and focused.
        browser
            .expect(
                "document.activeElement.id",
                "item-own-skill-system-design-3",
            )
            .await?;
        browser
            .expect_in_view("item-own-skill-system-design-3")
            .await?;
        browser.load("about/").await?;
        browser.open("roadmap/#add=system-design.3").await?;
        browser
            .expect_text("#incoming", "In your plan already")
            .await?;
        browser
            .expect("document.querySelectorAll('#incoming button').length", 1)
            .await
    })
}

#[test]
fn what_changed_in_the_guide_is_shown_and_left_to_the_person() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser
            .expect("document.querySelector('.news')", json!(null))
            .await?;
        // As if an older release had planned: other words, one milestone less, one that is gone.
        let older = "const key = (id) => `tech-lead-guide:plan:main:item:${id}`;
            const change = (id, how) => { const item = JSON.parse(localStorage.getItem(key(id))); how(item); localStorage.setItem(key(item.id), JSON.stringify(item)); };
            change('choose-a-route', (item) => { item.revision = 1; item.title = 'Old words'; });
            change('tool-fluency', (item) => { item.id = 'was-retired'; item.title = 'Was retired'; });
            localStorage.removeItem(key('tool-fluency')); return null;";
        browser.run::<Value>(older).await?;
        browser.reload().await?;
        for part in [
            "3 differences",
            "Old words",
            "No longer in the guide: Was retired",
        ] {
            browser.expect_text(".news", part).await?;
        }
        browser
            .expect_text("#title-choose-a-route", "Old words")
            .await?;
        press(&browser, ".news", "Take the guide’s words").await?;
        browser
            .expect_text("#title-choose-a-route", "Choose a route")
            .await?;
        browser.expect_ticked("choose-a-route").await?;
        press(&browser, ".news", "Add it").await?;
        browser
            .expect("!!document.getElementById('item-tool-fluency')", true)
            .await?;
        press(&browser, ".news", "Keep it as my own").await?;
        browser
            .expect("document.querySelector('.news')", json!(null))
            .await?;
        browser.click("#undo").await?;
        browser.expect_text(".news", "1 difference").await?;
        browser.reload().await?;
        browser.expect_text(".news", "Was retired").await
    })
}

#[test]
fn a_checklist_of_the_guide_goes_onto_the_roadmap_once() -> Outcome {
    const FIRST: &str = "item-own-list-code-review-checklist-1";
    const BUTTON: &str = "button[value='list=code-review.checklist']";
    in_chromium("/repo/", async |browser, _host| {
        // A link from elsewhere only proposes.
        browser.open("roadmap/#list=code-review.checklist").await?;
        browser
            .expect_text("#incoming", "From the guide: add to your plan?")
            .await?;
        browser.expect_text("#incoming", "Add both").await?;
        browser
            .expect(&format!("document.getElementById('{FIRST}')"), Value::Null)
            .await?;
        press(&browser, "#incoming", "Close").await?;
        // The button of the page says what is wanted: that is done at once, and can be taken back.
        browser.open("guide/code-review/").await?;
        browser.expect_text(BUTTON, "Put it on my roadmap").await?;
        browser.click(BUTTON).await?;
        browser.expect("document.activeElement.id", FIRST).await?;
        browser.expect_text(SAID, "2 items are added.").await?;
        browser
            .expect("document.getElementById('undo').disabled", false)
            .await?;
        browser.expect_in_view(FIRST).await?;
        browser.click("header nav a[href$='/guide/']").await?;
        browser.expect_page("guide/").await?;
        browser.open("guide/code-review/").await?;
        browser.click(BUTTON).await?;
        browser
            .expect_text("#incoming", "In your plan already")
            .await?;
        browser
            .expect(
                "document.querySelector('#incoming').textContent.includes('Add ')",
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
