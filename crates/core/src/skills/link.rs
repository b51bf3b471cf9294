//! Links between a person and colleagues: `#rate=…` asks, `#rated=…` answers, `#agreed=…` shows what was
//! agreed.
//!
//! A link holds bytes in base64url: version, request, then what it says; at the end a checksum.
//! `docs/formats.md` has the details. Skills are told by their place in `content/skills.toml`, where
//! new ones are added at the end only.
//!
//! Chat and mail programs cut links, wrap them, and add to them. What such a program has put in between
//! or behind is passed over; what is missing is told by the checksum.

use super::agreement::JointRow;
use super::joint::Joint;
use super::model::{LEVEL_NAMES, Levels};
use crate::content::SKILL_NAMES;
use crate::day::Day;
use crate::text;

/// Longest name of the person who asks, in bytes of UTF-8.
const NAME_LIMIT: usize = 40;
/// Longest sentence on a skill, in code points.
const NOTE_LIMIT: usize = 200;

const VERSION: u8 = 1;
const ASK: &str = "rate=";
const ANSWER: &str = "rated=";
const AGREED: &str = "agreed=";
/// No link that asks or answers, and that this version makes, is longer, in characters.
const LIMIT: usize = 200;
/// No link with what was agreed is longer, in characters: all skills, each with the longest sentence.
const AGREED_LIMIT: usize = 20_000;
/// How many colleagues' levels a link has of one skill.
const COLLEAGUES: usize = 15;
/// Into how many lines a link may be wrapped that somebody pastes.
const PIECES: usize = 300;
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The number of a day in a link is that of days since 1 January 2026, plus one; 0 is no day.
const FIRST_DAY: i32 = 20_454;

/// What a link says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Somebody asks to be rated. Nothing of their own assessment is in it.
    Ask {
        /// Tells this request from others.
        request: u32,
        /// The person's first name; may be empty.
        name: String,
    },
    /// A colleague's answer.
    Answer {
        /// The request that it answers.
        request: u32,
        /// Tells this answer from others to the same request.
        answer: u32,
        /// The levels; skills that the colleague has not seen have none.
        levels: Levels,
    },
    /// What the person and colleagues have agreed on, with the scores that it came from.
    Agreed(Joint),
}

/// Why a link cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkError {
    /// A part of it is missing or changed.
    Damaged,
    /// A newer version of the site has made it.
    Newer,
}

impl Link {
    /// Reads a fragment, without its hash sign; `None` where it is no link of this kind.
    pub fn from_fragment(fragment: &str) -> Option<Result<Self, LinkError>> {
        let kind = [ASK, ANSWER, AGREED]
            .into_iter()
            .find(|kind| fragment.starts_with(*kind))?;
        Some(Self::read_any(kind, &fragment[kind.len()..]))
    }

    /// Reads the link that stands somewhere in a text, such as a message that was pasted.
    pub fn from_text(text: &str) -> Option<Result<Self, LinkError>> {
        let mut signs = text.match_indices('#');
        signs.find_map(|(place, _)| Self::from_wrapped(&text[place + 1..]))
    }

    /// Reads the fragment that `text` begins with. Where it ends, and where it was only wrapped, the
    /// checksum tells.
    fn from_wrapped(text: &str) -> Option<Result<Self, LinkError>> {
        let mut so_far = String::new();
        let mut read = None;
        // In an answered mail, each line begins with a mark.
        let pieces = text.split_whitespace().filter(|piece| *piece != ">");
        for piece in pieces.take(PIECES) {
            so_far += piece.strip_suffix('=').unwrap_or(piece);
            read = Self::from_fragment(&so_far);
            if read != Some(Err(LinkError::Damaged)) {
                break;
            }
        }
        read
    }

    fn read_any(kind: &str, written: &str) -> Result<Self, LinkError> {
        let clean = without_breaks(written);
        let is_digit = |c: char| c.is_ascii() && DIGITS.contains(&(c as u8));
        let end = clean.find(|c| !is_digit(c)).unwrap_or(clean.len());
        let payload = &clean[..end];
        let read = Self::read(kind, payload);
        if read != Err(LinkError::Damaged) {
            return read;
        }
        // A mail that was sent in quoted-printable writes `=3D` for the equals sign; `_` and `-` behind a
        // link are marks of Markdown and of writing, and could be digits.
        let bare = payload.strip_prefix("3D").unwrap_or(payload);
        Self::read(kind, bare.trim_end_matches(['_', '-']))
    }

