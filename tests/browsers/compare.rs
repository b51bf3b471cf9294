//! The comparison: filter, topic, roles, order, pinned rows, and the address of a view. Weighing and
//! what else stands on the page is in `weighing.rs`.

use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;
use thirtyfour::Key;

const VISIBLE_ROWS: &str =
    "[...document.querySelectorAll('tr[data-group]')].filter((row) => row.checkVisibility())";
const STATUS: &str = "document.querySelector('.compare form [role=status]').textContent";
const COLUMNS: &str = "[...document.querySelectorAll('thead [data-role]')].filter((cell) => !cell.hidden).map((cell) => cell.dataset.role)";

async fn count_rows(browser: &Browser) -> Outcome<usize> {
    browser.get(&format!("{VISIBLE_ROWS}.length")).await
}

/// The count above the table says how many rows are shown, and that is fewer than all.
async fn expect_some_of(browser: &Browser, all: usize) -> Outcome {
    let honest =
        format!("{STATUS} === `${{{VISIBLE_ROWS}.length}} of {all} rows` && {VISIBLE_ROWS}.length");
    browser
        .expect(&format!("({honest}) > 0 && ({honest}) < {all}"), true)
        .await
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
        browser.replace_text("#filter", "").await?;
        browser.expect_page("compare/").await?;
        browser.expect(STATUS, format!("{all} of {all} rows")).await
    })
}

#[test]
fn differences_and_topics_narrow_the_table() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        let all = count_rows(&browser).await?;
        browser.click("#differences").await?;
        browser.expect_page("compare/?diff=1").await?;
        browser
            .expect(
                &format!("{VISIBLE_ROWS}.some((row) => 'same' in row.dataset)"),
                false,
            )
            .await?;
        expect_some_of(&browser, all).await?;

        browser.click("#group option:nth-child(3)").await?;
        browser.expect_page("compare/?group=people&diff=1").await?;
        browser
            .expect(
                &format!("{VISIBLE_ROWS}.every((row) => row.dataset.group === 'people')"),
                true,
            )
            .await?;
        expect_some_of(&browser, all).await?;

        browser.reload().await?;
        browser
            .expect(
                "[document.getElementById('group').value, document.getElementById('differences').checked]",
                json!(["1", true]),
            )
            .await?;
        expect_some_of(&browser, all).await?;
        browser.expect("[...document.querySelectorAll('tr.group')].filter((row) => row.checkVisibility()).map((row) => row.textContent)", json!(["People"])).await?;

        browser.click("#differences").await?;
        browser.click("#group option:first-child").await?;
        browser.expect_page("compare/").await?;
        browser.expect(STATUS, format!("{all} of {all} rows")).await
    })
}

#[test]
fn up_to_five_roles_stand_side_by_side() -> Outcome {
    fn role(number: usize) -> String {
        format!(".roles label:nth-of-type({number}) input")
    }
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        browser.expect(COLUMNS, json!(["lead", "manager"])).await?;
        browser.click(".roles summary").await?;
        browser.click(&role(3)).await?;
        browser
            .expect(COLUMNS, json!(["lead", "manager", "senior"]))
            .await?;
        browser
            .expect_page("compare/?roles=lead,manager,senior")
            .await?;
        browser
            .expect(
                "[...document.querySelectorAll('td[data-role=senior]')].every((cell) => cell.checkVisibility())",
                true,
            )
            .await?;
        // The choice stays open for the next one.
        browser
            .expect("document.querySelector('.roles').open", true)
            .await?;

        browser.click(&role(4)).await?;
        browser.click(&role(5)).await?;
        browser
            .expect(
                "document.querySelector('.roles summary').textContent",
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
        browser.click(".roles summary").await?;
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
        browser.expect("[document.getElementById('filter').value, document.getElementById('group').value, document.getElementById('differences').checked]", json!(["team", "", true])).await?;
        browser.expect(COLUMNS, json!(["lead"])).await?;
        let all: usize = browser
            .get("document.querySelectorAll('tr[data-group]').length")
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
                &format!("{VISIBLE_ROWS}.every((row) => row.dataset.group === 'technology')"),
                true,
            )
            .await?;
        browser.expect_in_view("coding-time").await
    })
}

const ORDER: &str = "[...document.querySelectorAll('tr[data-group]')].filter((row) => row.checkVisibility()).map((row) => row.id)";

