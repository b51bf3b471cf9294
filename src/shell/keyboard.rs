//! Keys for what is done often, and the dialog that lists them.
//!
//! Keys without a modifier can be in the way of speech input and of slips of the hand: one choice
//! switches all of them off (WCAG 2.1.4).

use super::messages::Messages;
use super::when_live;
use crate::browser::{dialog, keys, page, sections, storage};
use leptos::prelude::*;
use serde_json::Value;
use std::cell::Cell;
use std::rc::Rc;

/// Where the choice is stored: whether single keys do something.
const KEY: &str = "keyboard";
const FIELD: &str = "single_keys";

/// The dialog, without its choice.
const START: &str = "<dialog id=keyboard closedby=any aria-labelledby=keyboard-title>\
<h2 id=keyboard-title>Keyboard shortcuts</h2><dl>\
<dt><kbd>/</kbd> or <kbd>Ctrl</kbd> <kbd>K</kbd><dd>search\
<dt><kbd>←</kbd> <kbd>→</kbd><dd>page before, next page\
<dt><kbd>k</kbd> <kbd>j</kbd><dd>section before, next section\
<dt><kbd>m</kbd><dd>mark the page as read or unread\
<dt><kbd>t</kbd><dd>change the theme\
<dt><kbd>?</kbd><dd>show this list</dl>\
<form method=dialog><label class=tick><input type=checkbox id=single-keys";

const END: &str = "> Use shortcuts of a single key</label><button class=btn autofocus>Close</button></form></dialog>";

/// Makes the keys work, and the button that lists them.
pub(super) fn offer() {
    let messages = expect_context::<Messages>();
    when_live(move || {
        let stored = storage::store().fields(KEY);
        let on = stored.and_then(|stored| stored.flag(FIELD)).unwrap_or(true);
        let on = Rc::new(Cell::new(on));
        let listed = on.clone();
        page::on_click_of("[data-keyboard]", move |_| show(listed.get()));
        let chosen = on.clone();
        page::on_click_of("#single-keys", move |_| {
            chosen.set(!chosen.get());
            // Where storage is denied, the choice lasts as long as the visit.
            _ = storage::store().set_field(KEY, FIELD, Value::from(chosen.get()));
        });
        keys::on_key(move |key| on.get() && act(key, messages));
    });
}

fn show(on: bool) {
    let choice = if on { " checked" } else { "" };
    dialog::open("keyboard", &[START, choice, END].concat());
}

/// Does what a key stands for; says whether it stands for something here.
fn act(key: &str, messages: Messages) -> bool {
    match key {
        "?" => show(true),
        "ArrowLeft" => return keys::click("a[rel=prev]"),
        "ArrowRight" => return keys::click("a[rel=next]"),
        "j" | "k" => sections::step(key == "j"),
        "m" => return keys::click("[data-read]"),
        "t" => {
            if let Some(theme) = keys::choose_next(".theme select") {
                messages.say(["Theme: ", &theme, "."].concat());
            }
        }
        _ => return false,
    }
    true
}
