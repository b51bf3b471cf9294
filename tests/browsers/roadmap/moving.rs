//! Milestones get another place: by keyboard, menu, mouse and finger.

use super::{ORDER, REDO, SAID, UNDO, act, by_step, expect_focus};
use crate::harness::{Outcome, in_chromium};
use serde_json::json;
use thirtyfour::Key;

#[test]
fn an_item_moves_by_keyboard_and_by_menu_and_focus_goes_with_it() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        let before: Vec<String> = browser.get(ORDER).await?;
        let mut moved = before.clone();
        moved.swap(2, 3);
        assert_eq!(before[2], "tool-fluency");

        browser
            .type_into("#tick-tool-fluency", Key::Alt + Key::Down)
            .await?;
        browser.expect(ORDER, json!(moved)).await?;
        browser
            .expect_text(SAID, &format!("is at position 4 of {} in", before.len()))
            .await?;
        expect_focus(&browser, "tick-tool-fluency").await?;

        browser.click(UNDO).await?;
        browser.expect(ORDER, json!(before)).await?;
        browser.expect_text(SAID, "Undone").await?;
        browser.click(REDO).await?;
        browser.expect(ORDER, json!(moved)).await?;

        act(&browser, "tool-fluency", "Move up").await?;
        browser.expect(ORDER, json!(before)).await?;
        expect_focus(&browser, "open-tool-fluency").await?;
        // At the end of a step the way goes on into the next one.
        let last = before.last().map(String::as_str).unwrap_or_default();
        act(&browser, last, "Move down").await?;
        browser
            .expect(
                "document.querySelector('#step-certification .task').id",
                format!("item-{last}"),
            )
            .await?;
        expect_focus(&browser, &format!("open-{last}")).await?;
        browser.reload().await?;
        by_step(&browser).await?;
        browser
            .expect(
                "document.querySelector('#step-certification .task').id",
                format!("item-{last}"),
            )
            .await
    })
}

#[test]
fn an_item_is_dragged_up_and_down_and_to_another_step() -> Outcome {
    const NEXT_STEP: &str = "[...document.querySelectorAll('#step-certification .task')].map((item) => item.id.replace('item-', ''))";
    in_chromium("/repo/", async |browser, _host| {
        // Both ends of every way are in sight.
        browser.set_screen(1280, 2400).await?;
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        let mut order: Vec<String> = browser.get(ORDER).await?;
        let drag = async |moved: &str, onto: &str, below: i64| {
            let handle = format!("#item-{moved} > .handle");
            browser.drag(&handle, &format!("#item-{onto}"), below).await
        };
        // Onto the upper half: before it.
        drag(&order[2], &order[0], -8).await?;
        order[..3].rotate_right(1);
        browser.expect(ORDER, json!(order)).await?;
        browser.expect_text(SAID, "is at position 1 of").await?;
        // Onto the lower half of the next one: after it.
        drag(&order[0], &order[1], 8).await?;
        order.swap(0, 1);
        browser.expect(ORDER, json!(order)).await?;
        browser.expect_text(SAID, "is at position 2 of").await?;
        // Onto the upper half of the next one: it stands there already.
        drag(&order[1], &order[2], -8).await?;
        browser.expect(ORDER, json!(order)).await?;

        let other: Vec<String> = browser.get(NEXT_STEP).await?;
        let last = order.len() - 1;
        drag(&order[last], &other[0], -8).await?;
        let joined: Vec<&String> = [&order[last]].into_iter().chain(&other).collect();
        browser.expect(NEXT_STEP, json!(joined)).await?;
        browser.expect(ORDER, json!(order[..last])).await?;
        // Onto the lower half of the last one: to the end.
        drag(&order[0], &order[last - 1], 8).await?;
        order[..last].rotate_left(1);
        browser.expect(ORDER, json!(order[..last])).await
    })
}

#[test]
fn a_finger_drags_straight_down_from_the_handle_and_sees_what_it_holds() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.set_screen(390, 844).await?;
        browser.emulate_touch().await?;
        browser.open("roadmap/").await?;
        by_step(&browser).await?;
        let mut order: Vec<String> = browser.get(ORDER).await?;
        browser
            .run::<()>(&format!("document.getElementById('item-{}').scrollIntoView({{ block: 'center' }}); return null;", order[0]))
            .await?;
        let (x, y, to): (f64, f64, f64) = browser
            .get(&format!("(() => {{ const handle = document.querySelector('#item-{} > .handle').getBoundingClientRect(); const target = document.getElementById('item-{}').getBoundingClientRect(); return [handle.x + handle.width / 2, handle.y + handle.height / 2, target.y + target.height * 0.75]; }})()", order[0], order[1]))
            .await?;
        let touch = async |kind: &str, y: f64| {
            let points = if kind == "touchEnd" {
                json!([])
            } else {
                json!([{ "x": x, "y": y }])
            };
            browser
                .devtools(
                    "Input.dispatchTouchEvent",
                    json!({ "type": kind, "touchPoints": points }),
                )
                .await
        };
        touch("touchStart", y).await?;
        touch("touchMove", f64::midpoint(y, to)).await?;
        touch("touchMove", to).await?;
        browser
            .expect("!!document.querySelector('.in-hand')", true)
            .await?;
        touch("touchEnd", to).await?;
        order.swap(0, 1);
        browser.expect(ORDER, json!(order)).await?;
        browser
            .expect("!!document.querySelector('.in-hand')", false)
            .await
    })
}
