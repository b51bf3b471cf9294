//! An area in memory with every fault that a browser can show, for one key or for all: for tests.

use super::{Area, PREFIX, StorageError};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Something that does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Reading fails.
    Read(StorageError),
    /// Writing fails and the old value stays.
    Write(StorageError),
    /// Writing seems to succeed, and nothing is kept.
    DropWrites,
    /// Writing keeps only the first half.
    CutWrites,
    /// Removing fails.
    Remove(StorageError),
    /// Removing seems to succeed, and the value stays.
    IgnoreRemovals,
    /// The list of keys cannot be read.
    Keys(StorageError),
    /// There is no storage: everything fails.
    Gone,
}

/// Strings by key, and what is broken about them. Several stores over one area are several tabs.
#[derive(Default)]
pub struct FaultyArea {
    values: RefCell<BTreeMap<String, String>>,
    /// What is broken, for the keys that end as the text says.
    broken: RefCell<Vec<(Failure, String)>>,
    /// How many UTF-16 units fit; `None` for no limit.
    room: Cell<Option<usize>>,
    /// The contents after each change, where they are kept.
    states: RefCell<Option<Vec<BTreeMap<String, String>>>>,
    /// How many UTF-16 units have been written.
    written: Cell<usize>,
}

impl FaultyArea {
    /// From now on this is broken for all keys.
    pub fn breaks(&self, broken: Failure) {
        self.breaks_for("", broken);
    }

    /// From now on this is broken for the keys that end in `ending`.
    pub fn breaks_for(&self, ending: &str, broken: Failure) {
        self.broken.borrow_mut().push((broken, ending.to_owned()));
    }

    /// Everything works again, and there is room.
    pub fn heals(&self) {
        self.broken.borrow_mut().clear();
        self.room.set(None);
    }

    /// So many UTF-16 units fit besides what is there.
    pub fn leaves_room(&self, units: usize) {
        self.room.set(Some(used(&self.values.borrow()) + units));
    }

    /// Everything that is kept, by full key.
    pub fn contents(&self) -> BTreeMap<String, String> {
        self.values.borrow().clone()
    }

    /// What is kept of a site's documents, by key without prefix, and without the store's own mark.
    pub fn documents(&self) -> BTreeMap<String, String> {
        let values = self.values.borrow();
        let ours = values.iter().filter_map(|(key, value)| {
            let key = key.strip_prefix(PREFIX)?;
            (key != super::MARK).then(|| (key.to_owned(), value.clone()))
        });
        ours.collect()
    }

    /// The document of a key: the order of its fields says nothing.
    pub fn json(&self, key: &str) -> Option<Value> {
        let values = self.values.borrow();
        serde_json::from_str(values.get(&[PREFIX, key].concat())?).ok()
    }

    /// Puts a value there without any of the faults: what another program does.
    pub fn put(&self, key: &str, value: &str) {
        self.values
            .borrow_mut()
            .insert(format!("{PREFIX}{key}"), value.to_owned());
    }

    /// Takes everything away, as a person does who clears the site's data.
    pub fn clear(&self) {
        self.values.borrow_mut().clear();
    }

    /// From now on the contents are kept after each change: what a crash would leave.
    pub fn records(&self) {
        self.states.replace(Some(Vec::new()));
    }

    /// The contents after each change since [`records`](Self::records).
    pub fn states(&self) -> Vec<BTreeMap<String, String>> {
        self.states.take().unwrap_or_default()
    }

    /// How many UTF-16 units have been written so far.
    pub fn written(&self) -> usize {
        self.written.get()
    }

    /// An area with these contents.
    pub fn of(contents: BTreeMap<String, String>) -> Self {
        Self {
            values: RefCell::new(contents),
            ..Self::default()
        }
    }

    fn find<T>(&self, key: &str, fault: impl Fn(Failure) -> Option<T>) -> Option<T> {
        let broken = self.broken.borrow();
        let mut concerned = broken.iter().filter(|(_, ending)| key.ends_with(ending));
        concerned.find_map(|(broken, _)| fault(*broken))
    }

    fn record(&self) {
        if let Some(states) = self.states.borrow_mut().as_mut() {
            states.push(self.values.borrow().clone());
        }
    }
}

fn used(values: &BTreeMap<String, String>) -> usize {
    values
        .iter()
        .map(|(key, value)| units(key) + units(value))
        .sum()
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

impl Area for FaultyArea {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        let fault = self.find(key, |broken| match broken {
            Failure::Read(fault) => Some(fault),
            Failure::Gone => Some(StorageError::Denied),
            _ => None,
        });
        fault.map_or_else(|| Ok(self.values.borrow().get(key).cloned()), Err)
    }

    fn write(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let fault = self.find(key, |broken| match broken {
            Failure::Write(fault) => Some(fault),
            Failure::Gone => Some(StorageError::Denied),
            _ => None,
        });
        if let Some(fault) = fault {
            return Err(fault);
        }
        let broken_by = |wanted| self.find(key, |broken| (broken == wanted).then_some(()));
        if broken_by(Failure::DropWrites).is_some() {
            return Ok(());
        }
        let kept = match broken_by(Failure::CutWrites) {
            Some(()) => &value[..value.floor_char_boundary(value.len() / 2)],
            None => value,
        };
        let mut values = self.values.borrow_mut();
        let old = values.insert(key.to_owned(), kept.to_owned());
        let grows = units(kept) > old.as_deref().map_or(0, units);
        if grows && self.room.get().is_some_and(|room| used(&values) > room) {
            match old {
                Some(old) => values.insert(key.to_owned(), old),
                None => values.remove(key),
            };
            return Err(StorageError::Full);
        }
        drop(values);
        self.written.set(self.written.get() + units(value));
        self.record();
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        let fault = self.find(key, |broken| match broken {
            Failure::Remove(fault) => Some(Err(fault)),
            Failure::Gone => Some(Err(StorageError::Denied)),
            Failure::IgnoreRemovals => Some(Ok(())),
            _ => None,
        });
        if let Some(answer) = fault {
            return answer;
        }
        self.values.borrow_mut().remove(key);
        self.record();
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        let broken = self.broken.borrow();
        let fault = broken.iter().find_map(|(broken, _)| match broken {
            Failure::Keys(fault) => Some(*fault),
            Failure::Gone => Some(StorageError::Denied),
            _ => None,
        });
        fault.map_or_else(|| Ok(self.values.borrow().keys().cloned().collect()), Err)
    }
}
