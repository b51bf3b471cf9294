//! What a person stores, kept so that nothing is lost, mixed or brought back.
//!
//! Everything goes through [`Store`], which is written against [`Area`], so that its rules are tested
//! natively with every fault a browser can show ([`FaultyArea`]); `src/browser/storage.rs` of the app
//! has the real area. `docs/formats.md` has the keys and their documents.
//!
//! **Reading** has four answers ([`Loaded`]). A damaged value stays where it is, and is copied aside
//! before its key is written. A value that could not be read is not written over: the write waits
//! until it can be read. Where this tab has seen a value before, it goes on with that.
//!
//! **Writing** ([`Store::write`]) says what the caller had (`before`) and what it wants (`after`), and
//! compares both with what is on disk. Where that differs from `before`, another tab was here
//! meanwhile, and the three are merged field by field ([`merge_fields`]): a field that one side
//! changed keeps that change; where both did, an edit that is made now wins, and one that had waited
//! yields. What was deleted elsewhere stays deleted, and the caller is told ([`Written::Gone`]). Every
//! value is read back before a write counts as done.
//!
//! **What cannot be written waits** in memory, each key on its own, and reading sees it. It is tried
//! again with every change and by [`Store::retry`]. A storage that is denied, or goes away, is so
//! nothing special: everything waits.
//!
//! **A batch** ([`Store::batch`]) is whole or not at all. All its changes are first written as one
//! value, the journal, beside the head of the document; then room for them is checked; then the head
//! names the journal. That one key commits it: until then the journal is nothing and is removed, from
//! then on [`Store::settle`] finishes what a crash has cut. Then the changes go to their own keys, of
//! which other tabs hear nothing new ([`Store::is_news`]): they have read them with the head.
//!
//! **What is deleted** may leave a tombstone at its key ([`Write::leaving`]): a value that counts and
//! says nothing. Two tabs that delete at the same moment need not agree on a new count then, and an
//! item that was deleted is told from one that was lost.
//!
//! **Everything at once** ([`Store::replace_all`]) is whole or not at all too: what was there is noted in
//! one key first, and removed when the rest is done. A page that finds it puts that state back
//! ([`Store::finish`]).
//!
//! **A wiped storage** is told from a deleted document by a mark that is written with the first
//! document. Where the mark is gone too, this tab goes on with what it knows, and its next edit writes
//! all of that again.
//!
//! No clock decides anything here.

mod area;
mod batch;
mod change;
mod document;
#[cfg(not(target_arch = "wasm32"))]
mod faulty;
mod merge;
mod reading;
mod sorted;
mod waiting;
mod whole;
mod writing;

pub use area::{Area, StorageError};
pub use batch::{Coming, Otherwise};
pub use change::{Write, is_tombstone};
pub use document::{Document, Json, Schema, is_default, laid_over, lenient, unknown_fields};
#[cfg(not(target_arch = "wasm32"))]
pub use faulty::{Failure, FaultyArea};
pub use merge::{Side, merge_fields};
pub use reading::{All, Loaded, Reading};
pub use whole::{Values, Whole, as_json, bytes_of, from_json, is_own, is_set_aside, is_sound};

use sorted::Sorted;
use std::cell::RefCell;
use std::rc::Rc;
use waiting::{Found, Unsettled};

/// Before every key: all project sites of one user share an origin on GitHub Pages.
pub const PREFIX: &str = "tech-lead-guide:";

/// Where unreadable values are copied to before their key is written again.
const QUARANTINE: &str = "quarantine:";

/// The key by which a wiped storage is told from an empty one.
const MARK: &str = "mark";

/// What is on disk after a write that worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Written {
    /// What the caller wanted.
    AsGiven,
    /// That, together with what another tab had changed: to be read again.
    Merged,
    /// Nothing: it was deleted elsewhere, and stays so.
    Gone,
}

/// How the store is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Status {
    /// Why something is not on disk, or could not be read.
    pub error: Option<StorageError>,
    /// How many keys wait to be written.
    pub waiting: usize,
    /// Whether all that was stored is gone, and this tab has not written it again yet.
    pub wiped: bool,
}

#[derive(Default)]
struct State {
    /// What this tab has last seen or written at each key, without prefix.
    known: Sorted<Option<String>>,
    /// What this tab has written last over something that was there, by key.
    own: Sorted<String>,
    /// What could not be written yet, by key.
    waiting: Sorted<Write>,
    /// Heads that wait to be made together with all that waits of them. What makes one is kept with
    /// it, so that pages that make no batches do without that code.
    founding: Sorted<Found>,
    /// Heads whose last batch is committed and not yet at its own keys.
    unsettled: Sorted<Unsettled>,
    error: Option<StorageError>,
    /// Whether this tab has seen the mark.
    marked: bool,
    /// Whether the mark that was there is gone.
    wiped: bool,
}

/// The documents of this site. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    area: Rc<dyn Area>,
    state: Rc<RefCell<State>>,
}

impl Store {
    /// A store over `area`, as one tab has it.
    pub fn new(area: Rc<dyn Area>) -> Self {
        Self {
            area,
            state: Rc::default(),
        }
    }

    /// How the store is doing.
    pub fn status(&self) -> Status {
        let state = self.state.borrow();
        Status {
            error: state.error,
            waiting: state.waiting.len(),
            wiped: state.wiped,
        }
    }

    /// Why the newest changes are not on disk, or something could not be read.
    pub fn error(&self) -> Option<StorageError> {
        self.state.borrow().error
    }
}

fn full(key: &str) -> String {
    format!("{PREFIX}{key}")
}

/// A value that was read, and the object that it is, where it is one.
type Raw = (String, Option<Json>);

fn text_of(json: &Json) -> String {
    // As `gloo_storage` does: `Value::to_string` would be the same code once more.
    serde_json::to_string(json).unwrap_or_default()
}

#[cfg(test)]
mod tests;
