//! What is open in the room: the assessment, what the address has brought, and where the person is.

use super::pieces::{self, Piece};
use crate::browser::{clock, focus, history, storage};
use crate::shell::{Messages, RoomPart};
use guide_core::content::SKILL_NAMES;
use guide_core::skills::agreement::Agreement;
use guide_core::skills::joint::Joint;
use guide_core::skills::link::{Link, LinkError};
use guide_core::skills::model::{Levels, resume_at};
use guide_core::skills::stored::{self, Assessment, Pace, Record};
use guide_core::store::{StorageError, Store, Written};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Ids of headings and other places to which links and the focus lead. They are addresses for ever.
pub(super) mod ids {
    pub const TITLE: &str = "assessment";
    pub const RESULT: &str = "result";
    pub const GAPS: &str = "gaps";
    pub const HISTORY: &str = "history";
    pub const COLLEAGUES: &str = "colleagues";
    pub const TOGETHER: &str = "together";
    pub const QUESTIONS: &str = "questions";
    pub const SEND: &str = "send";
}

/// What the page is open for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Mode {
    /// The person's own assessment.
    #[default]
    Own,
    /// Rating the person of this name, on a record of its own.
    Rate(String, Record),
    /// A colleague's answer, which has not been added.
    Offer(Record),
    /// What was agreed, to be read.
    Agreed(Joint),
    /// A link that cannot be read.
    Fault(LinkError),
}

/// The state of the room. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub(super) kept: RwSignal<Assessment>,
    pub(super) mode: RwSignal<Mode>,
    /// The levels that the questions show.
    pub(super) levels: Memo<Levels>,
    pub(super) pace: RwSignal<Pace>,
    /// The question that is asked, where they are asked one by one.
    pub(super) place: RwSignal<usize>,
    /// Whether the result is shown. It does not come up above the questions while somebody answers them.
    pub(super) revealed: RwSignal<bool>,
    pub(super) error: RwSignal<Option<StorageError>>,
    pub(super) messages: Messages,
    /// What comes of the answers.
    pub(super) part: RoomPart<Piece>,
}

impl Room {
    /// The room as everybody sees it first, for the views below the current owner.
    pub(super) fn new() -> Self {
        let kept = RwSignal::new(Assessment::default());
        let mode = RwSignal::new(Mode::Own);
        let levels = Memo::new(move |_| {
            mode.with(|mode| match mode {
                Mode::Rate(_, record) => record.levels.clone(),
                _ => kept.with(|kept| kept.draft.levels.clone()),
            })
        });
        Self {
            kept,
            mode,
            levels,
            pace: RwSignal::new(Pace::default()),
            place: RwSignal::new(0),
            revealed: RwSignal::new(false),
            error: RwSignal::new(None),
            messages: expect_context::<Messages>(),
            part: pieces::part(),
        }
    }

    /// The room that the current view belongs to.
    pub(super) fn here() -> Self {
        expect_context::<Self>()
    }

    // ---- what is stored, and what the address says ------------------------------------------

    /// Reads everything again.
    pub(super) fn load(self) {
        let store = storage::store();
        self.pace.set(stored::pace(&store));
        self.kept.set(stored::load(&store));
        self.mode.update(|mode| {
            if let Mode::Rate(_, record) = mode {
                *record = stored::load_for(&store, record.request);
            }
        });
        self.error.set(store.error());
    }

    /// Shows what the address asks for.
    pub(super) fn open(self) {
        let fragment = history::fragment();
        match Link::from_fragment(&fragment) {
            Some(link) => self.open_link(link),
            None if fragment.is_empty() => self.enter(Mode::Own),
            None => self.follow(&fragment),
        }
    }

    /// Shows what a link says.
    pub(super) fn open_link(self, link: Result<Link, LinkError>) {
        self.enter(match link {
            Ok(Link::Ask { request, name }) => {
                Mode::Rate(name, stored::load_for(&storage::store(), request))
            }
            Ok(Link::Answer {
                request,
                answer,
                levels,
            }) => Mode::Offer(Record::rating(request, answer, levels)),
            Ok(Link::Agreed(joint)) => Mode::Agreed(joint),
            Err(fault) => Mode::Fault(fault),
        });
    }

    fn enter(self, mode: Mode) {
        self.mode.set(mode);
        let place = self
            .levels
            .with_untracked(|levels| resume_at(levels, self.is_rating_now()));
        self.place.set(place);
        let scored = self
            .kept
            .with_untracked(|kept| kept.draft.levels.answered());
        self.revealed.set(scored > 0);
    }

