//! The result of a weighing in words, and as Markdown to keep.

use super::answers::RowAnswer;
use super::weigh::{Answer, Change, ENOUGH, Leaning, Side, Strength, Verdict};

/// What the result cannot say, whatever the answers are.
pub const LIMITS: [&str; 3] = [
    "It is how you feel today about work that you may not have done yet.",
    "It knows nothing of the people, the pay, the company, or of how you would grow into what drains you now.",
    "The table describes usual jobs. Ask about the real one.",
];

/// The name of a side's role.
pub const fn name(side: Side) -> &'static str {
    match side {
        Side::Lead => "technical lead",
        Side::Manager => "engineering manager",
    }
}

/// How far it leans, in a word.
pub const fn adverb(strength: Strength) -> &'static str {
    match strength {
        Strength::Slight => "slightly",
        Strength::Clear => "clearly",
        Strength::Strong => "strongly",
    }
}

/// The result in one sentence, as it is also spoken.
pub fn headline(leaning: &Leaning) -> String {
    match leaning.verdict {
        Verdict::TooFew => {
            let missing = |side: usize| ENOUGH.saturating_sub(leaning.answered[side]).to_string();
            [
                "Not enough answers yet: ",
                &missing(0),
                " more on the lead’s rows, ",
                &missing(1),
                " more on the manager’s.",
            ]
            .concat()
        }
        Verdict::Close if leaning.drivers.is_empty() => {
            "No leaning: nothing you answered pulls either way.".to_owned()
        }
        Verdict::Close => "Too close to call.".to_owned(),
        Verdict::Leans(side) => [adverb(leaning.strength()), " towards ", name(side)].concat(),
    }
}

/// The same as a whole sentence. `whose` begins it: “Your”, “Their” or “My”.
pub fn sentence(leaning: &Leaning, whose: &str) -> String {
    match leaning.verdict {
        Verdict::Leans(_) => [whose, " answers lean ", &headline(leaning), "."].concat(),
        _ => headline(leaning),
    }
}

/// How little it would take for another result; empty where there is none yet.
pub fn sensitivity(leaning: &Leaning, title: &dyn Fn(usize) -> String) -> String {
    if let Some(Change {
        row,
        from,
        to,
        verdict,
    }) = leaning.change
    {
        let becomes = match (leaning.verdict, verdict) {
            (_, Verdict::Leans(side)) => ["It tips towards ", name(side)].concat(),
            _ => "It becomes too close to call".to_owned(),
        };
        let change = if from.feeling == to.feeling {
            let moves = if to.matters < from.matters {
                "” matters less: "
            } else {
                "” matters more: "
            };
            let name = |answer: Answer| answer.matters_name().to_lowercase();
            [moves, &name(to), ", not ", &name(from)].concat()
        } else {
            [
                "” turns from ",
                from.feeling_name(),
                " to ",
                to.feeling_name(),
            ]
            .concat()
        };
        [&becomes, " if “", &title(row), &change, "."].concat()
    } else {
        match leaning.verdict {
            Verdict::Leans(_) => [
                "No single answer changes this: the ",
                &leaning.firmness.to_string(),
                " strongest would have to turn neutral.",
            ]
            .concat(),
            Verdict::Close => "No single answer tips it.".to_owned(),
            Verdict::TooFew => String::new(),
        }
    }
}

/// How much of what could be answered is answered.
pub fn coverage(leaning: &Leaning) -> String {
    let of = |side: usize| {
        [
            leaning.answered[side].to_string().as_str(),
            " of ",
            &leaning.rows[side].to_string(),
        ]
        .concat()
    };
    [
        "Answered: ",
        &of(0),
        " rows that the lead owns, ",
        &of(1),
        " of the manager’s.",
    ]
    .concat()
}

/// A row that pulls, with what was said of it: “Coding: energises, matters a lot”.
pub fn driver(row: usize, answers: &[Answer], title: &dyn Fn(usize) -> String) -> String {
    let said = answers
        .get(row)
        .map_or_else(String::new, |answer| answer.spoken());
    [&title(row), ": ", &said].concat()
}

/// Something to do with a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextStep {
    /// What it is for.
    pub why: &'static str,
    /// The name of the place.
    pub name: &'static str,
    /// The path of the place, with its fragment.
    pub path: &'static str,
}

/// What to do with the result: read, look at the gaps or at the way back, try it.
pub const fn next_steps(verdict: Verdict) -> [NextStep; 3] {
    let read = match verdict {
        Verdict::Leans(Side::Lead) => NextStep {
            why: "Read what the way there asks of you:",
            name: "how to become a technical lead",
            path: "/guide/how-to-become-a-technical-lead/",
        },
        Verdict::Leans(Side::Manager) => NextStep {
            why: "Read where the two jobs part:",
            name: "technical lead versus engineering manager",
            path: "/guide/technical-lead-vs-engineering-manager/",
        },
        Verdict::Close | Verdict::TooFew => NextStep {
            why: "You need not choose for ever. Read about",
            name: "going back and forth",
            path: "/guide/going-back-and-forth/",
        },
    };
    let weigh_up = match verdict {
        Verdict::Leans(Side::Manager) => NextStep {
            why: "Few managers were never leads, and some go back. Read about",
            name: "going back and forth",
            path: "/guide/going-back-and-forth/",
        },
        _ => NextStep {
            why: "Find your widest gap:",
            name: "score yourself on the skills of a lead",
            path: "/skills/",
        },
    };
    [
        read,
        weigh_up,
        NextStep {
            why: "Cheaper than a decision:",
            name: "plan a trial with an end",
            path: "/roadmap/#trial",
        },
    ]
}

