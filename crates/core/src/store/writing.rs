//! One key written: compared with what is on disk, merged with it, and read back.

use super::change::{is_tombstone, without_tombstone};
use super::document::object;
use super::waiting::Unsettled;
use super::{
    Document, Json, MARK, QUARANTINE, Side, StorageError, Store, Write, Written, full, text_of,
};

/// What a [`Write`] comes to, given what is on disk.
pub(super) struct Step {
    pub(super) key: String,
    /// What is on disk.
    pub(super) disk: Option<String>,
    /// What is to be there; the same as `disk` where nothing is to be done.
    pub(super) wanted: Option<String>,
    /// Whether what is on disk cannot be read, and has to be copied aside first.
    pub(super) set_aside: bool,
    pub(super) written: Written,
}

impl Store {
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
    pub(super) fn before_writing(&self) {
        self.look_for_mark();
        if self.state.borrow().wiped {
            self.write_again();
        }
    }

    pub(super) fn write_one(&self, write: Write) -> Result<Written, StorageError> {
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
    pub(super) fn join_first(&self, head: &str) {
        let found = self.state.borrow().founding.get(head).copied();
        if let Some(found) = found
            && matches!(self.area.read(&full(head)), Ok(Some(_)))
        {
            _ = found(self, head);
        }
    }

    pub(super) fn wait(&self, write: Write) {
        let mut state = self.state.borrow_mut();
        let write = match state.waiting.remove(&write.key) {
            Some(earlier) => earlier.followed_by(write),
            None => write,
        };
        state.waiting.insert(write.key.clone(), write);
    }

    pub(super) fn attempt(&self, write: &Write, wins: Side) -> Result<Written, StorageError> {
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
    pub(super) fn step(&self, write: &Write, wins: Side) -> Result<Step, StorageError> {
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
                Some(after) if write.creates => step.wanted = Some(text_of(after)),
                Some(_) if write.deletes() => {}
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
        let merged = without_tombstone((write.rules.merge)(before, after, &normal, wins));
        if write.rules.visible(&merged) != write.rules.visible(after) {
            step.written = Written::Merged;
        }
        if merged != normal && merged != there {
            step.wanted = Some(text_of(&merged));
        }
        Ok(step)
    }

    /// Brings a key to what is wanted there, and makes sure of it.
    pub(super) fn perform(&self, step: &Step) -> Result<(), StorageError> {
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
    pub(super) fn set_aside(&self, step: &Step) -> Result<(), StorageError> {
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

    pub(super) fn write_checked(&self, key: &str, value: &str) -> Result<(), StorageError> {
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

    pub(super) fn remove_checked(&self, key: &str) -> Result<(), StorageError> {
        let key = full(key);
        self.area.remove(&key)?;
        match self.area.read(&key)? {
            None => Ok(()),
            Some(_) => Err(StorageError::Broken),
        }
    }
}
