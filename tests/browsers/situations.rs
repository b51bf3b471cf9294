//! The opening question: played by touch and by keyboard, without scripts, without a network, without
//! storage, before the app is there; all situations on their page; a shared result.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, dist, in_browser, in_chromium, in_chromium_alone};
use serde_json::{Value, json};
use static_host::Fault;
use std::fs;
use std::time::Duration;

/// The title of the situation that is asked.
const NOW: &str = "document.querySelector('.scene.now h2')?.textContent";

/// The five of the front page with the answers that go to the system first.
const FRONT: [&str; 5] = [
    "1 of 5 Two in the morning",
    "2 of 5 Two seniors, one queue",
    "3 of 5 The date will not hold",
    "4 of 5 Your friend is not keeping up",
    "5 of 5 A blank page",
];

/// What is kept of answers.
const KEPT: &str = "Object.keys(localStorage).filter((key) => key.startsWith('tech-lead-guide:situation:')).length";

/// What moves without somebody having pressed anything just before.
const WATCH_SHIFTS: &str = "
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
            if (shift.hadRecentInput) continue;
            const moved = shift.sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
            window.shifts.push(`${shift.value.toFixed(4)}: ${moved}`);
        }
    }).observe({ type: 'layout-shift', buffered: true });";

const CATCH_COPIES: &str =
    "navigator.clipboard.writeText = async (text) => { window.copied = text; };";

/// The answer with this number to the situation that is asked.
fn answer(number: usize) -> String {
    format!(".scene.now .reply:nth-child({number}) summary")
}

/// Plays the five with the answer that has this number.
async fn play(browser: &Browser, number: usize) -> Outcome {
    for title in FRONT {
        browser.expect(NOW, title).await?;
        browser.click(&answer(number)).await?;
    }
    Ok(())
}

/// The file of the part; a build for development has none.
fn part_file() -> Option<String> {
    let names = fs::read_dir(dist()).into_iter().flatten().flatten();
    let mut names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.find(|name| name.starts_with("situations-") && name.ends_with(".wasm"))
}

/// Alone: where the part takes long to come, the explanation of the first answer was read before.
#[test]
fn five_situations_played_by_touch_lead_to_a_leaning_its_reasons_and_one_page() -> Outcome {
    in_chromium_alone("/repo/", async |browser, _host| {
        browser.emulate_touch().await?;
        browser.set_screen(390, 844).await?;
        browser.before_every_page(CATCH_COPIES).await?;
        browser.before_every_page(WATCH_SHIFTS).await?;
        browser.open("").await?;
        let beam = "Number(document.querySelector('.balance rect.lead').getAttribute('width'))";
        browser.expect(beam, 100).await?;
        browser.click(&answer(1)).await?;
        browser.expect(NOW, FRONT[1]).await?;
        browser.expect(&format!("{beam} > 150"), true).await?;
        // What speaks for the answer, and what it costs, stands beside the next situation.
        browser
            .expect_text(
                ".scene.before .reply.taken .because",
                "You go to the fault.",
            )
            .await?;
        browser
            .expect(
                "document.querySelector('.scene.before .because').checkVisibility()",
                true,
            )
            .await?;
        for title in &FRONT[1..] {
            browser.expect(NOW, *title).await?;
            browser.click(&answer(1)).await?;
        }
        browser
            .expect(
                "document.activeElement.textContent",
                "You lean clearly to the system.",
            )
            .await?;
        browser
            .expect_text(
                ".verdict",
                "Of your five answers, five go to the system first.",
            )
            .await?;
        let next = "[...document.querySelectorAll('.verdict .next')].filter((line) => line.checkVisibility()).map((line) => line.querySelector('a').textContent)";
        browser
            .expect(next, json!(["What a technical lead is"]))
            .await?;
        // And the ways to find out whether the job is for oneself.
        browser
            .expect(
                "[...document.querySelectorAll('.verdict .then')].filter((line) => line.checkVisibility()).flatMap((line) => [...line.querySelectorAll('a')].map((link) => link.href))",
                json!([
                    browser.address_of("compare/#weigh"),
                    browser.address_of("skills/"),
                    browser.address_of("guide/when-not-to-lead/"),
                ]),
            )
            .await?;
        let told = "[...document.querySelectorAll('.scene.told')].filter((scene) => scene.checkVisibility({ visibilityProperty: true }) && scene.querySelector('.taken .because').checkVisibility()).length";
        browser.expect(told, 5).await?;
        browser
            .expect(
                "document.querySelectorAll('.scene.told .both-acts[open] dd').length",
                2,
            )
            .await?;
        browser.expect(KEPT, 5).await?;
        browser.click(".verdict .do .btn:nth-of-type(2)").await?;
        let copied = browser.take("copied").await?;
        assert!(copied.contains("/repo/situations/#result=1."), "{copied}");
        browser.expect("window.shifts", json!([])).await?;
        // With the reasons hidden the result stands alone: no answer lies on it.
        browser.click(".verdict .do .btn:nth-of-type(1)").await?;
        let seen = "[...document.querySelectorAll('.opening .scene')].filter((scene) => scene.checkVisibility({ visibilityProperty: true })).length";
        browser.expect(seen, 0).await?;

        // On the next visit the result is there, and nothing moves.
        browser.reload().await?;
        browser
            .expect_text(".verdict.shown h2", "You lean clearly to the system.")
            .await?;
        browser.expect("window.shifts", json!([])).await?;
        browser.click(".verdict .plain").await?;
        browser.expect(NOW, FRONT[0]).await?;
        browser.expect(KEPT, 0).await?;
        browser.click("#toast button").await?;
        browser.expect(KEPT, 5).await
    })
}

