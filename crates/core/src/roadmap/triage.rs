//! The beginning of a plan: what of it a person has already, and what is not for them.

use super::forecast::{hours_left, range};
use super::item::{Item, Status};
use super::model::{Change, Edit, Plan};
use crate::id::ItemId;
use crate::text::counted;
use std::sync::Arc;

/// The id of the milestone that is reached by scoring the skills.
pub const BASELINE: &str = "skills-baseline";

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

    /// What is known of a milestone before anybody is asked. `scored` says whether this device has a
    /// level for every skill.
    pub fn known(item: &Item, scored: bool) -> Self {
        match Self::of(&item.status) {
            Self::ToDo if scored && item.id == BASELINE => Self::Have,
            answer => answer,
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
        (Self::NotForMe, "Skip"),
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

/// “Your plan has 14 milestones left, about 120–300 hours.” The hours are those of the forecast.
fn said(plan: &Plan) -> String {
    let progress = plan.progress();
    let hours = hours_left(plan).map_or_else(String::new, |hours| {
        format!(", about {} hours", range(hours))
    });
    match progress.all - progress.done {
        0 => "Nothing is left to do in your plan.".to_owned(),
        left => format!("Your plan has {} left{hours}.", counted(left, "milestone")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MILESTONES;
    use crate::day::Day;
    use crate::roadmap::forecast::forecast;

    fn answers(answer: Answer) -> Vec<(ItemId, Answer)> {
        let degree = MILESTONES.iter().filter(|guide| guide.step == "degree");
        degree.map(|guide| (guide.id.into(), answer)).collect()
    }

    fn high(plan: &Plan) -> u32 {
        hours_left(plan).map_or(0, |hours| hours.high)
    }

    #[test]
    fn the_hours_that_are_said_are_those_of_the_forecast() {
        let mut plan = Plan::template();
        let edit = apply(&plan, &answers(Answer::Have)).expect("it changes the plan");
        plan.apply(&edit);
        let today = Day::parse("2026-11-28").expect("a day");
        let likely = forecast(&plan, 5, today).likely;
        assert_ne!(likely.low, likely.high);
        let said = format!("left, about {} hours.", range(likely));
        assert!(edit.message.ends_with(&said), "{}", edit.message);
    }

    #[test]
    fn where_nothing_has_an_estimate_no_hours_are_said() {
        let own = |id: &str| Item {
            id: id.into(),
            title: id.to_owned(),
            rank: id.to_owned(),
            ..Item::default()
        };
        let plan = Plan::from_items([own("a"), own("b")]);
        let edit = apply(&plan, &[("a".into(), Answer::Have)]).expect("it changes the plan");
        assert_eq!(edit.message, "Your plan has 1 milestone left.");
    }

    #[test]
    fn whoever_has_scored_all_skills_has_the_baseline() {
        let plan = Plan::template();
        let known = |id: &str, scored| {
            let item = plan.item(id).expect("it is a milestone of the guide");
            Answer::known(item, scored)
        };
        assert_eq!(known(BASELINE, true), Answer::Have);
        assert_eq!(known(BASELINE, false), Answer::ToDo);
        assert_eq!(known("lead-a-design", true), Answer::ToDo);
        let skipped = Item {
            id: BASELINE.into(),
            status: Status::Skipped,
            ..Item::default()
        };
        assert_eq!(Answer::known(&skipped, true), Answer::NotForMe);
    }

    #[test]
    fn what_a_person_has_is_done_and_what_they_do_not_need_leaves_the_forecast() {
        for (answer, done) in [(Answer::Have, true), (Answer::NotForMe, false)] {
            let mut plan = Plan::template();
            let before = (plan.progress(), high(&plan));
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
            assert!(high(&plan) < before.1);
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
