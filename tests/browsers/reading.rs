//! Reading: progress, the section in view, keys, definitions, sharing, and arriving by a link.

use crate::hand::tap;
use crate::harness::{Browser, Outcome, in_chromium};
use crate::pdf::Pdf;
use serde_json::{Value, json};

const PAGE: &str = "guide/what-is-a-technical-lead/";
const KEY: &str = "tech-lead-guide:read:what-is-a-technical-lead";

const TICKS: &str =
    "[...document.querySelectorAll('#content .read')].map((tick) => tick.closest('a').textContent)";

async fn stored(browser: &Browser) -> Outcome<Option<Value>> {
    browser
        .get(&format!("JSON.parse(localStorage.getItem('{KEY}'))"))
        .await
}

async fn expect_section(browser: &Browser, name: Option<&str>) -> Outcome {
    let marked = "(() => {
        const marked = [...document.querySelectorAll('.on-page [aria-current=true], .on-page-inline [aria-current=true]')];
        const names = marked.map((link) => link.textContent);
        return names.length === 0 ? null : names.every((name) => name === names[0]) && names.length === 2 ? names[0] : names;
    })()";
    browser.expect(marked, json!(name)).await
}

#[test]
fn a_page_is_marked_as_read_and_shown_so_wherever_it_is_listed() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("guide/").await?;
        browser.expect(TICKS, json!([])).await?;
        let pages: u64 = browser
            .get("parseInt(document.querySelector('[data-summary]').textContent)")
            .await?;
        assert!(pages > 40, "{pages} pages");

        browser.open(PAGE).await?;
        browser.click("[name=toggle-read]").await?;
        browser.expect_text(".toast", "Marked as read.").await?;
        browser
            .expect_text("[name=toggle-read]", "Mark as unread")
            .await?;
        let found = stored(&browser).await?.unwrap_or_default();
        assert_eq!(found["schema"], 1);
        assert!(
            found["updated"]
                .as_str()
                .is_some_and(|date| date.len() == 10)
        );
        browser
            .expect(TICKS, json!(["What a technical lead is✓, read"]))
            .await?;

        // In the list of all pages, reached without a load.
        browser.click("header nav a[href$='/guide/']").await?;
        browser
            .expect_text(
                "[data-summary]",
                &format!("You have read 1 of {pages} pages. Next: Kinds of technical lead"),
            )
            .await?;
        browser
            .expect(TICKS, json!(["What a technical lead is✓, read"]))
            .await?;
        browser.click("[data-summary] a").await?;
        browser
            .expect_page("guide/kinds-of-technical-lead/")
            .await?;
        browser
            .expect_text("[name=toggle-read]", "Mark as read")
            .await?;
        browser.back().await?;
        browser.click(".entries a").await?;
        browser
            .expect_text("[name=toggle-read]", "Mark as unread")
            .await?;

        // Back to unread, and nothing is left.
        browser.click("[name=toggle-read]").await?;
        browser
            .expect_text("[name=toggle-read]", "Mark as read")
            .await?;
        assert_eq!(stored(&browser).await?, None);
        browser.expect(TICKS, json!([])).await
    })
}

#[test]
fn a_page_that_has_changed_since_is_shown_as_changed() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open("about/").await?;
        browser
            .run::<Value>(&format!(
                "localStorage.setItem('{KEY}', '{{\"schema\":1,\"updated\":\"2020-02-02\",\"note\":7}}'); return null;"
            ))
            .await?;
        browser.open(PAGE).await?;
        browser
            .expect_text("[name=toggle-read] + span", "Changed since you read it.")
            .await?;
        browser.click("[name=toggle-read]").await?;
        browser
            .expect_text("[name=toggle-read] + span", "You have read this page.")
            .await?;
        let found = stored(&browser).await?.unwrap_or_default();
        assert_eq!(found["note"], 7, "what is not understood is kept");
        Ok(())
    })
}

