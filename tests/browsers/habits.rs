//! What browsers and devices do in their own ways: clocks that go on, histories that refuse, scrolling
//! that ends without a word, scripts from right to left, input methods, files.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium};
use crate::roadmap::{act, by_step, press};
use serde_json::{Value, json};
use static_host::Host;

const SHARE: &str = "Share and backup";
const OPEN: &str = ".panel:not([hidden])";
const SAID: &str = ".strip .said";

/// A clock that can be moved: `window.later` in milliseconds.
const CLOCK: &str = "window.later = 0;
    const TrueDate = Date;
    window.Date = class extends TrueDate {
        constructor(...given) { if (given.length) super(...given); else super(TrueDate.now() + window.later); }
        static now() { return TrueDate.now() + window.later; }
    };";

/// Seen in the first release: overdue, “today” and the days in forms were yesterday's.
#[test]
fn a_page_that_is_open_over_midnight_has_the_new_day() -> Outcome {
    const DUE: &str = "document.querySelector('#item-tool-fluency .due')?.textContent ?? ''";
    const IN_DAYS: &str = "(days) => { const day = new Date(); day.setDate(day.getDate() + days); return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-'); }";
    const NEXT_DAY: &str = "window.later += 86_400_000; document.dispatchEvent(new Event('visibilitychange', { bubbles: true })); return null;";
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(CLOCK).await?;
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        let today: String = browser.get(&format!("({IN_DAYS})(0)")).await?;
        let due = format!(
            "const key = 'tech-lead-guide:plan:main:item:tool-fluency';
            localStorage.setItem(key, JSON.stringify({{ ...JSON.parse(localStorage.getItem(key)), due: '{today}', status: 'todo' }}));
            return null;"
        );
        browser.run::<Value>(&due).await?;
        browser.reload().await?;
        by_step(&browser).await?;
        let before: String = browser.get(DUE).await?;
        assert!(
            !before.contains("was due") && !before.is_empty(),
            "{before}"
        );
        browser.run::<Value>(NEXT_DAY).await?;
        browser
            .expect(&format!("({DUE}).includes('was due') || ({DUE})"), true)
            .await?;
        // The day that a form proposes is the new one.
        let tomorrow: String = browser.get(&format!("({IN_DAYS})(0)")).await?;
        assert_ne!(today, tomorrow);
        browser.click("#tick-team-project").await?;
        browser
            .expect(
                "document.querySelector('#item-team-project input[type=date]')?.value",
                tomorrow,
            )
            .await
    })
}

/// Seen in the first release: where Safari's allowance was used up, a click on a link did nothing.
#[test]
fn a_history_that_refuses_entries_does_not_hold_the_page() -> Outcome {
    const REFUSE: &str = "for (const name of ['pushState', 'replaceState']) History.prototype[name] = () => { throw new DOMException('by this test', 'SecurityError'); };";
    in_chromium("/repo/", async |browser, _host| {
        browser.before_every_page(REFUSE).await?;
        browser.open("guide/delegating-work/").await?;
        browser.click("header nav a[href$='/compare/']").await?;
        browser.expect_page("compare/").await?;
        browser.wait_live().await?;
        // Inside of a room everything goes on, with the address as it was.
        browser.replace_text("#filter", "coding").await?;
        browser
            .expect(
                "document.querySelectorAll('.compare table tbody tr').length > 0",
                true,
            )
            .await?;
        browser.click("header nav a[href$='/roadmap/']").await?;
        browser.expect_page("roadmap/").await?;
        browser.wait_live().await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_ticked("choose-a-route").await?;
        browser.back().await?;
        browser
            .expect("location.pathname.endsWith('/compare/')", true)
            .await?;
        browser
            .expect("document.getElementById('failure').hidden", true)
            .await
    })
}

