//! The advert reader: what a text says with its words, corrections, questions for the interview, and that
//! nothing of the text leaves the page.

#![expect(clippy::print_stdout, reason = "its figures are part of the answer")]

use crate::accessibility::{axe, violations};
use crate::harness::{Browser, Outcome, in_chromium, in_chromium_alone};
use serde_json::{Value, json};

/// In the manner of an advert for both jobs.
const ADVERT: &str = "Technical Lead / Engineering Manager, scale-up

Half of your time you build with the team; the other half you hire, hold one-to-ones with six engineers, write their reviews and answer for dates to the product director. You own the roadmap of the platform and its budget. On-call one week in six. You do not own the architecture.
<img src=x onerror=\"document.title = 'broken'\">
Must: 8+ years, 2+ years of leading people. Nice: Kubernetes, German.";

const HEADLINE: &str = "document.querySelector('.advert-answer .headline')?.textContent";
const STORED: &str = "JSON.stringify(Object.entries(localStorage).sort())";

/// Opens the tab and waits for the field.
async fn open(browser: &Browser) -> Outcome {
    browser.open("compare/#advert").await?;
    browser.expect_there("#advert-text").await?;
    browser.expect_in_view("advert").await
}

/// Pastes a text into the field, as a person does.
async fn paste(browser: &Browser, text: &str) -> Outcome {
    browser
        .run_with::<Value>(
            "const field = document.getElementById('advert-text');
            field.focus();
            const data = new DataTransfer();
            data.setData('text/plain', arguments[0]);
            const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
            // The browser itself puts in only what a person pastes.
            if (field.dispatchEvent(event)) document.execCommand('insertText', false, arguments[0]);
            return null;",
            vec![json!(text)],
        )
        .await?;
    Ok(())
}

/// The list with the mark of a row.
fn mark_of(title: &str) -> String {
    format!(
        "[...document.querySelectorAll('.advert-place select')].find((list) => list.ariaLabel === '{title}: how it reads')"
    )
}

async fn choose(browser: &Browser, title: &str, place: usize) -> Outcome {
    let list = mark_of(title);
    browser
        .run::<Value>(&format!(
            "const list = {list}; list.value = '{place}'; list.dispatchEvent(new Event('change', {{ bubbles: true }})); return null;"
        ))
        .await?;
    Ok(())
}

#[test]
fn an_advert_is_marked_with_its_words_and_a_mark_can_be_corrected() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        open(&browser).await?;
        let stored: String = browser.get(STORED).await?;
        paste(&browser, ADVERT).await?;
        browser
            .expect(HEADLINE, "Reads like both jobs in one with 6 reports.")
            .await?;
        browser
            .expect_text(".advert-answer[role=status]", "It speaks of")
            .await?;
        browser
            .expect_text(".advert-answer", "Nearest kind: a tech lead manager")
            .await?;

        // Every mark has its words, in their sentence.
        browser
            .expect("[...document.querySelectorAll('.advert-rows > li')].every((row) => row.querySelector('q mark').textContent.trim())", true)
            .await?;
        browser
            .expect(
                "[...document.querySelectorAll('.advert-rows q')].some((quote) => quote.textContent.includes('hold one-to-ones with six engineers') && quote.querySelector('mark').textContent === 'one-to-ones')",
                true,
            )
            .await?;
        browser
            .expect(
                &format!("{}.selectedOptions[0].textContent", mark_of("Architecture")),
                "manager-like",
            )
            .await?;
        browser
            .expect_text(".advert-rows", "(denied, or somebody else’s)")
            .await?;

        // HTML that was pasted is text.
        browser
            .expect("document.querySelector('.advert-place img')", Value::Null)
            .await?;
        browser
            .expect("document.title.includes('broken')", false)
            .await?;

        // A correction changes the answer, and the row stays where it is.
        let before: Vec<String> = browser
            .get("[...document.querySelectorAll('.advert-rows a')].map((link) => link.textContent)")
            .await?;
        choose(&browser, "Reports, reviews and pay", 0).await?;
        browser
            .expect(HEADLINE, "Reads like both jobs in one without reports.")
            .await?;
        choose(&browser, "Hiring", 4).await?;
        browser
            .expect_text(
                ".advert-rows",
                "Who had the last word on the last person you hired",
            )
            .await?;
        browser
            .expect(
                "[...document.querySelectorAll('.advert-rows a')].map((link) => link.textContent)",
                json!(before),
            )
            .await?;

        // Nothing is kept, and all of it is gone at once.
        browser.expect(STORED, stored).await?;
        browser.click(".advert-ways button:not([hidden])").await?;
        browser.expect(HEADLINE, "").await?;
        browser
            .expect("[document.getElementById('advert-text').value, document.activeElement.id, document.querySelector('.advert-rows')]", json!(["", "advert-text", null]))
            .await?;
        browser.expect_quiet_console().await
    })
}

