//! Which roles stand side by side, and in which order columns and rows do.

use super::{COLUMNS, ORDER, STATUS, line_of, press_in};
use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;
use thirtyfour::Key;

const ROLES: &str = "#table-controls .popover > .btn";

async fn sort_by(browser: &Browser, order: &str) -> Outcome {
    browser
        .click(&format!("#order option[value='{order}']"))
        .await
}

#[test]
fn up_to_five_roles_stand_side_by_side() -> Outcome {
    fn role(number: usize) -> String {
        format!(".roles label:nth-of-type({number}) input")
    }
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        browser.expect(COLUMNS, json!(["lead", "manager"])).await?;
        browser.click(ROLES).await?;
        browser.click(&role(3)).await?;
        browser
            .expect(COLUMNS, json!(["lead", "manager", "senior"]))
            .await?;
        browser
            .expect_page("compare/?roles=lead,manager,senior")
            .await?;
        browser
            .expect(
                "[...document.querySelectorAll('.dimension td[id$=\".senior\"]')].every((cell) => cell.checkVisibility())",
                true,
            )
            .await?;
        // The choice stays open for the next one.
        browser
            .expect("document.querySelector('.roles').checkVisibility()", true)
            .await?;

        browser.click(&role(4)).await?;
        browser.click(&role(5)).await?;
        browser
            .expect(
                &format!("document.querySelector('{ROLES}').textContent"),
                "Roles: 5",
            )
            .await?;
        browser.click(&role(6)).await?;
        browser
            .expect(
                &format!("document.querySelector('{}').checked", role(6)),
                false,
            )
            .await?;
        browser
            .expect(
                COLUMNS,
                json!(["lead", "manager", "senior", "staff", "architect"]),
            )
            .await?;

        browser.reload().await?;
        browser
            .expect(
                COLUMNS,
                json!(["lead", "manager", "senior", "staff", "architect"]),
            )
            .await?;
        browser.click(ROLES).await?;
        for number in [1, 2, 3, 4] {
            browser.click(&role(number)).await?;
        }
        browser.expect_page("compare/?roles=architect").await?;
        // The last one stays.
        browser.click(&role(5)).await?;
        browser
            .expect(
                &format!("document.querySelector('{}').checked", role(5)),
                true,
            )
            .await?;
        browser.expect(COLUMNS, json!(["architect"])).await
    })
}

#[test]
fn columns_and_rows_are_put_in_order_and_the_address_keeps_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        browser.click(ROLES).await?;
        browser.click(".roles label:nth-of-type(6) input").await?;
        browser
            .expect(COLUMNS, json!(["lead", "manager", "tlm"]))
            .await?;
        let to_the_left = "[aria-label='Tech lead manager: one column to the left']";
        browser.click(to_the_left).await?;
        browser.click(to_the_left).await?;
        browser
            .expect(COLUMNS, json!(["tlm", "lead", "manager"]))
            .await?;
        browser
            .expect_text(".toast", "Columns: Tech lead manager, Technical lead")
            .await?;
        // The cells moved with their heads.
        browser
            .expect("[...document.querySelectorAll('#coding-time td:not([hidden])')].map((cell) => cell.id)", json!(["coding-time.tlm", "coding-time.lead", "coding-time.manager"]))
            .await?;
        browser
            .expect(
                "document.querySelector(\"[aria-label='Tech lead manager: one column to the left']\").ariaDisabled",
                "true",
            )
            .await?;
        browser.press(Key::Escape + "").await?;
        browser
            .expect("document.querySelector('.roles').checkVisibility()", false)
            .await?;

        browser
            .click("#table-controls > label.tick:nth-of-type(5)")
            .await?;
        sort_by(&browser, "title").await?;
        let sorted = format!("document.querySelector('.corner').ariaSort + ' ' + {ORDER}[0]");
        browser.expect(&sorted, "ascending architecture").await?;
        sort_by(&browser, "-title").await?;
        browser.expect(&sorted, "descending reports-to").await?;
        browser
            .expect_page("compare/?roles=tlm,lead,manager&sort=-title&flat=1")
            .await?;
        sort_by(&browser, "owner").await?;
        browser
            .expect(
                "[...document.querySelectorAll('[aria-sort]')].map((head) => head.className)",
                json!(["lead"]),
            )
            .await?;
        browser
            .expect(
                &format!("document.getElementById({ORDER}[0]).classList.contains('of-lead')"),
                true,
            )
            .await?;

        for (row, label) in [("hiring", "Pin"), ("architecture", "Hide")] {
            browser.click(&line_of(row)).await?;
            press_in(&browser, row, label).await?;
        }
        browser.click(&line_of("hiring")).await?;
        browser.click(&line_of("success")).await?;
        let address = "compare/?roles=tlm,lead,manager&sort=owner&flat=1&pin=hiring&hide=architecture&open=success,architecture";
        browser.expect_page(address).await?;
        let order: serde_json::Value = browser.get(ORDER).await?;
        assert_eq!(order[0], "hiring");
        browser.reload().await?;
        browser.expect(ORDER, order).await?;
        browser
            .expect(
                "document.querySelector('#success + .more details').open",
                true,
            )
            .await?;
        browser.expect_page(address).await?;
        browser.click(".compare form > .plain").await?;
        browser.expect(STATUS, "38 of 38 rows").await?;
        browser
            .expect(
                "document.querySelector('.compare form > .plain').checkVisibility()",
                false,
            )
            .await
    })
}

#[test]
fn the_menu_of_roles_closes_on_escape_and_outside() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        let open = "document.querySelector('.roles').checkVisibility()";
        browser.click(ROLES).await?;
        browser.expect(open, true).await?;
        browser.press(Key::Escape + "").await?;
        browser.expect(open, false).await?;
        browser
            .expect(
                &format!("document.activeElement === document.querySelector('{ROLES}')"),
                true,
            )
            .await?;
        browser.click(ROLES).await?;
        browser.click(".roles label:nth-of-type(3) input").await?;
        browser.expect(open, true).await?;
        browser.click("h1").await?;
        browser.expect(open, false).await
    })
}

#[test]
fn five_roles_scroll_sideways_in_the_table_and_the_row_keeps_its_name_in_sight() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        for width in [320, 390, 768] {
            browser.set_width(width).await?;
            browser.load("about/").await?;
            browser
                .open("compare/?roles=lead,manager,senior,staff,tlm")
                .await?;
            browser
                .expect(
                    COLUMNS,
                    json!(["lead", "manager", "senior", "staff", "tlm"]),
                )
                .await?;
            browser.run::<serde_json::Value>("document.querySelectorAll('details').forEach((part) => { part.open = true; }); document.querySelector('.table-frame').scrollLeft = 9999; return null;").await?;
            browser
                .expect(
                    &format!("document.documentElement.scrollWidth <= {width}"),
                    true,
                )
                .await?;
            browser
                .expect("(() => { const frame = document.querySelector('.table-frame').getBoundingClientRect(); const box = (css) => document.querySelector(css).getBoundingClientRect(); const [head, last] = [box('#hiring > th'), box('#hiring > :last-child:not([hidden]), #hiring > td[id$=\".tlm\"]')]; return [Math.round(head.left - frame.left), Math.round(last.right - frame.right) <= 1, document.querySelector('.table-frame').scrollLeft > 100]; })()", json!([0, true, true]))
                .await?;
        }
        Ok(())
    })
}
