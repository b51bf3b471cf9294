//! The app in parts: rooms, search and what is loaded after the page is live, also where a part's file
//! does not come.

use crate::harness::{Browser, Failure, Outcome, dist, in_chromium};
use crate::roadmap::by_step;
use serde_json::{Value, json};
use static_host::Fault;
use std::fs;
use std::time::Duration;

/// The path of the file of a part below the site's folder.
fn file_of(part: &str) -> Outcome<String> {
    let names = fs::read_dir(dist()).into_iter().flatten().flatten();
    let mut names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names
        .find(|name| name.starts_with(&format!("{part}-")) && name.ends_with(".wasm"))
        .ok_or_else(|| {
            Failure::new(format!(
                "{} has no file of the part {part}",
                dist().display()
            ))
        })
}

/// What the page says of its part.
const STATUS: &str = "#room-status p";
const STATUS_TEXT: &str = "document.querySelector('#room-status p').textContent";

/// The text of the page can be read, and what needs the part neither works nor looks as if it did.
async fn text_stays(browser: &Browser) -> Outcome {
    browser
        .expect("document.querySelector('h1').checkVisibility()", true)
        .await?;
    browser
        .expect(
            "[...document.querySelectorAll('#content .needs-app')].some((control) => control.checkVisibility({ visibilityProperty: true }))",
            false,
        )
        .await
}

/// From a page of the guide through all rooms and the search, without loading a page.
async fn walk(browser: &Browser, milestone: &str) -> Outcome {
    browser
        .run::<Option<bool>>("window.walking = true;")
        .await?;
    browser.click("header nav a[href$='/roadmap/']").await?;
    browser.expect_page("roadmap/").await?;
    browser.click(&format!("#tick-{milestone}")).await?;
    browser.expect_ticked(milestone).await?;
    browser.back().await?;
    browser.expect_page("guide/incidents/").await?;
    browser.expect_text("h1", "ncident").await?;
    browser.click("#search-open").await?;
    browser.type_into("#search-field", "who decides").await?;
    browser
        .expect(
            "document.querySelectorAll('[role=option]').length > 0",
            true,
        )
        .await?;
    browser.type_into("#search-field", "\u{e00c}").await?;
    browser.click("header nav a[href$='/compare/']").await?;
    browser.expect_page("compare/").await?;
    browser.type_into("#filter", "coding").await?;
    browser
        .expect("location.search.includes('coding')", true)
        .await?;
    browser.click("header nav a[href$='/skills/']").await?;
    browser.expect_page("skills/").await?;
    browser.click(".levels input[value='2']").await?;
    browser.expect("window.walking", true).await
}

#[test]
fn rooms_and_search_open_in_the_app_with_and_without_a_network() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser.open("guide/incidents/").await?;
        walk(&browser, "choose-a-route").await?;
        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;
        browser.open("guide/incidents/").await?;
        walk(&browser, "own-a-subsystem").await?;
        browser.forgive_missing_host().await
    })
}

#[test]
fn a_page_of_the_guide_loads_a_room_when_a_pointer_comes_to_its_link() -> Outcome {
    in_chromium("/", async |browser, _host| {
        // Who saves data gets nothing that is not asked for.
        browser
            .before_every_page(
                "Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true } });",
            )
            .await?;
        // A page with a checklist, which has a light part.
        browser.open("guide/incidents/").await?;
        let loaded = "performance.getEntriesByType('resource').map(({ name }) => name.match(/([a-z]+)-[0-9a-f]+\\.wasm$/)?.[1]).filter(Boolean).sort()";
        browser
            .expect(loaded, json!(["app", "checklists", "extras"]))
            .await?;
        browser
            .run::<bool>(
                "return document.querySelector('header nav a[href$=\"/skills/\"]').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));",
            )
            .await?;
        browser
            .expect(
                loaded,
                json!(["app", "checklists", "extras", "kept", "shared", "skills"]),
            )
            .await
    })
}

#[test]
fn a_room_whose_part_is_missing_keeps_its_text_and_can_be_tried_again() -> Outcome {
    room_without_its_part(|_| Ok(Fault::Status(404)), "404")
}

#[test]
fn a_part_with_other_bytes_is_not_started() -> Outcome {
    // What a cache has cut, or what another release has.
    room_without_its_part(
        |_| Ok(Fault::Body(fs::read(dist().join(file_of("extras")?))?)),
        "bytes of another file",
    )
}

