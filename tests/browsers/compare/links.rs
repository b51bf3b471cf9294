//! Links to a view, a row, and a cell.

use super::{COLUMNS, IS_DIFFERENCES, VISIBLE_ROWS, expect_some_of, line_of, press_in};
use crate::harness::{Outcome, in_chromium};
use serde_json::json;

#[test]
fn a_damaged_link_is_named_and_the_rest_of_it_applies() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/?q=team&group=nonsense&roles=lead,xyzzy&diff=1&utm_source=letter&%E0%A4%A=%").await?;
        for part in ["nonsense", "xyzzy"] {
            browser.expect_text(".toast", part).await?;
        }
        browser
            .expect(
                "document.querySelector('.toast').textContent.includes('utm')",
                false,
            )
            .await?;
        browser
            .expect("document.querySelector('.toast').checkVisibility()", true)
            .await?;
        browser.expect(&format!("[document.getElementById('filter').value, document.getElementById('group').value, {IS_DIFFERENCES}]"), json!(["team", "", true])).await?;
        browser.expect(COLUMNS, json!(["lead"])).await?;
        let all: usize = browser
            .get("document.querySelectorAll('tr.dimension').length")
            .await?;
        expect_some_of(&browser, all).await
    })
}

#[test]
fn a_link_to_a_row_shows_that_row() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/#coding-time").await?;
        browser.expect_in_view("coding-time").await?;
        // Rows above it are hidden, so it moves while the page becomes live.
        browser
            .open("compare/?group=technology#coding-time")
            .await?;
        browser
            .expect(
                &format!("{VISIBLE_ROWS}.every((row) => row.classList.contains('in-technology'))"),
                true,
            )
            .await?;
        browser.expect_in_view("coding-time").await
    })
}

#[test]
fn a_link_to_a_row_ends_with_the_row_just_below_the_head() -> Outcome {
    const PLACE: &str = "(() => { const row = document.getElementById('title-or-hat').getBoundingClientRect(); return row.top - document.querySelector('.compare thead').getBoundingClientRect().bottom; })()";
    in_chromium("/repo/", async |browser, _host| {
        for (width, height) in [(1280, 900), (390, 844)] {
            browser.set_screen(width, height).await?;
            // By a link of another page, which the app follows.
            browser.open("about/").await?;
            browser
                .run::<serde_json::Value>("const link = document.createElement('a'); link.href = '/repo/compare/#title-or-hat'; link.id = 'by-link'; link.textContent = 'x'; document.querySelector('h1').append(link); return null;")
                .await?;
            browser.click("#by-link").await?;
            browser.expect_page("compare/#title-or-hat").await?;
            let near = format!("{PLACE} >= 0 && {PLACE} < 60");
            browser
                .expect(&format!("({near}) || {PLACE}"), true)
                .await?;
            // It stays there when the rows above are left out of the layout.
            browser
                .expect("document.querySelector('tr[data-far]') !== null", true)
                .await?;
            browser
                .run::<serde_json::Value>(
                    "return new Promise((done) => setTimeout(() => done(null), 300));",
                )
                .await?;
            browser
                .expect(&format!("({near}) || {PLACE}"), true)
                .await?;
            // And from the questions on the same page.
            browser.click(".tabs a[href$='#which-kind']").await?;
            browser.expect_page("compare/#which-kind").await?;
            browser
                .run::<serde_json::Value>("document.querySelector('.kinds a[href=\"#coding-time\"]').click(); return null;")
                .await?;
            let place = PLACE.replace("title-or-hat", "coding-time");
            browser
                .expect(&format!("({place} >= 0 && {place} < 60) || {place}"), true)
                .await?;
        }
        Ok(())
    })
}

#[test]
fn a_link_to_a_cell_shows_its_column() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/#coding-time.staff").await?;
        browser
            .expect(COLUMNS, json!(["lead", "manager", "staff"]))
            .await?;
        browser.expect_in_view("coding-time.staff").await
    })
}

#[test]
fn a_row_gives_a_link_to_itself_or_to_a_cell_and_keeps_a_note() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/?roles=lead,tlm").await?;
        browser
            .run::<()>("navigator.clipboard.writeText = async (text) => { window.copied = text; }; return null;")
            .await?;
        browser.click(&line_of("hiring")).await?;
        press_in(&browser, "hiring", "Copy link").await?;
        press_in(&browser, "hiring", "To this row").await?;
        browser
            .expect("window.copied", browser.address_of("compare/#hiring"))
            .await?;
        press_in(&browser, "hiring", "Copy link").await?;
        press_in(&browser, "hiring", "To its cell: Tech lead manager").await?;
        browser
            .expect("window.copied", browser.address_of("compare/#hiring.tlm"))
            .await?;
        browser
            .type_into("#hiring + .more .note-field input", "ask Ada")
            .await?;
        browser.press_tab().await?;
        browser
            .expect(
                "JSON.parse(localStorage.getItem('tech-lead-guide:compare:weight:hiring')).note",
                "ask Ada",
            )
            .await?;
        browser.reload().await?;
        browser
            .expect(
                "document.querySelector('#hiring + .more .note-field input').value",
                "ask Ada",
            )
            .await
    })
}