    fn read(kind: &str, payload: &str) -> Result<Self, LinkError> {
        let limit = if kind == AGREED { AGREED_LIMIT } else { LIMIT };
        if payload.len() > limit {
            return Err(LinkError::Damaged);
        }
        let bytes = decoded(payload.as_bytes()).ok_or(LinkError::Damaged)?;
        let (body, sum) = bytes.split_last_chunk().ok_or(LinkError::Damaged)?;
        if checksum(kind, body) != *sum {
            return Err(LinkError::Damaged);
        }
        let mut body = Bytes(body);
        if body.byte()? != VERSION {
            return Err(LinkError::Newer);
        }
        let request = body.number()?;
        match kind {
            ASK => Ok(Self::Ask {
                request,
                name: name_that_fits(&text_of(body.0)?).to_owned(),
            }),
            ANSWER => Ok(Self::Answer {
                request,
                answer: body.number()?,
                levels: unpacked(body.0)?,
            }),
            _ => unpacked_joint(request, body).map(Self::Agreed),
        }
    }

    /// The fragment of the link, without a hash sign.
    pub fn to_fragment(&self) -> String {
        let mut body = vec![VERSION];
        let kind = match self {
            Self::Ask { request, name } => {
                body.extend(request.to_be_bytes());
                body.extend(name_that_fits(name).bytes());
                ASK
            }
            Self::Answer {
                request,
                answer,
                levels,
            } => {
                body.extend(request.to_be_bytes());
                body.extend(answer.to_be_bytes());
                pack(levels, &mut body);
                ANSWER
            }
            Self::Agreed(joint) => {
                body.extend(joint.request.to_be_bytes());
                pack_joint(joint, &mut body);
                AGREED
            }
        };
        let sum = checksum(kind, &body);
        body.extend(sum);
        [kind, &encoded(&body)].concat()
    }
}

/// The part of a name that a link can have.
pub fn name_that_fits(name: &str) -> &str {
    &name[..name.floor_char_boundary(NAME_LIMIT)]
}

/// The part of a sentence that a link can have.
pub fn note_that_fits(note: &str) -> &str {
    text::first(note, NOTE_LIMIT)
}

fn text_of(bytes: &[u8]) -> Result<String, LinkError> {
    let text = str::from_utf8(bytes).map_err(|_| LinkError::Damaged)?;
    Ok(text.to_owned())
}

/// The text without line breaks and without what is not seen: programs that wrap put them into links,
/// quoted-printable with an equals sign before.
fn without_breaks(text: &str) -> String {
    let text = text.replace("=\r\n", "").replace("=\n", "");
    let is_seen = |c: &char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
    };
    text.chars().filter(is_seen).collect()
}

