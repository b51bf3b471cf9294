//! Links by which a colleague rates a person: `#rate=…` asks, `#rated=…` answers.
//!
//! A link holds bytes in base64url: version, request, then either the asker's name or the answer's
//! own number and levels; at the end a checksum. `docs/formats.md` has the details. Levels are told
//! by the place of a skill in `content/skills.toml`, where new skills are added at the end only.

use super::model::Levels;
use crate::content::SKILL_NAMES;

/// Longest name of the person who asks, in bytes of UTF-8; the rest of a longer one is dropped.
pub const NAME_LIMIT: usize = 40;

const VERSION: u8 = 1;
const ASK: &str = "rate=";
const ANSWER: &str = "rated=";
/// No link that this version makes is longer, in characters.
const LIMIT: usize = 200;
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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
        let (kind, payload) = if let Some(payload) = fragment.strip_prefix(ASK) {
            (ASK, payload)
        } else {
            (ANSWER, fragment.strip_prefix(ANSWER)?)
        };
        Some(Self::read(kind, payload))
    }

    fn read(kind: &str, payload: &str) -> Result<Self, LinkError> {
        let bytes = decoded(payload.as_bytes()).ok_or(LinkError::Damaged)?;
        let (body, sum) = bytes.split_last_chunk().ok_or(LinkError::Damaged)?;
        if checksum(kind, body) != *sum {
            return Err(LinkError::Damaged);
        }
        let (version, rest) = body.split_first().ok_or(LinkError::Damaged)?;
        if *version != VERSION {
            return Err(LinkError::Newer);
        }
        let (request, rest) = number(rest)?;
        if kind == ASK {
            let name = str::from_utf8(rest).map_err(|_| LinkError::Damaged)?;
            let name = name.to_owned();
            return Ok(Self::Ask { request, name });
        }
        let (answer, rest) = number(rest)?;
        let levels = unpacked(rest)?;
        Ok(Self::Answer {
            request,
            answer,
            levels,
        })
    }

    /// The fragment of the link, without a hash sign.
    pub fn to_fragment(&self) -> String {
        let mut body = vec![VERSION];
        let kind = match self {
            Self::Ask { request, name } => {
                body.extend(request.to_be_bytes());
                body.extend(name[..name.floor_char_boundary(NAME_LIMIT)].bytes());
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
        };
        let sum = checksum(kind, &body);
        body.extend(sum);
        [kind, &encoded(&body)].concat()
    }
}

fn number(bytes: &[u8]) -> Result<(u32, &[u8]), LinkError> {
    let (number, rest) = bytes.split_first_chunk().ok_or(LinkError::Damaged)?;
    Ok((u32::from_be_bytes(*number), rest))
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
    if text.len() > LIMIT {
        return None;
    }
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
}
