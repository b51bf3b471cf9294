//! What stands in forms that were left: kept for the tab until the person comes back to them.

use super::draft::Draft;
use crate::id::{ItemId, PlanId};
use serde::{Deserialize, Serialize};

/// Under which key a tab notes it.
pub const NOTE: &str = "drafts";

/// Which form of a milestone it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormKind {
    /// Everything that can be changed.
    Edit,
    /// What shows that it is done.
    Evidence,
}

/// A form that was changed and neither saved nor discarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftForm {
    /// The plan of the milestone.
    pub plan: PlanId,
    /// The milestone.
    pub item: ItemId,
    /// The form.
    pub kind: FormKind,
    /// What stood in it when it opened.
    pub opened: Draft,
    /// What stands in it.
    pub written: Draft,
}

impl LeftForm {
    fn is_of(&self, plan: &str, item: &str, kind: FormKind) -> bool {
        self.plan == plan && self.item == item && self.kind == kind
    }
}

/// The forms that were left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts(Vec<LeftForm>);

impl Drafts {
    /// Reads the note of a tab; one that cannot be read has none.
    pub fn from_note(note: &str) -> Self {
        Self(serde_json::from_str(note).unwrap_or_default())
    }

    /// The same as a note.
    pub fn to_note(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// Keeps a form, in the place of what was kept of it; one that says what it said when it opened
    /// is not kept. Answers whether that changes anything.
    pub fn keep(&mut self, form: LeftForm) -> bool {
        let before = self.clone();
        self.drop_form(&form.plan, &form.item, form.kind);
        if form.written != form.opened {
            self.0.push(form);
        }
        *self != before
    }

    /// Lets go of a form that was saved or discarded. Answers whether that changes anything.
    pub fn drop_form(&mut self, plan: &str, item: &str, kind: FormKind) -> bool {
        let before = self.0.len();
        self.0.retain(|known| !known.is_of(plan, item, kind));
        self.0.len() != before
    }

    /// What was kept of a form.
    pub fn find(&self, plan: &str, item: &str, kind: FormKind) -> Option<&LeftForm> {
        self.0.iter().find(|known| known.is_of(plan, item, kind))
    }

    /// What was kept of the milestones of a plan.
    pub fn of_plan(&self, plan: &str) -> impl Iterator<Item = &LeftForm> {
        self.0.iter().filter(move |known| known.plan == plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(item: &str, note: &str) -> LeftForm {
        LeftForm {
            plan: "main".into(),
            item: item.into(),
            kind: FormKind::Edit,
            opened: Draft::default(),
            written: Draft {
                note: note.to_owned(),
                ..Draft::default()
            },
        }
    }

    #[test]
    fn a_form_is_kept_with_the_last_words_until_it_is_let_go() {
        let mut drafts = Drafts::default();
        assert!(drafts.keep(form("a", "One")));
        assert!(drafts.keep(form("a", "One two")));
        assert!(drafts.keep(form("b", "Other")));
        assert!(!drafts.keep(form("b", "Other")));
        let again = Drafts::from_note(&drafts.to_note());
        assert_eq!(again, drafts);
        let kept = again.find("main", "a", FormKind::Edit).expect("it is kept");
        assert_eq!(kept.written.note, "One two");
        assert_eq!(again.find("main", "a", FormKind::Evidence), None);
        assert_eq!(again.of_plan("main").count(), 2);
        assert_eq!(again.of_plan("own-1").count(), 0);
        assert!(drafts.drop_form("main", "a", FormKind::Edit));
        assert!(!drafts.drop_form("main", "a", FormKind::Edit));
        assert_eq!(drafts.of_plan("main").count(), 1);
    }

    #[test]
    fn what_says_the_same_as_at_first_is_not_kept() {
        let mut drafts = Drafts::default();
        assert!(!drafts.keep(form("a", "")));
        assert!(drafts.keep(form("a", "One")));
        assert!(drafts.keep(form("a", "")));
        assert_eq!(drafts, Drafts::default());
    }

    #[test]
    fn a_note_that_cannot_be_read_has_none() {
        for note in ["", "{", "[1]", r#"[{"plan":"main"}]"#] {
            assert_eq!(Drafts::from_note(note), Drafts::default(), "{note}");
        }
    }
}
