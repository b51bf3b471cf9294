//! Where the marks of the drawings stand.
//!
//! A level is a place on one line from 0 to 4, the same line for every skill. There is no area to
//! misread, as in a radar chart, and the order of the skills changes nothing. Every mark has its own
//! shape, and its value stands beside it in words.

use super::stored::Record;

/// The box of a line from 0 to 4 with its marks, for `viewBox`.
pub const STRIP_BOX: &str = "0 0 170 22";

/// The line itself, with a stroke for each level.
pub const STRIP_SCALE: &str = "M9 11h152M9 7v8m38-8v8m38-8v8m38-8v8m38-8v8";

/// Distance of two levels in a strip; the first one is at [`START`].
const STEP: i32 = 38;
const START: i32 = 9;

/// Where a level stands on the line, given twice: medians lie between two levels.
pub fn place(twice: u8) -> i32 {
    START + i32::from(twice) * STEP / 2
}

/// The way from one level up to another; empty where there is none.
pub fn way(from: Option<u8>, to: u8) -> String {
    match from.filter(|from| *from < to) {
        Some(from) => format!("M{} 11H{}", place(2 * from), place(2 * to)),
        None => String::new(),
    }
}

/// The diamond of a target; empty where there is none.
pub fn diamond(level: Option<u8>) -> String {
    let of = |level: u8| format!("M{} 3l8 8-8 8-8-8z", place(2 * level));
    level.map_or_else(String::new, of)
}

/// The upright bar of what colleagues see, given twice; empty where there is none.
pub fn bar(twice: Option<u8>) -> String {
    let of = |twice: u8| format!("M{} 0v22", place(twice));
    twice.map_or_else(String::new, of)
}

/// The dot of the person's own level: a stroke of no length with round ends; empty where there is none.
pub fn dot(level: Option<u8>) -> String {
    let of = |level: u8| format!("M{} 11h0", place(2 * level));
    level.map_or_else(String::new, of)
}

/// The box of a skill's history, for `viewBox`.
pub const HISTORY_BOX: &str = "0 0 140 32";

/// The lines of level 0 and level 4 in it.
pub const HISTORY_SCALE: &str = "M0 4h140M0 28h140";

/// A skill's levels from snapshot to snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// The line from each to the next.
    pub line: String,
    /// A dot for each.
    pub dots: String,
    /// The levels in digits, with a dash where there was none.
    pub digits: String,
}

/// The course of a skill over these snapshots, oldest first; `None` where it was never scored.
pub fn course(shown: &[Record], skill: &str) -> Option<Course> {
    let mut course = Course::default();
    let step = 126 / (shown.len() as i32 - 1).max(1);
    let mut x = 7;
    for record in shown {
        if !course.digits.is_empty() {
            course.digits.push(' ');
        }
        match record.levels.get(skill) {
            Some(level) => {
                let y = 28 - 6 * i32::from(level);
                let pen = if course.line.is_empty() { 'M' } else { 'L' };
                course.line += &format!("{pen}{x} {y}");
                course.dots += &format!("M{x} {y}h0");
                course.digits += super::model::digit(level);
            }
            None => course.digits.push('–'),
        }
        x += step;
    }
    (!course.line.is_empty()).then_some(course)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skills::model::Levels;

    #[test]
    fn a_mark_stands_on_the_stroke_of_its_level() {
        // The scale begins at 9 and has a stroke every 38 units.
        assert_eq!([0, 2, 4, 8].map(place), [9, 47, 85, 161]);
        assert_eq!(place(3), 66, "half-way between two levels");
        assert_eq!(way(Some(1), 3), "M47 11H123");
        assert_eq!(way(Some(3), 3), "");
        assert_eq!(way(None, 3), "");
        assert_eq!(dot(Some(2)), "M85 11h0");
        assert_eq!(diamond(Some(3)), "M123 3l8 8-8 8-8-8z");
        assert_eq!(bar(Some(8)), "M161 0v22");
        assert_eq!((dot(None), diamond(None), bar(None)), Default::default());
    }

    #[test]
    fn a_course_skips_what_was_not_scored() {
        let record = |level: Option<u8>| {
            let mut levels = Levels::default();
            levels.set("delegation", level);
            Record::rating(0, 0, levels)
        };
        let shown = [Some(2), None, Some(3)].map(record);
        let found = course(&shown, "delegation").expect("it was scored twice");
        assert_eq!(found.digits, "2 – 3");
        assert_eq!(found.line, "M7 16L133 10");
        assert_eq!(found.dots, "M7 16h0M133 10h0");
        assert_eq!(course(&shown, "communication"), None);
    }
}
