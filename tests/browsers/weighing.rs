//! Weighing as a flow of cards, answers in a link, the kind of job, and what can be taken along.

use crate::harness::{Browser, CATCH_FILES, Outcome, in_chromium};
use serde_json::{Value, json};
use thirtyfour::Key;

/// How many rows count for one of the two sides.
const CARDS: usize = 11;

const TITLE: &str = "#card-title";
const POSITION: &str = ".position [role=status]";

/// Whether the card on the screen is of a row of the lead's.
const IS_LEADS: &str =
    "document.querySelector('.card .statement.owns b').textContent.startsWith('Technical lead')";

/// Answers the cards that are left: by the key `for_lead` those of the lead's rows, the others by
/// `for_manager`.
async fn answer_all(browser: &Browser, for_lead: &str, for_manager: &str) -> Outcome {
    for _ in 0..CARDS {
        if browser
            .get::<bool>("document.querySelector('.card') === null")
            .await?
        {
            break;
        }
        let title: String = browser
            .get("document.querySelector('#card-title').textContent")
            .await?;
        let key = match browser.get(IS_LEADS).await? {
            true => for_lead,
            false => for_manager,
        };
        browser.press(key).await?;
        browser
            .expect(
                &format!(
                    "document.querySelector('#card-title').textContent !== {}",
                    json!(title)
                ),
                true,
            )
            .await?;
    }
    browser
        .expect(
            "document.querySelector('.result:not(.theirs)') !== null",
            true,
        )
        .await
}

/// From now on what is copied is kept in `window.copied`.
async fn catch_copies(browser: &Browser) -> Outcome {
    browser
        .run::<Value>("navigator.clipboard.writeText = async (text) => { window.copied = text; }; return null;")
        .await?;
    Ok(())
}

/// Presses the button that says this.
async fn press_button(browser: &Browser, label: &str) -> Outcome {
    let find = format!(
        "[...document.querySelectorAll('#content button')].find((button) => button.checkVisibility() && button.textContent.trim().startsWith({}))",
        json!(label)
    );
    browser.expect(&format!("Boolean({find})"), true).await?;
    browser.run(&format!("{find}.click(); return null;")).await
}

#[test]
fn from_the_front_page_to_a_result_is_at_most_sixteen_taps() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.set_screen(390, 844).await?;
        browser.emulate_touch().await?;
        browser.open("").await?;
        let mut taps = 1;
        browser.click("a[href$='compare/#weigh']").await?;
        browser.expect_page("compare/#weigh").await?;
        for _ in 0..CARDS {
            let title: String = browser
                .get("document.querySelector('#card-title')?.textContent ?? ''")
                .await?;
            // All of it is on the screen, without scrolling.
            browser
                .expect("[...document.querySelectorAll('.feeling, .position p')].every((part) => { const box = part.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }) && document.querySelectorAll('.feeling').length", 3)
                .await?;
            browser.click(".feeling:nth-child(1)").await?;
            taps += 1;
            browser
                .expect(
                    &format!(
                        "document.querySelector('#card-title').textContent !== {}",
                        json!(title)
                    ),
                    true,
                )
                .await?;
        }
        browser.expect_text(TITLE, "Too close to call.").await?;
        assert!(taps <= 16, "{taps} taps");
        Ok(())
    })
}

