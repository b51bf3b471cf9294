//! Storage that is damaged, full or denied: the page works, says so, and loses nothing.

use crate::harness::{Outcome, in_chromium};
use crate::roadmap::{OPEN_TAB, SAID, SHARE, act, all_rows, by_step, press};
use crate::tabs::NOT_SAVED;
use serde_json::{Value, json};

const ITEM: &str = "tech-lead-guide:plan:main:item:";

#[test]
fn a_damaged_item_is_named_and_left_alone() -> Outcome {
    const RAW: &str = "{\"schema\":1,\"title\":\"cut o";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let all = all_rows(&browser).await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        let key = [ITEM, "tool-fluency"].concat();
        browser.load("about/").await?;
        browser
            .run_with::<Value>(
                "localStorage.setItem(arguments[0], arguments[1]); return null;",
                vec![json!(key), json!(RAW)],
            )
            .await?;

        browser.open("roadmap/").await?;
        browser
            .expect_text(".not-saved", "could not be read: 1.")
            .await?;
        browser
            .expect(
                "document.querySelector('.not-saved button').checkVisibility()",
                true,
            )
            .await?;
        browser
            .expect("document.querySelectorAll('.task').length", all - 1)
            .await?;
        browser.expect_ticked("choose-a-route").await?;

        browser.click("#tick-team-project").await?;
        act(&browser, "choose-a-route", "Move down").await?;
        browser.expect_text(SAID, "is at position").await?;
        browser.reload().await?;
        browser.expect_ticked("team-project").await?;
        browser
            .expect(&format!("localStorage.getItem({})", json!(key)), RAW)
            .await
    })
}

#[test]
fn a_plan_of_which_items_are_missing_says_so_until_the_person_goes_on_without_them() -> Outcome {
    const MISSING: &str = "not there any more: 2.";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        by_step(&browser).await?;
        // What somebody deletes is not missing, whatever becomes of the page.
        browser
            .type_into("#add-degree", "Not for long\u{e007}")
            .await?;
        browser.expect_there("[id^=item-own-]").await?;
        let own: String = browser
            .get("document.querySelector('[id^=item-own-]').id.replace('item-', '')")
            .await?;
        act(&browser, &own, "Delete").await?;
        browser.expect_text(SAID, "is deleted").await?;
        browser.reload().await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.expect(NOT_SAVED, "").await?;
        browser.load("about/").await?;
        for id in ["tool-fluency", "team-project"] {
            let remove = "localStorage.removeItem(arguments[0]); return null;";
            let key = json!([ITEM, id].concat());
            browser.run_with::<Value>(remove, vec![key]).await?;
        }
        browser.open("roadmap/").await?;
        browser.expect_text(".not-saved", MISSING).await?;
        press(&browser, ".not-saved", "Go on without them").await?;
        browser.expect(NOT_SAVED, "").await?;
        browser.expect("document.activeElement.id", "plan").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.reload().await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.expect(NOT_SAVED, "").await
    })
}

#[test]
fn a_full_storage_is_said_and_made_up_for() -> Outcome {
    // Larger pieces first, then ever smaller ones, until not one more character fits.
    const FILL: &str = "
        let number = 0;
        for (let size = 1 << 22; size >= 1; size >>= 1) {
            for (;;) {
                try { localStorage.setItem(`another-site:${number++}`, 'x'.repeat(size)); } catch { break; }
            }
        }
        return number;";
    const FREE: &str = "
        for (const key of Object.keys(localStorage)) if (key.startsWith('another-site:')) localStorage.removeItem(key);
        return null;";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.run::<Value>(FILL).await?;
        browser.click("#tick-choose-a-route").await?;
        browser
            .expect_text(
                ".not-saved",
                "Not saved: the browser’s storage for this site is full.",
            )
            .await?;
        browser
            .type_into("#add-degree", "Written while nothing fits\u{e007}")
            .await?;
        browser
            .expect_text("#step-degree", "Written while nothing fits")
            .await?;
        browser.expect_ticked("choose-a-route").await?;
        // Inside the app the change lasts.
        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser.back().await?;
        browser
            .expect(
                "document.getElementById('tick-choose-a-route')?.checked",
                true,
            )
            .await?;
        browser.expect_text(".not-saved", "is full").await?;

        browser.run::<Value>(FREE).await?;
        browser.click("#tick-tool-fluency").await?;
        browser
            .expect("document.querySelector('.not-saved')", Value::Null)
            .await?;
        browser.reload().await?;
        browser
            .expect(
                "['choose-a-route', 'tool-fluency'].map((id) => document.getElementById(`tick-${id}`).checked)",
                json!([true, true]),
            )
            .await?;
        browser
            .expect_text(".plan", "Written while nothing fits")
            .await
    })
}

