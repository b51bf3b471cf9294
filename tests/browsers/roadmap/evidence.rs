//! What is made of the plan: the evidence, the agenda, and a trial of the role.

use super::{OPEN_TAB, SAID, press};
use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;

const DOCUMENT: &str = "#document";
const TRIED: &str =
    "[...document.querySelectorAll('[id^=item-own-trial-]')].map((item) => item.id)";

/// Ticks an item and says what shows that it is done.
async fn prove(browser: &Browser, id: &str, what: &str) -> Outcome {
    browser.click(&format!("#tick-{id}")).await?;
    browser
        .type_into(&format!("#evidence-of-{id}"), what)
        .await?;
    browser
        .type_into(&format!("#evidence-by-of-{id}"), "Ada")
        .await?;
    press(browser, &format!("#item-{id} .edit"), "Keep as evidence").await
}

#[test]
fn the_evidence_grows_under_its_skill_and_asks_for_what_is_missing() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser
            .before_every_page("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };")
            .await?;
        browser.open("roadmap/").await?;
        // On a narrow phone, what is said of it lies over nothing.
        browser.set_screen(320, 700).await?;
        prove(&browser, "write-decisions", "# Six records | <b>kept</b>").await?;
        browser.expect_text(SAID, "Kept under “Evidence”.").await?;
        browser
            .expect(
                "document.querySelector('.said [role=status]').getBoundingClientRect().bottom <= document.querySelector('.strip-line').getBoundingClientRect().bottom",
                true,
            )
            .await?;
        browser.set_screen(1280, 900).await?;
        browser.click("#tick-choose-a-route").await?;
        press(&browser, "#item-choose-a-route .edit", "Not now").await?;
        press(&browser, ".tabs", "Evidence").await?;
        for part in [
            "Decision making",
            "# Six records | <b>kept</b>",
            "seen by Ada",
            "2 of ",
        ] {
            browser.expect_text(DOCUMENT, part).await?;
        }
        // What has nothing written down is asked for where it stands.
        press(&browser, DOCUMENT, "Choose a route").await?;
        browser
            .type_into("#evidence-of-choose-a-route", "Enrolled")
            .await?;
        press(&browser, DOCUMENT, "Keep as evidence").await?;
        browser.expect_text(DOCUMENT, "Enrolled").await?;

        press(&browser, OPEN_TAB, "Copy as Markdown").await?;
        let text = browser.take("copied").await?;
        for part in [
            "# What I have done: My plan",
            "### Decision making",
            "  - \\# Six records \\| \\<b>kept\\</b>",
            "  - Seen by Ada",
        ] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        Ok(())
    })
}

#[test]
fn the_agenda_counts_and_is_printed_alone() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page("window.print = () => { window.printed = document.documentElement.dataset.print; dispatchEvent(new Event('afterprint')); };").await?;
        browser.open("roadmap/").await?;
        prove(&browser, "write-decisions", "Six records").await?;
        let all: usize = browser
            .get("document.querySelectorAll('#step-skills .task').length")
            .await?;
        press(&browser, ".tabs", "Evidence").await?;
        press(&browser, ".panel:not([hidden]) .choice", "Agenda").await?;
        for part in [
            format!(": 1 of {all}"),
            "Six records".to_owned(),
            "Who decides about this role here".to_owned(),
        ] {
            browser.expect_text(DOCUMENT, &part).await?;
        }
        press(&browser, ".panel:not([hidden]) .controls", "Print").await?;
        browser.expect("window.printed", "document").await?;
        browser
            .expect("document.documentElement.hasAttribute('data-print')", false)
            .await
    })
}

#[test]
fn the_agenda_has_the_gaps_of_the_scores_and_what_was_agreed() -> Outcome {
    const STORED: &str = "
        const put = (key, value) => localStorage.setItem(`tech-lead-guide:${key}`, JSON.stringify({ schema: 1, ...value }));
        put('skills:draft', { levels: 'delegation:0 communication:2 code-review:4' });
        put('skills:agreed:delegation', { skill: 'delegation', level: 1, note: 'Gave away one project', day: '2027-02-01' });
        return null;";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("about/").await?;
        browser.run::<()>(STORED).await?;
        browser.open("roadmap/#evidence").await?;
        press(&browser, ".panel:not([hidden]) .choice", "Agenda").await?;
        for part in [
            "Delegation: “aware” as agreed, aiming at “leads”",
            "Communication: “solid”, aiming at “leads”",
            "Gave away one project. To be looked at again on 1 Feb 2027.",
            "What we agree on",
        ] {
            browser.expect_text(DOCUMENT, part).await?;
        }
        // The talk is what this milestone asks for.
        browser
            .expect(
                "document.querySelector('#document').textContent.includes('Ask for it')",
                false,
            )
            .await?;
        browser
            .expect("document.querySelectorAll('#document .ruled').length", 3)
            .await
    })
}

#[test]
fn a_trial_is_three_items_and_one_edit() -> Outcome {
    const CHOICES: &str = "[...document.querySelectorAll('.behaviours input')].filter((box) => box.checkVisibility()).length";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/#trial").await?;
        browser
            .expect("document.getElementById('trial-start').value.length", 10)
            .await?;
        browser
            .run::<()>("const field = document.getElementById('trial-start'); field.value = '2026-11-02'; field.dispatchEvent(new Event('input', { bubbles: true })); return null;")
            .await?;
        browser.click("#try-decisions").await?;
        browser.click("#try-give-away").await?;
        press(&browser, ".panel:not([hidden]) form", "Start the trial").await?;
        browser
            .expect_text(".behaviours .field-error", "Choose 3; you have chosen 2.")
            .await?;
        browser.click("#try-say-it").await?;
        press(&browser, ".panel:not([hidden]) form", "Start the trial").await?;
        browser.expect_text(SAID, "3 items are added").await?;
        browser
            .expect("document.querySelectorAll('.trials > li').length", 3)
            .await?;
        // What is being tried is no choice for the next trial.
        browser.expect(CHOICES, 7).await?;
        press(&browser, ".trials > li", "Two more weeks").await?;
        browser.expect_text(SAID, "14 Dec 2026").await?;
        press(&browser, ".tabs", "Plan").await?;
        let id = |name: &str| format!("item-own-trial-{name}-2026-11-02");
        browser
            .expect(TRIED, json!(["decisions", "give-away", "say-it"].map(id)))
            .await?;
        browser.click("#undo").await?;
        browser.click("#undo").await?;
        browser.expect(TRIED, json!([])).await?;
        browser.click("#redo").await?;
        press(&browser, ".tabs", "Trial").await?;
        browser
            .expect("document.querySelectorAll('.trials > li').length", 3)
            .await?;
        press(&browser, ".trials > li", "Stop").await?;
        browser
            .expect("document.querySelectorAll('.trials > li').length", 2)
            .await?;
        browser.expect(CHOICES, 8).await
    })
}
