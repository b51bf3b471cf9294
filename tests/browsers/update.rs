//! A new release waits for a yes, comes into use whole or not at all, leaves other tabs alone, and
//! changes nothing in a person's plan.
//!
//! The next release is a second build of the site, whose roadmap differs: `cargo xtask test` makes it.

use crate::harness::{Browser, Failure, Outcome, dist, in_chromium};
use crate::roadmap::{act, press};
use serde_json::{Value, json};
use static_host::Host;
use std::fs;
use std::path::{Path, PathBuf};

const LOADS: &str = "Number(sessionStorage.getItem('loads'))";
const COUNT_LOADS: &str =
    "sessionStorage.setItem('loads', Number(sessionStorage.getItem('loads')) + 1);";
/// The release that the page is of.
const RELEASE: &str = "document.querySelector('script[data-release]').dataset.release";
const DIFFERENCES: &str = "[...document.querySelectorAll('.news li b')].map((item) => item.textContent.trim() + ' ' + item.nextSibling.textContent.trim())";

/// The folder of the next release.
fn next_release() -> Outcome<PathBuf> {
    let folder = std::env::var_os("NEXT_DIST_DIR").map_or_else(
        || dist().with_file_name("target/next-release/dist"),
        PathBuf::from,
    );
    match folder.join("sw.js").is_file() {
        true => Ok(folder),
        false => Err(Failure::new(format!(
            "there is no next release in {} (cargo xtask test browsers)",
            folder.display()
        ))),
    }
}

/// Puts the next release in the place of this one, and waits until the page offers it.
async fn put_next_release_online(browser: &Browser, host: &Host) -> Outcome {
    const LOOK_FOR_UPDATE: &str = "return navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => null);";
    host.set_root(next_release()?);
    browser.run::<Value>(LOOK_FOR_UPDATE).await?;
    browser
        .expect(
            "document.getElementById('update')?.checkVisibility() ?? false",
            true,
        )
        .await
}

/// What the worker calls the release in this folder.
fn release_id(folder: &Path) -> Outcome<String> {
    let worker = fs::read_to_string(folder.join("sw.js"))?;
    worker
        .split("const RELEASE = '")
        .nth(1)
        .and_then(|rest| rest.split('\'').next())
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("sw.js has no RELEASE"))
}

/// Everything that the site keeps of the person's plan, key by key.
async fn kept(browser: &Browser) -> Outcome<Value> {
    browser
        .get("Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.includes(':plan:')).sort())")
        .await
}

#[test]
fn a_new_release_waits_until_the_person_accepts_it() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let (this_id, next_id) = (release_id(&dist())?, release_id(&next_release()?)?);
        assert_ne!(this_id, next_id);
        browser.before_every_page(COUNT_LOADS).await?;
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        // The first visit is no update.
        browser.reload().await?;
        browser
            .expect("document.getElementById('update')", Value::Null)
            .await?;
        browser.expect(LOADS, 2).await?;

        put_next_release_online(&browser, &host).await?;
        // Nothing has happened to what the person is reading, nor does it when they go on.
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect_page("roadmap/").await?;
        browser
            .expect_text("#title-review-well", "Review well")
            .await?;
        browser.expect(LOADS, 2).await?;

        browser.click("#update button").await?;
        browser
            .expect_text("#title-review-well", "Review so that authors learn")
            .await?;
        browser.wait_live().await?;
        browser.wait_for_offline().await?;
        browser
            .expect("document.getElementById('update')", Value::Null)
            .await?;
        browser.expect(LOADS, 3).await?;
        let releases = "caches.keys().then((names) => names.map((name) => name.split(':').pop()))";
        browser.expect(releases, json!([next_id])).await?;
        // Who has no plan yet gets the new one, and nothing to decide.
        browser.expect(DIFFERENCES, json!([])).await
    })
}

