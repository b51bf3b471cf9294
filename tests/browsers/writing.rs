//! What people write: scripts from right to left, input methods, phones that zoom into small fields.

use crate::harness::{Outcome, in_chromium};
use crate::roadmap::{OPEN_TAB, SAID, SHARE, act, by_step, press};
use serde_json::{Value, json};
use states::{STATES, State};
use thirtyfour::Key;

const HEBREW: &str = "שלום עולם";

/// The parts of the page that have a text in Hebrew and do not run in its direction, and fields for text
/// that would not.
const WRONG_WAY: &str = "(() => {
    const wrong = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const around = node.parentElement;
        if (!node.data.includes('שלום') || around.closest('script, style, [role=status], option, .unseen')) continue;
        if (!around.closest('[dir=auto], bdi')) wrong.push(`${around.localName}.${around.className} in ${around.parentElement.className}: ${node.data.slice(0, 40)}`);
    }
    for (const field of document.querySelectorAll('#content input:not([type], [readonly]), #content input[type=text], #content input[type=search], textarea'))
        if (field.dir !== 'auto') wrong.push(`the field ${field.id || field.name || field.outerHTML.slice(0, 80)}`);
    return wrong;
})()";

/// Seen in the first release: Hebrew and Arabic ran from left to right everywhere.
#[test]
fn what_people_write_runs_in_the_direction_of_its_script() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        let right = async |place: &str| {
            browser
                .expect(WRONG_WAY, json!([]))
                .await
                .map_err(|failure| crate::harness::Failure::new(format!("{place}: {failure:?}")))
        };
        for page in [
            "roadmap/",
            "skills/",
            "compare/",
            "about/",
            "guide/",
            "glossary/",
            "situations/",
        ] {
            browser.open(page).await?;
            right(page).await?;
        }
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        browser
            .type_into("#add-degree", format!("{HEBREW} אחד\u{e007}"))
            .await?;
        browser.expect_text("#step-degree", HEBREW).await?;
        let id: String = browser
            .get("[...document.querySelectorAll('#step-degree .task')].at(-1).id.replace('item-', '')")
            .await?;
        by_step(&browser).await?;
        act(&browser, &id, "Edit").await?;
        for field in ["done-when", "note"] {
            browser
                .type_into(&format!("#{field}-of-{id}"), format!("{HEBREW} {field}"))
                .await?;
        }
        right("the form").await?;
        press(&browser, &format!("#item-{id} form"), "Save").await?;
        browser.expect_text(&format!("#item-{id}"), "note").await?;
        right("what is known").await?;
        browser.click(&format!("#tick-{id}")).await?;
        browser
            .type_into(&format!("#item-{id} textarea"), HEBREW)
            .await?;
        press(&browser, &format!("#item-{id}"), "Keep as evidence").await?;
        for tab in ["Timeline", "Evidence", SHARE] {
            press(&browser, ".tabs", tab).await?;
            right(tab).await?;
        }
        browser.replace_text("#plan-name", HEBREW).await?;
        press(&browser, OPEN_TAB, "Rename").await?;
        browser
            .type_into("#new-plan", format!("{HEBREW} שתיים\u{e007}"))
            .await?;
        browser.expect_text(SAID, "is open").await?;
        right("plans").await?;
        press(&browser, OPEN_TAB, "Delete this plan").await?;
        browser.expect_text(SAID, "among the deleted plans").await?;
        right("deleted plans").await?;
        press(&browser, ".tabs", "Plan").await?;
        by_step(&browser).await?;
        right("steps").await?;

        browser.open("").await?;
        browser
            .expect("!!document.querySelector('.returning.live')", true)
            .await?;
        right("the front page").await?;
        // A field for a note stands in every row that is open.
        browser.open("compare/").await?;
        browser.click(".compare summary").await?;
        browser
            .expect_there(".compare table .note-field input")
            .await?;
        browser
            .replace_text(
                ".compare table .note-field input",
                &format!("{HEBREW}\u{e007}"),
            )
            .await?;
        right("notes").await
    })
}

/// The fields of the page that phones would zoom into, whether they can be seen or not.
const SMALL_FIELDS: &str = "[...document.querySelectorAll('input:not([type=checkbox], [type=radio], [type=hidden], [type=file], [type=range]), select, textarea')]
    .filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16)
    .map((field) => `${field.localName} ${field.id || field.className || field.name} ${getComputedStyle(field).fontSize}`)";

