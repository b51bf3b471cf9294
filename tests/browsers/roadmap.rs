//! The roadmap: what its tests do with the page. Each module is a chapter of them.

mod beginning;
mod editing;
mod evidence;
mod files;
mod links;
mod moving;
mod overview;
mod plans;
mod proposals;
mod timeline;

use crate::harness::{Browser, Outcome};
use serde_json::{Value, json};

const UNDO: &str = "#undo";
const REDO: &str = "#redo";

/// The label of the tab with what leaves the plan and comes back.
pub const SHARE: &str = "Share and backup";

/// The tab that is open.
pub const OPEN_TAB: &str = ".panel:not([hidden])";

/// What the room says of what was done.
pub const SAID: &str = ".strip .said";

/// The milestones of the first step, in order.
const ORDER: &str = "[...document.querySelectorAll('#step-degree .task')].map((item) => item.id.replace('item-', ''))";

/// Everything that is stored.
const KEPT: &str = "JSON.stringify(Object.entries(localStorage).sort())";

/// Chooses a file with this text.
const CHOOSE: &str = "const files = new DataTransfer();
    files.items.add(new File([arguments[0]], 'plan.json'));
    const field = document.getElementById('import-file');
    field.files = files.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return null;";

async fn expect_focus(browser: &Browser, id: &str) -> Outcome {
    browser.expect("document.activeElement.id", id).await
}

/// Clicks the button, link or choice with this text in what `css` selects.
pub async fn press(browser: &Browser, css: &str, text: &str) -> Outcome {
    let found = "const wanted = arguments[1];
        const around = document.querySelector(arguments[0]);
        for (const known of document.querySelectorAll('[data-pressed]')) delete known.dataset.pressed;
        const parts = around?.querySelectorAll('button, a, summary, label') ?? [];
        const part = [...parts].find((part) => part.textContent.trim().startsWith(wanted));
        if (!part) return false;
        (part.querySelector('input') ?? part).dataset.pressed = '';
        return true;";
    let script = format!(
        "(() => {{ {} }})()",
        found
            .replace("arguments[0]", &json!(css).to_string())
            .replace("arguments[1]", &json!(text).to_string())
    );
    browser.expect(&script, true).await?;
    browser.click("[data-pressed]").await
}

/// Chooses an action from the menu of a milestone.
pub async fn act(browser: &Browser, id: &str, action: &str) -> Outcome {
    browser
        .click(&format!("#item-{id} > .menu > button"))
        .await?;
    press(browser, &format!("#item-{id} .menu-list"), action).await
}

/// How many milestones the plan has, as soon as all are on the page: the last ones come when the browser
/// has nothing else to do.
pub async fn all_rows(browser: &Browser) -> Outcome<usize> {
    const ALL: &str = "Number(/(\\d+) (?:done|milestones)/.exec(document.querySelector('.strip .progress').textContent)?.[1])";
    let rows = "document.querySelectorAll('.task').length";
    browser.expect(&format!("{rows} === {ALL}"), true).await?;
    browser.get(rows).await
}

/// Shows the plan by step, with all steps open.
pub async fn by_step(browser: &Browser) -> Outcome {
    press(browser, ".controls", "By step").await?;
    browser
        .expect("document.querySelectorAll('.step').length > 3", true)
        .await?;
    browser
        .run::<()>(
            "for (const step of document.querySelectorAll('.step')) step.open = true; return null;",
        )
        .await
}

/// Chooses a file with this text, where the room takes files in.
pub async fn choose(browser: &Browser, text: &str) -> Outcome {
    browser.expect_there("#import-file").await?;
    browser.run_with::<Value>(CHOOSE, vec![json!(text)]).await?;
    Ok(())
}

/// Adds a milestone of one’s own to a step.
async fn add(browser: &Browser, title: &str) -> Outcome {
    by_step(browser).await?;
    browser.replace_text("#add-skills", title).await?;
    browser.press("\u{e007}").await?;
    browser.expect_text("#step-skills .items", title).await
}

/// Opens a tab of the room.
async fn open_tab(browser: &Browser, name: &str) -> Outcome {
    press(browser, ".tabs", name).await
}
