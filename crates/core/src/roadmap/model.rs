//! A plan and every way to change it, without a browser.
//!
//! Each change is an [`Edit`]: the items it touches, before and after. Applying it, undoing it and
//! storing it all work on that one list, so nothing is rewritten that did not change.

use super::draft::Draft;
use super::item::{
    EVIDENCE_LIMIT, Evidence, Item, Kind, Status, TITLE_LIMIT, WITNESS_LIMIT, one_line,
    several_lines,
};
use super::rank;
use crate::content::{MILESTONES, Milestone, STEPS};
use crate::id::ItemId;
use crate::store::Document;
use crate::text::{number, quoted};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// Where what was kept is to be found: what is said and has this in it gets a link to that tab.
pub const UNDER_EVIDENCE: &str = "under “Evidence”";

/// One item before and after a change; `None` where it does not exist. Stored as the pair of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Sides", into = "Sides")]
pub struct Change {
    /// The item as it was.
    pub before: Option<Arc<Item>>,
    /// The item as it is.
    pub after: Option<Arc<Item>>,
}

/// A [`Change`] as it is stored.
type Sides = (Option<Item>, Option<Item>);

impl From<Sides> for Change {
    fn from((before, after): Sides) -> Self {
        Self {
            before: before.map(Arc::new),
            after: after.map(Arc::new),
        }
    }
}

impl From<Change> for Sides {
    fn from(change: Change) -> Self {
        (
            change.before.map(Arc::unwrap_or_clone),
            change.after.map(Arc::unwrap_or_clone),
        )
    }
}

impl Change {
    /// Id of the item.
    pub fn id(&self) -> &str {
        let item = self.after.as_ref().or(self.before.as_ref());
        item.map_or("", |item| &item.id)
    }

    /// Whether it is about a step of the person's own.
    pub fn is_of_step(&self) -> bool {
        let either = self.after.as_ref().or(self.before.as_ref());
        either.is_some_and(|item| item.kind == Kind::Step)
    }

    fn inverse(&self) -> Self {
        Self {
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

/// A change that a person made, with what they are told about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edit {
    /// What was done, as a sentence.
    pub message: String,
    /// The items that it touches.
    pub changes: Vec<Change>,
}

impl Edit {
    /// The edit that takes this one back.
    pub fn inverse(&self) -> Self {
        Self {
            message: format!("Undone: {}", self.message),
            changes: self.changes.iter().map(Change::inverse).collect(),
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

/// A step of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepOf<'a> {
    /// Permanent id.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Whether it is the person's own, not one of the guide's four.
    pub own: bool,
}

/// How much of a plan, or of a step, is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Milestones that are done.
    pub done: usize,
    /// All milestones but those that are skipped.
    pub all: usize,
}

/// “9 of 28”.
impl fmt::Display for Progress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [done, all] = [self.done, self.all].map(number);
        formatter.write_str(&[&done, " of ", &all].concat())
    }
}

impl Progress {
    /// How many of these milestones are done. What is skipped does not count.
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Arc<Item>>) -> Self {
        let mut progress = Self::default();
        for item in items {
            progress.done += usize::from(item.status == Status::Done);
            progress.all += usize::from(item.status != Status::Skipped);
        }
        progress
    }
}

/// A plan: its items by id, and in the order in which they are shown within their steps.
///
/// Lists that are kept sorted, not maps: ARCHITECTURE.md says what those cost.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    by_id: Vec<Arc<Item>>,
    by_rank: Vec<Arc<Item>>,
}

impl Plan {
    /// The plan that everybody starts with.
    pub fn template() -> Self {
        Self::from_items(items_of_guide())
    }

    /// A plan of the given items; of two with one id the [newer](is_newer) stays.
    pub fn from_items(items: impl IntoIterator<Item = Item>) -> Self {
        let mut plan = Self::default();
        for item in items {
            if plan
                .item(&item.id)
                .is_none_or(|known| is_newer(&item, known))
            {
                plan.put(Arc::new(item));
            }
        }
        plan
    }