#[test]
fn columns_and_rows_are_put_in_order_and_the_address_keeps_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        browser.click(".roles summary").await?;
        browser.click(".roles label:nth-of-type(6) input").await?;
        browser
            .expect(COLUMNS, json!(["lead", "manager", "tlm"]))
            .await?;
        browser.click("[data-act=left][data-for=tlm]").await?;
        browser.click("[data-act=left][data-for=tlm]").await?;
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
            .expect("document.activeElement.dataset.for", "tlm")
            .await?;
        browser.click(".roles summary").await?;

        browser.click("[name=flat]").await?;
        browser.click("[data-act=sort][data-for=title]").await?;
        let sorted = format!("document.querySelector('.corner').ariaSort + ' ' + {ORDER}[0]");
        browser.expect(&sorted, "ascending architecture").await?;
        browser.click("[data-act=sort][data-for=title]").await?;
        browser.expect(&sorted, "descending reports-to").await?;
        browser
            .expect_page("compare/?roles=tlm,lead,manager&sort=-title&flat=1")
            .await?;
        browser.click("[data-act=sort][data-for=owner]").await?;
        browser
            .expect(
                "[...document.querySelectorAll('[aria-sort]')].map((head) => head.className)",
                json!(["lead"]),
            )
            .await?;
        browser
            .expect(
                &format!("document.getElementById({ORDER}[0]).dataset.owner"),
                "lead",
            )
            .await?;

        browser.click("[data-act=pin][data-for=hiring]").await?;
        browser
            .click("[data-act=hide][data-for=architecture]")
            .await?;
        browser.click("summary[data-for=success]").await?;
        let address = "compare/?roles=tlm,lead,manager&sort=owner&flat=1&pin=hiring&hide=architecture&open=success";
        browser.expect_page(address).await?;
        let order: serde_json::Value = browser.get(ORDER).await?;
        assert_eq!(order[0], "hiring");
        browser.reload().await?;
        browser.expect(ORDER, order).await?;
        browser
            .expect("[...document.querySelectorAll('details[open] summary')].map((open) => open.dataset.for)", json!(["success"]))
            .await?;
        browser.expect_page(address).await?;
        browser.click("[data-act=restore]").await?;
        browser.expect(STATUS, "38 of 38 rows").await?;
        browser
            .expect(
                "document.querySelector('[data-act=restore]').checkVisibility()",
                false,
            )
            .await
    })
}

#[test]
fn everything_is_done_by_keyboard_and_told() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        // What a screen reader says of the table comes from native elements.
        browser
            .expect("[document.querySelector('table caption') !== null, [...document.querySelectorAll('thead th')].every((head) => head.scope === 'col'), [...document.querySelectorAll('tr[data-group] > th')].every((head) => head.scope === 'row')]", json!([true, true, true]))
            .await?;
        browser
            .expect("[...document.querySelectorAll('#content :is(input, select, button)')].filter((control) => control.checkVisibility() && !(control.labels?.length || control.ariaLabel || control.textContent.trim())).length", 0)
            .await?;
        browser
            .run::<serde_json::Value>("document.getElementById('filter').focus(); return null;")
            .await?;
        browser.press("team").await?;
        browser
            .expect_text(".compare form [role=status]", "rows")
            .await?;
        // Topic, sort, three boxes, roles, copy link, and the first head of the table.
        for _ in 0..8 {
            browser.press(Key::Tab + "").await?;
        }
        browser
            .expect("document.activeElement.textContent", "Dimension")
            .await?;
        browser.press(Key::Enter + "").await?;
        browser
            .expect("document.querySelector('.corner').ariaSort", "ascending")
            .await?;
        browser
            .expect("document.activeElement.textContent", "Dimension")
            .await?;
        // Lead, manager, then the first row: explanation, pin, hide.
        for _ in 0..3 {
            browser.press(Key::Tab + "").await?;
        }
        let first: String = browser.get("document.activeElement.dataset.for").await?;
        browser.press(Key::Enter + "").await?;
        browser
            .expect("document.activeElement.parentElement.open", true)
            .await?;
        browser.press(Key::Enter + "").await?;
        browser
            .expect("document.activeElement.parentElement.open", false)
            .await?;
        browser.press(Key::Tab + "").await?;
        browser.press(Key::Space + "").await?;
        // The row went to the top, and the focus went with it.
        browser
            .expect("[document.activeElement.dataset.act, document.activeElement.dataset.for, document.activeElement.ariaPressed]", json!(["pin", first, "true"]))
            .await?;
        browser.press(Key::Space + "").await?;
        browser
            .expect("document.activeElement.ariaPressed", "false")
            .await?;
        browser.press(Key::Tab + "").await?;
        browser.press(Key::Space + "").await?;
        browser.expect_text(".toast", "Row hidden: ").await?;
        // The focus is on the same button of the next row.
        browser
            .expect(&format!("[document.activeElement.dataset.act, document.activeElement.dataset.for !== '{first}']"), json!(["hide", true]))
            .await?;
        browser.click(".toast button").await?;
        browser
            .expect("document.querySelector('[data-act=restore]').hidden", true)
            .await
    })
}

#[test]
fn a_phone_shows_two_roles_at_a_time_and_never_scrolls_sideways() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.set_width(320).await?;
        browser
            .open("compare/?roles=lead,manager,senior,staff,tlm&weigh=1")
            .await?;
        let columns = "[...document.querySelectorAll('thead [data-role]')].filter((cell) => cell.checkVisibility()).map((cell) => cell.dataset.role)";
        browser.expect(columns, json!(["lead", "manager"])).await?;
        for pair in [["manager", "senior"], ["senior", "staff"], ["staff", "tlm"]] {
            browser.click("[data-act=pair][data-for=on]").await?;
            browser.expect(columns, json!(pair)).await?;
            browser
                .expect("[...document.querySelectorAll('#primary-focus td')].filter((cell) => cell.checkVisibility()).map((cell) => cell.dataset.role)", json!(pair))
                .await?;
        }
        browser.click("[data-act=pair][data-for=on]").await?;
        browser.expect(columns, json!(["staff", "tlm"])).await?;
        browser.run::<serde_json::Value>("document.querySelectorAll('details').forEach((part) => { part.open = true; }); return null;").await?;
        browser
            .expect("document.documentElement.scrollWidth <= 320", true)
            .await
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