/// What is left of a link's bytes.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], LinkError> {
        let (first, rest) = self.0.split_at_checked(count).ok_or(LinkError::Damaged)?;
        self.0 = rest;
        Ok(first)
    }

    fn byte(&mut self) -> Result<u8, LinkError> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Result<u32, LinkError> {
        let bytes = self.take(4)?;
        Ok(bytes
            .iter()
            .fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    fn read_u16(&mut self) -> Result<u16, LinkError> {
        let (high, low) = (self.byte()?, self.byte()?);
        Ok(u16::from(high) << 8 | u16::from(low))
    }

    fn day(&mut self) -> Result<Option<Day>, LinkError> {
        let number = i32::from(self.read_u16()?);
        Ok((number > 0).then(|| Day::from_number(FIRST_DAY + number - 1)))
    }
}

/// A day in two bytes. One that the link cannot hold is left out.
fn pack_day(day: Option<Day>, bytes: &mut Vec<u8>) {
    let number = day.map_or(0, |day| day.number() - FIRST_DAY + 1);
    let number = u16::try_from(number).unwrap_or_default();
    bytes.extend(number.to_be_bytes());
}

/// A level in four bits: 0 for none, else the level plus one.
fn nibble(level: Option<u8>) -> u8 {
    let known = level.filter(|level| usize::from(*level) < LEVEL_NAMES.len());
    known.map_or(0, |level| level + 1)
}

fn level_of(half: u8) -> Result<Option<u8>, LinkError> {
    if usize::from(half) > LEVEL_NAMES.len() {
        return Err(LinkError::Damaged);
    }
    Ok(half.checked_sub(1))
}

fn pack_joint(joint: &Joint, bytes: &mut Vec<u8>) {
    pack_day(joint.day, bytes);
    let name = name_that_fits(&joint.name);
    bytes.push(name.len() as u8);
    bytes.extend(name.bytes());
    for row in &joint.rows {
        let place = SKILL_NAMES.iter().position(|skill| row.skill == *skill.id);
        // A skill that this release does not know has no place.
        let Some(place) = place else { continue };
        let levels = row.theirs.iter().filter(|level| nibble(Some(**level)) > 0);
        let theirs: Vec<u8> = levels.copied().take(COLLEAGUES).collect();
        bytes.push(place as u8);
        bytes.push(nibble(row.own) << 4 | nibble(row.level));
        bytes.push(theirs.len() as u8);
        bytes.extend(theirs);
        pack_day(row.day, bytes);
        let note = note_that_fits(&row.note);
        bytes.extend((note.len() as u16).to_be_bytes());
        bytes.extend(note.bytes());
    }
}

fn unpacked_joint(request: u32, mut body: Bytes<'_>) -> Result<Joint, LinkError> {
    let day = body.day()?;
    let length = usize::from(body.byte()?);
    let name = name_that_fits(&text_of(body.take(length)?)?).to_owned();
    let mut rows = Vec::new();
    while !body.0.is_empty() {
        let place = usize::from(body.byte()?);
        let skill = SKILL_NAMES.get(place).ok_or(LinkError::Newer)?;
        let levels = body.byte()?;
        let count = usize::from(body.byte()?);
        let mut theirs = body.take(count)?.to_vec();
        theirs.truncate(COLLEAGUES);
        if theirs.iter().any(|level| nibble(Some(*level)) == 0) {
            return Err(LinkError::Damaged);
        }
        let day = body.day()?;
        let length = usize::from(body.read_u16()?);
        rows.push(JointRow {
            skill: skill.id.into(),
            own: level_of(levels >> 4)?,
            theirs,
            level: level_of(levels & 15)?,
            note: note_that_fits(&text_of(body.take(length)?)?).to_owned(),
            day,
        });
    }
    Ok(Joint {
        request,
        name,
        day,
        rows,
    })
}

/// Three bytes of FNV-1a over the kind of link and its body.
fn checksum(kind: &str, body: &[u8]) -> [u8; 3] {
    let mut hash = 0x811c_9dc5_u32;
    for byte in kind.bytes().chain(body.iter().copied()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    let [first, second, third, fourth] = hash.to_be_bytes();
    [first ^ fourth, second, third]
}

/// The number of skills, then three bits for each: 0 for none, else the level plus one. Eight skills
/// fill three bytes.
fn pack(levels: &Levels, bytes: &mut Vec<u8>) {
    bytes.push(SKILL_NAMES.len() as u8);
    for eight in SKILL_NAMES.chunks(8) {
        let mut group = 0;
        for place in 0..8 {
            let level = eight.get(place).and_then(|skill| levels.get(skill.id));
            group = group << 3 | level.map_or(0, |level| u32::from(level) + 1);
        }
        bytes.extend_from_slice(&group.to_be_bytes()[1..]);
    }
}

fn unpacked(bytes: &[u8]) -> Result<Levels, LinkError> {
    let (count, groups) = bytes.split_first().ok_or(LinkError::Damaged)?;
    let count = usize::from(*count);
    if count > SKILL_NAMES.len() {
        return Err(LinkError::Newer);
    }
    if groups.len() != count.div_ceil(8) * 3 {
        return Err(LinkError::Damaged);
    }
    let mut levels = Levels::default();
    for (group, eight) in groups.chunks(3).zip(SKILL_NAMES[..count].chunks(8)) {
        let bits = group
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        for place in 0..8 {
            let value = (bits >> (21 - 3 * place)) as u8 & 7;
            match (value, eight.get(place)) {
                (0, _) => {}
                (1..=5, Some(skill)) => levels.set(skill.id, Some(value - 1)),
                _ => return Err(LinkError::Damaged),
            }
        }
    }
    Ok(levels)
}

/// Base64url without padding.
fn encoded(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let mut group = 0;
        for place in 0..3 {
            group = group << 8 | three.get(place).map_or(0, |byte| usize::from(*byte));
        }
        for place in 0..=three.len() {
            text.push(char::from(DIGITS[group >> (18 - 6 * place) & 63]));
        }
    }
    text
}

/// The bytes of base64url; `None` for anything that [`encoded`] does not write.
fn decoded(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for four in text.chunks(4) {
        let mut group = 0_u32;
        for place in 0..4 {
            let digit = match four.get(place) {
                Some(digit) => DIGITS.iter().position(|known| known == digit)?,
                None => 0,
            };
            group = group << 6 | digit as u32;
        }
        let [_, three @ ..] = group.to_be_bytes();
        let length = four.len() - 1;
        if length == 0 || three[length..].iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend_from_slice(&three[..length]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_nothing_but_what_it_needs() {
        let ask = Link::Ask {
            request: 7,
            name: "Kim".to_owned(),
        };
        assert_eq!(ask.to_fragment(), "rate=AQAAAAdLaW2Ztrg");
        assert_eq!(Link::from_fragment("rate=AQAAAAdLaW2Ztrg"), Some(Ok(ask)));
        let mut levels = Levels::default();
        levels.set("system-design", Some(0));
        levels.set("time-and-energy", Some(4));
        let answer = Link::Answer {
            request: 7,
            answer: u32::MAX,
            levels,
        };
        let fragment = answer.to_fragment();
        assert!(fragment.len() < 36, "{fragment}");
        assert_eq!(Link::from_fragment(&fragment), Some(Ok(answer)));
    }

    #[test]
    fn other_fragments_are_no_links() {
        for fragment in ["", "system-design", "rate", "rating=x"] {
            assert_eq!(Link::from_fragment(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn an_answer_is_no_question() {
        let fragment = Link::Ask {
            request: 1,
            name: String::new(),
        }
        .to_fragment();
        let other = fragment.replacen("rate=", "rated=", 1);
        assert_eq!(Link::from_fragment(&other), Some(Err(LinkError::Damaged)));
    }

    #[test]
    fn a_newer_link_says_so() {
        let mut body = vec![2];
        body.extend(checksum(ASK, &body));
        let fragment = [ASK, &encoded(&body)].concat();
        assert_eq!(Link::from_fragment(&fragment), Some(Err(LinkError::Newer)));
        let mut body = vec![VERSION, 0, 0, 0, 1, 0, 0, 0, 1, SKILL_NAMES.len() as u8 + 1];
        body.extend(checksum(ANSWER, &body));
        let fragment = [ANSWER, &encoded(&body)].concat();
        assert_eq!(Link::from_fragment(&fragment), Some(Err(LinkError::Newer)));
    }

    fn agreed() -> Joint {
        let row = |skill: &str, level, note: &str| JointRow {
            skill: skill.into(),
            own: Some(2),
            theirs: vec![0, 3],
            level,
            note: note.to_owned(),
            day: Day::parse("2027-02-01"),
        };
        Joint {
            request: 7,
            name: "Kim".to_owned(),
            day: Day::parse("2026-11-27"),
            rows: vec![
                row("delegation", Some(1), "Hands over the import – by March."),
                row("system-design", None, ""),
            ],
        }
    }

    #[test]
    fn what_was_agreed_is_in_its_link() {
        let link = Link::Agreed(agreed());
        let fragment = link.to_fragment();
        assert!(fragment.starts_with("agreed="), "{fragment}");
        assert_eq!(Link::from_fragment(&fragment), Some(Ok(link)));
    }

    #[test]
    fn the_longest_agreement_still_fits() {
        let mut joint = agreed();
        let row = joint.rows[0].clone();
        joint.rows.clear();
        for skill in SKILL_NAMES {
            joint.rows.push(JointRow {
                skill: skill.id.into(),
                theirs: vec![4; 30],
                note: "😀".repeat(NOTE_LIMIT + 50),
                ..row.clone()
            });
        }
        let fragment = Link::Agreed(joint).to_fragment();
        let Some(Ok(Link::Agreed(read))) = Link::from_fragment(&fragment) else {
            panic!("the link can be read: {} characters", fragment.len());
        };
        assert_eq!(read.rows.len(), SKILL_NAMES.len());
        assert_eq!(read.rows[3].note, "😀".repeat(NOTE_LIMIT));
        assert_eq!(read.rows[3].theirs.len(), COLLEAGUES);
    }

    #[test]
    fn what_programs_add_to_a_link_is_passed_over() {
        let fragment = "rate=AQAAAAdLaW2Ztrg";
        let expected = Link::from_fragment(fragment);
        assert!(matches!(expected, Some(Ok(_))));
        for written in [
            "rate=AQAAAAdL\r\n aW2Ztrg",
            "rate=AQAAAAdL=\r\naW2Ztrg",
            "rate=3DAQAAAAdLaW2Ztrg",
            "rate=AQAAAAd\u{ad}LaW\u{200b}2Ztrg",
            "rate=AQAAAAdLaW2Ztrg.",
            "rate=AQAAAAdLaW2Ztrg)>",
            "rate=AQAAAAdLaW2Ztrg&utm_source=chat",
            "rate=AQAAAAdLaW2Ztrg_",
            "rate=AQAAAAdLaW2Ztrg…",
        ] {
            assert_eq!(Link::from_fragment(written), expected, "{written:?}");
        }
        for message in [
            "Hi! Have a look:\n<https://example.org/skills/#rate=AQAAAAdL\naW2Ztrg>\nThanks",
            "https://example.org/skills/#rate=AQAAAAdL=\naW2\n Ztrg Thanks",
            "> https://example.org/skills/#rate=AQAAAAdL\n> aW2Ztrg\n> Thanks",
            "As in #12: https://example.org/skills/#rate=AQAAAAdLaW2Ztrg, Kim",
        ] {
            assert_eq!(Link::from_text(message), expected, "{message}");
        }
        assert_eq!(Link::from_text("no link at all"), None);
        assert_eq!(
            Link::from_text("https://example.org/skills/#rate=AQAAAAdLaW2"),
            Some(Err(LinkError::Damaged))
        );
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let link = Link::Ask {
            request: 1,
            name: "é".repeat(30),
        };
        let Some(Ok(Link::Ask { name, .. })) = Link::from_fragment(&link.to_fragment()) else {
            panic!("the link can be read");
        };
        assert_eq!(name, "é".repeat(NAME_LIMIT / 2));
    }

    /// Found by `tests/decoders.rs`: such a link was read whole, and sent on with less.
    #[test]
    fn a_name_that_no_field_takes_is_cut_when_it_is_read() {
        let mut body = vec![VERSION, 0, 0, 0, 1];
        body.extend("é".repeat(60).bytes());
        let sum = checksum(ASK, &body);
        body.extend(sum);
        let read = Link::from_fragment(&[ASK, &encoded(&body)].concat());
        let Some(Ok(Link::Ask { name, .. })) = read else {
            panic!("the link can be read");
        };
        assert_eq!(name, "é".repeat(NAME_LIMIT / 2));
    }

    #[test]
    fn a_link_that_is_longer_than_any_that_is_made_is_damaged() {
        let ask = |length: usize| {
            let mut body = vec![VERSION, 0, 0, 0, 1];
            body.resize(5 + length, b'x');
            let sum = checksum(ASK, &body);
            body.extend(sum);
            [ASK, &encoded(&body)].concat()
        };
        let longest = LIMIT / 4 * 3 - 8;
        assert!(matches!(
            Link::from_fragment(&ask(longest)),
            Some(Ok(Link::Ask { .. }))
        ));
        for length in [longest + 1, longest + 500] {
            let read = Link::from_fragment(&ask(length));
            assert_eq!(read, Some(Err(LinkError::Damaged)), "{length}");
        }
        let mut joint = agreed();
        joint.rows = vec![joint.rows[0].clone(); 800];
        let read = Link::from_fragment(&Link::Agreed(joint).to_fragment());
        assert_eq!(read, Some(Err(LinkError::Damaged)));
    }
}
