//! An area in memory: what the app falls back to, and what the tests break on purpose.

use super::{Area, Fault};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Strings by key for as long as the page lives.
#[derive(Default)]
pub struct MemoryArea {
    values: RefCell<Vec<(String, String)>>,
    fault: Cell<Option<Fault>>,
}

impl MemoryArea {
    /// From now on every write fails with `fault`; `Broken` pretends to succeed and keeps nothing.
    pub fn fail_with(&self, fault: Option<Fault>) {
        self.fault.set(fault);
    }

    /// Everything that is kept, by full key.
    pub fn contents(&self) -> BTreeMap<String, String> {
        self.values.borrow().iter().cloned().collect()
    }
}

impl Area for MemoryArea {
    fn read(&self, key: &str) -> Result<Option<String>, Fault> {
        Ok(self
            .values
            .borrow()
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.clone()))
    }

    fn write(&self, key: &str, value: &str) -> Result<(), Fault> {
        match self.fault.get() {
            Some(Fault::Broken) => Ok(()),
            Some(fault) => Err(fault),
            None => {
                self.remove(key)?;
                self.values
                    .borrow_mut()
                    .push((key.to_owned(), value.to_owned()));
                Ok(())
            }
        }
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        self.values.borrow_mut().retain(|(known, _)| known != key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, Fault> {
        Ok(self
            .values
            .borrow()
            .iter()
            .map(|(key, _)| key.clone())
            .collect())
    }
}
