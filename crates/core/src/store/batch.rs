//! Several changes of one document that are on disk all together, or not at all.

use super::change::{NUMBER, Rules};
use super::document::object;
use super::sorted::Sorted;
use super::waiting::Unsettled;
use super::writing::Step;
use super::{Raw, Side, StorageError, Store, Write, Written, full, text_of};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// After the key of a head: all changes of a batch as one value.
const JOURNAL: &str = ":batch";

/// Written and removed again, to see whether there is room.
pub(super) const ROOM: &str = "room";

/// What to do with a batch that cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    /// Nothing: all is as it was.
    Refuse,
    /// It waits, and reading sees it: a document that is new as a whole, a change of another one key
    /// by key.
    Wait,
}

/// A batch as it is stored until all of it is at its own keys.
#[derive(Serialize, Deserialize)]
struct Journal {
    schema: u32,
    number: u64,
    changes: Vec<Change>,
}

/// Key, hash of the value that was there, and the new value.
#[derive(Serialize, Deserialize)]
struct Change(String, Option<u64>, Option<Value>);

/// What a batch has committed and is bringing to its own keys: for each the hash of the value that was
/// there, and the new value.
#[derive(Debug, Default)]
pub struct Coming(Sorted<(Option<u64>, Option<Value>)>);

impl Coming {
    /// Adds the keys with this prefix to those that are there, in their order.
    pub(super) fn add_keys(&self, keys: &mut Vec<String>, prefix: &str) {
        let ours = self.0.keys().filter(|key| key.starts_with(prefix));
        let ours = ours.filter(|key| {
            keys.binary_search_by(|known| known.as_str().cmp(key))
                .is_err()
        });
        let ours: Vec<String> = ours.map(str::to_owned).collect();
        if !ours.is_empty() {
            keys.extend(ours);
            keys.sort_unstable();
        }
    }
}

/// Whether a key is the store's own and says nothing to other tabs.
pub(super) fn is_internal(key: &str) -> bool {
    key == ROOM || key.ends_with(JOURNAL)
}

impl Store {
    /// Makes changes that belong together: `head` is the document, and the others are its parts. A
    /// head that is new makes the document.
    ///
    /// # Errors
    /// Why it is not on disk. With [`Otherwise::Refuse`] nothing has changed; else it waits.
    pub fn batch(
        &self,
        head: Write,
        parts: Vec<Write>,
        otherwise: Otherwise,
    ) -> Result<Written, StorageError> {
        self.before_writing();
        let head_key = head.key.clone();
        self.join_first(&head_key);
        let parts: Vec<Write> = parts
            .into_iter()
            .map(|part| part.part_of(&head_key))
            .collect();
        let (all_head, all_parts) = self.with_what_waits(&head, &parts);
        match self.commit(&all_head, &all_parts) {
            Ok(written) => {
                self.forget_waiting(&head_key, &all_parts);
                self.write_what_waits();
                Ok(written)
            }
            Err(error) => {
                if otherwise == Otherwise::Wait {
                    self.wait_for(head, parts);
                }
                self.state.borrow_mut().error = Some(error);
                Err(error)
            }
        }
    }

    /// The same changes on top of those of the same keys that wait already.
    fn with_what_waits(&self, head: &Write, parts: &[Write]) -> (Write, Vec<Write>) {
        let state = self.state.borrow();
        let on_top = |write: &Write| match state.waiting.get(&write.key) {
            Some(earlier) => earlier.clone().followed_by(write.clone()),
            None => write.clone(),
        };
        let all_head = on_top(head);
        let mut all: Vec<Write> = parts.iter().map(on_top).collect();
        if state.founding.contains(&head.key) {
            let others = state.waiting.values().filter(|waiting| {
                waiting.owner.as_ref() == Some(&head.key)
                    && parts.iter().all(|part| part.key != waiting.key)
            });
            all.extend(others.cloned());
        }
        (all_head, all)
    }

    fn forget_waiting(&self, head: &str, parts: &[Write]) {
        let mut state = self.state.borrow_mut();
        // What could not be brought to its own key after the commit waits on.
        state.waiting.retain(|key, write| {
            write.journaled || (key != head && parts.iter().all(|part| part.key != *key))
        });
        state.founding.remove(head);
    }

