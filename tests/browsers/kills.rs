//! Pages that crash and browsers that are killed while somebody works: what the page has shown as done
//! is there afterwards.
//!
//! The ordinary run does a handful. `PAGE_CRASHES=500 BROWSER_KILLS=100` and `--nocapture` give the figures.

#![expect(clippy::print_stdout, reason = "its figures are part of the answer")]

use crate::driver::{Driver, Engine};
use crate::harness::{Failure, Outcome, dist, in_chromium};
use serde_json::{Value, json};
use static_host::{Host, HostOptions};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use tokio::time::sleep;

/// Makes a milestone and answers with what the page shows of it, in the moment in which it is shown.
const ADD: &str = "
    const title = arguments[0];
    const field = document.getElementById('add-degree');
    field.closest('details')?.setAttribute('open', '');
    field.value = title;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.form.requestSubmit();
    return await new Promise((done) => {
        const look = () => [...document.querySelectorAll('#step-degree .title')].some((shown) => shown.textContent === title);
        const end = performance.now() + 5000;
        const again = () => (look() || performance.now() > end ? done(look()) : setTimeout(again, 5));
        again();
    });";

/// The titles of the milestones of one's own on disk.
const STORED: &str = "return Object.keys(localStorage).filter((key) => /plan:main:item:own-/.test(key)).map((key) => JSON.parse(localStorage[key])).filter((item) => !item.gone).map((item) => item.title);";

/// What is wrong with the plan as a whole, as the page says it.
const WRONG: &str = "return document.querySelector('.not-saved')?.textContent ?? '';";

/// Shows the plan by step.
const BY_STEP: &str = "const end = performance.now() + 8000;
    while (performance.now() < end && !document.getElementById('add-degree')) {
        const choice = [...document.querySelectorAll('.controls label')].find((label) => label.textContent.trim() === 'By step');
        choice?.querySelector('input')?.click();
        await new Promise((done) => setTimeout(done, 20));
    }
    return Boolean(document.getElementById('add-degree'));";

/// How often something is done: as the environment says.
fn times(variable: &str, usual: usize) -> usize {
    let wanted = std::env::var(variable).ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

async fn ask<T: serde::de::DeserializeOwned>(
    session: &WebDriver,
    script: &str,
    arguments: Vec<Value>,
) -> Outcome<T> {
    let answer = session.execute(script, arguments).await?;
    Ok(answer.convert()?)
}

/// Opens the plan and waits until it can be added to.
async fn open_plan(session: &WebDriver, address: &str) -> Outcome {
    session.goto(address).await?;
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let live = "return document.documentElement.hasAttribute('data-hydrated') && document.querySelectorAll('.strip').length > 0;";
        if ask::<bool>(session, live, Vec::new())
            .await
            .unwrap_or(false)
        {
            break;
        }
        if Instant::now() > end {
            return Err(Failure::new("the plan does not become live"));
        }
        sleep(Duration::from_millis(20)).await;
    }
    match ask(session, BY_STEP, Vec::new()).await? {
        true => Ok(()),
        false => Err(Failure::new("there is no field for a milestone")),
    }
}

#[test]
fn a_page_that_crashes_loses_no_edit_that_it_has_shown() -> Outcome {
    let crashes = times("PAGE_CRASHES", 3);
    in_chromium("/repo/", async |browser, _host| {
        browser.open("about/").await?;
        let session = browser.session();
        let home = session.window().await?;
        let mut shown = BTreeSet::new();
        let mut lost = BTreeSet::new();
        let mut count = 0;
        for crash in 0..crashes {
            let tab = session.new_tab().await?;
            session.switch_to_window(tab).await?;
            open_plan(session, &browser.address_of("roadmap/")).await?;
            let wrong: String = ask(session, WRONG, Vec::new()).await?;
            assert_eq!(wrong, "", "after {crash} crashes");
            for edit in 0..=crash % 3 {
                let title = format!("Crash {crash}, edit {edit}");
                assert!(
                    ask(session, ADD, vec![json!(title)]).await?,
                    "{title} is not shown"
                );
                shown.insert(title);
                count += 1;
            }
            // Nothing is waited for: the page goes in the moment after its answer.
            let crashed = session.cdp().send_raw("Page.crash", json!({})).await;
            assert!(crashed.is_err(), "the page is still there");
            session.switch_to_window(home.clone()).await?;
            // A long step shows its first milestones only: the plan begins anew before it is one.
            if crash % 10 == 9 || crash + 1 == crashes {
                let stored: BTreeSet<String> = ask(session, STORED, Vec::new()).await?;
                lost.extend(shown.difference(&stored).cloned());
                let clear = "Object.keys(localStorage).filter((key) => key.includes(':plan:')).forEach((key) => localStorage.removeItem(key)); return null;";
                ask::<Value>(session, clear, Vec::new()).await?;
                shown.clear();
                println!(
                    "{} page crashes, {count} edits shown, lost: {lost:?}",
                    crash + 1
                );
                // The tabs that have crashed are closed, so that the browser stays small.
                for window in session.windows().await? {
                    if window != home {
                        session.switch_to_window(window).await?;
                        session.close_window().await?;
                    }
                }
                session.switch_to_window(home.clone()).await?;
            }
        }
        assert!(lost.is_empty(), "lost: {lost:?}");
        Ok(())
    })
}