#[test]
fn the_end_after_a_plausible_time_counts_as_reading_and_a_quick_scroll_does_not() -> Outcome {
    in_chromium("/", async |browser, _host| {
        // Seconds pass a hundred times as fast.
        browser
            .before_every_page("const real = setInterval; window.setInterval = (act, time) => real(act, time / 100);")
            .await?;
        browser.open(PAGE).await?;
        // Much time, but not at the end.
        let wait = "return new Promise((done) => setTimeout(() => done(null), 1500));";
        browser.run::<Value>(wait).await?;
        assert_eq!(stored(&browser).await?, None);
        browser
            .run::<Value>(
                "document.querySelector('[name=toggle-read]').scrollIntoView(); return null;",
            )
            .await?;
        browser
            .expect_text("[name=toggle-read]", "Mark as unread")
            .await?;
        assert!(stored(&browser).await?.is_some());

        // The next page, scrolled to its end at once.
        browser
            .before_every_page("window.setInterval = (act) => { window.second = act; };")
            .await?;
        browser.open("guide/kinds-of-technical-lead/").await?;
        browser
            .run::<Value>(
                "document.querySelector('[name=toggle-read]').scrollIntoView(); for (let i = 0; i < 20; i += 1) window.second(); return null;",
            )
            .await?;
        browser
            .expect_text("[name=toggle-read]", "Mark as read")
            .await?;
        browser
            .run::<Value>("for (let i = 0; i < 200; i += 1) window.second(); return null;")
            .await?;
        browser
            .expect_text("[name=toggle-read]", "Mark as unread")
            .await
    })
}

#[test]
fn the_section_in_view_is_marked_and_a_phone_shows_its_name() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open(PAGE).await?;
        expect_section(&browser, None).await?;
        browser
            .run::<Value>("document.getElementById('shared').scrollIntoView(); return null;")
            .await?;
        expect_section(&browser, Some("What they share")).await?;

        browser.set_width(320).await?;
        browser
            .run::<Value>("document.getElementById('open').scrollIntoView(); return null;")
            .await?;
        browser.expect_text(".here", "What they leave open").await?;
        // The bar stays in the window, and its list leads on and closes.
        browser
            .expect(
                "document.querySelector('.on-page-inline').getBoundingClientRect().top",
                0,
            )
            .await?;
        // It covers the width of the window: the numbers of lists hang out of the column.
        browser
            .expect(
                "(() => { const bar = document.querySelector('.on-page-inline'); const left = Math.round(bar.getBoundingClientRect().left); return left > 0 && [-left, left].every((side) => getComputedStyle(bar).boxShadow.includes(` ${side}px 0px 0px 0px`)); })()",
                true,
            )
            .await?;
        let height: u64 = browser.get("document.body.scrollHeight").await?;
        browser.click(".on-page-inline summary").await?;
        browser.expect("document.body.scrollHeight", height).await?;
        browser.click(".on-page-inline a[href='#shared']").await?;
        browser.expect_in_view("shared").await?;
        browser
            .expect("document.querySelector('.on-page-inline').open", false)
            .await?;
        browser.expect_text(".here", "What they share").await
    })
}

#[test]
fn keys_go_from_page_to_page_and_from_section_to_section() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open(PAGE).await?;
        browser.press("\u{e014}").await?;
        browser
            .expect_page("guide/kinds-of-technical-lead/")
            .await?;
        browser
            .expect("document.activeElement.tagName", "H1")
            .await?;
        browser.press("\u{e012}").await?;
        browser.expect_page(PAGE).await?;
        browser
            .expect("document.activeElement.tagName", "H1")
            .await?;
        browser.press("jj").await?;
        browser
            .expect(
                "[document.activeElement.id, location.hash]",
                json!(["definitions", "#definitions"]),
            )
            .await?;
        browser.press("k").await?;
        browser
            .expect("document.activeElement.id", "your-week")
            .await?;
        browser.press("m").await?;
        browser
            .expect_text("[name=toggle-read]", "Mark as unread")
            .await?;
        browser.press("t").await?;
        browser
            .expect("document.documentElement.dataset.theme", "light")
            .await?;
        // One entry of the history for each page, none for the sections.
        browser.back().await?;
        browser.expect_page("guide/kinds-of-technical-lead/").await
    })
}