    fn wait_for(&self, head: Write, parts: Vec<Write>) {
        if head.creates {
            self.state
                .borrow_mut()
                .founding
                .insert(head.key.clone(), Self::found);
            self.wait(head);
            parts.into_iter().for_each(|part| self.wait(part));
            return;
        }
        // The head last: its count of parts must never promise more than there is.
        for write in parts.into_iter().chain([head]) {
            if !write.changes_nothing() {
                _ = self.write_one(write);
            }
        }
    }

    /// Makes a document that waits, with all that waits of it.
    fn found(&self, head: &str) -> Result<Written, StorageError> {
        let (head_write, parts) = {
            let state = self.state.borrow();
            let Some(head_write) = state.waiting.get(head) else {
                return Ok(Written::AsGiven);
            };
            let parts = state.waiting.values();
            let parts = parts.filter(|part| part.owner.as_deref() == Some(head));
            (head_write.clone(), parts.cloned().collect::<Vec<_>>())
        };
        if self.area.read(&full(head))?.is_some() {
            // Another tab was first: only what was changed here goes on top of its document.
            let mut state = self.state.borrow_mut();
            state.founding.remove(head);
            // Should that document be deleted again, it does not come back by this.
            let head_write = Write {
                creates: false,
                ..head_write
            };
            state.waiting.insert(head.to_owned(), head_write.clone());
            let is_ours = |write: &Write| write.owner.as_deref() == Some(head) || write.key == head;
            state
                .waiting
                .retain(|_, write| !is_ours(write) || !write.changes_nothing());
            drop(state);
            let mut result = Ok(Written::Merged);
            // The head last: its count of parts must never promise more than there is.
            let writes = parts.iter().chain([&head_write]);
            for write in writes.filter(|write| !write.changes_nothing()) {
                match self.attempt(write, Side::Theirs) {
                    Ok(_) => _ = self.state.borrow_mut().waiting.remove(&write.key),
                    Err(error) => result = Err(error),
                }
            }
            return result;
        }
        let written = self.commit(&head_write, &parts)?;
        self.forget_waiting(head, &parts);
        Ok(written)
    }

    /// Stages all, checks that there is room, commits, and brings each change to its own key.
    fn commit(&self, head: &Write, parts: &[Write]) -> Result<Written, StorageError> {
        self.settle(&head.key)?;
        let mut head_step = self.step(head, Side::Mine)?;
        if head_step.written == Written::Gone {
            return Ok(Written::Gone);
        }
        let mut written = head_step.written;
        let mut steps = Vec::new();
        for part in parts {
            // Another tab may have made the document first: then the template is no part of it.
            if head.creates && head_step.disk.is_some() && part.changes_nothing() {
                written = Written::Merged;
                continue;
            }
            let step = self.step(part, Side::Mine)?;
            written = written.max(step.written);
            if step.wanted != step.disk {
                steps.push(step);
            }
        }
        if steps.is_empty() && head_step.wanted == head_step.disk {
            return Ok(written);
        }
        for step in steps.iter().chain([&head_step]) {
            if step.set_aside {
                self.set_aside(step)?;
            }
        }
        let number = number_in(head_step.disk.as_deref()).unwrap_or_default() + 1;
        let mut head_json = head_step
            .wanted
            .as_deref()
            .and_then(object)
            .unwrap_or_default();
        head_json.insert(NUMBER.to_owned(), Value::from(number));
        head_step.wanted = Some(text_of(&head_json));

        let journal_key = format!("{}{JOURNAL}", head.key);
        let staged = self
            .write_checked(&journal_key, &journal(number, &steps))
            .and_then(|()| self.check_room(&head_step, &steps))
            .and_then(|()| self.perform(&head_step));
        if let Err(error) = staged {
            _ = self.area.remove(&full(&journal_key));
            return Err(error);
        }
        let mut all_done = true;
        for step in &steps {
            if self.perform(step).is_err() {
                all_done = false;
                let journaled = later(step, &head.key);
                let mut state = self.state.borrow_mut();
                state.waiting.insert(step.key.clone(), journaled);
            }
        }
        if !all_done || self.remove_checked(&journal_key).is_err() {
            self.note_unsettled(&head.key, true);
        }
        Ok(written)
    }

