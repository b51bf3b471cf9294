//! A plan and every way to change it, without a browser.
//!
//! Each change is an [`Edit`]: the items it touches, before and after. Applying it, undoing it and
//! storing it all work on that one list, so nothing is rewritten that did not change.

use super::rank;
use crate::content::{MILESTONES, STEPS};
use crate::store::{Document, take_number, take_text};
use serde_json::{Map, Value};

/// The newest schema of a stored item that this version writes.
pub const SCHEMA: u32 = 1;

/// Longest title, in bytes of UTF-8. With the other two limits it keeps a stored item below 4 KB,
/// even if JSON has to escape every character of its texts.
pub const TITLE_LIMIT: usize = 300;

/// Longest "done when", in bytes of UTF-8.
pub const DONE_WHEN_LIMIT: usize = 500;

/// Longest note, in bytes of UTF-8.
pub const NOTE_LIMIT: usize = 1_000;

/// One item of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Version of the stored format; see `docs/formats.md`.
    pub schema: u32,
    /// Permanent id: that of a milestone, or one made on this device.
    pub id: String,
    /// Id of the step it stands under. An item of an unknown step is shown under the last one.
    pub step: String,
    /// Position within the step; see [`rank`].
    pub rank: String,
    /// What to do.
    pub title: String,
    /// How to tell that it is done.
    pub done_when: String,
    /// The person's own note.
    pub note: String,
    /// How far it is.
    pub status: Status,
    /// Counts the changes to this item; orders two versions of it without a clock.
    pub version: u32,
    /// What a newer version of the site has written here: kept as it is.
    pub unknown: Map<String, Value>,
}

impl Document for Item {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        Some(Self {
            schema: take_number(&mut json, "schema")?,
            id: take_text(&mut json, "id")?,
            step: take_text(&mut json, "step")?,
            rank: take_text(&mut json, "rank")?,
            title: take_text(&mut json, "title")?,
            done_when: take_text(&mut json, "done_when").unwrap_or_default(),
            note: take_text(&mut json, "note").unwrap_or_default(),
            status: take_text(&mut json, "status").map_or(Status::ToDo, Status::from_name),
            version: take_number(&mut json, "version").unwrap_or_default(),
            unknown: json,
        })
    }

    fn to_json(&self) -> Map<String, Value> {
        let mut json = self.unknown.clone();
        let texts = [
            ("id", &self.id),
            ("step", &self.step),
            ("rank", &self.rank),
            ("title", &self.title),
            ("done_when", &self.done_when),
            ("note", &self.note),
        ];
        for (name, text) in texts {
            if !text.is_empty() {
                json.insert(name.to_owned(), Value::from(text.as_str()));
            }
        }
        json.insert("status".to_owned(), Value::from(self.status.name()));
        json.insert("schema".to_owned(), Value::from(self.schema));
        json.insert("version".to_owned(), Value::from(self.version));
        json
    }
}

/// How far an item is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Status {
    /// Not done yet.
    #[default]
    ToDo,
    /// Done.
    Done,
    /// A status that a newer version of the site knows.
    Unknown(String),
}

impl Status {
    fn from_name(name: String) -> Self {
        match name.as_str() {
            "todo" => Self::ToDo,
            "done" => Self::Done,
            _ => Self::Unknown(name),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::ToDo => "todo",
            Self::Done => "done",
            Self::Unknown(name) => name,
        }
    }
}

/// One item before and after a change; `None` where it does not exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The item as it was.
    pub before: Option<Item>,
    /// The item as it is.
    pub after: Option<Item>,
}

impl Change {
    /// Id of the item.
    pub fn id(&self) -> &str {
        self.after
            .as_ref()
            .or(self.before.as_ref())
            .map_or("", |item| &item.id)
    }
}

/// A change that a person made, with what they are told about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What was done, as a sentence.
    pub message: String,
    /// The items that it touches.
    pub changes: Vec<Change>,
}

impl Edit {
    fn one(message: String, before: Option<Item>, after: Option<Item>) -> Self {
        Self {
            message,
            changes: vec![Change { before, after }],
        }
    }

    /// The edit that takes this one back.
    pub fn inverse(&self) -> Self {
        let flip = |change: &Change| Change {
            before: change.after.clone(),
            after: change.before.clone(),
        };
        Self {
            message: ["Undone: ", &self.message].concat(),
            changes: self.changes.iter().map(flip).collect(),
        }
    }
}

/// Which way to move an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the start of its step.
    Up,
    /// Towards the end of its step.
    Down,
}

/// A plan: its items in the order in which they are shown.
///
/// A sorted list, kept in order by inserting: ARCHITECTURE.md says what maps and sorting cost.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    items: Vec<Item>,
}