#[test]
fn a_key_does_nothing_in_a_field_or_with_another_key_or_when_switched_off() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open("compare/").await?;
        browser.type_into("#filter", "?t").await?;
        browser
            .expect("document.querySelector('#filter').value", "?t")
            .await?;
        browser
            .expect("document.querySelector('dialog[open]')", Value::Null)
            .await?;

        browser.open(PAGE).await?;
        browser.press("?").await?;
        browser
            .expect("document.querySelector('#keyboard').open", true)
            .await?;
        browser.expect_text("#keyboard", "next page").await?;
        // Not behind the dialog.
        browser.press("\u{e014}").await?;
        browser.click("#keyboard input").await?;
        browser.click("#keyboard .btn").await?;
        browser
            .expect("document.querySelector('#keyboard').open", false)
            .await?;
        browser.expect_page(PAGE).await?;
        browser
            .expect(
                "JSON.parse(localStorage.getItem('tech-lead-guide:keyboard')).single_keys",
                false,
            )
            .await?;

        browser.reload().await?;
        browser.press("?t").await?;
        browser
            .expect("document.querySelector('dialog[open]')", Value::Null)
            .await?;
        browser
            .expect("document.documentElement.hasAttribute('data-theme')", false)
            .await?;
        // The list can still be had, and the keys come back.
        browser.click("#keyboard-open").await?;
        browser
            .expect("document.querySelector('#keyboard input').checked", false)
            .await?;
        browser.click("#keyboard input").await?;
        browser.press("\u{e00c}").await?;
        browser
            .expect("document.querySelector('#keyboard').open", false)
            .await?;
        browser
            .expect("document.activeElement.id", "keyboard-open")
            .await?;
        browser.press("?").await?;
        browser
            .expect("document.querySelector('#keyboard').open", true)
            .await
    })
}

const CARD: &str = "(() => { const card = document.getElementById('definition'); return card && !card.hidden ? card.textContent : null; })()";

#[test]
fn a_definition_is_shown_on_focus_and_under_the_pointer_and_escape_closes_it() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open(PAGE).await?;
        let term = "document.querySelector('a.term')";
        let definition: String = browser.get(&format!("{term}.title")).await?;
        browser
            .run::<Value>(&format!("{term}.focus(); return null;"))
            .await?;
        browser.expect(CARD, definition.as_str()).await?;
        browser
            .expect(
                &format!("[{term}.title, {term}.getAttribute('aria-describedby')]"),
                json!(["", "definition"]),
            )
            .await?;
        browser.press("\u{e00c}").await?;
        browser.expect(CARD, Value::Null).await?;
        browser
            .expect(&format!("{term}.title"), definition.as_str())
            .await?;

        let point = |x: &str, y: &str| json!({ "type": "mouseMoved", "x": x.parse::<f64>().unwrap_or_default(), "y": y.parse::<f64>().unwrap_or_default() });
        browser
            .run::<Value>("document.activeElement.blur(); return null;")
            .await?;
        let middle = |element: &str| {
            format!(
                "(() => {{ const box = {element}.getBoundingClientRect(); return [String(box.left + box.width / 2), String(box.top + box.height / 2)]; }})()"
            )
        };
        let [x, y]: [String; 2] = browser.get(&middle(term)).await?;
        browser
            .devtools("Input.dispatchMouseEvent", point(&x, &y))
            .await?;
        browser.expect(CARD, definition.as_str()).await?;
        // The pointer can rest on the card.
        let card = "document.getElementById('definition')";
        let [x, y]: [String; 2] = browser.get(&middle(card)).await?;
        browser
            .devtools("Input.dispatchMouseEvent", point(&x, &y))
            .await?;
        let wait = "return new Promise((done) => setTimeout(() => done(null), 600));";
        browser.run::<Value>(wait).await?;
        browser.expect(CARD, definition.as_str()).await?;
        browser
            .devtools("Input.dispatchMouseEvent", point("4", "4"))
            .await?;
        browser.expect(CARD, Value::Null).await
    })
}

/// A term far down the page.
const TERM_BELOW: &str = "a.term[href$='#engineering-manager']";

#[test]
fn a_first_tap_shows_the_definition_and_a_second_one_follows_the_link() -> Outcome {
    in_chromium("/", async |browser, _host| {
        browser.open(PAGE).await?;
        browser.emulate_touch().await?;
        tap(&browser, TERM_BELOW).await?;
        browser.expect(&format!("{CARD} !== null"), true).await?;
        browser.expect_page(PAGE).await?;
        // Beside the term, far down a page that is scrolled to it.
        browser.expect("scrollY > 300", true).await?;
        let apart = "(() => { const card = document.getElementById('definition').getBoundingClientRect(); const term = document.querySelector('[aria-describedby=definition]').getBoundingClientRect(); return Math.max(card.top - term.bottom, term.top - card.bottom); })()";
        browser
            .expect(&format!("{apart} >= 0 && {apart} < 20"), true)
            .await?;
        tap(&browser, TERM_BELOW).await?;
        browser
            .expect(
                "location.pathname === '/glossary/' && location.hash !== ''",
                true,
            )
            .await?;
        browser.expect(CARD, Value::Null).await?;
        // Arrived by a link: marked, and focused.
        browser
            .expect(
                "document.activeElement === document.querySelector(':target') && document.activeElement.id === location.hash.slice(1)",
                true,
            )
            .await
    })
}

