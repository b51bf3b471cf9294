//! A plan leaves the page and comes in: files, links, restore points, and news of the guide.

use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::{Value, json};

const KEPT: &str = "JSON.stringify(Object.entries(localStorage).sort())";
const MESSAGE: &str = ".toast";
const OWN_PLANS: &str = "Object.keys(localStorage).filter((key) => /plan:[^:]+$/.test(key) && !/open-plan/.test(key)).length";

/// Notes every dialog and every file that is read.
const WATCH: &str = "window.dialogs = 0; window.reads = 0;
    for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.dialogs += 1; };
    const read = Blob.prototype.text;
    Blob.prototype.text = function () { window.reads += 1; return read.call(this); };
    URL.createObjectURL = (blob) => { read.call(blob).then((text) => { window.saved = text; }); return '#'; };";

/// Chooses a file with this text.
const CHOOSE: &str = "const files = new DataTransfer();
    files.items.add(new File([arguments[0]], 'plan.json'));
    const field = document.getElementById('import-file');
    field.files = files.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return null;";

async fn choose(browser: &Browser, text: &str) -> Outcome {
    browser.run_with::<Value>(CHOOSE, vec![json!(text)]).await?;
    Ok(())
}

/// The file that the page offers.
async fn saved(browser: &Browser) -> Outcome<String> {
    browser
        .run::<Value>("delete window.saved; return null;")
        .await?;
    browser.click(".tool [data-act=save-file]").await?;
    browser.take("saved").await
}

async fn add(browser: &Browser, title: &str) -> Outcome {
    browser.replace_text("#add-skills", title).await?;
    browser
        .click("[data-act=add][data-step=skills] button")
        .await?;
    browser.expect_text("#step-skills .items", title).await
}

#[test]
fn a_hostile_file_is_shown_as_text_and_does_nothing() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(WATCH).await?;
        browser.open("roadmap/").await?;
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
            .expect_text("#import-result", "The file has 2 items")
            .await?;
        browser
            .expect_text("#import-result", "its id is damaged")
            .await?;
        browser.click("[data-act=import-merge]").await?;
        browser
            .expect_text("#item-own-1 label", "Bad <img src=x")
            .await?;
        browser
            .expect_text("#item-own-2 label", "Bad <img src=x")
            .await?;
        // Others can be moved before it: its rank leaves room.
        browser.click("#up-own-1").await?;
        browser.reload().await?;
        browser
            .expect_text("#item-own-1 label", "Bad <img src=x")
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
        browser.run::<Value>("document.getElementById('import-text').closest('details').open = true; return null;").await?;
        browser.replace_text("#import-text", "[1]").await?;
        browser.click("[data-act=import-text]").await?;
        browser
            .expect_text("#import-result .note", "no plan of this site")
            .await
    })
}

#[test]
fn a_file_comes_back_the_same_and_a_restore_point_before_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(WATCH).await?;
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        add(&browser, "Write the design for the audit log").await?;
        browser.replace_text("#hours", "5\u{e004}").await?;
        let file = saved(&browser).await?;
        assert!(file.contains("\"hours_a_week\":5,"), "{file}");

        // Another state, then the file in its place.
        browser.click("#delete-tool-fluency").await?;
        add(&browser, "Not in the file").await?;
        browser.replace_text("#hours", "\u{e004}").await?;
        choose(&browser, &file).await?;
        browser
            .expect_text("#import-result", "1 only in your plan: Not in the file")
            .await?;
        browser.click("[data-act=import-replace]").await?;
        browser
            .expect_text(MESSAGE, "The plan is the one of the file.")
            .await?;
        browser
            .expect("!!document.getElementById('item-tool-fluency')", true)
            .await?;
        browser.reload().await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect("document.getElementById('hours').value", "5")
            .await?;
        browser
            .expect_text("#step-skills .items", "audit log")
            .await?;
        browser
            .expect("document.querySelector('#step-skills .items').textContent.includes('Not in the file')", false)
            .await?;
        // The same again changes nothing.
        choose(&browser, &saved(&browser).await?).await?;
        browser.click("[data-act=import-merge]").await?;
        browser
            .expect_text(MESSAGE, "There was nothing to change.")
            .await?;

        browser
            .expect_text("#restore-points", "before a file replaced it")
            .await?;
        browser.click("[data-act=restore]").await?;
        browser
            .expect_text("#step-skills .items", "Not in the file")
            .await?;
        browser
            .expect("!!document.getElementById('item-tool-fluency')", false)
            .await?;

        browser.click("#reset").await?;
        browser.click("[data-act=reset-yes]").await?;
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