#[test]
fn the_five_can_be_played_with_the_keyboard_alone() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open("").await?;
        let focus = "document.querySelector('.scene.now .reply summary').focus()";
        browser
            .run::<Value>(&format!("{focus}; return null;"))
            .await?;
        browser.press("\u{e007}").await?;
        browser.expect(NOW, FRONT[1]).await?;
        browser
            .expect("document.activeElement.textContent", FRONT[1])
            .await?;
        browser.press("3").await?;
        browser.expect(NOW, FRONT[2]).await?;
        browser.press("\u{e012}").await?;
        browser.expect(NOW, FRONT[1]).await?;
        browser
            .expect(
                "document.querySelector('.scene.now .reply.taken .unseen').textContent",
                "Your answer: ",
            )
            .await?;
        for title in &FRONT[1..] {
            browser.expect(NOW, *title).await?;
            browser.press("3").await?;
        }
        // The first one went to the system, the others to the people.
        browser
            .expect(
                "document.activeElement.textContent",
                "You lean to the people.",
            )
            .await?;
        browser
            .expect_text(".verdict", "four to the people first")
            .await?;
        // Keys do nothing where somebody has switched them off.
        browser
            .run::<Value>("localStorage.setItem('tech-lead-guide:keyboard', '{\"schema\":1,\"single_keys\":false}'); return null;")
            .await?;
        browser.press("\u{e012}").await?;
        browser.expect(NOW, Value::Null).await
    })
}

#[test]
fn without_scripts_every_answer_opens_its_explanation() -> Outcome {
    let no_scripts = json!({ "profile.managed_default_content_settings.javascript": 2 });
    in_browser(
        Engine::Chromium,
        &no_scripts,
        "/repo/",
        async |browser, _host| {
            for (page, count) in [("", 15), ("situations/", 36)] {
                browser.load(page).await?;
                let readable = "[...document.querySelectorAll('.reply summary')].filter((answer) => answer.checkVisibility({ visibilityProperty: true })).length";
                browser.expect(readable, count).await?;
                browser.click(".reply:nth-child(2) summary").await?;
                browser
                .expect("[...document.querySelectorAll('.reply .because')].filter((because) => because.checkVisibility()).length", 1)
                .await?;
                browser
                .expect("[...document.querySelectorAll('.verdict')].some((outcome) => outcome.checkVisibility())", false)
                .await?;
            }
            Ok(())
        },
    )
}

#[test]
fn what_is_pressed_before_the_part_is_there_counts_when_it_comes() -> Outcome {
    in_chromium("/", async |browser, host| {
        let Some(file) = part_file() else {
            return Ok(());
        };
        host.set_fault(&file, Some(Fault::Delay(Duration::from_secs(3))));
        browser.before_every_page(WATCH_SHIFTS).await?;
        browser.load("").await?;
        browser.click(&answer(3)).await?;
        browser
            .expect(
                "document.querySelector('.scene.now .reply[open] .because').checkVisibility()",
                true,
            )
            .await?;
        browser.expect(NOW, FRONT[1]).await?;
        browser.expect(KEPT, 1).await?;
        browser.expect("window.shifts", json!([])).await?;
        browser
            .expect("JSON.parse(localStorage.getItem('tech-lead-guide:situation:incident-at-two')).answer", "people")
            .await
    })
}

#[test]
fn a_part_that_does_not_come_leaves_the_answers_readable_and_is_tried_again() -> Outcome {
    in_chromium("/", async |browser, host| {
        let Some(file) = part_file() else {
            return Ok(());
        };
        host.set_fault(&file, Some(Fault::Status(404)));
        browser.open("").await?;
        browser.click(&answer(1)).await?;
        browser
            .expect_text("#room-status p", "could not be loaded")
            .await?;
        browser
            .expect(
                "document.querySelector('.reply[open] .because').checkVisibility()",
                true,
            )
            .await?;
        host.set_fault(&file, None);
        browser.click("#room-status button").await?;
        browser.expect(NOW, FRONT[1]).await?;
        browser.forgive(&["404"]).await
    })
}

