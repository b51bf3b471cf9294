//! The beginning of a plan: what of it a person has already, and what is not for them.

use super::horizon;
use super::item::{Item, Status};
use super::model::{Change, Edit, Plan};
use crate::id::ItemId;
use std::sync::Arc;

/// What a person says of a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// It is still to be done.
    #[default]
    ToDo,
    /// They have it.
    Have,
    /// They do not need it.
    NotForMe,
}

impl Answer {
    /// What a status says already.
    pub const fn of(status: &Status) -> Self {
        match status {
            Status::Done => Self::Have,
            Status::Skipped => Self::NotForMe,
            _ => Self::ToDo,
        }
    }

    fn status(self) -> Status {
        match self {
            Self::ToDo => Status::ToDo,
            Self::Have => Status::Done,
            Self::NotForMe => Status::Skipped,
        }
    }
}

/// What a person says of a whole step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepAnswer {
    /// All of it is still to be done.
    #[default]
    ToDo,
    /// They have it.
    Have,
    /// It depends on the milestone.
    InPart,
    /// They do not need it.
    NotForMe,
}

impl StepAnswer {
    /// The answers with their names, in the order in which they are shown.
    pub const CHOICES: [(Self, &'static str); 4] = [
        (Self::Have, "Yes"),
        (Self::InPart, "In part"),
        (Self::ToDo, "Not yet"),
        (Self::NotForMe, "Not for me"),
    ];

    /// What the answers to its milestones come to.
    pub fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut answers = answers.into_iter();
        let Some(first) = answers.next() else {
            return Self::ToDo;
        };
        if answers.any(|other| other != first) {
            return Self::InPart;
        }
        match first {
            Answer::ToDo => Self::ToDo,
            Answer::Have => Self::Have,
            Answer::NotForMe => Self::NotForMe,
        }
    }

    /// What this says of a milestone for which `part` was answered.
    pub const fn for_item(self, part: Answer) -> Answer {
        match self {
            Self::ToDo => Answer::ToDo,
            Self::Have => Answer::Have,
            Self::InPart => part,
            Self::NotForMe => Answer::NotForMe,
        }
    }
}

/// One edit that makes the plan what the answers say. An item keeps a status that says the same:
/// what is under way is still to be done. `None` where nothing changes.
pub fn apply(plan: &Plan, answers: &[(ItemId, Answer)]) -> Option<Edit> {
    let mut changes = Vec::new();
    for (id, answer) in answers {
        let Some(item) = plan.item(id).filter(|item| item.is_there()) else {
            continue;
        };
        if Answer::of(&item.status) != *answer {
            let after = Item {
                status: answer.status(),
                version: item.version + 1,
                ..Item::clone(item)
            };
            changes.push(Change {
                before: Some(item.clone()),
                after: Some(Arc::new(after)),
            });
        }
    }
    if changes.is_empty() {
        return None;
    }
    let mut edit = Edit {
        message: String::new(),
        changes,
    };
    let mut after = plan.clone();
    after.apply(&edit);
    edit.message = said(&after);
    Some(edit)
}

/// “Your plan has 14 milestones left, about 120 to 300 hours.”
fn said(plan: &Plan) -> String {
    let progress = plan.progress();
    let left = progress.all - progress.done;
    let (low, high) = horizon::hours_left(plan);
    match left {
        0 => "Nothing is left to do in your plan.".to_owned(),
        1 => format!("Your plan has 1 milestone left, about {low} to {high} hours."),
        _ => format!("Your plan has {left} milestones left, about {low} to {high} hours."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MILESTONES;

    fn answers(answer: Answer) -> Vec<(ItemId, Answer)> {
        let degree = MILESTONES.iter().filter(|guide| guide.step == "degree");
        degree.map(|guide| (guide.id.into(), answer)).collect()
    }

    #[test]
    fn what_a_person_has_is_done_and_what_they_do_not_need_leaves_the_forecast() {
        for (answer, done) in [(Answer::Have, true), (Answer::NotForMe, false)] {
            let mut plan = Plan::template();
            let before = (plan.progress(), horizon::hours_left(&plan));
            let edit = apply(&plan, &answers(answer)).expect("it changes the plan");
            let count = edit.changes.len();
            assert!(
                edit.message.starts_with("Your plan has "),
                "{}",
                edit.message
            );
            plan.apply(&edit);
            assert_eq!(plan.progress().done, if done { count } else { 0 });
            assert_eq!(
                plan.progress().all,
                before.0.all - if done { 0 } else { count }
            );
            assert!(horizon::hours_left(&plan).1 < before.1.1);
            plan.apply(&edit.inverse());
            assert_eq!(plan, Plan::template());
        }
    }

    #[test]
    fn answering_again_starts_from_what_is_there() {
        let mut plan = Plan::template();
        let edit = apply(&plan, &answers(Answer::Have));
        plan.apply(&edit.expect("it changes the plan"));
        assert_eq!(apply(&plan, &answers(Answer::Have)), None);
        let edit = apply(&plan, &answers(Answer::ToDo)).expect("it changes the plan back");
        plan.apply(&edit);
        assert_eq!(plan.progress().done, 0);
    }

    #[test]
    fn what_is_under_way_stays_under_way() {
        let mut plan = Plan::template();
        let id = ItemId::from(MILESTONES[0].id);
        let edit = plan.set_status(std::slice::from_ref(&id), &Status::Doing);
        plan.apply(&edit.expect("possible"));
        assert_eq!(apply(&plan, &[(id, Answer::ToDo)]), None);
    }

    #[test]
    fn a_step_is_what_its_milestones_are() {
        use Answer::{Have, NotForMe, ToDo};
        for (answers, step) in [
            (vec![Have, Have], StepAnswer::Have),
            (vec![NotForMe, NotForMe], StepAnswer::NotForMe),
            (vec![ToDo], StepAnswer::ToDo),
            (vec![Have, ToDo], StepAnswer::InPart),
            (vec![], StepAnswer::ToDo),
        ] {
            assert_eq!(StepAnswer::of(answers), step);
        }
        assert_eq!(StepAnswer::InPart.for_item(Have), Have);
        assert_eq!(StepAnswer::NotForMe.for_item(Have), NotForMe);
    }
}
