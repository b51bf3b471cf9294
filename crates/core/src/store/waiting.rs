//! What could not be written yet, and a storage that somebody has wiped.

use super::change::Rules;
use super::document::object;
use super::{MARK, Side, StorageError, Store, Write, Written, full};

/// Makes the head with this key, together with all that waits of it.
pub(super) type Found = fn(&Store, &str) -> Result<Written, StorageError>;

/// Brings the last batch of the head with this key to its own keys.
pub(super) type Settle = fn(&Store, &str) -> Result<(), StorageError>;

/// A batch that is committed and not yet at its own keys.
#[derive(Clone, Copy)]
pub(super) struct Unsettled {
    pub(super) settle: Settle,
    /// Whether this tab has to bring it there as soon as it can. Another tab may still be at it: then
    /// that has to be before this one changes anything of the document, and not sooner.
    pub(super) is_due: bool,
}

impl Store {
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
    pub(super) fn write_what_waits(&self) -> bool {
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

    // ---- a wiped storage --------------------------------------------------------------------

    pub(super) fn look_for_mark(&self) {
        let mark = self.area.read(&full(MARK));
        let mut state = self.state.borrow_mut();
        match mark {
            Ok(Some(_)) => (state.marked, state.wiped) = (true, false),
            Ok(None) => state.wiped = state.marked,
            Err(error) => state.error = Some(error),
        }
    }

    /// Writes everything that this tab knows.
    pub(super) fn write_again(&self) {
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