impl Plan {
    /// The plan that everybody starts with.
    pub fn template() -> Self {
        let ranks = rank::spread(MILESTONES.len());
        let items = MILESTONES.iter().zip(ranks).map(|(milestone, rank)| Item {
            schema: SCHEMA,
            id: milestone.id.to_owned(),
            step: milestone.step.to_owned(),
            rank,
            title: milestone.title.to_owned(),
            done_when: milestone.done_when.to_owned(),
            note: String::new(),
            status: Status::ToDo,
            version: 0,
            unknown: Map::new(),
        });
        Self::from_items(items)
    }

    /// A plan of the given items; of two with one id the higher version stays.
    pub fn from_items(items: impl IntoIterator<Item = Item>) -> Self {
        let mut plan = Self::default();
        for item in items {
            if plan
                .item(&item.id)
                .is_none_or(|known| known.version < item.version)
            {
                plan.put(item);
            }
        }
        plan
    }

    /// All items in the order in which they are shown.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.iter()
    }

    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The items that are shown under a step, in order.
    pub fn in_step(&self, step: &str) -> Vec<&Item> {
        self.items
            .iter()
            .filter(|item| shown_under(item) == step)
            .collect()
    }

    /// The item that is shown after this one in its step, or before it where it is the last.
    pub fn neighbour(&self, id: &str) -> Option<&Item> {
        let list = self.in_step(shown_under(self.item(id)?));
        let place = list.iter().position(|item| item.id == id)?;
        list.get(place + 1)
            .or_else(|| list.get(place.checked_sub(1)?))
            .copied()
    }

    /// How many items are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        count_done(self.items.iter())
    }

    /// The same for one step.
    pub fn progress_of(&self, step: &str) -> (usize, usize) {
        count_done(self.items.iter().filter(|item| shown_under(item) == step))
    }

    /// Makes the changes of an edit.
    pub fn apply(&mut self, edit: &Edit) {
        for change in &edit.changes {
            match &change.after {
                Some(item) => self.put(item.clone()),
                None => self.items.retain(|item| item.id != change.id()),
            }
        }
    }

    /// Puts an item at its place, instead of another of its id.
    fn put(&mut self, item: Item) {
        self.items.retain(|other| other.id != item.id);
        let place = self
            .items
            .partition_point(|other| place_of(other) < place_of(&item));
        self.items.insert(place, item);
    }

    /// Ticks an item that is not done, and the other way round.
    pub fn tick(&self, id: &str) -> Option<Edit> {
        let item = self.item(id)?;
        let status = if item.status == Status::Done {
            Status::ToDo
        } else {
            Status::Done
        };
        let word = if status == Status::Done {
            "done"
        } else {
            "not done"
        };
        let message = format!("“{}” is {word}.", item.title);
        Some(self.changed(item, message, |item| item.status = status))
    }

    /// Adds an item at the end of a step. `None` for an empty title.
    pub fn add(&self, id: String, step: &str, title: &str) -> Option<Edit> {
        let title = one_line(title, TITLE_LIMIT)?;
        let last = self.in_step(step).last().map_or("", |item| &item.rank);
        let item = Item {
            schema: SCHEMA,
            id,
            step: step.to_owned(),
            rank: rank::between(last, ""),
            title,
            done_when: String::new(),
            note: String::new(),
            status: Status::ToDo,
            version: 1,
            unknown: Map::new(),
        };
        Some(Edit::one(
            format!("“{}” is added.", item.title),
            None,
            Some(item),
        ))
    }

    /// Changes the texts of an item. `None` for an empty title, or where nothing changes.
    pub fn reword(&self, id: &str, title: &str, done_when: &str, note: &str) -> Option<Edit> {
        let item = self.item(id)?;
        let title = one_line(title, TITLE_LIMIT)?;
        let done_when = one_line(done_when, DONE_WHEN_LIMIT).unwrap_or_default();
        let note = shortened(&without_controls(note), NOTE_LIMIT);
        if (&title, &done_when, &note) == (&item.title, &item.done_when, &item.note) {
            return None;
        }
        let message = format!("“{title}” is changed.");
        Some(self.changed(item, message, |item| {
            item.title = title;
            item.done_when = done_when;
            item.note = note;
        }))
    }

    /// Takes an item out of the plan.
    pub fn remove(&self, id: &str) -> Option<Edit> {
        let item = self.item(id)?;
        Some(Edit::one(
            format!("“{}” is deleted.", item.title),
            Some(item.clone()),
            None,
        ))
    }

    /// Moves an item past its neighbour, and past the end of its step into the next one. `None` at
    /// the very start and the very end.
    pub fn shift(&self, id: &str, direction: Direction) -> Option<Edit> {
        let item = self.item(id)?;
        let step = shown_under(item);
        let list = self.in_step(step);
        let place = list.iter().position(|other| other.id == id)?;
        let rank_at = |index: Option<usize>| {
            index
                .and_then(|index| list.get(index))
                .map_or("", |item| item.rank.as_str())
        };
        let target = match direction {
            Direction::Up => place.checked_sub(1),
            Direction::Down => Some(place + 1).filter(|place| *place < list.len()),
        };
        let (step, rank, place) = match (target, direction) {
            (Some(target), Direction::Up) => (
                step,
                rank::between(rank_at(target.checked_sub(1)), rank_at(Some(target))),
                target,
            ),
            (Some(target), Direction::Down) => (
                step,
                rank::between(rank_at(Some(target)), rank_at(Some(target + 1))),
                target,
            ),
            (None, direction) => {
                let step = neighbour_step(step, direction)?;
                let there = self.in_step(step);
                match direction {
                    Direction::Up => (
                        step,
                        rank::between(there.last().map_or("", |item| &item.rank), ""),
                        there.len(),
                    ),
                    Direction::Down => (
                        step,
                        rank::between("", there.first().map_or("", |item| &item.rank)),
                        0,
                    ),
                }
            }
        };
        let count = self.in_step(step).len() + usize::from(step != shown_under(item));
        let name = STEPS
            .iter()
            .find(|known| known.id == step)
            .map_or("", |step| step.title);
        let message = format!(
            "“{}” is at position {} of {count} in “{name}”.",
            item.title,
            place + 1
        );
        Some(self.changed(item, message, |item| {
            item.step = step.to_owned();
            item.rank = rank;
        }))
    }

    fn changed(&self, item: &Item, message: String, change: impl FnOnce(&mut Item)) -> Edit {
        let mut after = item.clone();
        change(&mut after);
        after.version += 1;
        Edit::one(message, Some(item.clone()), Some(after))
    }
}