fn room_without_its_part(fault: fn(&str) -> Outcome<Fault>, logged: &str) -> Outcome {
    for (part, control) in [
        ("roadmap", "#tick-choose-a-route"),
        ("compare", "#filter"),
        ("skills", ".levels input"),
    ] {
        in_chromium("/", async |browser, host| {
            let file = file_of(part)?;
            host.set_fault(&file, Some(fault(part)?));
            browser.load(&format!("{part}/")).await?;
            browser.expect_text(STATUS, "could not be loaded").await?;
            text_stays(&browser).await?;
            let control_text = json!(control);
            browser
                .expect(
                    &format!(
                        "document.querySelector({control_text}).disabled || !document.querySelector({control_text}).checkVisibility({{ visibilityProperty: true }})"
                    ),
                    true,
                )
                .await?;
            host.set_fault(&file, None);
            browser.click("#room-status button").await?;
            browser
                .expect(
                    "document.querySelector('#content').hasAttribute('data-waiting')",
                    false,
                )
                .await?;
            browser.expect(STATUS_TEXT, "").await?;
            browser.click(control).await?;
            browser.forgive(&[logged]).await
        })?;
    }
    Ok(())
}

#[test]
fn a_part_that_is_late_is_waited_for_in_sight_of_the_text() -> Outcome {
    in_chromium("/", async |browser, host| {
        host.set_fault(
            &file_of("roadmap")?,
            Some(Fault::Delay(Duration::from_secs(20))),
        );
        browser.open("guide/incidents/").await?;
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect_page("roadmap/").await?;
        browser.expect_text("h1", "roadmap").await?;
        browser.expect_text(STATUS, "Loading").await?;
        text_stays(&browser).await?;
        // Somebody who does not wait goes on elsewhere.
        browser.back().await?;
        browser.expect_text("h1", "ncident").await?;
        browser.expect(STATUS_TEXT, "").await?;
        browser.forward().await?;
        browser
            .expect(
                "document.querySelector('#tick-choose-a-route').disabled",
                false,
            )
            .await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await
    })
}

#[test]
fn a_search_that_does_not_come_says_so_and_opens_on_the_next_try() -> Outcome {
    in_chromium("/", async |browser, host| {
        host.set_fault(&file_of("search")?, Some(Fault::Status(404)));
        browser.open("guide/incidents/").await?;
        browser.click("#search-open").await?;
        browser.expect_text("#toast", "could not be loaded").await?;
        host.set_fault(&file_of("search")?, None);
        browser.click("#toast button").await?;
        browser
            .expect("document.querySelector('#search').open", true)
            .await?;
        browser.forgive(&["404"]).await
    })
}

#[test]
fn extras_that_do_not_come_keep_nobody_from_reading_on_and_are_asked_for_again() -> Outcome {
    in_chromium("/", async |browser, host| {
        host.set_fault(&file_of("extras")?, Some(Fault::Status(404)));
        browser.load("guide/incidents/").await?;
        browser.expect_text(STATUS, "could not be loaded").await?;
        browser.click("header nav a[href$='/guide/']").await?;
        browser.expect_page("guide/").await?;
        browser.expect("document.querySelector('#theme .theme').checkVisibility({ visibilityProperty: true })", false).await?;
        host.set_fault(&file_of("extras")?, None);
        // Any page asks for them again.
        browser
            .click("header nav a[href$='/about/'], footer a[href$='/about/']")
            .await?;
        browser.wait_live().await?;
        browser.expect("document.querySelector('#theme .theme').checkVisibility({ visibilityProperty: true })", true).await?;
        browser.forgive(&["404"]).await
    })
}

/// Each place with what shows that its part is there.
#[test]
fn what_comes_after_a_room_says_so_where_it_is_missing_and_can_be_tried_again() -> Outcome {
    for (part, page, place, there) in [
        (
            "weigh",
            "compare/#weigh",
            ".weigh-place",
            ".weigh-place .feeling",
        ),
        (
            "weigh",
            "compare/#which-kind",
            ".job-place",
            ".job-place input",
        ),
        ("advert", "compare/#advert", ".advert-place", "#advert-text"),
        ("outcome", "skills/#colleagues", ".skills", "#asker"),
        ("tabs", "roadmap/#time", "#time ~ p", "#time ~ p.needs-app"),
    ] {
        in_chromium("/", async |browser, host| {
            let file = file_of(part)?;
            host.set_fault(&file, Some(Fault::Status(404)));
            browser.open(page).await?;
            browser.expect_text(place, "could not be loaded").await?;
            let seen = json!(there);
            browser
                .expect(
                    &format!("[...document.querySelectorAll({seen})].some((control) => control.checkVisibility({{ visibilityProperty: true }}))"),
                    false,
                )
                .await?;
            host.set_fault(&file, None);
            browser
                .run::<Value>("[...document.querySelectorAll('.note button')].find((button) => button.checkVisibility() && button.textContent === 'Try again').click(); return null;")
                .await?;
            browser
                .expect(
                    &format!("document.querySelector({seen})?.checkVisibility({{ visibilityProperty: true }})"),
                    true,
                )
                .await?;
            browser.forgive(&["404"]).await
        })?;
    }
    Ok(())
}