#[test]
fn what_an_advert_does_not_say_is_asked_and_its_answers_go_on_to_the_kinds() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        open(&browser).await?;
        browser
            .run::<Value>("navigator.clipboard.writeText = async (text) => { window.copied = text; }; return null;")
            .await?;
        paste(&browser, ADVERT).await?;
        browser.expect_there(".asks li").await?;
        browser
            .expect(
                "document.querySelectorAll('.advert-place > .asks > li').length",
                7,
            )
            .await?;
        browser
            .expect_text(".asks", "Which project went badly last year")
            .await?;
        // Said and unsaid rows are all rows of the table.
        browser
            .expect("document.querySelectorAll('.advert-rows > li, .asks > li').length === document.querySelectorAll('tr.dimension').length", true)
            .await?;

        browser
            .run::<Value>("[...document.querySelectorAll('.advert-ways button')].find((button) => button.textContent === 'Copy as Markdown').click(); return null;")
            .await?;
        browser
            .expect("window.copied?.startsWith('# What the advert says\\n\\nReads like both jobs in one with 6 reports.')", true)
            .await?;
        browser
            .expect("window.copied.includes('## Not said: ask') && window.copied.includes('hold **one-to-ones** with six')", true)
            .await?;

        browser.click(".advert-ways a[href='#which-kind']").await?;
        browser.expect_page("compare/#which-kind").await?;
        browser.expect_in_view("which-kind").await?;
        browser
            .expect_text(".placed", "It looks like a tech lead manager.")
            .await?;
        browser
            .expect("[...document.querySelectorAll('.questions [name=job-reports]')].map((button) => button.checked)", json!([true, false, false, false]))
            .await?;
        // The advert is still there.
        browser.back().await?;
        browser.expect_page("compare/#advert").await?;
        browser
            .expect(HEADLINE, "Reads like both jobs in one with 6 reports.")
            .await
    })
}

#[test]
fn an_advert_is_sent_nowhere() -> Outcome {
    in_chromium("/repo/", async |browser, host| {
        open(&browser).await?;
        browser.wait_for_offline().await?;
        browser
            .run::<Value>(
                "window.sent = [];
                for (const [owner, name] of [[window, 'fetch'], [navigator, 'sendBeacon'], [XMLHttpRequest.prototype, 'send'], [WebSocket.prototype, 'send']]) {
                    owner[name] = () => { window.sent.push(name); throw new Error(name); };
                }
                performance.clearResourceTimings();
                return null;",
            )
            .await?;
        browser.go_offline(host).await.or_else(|failure| {
            // What asks whether the host is gone is caught as well.
            if format!("{failure:?}").contains("fetch") {
                Ok(())
            } else {
                Err(failure)
            }
        })?;
        browser
            .run::<Value>("window.sent = []; return null;")
            .await?;
        paste(&browser, ADVERT).await?;
        browser
            .expect(HEADLINE, "Reads like both jobs in one with 6 reports.")
            .await?;
        choose(&browser, "Hiring", 0).await?;
        browser
            .expect("[window.sent, performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !/\\.wasm|sw\\.js|sitemap/.test(name))]", json!([[], []]))
            .await?;
        browser.forgive_missing_host().await
    })
}

