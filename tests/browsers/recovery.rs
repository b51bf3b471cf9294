//! The app comes to life whatever was done to the page before, goes on after a panic, and says so where
//! it cannot.

use crate::harness::{Browser, CATCH_FILES, Outcome, host_again, in_chromium};
use crate::roadmap::{SHARE, act, press};
use serde_json::{Value, json};
use static_host::{Fault, Host};

/// What other programs do to a page between its parsing and the start of the app, by name. The page
/// reads the name of the one to do from `sessionStorage`.
const CHANGES: &str = "
const texts = () => {
    const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found.filter((text) => text.data.trim() && !text.parentElement.closest('textarea, option, style, script, svg'));
};
const foreign = (name) => Object.assign(document.createElement(name), { textContent: 'from elsewhere' });
const changes = {
    'a translator wraps the text': () => texts().forEach((text) => {
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        inner.textContent = text.data;
        outer.append(inner);
        text.replaceWith(outer);
    }),
    'a translator replaces the text': () => texts().forEach((text) => { text.data = text.data.toUpperCase(); }),
    'a program puts an element first': () => document.getElementById('app').prepend(foreign('div')),
    'a program puts an element between header and page': () => document.getElementById('main').before(foreign('aside')),
    'a program splits the text': () => texts().forEach((text) => { if (text.data.length > 4) text.splitText(3); }),
    'a proxy strips the comments': () => {
        const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_COMMENT);
        const found = [];
        while (walker.nextNode()) found.push(walker.currentNode);
        found.forEach((comment) => comment.remove());
    },
    'a blocker removes the footer': () => document.querySelector('footer').remove(),
    'a blocker removes the header': () => document.querySelector('header').remove(),
    'a reader wraps the page': () => {
        const around = document.createElement('div');
        document.getElementById('main').before(around);
        around.append(document.getElementById('main'));
    },
    'a password manager adds something to every field': () => document.querySelectorAll('#app input, #app select').forEach((field) => field.after(foreign('span'))),
};
addEventListener('DOMContentLoaded', () => changes[sessionStorage.getItem('change')]?.());
window.changes = Object.keys(changes);
";

const IS_WELL: &str = "[document.querySelectorAll('h1').length, document.querySelectorAll('main#main').length, document.querySelectorAll('header.bar').length, document.querySelectorAll('footer.foot').length, document.getElementById('failure').hidden]";

/// Uses what only a living app does on this page, then goes on to another page within the app.
async fn use_page(browser: &Browser, page: &str) -> Outcome {
    browser.wait_live().await?;
    browser.expect(IS_WELL, json!([1, 1, 1, 1, true])).await?;
    match page {
        "compare/" => {
            browser.type_into("#filter", "coding").await?;
            browser.expect_page("compare/?q=coding").await?;
            browser
                .expect(
                    "document.getElementById('hiring')?.checkVisibility() ?? false",
                    false,
                )
                .await?;
            browser.expect_in_view("coding-time").await?;
        }
        "roadmap/" => {
            browser.click("#tick-choose-a-route").await?;
            browser.expect_text(".progress", "1 of").await?;
            browser.click("#tick-choose-a-route").await?;
            browser
                .expect(
                    "document.getElementById('tick-choose-a-route').checked",
                    false,
                )
                .await?;
        }
        _ => {
            browser.click("#search-open").await?;
            browser
                .expect(
                    "document.querySelector('[role=combobox]')?.checkVisibility() ?? false",
                    true,
                )
                .await?;
            browser.press("\u{e00c}").await?;
        }
    }
    let here: String = browser.get("location.href").await?;
    browser
        .run::<Value>("window.same = true; return null;")
        .await?;
    browser.click("footer a[href$='/about/']").await?;
    browser.expect_page("about/").await?;
    browser
        .expect(
            "[window.same ?? false, Boolean(document.getElementById('privacy'))]",
            json!([true, true]),
        )
        .await?;
    browser.back().await?;
    browser.expect("location.href", here).await
}

#[test]
fn whatever_was_done_to_the_page_before_the_app_came_the_app_works() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(CHANGES).await?;
        browser.open("about/").await?;
        let changes: Vec<String> = browser.get("window.changes").await?;
        assert_eq!(changes.len(), 10);
        for page in ["guide/delegating-work/", "compare/", "roadmap/", "skills/"] {
            for change in &changes {
                let choose = format!(
                    "sessionStorage.setItem('change', {}); return null;",
                    json!(change)
                );
                browser.run::<Value>(&choose).await?;
                browser.load("about/?again").await?;
                browser.load(page).await?;
                if let Err(failure) = use_page(&browser, page).await {
                    return Err(crate::harness::Failure::new(format!(
                        "{change}, {page}: {failure:?}"
                    )));
                }
            }
        }
        browser.forgive(&["RuntimeError", "unreachable"]).await
    })
}

