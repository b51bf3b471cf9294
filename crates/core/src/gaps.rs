//! What the self-assessment has to say elsewhere: where a person is furthest from what they aim at, and
//! what they have agreed on with colleagues.

use crate::content::SKILL_NAMES;
use crate::plan_link::Goal;
use crate::skills::agreement::{Agreement, JointRow};
use crate::skills::model::{gaps, name};
use crate::skills::stored::{self, Assessment};
use crate::store::Store;

/// The widest gaps of the assessment on this device, widest first; none where there is no assessment.
pub fn widest(store: &Store, count: usize) -> Vec<Goal<'static>> {
    let assessment = stored::load(store);
    let gaps = gaps(&assessment.draft.levels, &assessment.target.levels).into_iter();
    let goals = gaps.map(|gap| Goal {
        skill: gap.skill.id,
        level: gap.target,
    });
    goals.take(count).collect()
}

/// Whether every skill has a level on this device.
pub fn is_scored(store: &Store) -> bool {
    stored::load(store).draft.levels.is_complete()
}

/// What there is to say of a person’s skills in a talk, a line for each skill.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Talk {
    /// Whether any skill is scored.
    pub scored: bool,
    /// The skills below their targets, widest gap first. A level that was agreed on stands in the place
    /// of the person’s own.
    pub gaps: Vec<String>,
    /// What was agreed with colleagues: a level, a sentence, a day.
    pub agreed: Vec<String>,
}

/// What this device knows for a talk.
pub fn for_talk(store: &Store) -> Talk {
    let kept = stored::load(store);
    let rows = agreed(&kept);
    let mut levels = kept.draft.levels.clone();
    for row in &rows {
        if row.level.is_some() {
            levels.set(&row.skill, row.level);
        }
    }
    let gaps = gaps(&levels, &kept.target.levels).into_iter().map(|gap| {
        let row = rows.iter().find(|row| row.skill == *gap.skill.id);
        let by = match row.is_some_and(|row| row.level.is_some()) {
            true => " as agreed",
            false => "",
        };
        let (own, target) = (name(gap.own), name(gap.target));
        format!("{}: “{own}”{by}, aiming at “{target}”", gap.skill.title)
    });
    Talk {
        scored: levels.answered() > 0,
        gaps: gaps.collect(),
        agreed: rows.iter().map(in_words).collect(),
    }
}

/// What is being agreed, in the order of the skills; where that is nothing, what was agreed last.
fn agreed(kept: &Assessment) -> Vec<JointRow> {
    let row = |one: &Agreement| JointRow {
        skill: one.skill.clone(),
        level: one.level,
        note: one.note.clone(),
        day: one.day,
        ..JointRow::default()
    };
    let now = SKILL_NAMES.iter().filter_map(|skill| {
        let one = kept.agreement(skill).filter(|one| !one.is_empty())?;
        Some(row(one))
    });
    let now: Vec<JointRow> = now.collect();
    if !now.is_empty() {
        return now;
    }
    let mut history = kept.snapshots.iter().rev();
    let last = history.find(|record| !record.joint.is_empty());
    last.map(|record| record.joint.clone()).unwrap_or_default()
}

/// “Delegation: “solid”. Gave away two projects. To be looked at again on 1 Feb 2027.”
fn in_words(row: &JointRow) -> String {
    let mut words = row.title().to_owned();
    if let Some(level) = row.level {
        words += ": “";
        words += name(level);
        words.push('”');
    }
    words.push('.');
    let note = row.note.trim();
    if !note.is_empty() {
        words.push(' ');
        words += note;
        if !note.ends_with(['.', '!', '?', '…']) {
            words.push('.');
        }
    }
    if let Some(day) = row.day {
        words += " To be looked at again on ";
        words += &day.in_words();
        words.push('.');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::FaultyArea;
    use std::rc::Rc;

    fn device(documents: &[(&str, &str)]) -> Store {
        let area = Rc::new(FaultyArea::default());
        for (key, raw) in documents {
            area.put(key, raw);
        }
        Store::new(area)
    }

    fn all(level: u8) -> String {
        let levels = SKILL_NAMES
            .iter()
            .map(|skill| format!("{}:{level}", skill.id));
        let levels: Vec<String> = levels.collect();
        format!(r#"{{"levels":"{}","schema":1}}"#, levels.join(" "))
    }

    #[test]
    fn nothing_is_said_where_nothing_is_scored() {
        let store = device(&[]);
        assert_eq!(for_talk(&store), Talk::default());
        assert!(!is_scored(&store));
    }

    #[test]
    fn all_skills_have_to_have_a_level() {
        assert!(is_scored(&device(&[("skills:draft", &all(2))])));
        let some = r#"{"levels":"delegation:2","schema":1}"#;
        assert!(!is_scored(&device(&[("skills:draft", some)])));
    }

    #[test]
    fn the_gaps_are_those_of_the_scores_and_what_was_agreed_counts() {
        let draft = r#"{"levels":"delegation:0 communication:2 code-review:4","schema":1}"#;
        let agreed = r#"{"day":"2027-02-01","level":1,"note":"Gave away one project","schema":1,"skill":"delegation"}"#;
        let own = for_talk(&device(&[("skills:draft", draft)]));
        assert!(own.scored);
        assert_eq!(
            own.gaps,
            [
                "Delegation: “not yet”, aiming at “leads”",
                "Communication: “solid”, aiming at “leads”",
            ]
        );
        assert!(own.agreed.is_empty());
        let talk = for_talk(&device(&[
            ("skills:draft", draft),
            ("skills:agreed:delegation", agreed),
        ]));
        assert_eq!(
            talk.gaps[0],
            "Delegation: “aware” as agreed, aiming at “leads”"
        );
        assert_eq!(
            talk.agreed,
            ["Delegation: “aware”. Gave away one project. To be looked at again on 1 Feb 2027."]
        );
    }

    #[test]
    fn what_was_agreed_last_is_in_the_history() {
        let entry = |number: u32, level: u8| {
            format!(
                r#"{{"day":"2026-11-28","joint":[{{"level":{level},"skill":"delegation"}}],"number":{number},"schema":1}}"#
            )
        };
        let talk = for_talk(&device(&[
            ("skills:snapshot:1", &entry(1, 1)),
            ("skills:snapshot:2", &entry(2, 2)),
            (
                "skills:snapshot:3",
                r#"{"levels":"delegation:2","number":3,"schema":1}"#,
            ),
        ]));
        assert_eq!(talk.agreed, ["Delegation: “solid”."]);
    }
}
