//! Documents kept in localStorage: one key per item, nothing unreadable ever overwritten.
//!
//! Everything that a person stores goes through [`Store`]. It is written against [`Area`], so that
//! its rules are tested natively with every fault a browser can show; `crate::browser` has the real
//! area.

mod memory;

pub use memory::MemoryArea;

use crate::day::Day;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// Before every key: all project sites of one user share an origin on GitHub Pages.
pub const PREFIX: &str = "tech-lead-guide:";

/// Where unreadable values are copied to before their key is written again.
const QUARANTINE: &str = "quarantine:";

/// Why something could not be stored or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The browser does not let this site store anything.
    Denied,
    /// There is no room left.
    Full,
    /// The browser accepted the value but did not keep it, or failed in another way.
    Broken,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Denied => "this browser does not let the site store anything",
            Self::Full => "the browser’s storage for this site is full",
            Self::Broken => "the browser’s storage does not keep what is written",
        })
    }
}

impl std::error::Error for Fault {}

/// A place for strings by key: localStorage, or memory where that is denied.
pub trait Area {
    /// The value at `key`.
    ///
    /// # Errors
    /// The storage cannot be read.
    fn read(&self, key: &str) -> Result<Option<String>, Fault>;

    /// Puts `value` at `key`.
    ///
    /// # Errors
    /// The storage is denied, full or broken; the old value is then still there.
    fn write(&self, key: &str, value: &str) -> Result<(), Fault>;

    /// Takes away the value at `key`.
    ///
    /// # Errors
    /// The storage is denied or broken.
    fn remove(&self, key: &str) -> Result<(), Fault>;

    /// All keys, of this site and of others on the same origin.
    ///
    /// # Errors
    /// The storage cannot be read.
    fn keys(&self) -> Result<Vec<String>, Fault>;
}

/// A stored document: a JSON object that one Rust type reads and writes.
///
/// Not serde's traits: keeping what a newer version has written takes `#[serde(flatten)]`, whose code
/// costs every visitor 6 KB. The rules of serde's derive hold all the same.
pub trait Document: Sized {
    /// Reads a document. What is not understood has to be kept for [`Document::to_json`]; `None`
    /// means that it is no document of this type.
    fn from_json(json: Map<String, Value>) -> Option<Self>;

    /// Writes the document.
    fn to_json(&self) -> Map<String, Value>;
}

/// A small document without rules of its own, such as a choice: its fields by name. One type for
/// all of these, because each type of document costs every visitor about 1 KB of code.
#[derive(Debug, Clone, PartialEq)]
pub struct Fields(Map<String, Value>);

impl Fields {
    /// The text of a field.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// Whether a field says yes or no.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.0.get(name)?.as_bool()
    }
}

impl Document for Fields {
    fn from_json(json: Map<String, Value>) -> Option<Self> {
        json.get("schema")?.as_u64()?;
        Some(Self(json))
    }

    fn to_json(&self) -> Map<String, Value> {
        self.0.clone()
    }
}

/// What was found at a key.
#[derive(Debug, PartialEq)]
pub enum Loaded<T> {
    /// Nothing has been stored there.
    Absent,
    /// A value that could be read.
    Found(T),
    /// A value that could not be read, as it stands there.
    Damaged(String),
}

/// What could not be written yet.
#[derive(Clone)]
struct Pending {
    key: String,
    /// `None` is a removal.
    value: Option<String>,
    /// What stands there and cannot be read: to be copied aside first.
    unreadable: Option<String>,
}

/// The documents of this site.
#[derive(Clone)]
pub struct Store {
    area: Rc<dyn Area>,
    /// What could not be written yet.
    pending: Rc<RefCell<Vec<Pending>>>,
    trouble: Rc<RefCell<Option<Fault>>>,
}

impl Store {
    /// A store over `area`. `trouble` is what is wrong with it from the start: an area in memory
    /// that stands in for a denied localStorage.
    pub fn new(area: Rc<dyn Area>, trouble: Option<Fault>) -> Self {
        Self {
            area,
            pending: Rc::default(),
            trouble: Rc::new(RefCell::new(trouble)),
        }
    }

    /// Why the newest changes are not on disk, if they are not.
    pub fn trouble(&self) -> Option<Fault> {
        *self.trouble.borrow()
    }

