//! The forecast, the timeline and the calendar file.

use crate::harness::{CATCH_FILES, Outcome, in_chromium};

const WINDOW: &str = "document.getElementById('time-window').textContent";

/// Gives an item a due date.
const SET_DUE: &str = "const field = document.querySelector('#item-choose-a-route [name=due]'); field.value = '2099-03-01'; document.querySelector('#item-choose-a-route form').requestSubmit();";

#[test]
fn hours_a_week_change_the_window_and_are_kept() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser
            .expect_text("#time-window", "At 3 hours a week, which is an assumption")
            .await?;
        let assumed: String = browser.get(WINDOW).await?;
        browser.type_into("#hours", "12\u{e007}").await?;
        browser
            .expect_text("#time-window", "At 12 hours a week what is left")
            .await?;
        let window = |text: &str| text.split("could be done").last().map(str::to_owned);
        let said: String = browser.get(WINDOW).await?;
        assert_ne!(window(&assumed), window(&said), "the window is another");
        browser.reload().await?;
        browser
            .expect("document.getElementById('hours').value", "12")
            .await?;
        browser.expect(WINDOW, said).await?;
        browser.expect_quiet_console().await
    })
}

#[test]
fn a_due_date_is_drawn_and_goes_into_a_calendar_file() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser
            .expect_text("#time-result", "Give an item a date")
            .await?;
        browser.run::<()>(CATCH_FILES).await?;
        browser.click("[data-act=calendar]").await?;
        browser
            .expect_text(".toast", "No item has a due date yet")
            .await?;
        browser.click("#edit-choose-a-route").await?;
        browser
            .expect("!!document.getElementById('title-choose-a-route')", true)
            .await?;
        browser.run::<()>(SET_DUE).await?;
        browser
            .expect(
                "document.querySelectorAll('.timeline circle.open').length",
                1,
            )
            .await?;
        browser
            .expect_text("#time-result", "What is due by 1 Mar 2099 needs")
            .await?;
        browser.click("[data-act=calendar]").await?;
        browser
            .expect(
                "window.saved?.startsWith('BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\n') && window.saved.includes('\\r\\nUID:main-choose-a-route@tech-lead-guide\\r\\n') && window.saved.includes('\\r\\nDTSTART;VALUE=DATE:20990301\\r\\n') && /\\r\\nDTSTAMP:20\\d{6}T[0-2]\\d[0-5]\\d[0-5]\\dZ\\r\\n/.test(window.saved)",
                true,
            )
            .await?;
        browser.expect_quiet_console().await
    })
}
