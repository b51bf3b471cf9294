//! The ids of elements that links and the focus lead to. Those of milestones, their boxes and the
//! steps are addresses for ever.

/// A milestone: `#item-<id>`.
pub(super) fn item(id: &str) -> String {
    format!("item-{id}")
}

/// The id of the milestone that a fragment leads to.
pub(super) fn item_of(fragment: &str) -> Option<&str> {
    fragment.strip_prefix("item-")
}

/// The box of a milestone.
pub(super) fn tick(id: &str) -> String {
    format!("tick-{id}")
}

/// The title of a milestone.
pub(super) fn title(id: &str) -> String {
    format!("title-{id}")
}

/// The line that opens a milestone.
pub(super) fn summary(id: &str) -> String {
    format!("open-{id}")
}

/// The first field of the form of a milestone, and the start of the ids of the others.
pub(super) fn form(id: &str, field: &str) -> String {
    format!("{field}-of-{id}")
}

/// A step: `#step-<id>`.
pub(super) fn step(id: &str) -> String {
    format!("step-{id}")
}

/// The id of the step that a fragment leads to.
pub(super) fn step_of(fragment: &str) -> Option<&str> {
    fragment.strip_prefix("step-")
}

/// The field for the name of a step of the person's own.
pub(super) fn name(step: &str) -> String {
    format!("name-{step}")
}

/// The field for a new milestone of a step.
pub(super) fn add(step: &str) -> String {
    format!("add-{step}")
}
