//! A weighing in the fragment of a link: only when the person chooses to share it.
//!
//! `w=1.<checksum>.<answers>`, then `&first` where whoever opens it is to weigh first, and
//! `&<number>=<note>` for each note. The answers are one
//! hexadecimal digit for each number of a row, from 1: two bits for the feeling, two for the
//! importance. A browser does not send a fragment to anybody.

use super::answers::RowAnswer;
use super::link::{decoded_from, encoded};
use super::model::{RowText, taken_in};
use super::weigh::{Answer, FEELINGS, USUAL};

/// Longest link that messengers and mail leave whole.
pub const LINK_LIMIT: usize = 2000;

/// Notes are encoded with this, not with a percent sign: browsers change that on the way.
const MARK: u8 = b'~';

/// The part that says that whoever opens the link weighs first. The first release passes over it.
const FIRST: &str = "first";

/// Why a shared weighing cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkError {
    /// It was written by a version that this one does not know.
    Version,
    /// It is cut off or changed on the way.
    Checksum,
}

/// Somebody's weighing: for each row of the table what they say of it.
pub type Shared = Vec<RowAnswer>;

/// Whether a fragment, without its hash sign, is a weighing at all.
pub fn is_shared(fragment: &str) -> bool {
    fragment.starts_with("w=")
}

/// Whether whoever opens a fragment that [`is_shared`] is to weigh first: the answers are shown after
/// their own.
pub fn waits(fragment: &str) -> bool {
    fragment.split('&').any(|part| part == FIRST)
}

/// The fragment for somebody who has weighed, or has asked to see the answers: with all but what makes it
/// wait.
pub fn without_waiting(fragment: &str) -> String {
    let body = fragment.splitn(3, '.').nth(2).unwrap_or_default();
    let parts = body.split('&').filter(|part| *part != FIRST);
    let body = parts.collect::<Vec<_>>().join("&");
    whole(&body)
}

/// What a link is to have besides the answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LinkOptions {
    /// The person's notes.
    pub notes: bool,
    /// That whoever opens it weighs first.
    pub first: bool,
}

/// Writes answers, and what else `options` says. `room` is what the link may still take, in bytes. The
/// second value is how many notes found no room.
pub fn write(
    rows: &[RowText],
    mine: &[RowAnswer],
    options: LinkOptions,
    room: usize,
) -> (String, usize) {
    let mut digits: Vec<u8> = Vec::new();
    for (row, mine) in rows.iter().zip(mine) {
        if mine.answer().feeling.is_some() && row.number > 0 {
            if digits.len() < row.number {
                digits.resize(row.number, b'0');
            }
            digits[row.number - 1] = digit_of(mine.answer());
        }
    }
    let mut body: String = digits.into_iter().map(char::from).collect();
    if options.first {
        body.push('&');
        body += FIRST;
    }
    let mut left_out = 0;
    for (row, mine) in rows.iter().zip(mine) {
        if options.notes && !mine.note.is_empty() {
            let note = [
                "&",
                &row.number.to_string(),
                "=",
                &encoded(&mine.note, MARK),
            ]
            .concat();
            if "w=1.0000.".len() + body.len() + note.len() <= room {
                body += &note;
            } else {
                left_out += 1;
            }
        }
    }
    (whole(&body), left_out)
}

/// A fragment with its version and its checksum.
fn whole(body: &str) -> String {
    ["w=1.", &checksum(body), ".", body].concat()
}

/// Reads a fragment that [`is_shared`]. Answers on rows that are gone are left out.
///
/// # Errors
/// What is wrong with it: then nothing of it is used.
pub fn read(fragment: &str, rows: &[RowText]) -> Result<Shared, LinkError> {
    let rest = fragment.strip_prefix("w=").ok_or(LinkError::Checksum)?;
    let (version, rest) = rest.split_once('.').ok_or(LinkError::Checksum)?;
    if version != "1" {
        return Err(LinkError::Version);
    }
    let (sum, body) = rest.split_once('.').ok_or(LinkError::Checksum)?;
    if sum != checksum(body) {
        return Err(LinkError::Checksum);
    }
    let mut parts = body.split('&');
    let digits = parts.next().unwrap_or_default().as_bytes();
    let answer = |number: usize| {
        let digit = digits.get(number.checked_sub(1)?)?;
        Some(answer_of(*digit)).filter(|answer| answer.feeling.is_some())
    };
    let notes: Vec<(&str, &str)> = parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .collect();
    let note = |number: usize| {
        let number = number.to_string();
        let mut found = notes.iter().filter(|(there, _)| *there == number);
        Some(decoded_from(found.next_back()?.1, MARK)).filter(|note| !note.is_empty())
    };
    // What is said of a row counts before what was said of those that it has taken in.
    let shared = rows.iter().map(|row| {
        let former = taken_in(&row.id).map(|former| usize::from(former.number));
        let numbers = || std::iter::once(row.number).chain(former.clone());
        let mut mine = RowAnswer::of(&row.id);
        mine.set_answer(numbers().find_map(answer).unwrap_or_default());
        mine.set_note(&numbers().find_map(note).unwrap_or_default());
        mine
    });
    Ok(shared.collect())
}

fn digit_of(answer: Answer) -> u8 {
    let feeling = FEELINGS
        .iter()
        .position(|(feeling, _)| Some(*feeling) == answer.feeling)
        .map_or(0, |place| place + 1);
    b"0123456789abcdef"[feeling << 2 | usize::from(answer.matters & 3)]
}

fn answer_of(digit: u8) -> Answer {
    let value = char::from(digit).to_digit(16).unwrap_or(0) as usize;
    let feeling = (value >> 2).checked_sub(1).map(|place| FEELINGS[place].0);
    Answer {
        feeling,
        matters: if feeling.is_some() {
            (value & 3) as u8
        } else {
            USUAL
        },
    }
}

