//! A plan, or a part of one, in a link: small enough for any chat, and with a checksum, so that a link
//! that was cut says so.
//!
//! The payload is `1.<characters of the body>.<checksum>.<body>`; the body is the bytes below in
//! base64url. Numbers are in LEB128, texts have their length before them. A milestone of the guide
//! whose words are unchanged is two bytes of the hash of its id: no position, so that links survive
//! new releases. The format is in `docs/formats.md`.

use super::item::{Effort, Evidence, Item, Kind, Status, one_line};
use super::rank;
use crate::content::{MILESTONES, Milestone, SKILLS};
use crate::day::Day;
use std::fmt;

/// What the fragment of a link to a shared plan starts with.
pub const PLAN: &str = "plan=";

/// What the fragment of a link that proposes items starts with.
pub const ADD: &str = "add=";

/// Most items of a link.
const ITEM_LIMIT: usize = 2_000;

/// Days are counted from 1 January 2020 here.
const FIRST_DAY: i32 = 18_262;

const WITH_DATES: u8 = 1 << 3;
const WITH_EFFORT: u8 = 1 << 4;
const WITH_STEP: u8 = 1 << 5;
const WITH_WORDS: u8 = 1 << 6;
const WITH_MORE: u8 = 1 << 7;

/// What of a plan is shared besides titles, status and dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Notes and links.
    pub notes: bool,
    /// Evidence.
    pub evidence: bool,
}

/// What a link has.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The plan's name.
    pub name: String,
    /// Its items, [cleaned](Item::cleaned), in their order.
    pub items: Vec<Item>,
}

/// Why a link cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Only so many of its characters have arrived.
    Cut {
        /// Those that are there.
        arrived: usize,
        /// Those that were sent.
        sent: usize,
    },
    /// A newer version of the site has made it.
    Newer,
    /// Anything else.
    Damaged,
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut { arrived, sent } => formatter.write_str(
                &[
                    "This link was cut off on its way: ",
                    &arrived.to_string(),
                    " of ",
                    &sent.to_string(),
                    " characters have arrived. Ask for it again, or for the plan as a file.",
                ]
                .concat(),
            ),
            Self::Newer => formatter.write_str(
                "This link was made by a newer version of this site. Load the page again, then open it once more.",
            ),
            Self::Damaged => formatter.write_str(
                "This link is damaged and shows nothing. Ask for it again, or for the plan as a file.",
            ),
        }
    }
}

impl std::error::Error for Broken {}

/// The fragment of a link to these items, without the hash sign.
pub fn write(name: &str, items: &[Item], share: Share) -> String {
    let mut bytes = Vec::new();
    put_text(&mut bytes, name);
    put_number(&mut bytes, items.len().min(ITEM_LIMIT));
    for item in items.iter().take(ITEM_LIMIT) {
        put_item(&mut bytes, item, share);
    }
    let body = base64(&bytes);
    let sum = checksum(body.as_bytes());
    [PLAN, "1.", &body.len().to_string(), ".", &sum, ".", &body].concat()
}

/// Reads a fragment that starts with [`PLAN`].
///
/// # Errors
/// Why there is nothing to see.
pub fn read(fragment: &str) -> Result<Shared, Broken> {
    let payload = fragment.strip_prefix(PLAN).ok_or(Broken::Damaged)?;
    let mut parts = payload.splitn(4, '.');
    let version: u32 = next_number(parts.next())?;
    if version > 1 {
        return Err(Broken::Newer);
    }
    let sent = next_number(parts.next())? as usize;
    let sum = parts.next().unwrap_or_default();
    let body = parts.next().unwrap_or_default();
    if body.len() < sent {
        let arrived = body.len();
        return Err(Broken::Cut { arrived, sent });
    }
    if version != 1 || body.len() > sent || checksum(body.as_bytes()) != sum {
        return Err(Broken::Damaged);
    }
    let bytes = from_base64(body).ok_or(Broken::Damaged)?;
    let mut reader = Reader(&bytes);
    shared(&mut reader).ok_or(Broken::Damaged)
}

fn next_number(part: Option<&str>) -> Result<u32, Broken> {
    let part = part.filter(|part| part.len() <= 7);
    part.and_then(|part| part.parse().ok())
        .ok_or(Broken::Damaged)
}

