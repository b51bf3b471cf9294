//! What the self-assessment has to say elsewhere: where a person is furthest from what they aim at.

use crate::skills::model::gaps;
use crate::skills::stored;
use crate::store::Store;

/// A skill, and the level to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkillGoal {
    /// Id of the skill.
    pub skill: &'static str,
    /// The level, 1 to 4.
    pub level: u8,
}

/// The widest gaps of the assessment on this device, widest first; none where there is no assessment.
pub fn widest(store: &Store, count: usize) -> Vec<SkillGoal> {
    let assessment = stored::load(store);
    let gaps = gaps(&assessment.draft.levels, &assessment.target.levels).into_iter();
    let goals = gaps.map(|gap| SkillGoal {
        skill: gap.skill.id,
        level: gap.target,
    });
    goals.take(count).collect()
}
