//! What is stored, for the page that tells a person about it.

use super::{MARK, PREFIX, QUARANTINE, StorageError, Store, batch::units, full};

/// A stored value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    /// Its key without prefix.
    pub key: String,
    /// What it takes in the browser's storage, with its key: two bytes for each UTF-16 unit.
    pub bytes: usize,
}

impl Store {
    /// Every key of this site on disk, with what it takes.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub fn stored_keys(&self) -> Result<Vec<StoredKey>, StorageError> {
        let mut stored = Vec::new();
        for full_key in self.area.keys()? {
            if let Some(key) = full_key.strip_prefix(PREFIX) {
                let value = self.area.read(&full_key)?.unwrap_or_default();
                stored.push(StoredKey {
                    key: key.to_owned(),
                    bytes: 2 * (units(&full_key) + units(&value)),
                });
            }
        }
        Ok(stored)
    }

    /// Values that were set aside because they could not be read: key without prefix, and raw value.
    pub fn quarantined(&self) -> Vec<(String, String)> {
        let keys = self.keys(QUARANTINE).unwrap_or_default().into_iter();
        keys.filter_map(|key| {
            let raw = self.read(&key).ok().flatten()?;
            Some((key, raw))
        })
        .collect()
    }

    /// Removes a value that was set aside, by the key that [`quarantined`](Self::quarantined) gives.
    ///
    /// # Errors
    /// It is still there.
    pub fn remove_quarantined(&self, key: &str) -> Result<(), StorageError> {
        if key.starts_with(QUARANTINE) {
            self.remove_checked(key)?;
            self.state.borrow_mut().known.remove(key);
        }
        Ok(())
    }

    /// Removes everything that this site has stored, and forgets what waits. Only the mark stays, by
    /// which other tabs see that it was meant, and do not write again what they know.
    ///
    /// # Errors
    /// Not everything could be removed.
    pub fn erase(&self) -> Result<(), StorageError> {
        let mut result = Ok(());
        for full_key in self.area.keys()? {
            if let Some(key) = full_key.strip_prefix(PREFIX)
                && key != MARK
                && let Err(error) = self.remove_checked(key)
            {
                result = Err(error);
            }
        }
        let mut state = self.state.borrow_mut();
        state.known.clear();
        state.waiting.clear();
        state.founding.clear();
        state.unsettled.clear();
        state.marked = self.area.write(&full(MARK), r#"{"schema":1}"#).is_ok();
        result
    }
}
