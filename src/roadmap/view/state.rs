//! The plan as signals: one per item, so that a tick renders one item whatever the plan's length.

use crate::browser::{clock, storage, take_along};
use crate::content::STEPS;
use crate::roadmap::keeping;
use crate::roadmap::model::{Direction, Edit, History, Item, Plan};
use crate::shell::{Messages, when_live};
use crate::store::Fault;
use leptos::prelude::*;
use std::sync::Arc;

/// The open plan and what can be done with it. Cheap to clone.
#[derive(Clone)]
pub(super) struct State {
    plan: StoredValue<Plan>,
    started: StoredValue<bool>,
    history: StoredValue<History>,
    /// By id, sorted by it.
    items: StoredValue<Vec<(String, ArcRwSignal<Item>)>>,
    /// For each step, in the order of [`STEPS`]: the ids of its items, and done of all.
    steps: StoredValue<Vec<StepSignals>>,
    messages: Messages,
    /// Done of all.
    pub(super) progress: RwSignal<(usize, usize)>,
    /// Whether there is something to undo and to redo.
    pub(super) available: RwSignal<(bool, bool)>,
    /// Why changes are not on disk.
    pub(super) trouble: RwSignal<Option<Fault>>,
    /// Key and raw value of what could not be read.
    pub(super) damaged: RwSignal<Vec<(String, String)>>,
}

#[derive(Clone, Copy)]
struct StepSignals {
    ids: RwSignal<Vec<String>>,
    progress: RwSignal<(usize, usize)>,
}

impl State {
    /// The template: what the prerendered page shows, and the browser's first render.
    pub(super) fn new(messages: Messages) -> Self {
        let steps = STEPS
            .iter()
            .map(|_| StepSignals {
                ids: RwSignal::default(),
                progress: RwSignal::default(),
            })
            .collect();
        let state = Self {
            plan: StoredValue::default(),
            started: StoredValue::new(false),
            history: StoredValue::default(),
            items: StoredValue::default(),
            steps: StoredValue::new(steps),
            messages,
            progress: RwSignal::default(),
            available: RwSignal::default(),
            trouble: RwSignal::default(),
            damaged: RwSignal::default(),
        };
        state.show(Plan::template());
        // What a message offers to undo goes with the page.
        on_cleanup(move || messages.clear());
        state
    }

    /// Reads this device's plan after the first render, and again when another tab changes it.
    pub(super) fn load_when_live(&self) {
        let state = self.clone();
        when_live(move || {
            state.load();
            let state = state.clone();
            storage::on_change_elsewhere(move |key| {
                if key.is_empty() || key.starts_with(keeping::KEYS) {
                    state.load();
                }
            });
        });
    }

    fn load(&self) {
        let store = storage::store();
        let kept = keeping::load(&store);
        self.started.set_value(kept.started);
        self.damaged.set(kept.damaged);
        self.trouble.set(store.trouble());
        self.show(kept.plan);
    }

    /// Shows a whole plan; items that are on the page already keep their place in it.
    fn show(&self, plan: Plan) {
        self.items.update_value(|items| {
            items.retain(|(id, _)| plan.item(id).is_some());
            plan.items().for_each(|item| put(items, item));
        });
        self.plan.set_value(plan);
        self.refresh(true);
    }

    /// Brings order and counts in line with the plan.
    fn refresh(&self, order_changed: bool) {
        self.plan.with_value(|plan| {
            self.progress.set(plan.progress());
            self.steps.with_value(|signals| {
                for (step, signals) in STEPS.iter().zip(signals) {
                    signals.progress.set(plan.progress_of(step.id));
                    if order_changed {
                        signals.ids.set(
                            plan.in_step(step.id)
                                .iter()
                                .map(|item| item.id.clone())
                                .collect(),
                        );
                    }
                }
            });
        });
        self.available
            .set(self.history.with_value(History::available));
    }

    /// Saves an edit, then shows it: what a crash while rendering takes away is on disk already.
    fn perform(&self, edit: &Edit) {
        let store = storage::store();
        let kept = self
            .plan
            .with_value(|plan| keeping::keep(&store, plan, self.started.get_value(), edit));
        self.started.set_value(true);
        self.trouble.set(kept.err());
        self.plan.update_value(|plan| plan.apply(edit));
        let mut order_changed = false;
        self.items.update_value(|items| {
            for change in &edit.changes {
                let place = |item: &Option<Item>| {
                    item.as_ref()
                        .map(|item| (item.step.clone(), item.rank.clone()))
                };
                order_changed |= place(&change.before) != place(&change.after);
                match &change.after {
                    Some(item) => put(items, item),
                    None => items.retain(|(id, _)| id != change.id()),
                }
            }
        });
        self.refresh(order_changed);
    }

