//! What must hold for any view of the comparison, any link to it, and any weighing.

use guide_core::compare::model::{ROLE_LIMIT, RowText, SORTS, Sort, View, rows_of_content};
use guide_core::compare::share;
use guide_core::compare::weigh::{Answer, FEELINGS, Feeling, Side, Verdict, weigh};
use guide_core::content::{Owner, ROLES, ROW_GROUPS, ROWS};
use proptest::prelude::*;

/// A view that a person can reach: some roles in some order, then any controls pressed.
fn view() -> impl Strategy<Value = View> {
    let group = prop::option::of(0..ROW_GROUPS.len());
    let row = || prop::collection::vec(0..ROWS.len(), 0..12);
    let roles = prop::collection::vec((0..ROLES.len(), any::<bool>()), 0..12);
    let ticks = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let rows = (row(), row(), row());
    (roles, ".{0,30}", group, 0..SORTS.len(), ticks, rows).prop_map(
        |(roles, filter, group, sort, (diff, flat, weigh, down), (pinned, hidden, open))| {
            let mut view = View {
                group,
                differences: diff,
                flat,
                weigh,
                filter,
                ..View::default()
            };
            view.sort_as(&format!("{}{}", if down { "-" } else { "" }, SORTS[sort].1));
            for (role, back) in roles {
                view.toggle_role(role);
                view.move_role(role, back);
            }
            hidden.iter().for_each(|row| view.hide(*row));
            pinned.iter().for_each(|row| view.toggle_pin(*row));
            open.iter().for_each(|row| view.set_open(*row, true));
            view
        },
    )
}

fn answer() -> impl Strategy<Value = Answer> {
    let feeling = prop::option::of(prop::sample::select(
        FEELINGS.map(|(feeling, _)| feeling).to_vec(),
    ));
    (feeling, 0..=3_u8).prop_map(|(feeling, matters)| Answer { feeling, matters })
}

fn weighed() -> impl Strategy<Value = Vec<(Owner, Answer)>> {
    let owner = prop::sample::select(vec![
        Owner::Lead,
        Owner::Manager,
        Owner::Both,
        Owner::Neither,
    ]);
    prop::collection::vec((owner, answer()), 0..40)
}

/// The same rows with lead and manager exchanged.
fn mirrored(rows: &[(Owner, Answer)]) -> Vec<(Owner, Answer)> {
    let other = |owner| match owner {
        Owner::Lead => Owner::Manager,
        Owner::Manager => Owner::Lead,
        other => other,
    };
    rows.iter()
        .map(|(owner, answer)| (other(*owner), *answer))
        .collect()
}

fn other_side(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Leans(Side::Lead) => Verdict::Leans(Side::Manager),
        Verdict::Leans(Side::Manager) => Verdict::Leans(Side::Lead),
        verdict => verdict,
    }
}

proptest! {
    #[test]
    fn a_view_and_its_link_are_the_same(view in view()) {
        let rows = rows_of_content();
        let (read, ignored) = View::from_query(&view.to_query(&rows), &rows);
        prop_assert_eq!(read, view);
        prop_assert!(ignored.is_empty());
    }

    #[test]
    fn a_link_is_plain_ascii_without_spaces(view in view()) {
        let query = view.to_query(&rows_of_content());
        prop_assert!(query.len() < 2000, "{query}");
        prop_assert!(query.bytes().all(|byte| byte.is_ascii_graphic()), "{query}");
    }
}