    /// Everything that is stored: milestones in the order of their steps, own steps, and what was
    /// deleted.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.by_id.iter().map(AsRef::as_ref)
    }

    /// The milestones that are shown, in order.
    pub fn milestones(&self) -> Vec<&Arc<Item>> {
        let steps = self.by_step().into_iter();
        steps.flat_map(|(_, items)| items).collect()
    }

    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<&Arc<Item>> {
        let place = self.by_id.binary_search_by(|item| item.id.as_str().cmp(id));
        self.by_id.get(place.ok()?)
    }

    /// The steps in order: the guide's four, then the person's own.
    pub fn steps(&self) -> Vec<StepOf<'_>> {
        let guide = STEPS.iter().map(|step| StepOf {
            id: step.id,
            title: step.title,
            own: false,
        });
        let own = self.by_rank.iter().filter(|item| item.kind == Kind::Step);
        let own = own.filter(|item| item.is_there()).map(|item| StepOf {
            id: &item.id,
            title: &item.title,
            own: true,
        });
        guide.chain(own).collect()
    }

    /// The steps in order, each with the milestones that are shown under it, in order. One pass,
    /// where each step on its own would be one.
    pub fn by_step(&self) -> Vec<(StepOf<'_>, Vec<&Arc<Item>>)> {
        let steps = self.steps().into_iter();
        let mut groups: Vec<_> = steps.map(|step| (step, Vec::new())).collect();
        for item in self.by_rank.iter().filter(|item| is_shown(item)) {
            let place = groups.iter().position(|(step, _)| item.step == step.id);
            // An unknown step's items stand in the guide's last one.
            if let Some((_, items)) = groups.get_mut(place.unwrap_or(STEPS.len() - 1)) {
                items.push(item);
            }
        }
        groups
    }

    /// The milestones that are shown under a step, in order.
    pub fn in_step(&self, step: &str) -> Vec<&Arc<Item>> {
        let shown = |item: &&Arc<Item>| is_shown(item) && self.step_of(item) == step;
        self.by_rank.iter().filter(shown).collect()
    }

    /// The id of the step that an item is shown under: its own, or the guide's last where that is
    /// unknown.
    pub fn step_of<'a>(&'a self, item: &'a Item) -> &'a str {
        let is_guides = STEPS.iter().any(|step| item.step == step.id);
        let is_own = || {
            self.item(&item.step)
                .is_some_and(|step| step.kind == Kind::Step && step.is_there())
        };
        if is_guides || is_own() {
            &item.step
        } else {
            STEPS.last().map_or("", |step| step.id)
        }
    }

    /// The item that is shown after this one in its step, or before it where it is the last.
    pub fn neighbour(&self, id: &str) -> Option<&Arc<Item>> {
        let list = self.in_step(self.step_of(self.item(id)?));
        let place = list.iter().position(|item| item.id == id)?;
        list.get(place + 1)
            .or_else(|| list.get(place.checked_sub(1)?))
            .copied()
    }

    /// How much is done.
    pub fn progress(&self) -> Progress {
        Progress::of(self.by_id.iter().filter(|item| is_shown(item)))
    }

    /// Makes the changes of an edit.
    pub fn apply(&mut self, edit: &Edit) {
        for change in &edit.changes {
            match &change.after {
                Some(item) => self.put(item.clone()),
                None => self.take(change.id()),
            }
        }
    }

    fn put(&mut self, item: Arc<Item>) {
        self.take(&item.id);
        let place = self.by_id.partition_point(|other| other.id < item.id);
        self.by_id.insert(place, item.clone());
        let place = self.place_by_rank(&item);
        self.by_rank.insert(place, item);
    }

    fn take(&mut self, id: &str) {
        if let Ok(place) = self.by_id.binary_search_by(|item| item.id.as_str().cmp(id)) {
            let item = self.by_id.remove(place);
            let place = self.place_by_rank(&item);
            self.by_rank.remove(place);
        }
    }

    /// Items are ordered by rank, and by id where two devices have given one rank twice.
    fn place_by_rank(&self, item: &Item) -> usize {
        self.by_rank
            .partition_point(|other| (&other.rank, &other.id) < (&item.rank, &item.id))
    }

    // ---- edits ------------------------------------------------------------------------------

    /// Ticks an item that is not done, and the other way round.
    pub fn tick(&self, id: &str) -> Option<Edit> {
        let status = match self.item(id)?.status {
            Status::Done => Status::ToDo,
            _ => Status::Done,
        };
        self.set_status(&[id.into()], &status)
    }

    /// Gives items a status. `None` where all have it.
    pub fn set_status(&self, ids: &[ItemId], status: &Status) -> Option<Edit> {
        let name = match status {
            Status::ToDo => "not done",
            Status::Doing => "under way",
            Status::Done => "done",
            Status::Skipped => "skipped",
            Status::Removed | Status::Unknown(_) => return None,
        };
        let items = self.shown(ids);
        let items = items.into_iter().filter(|item| item.status != *status);
        self.change_each(items.collect(), name, |item| item.status = status.clone())
    }

    /// Adds a milestone at the end of a step. `None` for an empty title.
    pub fn add(&self, id: ItemId, step: &str, title: &str) -> Option<Edit> {
        let item = Item {
            id,
            step: step.into(),
            title: title.to_owned(),
            ..Item::default()
        };
        self.add_all(vec![item])
    }

    /// Adds milestones, each at the end of its step. What has an empty title, or an id that is
    /// there already, is left out; `None` where nothing remains.
    pub fn add_all(&self, items: Vec<Item>) -> Option<Edit> {
        let mut grown = self.clone();
        let mut changes = Vec::new();
        for mut item in items {
            item.title = one_line(&item.title, TITLE_LIMIT);
            if item.title.is_empty() || grown.item(&item.id).is_some() {
                continue;
            }
            let last = grown.last_rank(grown.step_of(&item));
            item.rank = rank::between(&last, "");
            item.version = 1;
            item.fit();
            let item = Arc::new(item);
            grown.put(item.clone());
            changes.push(Change {
                before: None,
                after: Some(item),
            });
        }
        edit_of(changes, "added")
    }

    /// Adds a step of the person's own. `None` for an empty title.
    pub fn add_step(&self, id: ItemId, title: &str) -> Option<Edit> {
        let last = self.by_rank.iter().rev();
        let last = last.into_iter().find(|item| item.kind == Kind::Step);
        let rank = rank::between(last.map_or("", |step| &step.rank), "");
        let title = one_line(title, TITLE_LIMIT);
        let step = Item {
            id,
            kind: Kind::Step,
            rank,
            title,
            version: 1,
            ..Item::default()
        };
        if step.title.is_empty() || self.item(&step.id).is_some() {
            return None;
        }
        let change = Change {
            before: None,
            after: Some(Arc::new(step)),
        };
        edit_of(vec![change], "added")
    }

    /// Gives a step of the person's own another name.
    pub fn rename_step(&self, id: &str, title: &str) -> Option<Edit> {
        let step = self.own_step(id)?;
        let title = one_line(title, TITLE_LIMIT);
        if title.is_empty() || title == step.title {
            return None;
        }
        self.change_each(vec![step], "renamed", |item| item.title.clone_from(&title))
    }

    /// Deletes a step of the person's own. Its milestones go to the end of the step before it.
    pub fn remove_step(&self, id: &str) -> Option<Edit> {
        let step = self.own_step(id)?;
        let steps = self.steps();
        let place = steps.iter().position(|known| known.id == id)?;
        let target = steps.get(place.checked_sub(1)?)?.id;
        let mut rank = self.last_rank(target);
        let mut changes = vec![self.deletion(step)];
        for item in self.by_rank.iter().filter(|item| item.step == id) {
            rank = rank::between(&rank, "");
            changes.push(changed(item, |item| {
                item.step = target.into();
                item.rank.clone_from(&rank);
            }));
        }
        edit_of(changes, "deleted")
    }

    /// Adds a copy of an item after it: not done, without evidence.
    pub fn duplicate(&self, id: &str, new_id: ItemId) -> Option<Edit> {
        let original = self.item(id).filter(|item| is_shown(item))?;
        let list = self.in_step(self.step_of(original));
        let place = list.iter().position(|item| item.id == id)?;
        let next = list.get(place + 1).map_or("", |item| &item.rank);
        let copy = Item {
            id: new_id,
            rank: rank::between(&original.rank, next),
            status: Status::ToDo,
            evidence: Evidence::default(),
            revision: None,
            version: 1,
            ..Item::clone(original)
        };
        let change = Change {
            before: None,
            after: Some(Arc::new(copy)),
        };
        edit_of(vec![change], "duplicated")
    }

    /// Changes an item to what stands in its form. `None` for an empty title, or where nothing
    /// changes.
    pub fn rewrite(&self, id: &str, draft: &Draft) -> Option<Edit> {
        let item = self.item(id).filter(|item| is_shown(item))?;
        let mut after = draft.written_on(item);
        if after.title.is_empty() || after == **item {
            return None;
        }
        after.version += 1;
        after.fit();
        let change = Change {
            before: Some(item.clone()),
            after: Some(Arc::new(after)),
        };
        edit_of(vec![change], "changed")
    }

    /// Gives an item its evidence.
    pub fn prove(&self, id: &str, evidence: &Evidence) -> Option<Edit> {
        let item = self.item(id).filter(|item| is_shown(item))?;
        let evidence = Evidence {
            what: several_lines(&evidence.what, EVIDENCE_LIMIT),
            when: evidence.when,
            who: one_line(&evidence.who, WITNESS_LIMIT),
        };
        if evidence == item.evidence {
            return None;
        }
        let mut edit = self.change_each(vec![item], "changed", |item| {
            item.evidence = evidence.clone();
        })?;
        if !evidence.is_empty() {
            // A link stands beside it, and the milestone is the one that was just ticked.
            edit.message = format!("Kept {UNDER_EVIDENCE}.");
        }
        Some(edit)
    }

    /// Takes items out of the plan.
    pub fn remove(&self, ids: &[ItemId]) -> Option<Edit> {
        let changes = self.shown(ids).into_iter();
        edit_of(changes.map(|item| self.deletion(item)).collect(), "deleted")
    }

    /// Moves items, in their order, to a place in a step: before another item, or to its end. `None`
    /// where they stand there already.
    pub fn move_to(&self, ids: &[ItemId], step: &str, before: Option<&str>) -> Option<Edit> {
        let list = self.in_step(step);
        let staying: Vec<&Arc<Item>> = list
            .iter()
            .copied()
            .filter(|item| !ids.contains(&item.id))
            .collect();
        let place = before
            .and_then(|before| staying.iter().position(|item| item.id == before))
            .unwrap_or(staying.len());
        let moving = self.shown(ids);
        if list.get(place..place + moving.len()) == Some(&moving) {
            return None;
        }
        let rank_at = |place: Option<usize>| {
            place
                .and_then(|place| staying.get(place))
                .map_or("", |item| item.rank.as_str())
        };
        let mut low = rank_at(place.checked_sub(1)).to_owned();
        let high = rank_at(Some(place));
        let mut changes = Vec::new();
        for item in moving {
            low = rank::between(&low, high);
            changes.push(changed(item, |item| {
                item.step = step.into();
                item.rank.clone_from(&low);
            }));
        }
        let message = match changes.as_slice() {
            [change] => self.moved(change, step, place, staying.len() + 1),
            _ => return edit_of(changes, "moved"),
        };
        Some(Edit { message, changes })
    }

    fn moved(&self, change: &Change, step: &str, place: usize, count: usize) -> String {
        let title = change.after.as_ref().map_or("", |item| item.title.as_str());
        let steps = self.steps();
        let name = steps.iter().find(|known| known.id == step);
        let step = name.map_or("", |step| step.title);
        let [position, count] = [place + 1, count].map(number);
        let [title, step] = [title, step].map(quoted);
        format!("{title} is at position {position} of {count} in {step}.")
    }

    /// Moves an item past its neighbour, and past the end of its step into the next one. `None` at
    /// the very start and the very end.
    pub fn shift(&self, id: &str, direction: Direction) -> Option<Edit> {
        let step = self.step_of(self.item(id)?);
        let list = self.in_step(step);
        let place = list.iter().position(|item| item.id == id)?;
        let steps = self.steps();
        let step_place = steps.iter().position(|known| known.id == step)?;
        let id_at = |place: usize| list.get(place).map(|item| item.id.as_str());
        let first_of = |step: &str| self.in_step(step).first().map(|item| item.id.clone());
        let ids = [ItemId::from(id)];
        match direction {
            Direction::Up if place > 0 => self.move_to(&ids, step, id_at(place - 1)),
            Direction::Down if place + 1 < list.len() => self.move_to(&ids, step, id_at(place + 2)),
            Direction::Up => {
                let step = steps.get(step_place.checked_sub(1)?)?.id;
                self.move_to(&ids, step, None)
            }
            Direction::Down => {
                let step = steps.get(step_place + 1)?.id;
                self.move_to(&ids, step, first_of(step).as_deref())
            }
        }
    }

    /// Makes this plan the one of the given items: nothing else stays. `None` where it is that.
    pub fn replaced_by(&self, items: Vec<Item>, message: &str) -> Option<Edit> {
        let new = Self::from_items(items);
        let mut changes = Vec::new();
        for item in &self.by_id {
            if new.item(&item.id).is_none() {
                changes.push(Change {
                    before: Some(item.clone()),
                    after: None,
                });
            }
        }
        for item in &new.by_id {
            let before = self.item(&item.id);
            if before.is_none_or(|before| !alike(before, item)) {
                // Newer than what it replaces, also for another device.
                let mut after = Item::clone(item);
                after.version = after
                    .version
                    .max(before.map_or(0, |before| before.version + 1));
                changes.push(Change {
                    before: before.cloned(),
                    after: Some(Arc::new(after)),
                });
            }
        }
        edit_said(changes, message)
    }

    /// Takes in the items that are not here, and those that are [newer](is_newer). No item is lost;
    /// merging twice changes nothing more, and two plans merge into the same one from both sides.
    pub fn merged_with(&self, items: Vec<Item>, message: &str) -> Option<Edit> {
        let incoming = Self::from_items(items);
        let mut changes = Vec::new();
        for item in &incoming.by_id {
            let before = self.item(&item.id);
            if before.is_none_or(|before| is_newer(item, before)) {
                changes.push(Change {
                    before: before.cloned(),
                    after: Some(item.clone()),
                });
            }
        }
        edit_said(changes, message)
    }

    /// The plan that everybody starts with, instead of this one.
    pub fn reset(&self) -> Option<Edit> {
        self.replaced_by(items_of_guide(), "The plan is as the guide proposes it.")
    }

    /// Changes one item as `change` says.
    pub(super) fn change_one(
        &self,
        id: &str,
        done: &str,
        change: impl Fn(&mut Item),
    ) -> Option<Edit> {
        self.change_each(vec![self.item(id)?], done, change)
    }

    fn shown(&self, ids: &[ItemId]) -> Vec<&Arc<Item>> {
        let shown = ids.iter().filter_map(|id| self.item(id));
        shown.filter(|item| is_shown(item)).collect()
    }

    fn own_step(&self, id: &str) -> Option<&Arc<Item>> {
        self.item(id)
            .filter(|item| item.kind == Kind::Step && item.is_there())
    }

    fn last_rank(&self, step: &str) -> String {
        let list = self.in_step(step);
        list.last()
            .map_or_else(String::new, |item| item.rank.clone())
    }

    /// What takes an item out of the plan. A milestone of the guide leaves a mark, so that the guide
    /// does not offer it as new.
    fn deletion(&self, item: &Arc<Item>) -> Change {
        if item.revision.is_some() {
            return changed(item, |item| item.status = Status::Removed);
        }
        Change {
            before: Some(item.clone()),
            after: None,
        }
    }

    fn change_each(
        &self,
        items: Vec<&Arc<Item>>,
        done: &str,
        change: impl Fn(&mut Item),
    ) -> Option<Edit> {
        let changes = items.into_iter().map(|item| changed(item, &change));
        edit_of(changes.collect(), done)
    }
}