    /// Leads to the beginning, where a link has made another page of this one.
    pub(super) fn show_beginning(self) {
        let is_another = self
            .mode
            .with_untracked(|mode| matches!(mode, Mode::Rate(..) | Mode::Agreed(_)));
        if is_another {
            then(|| focus::show_target(ids::TITLE));
        }
    }

    /// A link within the page goes on with what it is open for. What it leads to is shown, where it was
    /// not to be seen when the browser looked for it.
    fn follow(self, fragment: &str) {
        let (place, revealed) = (self.place.get_untracked(), self.revealed.get_untracked());
        match SKILL_NAMES.iter().position(|skill| skill.id == fragment) {
            Some(place) => self.place.set(place),
            None if [ids::RESULT, ids::GAPS, ids::HISTORY].contains(&fragment) => {
                self.revealed.set(true);
            }
            None => {}
        }
        let was_there =
            place == self.place.get_untracked() && revealed == self.revealed.get_untracked();
        if !was_there {
            self.show_target(fragment);
        }
    }

    /// Whether there is more on the page than the questions.
    pub(super) fn has_outcome(self) -> bool {
        self.revealed.get() || !self.is_own() || self.mode.with(|mode| *mode != Mode::Own)
    }

    /// Whether the page is about the person’s own skills.
    pub(super) fn is_own(self) -> bool {
        !self.is_rating() && !self.is_reading()
    }

    /// Whether the page shows what was agreed, and nothing else.
    pub(super) fn is_reading(self) -> bool {
        self.mode.with(|mode| matches!(mode, Mode::Agreed(_)))
    }

    pub(super) fn is_rating(self) -> bool {
        self.mode.with(|mode| matches!(mode, Mode::Rate(..)))
    }

    fn is_rating_now(self) -> bool {
        self.mode
            .with_untracked(|mode| matches!(mode, Mode::Rate(..)))
    }

    // ---- answering --------------------------------------------------------------------------

    pub(super) fn score(self, skill: &str, level: Option<u8>) {
        let mut levels = self.levels.get_untracked();
        levels.set(skill, level);
        self.set_levels(levels);
    }

    /// Takes over levels for the questions, and saves them.
    fn set_levels(self, levels: Levels) {
        let store = storage::store();
        let rated = self.mode.try_update(|mode| match mode {
            Mode::Rate(_, record) => {
                let before = record.clone();
                record.levels = levels.clone();
                Some(stored::save_for(&store, &before, record))
            }
            _ => None,
        });
        match rated.flatten() {
            Some(written) => self.after_writing(written),
            None => self.change(|kept, store| kept.set_draft(store, levels)),
        }
    }

    /// Changes the assessment, and saves it.
    fn change(self, change: impl FnOnce(&mut Assessment, &Store) -> Result<Written, StorageError>) {
        let written = self.kept.try_update(|kept| change(kept, &storage::store()));
        if let Some(written) = written {
            self.after_writing(written);
        }
    }

    pub(super) fn set_targets(self, targets: Levels) {
        self.change(|kept, store| kept.set_target(store, targets));
    }

    /// Takes over what another tab has changed meanwhile. An error is told by the line that stays in
    /// sight.
    fn after_writing(self, written: Result<Written, StorageError>) {
        if written == Ok(Written::Merged) {
            self.load();
        }
        self.error.set(storage::store().error());
    }

    pub(super) fn set_pace(self, pace: Pace) {
        self.pace.set(pace);
        self.after_writing(stored::set_pace(&storage::store(), pace));
    }

    /// Goes on from a question to the next one; from the last one to what comes of the answers.
    pub(super) fn go_on(self, from: usize) {
        let one_by_one = self.pace.get_untracked() == Pace::OneByOne;
        match SKILL_NAMES.get(from + 1) {
            Some(_) => self.go_to(from + 1),
            None if one_by_one => self.finish(),
            None => self.go_to(from),
        }
    }

    /// Asks the question at this place.
    pub(super) fn go_to(self, place: usize) {
        let Some(skill) = SKILL_NAMES.get(place) else {
            return;
        };
        self.place.set(place);
        then(|| focus::on_choice(skill.id));
    }

    /// Shows what comes of the answers.
    pub(super) fn finish(self) {
        let target = if self.is_rating_now() {
            ids::SEND
        } else {
            self.revealed.set(true);
            ids::RESULT
        };
        self.show_target(target);
    }

    /// Leads to a place on the page, as soon as it is there.
    fn show_target(self, id: &str) {
        let id = id.to_owned();
        self.part
            .focus_when_there(move || then(move || focus::show_target(&id)));
    }