#[test]
fn where_storage_is_denied_everything_works_until_the_page_is_closed() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        let deny = "Object.defineProperty(window, 'localStorage', {
            get() { throw new DOMException('denied by this test', 'SecurityError'); },
        });";
        browser.before_every_page(deny).await?;
        browser.open("roadmap/").await?;
        let denied = "this browser does not let the site store anything";
        browser.expect_text(".not-saved", denied).await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.expect_text(".not-saved", denied).await?;
        browser.click("header .theme option[value=dark]").await?;
        browser
            .expect("document.documentElement.dataset.theme", "dark")
            .await?;

        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser
            .expect(
                "document.getElementById('tick-choose-a-route')?.checked",
                true,
            )
            .await?;
        browser.reload().await?;
        browser
            .expect(
                "document.getElementById('tick-choose-a-route').checked",
                false,
            )
            .await?;
        browser
            .expect("document.getElementById('failure').hidden", true)
            .await
        // `in_chromium` fails on any error in the console.
    })
}

/// Seen in the first release: the history and the restore points of a plan that was deleted for good
/// stayed as copies of what could not be read.
#[test]
fn a_plan_that_is_deleted_for_good_leaves_nothing() -> Outcome {
    const OTHERS: &str = "Object.keys(localStorage).filter((key) => /plan:own-/.test(key)).length";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.type_into("#new-plan", "Second\u{e007}").await?;
        browser
            .expect_text(SAID, "The plan “Second” is open.")
            .await?;
        press(&browser, ".tabs", "Plan").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.click("#reset").await?;
        press(&browser, OPEN_TAB, "Yes, reset it").await?;
        browser
            .expect_text(SAID, "The plan is as the guide proposes it.")
            .await?;
        let written: usize = browser.get(OTHERS).await?;
        assert!(written > 30, "{written}");
        press(&browser, OPEN_TAB, "Delete this plan").await?;
        press(&browser, OPEN_TAB, "Delete it for good").await?;
        browser.expect(OTHERS, 0).await?;
        browser.reload().await?;
        browser
            .expect(
                "document.querySelector('.roadmap').textContent.includes('Delete it for good')",
                false,
            )
            .await
    })
}

#[test]
fn what_waited_is_written_once_the_storage_heals_without_another_edit() -> Outcome {
    const BREAK: &str = "
        window.original = Storage.prototype.setItem;
        Storage.prototype.setItem = () => { throw new DOMException('broken by this test', 'UnknownError'); };
        return null;";
    const HEAL: &str = "Storage.prototype.setItem = window.original; return null;";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.run::<Value>(BREAK).await?;
        browser.click("#tick-tool-fluency").await?;
        browser.expect_text(".not-saved", "Not saved: ").await?;
        browser.expect_ticked("tool-fluency").await?;
        browser.run::<Value>(HEAL).await?;
        browser
            .expect("document.querySelector('.not-saved')", Value::Null)
            .await?;
        browser.reload().await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.expect_ticked("tool-fluency").await
    })
}

#[test]
fn a_storage_that_goes_away_in_mid_session_is_said_and_the_page_goes_on() -> Outcome {
    const TAKE_AWAY: &str = "
        window.original = Object.getOwnPropertyDescriptor(window, 'localStorage');
        Object.defineProperty(window, 'localStorage', {
            configurable: true,
            get() { throw new DOMException('denied by this test', 'SecurityError'); },
        });
        return null;";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.run::<Value>(TAKE_AWAY).await?;
        browser
            .type_into("#add-degree", "Written without a storage\u{e007}")
            .await?;
        browser
            .expect_text("#step-degree", "Written without a storage")
            .await?;
        browser
            .expect_text(
                ".not-saved",
                "this browser does not let the site store anything",
            )
            .await?;
        browser
            .run::<Value>(
                "Object.defineProperty(window, 'localStorage', window.original); return null;",
            )
            .await?;
        browser
            .expect("document.querySelector('.not-saved')", Value::Null)
            .await?;
        browser.reload().await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect_text(".plan", "Written without a storage")
            .await
    })
}

#[test]
fn a_storage_that_is_cleared_gets_the_whole_plan_back_with_the_next_edit() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        let all = all_rows(&browser).await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .run::<Value>("localStorage.clear(); return null;")
            .await?;
        browser.click("#tick-tool-fluency").await?;
        browser.expect_ticked("tool-fluency").await?;
        browser.reload().await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.expect_ticked("tool-fluency").await?;
        browser
            .expect("document.querySelectorAll('.task').length", all)
            .await
    })
}

/// What waits is tried once more when the page goes.
#[test]
fn what_waited_is_written_when_the_page_is_left() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .run::<Value>("window.original = Storage.prototype.setItem; Storage.prototype.setItem = () => { throw new DOMException('broken by this test', 'UnknownError'); }; return null;")
            .await?;
        browser.click("#tick-tool-fluency").await?;
        browser.expect_text(".not-saved", "Not saved: ").await?;
        browser
            .run::<Value>(
                "Storage.prototype.setItem = window.original; location.reload(); return null;",
            )
            .await
            .or_else(|_| Outcome::Ok(Value::Null))?;
        browser.open("roadmap/").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.expect_ticked("tool-fluency").await
    })
}