/// On a slow line somebody can be quicker than what opens below a row.
/// A tick asks for evidence and moves the focus to its field. On a loaded machine what somebody typed
/// elsewhere meanwhile went there.
#[test]
fn a_part_that_comes_late_takes_the_focus_from_nobody_who_has_gone_on() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let file = file_of("opened")?;
        host.set_fault(&file, Some(Fault::Delay(Duration::from_secs(4))));
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        browser.click("#tick-choose-a-route").await?;
        browser.type_into("#add-degree", "Mi").await?;
        browser
            .expect_there("#item-choose-a-route form textarea")
            .await?;
        browser
            .expect("document.activeElement.id", "add-degree")
            .await?;
        browser.press("ne").await?;
        browser
            .expect("document.getElementById('add-degree').value", "Mine")
            .await
    })
}

/// Also in the moment between the answer and the next frame, which is long on a loaded machine.
#[test]
fn what_opens_by_a_tick_takes_the_focus_from_nobody_who_has_gone_on_before_the_next_frame()
-> Outcome {
    const GO_ON: &str = "
        document.getElementById('tick-choose-a-route').click();
        document.getElementById('add-degree').focus();
        return new Promise((done) => setTimeout(() => done(document.activeElement.id), 500));";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        // So that the part is there.
        browser.click("#tick-tool-fluency").await?;
        browser
            .expect("document.activeElement.id", "evidence-of-tool-fluency")
            .await?;
        let focused: String = browser.run(GO_ON).await?;
        assert_eq!(focused, "add-degree");
        browser
            .expect_there("#item-choose-a-route form textarea")
            .await
    })
}

#[test]
fn a_row_that_is_opened_before_its_part_is_there_waits_for_it_with_the_focus() -> Outcome {
    const FORM: &str = "[...document.querySelectorAll('#item-choose-a-route form.edit textarea')].map((field) => field === document.activeElement)";
    in_chromium("/", async |browser, host| {
        let file = file_of("opened")?;
        host.set_fault(&file, Some(Fault::Delay(Duration::from_secs(6))));
        browser.open("roadmap/#item-choose-a-route").await?;
        browser.click("#open-choose-a-route").await?;
        browser
            .expect_text("#item-choose-a-route .fold", "Loading…")
            .await?;
        browser
            .expect_text("#item-choose-a-route .fold", "Done when")
            .await?;
        // A tick asks what shows that it is done, in a field that has the focus.
        browser.click("#tick-choose-a-route").await?;
        browser.expect(FORM, json!([true])).await?;
        browser.expect_ticked("choose-a-route").await
    })
}

/// The line is so slow that whoever ticks at once is asked a moment later.
#[test]
fn a_tick_that_is_quicker_than_its_part_moves_the_focus_once_it_can() -> Outcome {
    in_chromium("/", async |browser, host| {
        let file = file_of("opened")?;
        host.set_fault(&file, Some(Fault::Status(404)));
        browser.open("roadmap/#item-choose-a-route").await?;
        browser.click("#tick-choose-a-route").await?;
        browser
            .expect_text("#item-choose-a-route .fold", "could not be loaded")
            .await?;
        browser.expect_ticked("choose-a-route").await?;
        host.set_fault(&file, None);
        browser.click("#item-choose-a-route .fold button").await?;
        browser
            .expect("document.activeElement.id", "evidence-of-choose-a-route")
            .await?;
        browser.forgive(&["404"]).await
    })
}

/// Parts are loaded while nothing else is to be done, and people go on before they are there.
#[test]
fn a_page_that_is_left_while_parts_are_loaded_leaves_no_error() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let late = Fault::Delay(Duration::from_millis(400));
        host.set_fault(&file_of("search")?, Some(late));
        for turn in 0..24 {
            let page = ["glossary/", "sources/", "guide/incidents/"][turn % 3];
            browser.open(page).await?;
            tokio::time::sleep(Duration::from_millis(20 * (turn as u64 % 12))).await;
        }
        browser.expect_quiet_console().await
    })
}