#[test]
fn a_link_shows_a_plan_and_touches_nothing_until_it_is_saved() -> Outcome {
    let mut link = String::new();
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        add(&browser, "Talk to Max about <b>the rota</b>").await?;
        browser.click("[data-act=share] button").await?;
        browser
            .expect_text("#share-result", "Link to 33 items")
            .await?;
        link = browser
            .get("document.getElementById('share-link').value")
            .await?;
        assert!(link.len() < 600, "{link}");

        // Nothing chosen is not everything chosen.
        browser
            .run::<Value>("document.getElementById('share-what').value = 'chosen'; return null;")
            .await?;
        browser.click("[data-act=share] button").await?;
        browser
            .expect_text("#share-result", "No item is chosen")
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
        browser.click("[data-act=incoming-close]").await?;
        browser
            .expect("document.getElementById('incoming').textContent", "")
            .await?;

        browser.load("about/").await?;
        browser.open(&page).await?;
        browser.expect_text("#incoming", "33 items").await?;
        browser
            .expect_text("#incoming", "Talk to Max about <b>the rota</b>")
            .await?;
        browser
            .expect(
                "document.querySelectorAll('#incoming b, #incoming input').length",
                0,
            )
            .await?;
        browser
            .expect_text("#step-skills .items", "Mine alone")
            .await?;
        browser.expect(KEPT, before).await?;

        browser.click("[data-act=incoming-save]").await?;
        browser
            .expect_text("#step-skills .items", "Talk to Max")
            .await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.expect(OWN_PLANS, 2).await?;
        browser.reload().await?;
        browser
            .expect("document.getElementById('incoming').textContent", "")
            .await?;
        browser
            .expect_text("#step-skills .items", "Talk to Max")
            .await?;
        browser
            .run::<Value>("const menu = document.getElementById('switch-plan'); menu.value = 'main'; menu.dispatchEvent(new Event('change', { bubbles: true })); return null;")
            .await?;
        browser
            .expect_text("#step-skills .items", "Mine alone")
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
        browser.click("[data-act=incoming-add]").await?;
        browser
            .expect_text(
                "#item-own-skill-system-design-3 label",
                "System design: reach “leads”",
            )
            .await?;
        browser.expect("location.hash", "").await?;
        browser.load("about/").await?;
        browser.open("roadmap/#add=system-design.3").await?;
        browser
            .expect_text("#incoming", "In your plan already")
            .await?;
        browser
            .expect("!!document.querySelector('[data-act=incoming-add]')", false)
            .await
    })
}

#[test]
fn what_changed_in_the_guide_is_shown_and_left_to_the_person() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser
            .expect("document.getElementById('news-of-guide').textContent", "")
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
            browser.expect_text("#news-of-guide", part).await?;
        }
        browser
            .expect_text("#item-choose-a-route label", "Old words")
            .await?;
        browser
            .click("[data-item=choose-a-route][data-answer=take]")
            .await?;
        browser
            .expect_text("#item-choose-a-route label", "Choose a route")
            .await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .click("[data-item=tool-fluency][data-answer=add]")
            .await?;
        browser
            .expect("!!document.getElementById('item-tool-fluency')", true)
            .await?;
        browser
            .click("[data-item=was-retired][data-answer=own]")
            .await?;
        browser
            .expect("document.getElementById('news-of-guide').textContent", "")
            .await?;
        browser.click("#undo").await?;
        browser
            .expect_text("#news-of-guide", "1 difference")
            .await?;
        browser.reload().await?;
        browser.expect_text("#news-of-guide", "Was retired").await
    })
}
