//! After one visit everything works with the host gone.

use crate::harness::{Browser, Failure, Outcome, dist, host_again, in_chromium};
use crate::roadmap::{all_rows, by_step};
use serde_json::{Value, json};
use static_host::Fault;
use std::fs;
use std::path::Path;
use std::time::Duration;

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
        let all = all_rows(&browser).await?;
        browser.click("#tick-choose-a-route").await?;
        browser.click("#tick-own-a-subsystem").await?;
        by_step(&browser).await?;
        browser
            .type_into("#add-skills", "Shadow the on-call lead for a week\u{e007}")
            .await?;
        let plan_is_there = async || {
            browser
                .expect_text(".strip .progress", &format!("2 of {} done", all + 1))
                .await?;
            by_step(&browser).await?;
            let ticks = "['choose-a-route', 'own-a-subsystem'].map((id) => document.getElementById(`tick-${id}`).checked)";
            browser.expect(ticks, json!([true, true])).await?;
            browser
                .expect_text(
                    "#step-skills .task:last-child",
                    "Shadow the on-call lead for a week",
                )
                .await?;
            browser
                .expect("document.querySelector('.not-saved')", Value::Null)
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
            .open("guide/delegating-work/?utm_source=letter#check-ins")
            .await?;
        browser.expect_in_view("check-ins").await?;
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

// ---- an offline copy that does not come easily ---------------------------------------------------

/// The state of the worker.
const WORKER: &str = "(async () => {
    const found = await navigator.serviceWorker.getRegistration();
    return (found?.active ?? found?.waiting ?? found?.installing)?.state ?? 'none';
})()";

/// How many files the copy has.
const FILES: &str = "(async () => {
    let files = 0;
    for (const name of await caches.keys()) {
        files += (await (await caches.open(name)).keys()).filter(({ url }) => !url.includes('?')).length;
    }
    return files;
})()";

const TEXT_IS_THERE: &str = "document.querySelector('article')?.innerText.length > 1000";

#[test]
fn an_install_that_was_cut_goes_on_where_it_stopped() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        // Four files are fetched at a time: from the fourth slow one on, nothing else arrives.
        for slow in ["compare/", "roadmap/", "skills/", "sources/"] {
            host.set_fault(slow, Some(Fault::Delay(Duration::from_secs(10))));
        }
        browser.open("about/").await?;
        // What the worker says is on its way has not all arrived.
        let some = format!("(async () => await {FILES} >= 10)()");
        browser.expect(&some, true).await?;
        let port = host.port();
        host.stop();
        browser.expect(WORKER, "none").await?;
        let kept: usize = browser.get(FILES).await?;

        let host = host_again("/repo/", port)?;
        browser.reload().await?;
        browser.wait_for_offline().await?;
        let all: usize = browser.get(FILES).await?;
        let fetched = host.requests().len();
        // The page itself is loaded, too.
        assert!(
            fetched < all - kept + 12,
            "{fetched} requests for {} files",
            all - kept
        );
        browser
            .forgive(&[
                "ERR_CONNECTION",
                "ERR_EMPTY_RESPONSE",
                "Failed to fetch",
                "sw.js",
            ])
            .await
    })
}

#[test]
fn a_page_that_does_not_come_costs_that_page_and_is_put_back_when_it_does() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        host.set_fault("guide/incidents/", Some(Fault::Status(404)));
        host.set_fault("icon-512.png", Some(Fault::Status(403)));
        browser.open("about/").await?;
        browser.expect(WORKER, "activated").await?;
        let port = host.port();
        host.stop();
        browser.load("guide/incidents/").await?;
        browser
            .expect_text("h1", "This page is not in the offline copy")
            .await?;
        browser.open("guide/delegating-work/").await?;
        browser.expect(TEXT_IS_THERE, true).await?;

        let host = host_again("/repo/", port)?;
        browser.open("guide/incidents/").await?;
        browser.expect(TEXT_IS_THERE, true).await?;
        host.stop();
        browser.open("about/").await?;
        browser.open("guide/incidents/").await?;
        browser.expect(TEXT_IS_THERE, true).await?;
        browser
            .forgive(&[
                "503",
                "404",
                "403",
                "ERR_CONNECTION_REFUSED",
                "fetching the script",
            ])
            .await
    })
}

#[test]
fn a_file_that_stalls_costs_that_file_and_a_page_sent_as_plain_text_is_a_page() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        host.set_fault(
            "guide/incidents/",
            Some(Fault::Delay(Duration::from_secs(600))),
        );
        host.set_fault(
            "guide/delegating-work/",
            Some(Fault::MediaType("text/plain")),
        );
        browser.open("about/").await?;
        browser
            .expect_within(Duration::from_secs(60), WORKER, "activated")
            .await?;
        host.stop();
        browser.open("guide/delegating-work/").await?;
        browser.expect("document.contentType", "text/html").await?;
        browser.expect(TEXT_IS_THERE, true).await?;
        browser.forgive_missing_host().await
    })
}

/// Does something to the entry of `address` in the copy.
async fn change_entry(browser: &Browser, address: &str, change: &str) -> Outcome {
    let script = format!(
        "return (async () => {{
            const cache = await caches.open((await caches.keys())[0]);
            const address = {};
            {change}
            return null;
        }})()",
        json!(address)
    );
    browser.run::<Value>(&script).await.map(|_| ())
}