    /// Whether all values will fit beside the journal.
    fn check_room(&self, head: &Step, steps: &[Step]) -> Result<(), StorageError> {
        let size = |key: &str, value: &Option<String>| {
            let value = value.as_deref();
            value.map_or(0, |value| units(&full(key)) + units(value))
        };
        let growth =
            |step: &Step| size(&step.key, &step.wanted).saturating_sub(size(&step.key, &step.disk));
        let growth: usize = steps.iter().chain([head]).map(growth).sum();
        if growth == 0 {
            return Ok(());
        }
        let room = full(ROOM);
        let fits = self.area.write(&room, &"x".repeat(growth));
        self.area.remove(&room)?;
        fits
    }

    /// Finishes the batch of a document that a crash, or a lack of room, has cut; and removes one
    /// that was never committed.
    ///
    /// # Errors
    /// What is committed cannot be written: it waits, and reading sees it.
    pub fn settle(&self, head: &str) -> Result<(), StorageError> {
        let journal_key = format!("{head}{JOURNAL}");
        let Some(raw) = self.area.read(&full(&journal_key))? else {
            self.forget_journal(head);
            return Ok(());
        };
        let mut result = Ok(());
        for Change(key, before, after) in self.committed(head, &raw)? {
            let disk = self.area.read(&full(&key));
            let mut step = Step {
                key,
                disk: None,
                wanted: after
                    .as_ref()
                    .and_then(|after| serde_json::to_string(after).ok()),
                set_aside: false,
                written: Written::AsGiven,
            };
            let brought = disk.and_then(|disk| {
                // What differs was brought there already, or changed again since.
                let is_due = disk.as_deref().map(hash) == before;
                step.disk = disk;
                if is_due { self.perform(&step) } else { Ok(()) }
            });
            if let Err(error) = brought {
                let mut state = self.state.borrow_mut();
                if !state.waiting.contains(&step.key) {
                    state.waiting.insert(step.key.clone(), later(&step, head));
                }
                result = Err(error);
            }
        }
        let result = result.and_then(|()| self.remove_checked(&journal_key));
        match result {
            Ok(()) => self.forget_journal(head),
            Err(error) => {
                self.note_unsettled(head, true);
                self.state.borrow_mut().error = Some(error);
            }
        }
        result
    }

    fn note_unsettled(&self, head: &str, is_due: bool) {
        let mut state = self.state.borrow_mut();
        let was_due = state.unsettled.get(head).is_some_and(|known| known.is_due);
        let unsettled = Unsettled {
            settle: Self::settle,
            is_due: is_due || was_due,
        };
        state.unsettled.insert(head.to_owned(), unsettled);
    }

    /// What a journal has for the document at `head`, where that names it.
    fn committed(&self, head: &str, journal: &str) -> Result<Vec<Change>, StorageError> {
        let committed = number_in(self.area.read(&full(head))?.as_deref());
        let journal: Option<Journal> = serde_json::from_str(journal).ok();
        let journal = journal.filter(|journal| Some(journal.number) == committed);
        Ok(journal.map_or(Vec::new(), |journal| journal.changes))
    }