/// The edits that were made, for undo and redo.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl History {
    /// How many edits can be undone.
    const LIMIT: usize = 200;

    /// Notes an edit that a person made; what was undone before it cannot be redone any more.
    pub fn record(&mut self, edit: Edit) {
        self.undone.clear();
        self.done.push(edit);
        if self.done.len() > Self::LIMIT {
            self.done.remove(0);
        }
    }

    /// The edit that takes the newest one back.
    pub fn undo(&mut self) -> Option<Edit> {
        let edit = self.done.pop()?;
        let inverse = edit.inverse();
        self.undone.push(edit);
        Some(inverse)
    }

    /// The newest undone edit, to be made again.
    pub fn redo(&mut self) -> Option<Edit> {
        let edit = self.undone.pop()?;
        self.done.push(edit.clone());
        Some(edit)
    }

    /// Whether there is something to undo and to redo.
    pub fn available(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }
}

/// What items are ordered by: step, rank, and the id where two devices have given one rank twice.
fn place_of(item: &Item) -> (usize, &str, &str) {
    let step = shown_under(item);
    (
        STEPS
            .iter()
            .position(|known| known.id == step)
            .unwrap_or_default(),
        &item.rank,
        &item.id,
    )
}

/// The step that an item is shown under: its own, or the last where that is unknown.
fn shown_under(item: &Item) -> &'static str {
    let own = STEPS.iter().find(|step| step.id == item.step);
    own.or(STEPS.last()).map_or("", |step| step.id)
}

fn neighbour_step(step: &str, direction: Direction) -> Option<&'static str> {
    let place = STEPS.iter().position(|known| known.id == step)?;
    let place = match direction {
        Direction::Up => place.checked_sub(1)?,
        Direction::Down => place + 1,
    };
    STEPS.get(place).map(|step| step.id)
}

fn count_done<'a>(items: impl Iterator<Item = &'a Item>) -> (usize, usize) {
    items.fold((0, 0), |(done, all), item| {
        (done + usize::from(item.status == Status::Done), all + 1)
    })
}

/// `text` without line breaks, control characters and outer space, cut to `limit` bytes; `None`
/// where nothing is left.
fn one_line(text: &str, limit: usize) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line = shortened(&words.join(" "), limit);
    (!line.is_empty()).then_some(line)
}

/// A note may have several lines, but nothing else that JSON would write as six characters.
fn without_controls(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

fn shortened(text: &str, limit: usize) -> String {
    text[..text.floor_char_boundary(limit)].to_owned()
}

#[cfg(test)]
mod tests;
