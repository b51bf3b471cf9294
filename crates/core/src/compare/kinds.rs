//! Which kind of technical lead's job an advert or an offer describes.
//!
//! The questions, the kinds and all words are HTML. Each answer on the page carries one digit for
//! each kind: how well it fits.

/// How many questions have to be answered.
pub const ENOUGH: usize = 3;

/// The kinds that fit best, as indices, best first: none, one, or two that are one point apart at
/// most. `answers` has the digits of each answered question.
pub fn place(answers: &[String]) -> Vec<usize> {
    if answers.len() < ENOUGH {
        return Vec::new();
    }
    let kinds = answers.iter().map(String::len).max().unwrap_or(0);
    let points = |kind: usize| -> u32 {
        let digits = answers
            .iter()
            .filter_map(|answer| answer.as_bytes().get(kind));
        digits
            .map(|digit| u32::from(digit.saturating_sub(b'0')))
            .sum()
    };
    let mut best: Vec<usize> = Vec::new();
    for kind in 0..kinds {
        let place = best.partition_point(|there| points(*there) >= points(kind));
        best.insert(place, kind);
    }
    let most = best.first().map_or(0, |kind| points(*kind));
    best.retain(|kind| points(*kind) + 1 >= most && most > 0);
    best.truncate(2);
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(answers: &[&str]) -> Vec<usize> {
        let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
        place(&answers)
    }

    #[test]
    fn the_kind_with_most_points_is_found() {
        assert_eq!(placed(&["200", "020", "210"]), [0, 1]);
        assert_eq!(placed(&["200", "020", "200"]), [0]);
        assert_eq!(placed(&["002", "002", "002"]), [2]);
    }

    #[test]
    fn two_answers_or_none_that_says_anything_place_nothing() {
        assert_eq!(placed(&["200", "200"]), [0; 0]);
        assert_eq!(placed(&["000", "000", "000"]), [0; 0]);
        assert_eq!(placed(&[]), [0; 0]);
        assert!(placed(&["ü", "x", ""]).len() <= 2);
    }
}