/// Back and Forward lead to where the page was left, also where the browser does not tell that
/// scrolling has ended.
async fn forward_comes_back(browser: Browser, _host: Host) -> Outcome {
    let near = |position: f64| format!("Math.abs(scrollY - {position}) <= 5 || scrollY");
    browser.open("guide/delegating-work/").await?;
    browser.click("header nav a[href$='/compare/']").await?;
    browser.expect_page("compare/").await?;
    browser
        .expect("document.body.scrollHeight > 3000", true)
        .await?;
    browser
        .run::<Value>("scrollTo(0, 1500); return null;")
        .await?;
    browser.expect(&near(1500.0), true).await?;
    browser
        .expect(
            "history.state === null ? null : Math.abs(history.state - 1500) <= 5",
            true,
        )
        .await?;
    browser.back().await?;
    browser.expect_page("guide/delegating-work/").await?;
    browser
        .expect("!!document.querySelector('article h1')", true)
        .await?;
    browser.forward().await?;
    browser.expect_page("compare/").await?;
    browser.expect(&near(1500.0), true).await
}

#[test]
fn forward_comes_back_where_scrolling_ends_without_a_word() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        let silent =
            "addEventListener('scrollend', (event) => event.stopImmediatePropagation(), true);
            for (let of = window; of; of = Object.getPrototypeOf(of)) delete of.onscrollend;";
        browser.before_every_page(silent).await?;
        forward_comes_back(browser, host).await
    })
}

#[test]
fn forward_comes_back_in_firefox_and_webkit() -> Outcome {
    in_browser(Engine::Firefox, &json!({}), "/repo/", forward_comes_back)?;
    in_browser(Engine::WebKit, &json!({}), "/repo/", forward_comes_back)
}

const HEBREW: &str = "שלום עולם";

/// The parts of the page that have a text in Hebrew and do not run in its direction, and fields for text
/// that would not.
const WRONG_WAY: &str = "(() => {
    const wrong = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const around = node.parentElement;
        if (!node.data.includes('שלום') || around.closest('script, style, [role=status], option, .unseen')) continue;
        if (!around.closest('[dir=auto], bdi')) wrong.push(`${around.localName}.${around.className} in ${around.parentElement.className}: ${node.data.slice(0, 40)}`);
    }
    for (const field of document.querySelectorAll('#content input:not([type], [readonly]), #content input[type=text], #content input[type=search], textarea'))
        if (field.dir !== 'auto') wrong.push(`the field ${field.id || field.name || field.outerHTML.slice(0, 80)}`);
    return wrong;
})()";

/// Seen in the first release: Hebrew and Arabic ran from left to right everywhere.
#[test]
fn what_people_write_runs_in_the_direction_of_its_script() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        let right = async |place: &str| {
            browser
                .expect(WRONG_WAY, json!([]))
                .await
                .map_err(|failure| crate::harness::Failure::new(format!("{place}: {failure:?}")))
        };
        for page in [
            "roadmap/",
            "skills/",
            "compare/",
            "about/",
            "guide/",
            "glossary/",
            "situations/",
        ] {
            browser.open(page).await?;
            right(page).await?;
        }
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        browser
            .type_into("#add-degree", format!("{HEBREW} אחד\u{e007}"))
            .await?;
        browser.expect_text("#step-degree", HEBREW).await?;
        let id: String = browser
            .get("[...document.querySelectorAll('#step-degree .task')].at(-1).id.replace('item-', '')")
            .await?;
        by_step(&browser).await?;
        act(&browser, &id, "Edit").await?;
        for field in ["done-when", "note"] {
            browser
                .type_into(&format!("#{field}-of-{id}"), format!("{HEBREW} {field}"))
                .await?;
        }
        right("the form").await?;
        press(&browser, &format!("#item-{id} form"), "Save").await?;
        browser.expect_text(&format!("#item-{id}"), "note").await?;
        right("what is known").await?;
        browser.click(&format!("#tick-{id}")).await?;
        browser
            .type_into(&format!("#item-{id} textarea"), HEBREW)
            .await?;
        press(&browser, &format!("#item-{id}"), "Keep as evidence").await?;
        for tab in ["Timeline", "Evidence", SHARE] {
            press(&browser, ".tabs", tab).await?;
            right(tab).await?;
        }
        browser.replace_text("#plan-name", HEBREW).await?;
        press(&browser, OPEN, "Rename").await?;
        browser
            .type_into("#new-plan", format!("{HEBREW} שתיים\u{e007}"))
            .await?;
        browser.expect_text(SAID, "is open").await?;
        right("plans").await?;
        press(&browser, OPEN, "Delete this plan").await?;
        browser.expect_text(SAID, "among the deleted plans").await?;
        right("deleted plans").await?;
        press(&browser, ".tabs", "Plan").await?;
        by_step(&browser).await?;
        right("steps").await?;

        browser.open("").await?;
        browser
            .expect("!!document.querySelector('.returning.live')", true)
            .await?;
        right("the front page").await?;
        // A field for a note stands in every row that is open.
        browser.open("compare/").await?;
        browser.click(".compare summary").await?;
        browser
            .expect_there(".compare table .note-field input")
            .await?;
        browser
            .replace_text(
                ".compare table .note-field input",
                &format!("{HEBREW}\u{e007}"),
            )
            .await?;
        right("notes").await
    })
}