    /// Reads the value at `key`, which has no prefix.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub fn load<T: Document>(&self, key: &str) -> Result<Loaded<T>, Fault> {
        Ok(match self.read_raw(key)? {
            None => Loaded::Absent,
            Some(raw) => decode(raw),
        })
    }

    /// Reads all values whose key starts with `prefix`, in no order. The second list
    /// has the keys and raw values of those that could not be read.
    ///
    /// # Errors
    /// The storage cannot be read.
    #[expect(clippy::type_complexity, reason = "two lists, each used once")]
    pub fn load_all<T: Document>(
        &self,
        prefix: &str,
    ) -> Result<(Vec<T>, Vec<(String, String)>), Fault> {
        let mut found = Vec::new();
        let mut damaged = Vec::new();
        for (key, raw) in self.all_raw(prefix)? {
            match decode(raw) {
                Loaded::Absent => {}
                Loaded::Found(value) => found.push(value),
                Loaded::Damaged(raw) => damaged.push((key, raw)),
            }
        }
        Ok((found, damaged))
    }

    /// Keys and values. What follows is the same for all documents, and not generic, so that a new
    /// type of document costs little.
    fn all_raw(&self, prefix: &str) -> Result<Vec<(String, String)>, Fault> {
        let mut all = Vec::new();
        for key in self.keys(prefix)? {
            if let Some(raw) = self.read_raw(&key)? {
                all.push((key, raw));
            }
        }
        Ok(all)
    }

    /// Writes `value` to `key` and reads it back. A value there that cannot be read as a `T` is
    /// copied aside first.
    ///
    /// What cannot be written is kept and tried again with the next change; reading sees it.
    ///
    /// # Errors
    /// Why it is not on disk.
    pub fn save<T: Document>(&self, key: &str, value: &T) -> Result<(), Fault> {
        self.change(key, Some(value.to_json()), is_readable::<T>)
    }

    /// Reads the fields at `key`; `None` where there are none that can be read.
    pub fn fields(&self, key: &str) -> Option<Fields> {
        match self.load(key) {
            Ok(Loaded::Found(fields)) => Some(fields),
            _ => None,
        }
    }

    /// Sets one of the fields at `key` and keeps the others.
    ///
    /// # Errors
    /// Why it is not on disk.
    pub fn set_field(&self, key: &str, name: &str, value: Value) -> Result<(), Fault> {
        let mut fields = self.fields(key).unwrap_or_else(|| {
            let mut json = Map::new();
            json.insert("schema".to_owned(), Value::from(1));
            Fields(json)
        });
        fields.0.insert(name.to_owned(), value);
        self.save(key, &fields)
    }

    /// Takes away the value at `key`. One that cannot be read as a `T` is copied aside first.
    ///
    /// # Errors
    /// Why it is still on disk.
    pub fn remove<T: Document>(&self, key: &str) -> Result<(), Fault> {
        self.change(key, None, is_readable::<T>)
    }

    fn change(
        &self,
        key: &str,
        value: Option<Map<String, Value>>,
        is_readable: fn(Map<String, Value>) -> bool,
    ) -> Result<(), Fault> {
        let json = value.map(|value| Value::Object(value).to_string());
        self.wait_to_write(key, json, is_readable);
        self.flush()
    }

    /// Tries to write what could not be written so far.
    ///
    /// # Errors
    /// Why it is still not on disk.
    pub fn flush(&self) -> Result<(), Fault> {
        let waiting = self.pending.borrow().clone();
        for pending in waiting {
            if let Err(fault) = self.write(&pending) {
                *self.trouble.borrow_mut() = Some(fault);
                return Err(fault);
            }
            self.pending
                .borrow_mut()
                .retain(|waiting| waiting.key != pending.key);
        }
        // A memory area that stands in for a denied storage stays in trouble.
        let mut trouble = self.trouble.borrow_mut();
        if *trouble != Some(Fault::Denied) {
            *trouble = None;
        }
        trouble.map_or(Ok(()), Err)
    }

    /// Values that were set aside because they could not be read: key and raw value.
    pub fn quarantined(&self) -> Vec<(String, String)> {
        let keys = self.keys(QUARANTINE).unwrap_or_default();
        keys.into_iter()
            .filter_map(|key| {
                let raw = self.read_raw(&key).ok().flatten()?;
                Some((key, raw))
            })
            .collect()
    }

    /// Keys that start with `prefix`, without [`PREFIX`], in no order.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub fn keys(&self, prefix: &str) -> Result<Vec<String>, Fault> {
        let wanted = full(prefix);
        let mut keys: Vec<String> = self
            .area
            .keys()?
            .iter()
            .filter(|key| key.starts_with(&wanted))
            .map(|key| key[PREFIX.len()..].to_owned())
            .collect();
        for Pending { key, .. } in self.pending.borrow().iter() {
            if key.starts_with(prefix) && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        Ok(keys)
    }

    fn read_raw(&self, key: &str) -> Result<Option<String>, Fault> {
        let pending = self.pending.borrow();
        if let Some(waiting) = pending.iter().find(|waiting| waiting.key == key) {
            return Ok(waiting.value.clone());
        }
        self.area.read(&full(key))
    }

    /// Puts a change in the queue, with what it would destroy.
    fn wait_to_write(
        &self,
        key: &str,
        value: Option<String>,
        is_readable: fn(Map<String, Value>) -> bool,
    ) {
        let there = self.area.read(&full(key)).unwrap_or(None);
        let unreadable = there.filter(|raw| !object(raw).is_some_and(is_readable));
        let mut pending = self.pending.borrow_mut();
        pending.retain(|waiting| waiting.key != key);
        pending.push(Pending {
            key: key.to_owned(),
            value,
            unreadable,
        });
    }

    fn write(&self, pending: &Pending) -> Result<(), Fault> {
        if let Some(raw) = &pending.unreadable {
            self.set_aside(&pending.key, raw)?;
        }
        match &pending.value {
            Some(value) => self.write_checked(&full(&pending.key), value),
            None => self.area.remove(&full(&pending.key)),
        }
    }

    fn set_aside(&self, key: &str, raw: &str) -> Result<(), Fault> {
        let mut copy = [QUARANTINE, key].concat();
        while let Some(there) = self.area.read(&full(&copy))? {
            if there == raw {
                return Ok(());
            }
            copy.push('+');
        }
        self.write_checked(&full(&copy), raw)
    }

    fn write_checked(&self, key: &str, value: &str) -> Result<(), Fault> {
        self.area.write(key, value)?;
        match self.area.read(key) {
            Ok(Some(kept)) if kept == value => Ok(()),
            _ => Err(Fault::Broken),
        }
    }
}