    /// What the last batch of the document at `head` has not brought to its own keys yet, for
    /// [`begin`](Self::begin).
    ///
    /// For a tab that hears of the batch while another one is at it. To [settle](Self::settle) it
    /// here would be all of that work once more, and could write over what that tab does next. Where
    /// that tab was cut, it is settled before this one changes anything of the document.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub fn coming(&self, head: &str) -> Result<Coming, StorageError> {
        let journal = self.area.read(&full(&format!("{head}{JOURNAL}")))?;
        let Some(journal) = journal else {
            self.forget_journal(head);
            return Ok(Coming::default());
        };
        let changes = self.committed(head, &journal)?;
        if !changes.is_empty() {
            self.note_unsettled(head, false);
        }
        let changes = changes.into_iter();
        let changes = changes.map(|Change(key, before, after)| (key, (before, after)));
        Ok(Coming(changes.collect()))
    }

    /// Reads a value, or what is coming to its key. That is known then, and no news when it is there.
    pub(super) fn read_coming(
        &self,
        key: &str,
        coming: &mut Coming,
    ) -> Result<Option<Raw>, StorageError> {
        let Some((before, after)) = coming.0.get_mut(key) else {
            return self.read_object(key);
        };
        let there = self.read(key)?;
        let mut state = self.state.borrow_mut();
        if there.as_deref().map(hash) != *before || state.waiting.contains(key) {
            drop(state);
            return self.read_object(key);
        }
        let after = match after.take() {
            Some(Value::Object(json)) => Some((text_of(&json), Some(json))),
            _ => None,
        };
        let text = after.as_ref().map(|(text, _)| text.clone());
        state.known.insert(key.to_owned(), text);
        Ok(after)
    }

    /// The batch of a document is at its own keys.
    fn forget_journal(&self, head: &str) {
        let mut state = self.state.borrow_mut();
        if state.unsettled.remove(head).is_some() {
            state
                .waiting
                .retain(|_, write| !write.journaled || write.owner.as_deref() != Some(head));
        }
    }

    /// Deletes the document at `head` for good, with its parts and with every copy that was set
    /// aside of them. Needs no room.
    ///
    /// # Errors
    /// Not everything could be removed; the rest is tried again.
    pub fn delete(&self, head: &str) -> Result<(), StorageError> {
        {
            let mut state = self.state.borrow_mut();
            state.founding.remove(head);
            state.unsettled.remove(head);
            state.waiting.retain(|key, _| !belongs_to(key, head));
        }
        let mut result = Ok(());
        // The head first: without it the rest is no document any more.
        let keys = std::iter::once(head.to_owned());
        let parts = self.keys("")?;
        let parts = parts
            .into_iter()
            .filter(|key| key != head && belongs_to(key, head));
        for key in keys.chain(parts) {
            match self.remove_checked(&key) {
                Ok(()) => self.state.borrow_mut().known.insert(key, None),
                Err(error) => {
                    result = Err(error);
                    self.wait(Write::removal(&key, None));
                }
            }
        }
        if let Err(error) = result {
            self.state.borrow_mut().error = Some(error);
        }
        self.write_what_waits();
        result
    }
}

/// Whether a key is the document at `head`, a part of it, or a copy of either that was set aside.
fn belongs_to(key: &str, head: &str) -> bool {
    let key = key.strip_prefix(super::QUARANTINE).unwrap_or(key);
    let rest = key.strip_prefix(head);
    rest.is_some_and(|rest| rest.starts_with(':') || rest.trim_start_matches('+').is_empty())
}

fn journal(number: u64, steps: &[Step]) -> String {
    let changes = steps.iter().map(|step| {
        let after = step.wanted.as_deref().and_then(object).map(Value::Object);
        Change(step.key.clone(), step.disk.as_deref().map(hash), after)
    });
    let journal = Journal {
        schema: 1,
        number,
        changes: changes.collect(),
    };
    // By way of a `Value`, because every stored value has its fields in alphabetical order.
    serde_json::to_value(&journal)
        .and_then(|json| serde_json::to_string(&json))
        .unwrap_or_default()
}

/// A step that could not be made yet.
fn later(step: &Step, head: &str) -> Write {
    Write {
        key: step.key.clone(),
        before: step.disk.as_deref().and_then(object),
        after: step.wanted.as_deref().and_then(object),
        creates: true,
        owner: Some(head.to_owned()),
        journaled: true,
        rules: Rules::PLAIN,
    }
}

fn number_in(head: Option<&str>) -> Option<u64> {
    object(head?)?.get(NUMBER)?.as_u64()
}

/// 64 bits that differ where two values do (FNV-1a).
fn hash(value: &str) -> u64 {
    value.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What browsers count: UTF-16 units.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