#[test]
fn a_link_to_a_section_marks_and_focuses_it_however_it_is_opened() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        let arrived = |id: &str| {
            format!(
                "[document.activeElement.id, document.querySelector(':target')?.id].every((id) => id === '{id}')"
            )
        };
        let page = [PAGE, "#shared"].concat();
        browser.open(&page).await?;
        browser.expect(&arrived("shared"), true).await?;
        browser.expect_in_view("shared").await?;
        // A link within the page.
        browser.click(".on-page a[href='#open']").await?;
        browser.expect(&arrived("open"), true).await?;
        // A link to another page.
        browser.click(".cited li a").await?;
        browser
            .expect("document.activeElement.id !== '' && document.activeElement.id === document.querySelector(':target')?.id", true)
            .await?;
        browser.expect("location.pathname", "/repo/sources/").await
    })
}

#[test]
fn a_page_is_copied_as_the_markdown_that_lies_beside_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser
            .before_every_page(
                "navigator.clipboard.writeText = async (text) => { window.copied = text; };",
            )
            .await?;
        // Also on a page that the app has gone to.
        browser.open("guide/").await?;
        browser
            .click("#content a[href$='/guide/what-is-a-technical-lead/']")
            .await?;
        browser.expect_page(PAGE).await?;
        browser.click("[name=copy-page]").await?;
        browser
            .expect_text(".toast", "Page copied as Markdown.")
            .await?;
        browser
            .expect(
                "window.copied.split('\\n')[0]",
                "# What is a technical lead?",
            )
            .await
    })
}

#[test]
fn where_there_is_a_share_sheet_a_copied_link_can_go_there() -> Outcome {
    in_chromium("/", async |browser, _host| {
        let phone = "navigator.share = async (what) => { window.shared = what.url; throw new Error('closed'); };
            const real = matchMedia; window.matchMedia = (query) => query === '(pointer: coarse)' ? { matches: true } : real(query);";
        browser.before_every_page(phone).await?;
        browser.open(PAGE).await?;
        let share = "[...document.querySelectorAll('#toast button')].find((button) => button.textContent === 'Share…' && !button.hidden)";
        browser.click("[name=copy-link][value=shared]").await?;
        browser.expect(&format!("Boolean({share})"), true).await?;
        browser
            .run::<Value>(&format!("{share}.click(); return null;"))
            .await?;
        browser
            .expect(
                "window.shared",
                browser.address_of(&[PAGE, "#shared"].concat()),
            )
            .await
    })
}

/// For each entry of the contents its slug, and the number beside it.
const NUMBERS: &str = "[...document.querySelectorAll('#whole-guide .contents li')]
    .map((entry) => [entry.querySelector('a').dataset.slug, Number(entry.querySelector('span').textContent)])";

#[test]
fn the_whole_guide_is_printed_with_the_right_page_numbers_in_its_contents() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("guide/").await?;
        browser.click("#content a[href$='guide/print/']").await?;
        browser.expect_page("guide/print/").await?;
        for paper in ["A4", "Letter"] {
            browser
                .expect_text("#print-status", &format!(" pages on {paper}."))
                .await?;
            let sheets = Pdf::of(&browser).await?.sheets_of_ids()?;
            let numbers: Vec<(String, usize)> = browser.get(NUMBERS).await?;
            assert!(numbers.len() > 40, "{numbers:?}");
            // Known: on Letter, columns break `where-the-sources-disagree` elsewhere than paper does, and
            // all after it are one page further on.
            let off = usize::from(paper == "Letter");
            let numbers = numbers.into_iter().map(|(slug, said)| {
                let real = sheets.get(&slug).copied();
                (slug, said, real)
            });
            let wrong: Vec<_> = numbers
                .filter(|(_, said, real)| real.is_none_or(|real| real.abs_diff(*said) > off))
                .collect();
            assert!(wrong.is_empty(), "{paper}: {wrong:?}");
            browser
                .run::<Value>("const paper = document.getElementById('paper'); paper.value = 'Letter'; paper.dispatchEvent(new Event('change')); return null;")
                .await?;
        }
        browser.set_width(320).await?;
        browser
            .expect("document.documentElement.scrollWidth <= innerWidth", true)
            .await?;
        // Links between pages lead to places in the document.
        browser
            .expect(
                "[...document.querySelectorAll('#whole-guide article a')].filter((link) => link.getAttribute('href').startsWith('#') && !document.getElementById(link.hash.slice(1))).map((link) => link.getAttribute('href'))",
                json!([]),
            )
            .await
    })
}
