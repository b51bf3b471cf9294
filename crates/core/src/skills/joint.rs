//! The joint stage: after a person and colleagues have scored apart, they look at both together, and
//! agree for a skill on a level, a sentence and a date.
//!
//! [`Agreement`] is what is being agreed; [`Joint`] is the whole as it is taken along: in a link, as
//! Markdown, in the history.

use super::agreement::{Agreement, JointRow};
use super::model::{self, View};
use super::stored::{Assessment, Record};
use crate::content::SkillName;
use crate::day::Day;

/// What was agreed, as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joint {
    /// The request that the colleagues had answered.
    pub request: u32,
    /// The first name of the person whose skills these are; may be empty.
    pub name: String,
    /// The day of the talk.
    pub day: Option<Day>,
    /// The skills of which something was agreed, largest difference first.
    pub rows: Vec<JointRow>,
}

/// The rows of the joint stage: every skill that the person and a colleague have scored, largest
/// difference first. None before the person has scored all skills.
pub fn views(kept: &Assessment) -> Vec<View> {
    if !kept.draft.levels.is_complete() {
        return Vec::new();
    }
    let ratings = kept.ratings.iter().map(|record| &record.levels);
    model::views(&kept.draft.levels, ratings)
}

/// What has been agreed so far, of no day yet.
pub fn joint(kept: &Assessment) -> Joint {
    let agreed = |view: View| {
        let agreement = kept.agreement(view.skill).filter(|one| !one.is_empty())?;
        Some(JointRow {
            skill: view.skill.id.into(),
            own: Some(view.own),
            theirs: view.levels,
            level: agreement.level,
            note: agreement.note.clone(),
            day: agreement.day,
        })
    };
    Joint {
        request: kept.request.request,
        name: kept.request.name.trim().to_owned(),
        day: None,
        rows: views(kept).into_iter().filter_map(agreed).collect(),
    }
}

impl Assessment {
    /// What is being agreed of a skill.
    pub fn agreement(&self, skill: &SkillName) -> Option<&Agreement> {
        self.agreements.iter().find(|one| one.skill == *skill.id)
    }

    /// The levels and what was agreed of them, to be added to the history. Where a level was agreed
    /// on, it stands in the place of the person's own.
    pub fn next_joint(&self, joint: &Joint, day: String) -> Record {
        let mut record = self.next_snapshot(day);
        for row in &joint.rows {
            if row.level.is_some() {
                record.levels.set(&row.skill, row.level);
            }
        }
        record.request = joint.request;
        record.name.clone_from(&joint.name);
        record.joint.clone_from(&joint.rows);
        record
    }

    /// Whether the history has this already.
    pub fn has_joint(&self, joint: &Joint) -> bool {
        let mut kept = self.snapshots.iter();
        kept.any(|record| record.joint == joint.rows)
    }
}

