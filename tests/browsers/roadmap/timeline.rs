//! The forecast, the timeline and the calendar file.

use super::{OPEN_TAB, SAID, act, by_step, press};
use crate::harness::{CATCH_FILES, Outcome, in_chromium};
use serde_json::{Value, json};

const WINDOW: &str = "document.getElementById('time-window').textContent";

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
        // No finish is named before the questions are answered or skipped, not even that of a step.
        browser
            .expect_text("#time-window", "Answer the questions above")
            .await?;
        browser
            .expect("document.querySelector('.timeline')", Value::Null)
            .await?;
        press(&browser, ".beginning", "Skip this").await?;
        browser.expect_there(".timeline .window").await?;
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
        press(&browser, ".beginning", "Skip this").await?;
        browser
            .expect_text("#time-window", "could be done between")
            .await?;
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
        browser.expect_text(SAID, "The plan goes around").await?;
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
        press(&browser, ".beginning", "Skip this").await?;
        browser.run::<()>(CATCH_FILES).await?;
        press(&browser, ".tabs", "Timeline").await?;
        press(&browser, OPEN_TAB, "Save the due dates").await?;
        browser
            .expect_text(SAID, "No milestone has a due date yet")
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
            .expect_text(OPEN_TAB, "What is due by 1 Mar 2099 needs")
            .await?;
        press(&browser, OPEN_TAB, "Save the due dates").await?;
        browser
            .expect(
                "window.saved?.startsWith('BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\n') && window.saved.includes('\\r\\nUID:main-choose-a-route@tech-lead-guide\\r\\n') && window.saved.includes('\\r\\nDTSTART;VALUE=DATE:20990301\\r\\n') && /\\r\\nDTSTAMP:20\\d{6}T[0-2]\\d[0-5]\\d[0-5]\\dZ\\r\\n/.test(window.saved)",
                true,
            )
            .await
    })
}

/// A clock that can be moved: `window.later` in milliseconds.
const CLOCK: &str = "window.later = 0;
    const TrueDate = Date;
    window.Date = class extends TrueDate {
        constructor(...given) { if (given.length) super(...given); else super(TrueDate.now() + window.later); }
        static now() { return TrueDate.now() + window.later; }
    };";

/// Seen in the first release: overdue, “today” and the days in forms were yesterday's.
#[test]
fn a_page_that_is_open_over_midnight_has_the_new_day() -> Outcome {
    const DUE: &str = "document.querySelector('#item-tool-fluency .due')?.textContent ?? ''";
    const IN_DAYS: &str = "(days) => { const day = new Date(); day.setDate(day.getDate() + days); return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-'); }";
    const NEXT_DAY: &str = "window.later += 86_400_000; document.dispatchEvent(new Event('visibilitychange', { bubbles: true })); return null;";
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(CLOCK).await?;
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        let today: String = browser.get(&format!("({IN_DAYS})(0)")).await?;
        let due = format!(
            "const key = 'tech-lead-guide:plan:main:item:tool-fluency';
            localStorage.setItem(key, JSON.stringify({{ ...JSON.parse(localStorage.getItem(key)), due: '{today}', status: 'todo' }}));
            return null;"
        );
        browser.run::<Value>(&due).await?;
        browser.reload().await?;
        by_step(&browser).await?;
        browser.expect(DUE, "due today").await?;
        browser.run::<Value>(NEXT_DAY).await?;
        browser.expect(DUE, "was due yesterday").await?;
        // The day that a form proposes is the new one.
        let tomorrow: String = browser.get(&format!("({IN_DAYS})(0)")).await?;
        assert_ne!(today, tomorrow);
        browser.click("#tick-team-project").await?;
        browser
            .expect(
                "document.querySelector('#item-team-project input[type=date]')?.value",
                tomorrow,
            )
            .await
    })
}
