//! Everything that this site has stored, as one: a copy of it, another state in its place, nothing.

use super::document::object;
use super::{Json, MARK, PREFIX, QUARANTINE, StorageError, Store, batch, full, text_of};
use serde_json::Value;

/// What was stored before another state takes its place, as long as that is going on. Where it is
/// found later, the page was cut in the middle.
const BEFORE: &str = "before-replacing";

/// Stored values as they are, by key without [`PREFIX`], in the order of the keys.
pub type Values = Vec<(String, String)>;

/// Everything that is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whole {
    /// What could be read.
    pub values: Values,
    /// The keys for which the storage did not answer.
    pub unreadable: Vec<String>,
}

/// What a value takes in the browser's storage, with its key: two bytes for each UTF-16 unit.
pub fn bytes_of(key: &str, value: &str) -> usize {
    2 * (batch::units(PREFIX) + batch::units(key) + batch::units(value))
}

/// Whether a stored value is what every document is: a JSON object with the number of its format.
pub fn is_sound(raw: &str) -> bool {
    let schema = object(raw).and_then(|json| json.get("schema").and_then(Value::as_u64));
    schema.is_some_and(|schema| schema > 0)
}

/// Whether a key holds something that was set aside because it could not be read.
pub fn is_set_aside(key: &str) -> bool {
    key.starts_with(QUARANTINE)
}

/// Whether a key is the store's own, and nothing that a person has stored.
pub fn is_own(key: &str) -> bool {
    key == MARK || key == BEFORE || key == batch::ROOM
}

impl Store {
    /// Everything as this tab has it: what is on disk, and what waits to be written.
    ///
    /// # Errors
    /// The storage does not say what it has.
    pub fn whole(&self) -> Result<Whole, StorageError> {
        let mut whole = Whole::default();
        let mut keys = self.keys("")?;
        keys.retain(|key| !is_own(key));
        keys.sort_unstable();
        for key in keys {
            match self.read(&key) {
                Ok(Some(value)) => whole.values.push((key, value)),
                Ok(None) => {}
                Err(_) => whole.unreadable.push(key),
            }
        }
        Ok(whole)
    }

    /// What other programs at the same address take of the room, in bytes.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub fn bytes_of_others(&self) -> Result<usize, StorageError> {
        let mut bytes = 0;
        for key in self.area.keys()? {
            if !key.starts_with(PREFIX) {
                let value = self.area.read(&key)?.unwrap_or_default();
                bytes += 2 * (batch::units(&key) + batch::units(&value));
            }
        }
        Ok(bytes)
    }

    /// Puts `wanted` in the place of everything that is stored, whole or not at all. What waits in
    /// this tab is part of what is replaced.
    ///
    /// # Errors
    /// It cannot be written: everything is as it was.
    pub fn replace_all(&self, wanted: &[(String, String)]) -> Result<(), StorageError> {
        let before = self.on_disk()?;
        let mut note = Json::new();
        note.insert("schema".to_owned(), Value::from(1));
        note.insert("values".to_owned(), Value::Object(as_json(&before)));
        // From here on a page that is cut in the middle is put right by the next one.
        let noted = match self.write_checked(BEFORE, &text_of(&note)) {
            // There is no room for a second copy. Memory has to do, where writing works at all.
            Err(StorageError::Full) => {
                self.area.remove(&full(BEFORE))?;
                let mark = self.area.read(&full(MARK))?.ok_or(StorageError::Full)?;
                self.write_checked(MARK, &mark)
            }
            noted => noted,
        };
        let replaced = noted.and_then(|()| {
            self.bring(&before, wanted)?;
            if self.on_disk()? != *wanted {
                return Err(StorageError::Broken);
            }
            // Where it stays, the next page would bring the old state back.
            self.remove_checked(BEFORE)
        });
        match replaced {
            Ok(()) => self.forget(),
            Err(_) => {
                // The same room was enough for it before. Where the storage no longer answers, the
                // note stays for the next page.
                let there = self.on_disk().unwrap_or_else(|_| wanted.to_vec());
                if self.bring(&there, &before).is_ok() {
                    _ = self.area.remove(&full(BEFORE));
                }
            }
        }
        replaced
    }

    /// Takes back a replacement that was cut in the middle. Before anything else is read.
    pub fn finish(&self) {
        let Ok(Some(raw)) = self.area.read(&full(BEFORE)) else {
            return;
        };
        let values = object(&raw).and_then(|note| match note.get("values") {
            Some(Value::Object(values)) => from_json(values),
            _ => None,
        });
        let done = values.map(|before| {
            let there = self.on_disk()?;
            self.bring(&there, &before)
        });
        // One that cannot be read was never written as a whole, so nothing was replaced after it.
        if done.is_none_or(|done| done.is_ok()) {
            _ = self.area.remove(&full(BEFORE));
        }
    }

    /// What is on disk, without what waits.
    fn on_disk(&self) -> Result<Values, StorageError> {
        let mut values = Vec::new();
        for full_key in self.area.keys()? {
            let ours = full_key.strip_prefix(PREFIX).filter(|key| !is_own(key));
            if let Some(key) = ours
                && let Some(value) = self.area.read(&full_key)?
            {
                values.push((key.to_owned(), value));
            }
        }
        values.sort_unstable();
        Ok(values)
    }

    /// Makes what is on disk, which is `there`, into `wanted`. What goes or changes leaves first, so
    /// that both need not fit at once.
    fn bring(
        &self,
        there: &[(String, String)],
        wanted: &[(String, String)],
    ) -> Result<(), StorageError> {
        let is_in = |values: &[(String, String)], entry: &(String, String)| {
            values.binary_search(entry).is_ok()
        };
        for entry in there.iter().filter(|entry| !is_in(wanted, entry)) {
            self.remove_checked(&entry.0)?;
        }
        for entry in wanted.iter().filter(|entry| !is_in(there, entry)) {
            self.write_checked(&entry.0, &entry.1)?;
        }
        Ok(())
    }

    /// Removes a value that cannot be read, or that was set aside because it could not.
    ///
    /// # Errors
    /// It is still there.
    pub fn remove_unreadable(&self, key: &str) -> Result<(), StorageError> {
        let raw = self.area.read(&full(key))?;
        if is_set_aside(key) || raw.is_some_and(|raw| !is_sound(&raw)) {
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
        // What has never been on disk is gone in any case.
        self.forget();
        let mut result = Ok(());
        for full_key in self.area.keys()? {
            if let Some(key) = full_key.strip_prefix(PREFIX)
                && key != MARK
                && let Err(error) = self.remove_checked(key)
            {
                result = Err(error);
            }
        }
        self.state.borrow_mut().marked = self.area.write(&full(MARK), r#"{"schema":1}"#).is_ok();
        result
    }

    /// Forgets what this tab has seen, and what waits in it.
    fn forget(&self) {
        let mut state = self.state.borrow_mut();
        state.known.clear();
        state.waiting.clear();
        state.founding.clear();
        state.unsettled.clear();
        state.error = None;
        state.wiped = false;
    }
}

/// Whether a key of the store's own concerns no other tab.
pub(super) fn is_internal(key: &str) -> bool {
    key == BEFORE
}

/// Values as a JSON object of texts.
pub fn as_json(values: &[(String, String)]) -> Json {
    let texts = values
        .iter()
        .map(|(key, value)| (key.clone(), Value::from(value.as_str())));
    texts.collect()
}

/// The values in a JSON object of texts; `None` where something else is in it.
pub fn from_json(json: &Json) -> Option<Values> {
    let texts = json
        .iter()
        .map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())));
    texts.collect()
}
