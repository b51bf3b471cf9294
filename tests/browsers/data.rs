//! What somebody has stored, on the page about this site: counted, saved, brought back, deleted.

use crate::harness::{Browser, CATCH_FILES, Failure, Outcome, in_chromium};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What somebody has stored, of every kind, and what another program at the same address has.
const STORED: &str = "
    const put = (key, value) => localStorage.setItem(`tech-lead-guide:${key}`, value);
    put('mark', '{\"schema\":1}');
    put('plan:main', '{\"items\":2,\"schema\":1}');
    put('plan:main:item:own-a', '{\"id\":\"own-a\",\"rank\":\"m\",\"schema\":1,\"step\":\"gain-experience\",\"title\":\"Ü 👩‍👧 <b>\"}');
    put('plan:main:item:own-b', '{\"id\":\"own-b\",\"rank\":\"n\",\"schema\":1,\"step\":\"gain-experience\",\"title\":\"Two\"}');
    put('skills:draft', '{\"levels\":\"delegation:2\",\"schema\":1}');
    put('read:incidents', '{\"schema\":1,\"updated\":\"2026-11-23\"}');
    put('theme', '{\"schema\":1,\"theme\":\"dark\"}');
    put('quarantine:keyboard', '{\"cut in the mid');
    localStorage.setItem('another-site:diary', 'theirs');
    return null;";

/// All keys of this site with their values, without the store's own mark.
const OURS: &str = "JSON.stringify(Object.keys(localStorage).filter((key) => key.startsWith('tech-lead-guide:') && !key.endsWith(':mark')).sort().map((key) => [key, localStorage[key]]))";

const FOREIGN: &str = "localStorage.getItem('another-site:diary')";

/// The texts of a row of the table.
const ROW: &str = "(name) => [...document.querySelectorAll('.stored tr')].find((row) => row.firstElementChild.textContent.startsWith(name))?.children[1].textContent";

async fn open(browser: &Browser) -> Outcome {
    browser.open("about/").await?;
    live(browser).await
}

async fn live(browser: &Browser) -> Outcome {
    browser
        .expect(
            "document.querySelector('.data')?.classList.contains('live')",
            true,
        )
        .await
}

/// The page with all of [`STORED`].
async fn open_stored(browser: &Browser) -> Outcome {
    browser.before_every_page(CATCH_FILES).await?;
    browser.load("about/").await?;
    browser.run::<Value>(STORED).await?;
    open(browser).await
}

async fn expect_row(browser: &Browser, name: &str, count: &str) -> Outcome {
    browser
        .expect(&format!("({ROW})({})", json!(name)), count)
        .await
}

/// Presses the visible button of the section whose name starts so.
async fn press(browser: &Browser, name: &str) -> Outcome {
    let mark = format!(
        "(() => {{
            document.querySelectorAll('.to-press').forEach((old) => old.classList.remove('to-press'));
            const button = [...document.querySelectorAll('.data button')].find((button) => button.checkVisibility() && button.textContent.startsWith({}));
            button?.classList.add('to-press');
            return Boolean(button);
        }})()",
        json!(name)
    );
    browser.expect(&mark, true).await?;
    browser.click(".to-press").await
}

/// Waits until a line of the section says something.
async fn expect_said(browser: &Browser, part: &str) -> Outcome {
    let said = "[...document.querySelectorAll('.data [role=status], .data .note:not([hidden])')].map((line) => line.textContent).join(' ')";
    browser
        .expect(
            &format!("{said}.includes({0}) || {said}", json!(part)),
            true,
        )
        .await
}

/// Chooses a file with this content: one of its own, since tests run side by side.
async fn choose(browser: &Browser, name: &str, content: &[u8]) -> Outcome {
    static CHOSEN: AtomicUsize = AtomicUsize::new(0);
    let number = CHOSEN.fetch_add(1, Ordering::Relaxed);
    let name = format!("{}-{number}-{name}", std::process::id());
    let path: PathBuf = std::env::temp_dir().join(name);
    std::fs::write(&path, content)?;
    let path = path
        .to_str()
        .ok_or_else(|| Failure::new("the path is no text"))?;
    browser.type_into("#restore-file", path).await
}