/// Makes the app die at the next page that it shows: the browser refuses to make elements, as often as
/// `times` says.
fn refuse_elements(times: u32) -> String {
    format!(
        "let times = {times};
        Error.stackTraceLimit = 100;
        for (const [of, name] of [[Document, 'createElement'], [Document, 'createElementNS'], [Node, 'cloneNode']]) {{
            const make = of.prototype[name];
            of.prototype[name] = function (...how) {{
                if (times > 0 && new Error().stack.includes('wasm')) {{
                    times -= 1;
                    throw new Error('refused');
                }}
                return make.apply(this, how);
            }};
        }}
        window.timesLeft = () => times;
        return null;"
    )
}

#[test]
fn after_a_panic_the_app_starts_again_and_keeps_the_page_and_the_text_of_a_form() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_text(".progress", "1 of").await?;
        act(&browser, "review-well", "Edit").await?;
        browser
            .type_into("#note-of-review-well", "Ask Grace for examples")
            .await?;
        browser.run::<Value>(&refuse_elements(1)).await?;
        browser
            .type_into("#add-skills", "Shadow the on-call lead\u{e007}")
            .await?;

        browser.expect("window.timesLeft()", 0).await?;
        browser.wait_live().await?;
        // What was about to be shown had been saved before.
        browser
            .expect_text(".plan", "Shadow the on-call lead")
            .await?;
        browser
            .expect(
                "document.querySelector('#typed textarea')?.value",
                "Ask Grace for examples",
            )
            .await?;
        browser.expect(IS_WELL, json!([1, 1, 1, 1, true])).await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.click("#typed button").await?;

        // It goes on as ever, also to pages that are deeper.
        browser.click("header nav a[href$='/guide/']").await?;
        browser.expect_page("guide/").await?;
        browser
            .click("#content a[href$='/guide/delegating-work/']")
            .await?;
        browser.expect_page("guide/delegating-work/").await?;
        browser.expect("window.timesLeft()", 0).await?;
        browser
            .forgive(&["RuntimeError", "unreachable", "refused"])
            .await
    })
}

#[test]
fn an_app_that_dies_between_two_pages_shows_the_second_one() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("guide/delegating-work/").await?;
        browser.run::<Value>(&refuse_elements(1)).await?;
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect("window.timesLeft()", 0).await?;
        browser.expect_page("roadmap/").await?;
        use_page(&browser, "roadmap/").await?;
        browser.expect("window.timesLeft()", 0).await?;
        browser
            .forgive(&["RuntimeError", "unreachable", "refused"])
            .await
    })
}

#[test]
fn a_second_panic_is_said_the_text_stays_and_links_work() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#step-skills > summary").await?;
        browser.run::<Value>(&refuse_elements(100)).await?;
        browser
            .type_into("#add-skills", "Shadow the on-call lead\u{e007}")
            .await?;
        browser
            .expect("document.getElementById('failure').checkVisibility()", true)
            .await?;
        browser
            .expect("document.querySelectorAll('.task').length > 20", true)
            .await?;
        browser.click("header nav a[href$='/guide/']").await?;
        browser.expect_page("guide/").await?;
        browser.wait_live().await?;
        browser
            .expect("document.getElementById('failure').hidden", true)
            .await?;
        browser
            .forgive(&["RuntimeError", "unreachable", "refused"])
            .await
    })
}

#[test]
fn without_webassembly_the_page_says_why_and_saves_what_is_stored() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_text(".progress", "1 of").await?;
        let keys =
            "Object.keys(localStorage).filter((key) => key.startsWith('tech-lead-guide:')).length";
        let stored: usize = browser.get(keys).await?;
        assert!(stored > 0);

        browser
            .before_every_page("delete window.WebAssembly;")
            .await?;
        browser.before_every_page(CATCH_FILES).await?;
        browser.load("roadmap/").await?;
        browser
            .expect_text("#failure", "does not run WebAssembly")
            .await?;
        browser
            .expect_text("#failure", "not the one that you saved")
            .await?;
        browser.click("#failure button").await?;
        let saved: Value = serde_json::from_str(&browser.take("saved").await?)?;
        assert_eq!(saved.as_object().map(serde_json::Map::len), Some(stored));

        browser.click("header nav a[href$='guide/']").await?;
        browser.expect_page("guide/").await?;
        browser
            .expect_text("#failure", "does not run WebAssembly")
            .await
    })
}

/// Browsers and their settings that allow less than usual.
#[test]
fn a_browser_that_forbids_workers_loses_offline_use_and_nothing_else() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        let throwing = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('forbidden', 'SecurityError'); } });
            addEventListener('unhandledrejection', () => { window.unhandled = true; });";
        browser.before_every_page(throwing).await?;
        browser.open("guide/delegating-work/").await?;
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect_page("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_text(".progress", "1 of").await?;
        browser.expect("window.unhandled ?? false", false).await
    })
}

