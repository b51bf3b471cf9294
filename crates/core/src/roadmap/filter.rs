//! Which items of a plan are shown.

use super::item::{Item, Status};
use super::model::Plan;
use crate::fold::folded;

/// What a person wants to see. The default shows everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that an item has to contain, folded.
    words: Vec<String>,
    status: Option<Status>,
    /// Id of the only step shown.
    step: String,
}

impl Filter {
    /// Items have to contain every word of this text.
    pub fn set_text(&mut self, text: &str) {
        let text = folded(text);
        self.words = text.split_whitespace().map(str::to_owned).collect();
    }

    /// Items have to be of this status; `None` means every status.
    pub fn set_status(&mut self, status: Option<Status>) {
        self.status = status;
    }

    /// Only the step with this id is shown; an empty one means all.
    pub fn set_step(&mut self, step: &str) {
        step.clone_into(&mut self.step);
    }

    /// Whether anything may be hidden.
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }

    /// Whether an item of `plan` is shown.
    pub fn shows(&self, plan: &Plan, item: &Item) -> bool {
        let step = self.step.is_empty() || plan.step_of(item) == self.step;
        let has = |word: &String| {
            let texts = [
                &item.title,
                &item.done_when,
                &item.note,
                &item.evidence.what,
            ];
            texts.into_iter().any(|text| folded(text).contains(word))
        };
        let status = match &self.status {
            // What a newer version has written counts as not begun.
            Some(Status::ToDo) => matches!(item.status, Status::ToDo | Status::Unknown(_)),
            Some(status) => item.status == *status,
            None => true,
        };
        step && status && self.words.iter().all(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::STEPS;

    fn shown(filter: &Filter) -> usize {
        let plan = Plan::template();
        plan.milestones()
            .iter()
            .filter(|item| filter.shows(&plan, item))
            .count()
    }

    #[test]
    fn no_filter_shows_everything() {
        assert!(!Filter::default().is_on());
        assert_eq!(
            shown(&Filter::default()),
            Plan::template().milestones().len()
        );
    }

    #[test]
    fn every_word_has_to_be_there_in_any_case() {
        let mut filter = Filter::default();
        filter.set_text("  THREAT Model ");
        assert!(filter.is_on());
        assert_eq!(shown(&filter), 1);
        filter.set_text("threat zzzz");
        assert_eq!(shown(&filter), 0);
    }

    #[test]
    fn a_status_and_a_step_narrow_it_further() {
        let mut filter = Filter::default();
        filter.set_status(Some(Status::Done));
        assert_eq!(shown(&filter), 0);
        filter.set_status(None);
        assert!(!filter.is_on());
        filter.set_step("skills");
        assert!(filter.is_on());
        assert_eq!(shown(&filter), Plan::template().in_step("skills").len());
        filter.set_text("threat model");
        assert_eq!(shown(&filter), 1);
        filter.set_step("degree");
        assert_eq!(shown(&filter), 0);
    }

    #[test]
    fn an_item_of_an_unknown_step_is_in_the_step_that_it_is_shown_under() {
        let item = Item {
            id: "own-1".into(),
            step: "gone".into(),
            title: "X".to_owned(),
            ..Item::default()
        };
        let plan = Plan::from_items(vec![item.clone()]);
        for step in STEPS {
            let mut filter = Filter::default();
            filter.set_step(step.id);
            let is_last = step.id == STEPS[STEPS.len() - 1].id;
            assert_eq!(filter.shows(&plan, &item), is_last, "{}", step.id);
        }
    }

    #[test]
    fn every_spelling_of_a_word_finds_it() {
        let item = Item {
            title: "The team’s café is non\u{2011}blocking".to_owned(),
            ..Item::default()
        };
        for text in ["team's", "TEAM’S", "cafe", "Cafe\u{301}", "non-blocking"] {
            let mut filter = Filter::default();
            filter.set_text(text);
            assert!(filter.shows(&Plan::default(), &item), "{text}");
        }
    }
}
