//! How somebody gets to a control and uses it: with a mouse, a finger, or the keyboard.

use crate::harness::{Browser, Failure, Outcome};
use serde_json::json;
use std::time::Duration;
use thirtyfour::prelude::*;
use tokio::time::sleep;

/// More than there are controls on the longest page.
const MOST_TABS: usize = 600;

/// How often a tap is tried.
const MOST_TAPS: usize = 3;

/// Two taps at one place of the screen within 300 ms are a double tap, which leaves an empty field without
/// a caret: what is typed then goes nowhere. No finger is that fast between two controls.
const BETWEEN_TAPS: Duration = Duration::from_millis(400);

/// Where the middle of an element is, once it has been there for three frames; from then on the page knows
/// whether there was a click.
const MIDDLE: &str = "return new Promise((answer) => {
    let before = '', same = 0, frames = 0;
    const look = () => {
        const part = document.querySelector(arguments[0]);
        part?.scrollIntoView({ block: 'center', behavior: 'instant' });
        const place = part?.getBoundingClientRect();
        const middle = place && [place.x + place.width / 2, place.y + place.height / 2];
        same = middle && String(middle) === before ? same + 1 : 0;
        before = String(middle);
        // What never rests is tapped where it is.
        if (middle && (same === 2 || ++frames > 120)) {
            window.isClicked = false;
            addEventListener('click', () => window.isClicked = true, { capture: true, once: true });
            return answer(middle);
        }
        requestAnimationFrame(look);
    };
    look();
});";

/// Whether there has been a click since, or is one soon.
const CLICKED: &str = "return new Promise((answer) => {
    const until = performance.now() + 2000;
    const look = () => {
        if (window.isClicked !== false) return answer(true);
        if (performance.now() > until) return answer(false);
        setTimeout(look, 10);
    };
    look();
});";

/// How somebody gets to a control and uses it.
#[derive(Clone, Copy, PartialEq)]
pub enum Hand {
    /// A mouse, or whatever the driver of an engine clicks with.
    Mouse,
    /// A finger; in Chromium.
    Touch,
    /// The keyboard alone.
    Keyboard,
}

impl Hand {
    /// Uses a button, a link or a box.
    pub async fn press(self, browser: &Browser, css: &str) -> Outcome {
        match self {
            Self::Mouse => return browser.click(css).await,
            Self::Touch => return tap(browser, css).await,
            Self::Keyboard => tab_to(browser, css).await?,
        }
        let link: bool = browser
            .get("['A', 'SUMMARY'].includes(document.activeElement.tagName)")
            .await?;
        let key = if link { Key::Enter } else { Key::Space };
        browser.press(TypingData::from(key)).await
    }

    /// Uses the button or link with this text in what `css` selects.
    pub async fn press_text(self, browser: &Browser, css: &str, text: &str) -> Outcome {
        let script = format!(
            "(() => {{ const part = [...document.querySelectorAll({} + ' :is(button, a, summary)')].find((part) => part.textContent.trim().startsWith({})); if (part) part.dataset.wanted = ''; return !!part; }})()",
            json!(css),
            json!(text)
        );
        browser.expect(&script, true).await?;
        self.press(browser, "[data-wanted]").await?;
        browser
            .run("for (const part of document.querySelectorAll('[data-wanted]')) delete part.dataset.wanted; return null;")
            .await
    }

    /// Chooses an action from the menu of a milestone.
    pub async fn act(self, browser: &Browser, item: &str, action: &str) -> Outcome {
        self.press(browser, &format!("#item-{item} > .menu > button"))
            .await?;
        if self != Self::Keyboard {
            return self
                .press_text(browser, &format!("#item-{item} .menu-list"), action)
                .await;
        }
        // The first entry has the focus; arrow keys lead to the others.
        for _ in 0..9 {
            let there: bool = browser
                .get(&format!(
                    "document.activeElement.textContent.trim().startsWith({})",
                    json!(action)
                ))
                .await?;
            if there {
                break;
            }
            browser.press(TypingData::from(Key::Down)).await?;
        }
        browser.press(TypingData::from(Key::Enter)).await
    }

    /// Writes into a field.
    pub async fn fill(self, browser: &Browser, css: &str, text: &str) -> Outcome {
        match self {
            Self::Mouse => return browser.type_into(css, text).await,
            Self::Touch => tap(browser, css).await?,
            Self::Keyboard => tab_to(browser, css).await?,
        }
        browser.press(text).await
    }

    /// Chooses the answer with this text of a question with a few.
    pub async fn answer(self, browser: &Browser, question: &str, text: &str) -> Outcome {
        let answer = format!(
            "(() => {{ const labels = [...document.querySelectorAll({} + ' label')]; const label = labels.find((label) => label.textContent.trim().startsWith({})); label?.querySelector('input').setAttribute('data-wanted', ''); return !!label; }})()",
            json!(question),
            json!(text)
        );
        browser.expect(&answer, true).await?;
        if self == Self::Keyboard {
            tab_to(browser, &format!("{question} input")).await?;
            browser.press(TypingData::from(Key::Space)).await?;
            // Arrow keys go on to the others.
            for _ in 0..9 {
                let there: bool = browser
                    .get("document.activeElement.matches('[data-wanted]')")
                    .await?;
                if there {
                    break;
                }
                browser.press(TypingData::from(Key::Down)).await?;
            }
        } else {
            self.press(browser, "[data-wanted]").await?;
        }
        browser
            .expect("document.querySelector('[data-wanted]').checked", true)
            .await?;
        browser
            .run("document.querySelector('[data-wanted]').removeAttribute('data-wanted'); return null;")
            .await
    }

    /// Chooses from a menu by the beginning of its text.
    pub async fn choose(self, browser: &Browser, css: &str, option: &str) -> Outcome {
        if self == Self::Keyboard {
            tab_to(browser, css).await?;
        }
        browser.type_into(css, option).await
    }
}

/// Presses Tab until the focus is on what `css` selects.
async fn tab_to(browser: &Browser, css: &str) -> Outcome {
    let there = format!("!!document.activeElement?.matches({})", json!(css));
    for _ in 0..MOST_TABS {
        if browser.get(&there).await? {
            return Ok(());
        }
        browser.press_tab().await?;
    }
    Err(Failure::new(format!("the Tab key does not lead to {css}")))
}

/// Taps on the middle of what `css` selects, once it stays where it is.
///
/// Where the page is busy between the two events, the browser takes the touch for a long press, and there
/// is no click: a finger would press again, and so does this.
pub async fn tap(browser: &Browser, css: &str) -> Outcome {
    browser.expect_there(css).await?;
    for _ in 0..MOST_TAPS {
        sleep(BETWEEN_TAPS).await;
        let (x, y): (f64, f64) = browser.run_with(MIDDLE, vec![json!(css)]).await?;
        for (kind, points) in [
            ("touchStart", json!([{ "x": x, "y": y }])),
            ("touchEnd", json!([])),
        ] {
            browser
                .devtools(
                    "Input.dispatchTouchEvent",
                    json!({ "type": kind, "touchPoints": points }),
                )
                .await?;
        }
        // A new page knows nothing of it: there was a click.
        if browser.run(CLICKED).await.unwrap_or(true) {
            return Ok(());
        }
    }
    Err(Failure::new(format!("a tap on {css} is no click")))
}
