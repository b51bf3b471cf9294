//! A plan, or a part of one, in a link: small enough for any chat, and with a checksum, so that a link
//! that was cut says so.
//!
//! The payload is `1.<characters of the body>.<checksum>.<body>`; the body is a row of nibbles, see
//! [`super::packing`]. A milestone of the guide whose words are unchanged is its status and 16 bits of
//! the hash of its id: no position, so that links survive new releases. Of a changed one only what
//! differs is written. The format is in `docs/formats.md`.

use super::item::{Effort, Evidence, Item, Kind, Status, one_line};
use super::model::{Plan, milestone};
use super::packing::{Reader, Writer, hash, short_hash};
use super::rank;
use super::stored::Head;
use crate::content::{MILESTONES, STEPS};
use crate::day::Day;
use crate::text::number;
use std::fmt;

/// What the fragment of a link to a shared plan starts with.
pub const PLAN: &str = "plan=";

/// Most items of a link.
const ITEM_LIMIT: usize = 2_000;

/// Days are counted from 1 January 2026 here.
const FIRST_DAY: i32 = 20_454;

/// The days of the years 1 to 9999.
const DAYS: std::ops::RangeInclusive<i32> = -719_162..=2_932_896;

/// What a person can choose, in the order of the format; any other status counts as the first.
const STATUSES: [Status; 4] = [Status::ToDo, Status::Doing, Status::Done, Status::Skipped];

/// Of the first nibble of an item, besides the status: that it is the guide's, and that something
/// of it differs from the guide's, or from an empty item.
const OF_GUIDE: u8 = 4;
const DIFFERS: u8 = 8;

/// What of a plan is shared besides titles, status and dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Notes and links.
    pub notes: bool,
    /// Evidence.
    pub evidence: bool,
}

impl Share {
    /// The item without what is to stay here.
    fn of(self, item: &Item) -> Item {
        let mut item = item.clone();
        if !self.notes {
            item.note.clear();
            item.links.clear();
        }
        if !self.evidence {
            item.evidence = Evidence::default();
        }
        item
    }
}

/// What a link has.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The plan's name.
    pub name: String,
    /// Its items, [cleaned](Item::cleaned), in their order, each step of the sender's own before them.
    pub items: Vec<Item>,
    /// How many more cannot be shown: they belong to another release of the guide, or are damaged.
    pub unknown: usize,
}

/// Why a link cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkError {
    /// Only so many of its characters have arrived.
    Cut {
        /// Those that are there.
        arrived: usize,
        /// Those that were sent; 0 where that was cut off too.
        sent: usize,
    },
    /// A newer version of the site has made it.
    Newer,
    /// Anything else.
    Damaged,
}

