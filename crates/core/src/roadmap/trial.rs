//! A trial of the role: three of its behaviours for some weeks, then a decision.
//!
//! A trial is nothing but items of the plan whose ids say so; all that works on items works on it.

use super::item::{Item, Status};
use super::model::{Edit, Plan};
use crate::day::Day;

/// What the ids of a trial's items start with; the behaviour and the first day follow.
const ID_START: &str = "own-trial-";

/// How many behaviours a trial has.
pub const CHOSEN: usize = 3;

/// How many days an extension adds.
const EXTENSION: i32 = 14;

/// A behaviour to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behaviour {
    /// Permanent id.
    pub id: &'static str,
    /// What to do.
    pub title: &'static str,
    /// What there is to show in the end.
    pub proof: &'static str,
}

/// What a trial can be made of.
pub const BEHAVIOURS: [Behaviour; 10] = [
    Behaviour {
        id: "decisions",
        title: "Write down each decision of the week, with the option you left",
        proof: "A page with at least four decisions, each with its reason and the option you left",
    },
    Behaviour {
        id: "reviews-first",
        title: "Answer every review request within a working day, before your own code",
        proof: "How long reviews waited for you in the weeks before, and in these",
    },
    Behaviour {
        id: "thin-slices",
        title: "Cut the next piece of work into parts of two days or less, with the person who builds it",
        proof: "The list of parts, and how many were done in their two days",
    },
    Behaviour {
        id: "give-away",
        title: "Give away one task a week that you would have liked to do yourself",
        proof: "Who took what, and how little you changed of the result",
    },
    Behaviour {
        id: "ask-first",
        title: "Ask two questions in every design talk before you give an opinion",
        proof: "Three talks in which an answer changed what you thought",
    },
    Behaviour {
        id: "name-the-risk",
        title: "Name the largest risk of the week on Monday, and say on Friday what became of it",
        proof: "A line for each Monday and each Friday",
    },
    Behaviour {
        id: "friday-lines",
        title: "Write five lines on Friday to those who wait for your team: done, next, at risk",
        proof: "The lines you sent, and one answer that shows they were read",
    },
    Behaviour {
        id: "next-to-somebody",
        title: "Sit an hour a week next to somebody less experienced, and leave them the keyboard",
        proof: "What they do alone now, in their own words",
    },
    Behaviour {
        id: "say-it",
        title: "Tell one person a week what their work made easier, and one what would make it better",
        proof: "Whom you told, what you said, and what happened next",
    },
    Behaviour {
        id: "follow-the-alarm",
        title: "Follow one alarm or support case a week to its cause, and close the cause",
        proof: "The causes you closed, and whether the alarm came back",
    },
];

/// Starts a trial of 2 to 6 weeks. `None` where all of it is in the plan already.
pub fn start(plan: &Plan, behaviours: &[Behaviour], weeks: i32, first: Day) -> Option<Edit> {
    let due = first.plus(7 * weeks.clamp(2, 6));
    let day = first.to_string();
    let items = behaviours.iter().map(|behaviour| Item {
        id: format!("{ID_START}{}-{day}", behaviour.id).into(),
        step: "experience".into(),
        title: behaviour.title.to_owned(),
        done_when: behaviour.proof.to_owned(),
        status: Status::Doing,
        start: Some(first),
        due: Some(due),
        ..Item::default()
    });
    plan.add_all(items.collect())
}

/// Moves the day on which an item of a trial is decided.
pub fn extend(plan: &Plan, id: &str) -> Option<Edit> {
    let due = plan.item(id)?.due?.plus(EXTENSION);
    let done = format!("extended to {}", due.in_words());
    plan.change_one(id, &done, |item| item.due = Some(due))
}

/// What is being tried.
pub fn running(plan: &Plan) -> Vec<&Item> {
    let items = plan.items();
    items
        .filter(|item| item.id.starts_with(ID_START) && item.is_open())
        .collect()
}

/// Whether a behaviour is being tried.
pub fn is_running(plan: &Plan, behaviour: &str) -> bool {
    // Of the id, a hyphen and the first day are left.
    const DAY: usize = "-2026-11-23".len();
    let named = |item: &&Item| {
        let rest = item.id.strip_prefix(ID_START);
        let rest = rest.and_then(|rest| rest.strip_prefix(behaviour));
        rest.is_some_and(|rest| rest.len() == DAY && rest.starts_with('-'))
    };
    plan.items().any(|item| named(&item) && item.is_open())
}

/// Whether the weeks of an item of a trial are over.
pub fn is_over(item: &Item, today: Day) -> bool {
    item.due.is_some_and(|due| due <= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ItemId;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn behaviours() -> [Behaviour; CHOSEN] {
        ["one", "two", "three"].map(|id| Behaviour {
            id,
            title: "Do it",
            proof: "A page",
        })
    }

    fn started(weeks: i32) -> Plan {
        let mut plan = Plan::template();
        let edit = start(&plan, &behaviours(), weeks, day("2026-11-23"));
        plan.apply(&edit.expect("it is new"));
        plan
    }

    #[test]
    fn a_trial_is_three_items_of_one_edit() {
        let plan = Plan::template();
        let edit = start(&plan, &behaviours(), 4, day("2026-11-23")).expect("it is new");
        assert_eq!(edit.changes.len(), 3);
        let plan = started(4);
        let item = plan.item("own-trial-two-2026-11-23").expect("it is there");
        assert_eq!(item.status, Status::Doing);
        assert_eq!(item.due, Day::parse("2026-12-21"));
        assert_eq!(plan.step_of(item), "experience");
        assert_eq!(start(&plan, &behaviours(), 4, day("2026-11-23")), None);
    }

    #[test]
    fn a_trial_has_two_to_six_weeks() {
        for (weeks, due) in [(-1, "2026-12-07"), (99, "2027-01-04")] {
            let plan = started(weeks);
            let item = plan.item("own-trial-one-2026-11-23").expect("it is there");
            assert_eq!(item.due, Day::parse(due));
        }
    }

    #[test]
    fn an_extension_is_two_weeks() {
        let mut plan = started(2);
        let id = "own-trial-one-2026-11-23";
        plan.apply(&extend(&plan, id).expect("it has a day"));
        assert_eq!(
            plan.item(id).and_then(|item| item.due),
            Day::parse("2026-12-21")
        );
        assert_eq!(extend(&plan, "choose-a-route"), None);
    }

    #[test]
    fn what_is_open_is_under_way_until_its_weeks_are_over() {
        assert_eq!(running(&Plan::template()), Vec::<&Item>::new());
        let mut plan = started(2);
        let under_way = running(&plan);
        assert_eq!(under_way.len(), CHOSEN);
        assert!(!is_over(under_way[0], day("2026-12-06")));
        assert!(is_over(under_way[0], day("2026-12-07")));
        assert!(is_running(&plan, "one"));
        assert!(!is_running(&plan, "on") && !is_running(&plan, "four"));
        let all =
            ["one", "two", "three"].map(|id| ItemId::from(format!("own-trial-{id}-2026-11-23")));
        let edit = plan.set_status(&all, &Status::Skipped);
        plan.apply(&edit.expect("they are open"));
        assert_eq!(running(&plan), Vec::<&Item>::new());
        assert!(!is_running(&plan, "one"));
    }
}