    /// Makes an edit of the person's: saved, shown, said, and kept for undo.
    fn make(&self, edit: Option<Edit>) -> bool {
        let Some(edit) = edit else { return false };
        self.history
            .update_value(|history| history.record(edit.clone()));
        self.perform(&edit);
        let state = self.clone();
        self.messages
            .say_with_undo(edit.message, Arc::new(move || state.undo()));
        true
    }

    /// Takes the newest edit back.
    pub(super) fn undo(&self) {
        self.walk(History::undo);
    }

    /// Makes the newest undone edit again.
    pub(super) fn redo(&self) {
        self.walk(History::redo);
    }

    fn walk(&self, walk: fn(&mut History) -> Option<Edit>) {
        if let Some(edit) = self.history.try_update_value(walk).flatten() {
            self.perform(&edit);
            self.messages.say(edit.message);
        }
    }

    pub(super) fn tick(&self, id: &str) {
        self.make(self.plan.with_value(|plan| plan.tick(id)));
    }

    pub(super) fn remove(&self, id: &str) {
        self.make(self.plan.with_value(|plan| plan.remove(id)));
    }

    pub(super) fn shift(&self, id: &str, direction: Direction) {
        self.make(self.plan.with_value(|plan| plan.shift(id, direction)));
    }

    pub(super) fn add(&self, step: &str, title: &str) -> bool {
        self.make(
            self.plan
                .with_value(|plan| plan.add(clock::fresh_id(), step, title)),
        )
    }

    pub(super) fn reword(&self, id: &str, title: &str, done_when: &str, note: &str) {
        self.make(
            self.plan
                .with_value(|plan| plan.reword(id, title, done_when, note)),
        );
    }

    /// Offers the whole plan as a file.
    pub(super) fn download(&self) {
        let file = self.plan.with_value(|plan| {
            self.damaged
                .with_untracked(|damaged| keeping::as_file(plan, damaged))
        });
        let name = ["technical-lead-roadmap-", &clock::today(), ".json"].concat();
        take_along::download(&name, "application/json", &file);
    }

    /// The item with this id, as long as it is on the page.
    pub(super) fn item(&self, id: &str) -> Option<ArcRwSignal<Item>> {
        self.items
            .with_value(|items| find(items, id).ok().map(|place| items[place].1.clone()))
    }

    /// The ids of a step's items, in order; and done of all.
    pub(super) fn signals(&self, step: &str) -> (RwSignal<Vec<String>>, RwSignal<(usize, usize)>) {
        let index = STEPS
            .iter()
            .position(|known| known.id == step)
            .unwrap_or_default();
        let found = self.steps.with_value(|signals| signals.get(index).copied());
        found.map_or_else(Default::default, |signals| (signals.ids, signals.progress))
    }

    /// The item after this one in its step, or before it.
    pub(super) fn neighbour(&self, id: &str) -> Option<String> {
        self.plan
            .with_value(|plan| plan.neighbour(id).map(|item| item.id.clone()))
    }

    /// An event handler that does something.
    pub(super) fn action<E>(&self, act: fn(&Self)) -> impl Fn(E) + Clone + use<E> {
        let state = self.clone();
        move |_| act(&state)
    }

    /// An event handler that does something with an item.
    pub(super) fn action_on<E>(
        &self,
        id: &str,
        act: fn(&Self, &str),
    ) -> impl Fn(E) + Clone + use<E> {
        let (state, id) = (self.clone(), id.to_owned());
        move |_| act(&state, &id)
    }
}

fn find(items: &[(String, ArcRwSignal<Item>)], id: &str) -> Result<usize, usize> {
    items.binary_search_by(|(known, _)| known.as_str().cmp(id))
}

/// Shows an item as it is now, in its own signal.
fn put(items: &mut Vec<(String, ArcRwSignal<Item>)>, item: &Item) {
    match find(items, &item.id) {
        Ok(place) if items[place].1.with_untracked(|shown| shown != item) => {
            items[place].1.set(item.clone());
        }
        Ok(_) => {}
        Err(place) => items.insert(place, (item.id.clone(), ArcRwSignal::new(item.clone()))),
    }
}