#[test]
fn weighing_gives_a_leaning_that_is_kept_and_can_be_taken_back() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        browser.click(".tabs a[href$='#weigh']").await?;
        browser
            .expect(
                "document.querySelector('.compare table').checkVisibility()",
                false,
            )
            .await?;
        browser
            .expect_text(POSITION, &format!("1 of {CARDS} · no leaning yet"))
            .await?;
        answer_all(&browser, "1", "3").await?;
        browser
            .expect_text(TITLE, "Your answers lean strongly towards technical lead.")
            .await?;
        browser
            .expect_text(".result", "No single answer changes this")
            .await?;
        browser
            .expect(
                "document.querySelectorAll('.result ol')[0].children.length",
                3,
            )
            .await?;
        browser
            .expect("[...document.querySelectorAll('.result h4')].map((heading) => heading.textContent)", json!(["What pulls most", "What would change it", "What it does not know", "What next", "Show it to somebody"]))
            .await?;
        // The bar goes from the mark in the middle to the lead's side.
        browser
            .expect("(() => { const [track, bar, middle] = ['.track', '.track .pull', '.track .middle'].map((css) => document.querySelector(css).getBoundingClientRect()); return [bar.left > track.left && bar.left < track.left + track.width / 4, Math.abs(bar.right - middle.left) < 4, Math.abs(middle.left - track.left - track.width / 2) < 3]; })()", json!([true, true, true]))
            .await?;

        browser.reload().await?;
        browser
            .expect_text(TITLE, "strongly towards technical lead")
            .await?;

        // One answer is changed, and the result is there again.
        browser.click(".result > .disclosure > summary").await?;
        press_button(&browser, "Change").await?;
        browser
            .expect("document.querySelector('.feeling[aria-pressed=true]').textContent.includes('Energises')", true)
            .await?;
        browser.click(".choice label:nth-child(4)").await?;
        browser.click(".feeling:nth-child(1)").await?;
        browser
            .expect_text(TITLE, "strongly towards technical lead")
            .await?;
        browser
            .expect_text(".result", "energises, matters a lot")
            .await?;

        browser.click(".result > .disclosure > summary").await?;
        press_button(&browser, "Clear my answers").await?;
        browser
            .expect_text(POSITION, &format!("1 of {CARDS} · no leaning yet"))
            .await?;
        browser
            .expect(
                "Object.keys(localStorage).filter((key) => key.includes('compare:')).length",
                0,
            )
            .await?;
        browser.click(".toast button").await?;
        browser
            .expect_text(TITLE, "strongly towards technical lead")
            .await
    })
}

#[test]
fn a_card_goes_back_is_skipped_and_keeps_a_note() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/#weigh").await?;
        let title = "document.querySelector('#card-title').textContent";
        let first: String = browser.get(title).await?;
        browser.press("2").await?;
        browser
            .expect(&format!("{title} !== {}", json!(first)), true)
            .await?;
        // The heading of the next card has the focus, so that it is read out.
        browser
            .expect("document.activeElement.id", "card-title")
            .await?;
        browser
            .expect_text(POSITION, &format!("2 of {CARDS}"))
            .await?;
        browser.press(Key::Left + "").await?;
        browser.expect(title, first.clone()).await?;
        browser
            .expect("document.querySelector('.feeling[aria-pressed=true]').textContent.includes('Neutral')", true)
            .await?;
        browser.press(Key::Right + "").await?;
        browser
            .expect_text(POSITION, &format!("2 of {CARDS}"))
            .await?;
        let second: String = browser.get(title).await?;
        browser.press(Key::Right + "").await?;
        browser
            .expect_text(POSITION, &format!("3 of {CARDS}"))
            .await?;

        // A digit in a note is a digit.
        browser.click(".card .disclosure summary").await?;
        browser
            .type_into(".card .note-field input", "2 years of it")
            .await?;
        browser.press_tab().await?;
        browser
            .expect_text(POSITION, &format!("3 of {CARDS}"))
            .await?;
        browser
            .expect("Object.keys(localStorage).filter((key) => key.includes('compare:weight:')).map((key) => JSON.parse(localStorage.getItem(key)).note ?? '').sort()", json!(["", "2 years of it"]))
            .await?;

        // What was skipped is asked for at the end.
        browser
            .run::<Value>("document.getElementById('card-title').focus(); return null;")
            .await?;
        answer_all(&browser, "1", "1").await?;
        press_button(&browser, "Answer what you skipped").await?;
        browser.expect(title, second).await?;
        browser.press("1").await?;
        browser.expect_text(".result", "What next").await?;
        browser
            .expect("[...document.querySelectorAll('.result button')].some((button) => button.checkVisibility() && button.textContent.includes('skipped'))", false)
            .await
    })
}

