//! What can be done with one thing, behind one button.

use super::boxed::{on_click, on_key};
use super::late::{LateChild, LateChildren, When};
use crate::browser::focus::{self, Step};
use leptos::prelude::*;
use leptos::{ev, html};

/// The menu around a [`MenuItem`].
#[derive(Clone, Copy)]
struct MenuContext {
    open: RwSignal<bool>,
    button: NodeRef<html::Button>,
}

impl MenuContext {
    /// Closes the menu and gives the focus back to its button.
    fn close(self) {
        self.open.set(false);
        if let Some(button) = self.button.get_untracked() {
            focus::on(&button);
        }
    }
}

/// A button that opens a list of actions. Arrow keys, Home and End move in it; Escape, choosing,
/// and leaving it close it.
#[component]
pub fn Menu(
    /// What the button says.
    #[prop(into)]
    label: String,
    /// What the actions are about, for those who do not see where the button stands.
    #[prop(optional, into)]
    about: Signal<String>,
    /// Whether it cannot be opened now.
    #[prop(optional, into)]
    disabled: Option<Signal<bool>>,
    /// The [`MenuItem`]s.
    children: LateChildren,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let (around, button, list) = (
        NodeRef::<html::Div>::new(),
        NodeRef::<html::Button>::new(),
        NodeRef::<html::Div>::new(),
    );
    let menu = MenuContext { open, button };
    provide_context(menu);
    // The list is on the page only while it is open; its first entry gets the focus then.
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            focus::step(&list, MENU_ITEM, Step::First);
        }
    });
    let press = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Previous,
            "Home" => Step::First,
            "End" => Step::Last,
            "Escape" if open.get_untracked() => {
                event.prevent_default();
                event.stop_propagation();
                return menu.close();
            }
            _ => return,
        };
        event.prevent_default();
        match list.get_untracked() {
            Some(list) => focus::step(&list, MENU_ITEM, step),
            None => open.set(true),
        }
    };
    let leave = move |event: ev::FocusEvent| {
        let stays = around
            .get_untracked()
            .is_some_and(|around| focus::moves_within(&around, &event));
        if !stays {
            open.set(false);
        }
    };
    view! {
        <div class="menu" node_ref=around on:keydown=on_key(press) on:focusout=leave>
            <button
                type="button"
                class="plain"
                node_ref=button
                disabled=disabled
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                on:click=on_click(move |_| open.update(|open| *open = !*open))
            >
                {label}
                <span class="unseen">{move || about.with(|about| if about.is_empty() { String::new() } else { format!(": {about}") })}</span>
            </button>
            <When when=move || open.get()>
                <div class="menu-list" role="menu" node_ref=list>
                    {children.make()}
                </div>
            </When>
        </div>
    }
}

/// What the entries of a menu are found by.
const MENU_ITEM: &str = "[role=menuitem]:not([disabled])";

/// An entry of a [`Menu`].
#[component]
pub fn MenuItem(
    /// Called when the person chooses it.
    on_choose: impl Fn() + Send + Sync + 'static,
    /// Whether it cannot be chosen now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it says.
    children: LateChild,
) -> impl IntoView {
    menu_item(Box::new(on_choose), disabled, children)
}

fn menu_item(
    on_choose: Box<dyn Fn() + Send + Sync>,
    disabled: Signal<bool>,
    children: LateChild,
) -> impl IntoView {
    let menu = use_context::<MenuContext>();
    let choose = move |_| {
        if let Some(menu) = menu {
            menu.close();
        }
        on_choose();
    };
    // Safari gives a button the focus of a click only where it has a tab index.
    view! {
        <button type="button" role="menuitem" tabindex="-1" disabled=disabled on:click=on_click(choose)>
            {children.make()}
        </button>
    }
}
