//! What takes too long for every run: `cargo xtask soak` runs it, with the figures in `docs/faults.md`.

#![expect(clippy::print_stdout, reason = "its figures are part of the answer")]

use crate::harness::{Browser, Outcome, dist, in_chromium};
use crate::roadmap::by_step;
use crate::tabs::{NOT_SAVED, ON_DISK, SHOWN, STEP, UNFOLD, set_to_work};
use serde::Deserialize;
use serde_json::{Value, json};
use static_host::Fault;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;
use thirtyfour::WindowHandle;

const PLAN: &str = "roadmap/";

/// The same page under an address of its own: a browser keeps the first release's for some minutes.
const PLAN_OF_THIS: &str = "roadmap/?this";

/// How many things each tab does before all of them are waited for.
const ROUND: usize = 50;

/// Notes what a page of the first release writes and removes, so that it can be told which release has
/// done what.
const NOTE_WRITES: &str = r"
    window.revived = [];
    window.removed = [];
    const itemAt = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
    const isNew = new Set();
    const { setItem, removeItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
        const before = key.includes(':item:') ? itemAt(key) : undefined;
        setItem.call(this, key, value);
        if (before === undefined || (before && before.status !== 'removed')) return;
        const { title } = itemAt(key) ?? {};
        if (title?.startsWith('T0') && !isNew.has(title)) isNew.add(title); else window.revived.push(title ?? '');
    };
    Storage.prototype.removeItem = function (key) {
        if (key.includes(':item:')) window.removed.push(itemAt(key)?.title ?? '');
        removeItem.call(this, key);
    };
    return null;";

/// One thing that is done ([`STEP`]) on a page of the first release, whose milestones are other HTML.
const OLD_STEP: &str = r"async ({ title, below, any, until, log }) => {
        const titleOf = (task) => task.querySelector('label[for^=tick-]').textContent.trim();
        const titles = () => [...document.querySelectorAll('.task label[for^=tick-]')].map((label) => label.textContent.trim());
        const tasks = [...document.querySelectorAll('.task')];
        const own = tasks.filter((task) => task.id.startsWith('item-own-'));
        const kind = below(10);
        if (kind < 4) {
            any(tasks)?.querySelector('input[id^=tick-]')?.click();
        } else if (kind < 7 && own.length < 60) {
            const field = any([...document.querySelectorAll('form.add[data-act=add] input')]);
            field.value = title;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.form.requestSubmit();
            if (await until(() => titles().includes(title))) log.added.push(title);
        } else if (kind < 9) {
            const task = own.length > 12 ? any(own) : undefined;
            if (!task) return;
            const old = titleOf(task);
            task.querySelector('[data-act=delete]')?.click();
            if (await until(() => !document.getElementById(task.id))) log.deleted.push(old);
        } else {
            any(tasks)?.querySelector('[data-act=up]')?.click();
        }
    }";

/// The titles that a page of the first release shows.
const OLD_SHOWN: &str = "[...document.querySelectorAll('.task label[for^=tick-]')].map((label) => label.textContent.trim()).sort()";

/// What a tab has noted since it was last asked.
const TAKE_LOG: &str = "const log = window.log; window.log = { added: [], deleted: [], done: 0, over: true }; return log;";

/// What a tab has done.
#[derive(Debug, Deserialize)]
struct Log {
    added: Vec<String>,
    deleted: Vec<String>,
    done: usize,
}

