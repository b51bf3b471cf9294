//! What is made of the plan: documents for the talk with one's manager, and a trial of the role.

use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;

const DOCUMENT: &str = "#document";
const TRIED: &str =
    "[...document.querySelectorAll('[id^=item-own-trial-]')].map((item) => item.id)";
const MESSAGE: &str = ".toast";

/// Ticks an item and says what shows that it is done.
async fn prove(browser: &Browser, id: &str, what: &str) -> Outcome {
    browser.click(&format!("#tick-{id}")).await?;
    browser.type_into(&format!("#evidence-{id}"), what).await?;
    browser
        .type_into(&format!("#evidence_by-{id}"), "Ada")
        .await?;
    browser
        .click(&format!("#item-{id} .edit [type=submit]"))
        .await
}

#[test]
fn the_packet_has_evidence_under_its_skill() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        prove(&browser, "write-decisions", "# Six records | <b>kept</b>").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.click("[data-document=packet]").await?;
        browser
            .expect("document.activeElement.id", "document")
            .await?;
        let text: String = browser
            .get("document.getElementById('document').textContent")
            .await?;
        let skill: String = browser
            .get("document.getElementById('skill-names').textContent.match(/^decision-making (.*)$/m)[1]")
            .await?;
        let bare: String = browser
            .get("document.querySelector('#item-choose-a-route label').textContent")
            .await?;
        let parts = [
            "# What I have done: My plan",
            "2 of ",
            "## Evidence, by skill",
            &format!("### {skill}"),
            "  - \\# Six records \\| \\<b>kept\\</b>",
            "  - Seen by Ada",
            "## Done, but nothing written down yet",
            &format!("- {bare}"),
        ];
        let mut rest = text.as_str();
        for part in parts {
            let found = rest.find(part);
            assert!(found.is_some(), "{part} is missing or misplaced in {text}");
            rest = &rest[found.unwrap_or_default()..];
        }
        // It follows the plan while it is open.
        prove(&browser, "tool-fluency", "Taught the debugger").await?;
        browser.expect_text(DOCUMENT, "Taught the debugger").await?;
        browser
            .expect("document.getElementById('save-agenda').hidden", true)
            .await?;
        browser.expect_quiet_console().await
    })
}

#[test]
fn the_agenda_counts_and_is_printed_alone() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page("window.print = () => { window.printed = document.documentElement.dataset.print; dispatchEvent(new Event('afterprint')); };").await?;
        browser.open("roadmap/").await?;
        prove(&browser, "write-decisions", "Six records").await?;
        browser.click("[data-document=agenda]").await?;
        let (all, next): (usize, String) = browser
            .get("[document.querySelectorAll('#step-skills .task').length, document.querySelector('#step-experience .task label').textContent]")
            .await?;
        for part in [
            format!(": 1 of {all}"),
            "- Six records".to_owned(),
            format!("- {next}"),
            "  - What I need from you: …".to_owned(),
            "- Who decides about this role here".to_owned(),
        ] {
            browser.expect_text(DOCUMENT, &part).await?;
        }
        browser.click("[data-act=print-document]").await?;
        browser.expect("window.printed", "document").await?;
        browser
            .expect("document.documentElement.hasAttribute('data-print')", false)
            .await
    })
}

#[test]
fn a_trial_is_three_items_and_one_edit() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser
            .expect("document.getElementById('trial-start').value.length", 10)
            .await?;
        browser
            .run::<()>("document.getElementById('trial-start').value = '2026-11-02';")
            .await?;
        browser.click("#try-decisions").await?;
        browser.click("#try-give-away").await?;
        browser
            .click("[data-act=start-trial] [type=submit]")
            .await?;
        browser.expect_text(MESSAGE, "exactly three").await?;
        browser.expect(TRIED, json!([])).await?;

        browser.click("#try-say-it").await?;
        browser
            .click("[data-act=start-trial] [type=submit]")
            .await?;
        let id = |name: &str| format!("item-own-trial-{name}-2026-11-02");
        browser
            .expect(TRIED, json!(["decisions", "give-away", "say-it"].map(id)))
            .await?;
        let item = "own-trial-decisions-2026-11-02";
        browser
            .expect_text(&format!("#item-{item} .about"), "30 Nov 2026")
            .await?;
        browser.click(&format!("#trial-extend-{item}")).await?;
        browser
            .expect_text(&format!("#item-{item} .about"), "14 Dec 2026")
            .await?;
        browser
            .expect("document.activeElement.id", format!("trial-extend-{item}"))
            .await?;

        browser.click("#undo").await?;
        browser.click("#undo").await?;
        browser.expect(TRIED, json!([])).await?;
        browser
            .expect("document.getElementById('trial-result').textContent", "")
            .await?;
        browser.click("#redo").await?;
        browser
            .expect("document.querySelectorAll('.trials li').length", 3)
            .await?;
        browser
            .click("#trial-stop-own-trial-say-it-2026-11-02")
            .await?;
        browser
            .expect("document.querySelectorAll('.trials li').length", 2)
            .await?;
        browser.click(&format!("#trial-keep-{item}")).await?;
        browser.expect_ticked(item).await?;
        browser
            .expect("document.activeElement.id", format!("evidence-{item}"))
            .await
    })
}
