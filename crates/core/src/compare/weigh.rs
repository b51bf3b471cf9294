//! Weighing: from what a person feels about each row to a leaning, and how firm it is.
//!
//! A row that the lead owns pulls towards the lead where it energises, and away where it drains; a
//! row of the manager's pulls the other way. Rows that both own, or neither, count for no side. The
//! two sides have different numbers of rows, so each side's points are multiplied by the number of
//! rows on the other: whoever answers everything alike has no leaning.

use crate::content::Owner;
use serde::{Deserialize, Serialize};

/// What a row does to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Feeling {
    /// It gives energy.
    Energises,
    /// Neither.
    Neutral,
    /// It takes energy.
    Drains,
}

/// Every feeling with its name in stored documents and on the page.
pub const FEELINGS: [(Feeling, &str); 3] = [
    (Feeling::Energises, "energises"),
    (Feeling::Neutral, "neutral"),
    (Feeling::Drains, "drains"),
];

/// The highest importance.
pub const MOST: u8 = 3;

/// How much a row matters, with the words for it.
pub const IMPORTANCE: [(u8, &str); 4] = [
    (0, "Not at all"),
    (1, "A little"),
    (2, "Some"),
    (MOST, "A lot"),
];

/// How much a row matters where the person has not said.
pub const USUAL: u8 = 2;

/// How many rows of each side have to be answered before there is a leaning.
pub const ENOUGH: usize = 3;

/// What a person says of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// `None` where the row is not answered.
    pub feeling: Option<Feeling>,
    /// How much the row matters, 0 to [`MOST`].
    pub matters: u8,
}

impl Default for Answer {
    fn default() -> Self {
        Self {
            feeling: None,
            matters: USUAL,
        }
    }
}

impl Answer {
    /// How far it pulls, and which way: a row that drains pulls away from whoever owns it.
    fn pull(self) -> i32 {
        match self.feeling {
            Some(Feeling::Energises) => i32::from(self.matters),
            Some(Feeling::Drains) => -i32::from(self.matters),
            _ => 0,
        }
    }

    /// The answer in a few words; nothing where there is none.
    pub fn spoken(self) -> String {
        if self.feeling.is_none() {
            return String::new();
        }
        let matters = self.matters_name().to_lowercase();
        [self.feeling_name(), ", matters ", &matters].concat()
    }

    /// How much the row matters, in the words that a person chose from.
    pub fn matters_name(self) -> &'static str {
        let found = IMPORTANCE
            .iter()
            .find(|(matters, _)| *matters == self.matters);
        found.map_or("", |(_, name)| *name)
    }

    /// The feeling in one word; nothing where there is none.
    pub fn feeling_name(self) -> &'static str {
        let found = FEELINGS
            .iter()
            .find(|(feeling, _)| Some(*feeling) == self.feeling);
        found.map_or("", |(_, name)| *name)
    }

    /// The weight that rows are sorted by: none where the row is not answered.
    pub fn weight(self) -> u8 {
        if self.feeling.is_some() {
            self.matters
        } else {
            0
        }
    }
}

/// One of the two roles that are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The technical lead.
    Lead,
    /// The engineering manager.
    Manager,
}

/// The side that a row counts for.
pub fn side_of(owner: Owner) -> Option<Side> {
    match owner {
        Owner::Lead => Some(Side::Lead),
        Owner::Manager => Some(Side::Manager),
        Owner::Both | Owner::Neither => None,
    }
}

/// What the answers come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Too few rows are answered on one of the sides.
    TooFew,
    /// A single strong answer could tip it.
    Close,
    /// A leaning.
    Leans(Side),
}

/// A change of one answer that changes the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The row.
    pub row: usize,
    /// What it is now.
    pub from: Answer,
    /// What it would be. Either the feeling differs or the importance.
    pub to: Answer,
    /// The verdict then.
    pub verdict: Verdict,
}