#[test]
fn a_result_is_taken_along_as_a_picture_as_markdown_and_as_a_link() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/#weigh").await?;
        catch_copies(&browser).await?;
        answer_all(&browser, "1", "2").await?;
        press_button(&browser, "Copy as Markdown").await?;
        browser
            .expect("[window.copied?.startsWith('# Technical lead or engineering manager?'), window.copied?.includes('1. '), window.copied?.includes('/repo/compare/#weigh>')]", json!([true, true, true]))
            .await?;
        browser
            .run::<Value>("HTMLAnchorElement.prototype.click = function () { window.saved = [this.download, this.href]; }; return null;")
            .await?;
        press_button(&browser, "Save as a picture").await?;
        browser
            .expect("window.saved?.[0]", "lead-or-manager.png")
            .await?;
        // It is a picture of the promised size, and not an empty one.
        let found: Value = browser
            .run("const image = new Image(); image.src = window.saved[1]; return image.decode().then(() => { const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height; const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0); const colours = new Set(); for (let x = 0; x < image.width; x += 7) for (let y = 0; y < image.height; y += 7) colours.add(pen.getImageData(x, y, 1, 1).data.join()); return [image.width, image.height, colours.size > 4]; });")
            .await?;
        assert_eq!(found, json!([1200, 630, true]));
        press_button(&browser, "Copy a link with my answers").await?;
        browser.expect_text(".toast", "Link copied").await?;
        browser
            .expect("window.copied.includes('/repo/compare/#w=1.')", true)
            .await
    })
}

#[test]
fn somebody_elses_answers_are_shown_and_touch_nothing() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/?weigh=1").await?;
        catch_copies(&browser).await?;
        browser
            .run::<Value>("document.getElementById('card-title').focus(); return null;")
            .await?;
        browser.click(".card .disclosure summary").await?;
        browser
            .type_into(".card .note-field input", "I like interviews & coffee")
            .await?;
        browser.press_tab().await?;
        browser
            .run::<Value>("document.getElementById('card-title').focus(); return null;")
            .await?;
        answer_all(&browser, "3", "1").await?;
        browser.click(".ways-out .tick input").await?;
        press_button(&browser, "Copy a link with my answers").await?;
        browser.expect_text(".toast", "Link copied").await?;
        let link: String = browser.get("window.copied").await?;
        browser.click(".ways-out .tick + .tick input").await?;
        press_button(&browser, "Copy a link with my answers").await?;
        browser
            .expect("window.copied.split('&')[1]", "first")
            .await?;
        let fragment = link
            .split_once('#')
            .map_or("", |(_, fragment)| fragment)
            .to_owned();
        assert!(fragment.starts_with("w=1.") && link.len() < 2000, "{link}");

        browser.click(".result > .disclosure > summary").await?;
        press_button(&browser, "Clear my answers").await?;
        browser.expect_text(POSITION, "1 of").await?;
        browser
            .run::<Value>("document.getElementById('card-title').focus(); return null;")
            .await?;
        answer_all(&browser, "1", "2").await?;
        browser.expect_text(TITLE, "towards technical lead").await?;
        let mine: Value = browser.get("{...localStorage}").await?;

        browser.load("about/").await?;
        browser.open(&format!("compare/#{fragment}")).await?;
        browser
            .expect_text(
                ".theirs",
                "Their answers lean strongly towards engineering manager",
            )
            .await?;
        browser
            .expect_text(".theirs", "I like interviews & coffee")
            .await?;
        browser.expect_text(TITLE, "towards technical lead").await?;
        // No row was answered alike: all of them stand side by side.
        browser
            .expect_text(
                ".theirs .you-and-they",
                &format!("Of {CARDS} rows that you both answered, you differ on {CARDS}"),
            )
            .await?;
        browser
            .expect(
                "(() => { const rows = [...document.querySelectorAll('.differences tbody tr')]; return [rows.length, [...new Set(rows.map((row) => row.cells[1].textContent.split(',')[0] + ' ' + row.cells[2].textContent.split(',')[0]))].sort()]; })()",
                json!([CARDS, ["energises drains", "neutral energises"]]),
            )
            .await?;
        browser.expect("{...localStorage}", mine.clone()).await?;
        press_button(&browser, "Close").await?;
        browser.expect_page("compare/#weigh").await?;
        browser
            .expect(
                "[document.querySelector('.theirs'), {...localStorage}]",
                json!([null, mine]),
            )
            .await?;

        // A link that is cut off is named, and nothing of it is used.
        browser.load("about/").await?;
        browser
            .open(&format!("compare/#{}", &fragment[..fragment.len() - 3]))
            .await?;
        browser.expect_text(".toast", "damaged or cut off").await?;
        browser
            .expect("document.querySelector('.theirs')", Value::Null)
            .await?;

        browser.load("about/").await?;
        browser.open(&format!("compare/#{fragment}")).await?;
        press_button(&browser, "Copy into mine").await?;
        browser
            .expect_text(
                TITLE,
                "Your answers lean strongly towards engineering manager",
            )
            .await?;
        browser.click(".toast button").await?;
        browser.expect("{...localStorage}", mine).await
    })
}