proptest! {
    #[test]
    fn weighing_knows_no_favourite(rows in weighed()) {
        let here = weigh(&rows);
        let there = weigh(&mirrored(&rows));
        prop_assert_eq!(there.score, -here.score);
        prop_assert_eq!(there.verdict, other_side(here.verdict));
        prop_assert_eq!(&there.drivers, &here.drivers);
        prop_assert_eq!(there.firmness, here.firmness);
        let change = |leaning: &guide_core::compare::weigh::Leaning| {
            leaning.change.map(|change| (change.row, change.to, change.verdict))
        };
        let wanted = change(&here).map(|(row, to, verdict)| (row, to, other_side(verdict)));
        prop_assert_eq!(change(&there), wanted);
    }

    #[test]
    fn what_matters_more_never_pulls_the_other_way(rows in weighed(), row in 0..40_usize) {
        let Some((owner, answer)) = rows.get(row).copied() else { return Ok(()) };
        let before = weigh(&rows);
        let mut more = rows.clone();
        more[row].1.matters = (answer.matters + 1).min(3);
        let after = weigh(&more);
        let towards_lead = match (owner, answer.feeling) {
            (Owner::Lead, Some(Feeling::Energises)) | (Owner::Manager, Some(Feeling::Drains)) => 1,
            (Owner::Lead, Some(Feeling::Drains)) | (Owner::Manager, Some(Feeling::Energises)) => -1,
            _ => 0,
        };
        prop_assert!((after.score - before.score) * towards_lead >= 0);
        prop_assert!(towards_lead != 0 || after.score == before.score);
        let rank = |verdict: Verdict| match verdict {
            Verdict::Leans(Side::Lead) => 1,
            Verdict::Leans(Side::Manager) => -1,
            _ => 0,
        };
        prop_assert!((rank(after.verdict) - rank(before.verdict)) * towards_lead >= 0);
    }

    #[test]
    fn nothing_felt_is_no_leaning(rows in weighed()) {
        let neutral: Vec<_> = rows
            .iter()
            .map(|(owner, answer)| (*owner, Answer { feeling: Some(Feeling::Neutral), ..*answer }))
            .collect();
        let leaning = weigh(&neutral);
        prop_assert_eq!(leaning.score, 0);
        prop_assert!(!matches!(leaning.verdict, Verdict::Leans(_)));
        prop_assert!(leaning.drivers.is_empty());
    }

    #[test]
    fn who_answers_everything_alike_has_no_leaning(rows in weighed(), answer in answer()) {
        let sides = [Owner::Lead, Owner::Manager];
        prop_assume!(sides.iter().all(|side| rows.iter().any(|row| row.0 == *side)));
        let alike: Vec<_> = rows.iter().map(|(owner, _)| (*owner, answer)).collect();
        prop_assert_eq!(weigh(&alike).score, 0);
    }

    #[test]
    fn the_smallest_change_does_what_it_says(rows in weighed()) {
        let leaning = weigh(&rows);
        prop_assert!(leaning.score.abs() <= leaning.most);
        if let Some(change) = leaning.change {
            let mut changed = rows;
            changed[change.row].1 = change.to;
            prop_assert_eq!(weigh(&changed).verdict, change.verdict);
            prop_assert_ne!(change.verdict, leaning.verdict);
        }
    }

    #[test]
    fn a_shared_weighing_is_read_as_it_was_written(
        answers in prop::collection::vec((answer(), ".{0,40}"), ROWS.len()),
        first in any::<bool>(),
    ) {
        let rows = rows_of_content();
        let mine: Vec<_> = rows.iter().zip(answers).map(|(row, (answer, note))| {
            let mut mine = guide_core::compare::answers::RowAnswer::of(&row.id);
            // The importance of what is not answered is not shared.
            if answer.feeling.is_some() {
                mine.set_answer(answer);
            }
            mine.set_note(&note);
            mine
        }).collect();
        let options = share::LinkOptions { notes: true, first };
        let (fragment, left_out) = share::write(&rows, &mine, options, usize::MAX);
        prop_assert_eq!(left_out, 0);
        prop_assert_eq!(share::waits(&fragment), first);
        prop_assert!(fragment.bytes().all(|byte| byte.is_ascii_graphic()));
        prop_assert_eq!(share::read(&fragment, &rows), Ok(mine));
    }
}