/// What became of the edits of one browser that was killed.
#[derive(Debug, Default)]
struct Killed {
    shown: usize,
    lost: usize,
    /// How old the oldest edit was that is lost.
    oldest: Duration,
}

/// A browser takes what pages store to the disk some seconds later; what it had not taken when it was
/// killed is gone, and nothing that a page does can change that. What is left is a sound plan, and
/// of the edits the first ones: none is missing before one that is there.
#[test]
fn a_browser_that_is_killed_loses_its_last_seconds_and_no_more() -> Outcome {
    let kills = times("BROWSER_KILLS", 2);
    let profile = std::env::temp_dir().join(format!("killed-{}", std::process::id()));
    let host = Host::start(HostOptions {
        root: dist(),
        base: "/".to_owned(),
        port: 0,
    })?;
    let address = [host.address().as_str(), "roadmap/"].concat();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut all = Vec::new();
    for kill in 0..kills {
        _ = std::fs::remove_dir_all(&profile);
        let killed = runtime.block_on(kill_once(&profile, &address, kill))?;
        all.push(killed);
        if kill % 10 == 9 || kill + 1 == kills {
            let shown: usize = all.iter().map(|killed| killed.shown).sum();
            let lost: usize = all.iter().map(|killed| killed.lost).sum();
            let oldest = all.iter().map(|killed| killed.oldest).max();
            println!(
                "{} browsers killed, {shown} edits shown, {lost} lost, the oldest of them {oldest:?} old",
                all.len()
            );
        }
    }
    _ = std::fs::remove_dir_all(&profile);
    Ok(())
}

async fn kill_once(profile: &std::path::Path, address: &str, kill: usize) -> Outcome<Killed> {
    let driver = Driver::start(Engine::Chromium).await?;
    let session = driver.open_with(&json!({}), Some(profile)).await?;
    open_plan(&session, address).await?;
    let mut shown: Vec<(String, Instant)> = Vec::new();
    // Edits with pauses between them, so that the browser has taken some to the disk.
    for edit in 0..4 {
        let title = format!("Kill {kill}, edit {edit}");
        if ask(&session, ADD, vec![json!(title)]).await? {
            shown.push((title, Instant::now()));
        }
        let pause = [50, 700, 2_500, 6_500][(kill + edit) % 4];
        sleep(Duration::from_millis(pause)).await;
    }
    let end = Instant::now();
    driver.kill();
    // The session is gone; nothing is left to be closed.
    std::mem::forget(session);
    _ = std::fs::remove_file(profile.join("SingletonLock"));

    let driver = Driver::start(Engine::Chromium).await?;
    let session = driver.open_with(&json!({}), Some(profile)).await?;
    open_plan(&session, address).await?;
    let wrong: String = ask(&session, WRONG, Vec::new()).await?;
    assert_eq!(wrong, "", "after kill {kill}");
    let stored: BTreeSet<String> = ask(&session, STORED, Vec::new()).await?;
    // A plan that was begun is whole, or was not begun.
    let sound = "const head = JSON.parse(localStorage['tech-lead-guide:plan:main'] ?? 'null');
        return head === null || head.items === Object.keys(localStorage).filter((key) => key.includes('plan:main:item:')).length;";
    assert!(
        ask::<bool>(&session, sound, Vec::new()).await?,
        "after kill {kill}"
    );
    session.quit().await?;
    let is_there: Vec<bool> = shown
        .iter()
        .map(|(title, _)| stored.contains(title))
        .collect();
    let first_lost = is_there.iter().position(|there| !there);
    if let Some(first) = first_lost {
        assert!(
            !is_there[first..].contains(&true),
            "an edit is missing before one that is there: {is_there:?}"
        );
    }
    Ok(Killed {
        shown: shown.len(),
        lost: is_there.iter().filter(|there| !*there).count(),
        oldest: first_lost.map_or(Duration::ZERO, |first| end - shown[first].1),
    })
}
