//! What is proposed for the plan: by the skills, by a checklist, and by a newer guide.

use super::{SAID, press};
use crate::harness::{Outcome, in_chromium};
use serde_json::{Value, json};

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