#[test]
fn a_damaged_or_evicted_file_of_the_copy_is_put_back() -> Outcome {
    const EVICT: &str = "await cache.delete(address);";
    const POISON: &str = "await cache.put(address, new Response('<h1>Log in to this network</h1>', { headers: { 'Content-Type': 'text/html; charset=utf-8' } }));";
    const SPOIL: &str = "await cache.put(address, new Response('garbage', { headers: { 'Content-Type': 'application/wasm' } }));";
    in_chromium("/repo/", async |browser, host| {
        browser.open("guide/delegating-work/").await?;
        browser.wait_for_offline().await?;
        let line = "document.querySelector('script[data-release]')";
        let wasm: String = browser
            .get(&format!("new URL({line}.dataset.wasm, {line}.src).href"))
            .await?;
        let page = browser.address_of("guide/incidents/");
        for (change, address) in [(POISON, &page), (EVICT, &page), (EVICT, &wasm)] {
            change_entry(&browser, address, change).await?;
            browser.open("guide/incidents/").await?;
            browser.expect(TEXT_IS_THERE, true).await?;
        }
        // With a damaged module the app cannot start: the notice leads to a page that is whole again.
        change_entry(&browser, &wasm, SPOIL).await?;
        browser.load("guide/delegating-work/").await?;
        browser
            .expect("document.getElementById('failure').checkVisibility()", true)
            .await?;
        browser.click("#failure a").await?;
        browser.wait_live().await?;
        browser.forgive(&["CompileError", "WebAssembly"]).await?;

        browser.wait_for_offline().await?;
        host.stop();
        browser.open("guide/incidents/").await?;
        browser.expect(TEXT_IS_THERE, true).await?;
        browser.forgive_missing_host().await
    })
}

/// The worker of the built site with `text` before it.
fn worker_after(text: &str) -> Outcome<Vec<u8>> {
    let worker = fs::read_to_string(dist().join("sw.js"))?;
    Ok([text, &worker].concat().into_bytes())
}

#[test]
fn where_the_browsers_cache_is_broken_the_network_answers() -> Outcome {
    const BREAKABLE: &str = "const openCache = caches.open.bind(caches);
        caches.open = (name) => (self.broken ? Promise.reject(new Error('broken')) : openCache(name));
        self.addEventListener('message', (event) => { if (event.data === 'break') self.broken = true; });\n";
    in_chromium("/repo/", async |browser, host| {
        host.set_fault("sw.js", Some(Fault::Body(worker_after(BREAKABLE)?)));
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        browser
            .run::<Value>("navigator.serviceWorker.controller.postMessage('break'); return null;")
            .await?;
        browser.open("guide/delegating-work/").await?;
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect_page("roadmap/").await
    })
}

#[test]
fn who_saves_data_is_asked_before_the_whole_site_is_fetched() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let saving =
            "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });";
        browser.before_every_page(saving).await?;
        browser.open("about/").await?;
        browser
            .expect_text("#save-data", "kept for reading offline")
            .await?;
        browser.click("#save-data button:last-of-type").await?;
        browser
            .expect("document.getElementById('save-data')", Value::Null)
            .await?;
        browser.reload().await?;
        assert!(host.requests().len() < 24, "{}", host.requests().len());

        browser
            .run::<Value>("sessionStorage.clear(); return null;")
            .await?;
        browser.reload().await?;
        browser.click("#save-data button").await?;
        browser.wait_for_offline().await
    })
}

#[test]
fn other_spellings_of_an_address_lead_to_its_page_offline() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        // With a network, before there is a worker: as a host answers it.
        browser.open("guide/%63ode-review/").await?;
        browser.expect_page("guide/code-review/").await?;
        browser.wait_for_offline().await?;
        browser.go_offline(host).await?;
        for (asked, page) in [
            (
                "guide/%63ode-review/?utm_source=letter",
                "guide/code-review/?utm_source=letter",
            ),
            ("guide//code-review/", "guide/code-review/"),
            ("guide/%64elegating-work", "guide/delegating-work/"),
        ] {
            browser.open(asked).await?;
            browser.expect_page(page).await?;
        }
        browser.load("Guide/").await?;
        browser
            .expect_text("h1", "There is no page at this address")
            .await?;
        browser
            .forgive(&["/Guide/", "ERR_CONNECTION_REFUSED", "fetching the script"])
            .await
    })
}

/// The worker of docs/offline.md that takes the site's worker away.
fn kill_switch() -> Outcome<Vec<u8>> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/offline.md");
    let docs = fs::read_to_string(docs)?;
    let code = docs
        .split("```js\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let code = code.ok_or_else(|| Failure::new("docs/offline.md has no worker"))?;
    Ok(code.as_bytes().to_vec())
}

#[test]
fn the_kill_switch_takes_away_this_site_and_nothing_else() -> Outcome {
    const THEIRS: &str = "tech-lead-guide:/other/:1a2b";
    in_chromium("/repo/", async |browser, host| {
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        let other_site = format!(
            "return caches.open('{THEIRS}').then((cache) => cache.put('/other/', new Response('theirs'))).then(() => null);"
        );
        browser.run::<Value>(&other_site).await?;
        host.set_fault("sw.js", Some(Fault::Body(kill_switch()?)));
        browser
            .run::<Value>("return navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => null);")
            .await?;
        browser.expect("caches.keys()", json!([THEIRS])).await
    })
}
