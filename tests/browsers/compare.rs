//! The comparison: filter, topic, roles, and the address of a view.

use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;

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
            browser.expect_text(".toast [role=status]", part).await?;
        }
        browser
            .expect(
                "document.querySelector('.toast [role=status]').textContent.includes('utm')",
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
