//! What the self-assessment has to say elsewhere: where a person is furthest from what they aim at.

use crate::plan_link::Goal;
use crate::skills::model::gaps;
use crate::skills::stored;
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
