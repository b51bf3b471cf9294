//! What a person and colleagues agree on of a skill: one small document while it is being agreed, and a
//! row of what is taken along.

use crate::content::SKILL_NAMES;
use crate::day::Day;
use crate::id::SkillId;
use crate::store::{Json, Schema, is_default, lenient};
use serde::{Deserialize, Serialize};

/// What is agreed of one skill, while it is being agreed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Agreement {
    schema: Schema,
    /// The skill.
    #[serde(default, deserialize_with = "lenient")]
    pub skill: SkillId,
    /// The level, 0 to 4.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub level: Option<u8>,
    /// The sentence: what was seen, or what would show the next level.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub note: String,
    /// The day to look again.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub day: Option<Day>,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(Agreement);

impl Agreement {
    /// Nothing yet, of this skill.
    pub fn of(skill: &str) -> Self {
        Self {
            skill: skill.into(),
            ..Self::default()
        }
    }

    /// Whether nothing is agreed, by this release or a newer one.
    pub fn is_empty(&self) -> bool {
        let known = self.level.is_some() || !self.note.is_empty() || self.day.is_some();
        !known && self.unknown.is_empty()
    }
}

/// A sentence as it is kept: one line.
pub fn sentence(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// A skill in the joint stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointRow {
    /// The skill.
    pub skill: SkillId,
    /// The person's own level, 0 to 4.
    #[serde(default, skip_serializing_if = "is_default")]
    pub own: Option<u8>,
    /// The colleagues' levels, lowest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub theirs: Vec<u8>,
    /// The level that was agreed on, 0 to 4.
    #[serde(default, skip_serializing_if = "is_default")]
    pub level: Option<u8>,
    /// The sentence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// The day to look again.
    #[serde(default, skip_serializing_if = "is_default")]
    pub day: Option<Day>,
}

impl JointRow {
    /// The name of the skill.
    pub fn title(&self) -> &str {
        let known = SKILL_NAMES.iter().find(|skill| self.skill == *skill.id);
        known.map_or(self.skill.as_str(), |skill| skill.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_one_line() {
        assert_eq!(sentence("a\nb\u{7f}c"), "abc");
    }
}
