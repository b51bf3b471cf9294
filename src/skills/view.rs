//! The skills page, made live. Its form, and the places for what is shown, stand in its own HTML: it is
//! an article with a listener, and has no views of its own.

use super::state::{Mode, State, TARGET};
use crate::browser::{clock, form, history, page, storage, take_along};
use crate::shell::{Messages, react, when_live};
use guide_core::content::SKILL_NAMES;
use guide_core::route::Base;
use guide_core::skills::link::Link;
use guide_core::skills::model::{Preset, level_from};
use guide_core::skills::report;
use guide_core::skills::stored::{self, Assessment};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use std::sync::Arc;

/// Makes the skills page live, as long as the current owner lives.
pub fn open() {
    let desk = Desk {
        state: StoredValue::new(State {
            kept: Assessment::default(),
            mode: Mode::Own,
            chosen: Vec::new(),
            base: expect_context::<Base>(),
        }),
        messages: expect_context::<Messages>(),
    };
    when_live(move || {
        form::listen(move |name, value| desk.act(&name, &value));
        storage::on_change_elsewhere(move |key| {
            if key.is_empty() || key.starts_with(stored::KEYS) {
                desk.reload();
            }
        });
        desk.with(&mut State::load);
        let hash = use_location().hash;
        react(move || {
            hash.track();
            desk.with(&mut State::open);
        });
    });
    on_cleanup(move || {
        // What a message offers to undo goes with the page.
        desk.messages.clear();
        page::set_root_attribute("data-link", None);
    });
}

/// The open assessment, in a place that an undo can keep hold of.
#[derive(Clone, Copy)]
struct Desk {
    state: StoredValue<State>,
    messages: Messages,
}

impl Desk {
    fn with(self, act: &mut dyn FnMut(&mut State)) {
        _ = self.state.try_update_value(act);
    }

    fn reload(self) {
        self.with(&mut |state| {
            state.load();
            state.show();
        });
    }

    /// Does what a field or a button of this name is for.
    fn act(self, name: &str, value: &str) {
        self.with(&mut |state| self.act_on(state, name, value));
    }

    fn act_on(self, state: &mut State, name: &str, value: &str) {
        if let Some(id) = name.strip_prefix(TARGET) {
            let mut levels = state.kept.target.levels.clone();
            levels.set(id, level_from(value));
            return state.set_target(levels);
        }
        match name {
            "preset" => {
                if let Some(preset) = Preset::find(value) {
                    let mut levels = state.kept.target.levels.clone();
                    preset.apply(&mut levels);
                    state.set_target(levels);
                }
            }
            "gap" => {
                state.chosen = form::checked("gap");
                state.show_roadmap_link();
            }
            "restart" => {
                let before = state.restart();
                self.offer_back("All answers are taken back.", move |state| {
                    state.set_levels(before.clone());
                });
            }
            "snapshot" => self.messages.say(state.take_snapshot()),
            "markdown" => self.copy(
                report::markdown(&state.kept, &clock::today()),
                "Copied as Markdown.",
            ),
            "ask" => self.copy(
                address_of(&state.ask()),
                "Link copied. Send it to two colleagues who see your work.",
            ),
            "answer" => match state.answer() {
                None => self.messages.say("Rate a skill first."),
                Some(link) => self.copy(address_of(&link), "Answer copied. Send it back."),
            },
            "accept" => {
                self.messages.say(state.accept());
                self.close_link(|| page::focus_id("colleagues"));
            }
            "decline" => self.close_link(page::focus_heading),
            "forget" => {
                if let Some(record) = state.forget(value) {
                    self.offer_back("Deleted.", move |state| {
                        _ = stored::add(&storage::store(), &record);
                        state.load();
                    });
                }
            }
            _ if SKILL_NAMES.iter().any(|skill| skill.id == name) => {
                state.score(name, level_from(value));
            }
            _ => {}
        }
    }

    /// Says what was done, with a way to take it back.
    fn offer_back(self, done: &'static str, back: impl Fn(&mut State) + Send + Sync + 'static) {
        let undo = move || {
            self.with(&mut |state| {
                back(state);
                state.show();
            });
        };
        self.messages.say_with_undo(done, Arc::new(undo));
    }

    /// Takes the link out of the address, and shows the person's own skills.
    fn close_link(self, focus: fn()) {
        // Not inside of the change that asks for it: the router hears of the new address at once.
        request_animation_frame(move || {
            history::drop_fragment();
            focus();
        });
    }

    fn copy(self, text: String, done: &'static str) {
        spawn_local(async move {
            self.messages
                .tell_copied(&text, done, take_along::copy)
                .await;
        });
    }
}

fn address_of(link: &Link) -> String {
    [&history::page_address(), "#", &link.to_fragment()].concat()
}