#[test]
fn a_release_that_does_not_arrive_whole_is_not_used_and_goes_on_where_it_stopped() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser.open("about/").await?;
        browser.wait_for_offline().await?;

        // The new worker promises a page of which the host still has the old one.
        let folder = Folder::new("half-a-release");
        copy(&next_release()?, &folder.0)?;
        let page = "roadmap/index.html";
        fs::copy(dist().join(page), folder.0.join(page))?;
        host.set_root(folder.0.clone());
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
        browser.reload().await?;
        browser.expect(RELEASE, release_id(&dist())?).await?;

        // The rest of the release comes online, and nothing is fetched twice.
        host.clear_requests();
        put_next_release_online(&browser, &host).await?;
        let fetched = host.requests().into_iter().map(|request| request.path);
        let pages: Vec<String> = fetched.filter(|path| path.ends_with('/')).collect();
        assert!(pages.contains(&"/repo/roadmap/".to_owned()), "{pages:?}");
        assert!(pages.len() < 5, "{pages:?}");
        // The worker's own report that the release is not whole is what has to be in the console.
        browser
            .forgive(&["not the file of this release", "sw.js"])
            .await
    })
}

/// Shows that a page of this release is shown within the running app, and not loaded.
async fn expect_same_app(browser: &Browser, act: impl AsyncFnOnce() -> Outcome) -> Outcome {
    browser
        .run::<Value>("window.same = true; return null;")
        .await?;
    act().await?;
    browser.expect("window.same ?? false", true).await
}

#[test]
fn a_release_accepted_in_one_tab_leaves_the_other_tab_on_its_own() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let (this_id, next_id) = (release_id(&dist())?, release_id(&next_release()?)?);
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        browser.reload().await?;
        put_next_release_online(&browser, &host).await?;
        browser.click("#update button:last-of-type").await?;
        browser
            .expect("document.getElementById('update')", Value::Null)
            .await?;
        browser
            .in_another_tab(async |other| {
                other.open("guide/").await?;
                other.expect(RELEASE, this_id.as_str()).await?;
                other.click("#update button").await?;
                other.expect(RELEASE, next_id.as_str()).await?;
                other.wait_live().await
            })
            .await?;

        // This tab goes on: pages, rooms and the search of its own release, without a load.
        expect_same_app(&browser, async || {
            browser.click("header nav a[href$='/roadmap/']").await?;
            browser
                .expect_text("#title-review-well", "Review well")
                .await?;
            browser.click("#tick-review-well").await?;
            browser.expect_text(".progress", "1 of").await?;
            browser.click("header nav a[href$='/compare/']").await?;
            browser.expect_page("compare/").await?;
            browser.click("#search-open").await?;
            browser
                .type_into("[role=combobox]", "delegating work")
                .await?;
            browser
                .expect(
                    "document.querySelectorAll('[role=option]').length > 0",
                    true,
                )
                .await?;
            browser.press("\u{e00c}").await
        })
        .await?;
        browser.expect(RELEASE, this_id.as_str()).await?;

        // It is offered the release too, and its button works although the other tab has taken it.
        browser.click("#update button").await?;
        browser.expect(RELEASE, next_id.as_str()).await?;
        browser.wait_live().await?;
        browser.open("roadmap/").await?;
        browser.expect_ticked("review-well").await?;
        // Nobody is of the first release any more.
        let releases = "caches.keys().then((names) => names.map((name) => name.split(':').pop()))";
        browser.expect(releases, json!([next_id])).await
    })
}

#[test]
fn the_tab_of_the_first_visit_is_told_of_a_release() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser.before_every_page(COUNT_LOADS).await?;
        browser.open("about/").await?;
        browser.wait_for_offline().await?;
        put_next_release_online(&browser, &host).await?;
        browser.click("#update button").await?;
        browser
            .expect(RELEASE, release_id(&next_release()?)?)
            .await?;
        browser.wait_live().await?;
        browser.expect(LOADS, 2).await
    })
}

#[test]
fn a_page_that_the_host_changed_before_the_worker_came_is_of_one_release() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        // The worker is registered when the app is live: until then the host has changed.
        let wait = "const register = ServiceWorkerContainer.prototype.register;
            ServiceWorkerContainer.prototype.register = function (...how) {
                return new Promise((done) => { window.goOn = () => done(register.apply(this, how)); });
            };";
        browser.before_every_page(wait).await?;
        browser.open("about/").await?;
        browser.expect("typeof window.goOn", "function").await?;
        host.set_root(next_release()?);
        browser.run::<Value>("window.goOn(); return null;").await?;
        // The app of this release does not show a page of the next one: the browser loads it.
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser
            .expect_text("#title-review-well", "Review so that authors learn")
            .await?;
        browser
            .expect(RELEASE, release_id(&next_release()?)?)
            .await?;
        // The parts of the old release are gone: that they were asked for is why the page was loaded.
        browser.forgive(&[".wasm"]).await
    })
}