#[test]
fn what_is_saved_and_deleted_comes_back_to_the_byte() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        open_stored(&browser).await?;
        for (name, count) in [
            ("Plans", "1"),
            ("Milestones", "2"),
            ("Skills", "1"),
            ("Reading", "1"),
            ("Settings", "1"),
            ("Could not be read", "1"),
            ("In all", "7"),
        ] {
            expect_row(&browser, name, count).await?;
        }
        expect_said(&browser, "It is time for a backup.").await?;
        press(&browser, "Save a backup").await?;
        expect_said(&browser, "It has 8 values in").await?;
        browser.expect_text(".data", "today.").await?;
        let file = browser.take("saved").await?;
        let before: String = browser.get(OURS).await?;
        let content: Value = serde_json::from_str(&file)?;
        assert_eq!(content["kind"], "tech-lead-guide backup");
        assert_eq!(
            content["values"]["quarantine:keyboard"],
            "{\"cut in the mid"
        );
        assert!(content["values"]["another-site:diary"].is_null());

        press(&browser, "Delete everything…").await?;
        browser
            .expect("document.activeElement.id", "delete-question")
            .await?;
        browser.expect(OURS, before.as_str()).await?;
        press(&browser, "Yes, delete everything").await?;
        expect_said(&browser, "Everything is deleted.").await?;
        browser.expect(OURS, "[]").await?;
        browser.expect(FOREIGN, "theirs").await?;
        expect_row(&browser, "In all", "0").await?;
        browser
            .expect("document.documentElement.dataset.theme ?? ''", "")
            .await?;
        browser.reload().await?;
        live(&browser).await?;
        browser.expect(OURS, "[]").await?;

        choose(&browser, "backup.json", file.as_bytes()).await?;
        browser
            .expect_text("#restore-result", "Milestones and steps: 2 added")
            .await?;
        browser.expect(OURS, "[]").await?;
        press(&browser, "Yes, restore it").await?;
        expect_said(&browser, "Restored: 8 values").await?;
        browser.expect(OURS, before.as_str()).await?;
        browser.expect(FOREIGN, "theirs").await?;
        browser
            .expect("document.documentElement.dataset.theme", "dark")
            .await?;
        choose(&browser, "backup.json", file.as_bytes()).await?;
        browser
            .expect_text("#restore-result", "would change nothing")
            .await?;
        press(&browser, "Close").await?;
        press(&browser, "Undo").await?;
        expect_said(&browser, "Everything is as it was before.").await?;
        browser.expect(OURS, "[]").await?;
        browser.expect(FOREIGN, "theirs").await
    })
}

#[test]
fn a_file_that_is_damaged_or_of_something_else_changes_nothing() -> Outcome {
    in_chromium("/", async |browser, _host| {
        open_stored(&browser).await?;
        press(&browser, "Save a backup").await?;
        let file = browser.take("saved").await?;
        let before: String = browser.get(OURS).await?;
        let large = format!("{{\"name\":\"{}\"}}", "x".repeat(5_000_000));
        let cut = &file.as_bytes()[..file.len() - 20];
        let changed = file.replace("Two", "Too");
        let newer = file.replacen("\"schema\": 1", "\"schema\": 2", 1);
        let files: [(&[u8], &str); 8] = [
            (b"", "There is nothing in this file. Nothing has changed."),
            (cut, "ends in the middle"),
            (changed.as_bytes(), "its checksum does not fit"),
            (newer.as_bytes(), "a newer version of this site"),
            (b"{\"other\":1}", "no backup of this site"),
            (b"\x89PNG\r\n\x1a\n\xff\xfe", "no text"),
            (large.as_bytes(), "no backup of this site"),
            (
                b"{\"kind\":\"tech-lead-guide plan\",\"schema\":1,\"items\":[]}",
                "Open it on the roadmap",
            ),
        ];
        for (content, said) in files {
            choose(&browser, "other.json", content).await?;
            browser.expect_text("#restore-result", said).await?;
            browser.expect(OURS, before.as_str()).await?;
        }
        let marked = [b"\xef\xbb\xbf", file.as_bytes()].concat();
        choose(&browser, "marked.json", &marked).await?;
        browser
            .expect_text("#restore-result", "would change nothing")
            .await
    })
}

#[test]
fn a_restore_that_finds_no_room_leaves_everything_as_it_was() -> Outcome {
    in_chromium("/", async |browser, _host| {
        open_stored(&browser).await?;
        press(&browser, "Save a backup").await?;
        let file = browser.take("saved").await?;
        let change = "localStorage.setItem('tech-lead-guide:theme', '{\"schema\":1,\"theme\":\"light\"}'); return null;";
        browser.run::<Value>(change).await?;
        browser.reload().await?;
        live(&browser).await?;
        let before: String = browser.get(OURS).await?;
        // Everything but one value can be written.
        let fail = "
            const set = Storage.prototype.setItem;
            Storage.prototype.setItem = function (key, value) {
                if (key.endsWith(':theme') && value.includes('dark')) throw new DOMException('full', 'QuotaExceededError');
                set.call(this, key, value);
            };
            return null;";
        browser.run::<Value>(fail).await?;
        choose(&browser, "backup.json", file.as_bytes()).await?;
        press(&browser, "Yes, restore it").await?;
        expect_said(
            &browser,
            "Not restored: the browser’s storage for this site is full",
        )
        .await?;
        browser.expect(OURS, before.as_str()).await?;
        browser.expect(FOREIGN, "theirs").await
    })
}

