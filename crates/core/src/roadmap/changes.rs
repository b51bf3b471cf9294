//! What has changed in the guide since a person planned: shown, and left to them.
//!
//! The guide's milestones are a parameter, so that two releases can be compared in a test.

use super::item::{Item, Status};
use super::model::{Change, Edit, Plan};
use super::rank;
use crate::content::Milestone;
use crate::id::ItemId;
use std::sync::Arc;

/// One difference between the guide and a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum News<'a> {
    /// A milestone that the plan has never had.
    New(&'a Milestone),
    /// A milestone whose words the guide has changed.
    Changed(&'a Milestone, &'a Item),
    /// A milestone that the guide no longer has.
    Retired(&'a Item),
}

/// All differences: first what is new.
pub fn news<'a>(plan: &'a Plan, guide: &'a [Milestone]) -> Vec<News<'a>> {
    let mut news = Vec::new();
    for milestone in guide {
        match plan.item(milestone.id) {
            None => news.push(News::New(milestone)),
            Some(item) => {
                let seen = item.revision.is_none_or(|seen| seen == milestone.revision);
                if item.is_there() && !seen {
                    news.push(News::Changed(milestone, item));
                }
            }
        }
    }
    let is_retired = |item: &&Item| {
        item.is_there()
            && item.revision.is_some()
            && !guide.iter().any(|milestone| item.id == milestone.id)
    };
    news.extend(plan.items().filter(is_retired).map(News::Retired));
    news
}

/// What a person answers to a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Add the new milestone.
    Add,
    /// Leave the new milestone out, for good.
    Refuse,
    /// Take the guide's new words.
    TakeWords,
    /// Keep the words as they are.
    KeepWords,
    /// Keep a milestone that the guide no longer has, as one's own.
    Own,
    /// Take it out of the plan.
    Remove,
}

/// The edit that an answer makes. `None` where the answer does not fit what is there.
pub fn answer(plan: &Plan, guide: &[Milestone], id: &str, answer: Answer) -> Option<Edit> {
    let milestone = guide.iter().find(|milestone| milestone.id == id);
    match (answer, milestone) {
        (Answer::Add, Some(milestone)) => {
            let item = Item::of_guide(milestone, String::new());
            plan.add_all(vec![item])
        }
        (Answer::Refuse, Some(milestone)) if plan.item(id).is_none() => {
            let mut item = Item::of_guide(milestone, rank::between("", ""));
            item.status = Status::Removed;
            Some(Edit {
                message: format!("“{}” is left out.", milestone.title),
                changes: vec![Change {
                    before: None,
                    after: Some(Arc::new(item)),
                }],
            })
        }
        (Answer::TakeWords, Some(milestone)) => {
            plan.change_one(id, "as the guide has it", |item| {
                milestone.title.clone_into(&mut item.title);
                milestone.done_when.clone_into(&mut item.done_when);
                item.revision = Some(milestone.revision);
            })
        }
        (Answer::KeepWords, Some(milestone)) => plan.change_one(id, "kept as it was", |item| {
            item.revision = Some(milestone.revision);
        }),
        (Answer::Own, None) => plan.change_one(id, "yours now", |item| item.revision = None),
        (Answer::Remove, None) => plan.remove(&[ItemId::from(id)]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MILESTONES;

    const fn milestone(id: &'static str, title: &'static str, revision: u32) -> Milestone {
        Milestone {
            id,
            step: "skills",
            title,
            done_when: "It is done.",
            effort: "a week",
            hours: (1, 2),
            normal_hours: None,
            skill: "",
            guide: "/guide/",
            resources: &[],
            revision,
        }
    }

    static OLD: [Milestone; 3] = [
        milestone("a", "A", 1),
        milestone("b", "B", 2),
        milestone("c", "C", 3),
    ];
    static NEW: [Milestone; 3] = [
        milestone("a", "A", 1),
        milestone("b", "B, better", 20),
        milestone("d", "D", 4),
    ];

    fn plan_of(guide: &[Milestone]) -> Plan {
        let ranks = rank::spread(guide.len());
        let items = guide.iter().zip(ranks);
        Plan::from_items(items.map(|(milestone, rank)| Item::of_guide(milestone, rank)))
    }

    fn answered(plan: &mut Plan, id: &str, said: Answer) {
        let edit = answer(plan, &NEW, id, said).expect("the answer fits");
        plan.apply(&edit);
    }

    #[test]
    fn nothing_is_news_while_the_guide_is_the_same() {
        assert_eq!(news(&Plan::template(), MILESTONES), []);
    }

    #[test]
    fn new_changed_and_retired_milestones_are_shown_and_nothing_is_changed() {
        let plan = plan_of(&OLD);
        let found = news(&plan, &NEW);
        assert!(matches!(
            found[..],
            [
                News::Changed(Milestone { id: "b", .. }, _),
                News::New(Milestone { id: "d", .. }),
                News::Retired(_),
            ]
        ));
        assert_eq!(plan, plan_of(&OLD));
    }

    #[test]
    fn every_answer_settles_its_difference_and_can_be_undone() {
        for (id, said) in [
            ("b", Answer::TakeWords),
            ("b", Answer::KeepWords),
            ("d", Answer::Add),
            ("d", Answer::Refuse),
            ("c", Answer::Own),
            ("c", Answer::Remove),
        ] {
            let mut plan = plan_of(&OLD);
            let edit = answer(&plan, &NEW, id, said).expect("the answer fits");
            plan.apply(&edit);
            assert_eq!(news(&plan, &NEW).len(), 2, "{id} {said:?}");
            plan.apply(&edit.inverse());
            assert_eq!(plan, plan_of(&OLD), "{id} {said:?}");
        }
        assert_eq!(answer(&plan_of(&OLD), &NEW, "a", Answer::Own), None);
    }

    #[test]
    fn what_a_person_wrote_and_did_survives_taking_the_guides_words() {
        let mut plan = plan_of(&OLD);
        let edit = plan.tick("b");
        plan.apply(&edit.expect("possible"));
        answered(&mut plan, "b", Answer::TakeWords);
        let item = plan.item("b").expect("it is there");
        assert_eq!(
            (item.title.as_str(), &item.status),
            ("B, better", &Status::Done)
        );
    }

    #[test]
    fn what_was_deleted_is_not_offered_again() {
        let mut plan = plan_of(&OLD);
        let edit = plan.remove(&[ItemId::from("b")]);
        plan.apply(&edit.expect("possible"));
        assert!(
            !news(&plan, &NEW)
                .iter()
                .any(|news| matches!(news, News::Changed(..)))
        );
    }
}
