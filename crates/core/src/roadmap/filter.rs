//! Which items of a plan are shown.

use super::item::{Item, Status};

/// What a person wants to see. The default shows everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that an item has to contain, in lower case.
    words: Vec<String>,
    status: Option<Status>,
    /// Id of the only step shown.
    step: String,
}

impl Filter {
    /// Items have to contain every word of this text.
    pub fn set_text(&mut self, text: &str) {
        let text = text.to_ascii_lowercase();
        self.words = text.split_whitespace().map(str::to_owned).collect();
    }

    /// Items have to be of the status with this stored name; any other name means every status.
    pub fn set_status(&mut self, name: &str) {
        let status = Status::from_name(name);
        let known = Status::CHOICES.iter().any(|(choice, _)| *choice == status);
        self.status = known.then_some(status);
    }

    /// Only the step with this id is shown; an empty one means all.
    pub fn set_step(&mut self, step: &str) {
        step.clone_into(&mut self.step);
    }

    /// Whether anything may be hidden.
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }

    /// Whether a step is shown.
    pub fn shows_step(&self, step: &str) -> bool {
        self.step.is_empty() || self.step == step
    }

    /// Whether an item of a step that is shown is shown.
    pub fn shows(&self, item: &Item) -> bool {
        let has = |word: &String| {
            let texts = [
                &item.title,
                &item.done_when,
                &item.note,
                &item.evidence.what,
            ];
            texts.into_iter().any(|text| contains(text, word))
        };
        let status = match &self.status {
            // What a newer version has written counts as not begun.
            Some(Status::ToDo) => matches!(item.status, Status::ToDo | Status::Unknown(_)),
            Some(status) => item.status == *status,
            None => true,
        };
        status && self.words.iter().all(has)
    }
}

/// Whether `text` has `word`, which is in lower case. Only ASCII is folded; nothing is allocated,
/// because every item is asked at every keystroke.
fn contains(text: &str, word: &str) -> bool {
    let fits = |part: &[u8]| part.eq_ignore_ascii_case(word.as_bytes());
    text.as_bytes().windows(word.len().max(1)).any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::model::Plan;

    fn shown(filter: &Filter) -> usize {
        let plan = Plan::template();
        plan.milestones()
            .iter()
            .filter(|item| filter.shows(item))
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
        filter.set_status("done");
        assert_eq!(shown(&filter), 0);
        filter.set_status("any");
        assert!(!filter.is_on());
        filter.set_step("skills");
        assert!(filter.shows_step("skills") && !filter.shows_step("degree"));
    }
}
