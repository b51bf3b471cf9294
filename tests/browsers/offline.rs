//! After one visit everything works with the host gone, and a new release waits for a yes.

use crate::harness::{Failure, Outcome, dist, in_chromium};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use tech_lead_guide::site::assets::hash;

/// The main job of the site, from a link that somebody has sent to a plan that is there without a
/// network.
#[test]
fn from_a_deep_link_to_a_plan_that_is_there_offline() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser
            .open("guide/delegating-work/#what-good-looks-like")
            .await?;
        browser.expect_in_view("what-good-looks-like").await?;

        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser
            .expect_text("h1", "Technical lead or engineering manager?")
            .await?;
        browser.expect_text("#coding-time", "oding").await?;

        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect_page("roadmap/").await?;
        let all: usize = browser
            .get("document.querySelectorAll('.task').length")
            .await?;
        browser.click("#tick-choose-a-route").await?;
        browser.click("#tick-own-a-subsystem").await?;
        browser
            .type_into("#add-skills", "Shadow the on-call lead for a week\u{e007}")
            .await?;
        let plan_is_there = async || {
            browser
                .expect_text(".progress", &format!("2 of {} done.", all + 1))
                .await?;
            let ticks = "['choose-a-route', 'own-a-subsystem'].map((id) => document.getElementById(`tick-${id}`).checked)";
            browser.expect(ticks, json!([true, true])).await?;
            browser
                .expect_text(
                    "#step-skills .task:last-child label",
                    "Shadow the on-call lead for a week",
                )
                .await?;
            browser
                .expect("document.querySelector('.notices').innerText.trim()", "")
                .await
        };
        plan_is_there().await?;
        browser.reload().await?;
        plan_is_there().await?;

        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;
        browser.open("guide/security-audits/").await?;
        browser
            .expect(
                "document.querySelector('article').innerText.length > 2000",
                true,
            )
            .await?;
        browser.open("roadmap/").await?;
        plan_is_there().await?;
        browser.reload().await?;
        plan_is_there().await?;
        browser.forgive_missing_host().await
    })
}

#[test]
fn offline_any_address_of_the_site_gives_its_page() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;

        // As a host would redirect it.
        browser.open("compare").await?;
        browser
            .expect_text("h1", "Technical lead or engineering manager?")
            .await?;
        browser
            .open("guide/delegating-work/?utm_source=letter#mistakes")
            .await?;
        browser.expect_in_view("mistakes").await?;
        browser.open("guide/index.html").await?;
        browser
            .expect(
                "document.querySelectorAll('#content a[href*=\"/guide/\"]').length > 20",
                true,
            )
            .await?;
        browser.open("compare/?q=coding").await?;
        browser
            .expect("document.getElementById('filter').value", "coding")
            .await?;

        browser.forgive_missing_host().await?;
        browser.load("no/such/page/").await?;
        browser
            .expect_text("h1", "There is no page at this address")
            .await?;
        // Its status says so too, which is what the console reports.
        browser
            .forgive(&[
                "/no/such/page/",
                "ERR_CONNECTION_REFUSED",
                "fetching the script",
            ])
            .await?;
        // Its links find the site's folder, from a cached file too.
        browser.click("a[data-to='guide/']").await?;
        browser.expect_page("guide/").await?;
        browser.wait_live().await?;
        browser
            .click("#content a[href$='/guide/incidents/']")
            .await?;
        browser.expect_page("guide/incidents/").await?;
        browser
            .expect(
                "document.querySelector('article').innerText.length > 1000",
                true,
            )
            .await?;
        browser.forgive_missing_host().await
    })
}

/// `boot.js` registers the worker after the app is live, when the page's address may be another one
/// already: a relative address of the worker means something else then.
#[test]
fn a_person_who_goes_on_at_once_has_the_site_offline_too() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let click_at_once = "new MutationObserver((_, observer) => {
            if (!document.documentElement?.hasAttribute('data-hydrated')) return;
            observer.disconnect();
            document.querySelector('header nav a[href$=\"/roadmap/\"]').click();
        }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-hydrated'] });";
        browser.before_every_page(click_at_once).await?;
        browser.open("guide/delegating-work/").await?;
        browser.expect_page("roadmap/").await?;
        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;
        browser.load("about/").await?;
        browser.expect_page("roadmap/").await?;
        browser
            .expect("document.querySelectorAll('.task').length > 20", true)
            .await?;
        browser.forgive_missing_host().await
    })
}

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