#[test]
fn text_in_an_open_form_is_not_lost_to_an_update_without_a_question() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser.open("roadmap/").await?;
        browser.wait_for_offline().await?;
        act(&browser, "review-well", "Edit").await?;
        browser
            .type_into("#note-of-review-well", "Ask Grace for examples")
            .await?;
        put_next_release_online(&browser, &host).await?;
        browser.click("#update button").await?;
        browser
            .expect_text("#update", "text that is not saved yet")
            .await?;
        browser
            .expect(
                "document.getElementById('note-of-review-well').value",
                "Ask Grace for examples",
            )
            .await?;
        browser
            .click("#item-review-well .edit [type=submit]")
            .await?;
        browser
            .expect_text("#item-review-well", "Ask Grace for examples")
            .await?;
        browser.click("#update button").await?;
        browser
            .expect(RELEASE, release_id(&next_release()?)?)
            .await?;
        browser.click("#open-review-well").await?;
        browser
            .expect_text("#item-review-well", "Ask Grace for examples")
            .await
    })
}

#[test]
fn an_update_fetches_only_what_has_changed() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        browser.open("about/").await?;
        browser.wait_for_offline().await?;

        // One page says something else; its release has another name, and so has every page of it.
        let folder = Folder::new("one-page");
        copy(&dist(), &folder.0)?;
        change_one_page(&browser, &folder.0, "guide/delegating-work/").await?;
        host.clear_requests();
        host.set_root(folder.0.clone());
        browser
            .run::<Value>("return navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => null);")
            .await?;
        browser
            .expect(
                "document.getElementById('update')?.checkVisibility() ?? false",
                true,
            )
            .await?;
        let fetched = host.requests().into_iter().map(|request| request.path);
        let mut fetched: Vec<String> = fetched.filter(|path| !path.ends_with("sw.js")).collect();
        fetched.dedup();
        assert_eq!(fetched, ["/repo/guide/delegating-work/"]);
        browser.click("#update button").await?;
        browser.expect(RELEASE, release_id(&folder.0)?).await?;
        browser.wait_live().await?;
        // A page that was not fetched says the name of the new release all the same.
        browser.open("guide/incidents/").await?;
        browser.expect(RELEASE, release_id(&folder.0)?).await
    })
}

/// Makes a release of the one in `folder` in which one page differs: its text, the name that all pages
/// say, and the worker's list.
async fn change_one_page(browser: &Browser, folder: &Path, page: &str) -> Outcome {
    let worker = fs::read_to_string(folder.join("sw.js"))?;
    let (id, other) = (release_id(folder)?, "0123456789abcdef");
    for address in crate::harness::sitemap()? {
        let file = folder.join(&address).join("index.html");
        let html = fs::read_to_string(&file)?.replace(&id, other);
        let html = match address == page {
            true => html.replace("</article>", "<p>One more thing.</p></article>"),
            false => html,
        };
        fs::write(file, html)?;
    }
    let html = fs::read_to_string(folder.join(page).join("index.html"))?;
    let line = html
        .split_once("<script type=\"module\"")
        .and_then(|(_, rest)| rest.split_once("</noscript>"))
        .map(|(line, _)| format!("<script type=\"module\"{line}</noscript>"))
        .ok_or_else(|| Failure::new("the page names no release"))?;
    let digest = "const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(arguments[0]));
        return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');";
    let script = format!("return (async function () {{ {digest} }}).apply(null, arguments);");
    let counted: String = browser
        .run_with(&script, vec![json!(html.replace(&line, ""))])
        .await?;
    let start = format!("[\"{page}\",\"");
    let old = worker
        .split_once(&start)
        .and_then(|(_, rest)| rest.split('"').next())
        .ok_or_else(|| Failure::new("the worker does not list the page"))?;
    let worker = worker.replace(old, &counted).replace(&id, other);
    Ok(fs::write(folder.join("sw.js"), worker)?)
}