impl fmt::Display for LinkError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut { sent: 0, .. } => formatter.write_str(
                "This link was cut off on its way. Ask for it again, or for the plan as a file.",
            ),
            Self::Cut { arrived, sent } => formatter.write_str(
                &[
                    "This link was cut off on its way: ",
                    &number(*arrived),
                    " of ",
                    &number(*sent),
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

impl std::error::Error for LinkError {}

/// The name of a plan for others: none, where the person has not given it one.
pub fn name_for_others(name: &str) -> &str {
    if name == Head::default().name {
        ""
    } else {
        name
    }
}

// ---- writing ------------------------------------------------------------------------------------

/// The fragment of a link to these items, without the hash sign.
pub fn write(name: &str, items: &[Item], share: Share) -> String {
    let plan = Plan::from_items(items.iter().cloned());
    let steps = plan.by_step().into_iter();
    let steps: Vec<_> = steps
        .filter(|(step, items)| step.own || !items.is_empty())
        .collect();
    let mut row = Writer::default();
    row.text(name);
    row.number(steps.len() as u32);
    for (step, items) in steps {
        row.nibble(u8::from(step.own));
        if step.own {
            row.text(step.id);
            row.text(step.title);
        } else {
            row.u16(short_hash(step.id));
        }
        row.number(items.len() as u32);
        for item in items {
            put_item(&mut row, &share.of(item));
        }
    }
    let mut body = row.into_text();
    if body.ends_with(['-', '_']) {
        // At the end of an address programs take these for punctuation.
        body.push('A');
    }
    let sum = checksum(&body);
    [PLAN, "1.", &body.len().to_string(), ".", &sum, ".", &body].concat()
}

fn put_item(row: &mut Writer, item: &Item) {
    let guide = milestone(&item.id);
    let base = guide.map(|milestone| Item::of_guide(milestone, String::new()));
    let base = base_fields(base.as_ref());
    let fields = fields(item);
    let mut differing = 0;
    for (bit, (field, base)) in fields.iter().zip(&base).enumerate() {
        differing |= u32::from(field != base) << bit;
    }
    let status = STATUSES.iter().position(|status| *status == item.status);
    let mut head = status.unwrap_or_default() as u8;
    if guide.is_some() {
        head |= OF_GUIDE;
    }
    if differing > 0 {
        head |= DIFFERS;
    }
    row.nibble(head);
    if guide.is_some() {
        row.u16(short_hash(&item.id));
    } else {
        row.text(&item.id);
    }
    if differing > 0 {
        row.number(differing);
        for (bit, field) in fields.iter().enumerate() {
            if differing >> bit & 1 == 1 {
                row.text(field);
            }
        }
    }
}

/// What is written of an item, as texts; most are empty in most items. The order, the most common
/// first, is part of the format.
type Fields = Vec<String>;

/// How many there are.
const FIELDS: usize = 12;

fn fields(item: &Item) -> Fields {
    let day = |day: Option<Day>| day.map(|day| (day.number() - FIRST_DAY).to_string());
    let effort = item.effort.map(|Effort { low, high }| {
        let [low, high] = [low, high].map(|hours| hours.to_string());
        [&low, " ", &high].concat()
    });
    let revision = item.revision.map(|revision| revision.to_string());
    vec![
        item.title.clone(),
        item.done_when.clone(),
        day(item.due).unwrap_or_default(),
        effort.unwrap_or_default(),
        day(item.start).unwrap_or_default(),
        item.skill.to_string(),
        item.note.clone(),
        item.links.join(" "),
        item.evidence.what.clone(),
        day(item.evidence.when).unwrap_or_default(),
        item.evidence.who.clone(),
        revision.unwrap_or_default(),
    ]
}

/// Those of the guide's milestone, or empty ones.
fn base_fields(guide: Option<&Item>) -> Fields {
    guide.map_or_else(|| vec![String::new(); FIELDS], fields)
}

// ---- reading ------------------------------------------------------------------------------------

/// Reads a fragment that starts with [`PLAN`]. What stands after the link, such as the full stop of a
/// sentence, is not part of it.
///
/// # Errors
/// Why there is nothing to see.
pub fn read(fragment: &str) -> Result<Shared, LinkError> {
    let payload = fragment.strip_prefix(PLAN).ok_or(LinkError::Damaged)?;
    let mut parts = payload.splitn(4, '.');
    let version: u32 = next_number(parts.next())?;
    if version > 1 {
        return Err(LinkError::Newer);
    }
    let length = parts.next();
    let (Some(sum), Some(body)) = (parts.next(), parts.next()) else {
        // The length may be cut itself.
        return Err(LinkError::Cut {
            arrived: 0,
            sent: 0,
        });
    };
    let sent = next_number(length)? as usize;
    if body.len() < sent {
        let arrived = body.len();
        return Err(LinkError::Cut { arrived, sent });
    }
    let body = body.get(..sent).ok_or(LinkError::Damaged)?;
    if version != 1 || checksum(body) != sum {
        return Err(LinkError::Damaged);
    }
    let row = Reader::new(body).ok_or(LinkError::Damaged)?;
    shared(row).ok_or(LinkError::Damaged)
}

fn next_number(part: Option<&str>) -> Result<u32, LinkError> {
    let part = part.filter(|part| part.len() <= 7);
    part.and_then(|part| part.parse().ok())
        .ok_or(LinkError::Damaged)
}

fn shared(mut row: Reader) -> Option<Shared> {
    let name = one_line(&row.text()?, 80);
    let mut found: Vec<Item> = Vec::new();
    for _ in 0..row.number()? {
        let mut step = String::new();
        if row.nibble()? == 1 {
            step = row.text()?;
            found.push(Item {
                id: step.as_str().into(),
                kind: Kind::Step,
                title: row.text()?,
                ..Item::default()
            });
        } else {
            let hash = row.u16()?;
            let known = STEPS.iter().find(|step| short_hash(step.id) == hash);
            step = known.map_or(step, |known| known.id.to_owned());
        }
        for _ in 0..row.number()? {
            let mut item = item(&mut row)?;
            item.step = step.as_str().into();
            found.push(item);
            if found.len() > ITEM_LIMIT {
                return None;
            }
        }
    }
    let count = found.len();
    let mut items: Vec<Item> = Vec::new();
    for (mut item, rank) in found.into_iter().zip(rank::spread(count)) {
        item.rank = rank;
        let twice = items.iter().any(|known| known.id == item.id);
        items.extend(item.cleaned().ok().filter(|_| !twice));
    }
    let unknown = count - items.len();
    Some(Shared {
        name,
        items,
        unknown,
    })
}

/// An item without its place. One of the guide that this release does not know has no title, unless
/// the sender has changed it: then it is not the guide's any more.
fn item(row: &mut Reader) -> Option<Item> {
    let head = row.nibble()?;
    let mut id = String::new();
    let mut base = None;
    if head & OF_GUIDE == 0 {
        id = row.text()?;
    } else {
        let hash = row.u16()?;
        let guide = MILESTONES.iter();
        let mut guide = guide.filter(|milestone| short_hash(milestone.id) == hash);
        base = guide
            .next()
            .map(|milestone| Item::of_guide(milestone, String::new()));
        if base.is_none() {
            id = ["guide-", &hash.to_string()].concat();
        }
    }
    let mut fields = base_fields(base.as_ref());
    let differing = if head & DIFFERS == 0 {
        0
    } else {
        row.number()?
    };
    for (bit, field) in fields.iter_mut().enumerate() {
        if differing >> bit & 1 == 1 {
            *field = row.text()?;
        }
    }
    let mut item = item_of(fields);
    item.status = STATUSES[usize::from(head & 3)].clone();
    match base {
        Some(base) => item.id = base.id,
        None => (item.id, item.revision) = (id.into(), None),
    }
    Some(item)
}

fn item_of(fields: Fields) -> Item {
    let day = |text: &str| {
        let number = text.parse::<i32>().ok()?.checked_add(FIRST_DAY)?;
        DAYS.contains(&number).then(|| Day::from_number(number))
    };
    let hours = |text: &str| {
        let (low, high) = text.split_once(' ')?;
        Effort::new(low.parse().ok()?, high.parse().ok()?)
    };
    let mut fields = fields.into_iter();
    let mut next = || fields.next().unwrap_or_default();
    // In the order of the format.
    Item {
        title: next(),
        done_when: next(),
        due: day(&next()),
        effort: hours(&next()),
        start: day(&next()),
        skill: next().into(),
        note: next(),
        links: vec![next()],
        evidence: Evidence {
            what: next(),
            when: day(&next()),
            who: next(),
        },
        revision: next().parse().ok(),
        ..Item::default()
    }
}

/// Seven letters.
fn checksum(body: &str) -> String {
    let mut rest = hash(body);
    let mut sum = String::new();
    for _ in 0..7 {
        sum.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::draft::Draft;
    use crate::roadmap::exchange::part;

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
            ..item.clone()
        };
        items.iter().map(plain).collect()
    }

    #[test]
    fn a_plan_is_shared_without_a_name_that_says_nothing() {
        assert_eq!(name_for_others(&Head::default().name), "");
        assert_eq!(name_for_others("The year 2027"), "The year 2027");
    }

    #[test]
    fn no_two_ids_of_the_guide_share_a_hash() {
        for ids in [
            MILESTONES.iter().map(|guide| guide.id).collect::<Vec<_>>(),
            STEPS.iter().map(|step| step.id).collect(),
        ] {
            let mut hashes: Vec<u16> = ids.iter().map(|id| short_hash(id)).collect();
            hashes.sort_unstable();
            hashes.dedup();
            assert_eq!(
                hashes.len(),
                ids.len(),
                "give the newer of the two another id"
            );
        }
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
                id.into(),
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
            Err(LinkError::Cut {
                arrived: body - 10,
                sent: body
            })
        );
        for end in 0..link.len() {
            assert!(read(&link[..end]).is_err());
        }
        for place in link.len() - body..link.len() {
            let mut changed = link.clone();
            let other = if &link[place..=place] == "A" {
                "B"
            } else {
                "A"
            };
            changed.replace_range(place..=place, other);
            assert_eq!(read(&changed), Err(LinkError::Damaged), "{place}");
        }
        assert_eq!(
            read(&link.replace("plan=1.", "plan=0.")),
            Err(LinkError::Damaged)
        );
        assert_eq!(
            read(&link.replace("plan=1.", "plan=2.")),
            Err(LinkError::Newer)
        );
    }

    #[test]
    fn everything_of_an_item_arrives_also_the_first_and_the_last_day() {
        let step = Item {
            id: "own-step".into(),
            kind: Kind::Step,
            title: "Mine".to_owned(),
            ..Item::default()
        };
        let item = Item {
            id: "own-1".into(),
            step: "own-step".into(),
            title: "Read “Staff Engineer” with Zoë".to_owned(),
            done_when: "We have talked about it twice.".to_owned(),
            note: "- ask Quentin".to_owned(),
            links: vec!["https://example.org/a".to_owned()],
            status: Status::Doing,
            start: Day::parse("0001-01-01"),
            due: Day::parse("9999-12-31"),
            effort: Effort::new(2, 10),
            skill: "delegation".into(),
            evidence: Evidence {
                what: "Notes".to_owned(),
                when: Day::parse("2026-11-23"),
                who: "Zoë".to_owned(),
            },
            ..Item::default()
        };
        let items = [step, item];
        let shared = read(&write("", &items, everything())).expect("it is whole");
        assert_eq!(texts(&shared.items), texts(&items));
    }

    /// Links that people have go on working.
    #[test]
    fn a_link_is_what_it_was_in_the_first_release() {
        let item = Item {
            id: "own-1".into(),
            step: "skills".into(),
            title: "Read it".to_owned(),
            due: Day::parse("2026-12-01"),
            ..Item::default()
        };
        let link = "plan=1.28.hnoszcn.TnZREJybGFTGXR1lfrE6BiPY2NkA";
        assert_eq!(write("Mine", &[item], Share::default()), link);
        let shared = read(link).expect("it is whole");
        assert_eq!((shared.name.as_str(), shared.items.len()), ("Mine", 1));
        assert_eq!(shared.items[0].due, Day::parse("2026-12-01"));
    }
}