/// The fields of the page that phones would zoom into, whether they can be seen or not.
const SMALL_FIELDS: &str = "[...document.querySelectorAll('input:not([type=checkbox], [type=radio], [type=hidden], [type=file], [type=range]), select, textarea')]
    .filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16)
    .map((field) => `${field.localName} ${field.id || field.className || field.name} ${getComputedStyle(field).fontSize}`)";

/// Seen in the first release: 84 of 103 fields were smaller, and phones zoomed into them.
#[test]
fn every_field_is_large_enough_for_a_phone() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser
            .devtools(
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true }),
            )
            .await?;
        browser.emulate_touch().await?;
        let large = async |place: &str| {
            let small: Vec<String> = browser.get(SMALL_FIELDS).await?;
            assert!(small.is_empty(), "{place}: {small:?}");
            Outcome::Ok(())
        };
        for page in crate::harness::sitemap()? {
            // Without the host's part of the address.
            let page = page
                .trim_start_matches('/')
                .trim_start_matches("repo/")
                .to_owned();
            if page.starts_with("guide/") && page != "guide/" && page != "guide/delegating-work/" {
                continue;
            }
            browser.open(&page).await?;
            large(&page).await?;
        }
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        browser.expect_there("#item-choose-a-route form").await?;
        by_step(&browser).await?;
        act(&browser, "tool-fluency", "Edit").await?;
        press(&browser, ".controls", "Filter, select, more").await?;
        press(&browser, ".controls .menu-list", "Filter the plan").await?;
        browser.expect_there("#filter").await?;
        large("forms of the plan").await?;
        for tab in ["Timeline", "Evidence", SHARE] {
            press(&browser, ".tabs", tab).await?;
            browser
                .expect_there(".panel:not([hidden]) h3, .panel:not([hidden]) input")
                .await?;
            large(tab).await?;
        }
        browser.open("compare/").await?;
        browser.click(".compare summary").await?;
        browser
            .expect_there(".compare table .note-field input")
            .await?;
        large("notes").await?;
        press(&browser, ".tabs", "Weigh").await?;
        browser.expect_there(".card").await?;
        large("weighing").await?;
        browser.open("skills/").await?;
        browser
            .run::<Value>("document.querySelector('.skill input').click(); return null;")
            .await?;
        large("skills").await
    })
}

/// Counts how often each live region gets a text.
const LISTEN: &str = "window.heard = [];
    for (const region of document.querySelectorAll('[role=status]'))
        new MutationObserver(() => region.textContent && window.heard.push([region, region.textContent]))
            .observe(region, { childList: true, characterData: true, subtree: true });
    return null;";

const HEARD: &str = "(() => { const said = window.heard.filter(([, text]) => text.includes(WHAT)); return [said.length, new Set(said.map(([region]) => region)).size]; })()";

