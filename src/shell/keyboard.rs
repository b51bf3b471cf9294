//! Shortcuts, and the dialog that lists them.
//!
//! Keys without a modifier can be in the way of speech input and of slips of the hand: one choice
//! switches all of them off (WCAG 2.1.4).

use super::Overlays;
use super::messages::Messages;
use super::theme::ChosenTheme;
use super::when_live;
use crate::browser::{events, keys, sections, storage};
use crate::ui::{Checkbox, Dialog};
use guide_core::page_action::PageAction;
use guide_core::preferences::{KEYBOARD, KeyboardChoice};
use guide_core::shortcut::Shortcut;
use leptos::mount::mount_to_body;
use leptos::prelude::*;

/// The shortcuts with what they do.
const SHORTCUTS: [(&[&str], &str); 6] = [
    (&["/", "Ctrl K"], "search"),
    (&["←", "→"], "page before, next page"),
    (&["k", "j"], "section before, next section"),
    (&["m"], "mark the page as read or unread"),
    (&["t"], "change the theme"),
    (&["?"], "show this list"),
];

/// Makes the shortcuts work, and shows the list of them when it is asked for.
pub(super) fn listen() {
    let messages = expect_context::<Messages>();
    let theme = expect_context::<ChosenTheme>();
    let overlays = expect_context::<Overlays>();
    when_live(move || {
        let stored: KeyboardChoice = storage::store().find(KEYBOARD).unwrap_or_default();
        let single_keys = RwSignal::new(stored.single_keys);
        mount_to_body(
            move || view! { <KeyboardHelp open=overlays.keyboard_help single_keys messages/> },
        );
        keys::on_shortcut(
            move || single_keys.get_untracked(),
            move |shortcut| act(shortcut, messages, theme, overlays),
        );
    });
}

/// Does what a shortcut stands for; says whether it stands for something on this page.
fn act(shortcut: Shortcut, messages: Messages, theme: ChosenTheme, overlays: Overlays) -> bool {
    match shortcut {
        Shortcut::Search => overlays.search.set(true),
        Shortcut::Help => overlays.keyboard_help.set(true),
        Shortcut::PreviousPage => return events::follow_link("prev"),
        Shortcut::NextPage => return events::follow_link("next"),
        Shortcut::PreviousSection => sections::step(false),
        Shortcut::NextSection => sections::step(true),
        Shortcut::ToggleRead => return events::press(PageAction::ToggleRead),
        Shortcut::NextTheme => theme.choose_next(messages),
    }
    true
}

#[component]
fn KeyboardHelp(
    open: RwSignal<bool>,
    single_keys: RwSignal<bool>,
    messages: Messages,
) -> impl IntoView {
    let choose = move |on: bool| {
        single_keys.set(on);
        let written =
            storage::store().update::<KeyboardChoice>(KEYBOARD, |choice| choice.single_keys = on);
        messages.say_if_stored("", written);
    };
    let lines = SHORTCUTS.map(|(keys, what)| {
        let keys = keys
            .iter()
            .map(|key| view! { <kbd>{*key}</kbd> " " })
            .collect_view();
        view! {
            <dt>{keys}</dt>
            <dd>{what}</dd>
        }
    });
    view! {
        <Dialog id="keyboard" title="Keyboard shortcuts" open>
            <dl class="shortcuts">{lines}</dl>
            <Checkbox label="Use shortcuts of a single key" checked=single_keys on_change=choose/>
        </Dialog>
    }
}
