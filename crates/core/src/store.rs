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
mod document;
#[cfg(not(target_arch = "wasm32"))]
mod faulty;
mod merge;
mod sorted;
mod whole;

pub use area::{Area, StorageError};
pub use batch::{Coming, Otherwise};
pub use document::{Document, Json, Schema, is_default, laid_over, lenient, unknown_fields};
#[cfg(not(target_arch = "wasm32"))]
pub use faulty::{Failure, FaultyArea};
pub use merge::{Side, merge_fields};
pub use whole::{Values, Whole, as_json, bytes_of, from_json, is_own, is_set_aside, is_sound};

use document::object;
use serde_json::Value;
use sorted::Sorted;
use std::cell::RefCell;
use std::rc::Rc;

/// Before every key: all project sites of one user share an origin on GitHub Pages.
pub const PREFIX: &str = "tech-lead-guide:";

/// Where unreadable values are copied to before their key is written again.
const QUARANTINE: &str = "quarantine:";

/// The key by which a wiped storage is told from an empty one.
const MARK: &str = "mark";

/// The field by which a tombstone is known.
const GONE: &str = "gone";

/// What a stored tombstone starts with: stored fields are in alphabetical order.
const TOMBSTONE: &str = r#"{"gone":true,"#;

/// What was found at a key.
#[derive(Debug, PartialEq)]
pub enum Loaded<T> {
    /// Nothing has been stored there.
    Absent,
    /// A value that could be read.
    Found(T),
    /// A value that could not be understood, as it stands there.
    Damaged(String),
    /// The storage did not answer: whether there is a value is not known.
    Unreadable(StorageError),
}

/// All documents below a prefix, in the order of their keys.
#[derive(Debug, PartialEq)]
pub struct All<T> {
    /// Those that could be read.
    pub found: Vec<T>,
    /// Key and raw value of those that could not be understood.
    pub damaged: Vec<(String, String)>,
    /// The keys for which the storage did not answer.
    pub unreadable: Vec<String>,
    /// How many tombstones there are.
    pub tombstones: usize,
}

impl<T> Default for All<T> {
    fn default() -> Self {
        Self {
            found: Vec::new(),
            damaged: Vec::new(),
            unreadable: Vec::new(),
            tombstones: 0,
        }
    }
}

/// The documents below a prefix while they are read, some at a time: whoever reads many lets the browser
/// do something else in between. What another tab changes meanwhile may be read as it was or as it is.
#[derive(Debug)]
pub struct Reading<T> {
    keys: std::vec::IntoIter<String>,
    coming: Coming,
    all: All<T>,
}

impl<T: Document> Reading<T> {
    /// Reads up to so many more. Whether there was one.
    pub fn go_on(&mut self, store: &Store, count: usize) -> bool {
        let mut keys = self.keys.by_ref().take(count).peekable();
        let is_more = keys.peek().is_some();
        for key in keys {
            let read = store.read_coming(&key, &mut self.coming);
            if matches!(&read, Ok(Some((raw, _))) if is_tombstone(raw)) {
                self.all.tombstones += 1;
                continue;
            }
            match understood(read) {
                Loaded::Absent => {}
                Loaded::Found(document) => self.all.found.push(document),
                Loaded::Damaged(raw) => self.all.damaged.push((key, raw)),
                Loaded::Unreadable(_) => self.all.unreadable.push(key),
            }
        }
        is_more
    }

    /// Reads the rest.
    pub fn finish(mut self, store: &Store) -> All<T> {
        self.go_on(store, usize::MAX);
        self.all
    }
}

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

/// One change of one key: what the caller had, and what it wants.
#[derive(Debug, Clone)]
pub struct Write {
    key: String,
    before: Option<Json>,
    after: Option<Json>,
    /// Whether nothing on disk means that it is new, not that another tab has deleted it.
    creates: bool,
    /// The key of the document that this belongs to: without that, this is not written.
    owner: Option<String>,
    /// Whether it is part of a committed batch: then [`Store::settle`] brings it to its key.
    journaled: bool,
    rules: Rules,
}

/// What a type of documents does, without the type.
#[derive(Debug, Clone, Copy)]
struct Rules {
    /// The document as its type reads and writes it; `None` where it cannot read it.
    normalise: fn(Json) -> Option<Json>,
    merge: fn(&Json, &Json, &Json, Side) -> Json,
    internal: &'static [&'static str],
}