/// What would change a result, as a heading.
pub const SENSITIVITY: &str = "What would change it";

/// The result as Markdown, with the address that it is from, and with the person's notes where these are
/// wanted.
pub fn markdown(
    leaning: &Leaning,
    mine: &[RowAnswer],
    notes: bool,
    title: &dyn Fn(usize) -> String,
    address: &str,
) -> String {
    let answers: Vec<Answer> = mine.iter().map(RowAnswer::answer).collect();
    let mut text = String::from("# Technical lead or engineering manager?\n\n");
    text += &sentence(leaning, "My");
    text.push('\n');
    if !leaning.drivers.is_empty() && leaning.verdict != Verdict::TooFew {
        text += "\n## What pulls most\n\n";
        for (number, row) in (1..).zip(&leaning.drivers) {
            text += &format!("{number}. {}\n", driver(*row, &answers, title));
        }
    }
    let sensitivity = sensitivity(leaning, title);
    if !sensitivity.is_empty() {
        text += &format!("\n## {SENSITIVITY}\n\n{sensitivity}\n");
    }
    let noted = || {
        mine.iter()
            .enumerate()
            .filter(|(_, mine)| !mine.note.is_empty())
    };
    if notes && noted().next().is_some() {
        text += "\n## Notes\n\n";
        for (row, mine) in noted() {
            text += &format!("- {}: {}\n", title(row), mine.note.replace('\n', " "));
        }
    }
    text += "\n## What it does not know\n\n";
    for limit in LIMITS {
        text += &format!("- {limit}\n");
    }
    text + &format!("\n{}\n\n<{address}>\n", coverage(leaning))
}

#[cfg(test)]
mod tests {
    use super::super::weigh::{Feeling, weigh};
    use super::*;
    use crate::content::Owner;

    fn answers(lead: u8, manager: u8) -> Vec<(Owner, Answer)> {
        let row = |owner, feeling, matters| {
            let feeling = Some(feeling);
            (owner, Answer { feeling, matters })
        };
        let mut rows = vec![row(Owner::Lead, Feeling::Energises, lead); 3];
        rows.extend(vec![row(Owner::Manager, Feeling::Energises, manager); 3]);
        rows
    }

    fn result(rows: &[(Owner, Answer)]) -> String {
        let mut mine: Vec<RowAnswer> = rows
            .iter()
            .enumerate()
            .map(|(place, row)| {
                let mut mine = RowAnswer::of(&crate::id::RowId::from(place.to_string()));
                mine.set_answer(row.1);
                mine
            })
            .collect();
        mine[0].note = "I miss it".to_owned();
        let title = |row: usize| ["<", &row.to_string()].concat();
        let address = "https://example.org/compare/";
        let without = markdown(&weigh(rows), &mine, false, &title, address);
        assert!(!without.contains("I miss it"), "{without}");
        markdown(&weigh(rows), &mine, true, &title, address)
    }

    #[test]
    fn a_leaning_names_its_rows_and_what_would_change_it() {
        let text = result(&answers(3, 1));
        for part in [
            "My answers lean clearly towards technical lead.",
            "1. <0: energises, matters a lot",
            "- <0: I miss it",
            "It becomes too close to call if “<",
            "Answered: 3 of 3 rows that the lead owns",
            "- The table describes usual jobs.",
            "<https://example.org/compare/>",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn a_tie_is_called_one() {
        let text = result(&answers(2, 2));
        assert!(text.contains("Too close to call."), "{text}");
        let text = result(&answers(0, 0));
        assert!(text.contains("No leaning"), "{text}");
        let text = result(&answers(2, 2)[1..]);
        assert!(
            text.contains("Too close to call."),
            "two rows are all there are: {text}"
        );
        let mut unanswered = answers(2, 2);
        unanswered[5].1.feeling = None;
        assert!(result(&unanswered).contains("0 more on the lead’s rows, 1 more on the manager’s"));
    }

    #[test]
    fn the_words_and_the_scale_say_the_same() {
        for lead in 0..=3 {
            for manager in 0..=3 {
                let leaning = weigh(&answers(lead, manager));
                let [slight, clear, strong] = leaning.steps();
                let far = leaning.position().abs();
                let step = match leaning.verdict {
                    Verdict::Close => far <= slight,
                    _ => match leaning.strength() {
                        Strength::Slight => (slight..clear).contains(&far),
                        Strength::Clear => (clear..strong).contains(&far),
                        Strength::Strong => far >= strong,
                    },
                };
                assert!(step, "{lead} {manager}: {leaning:?}");
            }
        }
    }

    #[test]
    fn every_next_step_leads_to_an_address_of_the_site() {
        let all = include_str!("../../../../tests/fixtures/addresses.txt");
        let verdicts = [
            Verdict::TooFew,
            Verdict::Close,
            Verdict::Leans(Side::Lead),
            Verdict::Leans(Side::Manager),
        ];
        for step in verdicts.into_iter().flat_map(next_steps) {
            assert!(all.lines().any(|line| line == step.path), "{}", step.path);
        }
    }
}
