//! What is shown of the plan: grouping, filter, and what is unfolded.

use super::super::groups::{AT_ONCE, GroupId, GroupState, Grouping, of_plan, set_if_new};
use super::{Panel, State};
use crate::browser::clock;
use guide_core::id::ItemId;
use guide_core::roadmap::filter::Filter;
use guide_core::roadmap::history::History;
use guide_core::roadmap::horizon::{horizons, next_step};
use leptos::prelude::*;
use std::time::Duration;

/// How long a pause in typing shows that a person has stopped.
const TYPING: Duration = Duration::from_millis(150);

impl State {
    /// Changes how the milestones are grouped.
    pub(in crate::roadmap) fn group(self, grouping: Grouping) {
        set_if_new(self.grouping, grouping);
        self.refresh();
        self.reveal_next_step();
    }

    pub(super) fn reveal_next_step(self) {
        let next = self.next_step.get_untracked();
        if let Some(next) = next.filter(|_| self.started.get_untracked()) {
            self.reveal_in_group(&next);
        }
    }

    /// Changes what is shown of the plan: once the person stops typing for a moment, so that typing
    /// is never slow, whatever the length of the plan.
    pub(in crate::roadmap) fn change_filter(self, change: impl FnOnce(&mut Filter)) {
        self.filter.update(change);
        let wanted = self.filter.get_untracked();
        let show = move || {
            if self.filter.try_get_untracked() == Some(wanted) {
                self.arrange(&[]);
            }
        };
        set_timeout(show, TYPING);
    }

    /// Shows everything again.
    pub(in crate::roadmap) fn clear_filter(self) {
        self.filter.set(Filter::default());
        self.arrange(&[]);
    }

    /// Brings an item onto the page that a link leads to. `false` where it is not in the plan.
    pub(in crate::roadmap) fn reveal(self, id: &str) -> bool {
        let is_there = self.with_plan(|plan| plan.item(id).is_some_and(|item| item.is_there()));
        if !is_there {
            return false;
        }
        if self.filter.with_untracked(Filter::is_on) {
            self.clear_filter();
            self.say("The filter was taken away to show what the link leads to.");
        }
        self.reveal_in_group(id);
        true
    }

    fn reveal_in_group(self, id: &str) {
        let groups = self.groups.get_untracked();
        if groups.iter().any(|group| group.reveal(id)) {
            self.fill();
        }
    }

    /// Opens a step and shows it.
    pub(in crate::roadmap) fn reveal_step(self, step: &str) {
        self.group(Grouping::Steps);
        self.groups.with_untracked(|groups| {
            let of_step = |group: &&GroupState| group.id == GroupId::Step(step.into());
            if let Some(group) = groups.iter().find(of_step) {
                group.open.set(true);
            }
        });
    }

    /// Shows what waits for the person in this group, and nothing else of it is lost.
    pub(in crate::roadmap) fn show_more(self, group: &GroupState) {
        group.raise_limit();
        self.fill();
    }

    /// Brings more of what is to be on the page onto it, and the rest while nothing else is to be done.
    fn fill(self) {
        let mut room = AT_ONCE;
        let mut is_whole = true;
        for group in self.groups.try_get_untracked().into_iter().flatten() {
            is_whole &= group.fill(&mut room);
        }
        if !is_whole {
            self.fill_soon();
        }
    }

    fn fill_soon(self) {
        if self
            .fills
            .try_update_value(|fills| std::mem::replace(fills, true))
            == Some(false)
        {
            clock::when_idle(move || {
                if self.fills.try_update_value(std::mem::take).is_some() {
                    self.fill();
                }
            });
        }
    }

    /// Brings groups, order and counts in line with the plan.
    pub(in crate::roadmap) fn refresh(self) {
        self.arrange(&self.held());
    }

    /// The same; the items of `held` stay where they are. Another filter holds none: the place that an
    /// item has among few is not its place among many.
    fn arrange(self, held: &[ItemId]) {
        let known = self.groups.get_untracked();
        let (grouping, today) = (self.grouping.get_untracked(), self.today.get_untracked());
        // The page's file has all of it.
        let mut room = if cfg!(target_arch = "wasm32") {
            AT_ONCE
        } else {
            usize::MAX
        };
        let groups = self.with_plan(|plan| {
            set_if_new(self.progress, plan.progress());
            let turns = horizons(plan, today);
            set_if_new(
                self.next_step,
                next_step(&turns).map(|item| item.id.clone()),
            );
            self.filter.with_untracked(|filter| {
                of_plan(plan, grouping, turns, &known, filter, held, &mut room)
            })
        });
        if room == 0 {
            self.fill_soon();
        }
        let same = known.len() == groups.len()
            && known.iter().zip(&groups).all(|(one, two)| one.id == two.id);
        if !same {
            self.groups.set(groups);
        }
        set_if_new(self.available, self.history.with_value(History::available));
        self.changed.notify();
    }

    /// The ids of the items that stay where they are, because a question about them is open.
    fn held(self) -> Vec<ItemId> {
        self.items.with_value(|items| {
            let asked = items
                .iter()
                .filter(|shown| shown.panel.get_untracked() == Panel::Evidence);
            asked.map(|shown| shown.id.clone()).collect()
        })
    }
}