/// Seen in the first release: a screen reader is silent where a region gets the text that it has.
#[test]
fn the_same_message_twice_is_heard_twice() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        let heard = |what: &str| HEARD.replace("WHAT", &json!(what).to_string());
        browser.open("roadmap/").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.run::<Value>(LISTEN).await?;
        for count in 1..=3 {
            press(&browser, OPEN, "Make it").await?;
            browser
                .expect(
                    &heard("Give the new plan a name."),
                    json!([count, count.min(2)]),
                )
                .await?;
        }
        // The line at the edge of every page.
        browser.open("guide/delegating-work/").await?;
        browser.run::<Value>(LISTEN).await?;
        browser
            .run::<Value>("navigator.clipboard.writeText = async () => {}; return null;")
            .await?;
        for count in 1..=2 {
            browser
                .run::<Value>("document.querySelector('article button[aria-label^=\"Copy link to\"]').click(); return null;")
                .await?;
            browser
                .expect(&heard("Link copied."), json!([count, count]))
                .await?;
        }
        Ok(())
    })
}

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
async fn address_is_kept(browser: Browser, _host: Host) -> Outcome {
    browser.open("roadmap/").await?;
    press(&browser, ".tabs", SHARE).await?;
    browser.run::<Value>(WATCH_FILES).await?;
    press(&browser, OPEN, "Save as a file").await?;
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
        browser
            .devtools(
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true }),
            )
            .await?;
        browser.emulate_touch().await?;
        browser.before_every_page(SHEET).await?;
        browser.open("roadmap/").await?;
        press(&browser, ".tabs", SHARE).await?;
        press(&browser, OPEN, "Save as a file").await?;
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
        press(&browser, OPEN, "Save as a file").await?;
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

/// Seen in the first release: it closed the form, and the text was gone.
#[test]
fn an_escape_that_ends_a_composition_leaves_the_form_alone() -> Outcome {
    const ESCAPE: &str = "const field = document.querySelector('#title-of-tool-fluency');
        const press = (how) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, ...how }));
        press({ isComposing: true }); press({ keyCode: 229 });
        return null;";
    const FORM: &str = "!!document.querySelector('#item-tool-fluency form')";
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        act(&browser, "tool-fluency", "Edit").await?;
        browser.expect(FORM, true).await?;
        // Nothing was changed: an Escape of its own would close it.
        browser.run::<Value>(ESCAPE).await?;
        browser.expect(FORM, true).await?;
        browser
            .type_into("#title-of-tool-fluency", "\u{e00c}")
            .await?;
        browser.expect(FORM, false).await
    })
}

/// Seen in the first release: it stood above the screen while a message said “done”.
#[test]
fn what_is_not_saved_is_said_in_sight_of_what_was_done() -> Outcome {
    const BREAK: &str = "Storage.prototype.setItem = () => { throw new DOMException('broken by this test', 'QuotaExceededError'); };";
    in_chromium("/repo/", async |browser, _host| {
        browser.set_screen(390, 844).await?;
        browser.before_every_page(BREAK).await?;
        browser.open("roadmap/").await?;
        browser
            .run::<Value>("scrollTo(0, document.body.scrollHeight); return null;")
            .await?;
        let last: String = browser
            .get("[...document.querySelectorAll('.task > input')].at(-1).id")
            .await?;
        browser.click(&format!("#{last}")).await?;
        browser.expect_text(".not-saved", "Not saved: ").await?;
        browser
            .expect("(() => { const box = document.querySelector('.not-saved').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; })()", true)
            .await?;
        browser
            .expect(
                "document.querySelector('.strip').textContent.includes('Saved in this browser')",
                false,
            )
            .await?;
        // Where a room has no line of its own for it, the message says both.
        browser.open("guide/delegating-work/").await?;
        browser.press("m").await?;
        browser
            .expect_text("#toast", "Marked as read. Not saved: ")
            .await?;
        browser.press("t").await?;
        browser.expect_text("#toast", "Theme: ").await?;
        browser.expect_text("#toast", "Not saved: ").await
    })
}

/// Seen in the first release: who owns a row was told by colours alone.
#[test]
fn forced_colours_leave_who_owns_what() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        browser
            .devtools(
                "Emulation.setEmulatedMedia",
                json!({ "features": [{ "name": "forced-colors", "value": "active" }] }),
            )
            .await?;
        browser
            .expect("matchMedia('(forced-colors: active)').matches", true)
            .await?;
        // The owner's cell has an outline that no other cell has.
        let edges = "[...document.querySelectorAll('.compare tbody td')].filter((cell) => cell.checkVisibility()).map((cell) => { const style = getComputedStyle(cell); return [cell.matches('.own-lead, .own-manager'), style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3]; })";
        browser
            .expect(
                &format!("{edges}.filter(([owns, edge]) => owns !== edge).length"),
                0,
            )
            .await?;
        browser
            .expect(
                &format!("{edges}.filter(([owns]) => owns).length > 10"),
                true,
            )
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