/// Prints how 100,000 people who answer at random come out, with the rows of the real table. They
/// have no leaning on average, also where they like more than they dislike, 20,000 each.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn random_answers_lean_to_neither_side() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 11) % below
    };
    for (name, people, energising, draining) in [
        ("at random", 100_000, 1, 1),
        ("fond of most", 20_000, 7, 1),
        ("tired of most", 20_000, 1, 7),
    ] {
        let (mut sum, mut squares) = (0_i64, 0_i64);
        let mut verdicts = [0; 3];
        for _ in 0..people {
            let rows: Vec<(Owner, Answer)> = ROWS
                .iter()
                .map(|row| {
                    let felt = random(energising + draining + 2);
                    let feeling = if felt < energising {
                        Feeling::Energises
                    } else if felt < energising + draining {
                        Feeling::Drains
                    } else {
                        Feeling::Neutral
                    };
                    let matters = u8::try_from(random(4)).expect("it is below 4");
                    (
                        row.owner,
                        Answer {
                            feeling: Some(feeling),
                            matters,
                        },
                    )
                })
                .collect();
            let leaning = weigh(&rows);
            let score = i64::from(leaning.score);
            sum += score;
            squares += score * score;
            verdicts[match leaning.verdict {
                Verdict::Leans(Side::Lead) => 0,
                Verdict::Leans(Side::Manager) => 1,
                _ => 2,
            }] += 1;
        }
        let people = f64::from(people);
        let mean = sum as f64 / people;
        let deviation = (squares as f64 / people - mean * mean).sqrt();
        let share = |count: i32| f64::from(count) / people * 100.0;
        let [lead, manager, close] = verdicts.map(share);
        println!(
            "{name:14} mean {mean:+.3} of ±180, deviation {deviation:.1}, lead {lead:.2} %, manager {manager:.2} %, too close {close:.2} %"
        );
        // Four standard errors: one run in 16,000 would be outside by chance, and this one is fixed.
        assert!(
            mean.abs() < 4.0 * deviation / people.sqrt(),
            "{name}: {mean}"
        );
        assert!((lead - manager).abs() < 1.0, "{name}: {lead} and {manager}");
    }
}

/// Prints how many cells rest on sources, are this guide's own synthesis, or are left out.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn every_cell_that_is_there_has_text_and_a_source_or_is_marked_as_synthesis() {
    println!("{:26} sourced  synthesis  none", "role");
    for (index, role) in ROLES.iter().enumerate() {
        let of_role: Vec<_> = ROWS
            .iter()
            .filter_map(|row| row.cells[index].as_ref())
            .collect();
        assert!(
            of_role.iter().all(|cell| !cell.text.trim().is_empty()),
            "{}",
            role.id
        );
        // The build takes no cell with neither sources nor `synthesis = true`, and none with both.
        let sourced = of_role
            .iter()
            .filter(|cell| !cell.sources.is_empty())
            .count();
        let none = ROWS.len() - of_role.len();
        println!(
            "{:26} {sourced:7}  {:9}  {none:4}",
            role.title,
            of_role.len() - sourced
        );
        assert!(none == 0 || index > 1, "{}", role.id);
    }
    assert!(ROWS.iter().all(|row| row.cells.len() == ROLES.len()));
    assert!(ROWS.iter().all(|row| !row.sources.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn no_damaged_link_panics_and_the_view_stays_sound(query in damaged_query()) {
        let rows = rows_of_content();
        let (view, ignored) = View::from_query(&query, &rows);
        prop_assert!((1..=ROLE_LIMIT).contains(&view.roles.len()));
        prop_assert!(ignored.len() <= 5);
        prop_assert!(view.sort != Sort::AsWritten || !view.down);
        prop_assert!(view.hidden.is_sorted() && view.open.is_sorted());
        prop_assert!(!view.hidden.iter().any(|row| view.pinned.contains(row)));
        prop_assert_eq!(View::from_query(&view.to_query(&rows), &rows).0, view.clone());
        prop_assert_eq!(view.order(&rows, &[]).len(), rows.len());
    }

    #[test]
    fn no_damaged_weighing_panics_or_is_taken_for_a_sound_one(body in "[0-9a-f.&=~%é]{0,60}", version in "1|2||é") {
        let rows: Vec<RowText> = rows_of_content();
        // A checksum that fits by chance is one in 65,536.
        let read = share::read(&format!("w={version}.{body}"), &rows);
        prop_assert!(version == "1" || read.is_err());
    }
}

/// Anything at all, and sound queries with letters changed, lost or put in.
fn damaged_query() -> impl Strategy<Value = String> {
    let broken = (
        view(),
        prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8, any::<char>()), 1..6),
    );
    let broken = broken.prop_map(|(view, damages)| {
        let mut letters: Vec<char> = view.to_query(&rows_of_content()).chars().collect();
        for (place, kind, letter) in damages {
            let place = place.index(letters.len() + 1);
            if kind > 0 && place < letters.len() {
                letters.remove(place);
            }
            if kind < 2 {
                letters.insert(place.min(letters.len()), letter);
            }
        }
        letters.into_iter().collect()
    });
    prop_oneof![".{0,300}", broken]
}
