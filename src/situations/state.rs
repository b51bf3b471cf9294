//! What somebody has in hand: the answers, the situation that is asked, and whose answers they are.

use crate::browser::{elements, events, focus, history, page, storage};
use crate::shell::Messages;
use guide_core::content::{SCENES, Scene};
use guide_core::preferences::{KEYBOARD, KeyboardChoice};
use guide_core::route::{Base, Route};
use guide_core::situations::link::{self, LinkError};
use guide_core::situations::model::{Answers, Choice, Deck};
use guide_core::situations::{KEPT_ATTRIBUTE, OPENING_PLACE, stored};
use leptos::prelude::*;
use std::sync::Arc;

/// The id of the heading of the result.
pub(super) const OUTCOME: &str = "where-you-lean";

/// Whose answers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The person's own.
    Own,
    /// Somebody else's, from a link. Nothing of them is stored.
    Shared,
    /// Nobody's: the link cannot be read.
    Fault(LinkError),
}

/// What a situation is on the page now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// It is not its turn.
    Later,
    /// It is asked.
    Now,
    /// It was answered last: what speaks for that answer stands beside the next one.
    Before,
    /// It is part of the result.
    Told,
}

/// The state that the components share. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) deck: Deck,
    pub(super) answers: RwSignal<Answers>,
    pub(super) whose: RwSignal<Whose>,
    /// The place of the situation that is asked; `None` once all are answered.
    now: RwSignal<Option<usize>>,
    /// The place of the one that was answered last.
    before: RwSignal<Option<usize>>,
    /// Whether the reasons of the result are shown.
    pub(super) told: RwSignal<bool>,
    /// Whose explanation is open, on the page of all.
    opened: RwSignal<Option<(usize, Choice)>>,
    /// Whether the app has taken over.
    pub(super) live: RwSignal<bool>,
    messages: Messages,
    base: StoredValue<Base>,
}

impl State {
    /// Nothing is answered.
    pub(super) fn new(deck: Deck) -> Self {
        Self {
            deck,
            answers: RwSignal::default(),
            whose: RwSignal::new(Whose::Own),
            now: RwSignal::new(deck.scenes().next().map(|(place, _)| place)),
            before: RwSignal::new(None),
            told: RwSignal::new(false),
            opened: RwSignal::new(None),
            live: RwSignal::new(false),
            messages: expect_context::<Messages>(),
            base: StoredValue::new(expect_context::<Base>()),
        }
    }

    /// Takes over what is stored.
    pub(super) fn load(self) {
        let answers = stored::load(&storage::store());
        let open = answers.first_open(self.deck);
        // On the page of all, one of them is always in hand.
        let first = (self.deck == Deck::All).then_some(0);
        self.now.set(open.or(first));
        self.whose.set(Whose::Own);
        self.answers.set(answers);
    }

    /// Shows what a link has brought, or the person's own where there is none.
    pub(super) fn follow(self, fragment: &str) {
        match link::read(fragment) {
            // A link to a situation changes nothing.
            None if self.whose.get_untracked() == Whose::Own && !fragment.is_empty() => {}
            None => self.load(),
            Some(Ok(answers)) => {
                self.answers.set(answers);
                self.whose.set(Whose::Shared);
            }
            Some(Err(fault)) => {
                self.answers.set(Answers::default());
                self.whose.set(Whose::Fault(fault));
            }
        }
    }

    pub(super) fn is_through(self) -> bool {
        self.now.with(Option::is_none)
    }

    /// Whether a situation is asked, for what happens outside of views.
    pub(super) fn is_asking(self) -> bool {
        self.now.with_untracked(Option::is_some)
    }

    pub(super) fn stand(self, place: usize) -> Stand {
        if self.now.get() == Some(place) {
            Stand::Now
        } else if self.is_through() {
            // Beside the result nothing stands but its reasons.
            match self.told.get() {
                true => Stand::Told,
                false => Stand::Later,
            }
        } else if self.before.get() == Some(place) {
            Stand::Before
        } else {
            Stand::Later
        }
    }

    pub(super) fn is_chosen(self, place: usize, choice: Choice) -> bool {
        self.answers
            .with(|answers| answers.get(place) == Some(choice))
    }

    /// Whether what speaks for an answer is shown.
    pub(super) fn is_open(self, place: usize, choice: Choice) -> bool {
        match self.deck {
            Deck::All => self.opened.get() == Some((place, choice)),
            Deck::Front => {
                self.is_chosen(place, choice)
                    && matches!(self.stand(place), Stand::Before | Stand::Told)
            }
        }
    }

    /// Whether it is shown how a lead and a manager would act.
    pub(super) fn is_compared(self, place: usize) -> bool {
        match self.deck {
            Deck::All => self.opened.get().is_some_and(|(opened, _)| opened == place),
            Deck::Front => {
                self.stand(place) == Stand::Told
                    && self.answers.with(|answers| answers.heaviest(self.deck)) == Some(place)
            }
        }
    }

    /// Somebody presses an answer.
    pub(super) fn press(self, place: usize, choice: Choice) {
        match self.deck {
            Deck::All => {
                let opened = Some((place, choice));
                let again = self.opened.get_untracked() == opened;
                self.opened.set(if again { None } else { opened });
                self.now.set(Some(place));
                if !again {
                    self.keep(place, choice);
                }
            }
            Deck::Front if self.stand(place) == Stand::Now => self.answer(place, choice),
            // The answer of before is taken back into hand.
            Deck::Front => self.go_to(Some(place)),
        }
    }