/// The items that a link of the skills page proposes, `skill.level,skill.level`, and the parts of it
/// that mean nothing.
pub fn proposed(fragment: &str) -> (Vec<Item>, Vec<String>) {
    let mut items: Vec<Item> = Vec::new();
    let mut unknown = Vec::new();
    let list = fragment.strip_prefix(ADD).unwrap_or_default();
    for part in list.split(',').filter(|part| !part.is_empty()).take(50) {
        let (id, level) = part.split_once('.').unwrap_or((part, ""));
        let skill = SKILLS.iter().find(|skill| skill.id == id);
        let level: usize = level.parse().unwrap_or(0);
        let behaviour = skill.and_then(|skill| skill.levels.get(level.wrapping_sub(1)));
        match (skill, behaviour) {
            (Some(skill), Some(behaviour)) => items.push(Item {
                id: ["own-skill-", id, "-", &level.to_string()].concat(),
                step: "skills".to_owned(),
                title: [skill.title, ": ", behaviour].concat(),
                done_when: "A colleague has seen it from you in the last three months.".to_owned(),
                skill: id.to_owned(),
                ..Item::default()
            }),
            _ => unknown.push(one_line(part, 40)),
        }
    }
    unknown.truncate(5);
    (items, unknown)
}

// ---- writing ------------------------------------------------------------------------------------

fn put_item(bytes: &mut Vec<u8>, item: &Item, share: Share) {
    let guide = MILESTONES.iter().find(|milestone| milestone.id == item.id);
    let same_words =
        guide.is_some_and(|guide| guide.title == item.title && guide.done_when == item.done_when);
    let effort = guide.and_then(|guide| Effort::new(guide.hours.0, guide.hours.1));
    let words = !same_words || item.kind == Kind::Step;
    let more = (share.notes && !(item.note.is_empty() && item.links.is_empty()))
        || (share.evidence && !item.evidence.is_empty());
    let flags = [
        (WITH_DATES, item.start.is_some() || item.due.is_some()),
        (WITH_EFFORT, item.effort != effort),
        (WITH_STEP, guide.is_none_or(|guide| guide.step != item.step)),
        (WITH_WORDS, words),
        (WITH_MORE, more),
    ];
    let status = match item.status {
        Status::Doing => 1,
        Status::Done => 2,
        Status::Skipped => 3,
        _ => 0,
    };
    let kind = if item.kind == Kind::Step { 4 } else { 0 };
    let flag = |flags: u8, (flag, on): &(u8, bool)| if *on { flags | flag } else { flags };
    bytes.push(flags.iter().fold(status | kind, flag));
    if words {
        for text in [&item.id, &item.title, &item.done_when, &item.skill] {
            put_text(bytes, text);
        }
    } else {
        bytes.extend(hash(&item.id).to_be_bytes());
    }
    if flags[2].1 {
        put_text(bytes, &item.step);
    }
    if flags[0].1 {
        put_day(bytes, item.start);
        put_day(bytes, item.due);
    }
    if flags[1].1 {
        let Effort { low, high } = item.effort.unwrap_or(Effort { low: 0, high: 0 });
        put_number(bytes, low as usize);
        put_number(bytes, high as usize);
    }
    if more {
        let nothing = Evidence::default();
        let (note, links) = if share.notes {
            (item.note.as_str(), item.links.join(" "))
        } else {
            ("", String::new())
        };
        let evidence = if share.evidence {
            &item.evidence
        } else {
            &nothing
        };
        for text in [note, &links, &evidence.what, &evidence.who] {
            put_text(bytes, text);
        }
        put_day(bytes, evidence.when);
    }
}

fn put_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 128 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len());
    bytes.extend(text.as_bytes());
}

/// 0 is no day; odd numbers are days from [`FIRST_DAY`] on, even ones days before it.
fn put_day(bytes: &mut Vec<u8>, day: Option<Day>) {
    let number = day.map_or(0, |day| {
        let days = i64::from(day.number()) - i64::from(FIRST_DAY);
        let far = days.unsigned_abs() as usize;
        if days < 0 { far * 2 } else { far * 2 + 1 }
    });
    put_number(bytes, number);
}

