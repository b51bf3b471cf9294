//! A result in the fragment of a link, which browsers send to nobody.
//!
//! `result=1.<checksum>.<answers>`: the answers are one digit for each situation, in the order of
//! `content/situations.toml`; 0 is none. Zeros at the end are left out.

use super::model::{Answers, Choice};
use crate::content::SCENES;

/// What such a fragment starts with.
const START: &str = "result=";

/// Why a shared result cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkError {
    /// A part of it is missing or changed.
    Damaged,
    /// A newer version of the site has made it.
    Newer,
}

/// The fragment for answers, without its hash sign.
pub fn write(answers: &Answers) -> String {
    let digits = (0..SCENES.len()).map(|place| answers.get(place).map_or('0', Choice::digit));
    let digits: String = digits.collect();
    let body = digits.trim_end_matches('0');
    [START, "1.", &checksum(body), ".", body].concat()
}

/// The answers in a fragment; `None` where it is no result at all.
pub fn read(fragment: &str) -> Option<Result<Answers, LinkError>> {
    fragment.strip_prefix(START).map(read_body)
}

fn read_body(text: &str) -> Result<Answers, LinkError> {
    let (version, rest) = text.split_once('.').ok_or(LinkError::Damaged)?;
    if version != "1" {
        return Err(LinkError::Newer);
    }
    let (sum, body) = rest.split_once('.').ok_or(LinkError::Damaged)?;
    if sum != checksum(body) {
        return Err(LinkError::Damaged);
    }
    if body.len() > SCENES.len() {
        return Err(LinkError::Newer);
    }
    let mut answers = Answers::default();
    for (place, digit) in body.chars().enumerate() {
        answers.set(place, Choice::from_digit(digit));
    }
    Ok(answers)
}

/// FNV-1a (32 bits), its halves joined by exclusive or: four hexadecimal digits.
fn checksum(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let folded = (hash >> 16) ^ (hash & 0xffff);
    let digit = |shift: u32| char::from(b"0123456789abcdef"[(folded >> shift & 15) as usize]);
    [12, 8, 4, 0].into_iter().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Answers {
        let mut answers = Answers::default();
        answers.set(0, Some(Choice::Third));
        answers.set(4, Some(Choice::First));
        answers
    }

    #[test]
    fn a_result_is_written_and_read() {
        let fragment = write(&some());
        assert!(fragment.starts_with("result=1.") && fragment.ends_with(".30001"));
        assert_eq!(read(&fragment), Some(Ok(some())));
        assert_eq!(
            read(&write(&Answers::default())),
            Some(Ok(Answers::default()))
        );
        assert_eq!(read("incident-at-two"), None);
    }

    /// Links of this release open for ever.
    #[test]
    fn a_link_that_was_made_once_is_read_for_ever() {
        assert_eq!(write(&some()), "result=1.139d.30001");
    }

    #[test]
    fn a_link_that_was_changed_on_its_way_is_not_used() {
        let whole = write(&some());
        for place in 0..whole.len() {
            let mut changed = whole.clone().into_bytes();
            changed[place] ^= 1;
            let changed = String::from_utf8(changed).expect("it is ASCII");
            assert!(!matches!(read(&changed), Some(Ok(_))), "{changed}");
            assert!(!matches!(read(&whole[..place]), Some(Ok(_))), "{place}");
        }
        assert_eq!(read("result=2.0000.1"), Some(Err(LinkError::Newer)));
    }
}