/// What the answers come to, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaning {
    /// The result.
    pub verdict: Verdict,
    /// Above zero towards the lead, below towards the manager; at most [`Leaning::most`] either way.
    pub score: i32,
    /// The score of somebody whom every row of one side energises and every one of the other drains.
    pub most: i32,
    /// A score that is not above this one, either way, is too close to call.
    pub margin: i32,
    /// The rows that pull most: towards the verdict, or either way where there is none. Up to three.
    pub drivers: Vec<usize>,
    /// The smallest change of one answer that changes the verdict.
    pub change: Option<Change>,
    /// How many of the strongest answers would have to turn neutral to end the leaning.
    pub firmness: usize,
    /// Answered rows of the lead's and of the manager's.
    pub answered: [usize; 2],
    /// All rows of the lead's and of the manager's.
    pub rows: [usize; 2],
}

/// How far a leaning goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Less than a quarter of what is possible.
    Slight,
    /// Less than half of it.
    Clear,
    /// Half of it and more.
    Strong,
}

impl Leaning {
    /// How far it leans.
    pub fn strength(&self) -> Strength {
        match self.score.abs() * 4 / self.most.max(1) {
            0 => Strength::Slight,
            1 => Strength::Clear,
            _ => Strength::Strong,
        }
    }

    /// Where each strength begins, in percent of what is possible: slight, clear and strong. Below the
    /// first it is too close to call.
    pub fn steps(&self) -> [i32; 3] {
        let close = self.percent(self.margin);
        [close, close.max(25), close.max(50)]
    }

    /// The same with where each ends, for a scale.
    pub fn bands(&self) -> [(Strength, i32, i32); 3] {
        let [slight, clear, strong] = self.steps();
        [
            (Strength::Slight, slight, clear),
            (Strength::Clear, clear, strong),
            (Strength::Strong, strong, 100),
        ]
    }

    /// The score in percent of what is possible: 100 is all the lead's way, -100 all the manager's.
    pub fn position(&self) -> i32 {
        self.percent(self.score)
    }

    fn percent(&self, points: i32) -> i32 {
        points * 100 / self.most.max(1)
    }
}

/// Weighs the rows, each with its owner and its answer.
pub fn weigh(rows: &[(Owner, Answer)]) -> Leaning {
    let scale = Scale::of(rows);
    let points: Vec<i32> = rows.iter().map(|row| scale.points(*row)).collect();
    let score: i32 = points.iter().sum();
    let verdict = scale.verdict(score);
    Leaning {
        verdict,
        score,
        most: scale.most,
        margin: scale.margin(),
        drivers: drivers(&points, verdict),
        change: smallest_change(rows, &scale, score),
        firmness: firmness(&points, &scale, score),
        answered: scale.answered,
        rows: scale.rows,
    }
}

/// What does not depend on how strong the answers are.
struct Scale {
    rows: [usize; 2],
    answered: [usize; 2],
    most: i32,
}

impl Scale {
    fn of(rows: &[(Owner, Answer)]) -> Self {
        let mut scale = Self {
            rows: [0; 2],
            answered: [0; 2],
            most: 0,
        };
        for (owner, answer) in rows {
            let answered = usize::from(answer.feeling.is_some());
            if let Some(side) = side_of(*owner) {
                scale.rows[side as usize] += 1;
                scale.answered[side as usize] += answered;
            }
        }
        scale.most = 2 * i32::from(MOST) * scale.factor(Side::Lead) * scale.factor(Side::Manager);
        scale
    }

    /// What a point of this side counts: the number of rows on the other one.
    fn factor(&self, side: Side) -> i32 {
        let others = match side {
            Side::Lead => self.rows[1],
            Side::Manager => self.rows[0],
        };
        i32::try_from(others.max(1)).unwrap_or(1)
    }

    fn points(&self, (owner, answer): (Owner, Answer)) -> i32 {
        match side_of(owner) {
            Some(Side::Lead) => answer.pull() * self.factor(Side::Lead),
            Some(Side::Manager) => -answer.pull() * self.factor(Side::Manager),
            None => 0,
        }
    }

    /// A leaning is more than one row can make on its own.
    fn margin(&self) -> i32 {
        i32::from(MOST) * self.factor(Side::Lead).max(self.factor(Side::Manager))
    }