fn full(key: &str) -> String {
    [PREFIX, key].concat()
}

fn decode<T: Document>(raw: String) -> Loaded<T> {
    let document = object(&raw).and_then(T::from_json);
    document.map_or(Loaded::Damaged(raw), Loaded::Found)
}

fn is_readable<T: Document>(json: Map<String, Value>) -> bool {
    T::from_json(json).is_some()
}

fn object(raw: &str) -> Option<Map<String, Value>> {
    match serde_json::from_str(raw) {
        Ok(Value::Object(json)) => Some(json),
        _ => None,
    }
}

/// Takes a text out of a JSON object; `None` where there is none. A value of another type stays.
pub fn take_text(json: &mut Map<String, Value>, name: &str) -> Option<String> {
    json.get(name)?.as_str()?;
    match json.remove(name)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// Takes a list of texts out of a JSON object; empty where there is none. One with values of another
/// type stays.
pub fn take_texts(json: &mut Map<String, Value>, name: &str) -> Vec<String> {
    let list = json.get(name).and_then(Value::as_array);
    let texts = list.and_then(|list| {
        list.iter()
            .map(|value| value.as_str().map(str::to_owned))
            .collect()
    });
    if texts.is_some() {
        json.remove(name);
    }
    texts.unwrap_or_default()
}

/// Takes a whole number out of a JSON object; `None` where there is none. A value of another type
/// stays.
pub fn take_number(json: &mut Map<String, Value>, name: &str) -> Option<u32> {
    let number = json.get(name)?.as_u64()?.try_into().ok()?;
    json.remove(name);
    Some(number)
}

/// Takes a day, written `YYYY-MM-DD`, out of a JSON object; `None` where there is none. What is no
/// day stays.
pub fn take_day(json: &mut Map<String, Value>, name: &str) -> Option<Day> {
    let day = Day::parse(json.get(name)?.as_str()?)?;
    json.remove(name);
    Some(day)
}

#[cfg(test)]
mod tests;