// ---- reading ------------------------------------------------------------------------------------

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            number |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    /// `Some(None)` is no day.
    fn day(&mut self) -> Option<Option<Day>> {
        let number = self.number()?;
        let far = i32::try_from(number / 2).ok()?;
        let days = if number % 2 == 1 { far } else { -far };
        Some((number != 0).then(|| Day::from_number(FIRST_DAY + days)))
    }
}

fn shared(reader: &mut Reader<'_>) -> Option<Shared> {
    let name = one_line(&reader.text()?, 80);
    let count = reader.number().filter(|count| *count <= ITEM_LIMIT)?;
    let mut items = Vec::new();
    for rank in rank::spread(count) {
        // A milestone that this release does not know is left out; the rest is shown.
        if let Some(mut item) = item(reader)? {
            item.rank = rank;
            items.extend(item.cleaned());
        }
    }
    reader.0.is_empty().then_some(Shared { name, items })
}

fn item(reader: &mut Reader<'_>) -> Option<Option<Item>> {
    let flags = reader.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let mut known = true;
    let mut item = if has(WITH_WORDS) {
        let id = reader.text()?;
        let guide = MILESTONES.iter().find(|milestone| milestone.id == id);
        let mut item = guide.map_or_else(Item::default, of_guide);
        (item.id, item.title) = (id, reader.text()?);
        (item.done_when, item.skill) = (reader.text()?, reader.text()?);
        item
    } else {
        let hash_of_id = u16::from_be_bytes([reader.byte()?, reader.byte()?]);
        let guide = MILESTONES.iter().find(|guide| hash(guide.id) == hash_of_id);
        known = guide.is_some();
        guide.map_or_else(Item::default, of_guide)
    };
    if has(4) {
        item.kind = Kind::Step;
    }
    item.status = match flags & 3 {
        1 => Status::Doing,
        2 => Status::Done,
        3 => Status::Skipped,
        _ => Status::ToDo,
    };
    if has(WITH_STEP) {
        item.step = reader.text()?;
    }
    if has(WITH_DATES) {
        (item.start, item.due) = (reader.day()?, reader.day()?);
    }
    if has(WITH_EFFORT) {
        let low = u32::try_from(reader.number()?).ok()?;
        item.effort = Effort::new(low, u32::try_from(reader.number()?).ok()?);
    }
    if has(WITH_MORE) {
        item.note = reader.text()?;
        item.links = super::item::links_in(&reader.text()?);
        item.evidence.what = reader.text()?;
        item.evidence.who = reader.text()?;
        item.evidence.when = reader.day()?;
    }
    Some(known.then_some(item))
}

fn of_guide(milestone: &Milestone) -> Item {
    Item::of_guide(milestone, String::new())
}

// ---- small codes --------------------------------------------------------------------------------

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// RFC 4648, section 5, without padding.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = 0;
        for place in 0..3 {
            group = group << 8 | u32::from(chunk.get(place).copied().unwrap_or(0));
        }
        for digit in 0..=chunk.len() {
            let index = (group >> (18 - 6 * digit)) & 63;
            text.push(char::from(DIGITS[index as usize]));
        }
    }
    text
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0;
        for place in 0..4 {
            let value = match chunk.get(place) {
                Some(digit) => DIGITS.iter().position(|known| known == digit)?,
                None => 0,
            };
            group = group << 6 | value as u32;
        }
        let [_, first, second, third] = group.to_be_bytes();
        let count = chunk.len().checked_sub(1).filter(|count| *count > 0)?;
        bytes.extend(&[first, second, third][..count]);
    }
    Some(bytes)
}

/// FNV-1a, 32 bits.
fn fnv(bytes: &[u8]) -> u32 {
    let step = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    bytes.iter().fold(0x811c_9dc5, step)
}

/// Six characters.
fn checksum(bytes: &[u8]) -> String {
    base64(&fnv(bytes).to_be_bytes())
}

