//! The link that proposes goals for the plan: the skills page writes it, the roadmap reads it.

use crate::id::ItemId;

/// What the fragment of such a link starts with.
pub const ADD: &str = "add=";

/// A level of a skill, to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal<'a> {
    /// Id of the skill.
    pub skill: &'a str,
    /// The level, 1 to 4.
    pub level: u8,
}

impl Goal<'_> {
    /// The id of the milestone that the goal becomes: the same on every device, so that none is added
    /// twice.
    pub fn milestone(&self) -> ItemId {
        let level = self.level.to_string();
        ["own-skill-", self.skill, "-", &level].concat().into()
    }
}

/// The fragment that proposes these goals, without a hash sign.
pub fn fragment(goals: &[Goal<'_>]) -> String {
    let mut fragment = ADD.to_owned();
    for (place, goal) in goals.iter().enumerate() {
        if place > 0 {
            fragment.push(',');
        }
        fragment += goal.skill;
        fragment.push('.');
        fragment += &goal.level.to_string();
    }
    fragment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_goal_is_a_skill_and_its_level() {
        let goal = |skill, level| Goal { skill, level };
        assert_eq!(fragment(&[goal("delegation", 3)]), "add=delegation.3");
        let two = [goal("delegation", 3), goal("communication", 4)];
        assert_eq!(fragment(&two), "add=delegation.3,communication.4");
        assert_eq!(two[1].milestone(), "own-skill-communication-4");
    }
}
