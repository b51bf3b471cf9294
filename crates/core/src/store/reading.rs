//! What is stored, read: as it is on disk, as it waits in this tab, or as this tab has last seen it.

use super::batch::Coming;
use super::change::is_tombstone;
use super::document::object;
use super::sorted::Sorted;
use super::{
    Document, MARK, PREFIX, Raw, State, StorageError, Store, Write, batch, full, text_of, whole,
};

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

impl Store {
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

    pub(super) fn read_object(&self, key: &str) -> Result<Option<Raw>, StorageError> {
        let raw = self.read(key)?;
        Ok(raw.map(|raw| {
            let json = object(&raw);
            (raw, json)
        }))
    }

    /// The value at `key` as this tab has it: what waits to be written, what is on disk, or what was
    /// there when the storage last answered.
    pub(super) fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
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
}

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