/// Two bytes that stand for a milestone; a test makes sure that no two share them.
fn hash(id: &str) -> u16 {
    let hash = fnv(id.as_bytes());
    (hash >> 16) as u16 ^ (hash & 0xffff) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::exchange::part;
    use crate::roadmap::model::{Draft, Plan};

    fn everything() -> Share {
        Share {
            notes: true,
            evidence: true,
        }
    }

    fn texts(items: &[Item]) -> Vec<Item> {
        let plain = |item: &Item| Item {
            rank: String::new(),
            version: 0,
            schema: 1,
            ..item.clone()
        };
        items.iter().map(plain).collect()
    }

    #[test]
    fn no_two_milestones_share_a_hash() {
        let mut hashes: Vec<u16> = MILESTONES.iter().map(|guide| hash(guide.id)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), MILESTONES.len());
    }

    #[test]
    fn a_plan_comes_out_as_it_went_in() {
        let items = part(&Plan::template(), "", &[]);
        let shared = read(&write("My plan", &items, Share::default())).expect("it is whole");
        assert_eq!(shared.name, "My plan");
        assert_eq!(texts(&shared.items), texts(&items));
    }

    /// Thirty milestones, five of them reworded, and five of one's own with dates.
    #[test]
    fn a_typical_plan_makes_a_link_of_less_than_2000_characters() {
        let mut plan = Plan::template();
        for (number, milestone) in MILESTONES.iter().step_by(6).enumerate() {
            let draft = Draft {
                title: format!("{}, the way we do it here", milestone.title),
                done_when:
                    "My manager and one colleague outside the team have seen it happen twice."
                        .to_owned(),
                due: format!("2027-0{}-15", number + 1),
                ..Draft::default()
            };
            let edit = plan.rewrite(milestone.id, &draft).expect("possible");
            plan.apply(&edit);
            let id = format!("own-mfk2x9a{number}-k3j9x0{number}");
            let edit = plan.add(
                id,
                "experience",
                "Run the quarterly planning with the product manager",
            );
            plan.apply(&edit.expect("possible"));
        }
        let link = write("My plan", &part(&plan, "", &[]), Share::default());
        assert!(link.len() < 1_900, "{} characters", link.len());
    }

    #[test]
    fn notes_and_evidence_stay_here_unless_chosen() {
        let mut plan = Plan::template();
        let draft = Draft {
            title: "Title".to_owned(),
            note: "secret note".to_owned(),
            evidence: "secret evidence".to_owned(),
            ..Draft::default()
        };
        let edit = plan.rewrite(MILESTONES[0].id, &draft).expect("possible");
        plan.apply(&edit);
        let items = part(&plan, "", &[]);
        let shared = |share: Share| {
            let shared = read(&write("", &items, share)).expect("it is whole");
            let item = shared.items[0].clone();
            (item.note, item.evidence.what)
        };
        assert_eq!(shared(Share::default()), (String::new(), String::new()));
        let notes = Share {
            notes: true,
            evidence: false,
        };
        assert_eq!(shared(notes), ("secret note".to_owned(), String::new()));
        assert_eq!(
            texts(&read(&write("", &items, everything())).expect("whole").items),
            texts(&items)
        );
    }

    #[test]
    fn a_cut_link_says_how_much_is_missing() {
        let link = write("", &part(&Plan::template(), "", &[]), Share::default());
        let body = link.rsplit('.').next().map_or(0, str::len);
        assert_eq!(
            read(&link[..link.len() - 10]),
            Err(Broken::Cut {
                arrived: body - 10,
                sent: body
            })
        );
        for end in 0..link.len() {
            assert!(read(&link[..end]).is_err());
        }
        let changed = link.replacen('A', "B", 1);
        assert_eq!(read(&changed), Err(Broken::Damaged));
        assert_eq!(
            read(&link.replace("plan=1.", "plan=2.")),
            Err(Broken::Newer)
        );
    }

    #[test]
    fn a_link_from_the_skills_page_proposes_items() {
        let fragment = ["add=", SKILLS[0].id, ".3,nonsense.1,", SKILLS[1].id, ".9"].concat();
        let (items, unknown) = proposed(&fragment);
        assert_eq!(items.len(), 1);
        assert!(items[0].title.contains(SKILLS[0].levels[2]));
        assert_eq!(unknown.len(), 2);
    }
}