/// A weighing of somebody else's: one row, energising, of some importance; and the same where whoever opens
/// it is to weigh first.
const THEIRS: &str = "compare/#w=1.2e3d.000006";
const THEIRS_AFTER_MINE: &str = "compare/#w=1.d584.000006&first";

const WAITING: &str =
    "document.querySelector('.waiting')?.checkVisibility({ visibilityProperty: true }) ?? false";

#[test]
fn somebody_elses_answers_wait_for_ones_own() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.set_screen(390, 844).await?;
        browser.open(THEIRS_AFTER_MINE).await?;
        browser
            .expect_text(".waiting", "Somebody has weighed 1 row.")
            .await?;
        browser
            .expect("document.querySelector('.theirs')", Value::Null)
            .await?;

        // The cards come to the top of the screen, and the address keeps the answers.
        press_button(&browser, "Weigh it first").await?;
        browser.expect(WAITING, false).await?;
        browser
            .expect("document.activeElement.id", "card-title")
            .await?;
        browser
            .expect("[...document.querySelectorAll('.feeling')].every((part) => part.getBoundingClientRect().bottom <= innerHeight)", true)
            .await?;
        browser.expect_page(THEIRS_AFTER_MINE).await?;
        for key in ["1", "2"] {
            browser.press(key).await?;
        }
        browser.expect_text(POSITION, "3 of").await?;
        browser
            .expect("document.querySelector('.theirs')", Value::Null)
            .await?;

        // Who skips is not shown them unasked.
        browser.press(Key::Right + "").await?;
        browser.expect_text(POSITION, "4 of").await?;
        answer_all(&browser, "1", "2").await?;
        browser.expect(WAITING, true).await?;
        press_button(&browser, "Weigh it first").await?;
        browser.expect_text(POSITION, "3 of").await?;
        browser.expect(WAITING, false).await?;
        browser.press("3").await?;

        // The last answer leads to the comparison.
        browser.expect_text(".theirs h3", "Not enough").await?;
        browser
            .expect("document.activeElement.id", "their-result")
            .await?;
        browser
            .expect_text(".theirs .you-and-they", "Of 1 row that you both answered")
            .await?;
        browser.expect(WAITING, false).await?;

        // Who has answered all sees them at once, also after an answer is changed.
        browser.reload().await?;
        browser.expect_text(".theirs h3", "Not enough").await?;
        press_button(&browser, "Close").await?;
        browser.expect_page("compare/#weigh").await
    })
}

/// Who only wants to look is one click away from it; a link that does not say so waits for nothing.
#[test]
fn somebody_elses_answers_are_shown_to_who_asks_for_them() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open(THEIRS).await?;
        browser.expect_text(".theirs h3", "Not enough").await?;
        browser.load("about/").await?;
        browser.open(THEIRS_AFTER_MINE).await?;
        press_button(&browser, "Show theirs now").await?;
        browser.expect_text(".theirs h3", "Not enough").await?;
        browser
            .expect("document.activeElement.id", "their-result")
            .await?;
        browser.expect_text(".theirs", "energises").await?;
        browser.expect_text(POSITION, "1 of").await?;
        browser.expect(WAITING, false).await?;

        // Who has asked is not asked again: not after Back, and not where the page is loaded anew.
        browser.expect_page(THEIRS).await?;
        browser.click("header nav a[href$='/guide/']").await?;
        browser.expect_page("guide/").await?;
        browser.back().await?;
        browser.expect_text(".theirs h3", "Not enough").await?;
        browser.expect(WAITING, false).await?;
        browser.reload().await?;
        browser.expect_text(".theirs h3", "Not enough").await
    })
}

