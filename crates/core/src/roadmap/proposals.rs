//! Items for skills, from a link of the skills page: `add=<skill>.<level>,…`.

use super::item::{Item, one_line};
use super::model::Plan;
use crate::content::{SKILLS, Skill};
use crate::plan_link::{self, ADD, Goal};

/// The names of the levels 1 to 4.
const LEVELS: [&str; 4] = ["aware", "solid", "leads", "multiplies"];

/// Most entries that are read: sixteen skills with four levels.
const LIMIT: usize = 64;

/// What a link proposes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposals {
    /// Items that can be added.
    pub items: Vec<Item>,
    /// Titles of those that are in the plan.
    pub there: Vec<String>,
    /// Entries that mean nothing.
    pub unknown: Vec<String>,
}

/// Items that lead to the goals of a self-assessment.
pub fn for_goals(goals: &[Goal<'_>], plan: &Plan) -> Proposals {
    read(&plan_link::fragment(goals), plan)
}

/// Reads a fragment that starts with [`ADD`](plan_link::ADD).
pub fn read(fragment: &str, plan: &Plan) -> Proposals {
    read_with(fragment, SKILLS, plan)
}

fn read_with(fragment: &str, skills: &[Skill], plan: &Plan) -> Proposals {
    let list = fragment.strip_prefix(ADD).unwrap_or_default();
    // The full stop of a sentence and what else stands behind a link is no part of it.
    let is_end = |c: char| !(c.is_ascii_alphanumeric() || ".,-<>".contains(c));
    let list = list.split(is_end).next().unwrap_or_default();
    let list = list.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    let mut found = Proposals::default();
    let entries = list.split(',').filter(|entry| !entry.is_empty());
    for entry in entries.take(LIMIT) {
        let known = entry.split_once('.').and_then(|(id, level)| {
            let place = level.parse::<usize>().ok()?.checked_sub(1)?;
            let skill = skills.iter().find(|skill| skill.id == id)?;
            let written = (place + 1).to_string() == level;
            let behaviour = skill.levels.get(place).filter(|_| written)?;
            let goal = Goal {
                skill: skill.id,
                level: level.parse().ok()?,
            };
            Some((goal, LEVELS.get(place)?, skill.title, *behaviour))
        });
        let Some((goal, name, skill, behaviour)) = known else {
            found.unknown.push(one_line(entry, 40));
            continue;
        };
        let id = goal.milestone();
        let title = format!("{skill}: reach “{name}”");
        if plan.item(&id).is_some() {
            found.there.push(title);
        } else if !found.items.iter().any(|item| item.id == id) {
            found.items.push(Item {
                id,
                step: "skills".into(),
                title,
                done_when: behaviour.to_owned(),
                skill: goal.skill.into(),
                ..Item::default()
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKILL_IN_USE: &str = "system-design";

    const SKILLS: &[Skill] = &[Skill {
        id: "design",
        group: "technical",
        title: "System design",
        definition: "",
        levels: &["Aware.", "Solid.", "Leads a design.", "Teaches design."],
        guide: "/guide/",
        practice: &[],
    }];

    #[test]
    fn what_stands_behind_a_link_is_no_part_of_it() {
        for behind in [
            ".",
            ")",
            ">",
            "…",
            ").",
            "&utm_source=chat",
            "?x",
            " and more",
        ] {
            let link = format!("add=design.3{behind}");
            let found = read_with(&link, SKILLS, &Plan::template());
            assert_eq!((found.items.len(), found.unknown.len()), (1, 0), "{behind}");
        }
    }

    #[test]
    fn a_goal_of_the_assessment_becomes_an_item() {
        let goal = Goal {
            skill: SKILL_IN_USE,
            level: 3,
        };
        let found = for_goals(&[goal], &Plan::template());
        assert_eq!(found.items[0].skill, SKILL_IN_USE);
        assert!(found.items[0].title.ends_with("reach “leads”"));
        assert_eq!(for_goals(&[], &Plan::template()), Proposals::default());
    }

    #[test]
    fn known_entries_become_items_and_the_others_are_named() {
        let plan = Plan::template();
        let link = "add=design.3,design.3,<b>.2,design.9,design,design.03,design.4";
        let found = read_with(link, SKILLS, &plan);
        let titles: Vec<&str> = found.items.iter().map(|item| item.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "System design: reach “leads”",
                "System design: reach “multiplies”"
            ]
        );
        assert_eq!(found.items[0].done_when, "Leads a design.");
        assert_eq!(found.unknown, ["<b>.2", "design.9", "design", "design.03"]);

        let mut plan = plan;
        let edit = plan.add_all(found.items).expect("possible");
        assert_eq!(edit.changes.len(), 2);
        plan.apply(&edit);
        let again = read_with(link, SKILLS, &plan);
        assert_eq!((again.items.len(), again.there.len()), (0, 3));
    }
}