impl Rules {
    fn of<T: Document>() -> Self {
        Self {
            normalise: |json| T::from_json(json).map(|document| document.to_json()),
            merge: T::merge,
            internal: T::INTERNAL,
        }
    }

    /// For objects whose type is not known.
    const PLAIN: Self = Self {
        normalise: Some,
        merge: merge_fields,
        internal: &[],
    };

    /// The fields of which a caller has to hear.
    fn visible(&self, json: &Json) -> Json {
        let mut visible = json.clone();
        visible.retain(|name, _| name != batch::NUMBER && !self.internal.contains(&name.as_str()));
        visible
    }
}

impl Write {
    /// A change of the document at `key`. `before` is `None` where the caller makes it, and `after`
    /// where it takes it away.
    pub fn new<T: Document>(key: impl Into<String>, before: Option<&T>, after: Option<&T>) -> Self {
        Self {
            key: key.into(),
            before: before.map(Document::to_json),
            after: after.map(Document::to_json),
            creates: before.is_none(),
            owner: None,
            journaled: false,
            rules: Rules::of::<T>(),
        }
    }

    /// The same for a document that is not on disk yet although the caller had something to change,
    /// such as an item of the template.
    #[must_use]
    pub fn creating(mut self) -> Self {
        self.creates = true;
        self
    }

    /// The same removal, which leaves a tombstone with these fields: what a release that knows no
    /// tombstones reads as deleted. A change that takes nothing away stays as it is.
    #[must_use]
    pub fn leaving(mut self, mut tombstone: Json) -> Self {
        if self.after.is_none() {
            tombstone.insert(GONE.to_owned(), Value::Bool(true));
            self.after = Some(tombstone);
        }
        self
    }

    /// The same as a part of the document at `head`: where that was deleted, nothing is written.
    #[must_use]
    pub fn part_of(mut self, head: &str) -> Self {
        self.owner = Some(head.to_owned());
        self
    }

    /// The removal of anything, whatever it is, and what it leaves.
    fn removal(key: &str, tombstone: Option<Json>) -> Self {
        Self {
            key: key.to_owned(),
            before: None,
            after: tombstone,
            creates: false,
            owner: None,
            journaled: false,
            rules: Rules::PLAIN,
        }
    }

    /// This write and a later one of the same key, while neither is on disk.
    fn followed_by(self, later: Self) -> Self {
        let deletes = later.deletes() || self.deletes();
        let owner = later.owner.or(self.owner);
        if self.journaled {
            // The batch brings the earlier one to disk, and the later one goes on top of it.
            return Self { owner, ..later };
        }
        // The later one may come from before the earlier one: it adds its own change, and no more.
        let after = match (&later.before, &later.after, &self.after) {
            (Some(base), Some(mine), Some(earlier)) if base != earlier && !deletes => {
                Some((later.rules.merge)(base, mine, earlier, Side::Mine))
            }
            _ => later.after.clone(),
        };
        Self {
            before: self.before,
            after,
            creates: self.creates,
            owner,
            ..later
        }
    }

    fn changes_nothing(&self) -> bool {
        self.before == self.after
    }

    /// Whether it takes the document away.
    fn deletes(&self) -> bool {
        let after = self.after.as_ref();
        after.is_none_or(|after| after.contains_key(GONE))
    }
}

/// What a [`Write`] comes to, given what is on disk.
struct Step {
    key: String,
    /// What is on disk.
    disk: Option<String>,
    /// What is to be there; the same as `disk` where nothing is to be done.
    wanted: Option<String>,
    /// Whether what is on disk cannot be read, and has to be copied aside first.
    set_aside: bool,
    written: Written,
}

/// Makes the head with this key, together with all that waits of it.
type Found = fn(&Store, &str) -> Result<Written, StorageError>;

/// Brings the last batch of the head with this key to its own keys.
type Settle = fn(&Store, &str) -> Result<(), StorageError>;

/// A batch that is committed and not yet at its own keys.
#[derive(Clone, Copy)]
struct Unsettled {
    settle: Settle,
    /// Whether this tab has to bring it there as soon as it can. Another tab may still be at it: then
    /// that has to be before this one changes anything of the document, and not sooner.
    is_due: bool,
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

    // ---- reading ----------------------------------------------------------------------------

    /// Reads the document at `key`, which has no prefix.
    pub fn load<T: Document>(&self, key: &str) -> Loaded<T> {
        self.look_for_mark();
        self.load_seen(key)
    }

