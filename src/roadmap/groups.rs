//! The milestones in groups, as they are on the page: by their turn, or by step.

use guide_core::id::{ItemId, StepId};
use guide_core::roadmap::filter::Filter;
use guide_core::roadmap::horizon::{Horizon, Turns};
use guide_core::roadmap::item::Item;
use guide_core::roadmap::model::{Plan, Progress};
use leptos::prelude::*;
use std::sync::Arc;

/// How many items of a group are on the page at first, and how many more each time somebody asks.
const PAGE: usize = 50;

/// How many items are put onto the page at once: as many as have their turn now or next, which come first.
/// The others follow when the browser has nothing else to do, so that it answers within a tenth of a
/// second on a slow phone.
pub(super) const AT_ONCE: usize = 8;

/// How the milestones are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    /// Now, next, later.
    Horizons,
    /// By the steps of the plan.
    Steps,
}

/// What a group is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum GroupId {
    /// The items whose turn is then.
    Horizon(Horizon),
    /// The items of the step with this id.
    Step(StepId),
}

/// A group on the page.
#[derive(Debug, Clone)]
pub(super) struct GroupState {
    pub(super) id: GroupId,
    /// Whether it is a step of the person's own.
    pub(super) own: bool,
    pub(super) title: ArcRwSignal<String>,
    pub(super) progress: ArcRwSignal<Progress>,
    /// The ids of its items on the page.
    pub(super) ids: ArcRwSignal<Vec<ItemId>>,
    /// How many there are, whatever is on the page.
    pub(super) count: ArcRwSignal<usize>,
    /// Whether its items are shown.
    pub(super) open: ArcRwSignal<bool>,
    limit: ArcRwSignal<usize>,
    /// All its items, whatever is on the page.
    all: ArcStoredValue<Vec<Arc<Item>>>,
}

/// A group of the plan before it is on the page.
struct Content<'a> {
    id: GroupId,
    own: bool,
    title: &'a str,
    items: Vec<&'a Arc<Item>>,
}

/// The groups of a plan, whose items have their `turns`. Those that are `known` stay what they are; an
/// item of `held` stays in the group and at the place where it is. `room` is how many items may come onto
/// the page.
pub(super) fn of_plan(
    plan: &Plan,
    grouping: Grouping,
    turns: Turns<'_>,
    known: &[GroupState],
    filter: &Filter,
    held: &[ItemId],
    room: &mut usize,
) -> Vec<GroupState> {
    let mut contents = match grouping {
        Grouping::Horizons => by_turn(turns),
        Grouping::Steps => by_step(plan),
    };
    for id in held {
        hold(&mut contents, known, id);
    }
    let states = contents.into_iter().map(|content| {
        let state = known.iter().find(|state| state.id == content.id).cloned();
        let state = state.unwrap_or_else(|| GroupState::new(content.id.clone(), content.own));
        state.show(plan, &content, filter, room);
        state
    });
    states.collect()
}

fn by_turn(turns: Turns<'_>) -> Vec<Content<'_>> {
    let groups = turns.into_iter().map(|(horizon, items)| Content {
        id: GroupId::Horizon(horizon),
        own: false,
        title: horizon.title(),
        items,
    });
    groups.collect()
}

fn by_step(plan: &Plan) -> Vec<Content<'_>> {
    let groups = plan.by_step().into_iter();
    let groups = groups.map(|(step, items)| Content {
        id: GroupId::Step(step.id.into()),
        own: step.own,
        title: step.title,
        items,
    });
    groups.collect()
}

/// Puts an item back to where it is on the page.
fn hold(contents: &mut [Content<'_>], known: &[GroupState], id: &str) {
    let place = known.iter().find_map(|state| {
        let place = state
            .ids
            .with_untracked(|ids| ids.iter().position(|known| known == id))?;
        Some((&state.id, place))
    });
    let Some((group, place)) = place else { return };
    let taken = contents.iter_mut().find_map(|content| {
        let at = content.items.iter().position(|item| item.id == id)?;
        Some(content.items.remove(at))
    });
    let target = contents.iter_mut().find(|content| content.id == *group);
    if let (Some(item), Some(target)) = (taken, target) {
        target.items.insert(place.min(target.items.len()), item);
    }
}

impl GroupState {
    fn new(id: GroupId, own: bool) -> Self {
        let at_once = matches!(id, GroupId::Horizon(Horizon::Now | Horizon::Next));
        Self {
            id,
            own,
            title: ArcRwSignal::default(),
            progress: ArcRwSignal::default(),
            ids: ArcRwSignal::default(),
            count: ArcRwSignal::default(),
            open: ArcRwSignal::new(at_once),
            limit: ArcRwSignal::new(PAGE),
            all: ArcStoredValue::default(),
        }
    }

    fn show(&self, plan: &Plan, content: &Content<'_>, filter: &Filter, room: &mut usize) {
        let items = &content.items;
        let shown = items.iter().filter(|item| filter.shows(plan, item));
        let shown: Vec<Arc<Item>> = shown.copied().cloned().collect();
        set_if_new(self.count.clone(), shown.len());
        self.all.set_value(shown);
        self.fill(room);
        set_if_new(self.title.clone(), content.title.to_owned());
        set_if_new(self.progress.clone(), Progress::of(items.iter().copied()));
    }

    /// Brings its items onto the page as far as there is room: what is there stays. Whether that was all.
    pub(super) fn fill(&self, room: &mut usize) -> bool {
        let limit = self.limit.get_untracked();
        let before = self.ids.get_untracked();
        let mut is_whole = true;
        let ids = self.all.with_value(|all| {
            let ids = all.iter().take(limit).map(|item| &item.id);
            let wanted = ids.filter(|id| {
                let is_new = !before.contains(id);
                let has_room = !is_new || *room > 0;
                *room -= usize::from(is_new && has_room);
                is_whole &= has_room;
                has_room
            });
            wanted.cloned().collect()
        });
        set_if_new(self.ids.clone(), ids);
        is_whole
    }

    /// Opens the group at an item that it has, and puts that onto the page. `false` where it does not
    /// have it.
    pub(super) fn reveal(&self, id: &str) -> bool {
        let place = self
            .all
            .with_value(|all| all.iter().position(|item| item.id == *id));
        if let Some(place) = place {
            set_if_new(self.open.clone(), true);
            self.limit
                .update(|limit| *limit = (*limit).max(place + PAGE));
            // Up to there: the rest follows.
            self.fill(&mut (place + 1));
        }
        place.is_some()
    }

    /// How many are left until somebody asks for more.
    pub(super) fn left(&self) -> usize {
        self.count.get().saturating_sub(self.limit.get())
    }

    /// Lets more of its items onto the page.
    pub(super) fn raise_limit(&self) {
        self.limit.update(|limit| *limit += PAGE);
    }

    /// The id of the step that it is, where it is one.
    pub(super) fn step(&self) -> Option<&StepId> {
        match &self.id {
            GroupId::Step(step) => Some(step),
            GroupId::Horizon(_) => None,
        }
    }
}

/// Sets a signal where that changes something, so that nothing is rendered for nothing.
pub(super) fn set_if_new<T, S>(signal: S, value: T)
where
    T: PartialEq + 'static,
    S: WithUntracked<Value = T> + Set<Value = T>,
{
    if signal.with_untracked(|shown| *shown != value) {
        signal.set(value);
    }
}