    /// Takes all answers away.
    pub(super) fn restart(self) {
        let before = self.levels.get_untracked();
        let mut levels = before.clone();
        for skill in SKILL_NAMES {
            levels.set(skill.id, None);
        }
        self.set_levels(levels);
        self.place.set(0);
        self.offer_back("All answers are taken back.", move |room| {
            room.set_levels(before.clone());
        });
    }

    // ---- the history ------------------------------------------------------------------------

    /// Keeps the levels as they are now.
    pub(super) fn take_snapshot(self) {
        // Another tab may have kept one meanwhile: numbers are taken once.
        self.load();
        let record = self
            .kept
            .with_untracked(|kept| kept.next_snapshot(clock::today()));
        if record.levels.answered() == 0 {
            return self.messages.say("Score a skill first.");
        }
        self.add(&record, "Kept in your history.");
    }

    /// Keeps what was agreed.
    pub(super) fn keep_joint(self, joint: &Joint) {
        self.load();
        let record = self
            .kept
            .with_untracked(|kept| kept.next_joint(joint, clock::today()));
        self.add(&record, "What you agreed is in your history.");
    }

    fn add(self, record: &Record, done: &'static str) {
        let written = stored::add(&storage::store(), record);
        self.after_writing(written);
        self.load();
        self.revealed.set(true);
        self.messages.say_if_stored(done, written);
    }

    /// Takes a snapshot or a rating away.
    pub(super) fn forget(self, record: Record) {
        self.after_writing(stored::remove(&storage::store(), &record));
        self.load();
        let list = if record.number == 0 {
            ids::COLLEAGUES
        } else {
            ids::HISTORY
        };
        then(move || focus::focus_id(list));
        self.offer_back("Deleted.", move |room| {
            room.after_writing(stored::add(&storage::store(), &record));
            room.load();
        });
    }

    // ---- colleagues -------------------------------------------------------------------------

    /// Keeps the name that a link for colleagues says.
    pub(super) fn set_name(self, name: &str) {
        let request = self.kept.with_untracked(|kept| kept.request.request);
        self.change(|kept, store| kept.set_request(store, request, name));
    }

    /// The address of the link that asks a colleague.
    pub(super) fn ask(self) -> String {
        let (known, name) = self.kept.with_untracked(|kept| {
            let name = kept.request.name.trim().to_owned();
            (kept.request.request, name)
        });
        let request = match known {
            0 => clock::chance(),
            known => known,
        };
        self.change(|kept, store| kept.set_request(store, request, &name));
        address_of(&Link::Ask { request, name })
    }

    /// The address of the link that answers; `None` before there is an answer.
    pub(super) fn answer(self) -> Option<String> {
        let made = self.mode.try_update(|mode| {
            let Mode::Rate(_, record) = mode else {
                return None;
            };
            if record.levels.answered() == 0 {
                return None;
            }
            if record.answer == 0 {
                let before = record.clone();
                record.answer = clock::chance();
                // An error is told by the line that stays in sight.
                _ = stored::save_for(&storage::store(), &before, record);
            }
            Some(Link::Answer {
                request: record.request,
                answer: record.answer,
                levels: record.levels.clone(),
            })
        });
        made.flatten().map(|link| address_of(&link))
    }

    /// Adds the answer that the link offers.
    pub(super) fn accept(self, mut record: Record) {
        let is_there = self.kept.with_untracked(|kept| {
            kept.rating(&record)
                .is_some_and(|there| there.levels == record.levels)
        });
        if is_there {
            self.messages.say("This rating is here already.");
        } else {
            record.day = clock::today();
            let written = stored::add(&storage::store(), &record);
            self.after_writing(written);
            self.load();
            self.messages.say_if_stored("Rating added.", written);
        }
        self.leave_link(|| focus::show_target(ids::COLLEAGUES));
    }

    pub(super) fn set_agreement(self, agreement: Agreement) {
        self.change(|kept, store| kept.set_agreement(store, agreement));
    }

    /// Takes the link out of the address, and shows the person's own skills.
    pub(super) fn leave_link(self, focus: fn()) {
        // Not inside of the change that asks for it: the router hears of the new address at once.
        request_animation_frame(move || {
            history::drop_fragment();
            self.enter(Mode::Own);
            then(focus);
        });
    }

    /// Says what was done, with a way to take it back.
    fn offer_back(self, done: &'static str, back: impl Fn(Self) + Send + Sync + 'static) {
        self.messages
            .say_with_undo(done, Arc::new(move || back(self)));
    }
}

/// The whole address of a link.
pub(super) fn address_of(link: &Link) -> String {
    [&history::page_address(), "#", &link.to_fragment()].concat()
}

/// Does something once the page shows what has just been set.
pub(super) fn then(act: impl FnOnce() + 'static) {
    spawn_local(async move { act() });
}
