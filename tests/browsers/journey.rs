//! The whole way of a plan, in one sitting: assess, choose gaps, plan, dates, evidence, calendar and
//! packet, share a part, and a colleague who keeps a copy. Once with the mouse, once without.

use crate::hand::Hand;
use crate::harness::{Browser, CATCH_FILES, Outcome, in_chromium};
use crate::roadmap::{OPEN_TAB, by_step};
use thirtyfour::prelude::*;

const ALL_SKILLS: &str = "2222222222222223";

/// The calendar file, without the moment at which it was made.
async fn calendar(browser: &Browser, hand: Hand) -> Outcome<Vec<String>> {
    hand.press_text(browser, ".tabs", "Timeline").await?;
    hand.press_text(browser, OPEN_TAB, "Save the due dates")
        .await?;
    let text = browser.take("saved").await?;
    hand.press_text(browser, ".tabs", "Plan").await?;
    let lines = text.lines().filter(|line| !line.starts_with("DTSTAMP"));
    Ok(lines.map(str::to_owned).collect())
}

/// From the first score to a link that holds a part of the plan.
async fn from_scores_to_a_link(browser: &Browser, hand: Hand) -> Outcome<String> {
    browser.before_every_page(CATCH_FILES).await?;
    browser.open("skills/").await?;
    hand.press(browser, "[name=system-design]").await?;
    for digit in ALL_SKILLS.chars() {
        browser.press(digit.to_string()).await?;
    }
    browser
        .expect_text("#skills-progress", "16 of 16 answered.")
        .await?;
    let gaps: Vec<String> = browser
        .get("[...document.querySelectorAll('.gaps .btn')].map((link) => link.href.match(/add=([a-z-]+)/)[1])")
        .await?;
    for (place, gap) in gaps[..2].iter().enumerate() {
        if place > 0 {
            hand.press(browser, "header nav a[href$='/skills/']")
                .await?;
            browser.expect_page("skills/").await?;
        }
        let put = format!(".gaps li:nth-child({}) .btn", place + 1);
        hand.press(browser, &put).await?;
        let item = format!("item-own-skill-{gap}-3");
        browser.expect("document.activeElement.id", item).await?;
    }

    let item = format!("own-skill-{}-3", gaps[0]);
    by_step(browser).await?;
    hand.press(browser, "#tick-write-decisions").await?;
    hand.fill(browser, "#evidence-of-write-decisions", "Six records")
        .await?;
    hand.fill(browser, "#evidence-by-of-write-decisions", "Ada L.")
        .await?;
    hand.press(browser, "#item-write-decisions .edit [type=submit]")
        .await?;
    browser.expect_text(".strip .progress", "1 of").await?;

    hand.act(browser, &item, "Edit").await?;
    let field = |name: &str| format!("#{name}-of-{item}");
    hand.fill(browser, &field("note"), "Between us").await?;
    hand.fill(browser, &field("start"), "01152099").await?;
    hand.fill(browser, &field("due"), "03012099").await?;
    hand.press(browser, &format!("#item-{item} .edit [type=submit]"))
        .await?;
    browser
        .expect_text(&format!("#item-{item} .due"), "1 Mar 2099")
        .await?;

    let first = calendar(browser, hand).await?;
    let uid = format!("UID:main-{item}@tech-lead-guide");
    for line in [uid.as_str(), "DTSTART;VALUE=DATE:20990115"] {
        assert!(first.iter().any(|there| there == line), "{line}: {first:?}");
    }
    assert_eq!(calendar(browser, hand).await?, first);
    // After a change too, the event is the same one, and a calendar updates it.
    by_step(browser).await?;
    hand.act(browser, &item, "Edit").await?;
    hand.fill(browser, &field("due"), "03022099").await?;
    hand.press(browser, &format!("#item-{item} .edit [type=submit]"))
        .await?;
    browser
        .expect_text(&format!("#item-{item} .due"), "2 Mar 2099")
        .await?;
    let second = calendar(browser, hand).await?;
    assert_ne!(second, first);
    assert!(second.contains(&uid), "{second:?}");

    hand.press_text(browser, ".tabs", "Evidence").await?;
    browser.expect_text("#document", "Six records").await?;
    browser.expect_text("#document", "seen by Ada L.").await?;
    hand.press_text(browser, OPEN_TAB, "Save as Markdown")
        .await?;
    let packet = browser.take("saved").await?;
    assert!(packet.contains("Six records"), "{packet}");

    // Without notes and evidence, as it is offered.
    hand.press_text(browser, ".tabs", "Share").await?;
    hand.choose(browser, "#share ~ form select", "Develop")
        .await?;
    hand.press_text(browser, "#share ~ form", "Make the link")
        .await?;
    browser.expect_text(OPEN_TAB, "Link to").await?;
    browser
        .get("document.getElementById('share-link').value")
        .await
}

/// A colleague with a plan of their own opens the link and keeps a copy.
async fn keeps_a_copy(browser: &Browser, hand: Hand, page: &str) -> Outcome {
    browser.open("roadmap/").await?;
    by_step(browser).await?;
    hand.fill(browser, "#add-skills", "Mine alone").await?;
    browser.press(TypingData::from(Key::Enter)).await?;
    browser
        .expect_text("#step-skills .items", "Mine alone")
        .await?;
    let own = "JSON.stringify(Object.entries(localStorage).filter(([key]) => /:plan:main/.test(key)).sort())";
    let before: String = browser.get(own).await?;
    let keys: usize = browser.get("localStorage.length").await?;

    browser.load("about/").await?;
    browser.open(page).await?;
    browser.expect_text("#incoming", "reach “leads”").await?;
    browser
        .expect_text("#incoming", "Write decisions down")
        .await?;
    for private in ["Six records", "Ada L.", "Between us"] {
        let shown =
            format!("document.getElementById('incoming').textContent.includes('{private}')");
        browser.expect(&shown, false).await?;
    }
    browser.expect("localStorage.length", keys).await?;

    hand.press_text(browser, "#incoming", "Keep a copy").await?;
    browser.expect_text(".plan", "reach “leads”").await?;
    browser.expect(own, before.clone()).await?;
    browser.reload().await?;
    browser.expect_text(".plan", "reach “leads”").await?;
    hand.press_text(browser, ".tabs", "Share").await?;
    hand.choose(browser, "#plans ~ label select", "My plan")
        .await?;
    hand.press_text(browser, ".tabs", "Plan").await?;
    browser.expect_text(".plan", "Mine alone").await?;
    browser.expect(own, before).await
}

fn the_whole_way(hand: Hand) -> Outcome {
    let mut link = String::new();
    in_chromium("/repo/", async |browser, _host| {
        link = from_scores_to_a_link(&browser, hand).await?;
        Ok(())
    })?;
    let fragment = link.split_once('#').map_or("", |(_, fragment)| fragment);
    let page = format!("roadmap/#{fragment}");
    // Another profile, and nothing in common but the link.
    in_chromium("/repo/", async |browser, _host| {
        keeps_a_copy(&browser, hand, &page).await
    })
}

#[test]
fn from_assessing_to_a_copy_with_a_colleague() -> Outcome {
    the_whole_way(Hand::Mouse)
}

#[test]
fn the_same_by_keyboard_alone() -> Outcome {
    the_whole_way(Hand::Keyboard)
}
