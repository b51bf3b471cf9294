//! The comparison: filter, topic, roles, order, pinned rows, and the address of a view. Weighing and
//! what else stands on the page is in `weighing.rs`.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium};
use serde_json::json;
use thirtyfour::Key;

const VISIBLE_ROWS: &str =
    "[...document.querySelectorAll('tr.dimension')].filter((row) => row.checkVisibility())";
/// The box that hides what the roles have in common.
const DIFFERENCES: &str = "#table-controls > label.tick:nth-of-type(4)";
const IS_DIFFERENCES: &str = "[...document.querySelectorAll('#table-controls > .tick')].find((label) => label.textContent.includes('differences')).querySelector('input').checked";
const ROLES: &str = "#table-controls .popover > .btn";
const STATUS: &str = "document.querySelector('.compare form [role=status]').textContent";
const COLUMNS: &str = "[...document.querySelectorAll('thead th[id]')].filter((cell) => !cell.hidden).map((cell) => cell.className)";

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

const ORDER: &str = "[...document.querySelectorAll('tr.dimension')].filter((row) => row.checkVisibility()).map((row) => row.id)";

/// The line that opens a row's explanation.
fn line_of(row: &str) -> String {
    format!("#{row} + .more summary")
}

/// A button or an entry of a menu in a row's explanation, by what it says first.
async fn press_in(browser: &Browser, row: &str, label: &str) -> Outcome {
    let find = format!(
        "[...document.querySelectorAll('#{row} + .more .row-tools button')].find((button) => button.textContent.trim().startsWith({}))",
        json!(label)
    );
    browser.expect(&format!("Boolean({find})"), true).await?;
    browser.run(&format!("{find}.click(); return null;")).await
}

async fn sort_by(browser: &Browser, order: &str) -> Outcome {
    browser
        .click(&format!("#order option[value='{order}']"))
        .await
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
fn a_link_to_a_cell_shows_its_column() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/#coding-time.staff").await?;
        browser
            .expect(COLUMNS, json!(["lead", "manager", "staff"]))
            .await?;
        browser.expect_in_view("coding-time.staff").await
    })
}