/// Links of the released version.
#[test]
fn an_old_link_to_weighing_opens_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        for link in ["compare/#weigh", "compare/?weigh=1"] {
            browser.load("about/").await?;
            browser.open(link).await?;
            browser.expect_text(POSITION, "1 of").await?;
            browser
                .expect(
                    "document.querySelector('.compare table').checkVisibility()",
                    false,
                )
                .await?;
        }
        // What it filters is in the table.
        browser.load("about/").await?;
        browser.open("compare/?q=coding&weigh=1").await?;
        browser.click(".tabs a[href$='#table']").await?;
        browser
            .expect("[document.getElementById('filter').value, document.querySelector('#hiring').checkVisibility()]", json!(["coding", false]))
            .await
    })
}

#[test]
fn a_job_is_placed_with_reasons_how_close_it_is_and_what_to_ask() -> Outcome {
    const HEADINGS: &str =
        "[...document.querySelectorAll('.placed h3')].map((heading) => heading.textContent)";
    async fn choose(browser: &Browser, question: &str, answer: usize) -> Outcome {
        browser
            .click(&format!(
                "label:nth-of-type({answer}) [name=job-{question}]"
            ))
            .await
    }
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/#which-kind").await?;
        browser.expect_in_view("which-kind").await?;
        browser
            .expect_text(".placed", "3 answers are enough")
            .await?;
        for (question, answer) in [("title", 1), ("reports", 1), ("coding", 2)] {
            choose(&browser, question, answer).await?;
        }
        browser
            .expect_text(".placed", "It looks like a tech lead manager.")
            .await?;
        browser
            .expect_text(
                ".placed",
                "Would anybody report to you? Yes, with reviews and pay",
            )
            .await?;
        browser.expect_text(".placed", "points behind").await?;
        browser
            .expect(HEADINGS, json!(["Why", "Ask, the first one first"]))
            .await?;
        browser
            .expect("document.querySelectorAll('.placed ol li').length", 4)
            .await?;

        // A manager’s job is called one.
        choose(&browser, "coding", 3).await?;
        choose(&browser, "last-word", 3).await?;
        browser
            .expect_text(
                ".placed",
                "It is no lead’s job: it looks like an engineering manager’s job.",
            )
            .await?;
        for question in ["failure", "dates", "teams"] {
            choose(&browser, question, 1).await?;
        }
        // All is answered: no heading stands over nothing.
        browser.expect(HEADINGS, json!(["Why"])).await?;
        browser
            .expect("[...document.querySelectorAll('.kinds h3')].every((heading) => heading.nextElementSibling?.innerText.trim().length > 20)", true)
            .await?;
        choose(&browser, "reports", 4).await?;
        browser
            .expect("document.querySelectorAll('.placed ol li').length", 1)
            .await
    })
}

#[test]
fn the_table_is_taken_along_as_it_is_shown() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser
            .open("compare/?roles=manager,lead&group=technology&pin=hiring&q=coding&open=hiring")
            .await?;
        catch_copies(&browser).await?;
        browser.run::<()>(CATCH_FILES).await?;
        press_button(&browser, "Copy as Markdown").await?;
        browser
            .expect(
                "window.copied?.split('\\n')[0]",
                "| Dimension | Engineering manager | Technical lead | Owner |",
            )
            .await?;
        browser
            .expect(
                "window.copied.split('\\n')[2].startsWith('| Hiring | Owns headcount')",
                true,
            )
            .await?;
        browser
            .expect(
                "window.copied.includes('30–70 % Engineering Ladders')",
                true,
            )
            .await?;

        browser
            .type_into("#hiring + .more .note-field input", "=1+1")
            .await?;
        browser.press_tab().await?;
        browser.click(".take-out .tick input").await?;
        press_button(&browser, "Save as CSV").await?;
        browser.expect("window.saved?.split('\\r\\n')[0].endsWith('\"Technical lead\",\"Owner\",\"My answer\",\"My note\"')", true).await?;
        browser
            .expect(
                "window.saved.split('\\r\\n')[1].endsWith(',\"\\'=1+1\"')",
                true,
            )
            .await
    })
}