/// Whether `item` is to stay where `other` has the same id: the one that was changed more often, and
/// where that is equal the one whose stored form sorts later, so that all devices choose alike.
pub fn is_newer(item: &Item, other: &Item) -> bool {
    let text = |item: &Item| Value::Object(item.to_json()).to_string();
    item.version > other.version
        || (item.version == other.version && *item != *other && text(item) > text(other))
}

/// The guide's milestones as items.
pub fn items_of_guide() -> Vec<Item> {
    let ranks = rank::spread(MILESTONES.len());
    let items = MILESTONES.iter().zip(ranks);
    items
        .map(|(milestone, rank)| Item::of_guide(milestone, rank))
        .collect()
}

/// The guide's milestone with this id.
pub fn milestone(id: &str) -> Option<&'static Milestone> {
    MILESTONES.iter().find(|milestone| milestone.id == id)
}

/// Whether two items differ in nothing but how often they were changed.
fn alike(one: &Item, other: &Item) -> bool {
    Item {
        version: other.version,
        ..one.clone()
    } == *other
}

fn is_shown(item: &Item) -> bool {
    item.kind == Kind::Milestone && item.is_there()
}

fn changed(item: &Arc<Item>, change: impl FnOnce(&mut Item)) -> Change {
    let mut after = Item::clone(item);
    change(&mut after);
    after.version += 1;
    after.fit();
    Change {
        before: Some(item.clone()),
        after: Some(Arc::new(after)),
    }
}

/// An edit that says what was done to its items: by name where it is one.
fn edit_of(changes: Vec<Change>, done: &str) -> Option<Edit> {
    let first = changes.first()?;
    let item = first.after.as_ref().or(first.before.as_ref())?;
    let message = match changes.len() {
        1 => [&quoted(&item.title), " is ", done, "."].concat(),
        count => [&number(count), " items are ", done, "."].concat(),
    };
    Some(Edit { message, changes })
}

fn edit_said(changes: Vec<Change>, message: &str) -> Option<Edit> {
    (!changes.is_empty()).then(|| Edit {
        message: message.to_owned(),
        changes,
    })
}

#[cfg(test)]
mod tests;
