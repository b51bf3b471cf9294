//! Files that go out to a person and come in again, as every browser and phone does it.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium};
use crate::roadmap::{OPEN_TAB, SHARE, by_step, press};
use serde_json::{Value, json};
use static_host::Host;
use std::sync::Arc;

/// What becomes of the address of a file: when it is made, taken back, and what timers wait for.
const WATCH_FILES: &str = "
    window.made = []; window.revoked = []; window.timers = [];
    const [make, revoke, wait] = [URL.createObjectURL, URL.revokeObjectURL, window.setTimeout];
    URL.createObjectURL = (blob) => { const address = make.call(URL, blob); window.made.push(address); return address; };
    URL.revokeObjectURL = (address) => { window.revoked.push(address); revoke.call(URL, address); };
    window.setTimeout = (act, milliseconds, ...more) => {
        // (The driver's own timers are none of the page's.)
        if (milliseconds >= 10_000 && new Error().stack.includes('wasm')) { window.timers.push(act); return 0; }
        return wait.call(window, act, milliseconds, ...more);
    };
    window.linked = [];
    document.addEventListener('click', (event) => {
        const link = event.target.closest?.('a[download]');
        if (link) { event.preventDefault(); window.linked.push([link.isConnected, link.href]); }
    }, true);
    return null;";

/// Seen in the first release: the address was revoked in the statement after the click.
async fn address_is_kept(browser: Browser, _host: Arc<Host>) -> Outcome {
    browser.open("roadmap/").await?;
    press(&browser, ".tabs", SHARE).await?;
    browser.run::<Value>(WATCH_FILES).await?;
    press(&browser, OPEN_TAB, "Save as a file").await?;
    browser.expect("window.made.length", 1).await?;
    browser
        .expect("window.linked.every(([there, href]) => there && href === window.made[0]) && window.linked.length", 1)
        .await?;
    browser.expect("window.revoked", json!([])).await?;
    // It can be read as long as that; then it is given back.
    browser
        .expect("fetch(window.made[0]).then((answer) => answer.text(), () => 'x').then((text) => text.includes('tech-lead-guide plan') || document.querySelector('meta[http-equiv]') !== null)", true)
        .await?;
    browser
        .run::<Value>("for (const act of window.timers) act(); return null;")
        .await?;
    browser
        .expect("window.revoked.includes(window.made[0]) && document.querySelector('a[download][href^=\"blob:\"]') === null", true)
        .await
}

#[test]
fn the_address_of_a_file_is_kept_until_every_browser_has_read_it() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        address_is_kept(browser.clone(), host).await?;
        // The policy of the page lets nobody fetch such an address; the browser itself does.
        browser.forgive(&["blob:"]).await
    })?;
    in_browser(Engine::WebKit, &json!({}), "/repo/", address_is_kept)
}

/// Seen in the first release: on a phone, files could only be downloaded.
#[test]
fn on_a_phone_a_file_goes_to_the_share_sheet() -> Outcome {
    const SHEET: &str = "window.shared = []; window.downloads = 0;
        navigator.canShare = (what) => !window.refuses && what.files?.length === 1;
        navigator.share = async (what) => { const [file] = what.files; window.shared.push([file.name, file.type, (await file.text()).length > 100]); throw new DOMException('closed', 'AbortError'); };
        URL.createObjectURL = () => { window.downloads += 1; return '#file'; };";
    in_chromium("/repo/", async |browser, _host| {
        browser.emulate_phone(2).await?;
        browser.before_every_page(SHEET).await?;
        browser.open("roadmap/").await?;
        press(&browser, ".tabs", SHARE).await?;
        press(&browser, OPEN_TAB, "Save as a file").await?;
        browser.expect("window.shared.length", 1).await?;
        let (name, media_type, has_text): (String, String, bool) =
            browser.get("window.shared[0]").await?;
        assert!(name.ends_with(".json"), "{name}");
        assert_eq!((media_type.as_str(), has_text), ("application/json", true));
        // A sheet that was closed is an answer; one that takes no files is none.
        browser.expect("window.downloads", 0).await?;
        browser
            .run::<Value>("window.refuses = true; return null;")
            .await?;
        press(&browser, OPEN_TAB, "Save as a file").await?;
        browser.expect("window.downloads", 1).await?;
        browser.expect("window.shared.length", 1).await
    })
}

/// Seen in the first release: the browser opened the file in place of the page, and three lines became one
/// milestone.
#[test]
fn a_dropped_file_is_read_and_three_pasted_lines_are_three_milestones() -> Outcome {
    const DROP: &str = "
        const data = new DataTransfer();
        data.items.add(new File(['- [ ] Dropped one\\n- [ ] Dropped two\\n'], 'list.md'));
        const at = document.querySelector(arguments[0]);
        const over = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: data });
        const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data });
        return [at.dispatchEvent(over), at.dispatchEvent(drop)];";
    const PASTE: &str = "
        const data = new DataTransfer();
        data.setData('text/plain', 'First line\\nSecond line\\r\\n\\nThird line\\n');
        const field = document.getElementById('add-degree');
        field.focus();
        return field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.expect_there("#import-file").await?;
        let gone_on: (bool, bool) = browser.run_with(DROP, vec![json!(".file-field")]).await?;
        assert_eq!(gone_on, (false, false), "the browser would open the file");
        browser
            .expect_text("#import-result", "2 lines can become milestones")
            .await?;
        browser.expect_text("#import-result", "Dropped two").await?;
        press(&browser, ".tabs", "Plan").await?;
        by_step(&browser).await?;
        let gone_on: bool = browser.run(PASTE).await?;
        assert!(!gone_on, "the browser would paste one line");
        press(&browser, "#step-degree", "Add a milestone for each").await?;
        for line in ["First line", "Second line", "Third line"] {
            browser
                .expect(&format!("[...document.querySelectorAll('#step-degree .title')].filter((title) => title.textContent === {}).length", json!(line)), 1)
                .await?;
        }
        browser.click("#undo").await?;
        browser
            .expect("[...document.querySelectorAll('#step-degree .title')].some((title) => title.textContent.endsWith(' line'))", false)
            .await
    })
}