/// The built site with other words on one page: the next release.
fn next_release(words: &str, others: &str) -> Outcome<Folder> {
    let folder = Folder(
        std::env::temp_dir().join(format!("tech-lead-guide-release-{}", std::process::id())),
    );
    copy(&dist(), &folder.0)?;
    let page = folder.0.join("about/index.html");
    let before = fs::read_to_string(&page)?;
    let after = before.replace(words, others);
    if before == after {
        return Err(Failure::new(format!("about/ does not say `{words}`")));
    }
    fs::write(&page, &after)?;
    let worker = folder.0.join("sw.js");
    let source = fs::read_to_string(&worker)?;
    let id = source
        .split("const RELEASE_ID = '")
        .nth(1)
        .and_then(|rest| rest.split('\'').next());
    let id = id.ok_or_else(|| Failure::new("sw.js has no RELEASE_ID"))?;
    let source = source
        .replace(&hash(before.as_bytes()), &hash(after.as_bytes()))
        .replace(id, "the-next-release");
    fs::write(&worker, source)?;
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[test]
fn a_new_release_waits_until_the_person_accepts_it() -> Outcome {
    const OLD: &str = "</h1>";
    const NEW: &str = " (second edition)</h1>";
    const LOADS: &str = "Number(sessionStorage.getItem('loads'))";
    const UPDATE: &str = "return navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => null);";
    in_chromium("/repo/", async |browser, host| {
        let next = next_release(OLD, NEW)?;
        browser
            .before_every_page(
                "sessionStorage.setItem('loads', Number(sessionStorage.getItem('loads')) + 1);",
            )
            .await?;
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        // The first visit is no update.
        browser.reload().await?;
        browser
            .expect("document.getElementById('update').hidden", true)
            .await?;
        let loads: u32 = browser.get(LOADS).await?;
        assert_eq!(loads, 2);

        host.set_root(next.0.clone());
        browser.run::<Value>(UPDATE).await?;
        browser
            .expect("document.getElementById('update').checkVisibility()", true)
            .await?;
        // Nothing has happened to what the person is reading, nor does it when they go on.
        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser.back().await?;
        browser.expect_page("about/").await?;
        browser
            .expect(
                "document.querySelector('h1').textContent.includes('second edition')",
                false,
            )
            .await?;
        browser.expect(LOADS, 2).await?;

        browser.click("#update-now").await?;
        browser.expect_text("h1", "(second edition)").await?;
        browser.wait_live().await?;
        browser.wait_for_offline().await?;
        browser
            .expect("document.getElementById('update').hidden", true)
            .await?;
        browser.expect(LOADS, 3).await?;
        browser.expect("caches.keys().then((names) => names.filter((name) => name.endsWith(':the-next-release')).length === names.length)", true).await
    })
}

#[test]
fn a_release_that_does_not_arrive_whole_is_not_kept() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        let before: Value = browser.get("caches.keys()").await?;

        // The new worker promises a page that the host does not have (yet).
        let next = next_release("</h1>", " (second edition)</h1>")?;
        fs::copy(
            dist().join("about/index.html"),
            next.0.join("about/index.html"),
        )?;
        host.set_root(next.0.clone());
        let gave_up = "return navigator.serviceWorker.getRegistration().then(async (found) => {
            await found.update();
            const worker = found.installing;
            if (worker && worker.state !== 'redundant') {
                await new Promise((done) => worker.addEventListener('statechange', () => worker.state === 'redundant' && done()));
            }
            return [worker?.state ?? 'none', found.waiting === null];
        });";
        let end: Value = browser.run(gave_up).await?;
        assert_eq!(end, json!(["redundant", true]));
        browser.expect("caches.keys()", before).await?;
        browser.reload().await?;
        browser.wait_for_offline().await?;
        // The worker's own report that the release is not whole is what has to be in the console.
        browser
            .forgive(&["not the file of this release", "sw.js"])
            .await
    })
}