/// Seen in the first release: 84 of 103 fields were smaller, and phones zoomed into them.
#[test]
fn every_field_is_large_enough_for_a_phone() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.emulate_phone(2).await?;
        let large = async |place: &str| {
            let small: Vec<String> = browser.get(SMALL_FIELDS).await?;
            assert!(small.is_empty(), "{place}: {small:?}");
            Outcome::Ok(())
        };
        for page in crate::harness::sitemap()? {
            // Without the host's part of the address.
            let page = page
                .trim_start_matches('/')
                .trim_start_matches("repo/")
                .to_owned();
            if page.starts_with("guide/") && page != "guide/" && page != "guide/delegating-work/" {
                continue;
            }
            browser.open(&page).await?;
            large(&page).await?;
        }
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_there("#item-choose-a-route form").await?;
        by_step(&browser).await?;
        act(&browser, "tool-fluency", "Edit").await?;
        press(&browser, ".controls", "Filter, select, more").await?;
        press(&browser, ".controls .menu-list", "Filter the plan").await?;
        browser.expect_there("#filter").await?;
        large("forms of the plan").await?;
        for tab in ["Timeline", "Evidence", SHARE] {
            press(&browser, ".tabs", tab).await?;
            browser
                .expect_there(".panel:not([hidden]) h3, .panel:not([hidden]) input")
                .await?;
            large(tab).await?;
        }
        browser.open("compare/").await?;
        browser.click(".compare summary").await?;
        browser
            .expect_there(".compare table .note-field input")
            .await?;
        large("notes").await?;
        press(&browser, ".tabs", "Weigh").await?;
        browser.expect_there(".card").await?;
        large("weighing").await?;
        browser.open("skills/").await?;
        browser
            .run::<Value>("document.querySelector('.skill input').click(); return null;")
            .await?;
        large("skills").await
    })
}

/// Seen in the first release: it closed the form, and the text was gone.
#[test]
fn an_escape_that_ends_a_composition_leaves_the_form_alone() -> Outcome {
    const ESCAPE: &str = "const field = document.querySelector('#title-of-tool-fluency');
        const press = (how) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, ...how }));
        press({ isComposing: true }); press({ keyCode: 229 });
        return null;";
    const FORM: &str = "!!document.querySelector('#item-tool-fluency form')";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        act(&browser, "tool-fluency", "Edit").await?;
        browser.expect(FORM, true).await?;
        // Nothing was changed: an Escape of its own would close it.
        browser.run::<Value>(ESCAPE).await?;
        browser.expect(FORM, true).await?;
        browser
            .type_into("#title-of-tool-fluency", "\u{e00c}")
            .await?;
        browser.expect(FORM, false).await
    })
}

/// Seen once: notes of the comparison were cut after 500 bytes, which are 250 Cyrillic letters.
#[test]
fn a_line_that_is_too_long_is_said_at_its_field_and_not_kept() -> Outcome {
    const KEPT: &str = "(Object.values(localStorage).join().match(/Ж+/u)?.[0] ?? '').length";
    const PASTE: &str = "const [id, length] = arguments;
        const field = document.getElementById(id);
        field.focus();
        field.select();
        document.execCommand('insertText', false, 'Ж'.repeat(length));
        return null;";
    const ROW: State = State::of_page("compare/?open=hiring");
    in_chromium("/", async |browser, _host| {
        let with_colleagues = |state: &&State| state.name == "skills, scored with colleagues";
        let scored = STATES.iter().find(with_colleagues).unwrap_or(&ROW);
        for (state, id, limit) in [
            (&ROW, "note-of-hiring", 500),
            (scored, "agreed-sentence-delegation", 200),
            (scored, "asker", 20),
        ] {
            states::show(browser.session(), &browser.address_of(""), state).await?;
            browser.expect_there(&format!("#{id}")).await?;
            browser
                .run_with::<Value>(PASTE, vec![json!(id), json!(limit + 1)])
                .await?;
            let error = format!("document.getElementById('{id}-error').textContent");
            let said = format!(
                "1 too many: {} of {limit} characters. Not kept until it fits.",
                limit + 1
            );
            browser.expect(&error, said).await?;
            let length = format!("document.getElementById('{id}').value.length");
            browser.expect(&length, limit + 1).await?;
            browser.expect(KEPT, 0).await?;
            browser.press(Key::Backspace + "").await?;
            browser.expect(&error, "").await?;
            browser.expect(KEPT, limit).await?;
            browser.reload().await?;
            browser.expect(&length, limit).await?;
        }
        // The file on which a state begins has no icon.
        browser.forgive(&["404 (Not Found)"]).await
    })
}