/// Half a million letters of text and more are read before anybody waits. The time is printed: it depends
/// on the machine, and a build without optimisation takes much longer.
#[test]
fn a_megabyte_is_answered_at_once() -> Outcome {
    in_chromium_alone("/repo/", async |browser, _host| {
        open(&browser).await?;
        // The first reading makes the terms ready.
        browser
            .devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))
            .await?;
        let length = 1 << 20;
        let text = ADVERT.repeat(length / ADVERT.len() + 1);
        let text = &text[..length];
        let times: Vec<f64> = browser
            .run_with(
                "return (async () => {
                    const times = [];
                    for (let turn = 0; turn < 5; turn++) {
                        const field = document.getElementById('advert-text');
                        const data = new DataTransfer();
                        data.setData('text/plain', arguments[0]);
                        await new Promise((done) => setTimeout(done, 500));
                        const start = performance.now();
                        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
                        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
                        while (!document.querySelector('.advert-answer .headline').textContent) await new Promise((done) => setTimeout(done, 5));
                        times.push(performance.now() - start);
                        [...document.querySelectorAll('.advert-ways button')].find((button) => button.textContent === 'Clear the text').click();
                        await new Promise((done) => setTimeout(done, 100));
                    }
                    return times;
                })();",
                vec![json!(text)],
            )
            .await?;
        println!("1 MB pasted, processor ÷ 4, to the next paint: {times:.0?} ms");
        assert_eq!(times.len(), 5);
        // More than that is said to be left out.
        browser
            .devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 1 }))
            .await?;
        paste(&browser, &[text, "One more sentence."].concat()).await?;
        browser
            .expect_text(".advert-form [role=status]", "the rest was left out")
            .await?;
        browser
            .expect("document.getElementById('advert-text').value", "")
            .await
    })
}

#[test]
fn the_reader_works_by_keyboard_on_a_small_phone_and_has_an_advert_to_try() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.set_screen(320, 700).await?;
        open(&browser).await?;
        browser
            .run::<Value>("document.getElementById('advert-file').focus(); return null;")
            .await?;
        browser.press_tab().await?;
        browser
            .expect(
                "document.activeElement.textContent",
                "Try it with a made-up advert",
            )
            .await?;
        browser.press(thirtyfour::Key::Enter + "").await?;
        browser
            .expect(HEADLINE, "Reads like a lead’s job with 5 reports.")
            .await?;
        browser
            .expect("document.documentElement.scrollWidth <= 320", true)
            .await?;
        // The button is gone, and the answer was below the screen.
        browser
            .expect("document.activeElement.id", "advert-answer")
            .await?;
        browser
            .expect(
                "document.activeElement.getBoundingClientRect().bottom <= innerHeight",
                true,
            )
            .await?;
        // The first row of the table is where it was.
        browser.set_screen(390, 844).await?;
        browser.open("compare/").await?;
        let first: f64 = browser
            .get("document.querySelector('tr.dimension').getBoundingClientRect().top")
            .await?;
        println!("first row at {first}");
        assert!(first <= 620.0, "{first}");
        Ok(())
    })
}

#[test]
fn what_an_advert_says_is_accessible() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        let axe = axe()?;
        let mut found = Vec::new();
        for (theme, width) in [("light", 320), ("dark", 1280)] {
            browser.set_system_theme(theme).await?;
            browser.set_width(width).await?;
            open(&browser).await?;
            found.extend(violations(&browser, &axe, theme).await?);
            paste(&browser, ADVERT).await?;
            browser.expect_there(".advert-rows q").await?;
            browser.click(".advert-place .disclosure summary").await?;
            found.extend(violations(&browser, &axe, theme).await?);
            browser
                .expect(
                    &format!("document.documentElement.scrollWidth <= {width}"),
                    true,
                )
                .await?;
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    })
}