/// A plan with everything that an update could lose: marks, words, dates, evidence, an order, items of
/// one's own, and an item that was deleted.
async fn make_a_plan(browser: &Browser) -> Outcome {
    browser.click("#tick-review-well").await?;
    browser
        .type_into("#evidence-of-review-well", "Twenty-two reviews, two thanks")
        .await?;
    browser
        .click("#item-review-well .edit [type=submit]")
        .await?;
    act(browser, "interview-candidates", "Edit").await?;
    browser
        .type_into("#note-of-interview-candidates", "Shadow Grace first")
        .await?;
    browser
        .type_into("#due-of-interview-candidates", "03012099")
        .await?;
    browser
        .click("#item-interview-candidates .edit [type=submit]")
        .await?;
    browser
        .expect_text("#item-interview-candidates", "Shadow Grace first")
        .await?;
    act(browser, "choose-a-route", "Delete").await?;
    browser
        .expect(
            "document.getElementById('item-choose-a-route')",
            Value::Null,
        )
        .await?;
    browser
        .type_into("#add-skills", "Read our own incident reports\u{e007}")
        .await?;
    browser
        .expect_text("#step-skills .items", "Read our own incident reports")
        .await
}

#[test]
fn a_plan_lives_through_an_update_and_the_person_decides_on_every_difference() -> Outcome {
    const LIST: &str =
        "[...document.querySelectorAll('.task')].map((item) => ['.title', '.due', ':checked']
        .map((part) => item.querySelector(part)?.textContent))";
    in_chromium("/repo/", async |browser, host| {
        browser.open("roadmap/").await?;
        make_a_plan(&browser).await?;
        browser.reload().await?;
        browser.wait_for_offline().await?;
        let (before, list) = (kept(&browser).await?, browser.get::<Value>(LIST).await?);
        browser.expect(DIFFERENCES, json!([])).await?;

        put_next_release_online(&browser, &host).await?;
        browser.click("#update button").await?;
        browser.expect_text(".news", "3 differences").await?;
        browser
            .expect(
                DIFFERENCES,
                json!([
                    "Changed: Review so that authors learn",
                    "New: Interview in pairs",
                    "No longer in the guide: Interview with a rubric",
                ]),
            )
            .await?;
        browser.expect_text(".news", "Yours: Review well").await?;
        // Shown, and nothing else: every stored byte is as it was, and so is what the list says.
        browser.expect(LIST, list.clone()).await?;
        assert_eq!(kept(&browser).await?, before);

        // Taking the guide's words keeps what the person has added to them.
        press(&browser, ".news", "Take the guide’s words").await?;
        browser
            .expect_text("#title-review-well", "Review so that authors learn")
            .await?;
        browser.expect_ticked("review-well").await?;
        browser.click("#open-review-well").await?;
        browser
            .expect_text("#item-review-well", "Twenty-two reviews")
            .await?;
        press(&browser, ".news", "Keep it as my own").await?;
        browser
            .expect(DIFFERENCES, json!(["New: Interview in pairs"]))
            .await?;
        browser.click("#open-interview-candidates").await?;
        browser
            .expect_text("#item-interview-candidates", "Shadow Grace first")
            .await?;
        // What is left waits, and what was decided is not asked again.
        browser.reload().await?;
        browser
            .expect(DIFFERENCES, json!(["New: Interview in pairs"]))
            .await?;
        browser
            .expect_text("#item-interview-candidates", "1 Mar 2099")
            .await?;
        browser
            .expect_text(".plan", "Read our own incident reports")
            .await?;
        browser
            .expect(
                "document.getElementById('item-choose-a-route')",
                Value::Null,
            )
            .await?;

        press(&browser, ".news", "Add it").await?;
        browser.expect_text(".plan", "Interview in pairs").await?;
        browser.expect(DIFFERENCES, json!([])).await?;
        // An answer is an edit like any other.
        browser.click("#undo").await?;
        browser
            .expect(DIFFERENCES, json!(["New: Interview in pairs"]))
            .await?;
        browser.click("#undo").await?;
        browser.click("#undo").await?;
        browser
            .expect_text("#title-review-well", "Review well")
            .await?;
        browser.expect(LIST, list.clone()).await
    })
}

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("tech-lead-guide-{name}-{}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
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
