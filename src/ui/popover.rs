//! Controls behind one button.

use crate::browser::focus;
use leptos::prelude::*;
use leptos::{ev, html};

/// A button that opens a panel of controls. Escape, the button at its end, and leaving it close it.
/// Unlike a menu it stays open while something in it is used. Its style can show the panel without the
/// button where there is room.
#[component]
pub fn Popover<C: IntoView + 'static>(
    /// The id of the panel.
    id: &'static str,
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    /// What the panel shows.
    children: TypedChildren<C>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let (around, button, panel) = (
        NodeRef::<html::Div>::new(),
        NodeRef::<html::Button>::new(),
        NodeRef::<html::Div>::new(),
    );
    // Safari gives a button no focus by a click, so leaving could not be told from staying.
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            request_animation_frame(move || {
                if let Some(panel) = panel.get_untracked() {
                    focus::on(&panel);
                }
            });
        }
    };
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            focus::on(&button);
        }
    };
    let press = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            // A panel around this one stays open.
            event.stop_propagation();
            event.prevent_default();
            close();
        }
    };
    let leave = move |event: ev::FocusEvent| {
        let around = around.get_untracked();
        let stays = around.is_some_and(|around| focus::moves_within(&around, &event));
        if !stays {
            open.set(false);
        }
    };
    view! {
        <div class="popover" class:open=move || open.get() node_ref=around on:keydown=press on:focusout=leave>
            <button
                type="button"
                class="btn"
                node_ref=button
                aria-expanded=move || open.get().to_string()
                aria-controls=id
                on:click=toggle
            >
                {label}
            </button>
            <div class="popover-panel" id=id tabindex="-1" node_ref=panel>
                {children.into_inner()()}
                <button type="button" class="btn popover-close" on:click=move |_| close()>
                    "Done"
                </button>
            </div>
        </div>
    }
}
