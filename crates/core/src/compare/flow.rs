//! Weighing as a flow: one row after the other, only those that count for a side.

use super::answers::RowAnswer;
use super::model::RowText;
use super::weigh::{Leaning, Side, Verdict, side_of};

/// The rows that are asked about, as places in the table: those that one side owns, mixed so that both
/// sides are heard from early on and in proportion.
pub fn deck(rows: &[RowText]) -> Vec<usize> {
    let of_side = |side: Side| -> Vec<usize> {
        let places = rows.iter().enumerate();
        let places = places.filter(|(_, row)| side_of(row.owner) == Some(side));
        places.map(|(place, _)| place).collect()
    };
    let (lead, manager) = (of_side(Side::Lead), of_side(Side::Manager));
    let mut deck = Vec::with_capacity(lead.len() + manager.len());
    let (mut of_lead, mut of_manager) = (0, 0);
    while deck.len() < lead.len() + manager.len() {
        // Whose share is behind has the next turn: a / b is compared with c / d as a × d with c × b.
        let is_leads_turn = (2 * of_lead + 1) * manager.len() <= (2 * of_manager + 1) * lead.len();
        match (lead.get(of_lead), manager.get(of_manager)) {
            (Some(row), other) if is_leads_turn || other.is_none() => {
                deck.push(*row);
                of_lead += 1;
            }
            (_, Some(row)) => {
                deck.push(*row);
                of_manager += 1;
            }
            (Some(_) | None, None) => break,
        }
    }
    deck
}

/// The place in the deck of the first row from `from` on that is not answered; the end of the deck,
/// where the result is, if there is none.
pub fn next_open(deck: &[usize], answers: &[RowAnswer], from: usize) -> usize {
    let is_open = |row: &usize| {
        let answer = answers.get(*row).map(RowAnswer::answer);
        answer.is_none_or(|answer| answer.feeling.is_none())
    };
    let rest = deck.iter().skip(from);
    rest.clone()
        .position(is_open)
        .map_or(deck.len(), |place| from + place)
}

/// Where the person is and what it looks like, in a few words: “6 of 12 · leaning lead”.
pub fn progress(at: usize, all: usize, leaning: &Leaning) -> String {
    let leaning = match leaning.verdict {
        Verdict::TooFew => "no leaning yet",
        Verdict::Close => "too close to call",
        Verdict::Leans(Side::Lead) => "leaning lead",
        Verdict::Leans(Side::Manager) => "leaning manager",
    };
    format!("{} of {all} · {leaning}", (at + 1).min(all))
}

#[cfg(test)]
mod tests {
    use super::super::model::rows_of_content;
    use super::super::weigh::{Answer, ENOUGH, Feeling, USUAL, weigh};
    use super::*;

    #[test]
    fn the_deck_has_every_row_that_counts_once_and_hears_both_sides_early() {
        let rows = rows_of_content();
        let deck = deck(&rows);
        let mut sorted = deck.clone();
        sorted.sort_unstable();
        let counting = (0..rows.len()).filter(|row| side_of(rows[*row].owner).is_some());
        assert!(counting.eq(sorted));
        let half = &deck[..deck.len().div_ceil(2) + 1];
        for side in [Side::Lead, Side::Manager] {
            let heard = half
                .iter()
                .filter(|row| side_of(rows[**row].owner) == Some(side));
            assert!(heard.count() + 1 >= ENOUGH, "{side:?}: {half:?}");
        }
    }

    #[test]
    fn a_deck_of_one_side_is_that_side() {
        let mut rows = rows_of_content();
        rows.retain(|row| side_of(row.owner) != Some(Side::Manager));
        let lead = rows.iter().filter(|row| side_of(row.owner).is_some());
        assert_eq!(deck(&rows).len(), lead.count());
        assert_eq!(deck(&[]), [0; 0]);
    }

    #[test]
    fn the_flow_goes_on_with_what_is_open_and_ends_with_the_result() {
        let rows = rows_of_content();
        let deck = deck(&rows);
        let mut answers: Vec<RowAnswer> = rows.iter().map(|row| RowAnswer::of(&row.id)).collect();
        assert_eq!(next_open(&deck, &answers, 0), 0);
        let answer = Answer {
            feeling: Some(Feeling::Neutral),
            matters: USUAL,
        };
        answers[deck[0]].set_answer(answer);
        answers[deck[1]].set_answer(answer);
        assert_eq!(next_open(&deck, &answers, 0), 2);
        for row in &deck {
            answers[*row].set_answer(answer);
        }
        assert_eq!(next_open(&deck, &answers, 3), deck.len());
    }

    #[test]
    fn the_line_says_how_far_and_where_to() {
        let rows = rows_of_content();
        let said: Vec<_> = rows
            .iter()
            .map(|row| (row.owner, Answer::default()))
            .collect();
        assert_eq!(progress(5, 11, &weigh(&said)), "6 of 11 · no leaning yet");
        assert_eq!(progress(11, 11, &weigh(&said)), "11 of 11 · no leaning yet");
    }
}