impl Record {
    /// What was agreed, where this entry of the history is one of the joint stage.
    pub fn as_joint(&self) -> Option<Joint> {
        (!self.joint.is_empty()).then(|| Joint {
            request: self.request,
            name: self.name.clone(),
            day: Day::parse(&self.day),
            rows: self.joint.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::SKILL_NAMES;
    use crate::skills::model::Levels;
    use crate::skills::stored;
    use crate::store::{FaultyArea, Store, Written};
    use std::rc::Rc;

    fn all(level: u8) -> Levels {
        let mut levels = Levels::default();
        for skill in SKILL_NAMES {
            levels.set(skill.id, Some(level));
        }
        levels
    }

    fn rated() -> (Rc<FaultyArea>, Store) {
        let area = Rc::new(FaultyArea::default());
        let store = Store::new(area.clone());
        let mut kept = stored::load(&store);
        assert!(kept.set_draft(&store, all(2)).is_ok());
        assert!(kept.set_request(&store, 7, "Kim").is_ok());
        let mut theirs = all(2);
        theirs.set("delegation", Some(0));
        theirs.set("communication", Some(3));
        for (answer, levels) in [(1, theirs), (2, all(2))] {
            let record = Record::rating(7, answer, levels);
            assert!(stored::add(&store, &record).is_ok());
        }
        (area, store)
    }

    fn agreed(skill: &str, level: u8, note: &str) -> Agreement {
        let mut agreement = Agreement::of(skill);
        agreement.level = Some(level);
        note.clone_into(&mut agreement.note);
        agreement.day = Day::parse("2027-02-01");
        agreement
    }

    #[test]
    fn the_largest_difference_comes_first_and_only_what_was_agreed_is_taken_along() {
        let (_, store) = rated();
        let mut kept = stored::load(&store);
        let order: Vec<&str> = views(&kept).iter().map(|view| view.skill.id).collect();
        assert_eq!(order[..2], ["delegation", "communication"]);
        assert_eq!(joint(&kept).rows, []);
        for agreement in [
            agreed("communication", 3, "Three proposals without a meeting."),
            agreed("delegation", 1, "Hands over the import next month."),
        ] {
            assert_eq!(kept.set_agreement(&store, agreement), Ok(Written::AsGiven));
        }
        let found = joint(&stored::load(&store));
        let rows: Vec<(&str, Option<u8>)> = found
            .rows
            .iter()
            .map(|row| (row.skill.as_str(), row.level))
            .collect();
        assert_eq!(rows, [("delegation", Some(1)), ("communication", Some(3))]);
        assert_eq!(found.rows[0].theirs, [0, 2]);
        assert_eq!((found.request, found.name.as_str()), (7, "Kim"));
    }

    #[test]
    fn nothing_is_laid_side_by_side_before_the_own_score_is_whole() {
        let (_, store) = rated();
        let mut kept = stored::load(&store);
        let mut levels = kept.draft.levels.clone();
        levels.set("delegation", None);
        assert!(kept.set_draft(&store, levels).is_ok());
        assert_eq!(views(&kept), []);
    }

    #[test]
    fn what_was_agreed_is_an_entry_of_the_history_that_an_older_release_reads() {
        let (area, store) = rated();
        let mut kept = stored::load(&store);
        assert!(
            kept.set_agreement(&store, agreed("delegation", 1, "So."))
                .is_ok()
        );
        let found = Joint {
            day: Day::parse("2026-11-27"),
            ..joint(&kept)
        };
        assert!(!kept.has_joint(&found));
        let record = kept.next_joint(&found, "2026-11-27".to_owned());
        assert_eq!(stored::add(&store, &record), Ok(Written::AsGiven));
        let kept = stored::load(&store);
        assert!(kept.has_joint(&found));
        let other = Joint {
            rows: Vec::new(),
            ..found.clone()
        };
        assert!(!kept.has_joint(&other));
        let entry = &kept.snapshots[0];
        assert_eq!(entry.levels.get("delegation"), Some(1));
        assert_eq!(entry.levels.get("communication"), Some(2));
        assert_eq!(entry.as_joint(), Some(found));
        // A release without the joint stage sees a snapshot, and a field that it does not know.
        let raw = &area.documents()["skills:snapshot:1"];
        let json: serde_json::Value = serde_json::from_str(raw).expect("it is JSON");
        assert_eq!(json["schema"], 1);
        assert_eq!(json["number"], 1);
        assert_eq!(json["joint"][0]["skill"], "delegation");
    }

    #[test]
    fn an_agreement_that_is_emptied_is_no_document() {
        let (area, store) = rated();
        let mut kept = stored::load(&store);
        assert!(
            kept.set_agreement(&store, agreed("delegation", 1, "So."))
                .is_ok()
        );
        assert!(area.documents().contains_key("skills:agreed:delegation"));
        assert!(
            kept.set_agreement(&store, Agreement::of("delegation"))
                .is_ok()
        );
        assert!(!area.documents().contains_key("skills:agreed:delegation"));
        assert_eq!(stored::load(&store).agreements, []);
    }

    #[test]
    fn what_a_newer_release_agrees_on_survives() {
        let (area, store) = rated();
        let raw = r#"{"schema":2,"skill":"delegation","level":2,"witness":"Sam","day":"never"}"#;
        area.put("skills:agreed:delegation", raw);
        let mut kept = stored::load(&store);
        let mut changed = kept.agreements[0].clone();
        assert_eq!((changed.level, changed.day), (Some(2), None));
        changed.note = "So.".to_owned();
        assert_eq!(kept.set_agreement(&store, changed), Ok(Written::AsGiven));
        let raw = &area.documents()["skills:agreed:delegation"];
        let json: serde_json::Value = serde_json::from_str(raw).expect("it is JSON");
        assert_eq!(json["witness"], "Sam");
        assert_eq!(json["day"], "never");
        assert_eq!(json["note"], "So.");
        assert_eq!(json["schema"], 2);
    }
}
