//! The drawings: a line from 0 to 4 with its marks, and the course of a skill. They repeat what stands
//! beside them in words, so screen readers pass them over.

use guide_core::skills::chart::{self, Course};
use leptos::prelude::*;

/// A line from 0 to 4: a dot for the person, a diamond for the target, an upright bar for colleagues. Any
/// two can stand at one place and are still seen.
#[component]
pub(super) fn Strip(
    /// The person’s level.
    own: Option<u8>,
    /// The target.
    target: Option<u8>,
    /// Twice the median of the colleagues’ levels.
    theirs: Option<u8>,
) -> impl IntoView {
    let way = chart::way(own, target.unwrap_or_default());
    view! {
        <svg class="strip" viewBox=chart::STRIP_BOX aria-hidden="true">
            <path class="scale" d=chart::STRIP_SCALE></path>
            <path class="way" d=way></path>
            <path class="theirs" d=chart::bar(theirs)></path>
            <path class="target" d=chart::diamond(target)></path>
            <path class="dot" d=chart::dot(own)></path>
        </svg>
    }
}

/// The digits of the levels, each above its place on the line.
#[component]
pub(super) fn Axis() -> impl IntoView {
    let digits =
        (0..5_u8).map(|level| view! { <text x=chart::place(2 * level) y="16">{level}</text> });
    view! {
        <svg class="strip axis" viewBox=chart::STRIP_BOX aria-hidden="true">
            {digits.collect_view()}
        </svg>
    }
}

/// What the marks mean.
#[component]
pub(super) fn Legend(
    /// Whether there is something of colleagues.
    with_colleagues: bool,
) -> impl IntoView {
    let sample = |name: &'static str, class: &'static str, path: String| {
        view! {
            <span>
                <svg class="sample" viewBox="0 0 18 22" aria-hidden="true">
                    <path class=class d=path></path>
                </svg>
                {name}
            </span>
        }
    };
    let theirs = with_colleagues.then(|| {
        sample(
            "Colleagues, the one in the middle",
            "theirs",
            chart::bar(Some(0)),
        )
    });
    view! {
        <p class="legend meta">
            {sample("You", "dot", chart::dot(Some(0)))} {sample("Target", "target", chart::diamond(Some(0)))} {theirs}
            <span>"0 not yet, 1 aware, 2 solid, 3 leads, 4 multiplies"</span>
        </p>
    }
}

/// How a skill went from snapshot to snapshot.
#[component]
pub(super) fn History(
    /// The name of the skill.
    title: &'static str,
    /// Its course.
    course: Course,
) -> impl IntoView {
    view! {
        <li>
            <svg class="course" viewBox=chart::HISTORY_BOX aria-hidden="true">
                <path class="scale" d=chart::HISTORY_SCALE></path>
                <path class="way" d=course.line></path>
                <path class="dot" d=course.dots></path>
            </svg>
            <b>{title}</b>
            <span class="meta">{course.digits}</span>
        </li>
    }
}
