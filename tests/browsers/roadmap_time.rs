//! The forecast, the timeline and the calendar file.

use crate::harness::{CATCH_FILES, Outcome, in_chromium};
use crate::roadmap::{act, press};
use serde_json::json;

const WINDOW: &str = "document.getElementById('time-window').textContent";
const MESSAGE: &str = ".strip .said";

/// Writes into a field of the form of a milestone.
fn set(name: &str, value: &str) -> String {
    format!(
        "const field = document.getElementById('{name}-of-choose-a-route'); field.value = {}; field.dispatchEvent(new Event('input', {{ bubbles: true }})); return null;",
        json!(value)
    )
}

#[test]
fn hours_a_week_change_the_window_and_are_kept() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        press(&browser, ".tabs", "Timeline").await?;
        browser.expect_page("roadmap/#time").await?;
        browser
            .expect_text("#time-window", "At 3 hours a week, which is an assumption")
            .await?;
        let assumed: String = browser.get(WINDOW).await?;
        browser.type_into("#hours", "12").await?;
        browser
            .expect_text("#time-window", "At 12 hours a week what is left")
            .await?;
        let window = |text: &str| text.split("could be done").last().map(str::to_owned);
        let said: String = browser.get(WINDOW).await?;
        assert_ne!(window(&assumed), window(&said), "the window is another");
        browser
            .expect_text(".strip .progress", "at 12 h a week")
            .await?;
        browser.reload().await?;
        browser
            .expect("document.getElementById('hours').value", "12")
            .await?;
        browser.expect(WINDOW, said).await?;
        browser.replace_text("#hours", "101").await?;
        browser.expect_text("#hours-error", "100 at most").await
    })
}

#[test]
fn weeks_off_move_the_window_until_they_are_removed() -> Outcome {
    const OFF: &str = ".panel:not([hidden]) .disclosure";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/#time").await?;
        browser.expect_text("#time-window", "could be done").await?;
        let before: String = browser.get(WINDOW).await?;
        press(&browser, OFF, "Weeks off").await?;
        let day = |field: &str, days: u32| {
            format!(
                "const field = document.getElementById('{field}'); field.value = new Date(Date.now() + {days} * 864e5).toISOString().slice(0, 10); field.dispatchEvent(new Event('input', {{ bubbles: true }})); return null;"
            )
        };
        browser.run::<()>(&day("off-from", 9)).await?;
        browser.run::<()>(&day("off-to", 2)).await?;
        browser
            .expect_text("#off-to-error", "This is before the first day")
            .await?;
        // As long as no month can stay the same.
        browser.run::<()>(&day("off-to", 500)).await?;
        press(&browser, OFF, "Add").await?;
        browser.expect_text(MESSAGE, "The plan goes around").await?;
        browser
            .expect(&format!("{WINDOW} === {}", json!(before)), false)
            .await?;
        browser.reload().await?;
        press(&browser, OFF, "Weeks off").await?;
        press(&browser, OFF, "Remove").await?;
        browser.expect(WINDOW, before).await
    })
}

#[test]
fn a_due_date_is_drawn_and_goes_into_a_calendar_file() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.run::<()>(CATCH_FILES).await?;
        press(&browser, ".tabs", "Timeline").await?;
        press(&browser, ".panel:not([hidden])", "Save the due dates").await?;
        browser
            .expect_text(MESSAGE, "No milestone has a due date yet")
            .await?;
        press(&browser, ".tabs", "Plan").await?;
        act(&browser, "choose-a-route", "Edit").await?;
        browser.run::<()>(&set("due", "2099-03-01")).await?;
        browser.click("#item-choose-a-route [type=submit]").await?;
        browser
            .expect_text("#item-choose-a-route .due", "due 1 Mar 2099")
            .await?;
        press(&browser, ".tabs", "Timeline").await?;
        browser
            .expect(
                "document.querySelectorAll('.timeline-row .open circle').length",
                1,
            )
            .await?;
        browser.expect_text(".timeline", "due 1 Mar 2099").await?;
        browser
            .expect_text(".panel:not([hidden])", "What is due by 1 Mar 2099 needs")
            .await?;
        press(&browser, ".panel:not([hidden])", "Save the due dates").await?;
        browser
            .expect(
                "window.saved?.startsWith('BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\n') && window.saved.includes('\\r\\nUID:main-choose-a-route@tech-lead-guide\\r\\n') && window.saved.includes('\\r\\nDTSTART;VALUE=DATE:20990301\\r\\n') && /\\r\\nDTSTAMP:20\\d{6}T[0-2]\\d[0-5]\\d[0-5]\\dZ\\r\\n/.test(window.saved)",
                true,
            )
            .await
    })
}