/// How often something is done: as the environment says.
fn times(variable: &str, usual: usize) -> usize {
    let wanted = std::env::var(variable).ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

async fn ready(browser: &Browser) -> Outcome {
    browser.wait_live().await?;
    by_step(browser).await?;
    set_to_work(browser, STEP).await
}

/// A window of its own, since a browser slows down what it does not show.
async fn new_window(browser: &Browser) -> Outcome<WindowHandle> {
    let window = browser.session().new_window().await?;
    browser.switch_to(&window).await?;
    Ok(window)
}

/// One tab is of the first release, one is six times slower, one is busy in between, and one goes away
/// and comes back, from the back-forward cache where it is kept.
///
/// `OLD_DIST_DIR` names the folder with the first release, built; `TAB_OPERATIONS` says how many things
/// each tab does.
#[test]
#[ignore = "a long run: cargo xtask soak"]
fn four_tabs_of_two_releases_agree_and_lose_nothing() -> Outcome {
    let Some(old_release) = std::env::var_os("OLD_DIST_DIR").map(PathBuf::from) else {
        println!("skipped: OLD_DIST_DIR names no folder with the first release");
        return Ok(());
    };
    let rounds = times("TAB_OPERATIONS", 2_500).div_ceil(ROUND);
    in_chromium("/repo/", async |browser, host| {
        // Each tab stays with the release that it was opened with.
        host.set_fault("sw.js", Some(Fault::Status(404)));
        host.set_root(old_release.clone());
        browser.open(PLAN).await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.run::<Value>(NOTE_WRITES).await?;
        set_to_work(&browser, OLD_STEP).await?;
        let mut tabs = vec![browser.tab().await?];
        host.set_root(dist());
        for place in 1..4 {
            tabs.push(new_window(&browser).await?);
            browser.load(PLAN_OF_THIS).await?;
            ready(&browser).await?;
            browser.expect_ticked("choose-a-route").await?;
            let rate = if place == 1 { 6 } else { 1 };
            browser
                .devtools("Emulation.setCPUThrottlingRate", json!({ "rate": rate }))
                .await?;
        }
        let (mut added, mut deleted) = (BTreeSet::new(), BTreeSet::new());
        let (mut done, mut kept) = (0, 0);
        for round in 0..rounds {
            for (place, tab) in tabs.iter().enumerate() {
                browser.switch_to(tab).await?;
                let busy = if place == 2 { 40 } else { 0 };
                browser
                    .run_with::<Value>(
                        "window.stayed = true; work(...arguments); return null;",
                        vec![
                            json!(format!("T{place}r{round}")),
                            json!(ROUND),
                            json!(busy),
                        ],
                    )
                    .await?;
            }
            // The last one goes away and comes back while the others go on.
            for (place, tab) in tabs.iter().enumerate().rev() {
                browser.switch_to(tab).await?;
                browser
                    .expect_within(Duration::from_secs(300), "window.log.over", true)
                    .await?;
                let log: Log = browser.run(TAKE_LOG).await?;
                added.extend(log.added);
                deleted.extend(log.deleted);
                done += log.done;
                if place == 3 {
                    browser.load("about/").await?;
                    browser.back().await?;
                    browser
                        .expect("location.pathname.endsWith('/roadmap/')", true)
                        .await?;
                    kept += usize::from(browser.get::<bool>("window.stayed === true").await?);
                    ready(&browser).await?;
                }
            }
            if round % 10 == 9 || round + 1 == rounds {
                println!(
                    "{done} operations: {} milestones added, {} deleted",
                    added.len(),
                    deleted.len()
                );
            }
        }
        browser.switch_to(&tabs[0]).await?;
        let revived: BTreeSet<String> = browser.get("window.revived").await?;
        let removed: BTreeSet<String> = browser.get("window.removed").await?;
        // All agree with the disk as they are, and again when they are loaded anew.
        let disk: Vec<String> = browser.get(ON_DISK).await?;
        for reload in [false, true] {
            for tab in &tabs[1..] {
                browser.switch_to(tab).await?;
                if reload {
                    browser.reload().await?;
                    by_step(&browser).await?;
                }
                browser.run::<Value>(UNFOLD).await?;
                browser.expect(ON_DISK, json!(disk)).await?;
                browser.expect(SHOWN, json!(disk)).await?;
                browser.expect(NOT_SAVED, "").await?;
            }
        }
        let title = |line: &String| line.splitn(3, '|').nth(2).unwrap_or_default().to_owned();
        let mut titles: Vec<String> = disk.iter().map(title).collect();
        titles.sort();
        browser.switch_to(&tabs[0]).await?;
        host.set_root(old_release);
        browser.reload().await?;
        browser.expect(OLD_SHOWN, json!(titles)).await?;

        let there: BTreeSet<String> = titles.into_iter().collect();
        let of_old =
            |titles: &BTreeSet<String>, by: &BTreeSet<String>| -> (Vec<String>, Vec<String>) {
                titles.iter().cloned().partition(|title| by.contains(title))
            };
        let lost = added
            .difference(&deleted)
            .filter(|title| !there.contains(*title));
        let (lost_by_old, lost) = of_old(&lost.cloned().collect(), &removed);
        let back = deleted.intersection(&there).cloned().collect();
        let (back_by_old, back) = of_old(&back, &revived);
        println!(
            "{done} operations in four tabs, one of them of the first release: {} milestones added, {} deleted, {} there; the fourth tab came back {rounds} times, {kept} of them as it was kept. Removed by the first release although nobody deleted it: {lost_by_old:?}; written again by it after it was deleted: {back_by_old:?}",
            added.len(),
            deleted.len(),
            there.len(),
        );
        assert!(lost.is_empty(), "lost: {lost:?}");
        assert!(back.is_empty(), "came back: {back:?}");
        assert!(
            added.len() > rounds * ROUND / 8,
            "{} were added",
            added.len()
        );
        // Of the worker that no tab was given.
        browser.forgive(&["fetching the script"]).await
    })
}