/// A page of `host` that shows a page of the site inside itself; its address.
fn frame_on(host: &Host, page: &str) -> String {
    let body = format!(
        "<!doctype html><link rel=icon href=icon.svg><iframe width=900 height=700 src='{page}'></iframe>"
    );
    host.set_fault("missing.html", Some(Fault::Body(body.into_bytes())));
    format!("{}missing.html", host.address())
}

#[test]
fn inside_the_page_of_a_stranger_the_app_does_not_start_and_offers_its_own_window() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let page = browser.address_of("roadmap/");
        browser.load_frame(&frame_on(&host, &page)).await?;
        browser.wait_live().await?;
        browser
            .expect("document.getElementById('failure').hidden", true)
            .await?;

        let stranger = host_again("/", 0)?;
        browser.load_frame(&frame_on(&stranger, &page)).await?;
        browser
            .expect_text("#failure", "Another site shows this page")
            .await?;
        browser
            .expect(
                "[...document.querySelectorAll('#failure a')].map((link) => [link.href, link.target, link.rel])",
                json!([[page, "_blank", "external noopener"]]),
            )
            .await?;
        let is_dead = "[document.documentElement.dataset.hydrated ?? '', document.querySelectorAll('.task').length > 20, performance.getEntriesByName('app-interactive').length]";
        browser.expect(is_dead, json!(["", true, 0])).await?;
        browser.click("header nav a[href$='/guide/']").await?;
        browser.expect_page("guide/").await?;
        browser
            .expect_text("#failure", "Another site shows this page")
            .await
    })
}

/// Seen in the first release: a panic.
#[test]
fn an_answer_that_comes_after_its_page_is_gone_does_nothing() -> Outcome {
    const LATE: &str = "
        window.waiting = [];
        const later = (answer) => new Promise((done) => window.waiting.push(() => done(answer())));
        const bytes = Blob.prototype.arrayBuffer;
        Blob.prototype.arrayBuffer = function () { return later(() => bytes.call(this)); };
        navigator.clipboard.writeText = () => later(() => undefined);
        navigator.storage.estimate = () => later(() => ({ usage: 1, quota: 2 }));
        navigator.storage.persisted = () => later(() => true);";
    const CHOOSE: &str = "const files = new DataTransfer();
        files.items.add(new File(['{\"kind\":\"tech-lead-guide plan\",\"schema\":1,\"items\":[]}'], 'plan.json'));
        const field = document.querySelector(arguments[0]);
        field.files = files.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
        return null;";
    const ANSWER: &str = "const count = window.waiting.length; for (const act of window.waiting.splice(0)) act(); return count;";
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(LATE).await?;
        let leave_for = async |page: &str| {
            browser
                .click(&format!(
                    "header nav a[href$='/{page}'], footer a[href$='/{page}']"
                ))
                .await?;
            browser.expect_page(page).await
        };
        browser.open("roadmap/").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.expect_there("#import-file").await?;
        browser
            .run_with::<Value>(CHOOSE, vec![json!("#import-file")])
            .await?;
        leave_for("about/").await?;
        browser.expect_there(".data.live").await?;
        browser
            .run_with::<Value>(CHOOSE, vec![json!("#restore-file")])
            .await?;
        leave_for("compare/").await?;
        // What waits for a pause in typing, and what is being copied.
        browser.replace_text("#filter", "coding").await?;
        browser.click(".compare summary").await?;
        press(&browser, ".compare .tools", "Copy link").await?;
        press(&browser, ".compare .tools .menu-list", "To this row").await?;
        leave_for("skills/").await?;
        let count: usize = browser.run(ANSWER).await?;
        assert!(count >= 3, "{count} answers were on their way");
        leave_for("roadmap/").await?;
        press(&browser, ".controls", "Filter, select, more").await?;
        press(&browser, ".controls .menu-list", "Filter the plan").await?;
        browser.type_into("#filter", "design").await?;
        browser.click("#tick-choose-a-route, .task input").await?;
        leave_for("about/").await?;
        leave_for("roadmap/").await?;
        // A page whose part is still on its way is left.
        browser.run::<Value>(ANSWER).await?;
        browser.open("roadmap/").await?;
        browser
            .run::<Value>("for (const page of ['compare', 'skills', 'about', 'roadmap']) document.querySelector(`header nav a[href$='/${page}/'], footer a[href$='/${page}/']`).click(); return null;")
            .await?;
        browser.expect_page("roadmap/").await?;
        browser.expect_there("#tick-choose-a-route").await?;
        browser
            .expect("document.getElementById('failure').hidden", true)
            .await?;
        browser.expect_quiet_console().await
    })
}
