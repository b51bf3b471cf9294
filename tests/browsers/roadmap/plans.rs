//! One plan in several tabs, and several plans in one.

use super::{SAID, SHARE, press};
use crate::harness::{Outcome, in_chromium};

#[test]
fn two_tabs_show_one_plan() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser
            .in_another_tab(async |browser| {
                browser.open("roadmap/").await?;
                browser.click("#tick-choose-a-route").await?;
                browser
                    .type_into("#add-degree", "From the other tab\u{e007}")
                    .await?;
                browser
                    .expect_text("#step-degree", "From the other tab")
                    .await
            })
            .await?;
        browser.expect_ticked("choose-a-route").await?;
        browser
            .expect_text("#step-degree", "From the other tab")
            .await
    })
}

#[test]
fn several_plans_live_side_by_side() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        browser.click("#tick-choose-a-route").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.type_into("#new-plan", "Plan B\u{e007}").await?;
        browser
            .expect_text(SAID, "The plan “Plan B” is open.")
            .await?;
        press(&browser, ".tabs", "Plan").await?;
        browser
            .expect(
                "document.getElementById('tick-choose-a-route').checked",
                false,
            )
            .await?;
        browser.click("#tick-tool-fluency").await?;
        browser.reload().await?;
        browser.expect_ticked("tool-fluency").await?;
        press(&browser, ".tabs", SHARE).await?;
        browser.expect_there("#plans ~ label select").await?;
        browser
            .run::<()>(
                "const menu = document.querySelector('#plans ~ label select'); menu.value = [...menu.options].find((option) => option.text === 'My plan').value; menu.dispatchEvent(new Event('change', { bubbles: true })); return null;",
            )
            .await?;
        browser
            .expect_text(SAID, "The plan “My plan” is open.")
            .await?;
        press(&browser, ".tabs", "Plan").await?;
        browser.expect_ticked("choose-a-route").await
    })
}