    fn verdict(&self, score: i32) -> Verdict {
        if (0..2).any(|side| self.answered[side] < ENOUGH.min(self.rows[side])) {
            Verdict::TooFew
        } else if score.abs() <= self.margin() {
            Verdict::Close
        } else if score > 0 {
            Verdict::Leans(Side::Lead)
        } else {
            Verdict::Leans(Side::Manager)
        }
    }
}

/// How far points go the verdict's way; either way where there is none.
fn strength(points: i32, verdict: Verdict) -> i32 {
    match verdict {
        Verdict::Leans(Side::Lead) => points,
        Verdict::Leans(Side::Manager) => -points,
        _ => points.abs(),
    }
}

fn drivers(points: &[i32], verdict: Verdict) -> Vec<usize> {
    let strength = |row: &usize| strength(points[*row], verdict);
    let mut drivers: Vec<usize> = Vec::new();
    for row in (0..points.len()).filter(|row| strength(row) > 0) {
        let place = drivers.partition_point(|there| strength(there) >= strength(&row));
        drivers.insert(place, row);
        drivers.truncate(3);
    }
    drivers
}

fn firmness(points: &[i32], scale: &Scale, score: i32) -> usize {
    let verdict = scale.verdict(score);
    if !matches!(verdict, Verdict::Leans(_)) {
        return 0;
    }
    let mut left = score.abs();
    let mut taken = vec![false; points.len()];
    let mut count = 0;
    while left > scale.margin() {
        let rest = (0..points.len()).filter(|row| !taken[*row]);
        let Some(row) = rest.max_by_key(|row| strength(points[*row], verdict)) else {
            break;
        };
        taken[row] = true;
        left -= strength(points[row], verdict);
        count += 1;
    }
    count
}

/// Tries every other answer to each answered row. One step of importance is the smallest change, one
/// step of feeling counts as two.
fn smallest_change(rows: &[(Owner, Answer)], scale: &Scale, score: i32) -> Option<Change> {
    let now = scale.verdict(score);
    let mut best: Option<(u8, i32, Change)> = None;
    for (row, (owner, from)) in rows.iter().enumerate() {
        let Some(feeling) = from.feeling.filter(|_| now != Verdict::TooFew) else {
            continue;
        };
        let importances = (0..=MOST).map(|matters| Answer { matters, ..*from });
        let feelings = FEELINGS.iter().map(|(feeling, _)| Answer {
            feeling: Some(*feeling),
            ..*from
        });
        for to in importances.chain(feelings) {
            let verdict =
                scale.verdict(score - scale.points((*owner, *from)) + scale.points((*owner, to)));
            if verdict == now {
                continue;
            }
            let felt = to
                .feeling
                .map_or(0, |to| (to as u8).abs_diff(feeling as u8));
            let steps = to.matters.abs_diff(from.matters) + 2 * felt;
            let moved = (scale.points((*owner, *from)) - scale.points((*owner, to))).abs();
            let better = best.as_ref().is_none_or(|(least, most, _)| {
                steps < *least || (steps == *least && moved > *most)
            });
            if better {
                let change = Change {
                    row,
                    from: *from,
                    to,
                    verdict,
                };
                best = Some((steps, moved, change));
            }
        }
    }
    best.map(|(_, _, change)| change)
}

/// The rows of which two people say something else, as their places: those first that pull them furthest
/// apart. Only rows that both have answered count.
pub fn differences(one: &[Answer], other: &[Answer]) -> Vec<usize> {
    let both = one.iter().zip(other).enumerate();
    let both = both.filter(|(_, (one, other))| one.feeling.is_some() && other.feeling.is_some());
    let apart = both.map(|(row, (one, other))| (row, one.pull().abs_diff(other.pull())));
    let mut rows: Vec<(usize, u32)> = apart.filter(|(_, apart)| *apart > 0).collect();
    rows.sort_by_key(|(row, apart)| (std::cmp::Reverse(*apart), *row));
    rows.into_iter().map(|(row, _)| row).collect()
}