    /// Takes an answer and goes on to the next situation, or to the result.
    fn answer(self, place: usize, choice: Choice) {
        self.keep(place, choice);
        let answers = self.answers.get_untracked();
        let mut later = self.deck.scenes().map(|(place, _)| place);
        let next = later
            .find(|later| *later > place && answers.get(*later).is_none())
            .or_else(|| answers.first_open(self.deck));
        self.told.set(next.is_none());
        self.go_to(next);
        self.before.set(Some(place));
    }

    /// Takes an answer that was pressed before the app came, of a situation that is asked still. Where
    /// the app has taken its time, what speaks for the answer was read, and nothing moves when it closes.
    pub(super) fn take_early(self, place: usize, choice: Choice) {
        let is_late = !events::is_answer_to_press();
        if is_late {
            elements::keep_height(OPENING_PLACE);
        }
        self.answer(place, choice);
        if is_late {
            self.before.set(None);
        }
    }

    fn keep(self, place: usize, choice: Choice) {
        if self.whose.get_untracked() == Whose::Own {
            self.answers
                .update(|answers| answers.set(place, Some(choice)));
            let written = stored::keep(&storage::store(), place, choice);
            self.messages.say_if_stored("", written);
            elements::set_root_attribute(KEPT_ATTRIBUTE, Some(""));
        }
    }

    fn go_to(self, place: Option<usize>) {
        self.before.set(None);
        self.now.set(place);
        let scene = self
            .deck
            .scenes()
            .find(|(other, _)| Some(*other) == place)
            .map(|(_, scene)| scene);
        let heading = scene.map_or_else(|| OUTCOME.to_owned(), |scene| self.heading_of(scene));
        // What is out of sight now cannot have the focus yet.
        request_animation_frame(move || {
            focus::focus_target(&heading);
            page::show_top_of(if self.deck == Deck::Front {
                OPENING_PLACE
            } else {
                &heading
            });
        });
    }

    /// The id of the heading of a situation.
    pub(super) fn heading_of(self, scene: &Scene) -> String {
        match self.deck {
            Deck::Front => [OPENING_PLACE, "-", scene.id].concat(),
            Deck::All => scene.id.to_owned(),
        }
    }

    /// Goes to the situation before; says whether there is one.
    pub(super) fn back(self) -> bool {
        let places = self.deck.scenes().map(|(place, _)| place);
        let before = match self.now.get_untracked() {
            Some(now) => self.deck.before(now),
            None => places.last(),
        };
        self.step_to(before)
    }

    /// Goes to the situation after; says whether there is one.
    pub(super) fn forward(self) -> bool {
        let now = self.now.get_untracked();
        self.step_to(now.and_then(|now| self.deck.after(now)))
    }

    fn step_to(self, place: Option<usize>) -> bool {
        if place.is_some() {
            self.go_to(place);
        }
        place.is_some()
    }

    /// The situation with this place has the focus.
    pub(super) fn take_up(self, place: usize) {
        if self.deck == Deck::All {
            self.now.set(Some(place));
        }
    }

    /// Whether there is a situation before the one in hand.
    pub(super) fn can_go_back(self) -> bool {
        self.now
            .get()
            .is_none_or(|now| self.deck.before(now).is_some())
    }

    /// Does what a key stands for; says whether it stands for something.
    pub(super) fn key(self, key: &str) -> bool {
        let keyboard: KeyboardChoice = storage::store().find(KEYBOARD).unwrap_or_default();
        if !keyboard.single_keys {
            return false;
        }
        let mut chars = key.chars();
        let choice = match (chars.next(), chars.next()) {
            (Some(digit), None) => Choice::from_digit(digit),
            _ => None,
        };
        match (key, choice, self.now.get_untracked()) {
            (_, Some(choice), Some(now)) => self.press(now, choice),
            ("ArrowLeft" | "Backspace", ..) => return self.back(),
            ("ArrowRight", ..) if self.deck == Deck::All => return self.forward(),
            _ => return false,
        }
        true
    }

    /// Takes all answers away, with a way back.
    pub(super) fn clear(self) {
        let before = self.answers.get_untracked();
        stored::clear(&storage::store());
        elements::set_root_attribute(KEPT_ATTRIBUTE, None);
        self.opened.set(None);
        self.told.set(false);
        self.answers.set(Answers::default());
        self.go_to(Answers::default().first_open(self.deck));
        let undo = move || {
            for place in 0..SCENES.len() {
                if let Some(choice) = before.get(place) {
                    // The answers are shown again; what is not stored waits as it did before.
                    _ = stored::keep(&storage::store(), place, choice);
                }
            }
            elements::set_root_attribute(KEPT_ATTRIBUTE, Some(""));
            // The page may be left by then.
            if self.answers.try_set(before.clone()).is_none() {
                self.now.set(before.first_open(self.deck));
            }
        };
        self.messages
            .say_with_undo("All answers are taken back.", Arc::new(undo));
    }

    /// The address that shows these answers to whoever opens it.
    pub(super) fn address(self) -> String {
        let page = history::page_address();
        let origin = page.strip_suffix(&history::path()).unwrap_or(&page);
        let path = self.base.with_value(|base| base.href(Route::Situations));
        let answers = self.answers.with_untracked(link::write);
        [origin, &path, "#", &answers].concat()
    }

    /// Tells whether a copy worked.
    pub(super) fn copied(self, text: &str, done: bool) {
        self.messages.say(if done {
            "Link copied. It has your answers in it; nothing is sent anywhere.".to_owned()
        } else {
            ["This browser did not allow copying. Here it is: ", text].concat()
        });
    }
}
