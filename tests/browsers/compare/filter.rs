//! Filter, topic and differences: fewer rows, also on a phone.

use super::{IS_DIFFERENCES, ORDER, STATUS, VISIBLE_ROWS, expect_some_of};
use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;
use thirtyfour::Key;

/// The box that hides what the roles have in common.
const DIFFERENCES: &str = "#table-controls > label.tick:nth-of-type(4)";

async fn count_rows(browser: &Browser) -> Outcome<usize> {
    browser.get(&format!("{VISIBLE_ROWS}.length")).await
}

#[test]
fn a_filter_hides_rows_and_is_kept_in_the_address() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        let all = count_rows(&browser).await?;
        assert!(all >= 10, "{all} rows");
        browser
            .expect(STATUS, format!("{all} of {all} rows"))
            .await?;

        browser.type_into("#filter", "Coding").await?;
        browser.expect_page("compare/?q=Coding").await?;
        expect_some_of(&browser, all).await?;
        browser
            .expect(&format!("{VISIBLE_ROWS}.every((row) => row.textContent.toLowerCase().includes('coding'))"), true)
            .await?;
        browser
            .expect("document.activeElement.id", "filter")
            .await?;
        let some = count_rows(&browser).await?;

        browser.reload().await?;
        browser
            .expect("document.getElementById('filter').value", "Coding")
            .await?;
        browser
            .expect(STATUS, format!("{some} of {all} rows"))
            .await?;
        assert_eq!(count_rows(&browser).await?, some);

        // Another page and back again.
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect_page("roadmap/").await?;
        browser.back().await?;
        browser.expect_page("compare/?q=Coding").await?;
        browser
            .expect("document.getElementById('filter')?.value", "Coding")
            .await?;
        browser
            .expect(STATUS, format!("{some} of {all} rows"))
            .await?;

        browser.replace_text("#filter", "no such words").await?;
        browser.expect(STATUS, format!("0 of {all} rows")).await?;
        browser
            .expect("document.querySelector('#no-row').checkVisibility()", true)
            .await?;
        browser.click("#no-row a").await?;
        browser.expect_page("compare/").await?;
        browser
            .expect("document.getElementById('filter').value", "")
            .await?;
        browser.expect(STATUS, format!("{all} of {all} rows")).await
    })
}

#[test]
fn differences_and_topics_narrow_the_table() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        let all = count_rows(&browser).await?;
        browser.click(DIFFERENCES).await?;
        browser.expect_page("compare/?diff=1").await?;
        browser
            .expect(
                &format!("{VISIBLE_ROWS}.some((row) => row.classList.contains('same'))"),
                false,
            )
            .await?;
        expect_some_of(&browser, all).await?;

        browser.click("#group option:nth-child(3)").await?;
        browser.expect_page("compare/?group=people&diff=1").await?;
        browser
            .expect(
                &format!("{VISIBLE_ROWS}.every((row) => row.classList.contains('in-people'))"),
                true,
            )
            .await?;
        expect_some_of(&browser, all).await?;

        browser.reload().await?;
        browser
            .expect(
                &format!("[document.getElementById('group').value, {IS_DIFFERENCES}]"),
                json!(["1", true]),
            )
            .await?;
        expect_some_of(&browser, all).await?;
        browser.expect("[...document.querySelectorAll('tr.group')].filter((row) => row.checkVisibility()).map((row) => row.textContent)", json!(["People"])).await?;

        browser.click(DIFFERENCES).await?;
        browser.click("#group option:first-child").await?;
        browser.expect_page("compare/").await?;
        browser.expect(STATUS, format!("{all} of {all} rows")).await
    })
}

#[test]
fn the_filter_takes_all_ways_of_writing_a_word_alike() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        for (one, other) in [
            ("code review", "CODE REVIEW"),
            ("lead's", "lead\u{2019}s"),
            ("cafe\u{301} team", "caf\u{e9} team"),
            ("cafe", "caf\u{e9}"),
            ("one-to-one", "one\u{2011}to\u{2011}one"),
        ] {
            let mut found = Vec::new();
            for text in [one, other] {
                browser
                    .run_with::<serde_json::Value>(
                        "const field = document.getElementById('filter'); field.value = arguments[0]; field.dispatchEvent(new InputEvent('input', { bubbles: true })); return null;",
                        vec![json!(text)],
                    )
                    .await?;
                found.push(browser.get::<serde_json::Value>(ORDER).await?);
            }
            assert_eq!(found[0], found[1], "{one} and {other}");
            let count = found[0].as_array().map_or(0, Vec::len);
            assert!(count < 38, "{one}: all rows");
            assert_eq!(count == 0, one.starts_with("cafe"), "{one}: {count} rows");
        }
        Ok(())
    })
}

#[test]
fn a_phone_has_the_first_row_in_sight_and_one_sheet_of_controls() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        // A phone’s scrollbar takes no room.
        let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true });
        browser
            .devtools("Emulation.setDeviceMetricsOverride", phone)
            .await?;
        browser.open("compare/").await?;
        let top: f64 = browser
            .get("document.querySelector('tr.dimension').getBoundingClientRect().top")
            .await?;
        assert!(top <= 620.0, "the first row begins at {top}");
        browser
            .expect("document.querySelector('#filter').checkVisibility()", false)
            .await?;
        browser.click(".compare form > .popover > .btn").await?;
        browser
            .expect("['#filter', '#group', '#order', '.roles input'].every((css) => document.querySelector(css).checkVisibility())", true)
            .await?;
        let small: Vec<String> = browser
            .get("[...document.querySelectorAll('#table-controls :is(label, button, select)')].filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 44).map((control) => control.textContent.trim())")
            .await?;
        assert!(small.is_empty(), "lower than a finger: {small:?}");
        // A driver that types into a field takes the focus away first, as no person does.
        browser.click("#filter").await?;
        browser.press("coding").await?;
        browser.press(Key::Escape + "").await?;
        browser
            .expect("document.querySelector('#filter').checkVisibility()", false)
            .await?;
        browser.expect_page("compare/?q=coding").await
    })
}