/// Two answers to the same row in a few words: how much it matters only where that differs.
pub fn apart(one: Answer, other: Answer) -> [String; 2] {
    let is_as_important = one.matters == other.matters;
    [one, other].map(|answer| match is_as_important {
        true => answer.feeling_name().to_owned(),
        false => answer.spoken(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_answers_that_matter_alike_differ_in_the_feeling_alone() {
        let answer = |feeling, matters| Answer {
            feeling: Some(feeling),
            matters,
        };
        let one = answer(Feeling::Energises, 2);
        assert_eq!(
            apart(one, answer(Feeling::Drains, 2)),
            ["energises", "drains"]
        );
        assert_eq!(
            apart(one, answer(Feeling::Energises, 0)),
            ["energises, matters some", "energises, matters not at all"]
        );
    }

    fn rows(lead: &[(Feeling, u8)], manager: &[(Feeling, u8)]) -> Vec<(Owner, Answer)> {
        let row = |owner: Owner, (feeling, matters): &(Feeling, u8)| {
            let feeling = Some(*feeling);
            let matters = *matters;
            (owner, Answer { feeling, matters })
        };
        let lead = lead.iter().map(|answer| row(Owner::Lead, answer));
        lead.chain(manager.iter().map(|answer| row(Owner::Manager, answer)))
            .collect()
    }

    #[test]
    fn who_likes_the_leads_rows_leans_to_the_lead() {
        use Feeling::{Drains, Energises, Neutral};
        let leaning = weigh(&rows(
            &[(Energises, 3), (Energises, 2), (Neutral, 3)],
            &[(Drains, 2), (Neutral, 1), (Energises, 1)],
        ));
        assert_eq!(leaning.verdict, Verdict::Leans(Side::Lead));
        assert_eq!((leaning.score, leaning.most), (3 * (5 + 1), 54));
        assert_eq!(leaning.drivers, [0, 1, 3]);
        // 18 points, and 9 are too few for a leaning: the row of 3 has to count nothing.
        let change = leaning.change.expect("one answer is enough");
        assert_eq!((change.row, change.to.feeling), (0, Some(Neutral)));
        assert_eq!(change.verdict, Verdict::Close);
        assert_eq!(leaning.firmness, 1);
    }

    #[test]
    fn nothing_is_said_before_both_sides_are_heard() {
        let answers = [(Feeling::Energises, 3); 6];
        let mut rows = rows(&answers, &answers[..5]);
        for row in &mut rows[8..] {
            row.1.feeling = None;
        }
        let leaning = weigh(&rows);
        assert_eq!(leaning.verdict, Verdict::TooFew);
        assert_eq!((leaning.answered, leaning.rows), ([6, 2], [6, 5]));
        assert_eq!(leaning.change, None);
    }

    #[test]
    fn a_firm_leaning_says_how_many_answers_hold_it() {
        let leaning = weigh(&rows(
            &[(Feeling::Drains, 3); 6],
            &[(Feeling::Energises, 3); 5],
        ));
        assert_eq!(leaning.verdict, Verdict::Leans(Side::Manager));
        assert_eq!(leaning.score, -leaning.most);
        assert_eq!(leaning.change, None);
        // 180 points, 18 at most are too close: nine rows of 18 and more.
        assert_eq!(leaning.firmness, 10);
    }

    #[test]
    fn rows_of_both_or_neither_count_for_no_side() {
        let answer = Answer {
            feeling: Some(Feeling::Energises),
            matters: 3,
        };
        let leaning = weigh(&[(Owner::Both, answer), (Owner::Neither, answer)]);
        assert_eq!((leaning.score, leaning.answered), (0, [0, 0]));
    }

    #[test]
    fn two_people_differ_most_where_their_answers_pull_furthest_apart() {
        let answer = |feeling, matters| Answer {
            feeling: Some(feeling),
            matters,
        };
        let one = [
            answer(Feeling::Energises, 1),
            answer(Feeling::Energises, 3),
            answer(Feeling::Neutral, 3),
            Answer::default(),
            answer(Feeling::Drains, 2),
        ];
        let other = [
            answer(Feeling::Energises, 2),
            answer(Feeling::Drains, 3),
            answer(Feeling::Neutral, 1),
            answer(Feeling::Drains, 3),
            answer(Feeling::Neutral, 0),
        ];
        assert_eq!(differences(&one, &other), [1, 4, 0]);
        assert_eq!(differences(&other, &one), [1, 4, 0]);
        assert!(differences(&one, &one).is_empty());
    }
}