#[test]
fn answers_are_still_there_after_back_and_forward() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("").await?;
        browser.click(&answer(1)).await?;
        browser.expect(NOW, FRONT[1]).await?;
        browser.click(&answer(2)).await?;
        browser.expect(NOW, FRONT[2]).await?;
        browser.click(".opening .onward a").await?;
        browser.expect_page("situations/").await?;
        browser
            .expect_text(".where p", "2 of 12, leaning to the system")
            .await?;
        browser.back().await?;
        browser.expect(NOW, FRONT[2]).await?;
        browser.forward().await?;
        browser
            .expect("document.querySelectorAll('.reply.taken').length", 2)
            .await
    })
}

#[test]
fn where_storage_is_denied_the_situations_can_be_played_all_the_same() -> Outcome {
    in_chromium("/", async |browser, _host| {
        let denied = "Object.defineProperty(window, 'localStorage', {
            get() { throw new DOMException('denied by this test', 'SecurityError'); },
        });";
        browser.before_every_page(denied).await?;
        browser.open("").await?;
        play(&browser, 2).await?;
        browser
            .expect_text(".verdict.shown h2", "You stand between the two.")
            .await
    })
}

#[test]
fn the_whole_set_is_answered_with_keys_and_explained_with_its_sources() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("situations/").await?;
        browser.press("3").await?;
        browser
            .expect_text(
                ".reply[open] .because",
                "You look at who has to last the night.",
            )
            .await?;
        browser
            .expect("document.querySelectorAll('.reply[open] .because a[href*=\"sources/#\"]').length > 0", true)
            .await?;
        browser
            .expect("document.querySelector('.both-acts[open] a[href*=\"roadmap/#item-\"]').checkVisibility()", true)
            .await?;
        browser.press("\u{e014}").await?;
        browser
            .expect("document.activeElement.id", "two-seniors-deadlock")
            .await?;
        browser.press("1").await?;
        browser.expect_text(".where p", "2 of 12").await?;
        browser.press("\u{e012}").await?;
        browser
            .expect("document.activeElement.id", "incident-at-two")
            .await?;
        browser.expect(KEPT, 2).await?;
        // A milestone of the plan, from the situation that it practises.
        browser
            .click(".both-acts[open] a[href*='roadmap/#item-']")
            .await?;
        browser
            .expect("location.hash.startsWith('#item-')", true)
            .await
    })
}

#[test]
fn a_shared_result_is_shown_and_stores_nothing() -> Outcome {
    in_chromium("/", async |browser, _host| {
        const LARGE: &str = "parseFloat(getComputedStyle(document.querySelector('.where p')).fontSize) > parseFloat(getComputedStyle(document.body).fontSize)";
        browser.before_every_page(WATCH_SHIFTS).await?;
        // On a narrow phone, too, nothing moves when the link has been read.
        browser.set_screen(320, 700).await?;
        browser.open("situations/#result=1.139d.30001").await?;
        browser
            .expect_text(".where p", "Shared with you: between the two")
            .await?;
        browser.expect("window.shifts", json!([])).await?;
        browser.set_screen(1280, 900).await?;
        browser.load("about/").await?;
        browser.open("situations/#result=1.139d.30001").await?;
        browser
            .expect_text(".where p", "Shared with you: between the two")
            .await?;
        browser
            .expect("document.querySelectorAll('.reply.taken').length", 2)
            .await?;
        browser.click(".reply summary").await?;
        browser
            .expect("document.querySelectorAll('.reply.taken').length", 2)
            .await?;
        browser.expect(KEPT, 0).await?;
        browser.expect("window.shifts", json!([])).await?;
        browser.expect(LARGE, true).await?;
        browser.click(".mine a").await?;
        browser.expect_page("situations/").await?;
        browser.expect(LARGE, false).await?;
        browser.expect_text(".where p", "none answered yet").await?;
        browser
            .expect("document.querySelectorAll('.reply.taken').length", 0)
            .await?;
        // One that was cut on its way.
        browser.open("about/").await?;
        browser.open("situations/#result=1.139d.3000").await?;
        browser
            .expect_text(".where p", "This link is damaged")
            .await
    })
}

#[test]
fn the_situations_can_be_played_without_a_network() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        if part_file().is_none() {
            return Ok(());
        }
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;
        browser.open("").await?;
        play(&browser, 3).await?;
        browser
            .expect_text(".verdict.shown h2", "You lean clearly to the people.")
            .await?;
        browser.open("situations/").await?;
        browser.expect_text(".where p", "5 of 12").await?;
        browser.forgive_missing_host().await
    })
}
