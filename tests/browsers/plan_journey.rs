//! A plan from its beginning to a colleague and back: what somebody has already, the next step, a tick
//! with evidence, the page of evidence, a link, a colleague who keeps and adds to it, and their file.

use crate::driver::Engine;
use crate::hand::Hand;
use crate::harness::{Browser, CATCH_FILES, Outcome, in_browser, in_chromium};
use crate::roadmap::{OPEN_TAB, by_step, choose};
use serde_json::{Value, json};
use static_host::Host;
use std::sync::Arc;
use thirtyfour::prelude::*;

/// What a visit leaves for the next one.
#[derive(Default)]
struct Left {
    /// What is stored in the browser.
    stored: Value,
    /// The page of the link.
    link: String,
    /// A colleague's file.
    file: String,
}

async fn open(browser: &Browser, hand: Hand, page: &str) -> Outcome {
    if hand == Hand::Touch {
        browser.set_screen(390, 844).await?;
        browser.emulate_touch().await?;
    }
    browser.open(page).await?;
    browser.run(&format!("{CATCH_FILES} return null;")).await
}

/// From the first question to a link.
async fn begins(browser: &Browser, hand: Hand, left: &mut Left) -> Outcome {
    open(browser, hand, "roadmap/").await?;
    hand.press_text(browser, ".beginning", "Answer the questions")
        .await?;
    for (question, answer) in [
        (".beginning > fieldset:nth-of-type(1)", "Yes"),
        (".beginning > fieldset:nth-of-type(2)", "Skip"),
        (".beginning > fieldset:last-of-type", "3"),
    ] {
        hand.answer(browser, question, answer).await?;
    }
    hand.press_text(browser, ".beginning", "Show my plan")
        .await?;
    browser
        .expect_text(".strip .progress", "at 3 h a week")
        .await?;

    let next: String = browser
        .get("document.querySelector('.next-step').closest('.task').id.replace('item-', '')")
        .await?;
    hand.press(browser, &format!("#tick-{next}")).await?;
    hand.fill(
        browser,
        &format!("#evidence-of-{next}"),
        "The export, in May",
    )
    .await?;
    hand.fill(browser, &format!("#evidence-by-of-{next}"), "Ada L.")
        .await?;
    hand.press(browser, &format!("#item-{next} .edit [type=submit]"))
        .await?;
    browser.expect_ticked(&next).await?;

    open_tab(browser, hand, "Evidence").await?;
    browser
        .expect_text("#document", "The export, in May")
        .await?;
    browser.expect_text("#document", "seen by Ada L.").await?;

    open_tab(browser, hand, "Share").await?;
    hand.press_text(browser, "#share ~ form", "Make the link")
        .await?;
    browser.expect_text(OPEN_TAB, "Link to").await?;
    let link: String = browser
        .get("document.getElementById('share-link').value")
        .await?;
    let (_, fragment) = link.split_once('#').unwrap_or_default();
    left.link = format!("roadmap/#{fragment}");
    left.stored = browser.get("Object.entries(localStorage)").await?;
    Ok(())
}

/// Opens a tab of the room. Under load, WebKit's driver has been seen to click where the tab was before
/// the page scrolled to it: then it is pressed once more, and no more than that.
async fn open_tab(browser: &Browser, hand: Hand, name: &str) -> Outcome {
    let is_open = format!(
        "document.querySelector('.tabs [aria-current]')?.textContent.trim().startsWith({}) ?? false",
        json!(name)
    );
    hand.press_text(browser, ".tabs", name).await?;
    if browser.expect(&is_open, true).await.is_err() {
        hand.press_text(browser, ".tabs", name).await?;
    }
    browser.expect(&is_open, true).await
}

/// A colleague keeps a copy, adds to it, and saves it as a file.
async fn adds(browser: &Browser, hand: Hand, left: &mut Left) -> Outcome {
    open(browser, hand, &left.link).await?;
    hand.press_text(browser, "#incoming", "Keep a copy").await?;
    by_step(browser).await?;
    hand.fill(browser, "#add-skills", "From a colleague")
        .await?;
    browser.press(TypingData::from(Key::Enter)).await?;
    browser
        .expect_text("#step-skills .items", "From a colleague")
        .await?;
    open_tab(browser, hand, "Share").await?;
    hand.press_text(browser, OPEN_TAB, "Save as a file").await?;
    left.file = browser.take("saved").await?;
    assert!(
        !left.file.contains("The export, in May"),
        "evidence is private: {}",
        left.file
    );
    Ok(())
}

/// The first one takes the colleague's file into the plan.
async fn takes_in(browser: &Browser, hand: Hand, left: &Left) -> Outcome {
    browser.load("about/").await?;
    let put =
        "for (const [key, value] of arguments[0]) localStorage.setItem(key, value); return null;";
    browser
        .run_with::<Value>(put, vec![left.stored.clone()])
        .await?;
    open(browser, hand, "roadmap/").await?;
    open_tab(browser, hand, "Share").await?;
    choose(browser, &left.file).await?;
    browser
        .expect_text("#import-result", "From a colleague")
        .await?;
    hand.press_text(browser, "#import-result", "Merge into my plan")
        .await?;
    open_tab(browser, hand, "Plan").await?;
    by_step(browser).await?;
    browser
        .expect_text("#step-skills .items", "From a colleague")
        .await?;
    open_tab(browser, hand, "Evidence").await?;
    browser.expect_text("#document", "The export, in May").await
}

fn chromium(hand: Hand) -> Outcome {
    let mut left = Left::default();
    in_chromium("/repo/", async |browser, _host| {
        begins(&browser, hand, &mut left).await
    })?;
    in_chromium("/repo/", async |browser, _host| {
        adds(&browser, hand, &mut left).await
    })?;
    in_chromium("/repo/", async |browser, _host| {
        takes_in(&browser, hand, &left).await
    })
}

fn other_engine(engine: Engine) -> Outcome {
    let mut left = Left::default();
    let none = json!({});
    in_browser(
        engine,
        &none,
        "/repo/",
        async |browser: Browser, _: Arc<Host>| begins(&browser, Hand::Mouse, &mut left).await,
    )?;
    in_browser(
        engine,
        &none,
        "/repo/",
        async |browser: Browser, _: Arc<Host>| adds(&browser, Hand::Mouse, &mut left).await,
    )?;
    in_browser(
        engine,
        &none,
        "/repo/",
        async |browser: Browser, _: Arc<Host>| takes_in(&browser, Hand::Mouse, &left).await,
    )
}

#[test]
fn a_plan_goes_to_a_colleague_and_back_by_mouse() -> Outcome {
    chromium(Hand::Mouse)
}

#[test]
fn a_plan_goes_to_a_colleague_and_back_by_touch() -> Outcome {
    chromium(Hand::Touch)
}

#[test]
fn a_plan_goes_to_a_colleague_and_back_by_keyboard() -> Outcome {
    chromium(Hand::Keyboard)
}

#[test]
fn a_plan_goes_to_a_colleague_and_back_in_firefox() -> Outcome {
    other_engine(Engine::Firefox)
}

#[test]
fn a_plan_goes_to_a_colleague_and_back_in_webkit() -> Outcome {
    other_engine(Engine::WebKit)
}