    fn load_seen<T: Document>(&self, key: &str) -> Loaded<T> {
        understood(self.read_object(key))
    }

    /// The document at `key`, where there is one that can be read.
    pub fn find<T: Document>(&self, key: &str) -> Option<T> {
        match self.load(key) {
            Loaded::Found(document) => Some(document),
            _ => None,
        }
    }

    /// Reads all documents whose key starts with `prefix`.
    ///
    /// # Errors
    /// The storage does not say what it has.
    pub fn load_all<T: Document>(&self, prefix: &str) -> Result<All<T>, StorageError> {
        Ok(self.begin(prefix, Coming::default())?.finish(self))
    }

    /// Begins to read them, with what a batch is bringing there, as [`Store::coming`] has found it.
    ///
    /// # Errors
    /// The storage does not say what it has.
    pub fn begin<T: Document>(
        &self,
        prefix: &str,
        coming: Coming,
    ) -> Result<Reading<T>, StorageError> {
        let mut keys = self.keys(prefix)?;
        coming.add_keys(&mut keys, prefix);
        Ok(Reading {
            keys: keys.into_iter(),
            coming,
            all: All::default(),
        })
    }

    /// Keys that start with `prefix`, without [`PREFIX`], in their order.
    ///
    /// # Errors
    /// The storage does not say what it has, and this tab has seen nothing of it.
    pub fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        self.look_for_mark();
        let listed = self.area.keys();
        let mut state = self.state.borrow_mut();
        let from_memory = |state: &State| {
            let known = state.known.iter().filter(|(_, value)| value.is_some());
            let known = known.filter(|(key, _)| key.starts_with(prefix));
            known
                .map(|(key, _)| (key.to_owned(), ()))
                .collect::<Sorted<()>>()
        };
        let mut keys = match listed {
            Ok(_) if state.wiped => from_memory(&state),
            Ok(all) => {
                let ours = all.iter().filter_map(|key| key.strip_prefix(PREFIX));
                let ours = ours.filter(|key| *key != MARK && key.starts_with(prefix));
                let keys: Sorted<()> = ours.map(|key| (key.to_owned(), ())).collect();
                for (key, value) in state.known.iter_mut() {
                    if key.starts_with(prefix) && !keys.contains(key) {
                        *value = None;
                    }
                }
                keys
            }
            Err(error) => {
                state.error = Some(error);
                let known = from_memory(&state);
                // Where nobody may store anything, nothing is stored.
                if known.len() == 0 && error != StorageError::Denied {
                    return Err(error);
                }
                known
            }
        };
        for (key, write) in state.waiting.iter() {
            if key.starts_with(prefix) {
                match write.after {
                    Some(_) => keys.insert(key.to_owned(), ()),
                    None => _ = keys.remove(key),
                }
            }
        }
        Ok(keys.keys().map(str::to_owned).collect())
    }

    /// Whether there is anything at `key`, be it a tombstone.
    pub fn is_taken(&self, key: &str) -> bool {
        self.read(key).is_ok_and(|value| value.is_some())
    }

    /// The keys below a prefix that have a tombstone.
    ///
    /// # Errors
    /// The storage does not say what it has.
    pub fn tombstones(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        let mut keys = self.keys(prefix)?;
        keys.retain(|key| matches!(self.read(key), Ok(Some(raw)) if is_tombstone(&raw)));
        Ok(keys)
    }

    fn read_object(&self, key: &str) -> Result<Option<Raw>, StorageError> {
        let raw = self.read(key)?;
        Ok(raw.map(|raw| {
            let json = object(&raw);
            (raw, json)
        }))
    }

    /// The value at `key` as this tab has it: what waits to be written, what is on disk, or what was
    /// there when the storage last answered.
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        if let Some(write) = self.state.borrow().waiting.get(key) {
            return Ok(write.after.as_ref().map(text_of));
        }
        let found = self.area.read(&full(key));
        let mut state = self.state.borrow_mut();
        match found {
            Ok(None) if state.wiped => Ok(state.known.get(key).cloned().flatten()),
            Ok(value) => {
                state.known.insert(key.to_owned(), value.clone());
                Ok(value)
            }
            Err(error) => {
                let known = state.known.get(key).cloned();
                if known.is_none() && error != StorageError::Denied {
                    return Err(error);
                }
                state.error = Some(error);
                Ok(known.flatten())
            }
        }
    }

    /// Whether a key that another tab has written holds something that this tab has not seen yet.
    pub fn is_news(&self, key: &str) -> bool {
        if key == MARK || batch::is_internal(key) || whole::is_internal(key) {
            return false;
        }
        let there = self.area.read(&full(key));
        there.map_or(true, |there| {
            self.state.borrow().known.get(key) != Some(&there)
        })
    }

    /// Another tab has put `value` at `key`. Tabs hear of each other a moment late: where that deletes
    /// the document, and this tab has changed it before it could see that, its change has brought it
    /// back, and is taken away again. Says whether it was so.
    pub fn heard_of_deletion(&self, key: &str, value: Option<&str>) -> bool {
        if value.is_some_and(|value| !is_tombstone(value)) {
            return false;
        }
        let own = self.state.borrow_mut().own.remove(key);
        if own.is_none() || self.area.read(&full(key)) != Ok(own) {
            return false;
        }
        let deleted = match value {
            Some(tombstone) => self.write_checked(key, tombstone),
            None => self.remove_checked(key),
        };
        if deleted.is_err() {
            self.wait(Write::removal(key, value.and_then(object)));
        }
        let value = value.map(str::to_owned);
        self.state.borrow_mut().known.insert(key.to_owned(), value);
        true
    }

    // ---- writing ----------------------------------------------------------------------------

    /// Stores a document: `before` is what the caller had, `None` where it makes the document.
    ///
    /// # Errors
    /// Why it is not on disk. It waits, and reading sees it.
    pub fn save<T: Document>(
        &self,
        key: &str,
        before: Option<&T>,
        after: &T,
    ) -> Result<Written, StorageError> {
        self.write(Write::new(key, before, Some(after)))
    }

    /// Takes a document away.
    ///
    /// # Errors
    /// Why it is still on disk. The removal waits, and reading sees it.
    pub fn remove<T: Document>(&self, key: &str) -> Result<Written, StorageError> {
        self.write(Write::new::<T>(key, None, None))
    }

    /// Changes the document at `key` as it is now, or a new one.
    ///
    /// # Errors
    /// Why it is not on disk. It waits, and reading sees it.
    pub fn update<T: Document + Default + Clone>(
        &self,
        key: &str,
        change: impl FnOnce(&mut T),
    ) -> Result<Written, StorageError> {
        let before = self.find::<T>(key);
        let mut after = before.clone().unwrap_or_default();
        change(&mut after);
        self.save(key, before.as_ref(), &after)
    }

    /// Makes a change.
    ///
    /// # Errors
    /// Why it is not on disk. It waits, and reading sees it.
    pub fn write(&self, write: Write) -> Result<Written, StorageError> {
        self.before_writing();
        let result = self.write_one(write);
        self.write_what_waits();
        if let Err(error) = result {
            self.state.borrow_mut().error = Some(error);
        }
        result
    }

    /// What has to be in order before an edit: a wiped storage gets back what this tab knows.
    fn before_writing(&self) {
        self.look_for_mark();
        if self.state.borrow().wiped {
            self.write_again();
        }
    }

    fn write_one(&self, write: Write) -> Result<Written, StorageError> {
        let head = write.owner.as_ref().unwrap_or(&write.key).clone();
        self.join_first(&head);
        let found = self.state.borrow().founding.get(&head).copied();
        if let Some(found) = found {
            self.wait(write);
            return found(self, &head);
        }
        let settle = self.state.borrow().unsettled.get(&head).copied();
        if let Some(Unsettled { settle, .. }) = settle
            && let Err(error) = settle(self, &head)
        {
            self.wait(write);
            return Err(error);
        }
        // What waits of the same key is older, and has its turn first.
        let earlier = self.state.borrow_mut().waiting.remove(&write.key);
        let write = match earlier {
            Some(earlier) if self.attempt(&earlier, Side::Theirs).is_err() => {
                earlier.followed_by(write)
            }
            _ => write,
        };
        self.attempt(&write, Side::Mine)
            .inspect_err(|_| self.wait(write))
    }

    /// Where another tab was first to make a document that waits here: what waits of it goes on top
    /// of that one, before an edit that is made now does.
    fn join_first(&self, head: &str) {
        let found = self.state.borrow().founding.get(head).copied();
        if let Some(found) = found
            && matches!(self.area.read(&full(head)), Ok(Some(_)))
        {
            _ = found(self, head);
        }
    }

    fn wait(&self, write: Write) {
        let mut state = self.state.borrow_mut();
        let write = match state.waiting.remove(&write.key) {
            Some(earlier) => earlier.followed_by(write),
            None => write,
        };
        state.waiting.insert(write.key.clone(), write);
    }

    fn attempt(&self, write: &Write, wins: Side) -> Result<Written, StorageError> {
        if let Some(owner) = &write.owner
            && self.area.read(&full(owner))?.is_none()
        {
            return Ok(Written::Gone);
        }
        let step = self.step(write, wins)?;
        if step.set_aside {
            self.set_aside(&step)?;
        }
        self.perform(&step)?;
        Ok(step.written)
    }

    /// Compares a write with what is on disk.
    fn step(&self, write: &Write, wins: Side) -> Result<Step, StorageError> {
        let disk = self.area.read(&full(&write.key))?;
        let mut step = Step {
            key: write.key.clone(),
            wanted: disk.clone(),
            disk,
            set_aside: false,
            written: Written::AsGiven,
        };
        let there = step.disk.as_ref().filter(|raw| !is_tombstone(raw));
        let Some(raw) = there else {
            match &write.after {
                None => step.wanted = None,
                Some(_) if write.deletes() => {}
                Some(after) if write.creates => step.wanted = Some(text_of(after)),
                _ => step.written = Written::Gone,
            }
            return Ok(step);
        };
        let there = object(raw).and_then(|there| {
            let normal = (write.rules.normalise)(there.clone())?;
            Some((there, normal))
        });
        let Some((there, normal)) = there else {
            step.set_aside = true;
            step.wanted = write.after.as_ref().map(text_of);
            return Ok(step);
        };
        let Some(after) = write.after.as_ref().filter(|_| !write.deletes()) else {
            let changed = write
                .before
                .as_ref()
                .is_some_and(|before| *before != normal);
            if changed && wins == Side::Theirs {
                step.written = Written::Merged;
            } else {
                step.wanted = write.after.as_ref().map(text_of);
            }
            return Ok(step);
        };
        let nothing = Json::new();
        let before = write.before.as_ref().unwrap_or(&nothing);
        let merged = (write.rules.merge)(before, after, &normal, wins);
        if write.rules.visible(&merged) != write.rules.visible(after) {
            step.written = Written::Merged;
        }
        if merged != normal && merged != there {
            step.wanted = Some(text_of(&merged));
        }
        Ok(step)
    }

    /// Brings a key to what is wanted there, and makes sure of it.
    fn perform(&self, step: &Step) -> Result<(), StorageError> {
        if step.wanted != step.disk {
            match &step.wanted {
                Some(value) => self.write_checked(&step.key, value)?,
                None => self.remove_checked(&step.key)?,
            }
        }
        let mut state = self.state.borrow_mut();
        state.known.insert(step.key.clone(), step.wanted.clone());
        let is_there =
            |value: &Option<String>| value.as_ref().is_some_and(|raw| !is_tombstone(raw));
        match &step.wanted {
            Some(value) if is_there(&step.disk) && is_there(&step.wanted) => {
                state.own.insert(step.key.clone(), value.clone());
            }
            _ => _ = state.own.remove(&step.key),
        }
        Ok(())
    }

    /// Copies a value that cannot be read to a key of its own.
    fn set_aside(&self, step: &Step) -> Result<(), StorageError> {
        let Some(raw) = &step.disk else { return Ok(()) };
        let mut copy = format!("{QUARANTINE}{}", step.key);
        while let Some(there) = self.area.read(&full(&copy))? {
            if there == *raw {
                return Ok(());
            }
            copy.push('+');
        }
        self.write_checked(&copy, raw)
    }

    fn write_checked(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let key = full(key);
        self.area.write(&key, value)?;
        if self.area.read(&key)?.as_deref() != Some(value) {
            return Err(StorageError::Broken);
        }
        if !self.state.borrow().marked {
            // Without it a wiped storage is taken for a new one: no reason to fail.
            _ = self.area.write(&full(MARK), r#"{"schema":1}"#);
            let mark = self.area.read(&full(MARK));
            self.state.borrow_mut().marked = mark.is_ok_and(|mark| mark.is_some());
        }
        Ok(())
    }

    fn remove_checked(&self, key: &str) -> Result<(), StorageError> {
        let key = full(key);
        self.area.remove(&key)?;
        match self.area.read(&key)? {
            None => Ok(()),
            Some(_) => Err(StorageError::Broken),
        }
    }

    // ---- what waits -------------------------------------------------------------------------

    /// Tries to write what could not be written so far, each key on its own. For the moments at which
    /// a storage may have healed, and for the last one before the page goes. Says whether something
    /// has changed on disk, which has to be read again then.
    pub fn retry(&self) -> bool {
        self.look_for_mark();
        // A wiped storage gets nothing but by an edit: a person may have wanted it so.
        !self.state.borrow().wiped && self.write_what_waits()
    }

    /// Whether all that was stored is gone, as far as can be told now.
    pub fn is_wiped(&self) -> bool {
        self.look_for_mark();
        self.status().wiped
    }

    /// Says whether something was written.
    fn write_what_waits(&self) -> bool {
        let mut error = None;
        let mut wrote = false;
        let unsettled = self.state.borrow().unsettled.clone();
        for (head, unsettled) in unsettled.iter() {
            let is_due = unsettled.is_due || {
                let state = self.state.borrow();
                let mut waiting = state.waiting.values();
                waiting.any(|write| write.owner.as_deref() == Some(head) || write.key == head)
            };
            if !is_due {
                continue;
            }
            match (unsettled.settle)(self, head) {
                Ok(()) => wrote = true,
                Err(why) => error = Some(why),
            }
        }
        let founding = self.state.borrow().founding.clone();
        for (head, found) in founding.iter() {
            match found(self, head) {
                Ok(_) => wrote = true,
                Err(why) => error = Some(why),
            }
        }
        let waiting: Vec<Write> = self.state.borrow().waiting.values().cloned().collect();
        for write in waiting {
            let head = write.owner.as_ref().unwrap_or(&write.key);
            if founding.contains(head) || self.state.borrow().unsettled.contains(head) {
                continue;
            }
            match self.attempt(&write, Side::Theirs) {
                Ok(_) => {
                    self.state.borrow_mut().waiting.remove(&write.key);
                    wrote = true;
                }
                Err(why) => error = Some(why),
            }
        }
        if error.is_none() {
            // The last fault may have been one of reading.
            error = self.area.read(&full(MARK)).err();
        }
        self.state.borrow_mut().error = error;
        wrote
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

    // ---- a wiped storage --------------------------------------------------------------------

    fn look_for_mark(&self) {
        let mark = self.area.read(&full(MARK));
        let mut state = self.state.borrow_mut();
        match mark {
            Ok(Some(_)) => (state.marked, state.wiped) = (true, false),
            Ok(None) => state.wiped = state.marked,
            Err(error) => state.error = Some(error),
        }
    }

    /// Writes everything that this tab knows.
    fn write_again(&self) {
        let known = self.state.borrow().known.clone();
        self.state.borrow_mut().marked = false;
        for (key, value) in known.iter() {
            let Some(value) = value else { continue };
            if self.state.borrow().waiting.contains(key) {
                continue;
            }
            if self.write_checked(key, value).is_err()
                && let Some(json) = object(value)
            {
                self.wait(Write {
                    key: key.to_owned(),
                    before: Some(json.clone()),
                    after: Some(json),
                    creates: true,
                    owner: None,
                    journaled: false,
                    rules: Rules::PLAIN,
                });
            }
        }
        let mut waiting = self.state.borrow_mut();
        for (_, write) in waiting.waiting.iter_mut() {
            write.creates = true;
        }
        waiting.wiped = false;
    }
}

fn full(key: &str) -> String {
    format!("{PREFIX}{key}")
}

/// A value that was read, and the object that it is, where it is one.
type Raw = (String, Option<Json>);

/// The document in it. All that does not depend on the type is done before.
fn understood<T: Document>(read: Result<Option<Raw>, StorageError>) -> Loaded<T> {
    match read {
        Ok(None) => Loaded::Absent,
        Ok(Some((raw, _))) if is_tombstone(&raw) => Loaded::Absent,
        Ok(Some((raw, json))) => match json.and_then(T::from_json) {
            Some(document) => Loaded::Found(document),
            None => Loaded::Damaged(raw),
        },
        Err(error) => Loaded::Unreadable(error),
    }
}

/// Whether a stored value is what a deleted document has left.
pub fn is_tombstone(raw: &str) -> bool {
    raw.starts_with(TOMBSTONE)
}

fn text_of(json: &Json) -> String {
    // As `gloo_storage` does: `Value::to_string` would be the same code once more.
    serde_json::to_string(json).unwrap_or_default()
}

#[cfg(test)]
mod tests;
