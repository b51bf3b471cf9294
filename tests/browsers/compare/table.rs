//! The table by keyboard, for assistive technology, copied, and on paper.

use crate::driver::Engine;
use crate::harness::{Outcome, in_browser, in_chromium};
use serde_json::json;
use thirtyfour::Key;

#[test]
fn everything_is_done_by_keyboard_and_told() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
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
        // Topic, sort, two boxes, roles, copy link, and the line of the first row.
        for _ in 0..7 {
            browser.press_tab().await?;
        }
        let row = "document.activeElement.closest('tr').previousElementSibling.id";
        let first: String = browser.get(row).await?;
        browser
            .expect("document.activeElement.localName", "summary")
            .await?;
        browser.press(Key::Enter + "").await?;
        browser
            .expect("document.activeElement.parentElement.open", true)
            .await?;
        let tools =
            format!("document.querySelectorAll('#{first} + .more .row-tools button').length");
        browser.expect(&tools, 3).await?;
        // What can be done with the row comes after its sources: link, pin, hide.
        let pin = "document.activeElement.hasAttribute('aria-pressed')";
        for _ in 0..60 {
            if browser.get::<bool>(pin).await? {
                break;
            }
            browser.press_tab().await?;
        }
        browser.press(Key::Space + "").await?;
        // The row went to the top, and the focus went with it.
        browser
            .expect(
                &format!("[{pin}, {row}, document.activeElement.ariaPressed]"),
                json!([true, first, "true"]),
            )
            .await?;
        browser.press(Key::Space + "").await?;
        browser
            .expect("document.activeElement.ariaPressed", "false")
            .await?;
        browser.press_tab().await?;
        browser.press(Key::Space + "").await?;
        browser.expect_text(".toast", "Row hidden: ").await?;
        // The focus is on the line of the next row.
        browser
            .expect(
                &format!("[document.activeElement.localName, {row} !== '{first}']"),
                json!(["summary", true]),
            )
            .await?;
        browser.click(".toast button").await?;
        browser
            .expect(
                "document.querySelector('.compare form > .plain').hidden",
                true,
            )
            .await
    })
}

/// What the Tab key reaches on the page as it is first shown. It was 139 with three controls at each
/// row.
#[test]
fn the_page_has_one_stop_for_each_row() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        let stops: usize = browser
            .get("[...document.querySelectorAll('#content :is(a[href], button, input, select, summary)')].filter((control) => !control.disabled && control.tabIndex >= 0 && control.checkVisibility({ visibilityProperty: true })).length")
            .await?;
        assert!(stops <= 38 + 20, "{stops} stops");
        let in_rows: usize = browser
            .get("document.querySelectorAll('tr.dimension :is(a, button, input)').length")
            .await?;
        assert_eq!(in_rows, 0);
        Ok(())
    })
}

#[test]
fn the_table_is_a_table_before_the_app_and_after() -> Outcome {
    const ROLES_OF: &str = "[...document.querySelectorAll('.compare table, .compare table :is(thead, tbody, tr, th, td)')].map((part) => part.localName + ' ' + part.getAttribute('role') + ' ' + (part.getAttribute('scope') ?? '')).join('\\n')";
    in_chromium("/repo/", async |browser, _host| {
        browser.load("compare/").await?;
        let before: String = browser.get(ROLES_OF).await?;
        browser.wait_live().await?;
        let after: String = browser.get(ROLES_OF).await?;
        assert_eq!(before, after);
        let wanted = [
            "table table ",
            "thead rowgroup ",
            "th columnheader col",
            "th rowheader row",
            "th rowheader rowgroup",
            "td cell ",
        ];
        for line in wanted {
            assert!(before.lines().any(|there| there == line), "{line}");
        }
        assert!(!before.contains("null"), "a part without a role");
        Ok(())
    })
}

/// What the browser tells assistive technology: before the app is live, and then.
fn is_a_table_in(engine: Engine) -> Outcome {
    const ASKED: [(&str, &str); 5] = [
        (".compare table", "table"),
        (".compare thead tr", "row"),
        (".compare thead th", "columnheader"),
        (".compare tr.dimension > th", "rowheader"),
        (".compare tr.dimension > td", "cell"),
    ];
    in_browser(engine, &json!({}), "/repo/", async |browser, _host| {
        for is_live in [false, true] {
            browser.load("compare/").await?;
            if is_live {
                browser.wait_live().await?;
            }
            for (css, role) in ASKED {
                let shown = format!(
                    "for (const part of document.querySelectorAll('[data-asked]')) delete part.dataset.asked; const parts = [...document.querySelectorAll({})].filter((part) => part.checkVisibility()); for (const part of parts.slice(0, 3)) part.dataset.asked = ''; return null;",
                    json!(css)
                );
                browser.run::<()>(&shown).await?;
                let roles = browser.computed_roles("[data-asked]").await?;
                assert!(!roles.is_empty(), "{css}");
                // Engines differ in what they call a cell: ARIA has two words for it.
                let is_right =
                    |found: &String| found == role || (role == "cell" && found == "gridcell");
                assert!(
                    roles.iter().all(is_right),
                    "{css}, live: {is_live}: {roles:?}"
                );
            }
        }
        Ok(())
    })
}

#[test]
fn the_table_is_a_table_to_assistive_technology_in_chromium() -> Outcome {
    is_a_table_in(Engine::Chromium)
}

#[test]
fn the_table_is_a_table_to_assistive_technology_in_firefox() -> Outcome {
    is_a_table_in(Engine::Firefox)
}

#[test]
fn the_table_is_a_table_to_assistive_technology_in_webkit() -> Outcome {
    is_a_table_in(Engine::WebKit)
}

#[test]
fn selected_rows_are_copied_with_tabs_and_a_page_without_its_buttons() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        let copied: String = browser
            .run("const range = document.createRange(); range.setStartBefore(document.querySelector('#hiring > th').firstChild); range.setEnd(document.querySelector('#struggling > td').firstChild, 3); getSelection().removeAllRanges(); getSelection().addRange(range); const data = new DataTransfer(); const event = new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: data }); document.querySelector('#hiring > th').dispatchEvent(event); return data.getData('text/plain');")
            .await?;
        let lines: Vec<Vec<&str>> = copied
            .lines()
            .map(|line| line.split('\t').collect())
            .collect();
        assert!(lines.len() >= 2, "{copied:?}");
        assert!(lines.iter().all(|line| line.len() == 3), "{copied:?}");
        assert_eq!(lines[0][0], "Hiring");
        assert!(!copied.contains("Why"), "{copied:?}");

        for page in ["compare/", "guide/delegating-work/"] {
            browser.open(page).await?;
            let all: String = browser
                .run("getSelection().selectAllChildren(document.getElementById('main')); return getSelection().toString();")
                .await?;
            assert!(all.len() > 2000 && !all.contains("Copy link"), "{page}");
        }
        Ok(())
    })
}

#[test]
fn paper_without_colours_says_who_owns_what() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        browser
            .devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await?;
        browser
            .expect("[...document.querySelectorAll('tr.dimension')].every((row) => row.querySelector('th').innerText.match(/The lead’s|The manager’s|Shared|Both, differently|Somebody else’s/))", true)
            .await?;
        browser
            .expect_text("#primary-focus .owner", "Both, differently")
            .await?;
        browser.expect_text("#process .owner", "Shared").await?;
        browser
            .expect("['.tabs', '.controls', '.take-out'].some((css) => document.querySelector(`.compare ${css}`).checkVisibility())", false)
            .await
    })
}