/// Sixteen bits of FNV-1a, in hexadecimal digits.
fn checksum(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let hash = (hash >> 16) ^ (hash & 0xffff);
    [12, 8, 4, 0]
        .map(|shift| char::from(b"0123456789abcdef"[(hash >> shift & 15) as usize]))
        .iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::model::rows_of_content;
    use super::super::weigh::Feeling;
    use super::*;

    const WITH_NOTES: LinkOptions = LinkOptions {
        notes: true,
        first: false,
    };

    fn mine() -> Vec<RowAnswer> {
        let rows = rows_of_content();
        let mut mine: Vec<RowAnswer> = rows.iter().map(|row| RowAnswer::of(&row.id)).collect();
        for (place, mine) in mine.iter_mut().enumerate().take(30) {
            if let Some((feeling, _)) = FEELINGS.get(place % 4) {
                mine.set_answer(Answer {
                    feeling: Some(*feeling),
                    matters: (place % 3 + 1) as u8,
                });
            }
        }
        mine[3].set_note("Größe & 50 % = ~mine~");
        mine
    }

    #[test]
    fn a_weighing_comes_through_a_link_with_and_without_notes() {
        let rows = rows_of_content();
        let (fragment, left_out) = write(&rows, &mine(), WITH_NOTES, LINK_LIMIT);
        assert_eq!(left_out, 0);
        assert!(is_shared(&fragment) && fragment.len() < 150, "{fragment}");
        assert_eq!(read(&fragment, &rows), Ok(mine()));
        let (fragment, _) = write(&rows, &mine(), LinkOptions::default(), LINK_LIMIT);
        assert!(fragment.len() < 60, "{fragment}");
        let read = read(&fragment, &rows).expect("it is sound");
        assert!(read.iter().all(|mine| mine.note.is_empty()));
    }

    #[test]
    fn a_link_says_whether_its_answers_wait_and_is_read_the_same() {
        let rows = rows_of_content();
        for first in [false, true] {
            let options = LinkOptions { notes: true, first };
            let (fragment, _) = write(&rows, &mine(), options, LINK_LIMIT);
            assert_eq!(waits(&fragment), first);
            assert_eq!(read(&fragment, &rows), Ok(mine()));
            let shown = without_waiting(&fragment);
            assert!(!waits(&shown));
            assert_eq!(read(&shown, &rows), Ok(mine()));
        }
    }

    #[test]
    fn a_later_row_shifts_nothing() {
        let mut rows = rows_of_content();
        let (fragment, _) = write(&rows, &mine(), WITH_NOTES, LINK_LIMIT);
        let mut new = rows[0].clone();
        new.id = "new".into();
        new.number = 99;
        rows.insert(0, new);
        let read = read(&fragment, &rows).expect("it is sound");
        assert!(read[0].is_empty());
        assert_eq!(read[1..], mine());
    }

    #[test]
    fn a_cut_link_is_found_out_wherever_it_is_cut() {
        let rows = rows_of_content();
        let (fragment, _) = write(&rows, &mine(), WITH_NOTES, LINK_LIMIT);
        for end in 2..fragment.len() {
            assert_eq!(
                read(&fragment[..end], &rows),
                Err(LinkError::Checksum),
                "{end}"
            );
        }
        assert_eq!(read("w=2.0000.12", &rows), Err(LinkError::Version));
    }

    #[test]
    fn what_does_not_fit_is_counted_and_the_link_stays_short() {
        let rows = rows_of_content();
        let mut mine = mine();
        for mine in &mut mine {
            mine.set_note(&"ü".repeat(200));
        }
        let (fragment, left_out) = write(&rows, &mine, WITH_NOTES, 1900);
        assert!(fragment.len() <= 1900, "{}", fragment.len());
        assert!(left_out > 0 && left_out < mine.len());
        assert!(read(&fragment, &rows).is_ok());
    }

    #[test]
    fn every_answer_has_a_digit_of_its_own() {
        for (feeling, _) in FEELINGS {
            for matters in 0..=3 {
                let feeling = Some(feeling);
                let answer = Answer { feeling, matters };
                assert_eq!(answer_of(digit_of(answer)), answer);
            }
        }
        assert_eq!(answer_of(b'2'), Answer::default());
        assert_eq!(Feeling::Drains as u8, 2);
    }

    #[test]
    fn an_old_link_tells_what_was_said_of_a_row_that_another_has_taken_in() {
        let mut old = rows_of_content();
        for row in &mut old {
            row.number = match row.id.as_str() {
                "direct-reports" => 7,
                "primary-focus" => 2,
                _ => 0,
            };
        }
        let mut said: Vec<RowAnswer> = old.iter().map(|row| RowAnswer::of(&row.id)).collect();
        for (row, mine) in old.iter().zip(&mut said) {
            if row.number > 0 {
                mine.set_answer(Answer {
                    feeling: Some(Feeling::Drains),
                    ..Answer::default()
                });
                mine.set_note(&row.number.to_string());
            }
        }
        let (fragment, _) = write(&old, &said, WITH_NOTES, LINK_LIMIT);
        let rows = rows_of_content();
        let read = read(&fragment, &rows).expect("it is sound");
        let answered: Vec<(&str, &str)> = read
            .iter()
            .filter(|mine| mine.answer().feeling == Some(Feeling::Drains))
            .map(|mine| (mine.row.as_str(), mine.note.as_str()))
            .collect();
        assert_eq!(answered, [("primary-focus", "2"), ("direct-reports", "7")]);
    }
}