#[test]
fn a_full_storage_can_be_deleted_and_other_tabs_see_it() -> Outcome {
    const FILL: &str = "
        let number = 0;
        for (let size = 1 << 22; size >= 1; size >>= 1) {
            for (;;) {
                try { localStorage.setItem(`another-site:${number++}`, 'x'.repeat(size)); } catch { break; }
            }
        }
        return null;";
    in_chromium("/", async |browser, _host| {
        open_stored(&browser).await?;
        browser.run::<Value>(FILL).await?;
        browser
            .in_another_tab(async |other| {
                open(other).await?;
                press(other, "Delete everything…").await?;
                press(other, "Yes, delete everything").await?;
                expect_said(other, "Everything is deleted.").await?;
                other.expect(OURS, "[]").await
            })
            .await?;
        expect_row(&browser, "In all", "0").await?;
        browser.expect(FOREIGN, "theirs").await?;
        browser
            .run::<Value>("Object.keys(localStorage).filter((key) => /^another-site:\\d/.test(key)).forEach((key) => localStorage.removeItem(key)); return null;")
            .await?;
        // What another tab stores is seen too.
        browser
            .in_another_tab(async |other| {
                other.open("roadmap/").await?;
                other.click("#tick-choose-a-route").await?;
                other.expect_ticked("choose-a-route").await
            })
            .await?;
        expect_row(&browser, "Plans", "1").await
    })
}

#[test]
fn what_was_deleted_can_be_brought_back_until_the_page_is_left() -> Outcome {
    in_chromium("/", async |browser, _host| {
        open_stored(&browser).await?;
        let before: String = browser.get(OURS).await?;
        press(&browser, "Delete everything…").await?;
        press(&browser, "Keep it").await?;
        browser.expect(OURS, before.as_str()).await?;
        press(&browser, "Delete everything…").await?;
        press(&browser, "Yes, delete everything").await?;
        browser.expect(OURS, "[]").await?;
        press(&browser, "Undo").await?;
        expect_said(&browser, "Everything is back.").await?;
        browser.expect(OURS, before.as_str()).await
    })
}

#[test]
fn where_storage_is_denied_the_section_says_so() -> Outcome {
    in_chromium("/", async |browser, _host| {
        let deny = "Object.defineProperty(window, 'localStorage', {
            get() { throw new DOMException('denied by this test', 'SecurityError'); },
        });";
        browser.before_every_page(deny).await?;
        browser.before_every_page(CATCH_FILES).await?;
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .click("footer a[href$='/about/'], header nav a[href$='/about/']")
            .await?;
        browser.expect_page("about/").await?;
        live(&browser).await?;
        expect_said(&browser, "does not let the site store anything").await?;
        // What waits in memory can be saved all the same.
        expect_row(&browser, "Plans", "1").await?;
        press(&browser, "Save a backup").await?;
        let file = browser.take("saved").await?;
        assert!(file.contains("\"plan:main\""), "{file}");
        choose(&browser, "backup.json", file.as_bytes()).await?;
        browser
            .expect_text("#restore-result", "would change nothing")
            .await
    })
}

#[test]
fn what_could_not_be_read_can_be_seen_saved_and_deleted() -> Outcome {
    in_chromium("/", async |browser, _host| {
        open_stored(&browser).await?;
        browser.click("#unreadable summary").await?;
        browser
            .expect_text("#unreadable pre", "{\"cut in the mid")
            .await?;
        press(&browser, "Save these as a file").await?;
        let file: Value = serde_json::from_str(&browser.take("saved").await?)?;
        assert_eq!(file, json!({ "quarantine:keyboard": "{\"cut in the mid" }));
        press(&browser, "Delete this value").await?;
        expect_row(&browser, "Could not be read", "1").await?;
        press(&browser, "Delete it for good").await?;
        expect_said(&browser, "The value is deleted.").await?;
        expect_row(&browser, "Could not be read", "0").await?;
        browser
            .expect(
                "localStorage.getItem('tech-lead-guide:quarantine:keyboard')",
                Value::Null,
            )
            .await?;
        browser
            .expect("document.activeElement.id", "unreadable")
            .await
    })
}

#[test]
fn a_reminder_can_be_chosen_and_sent_away() -> Outcome {
    const DUE: &str = "document.querySelector('.data .note.row').checkVisibility()";
    let old = "localStorage.setItem('tech-lead-guide:backup', JSON.stringify({ last: '2025-01-01', schema: 1 })); return null;";
    in_chromium("/", async |browser, _host| {
        open_stored(&browser).await?;
        browser.run::<Value>(old).await?;
        browser.reload().await?;
        browser.expect(DUE, true).await?;
        press(&browser, "Not now").await?;
        browser.expect(DUE, false).await?;
        browser.reload().await?;
        live(&browser).await?;
        browser.expect(DUE, false).await?;
        browser.click(".data .choice label:nth-child(1)").await?;
        browser.expect(DUE, true).await?;
        browser.click(".data .choice label:nth-child(3)").await?;
        browser.expect(DUE, false).await?;
        browser.reload().await?;
        live(&browser).await?;
        browser.expect(DUE, false).await?;
        browser
            .expect(
                "JSON.parse(localStorage.getItem('tech-lead-guide:backup')).remind",
                "never",
            )
            .await
    })
}
