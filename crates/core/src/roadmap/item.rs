//! One item of a plan, its limits, and how it is stored.

use crate::content::{Milestone, STEPS};
use crate::day::Day;
use crate::id::{ItemId, SkillId, StepId};
use crate::store::{
    Document, Json, Schema, Side, is_default, laid_over, lenient, merge_fields, unknown_fields,
};
use crate::text;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Longest title, in characters as people count them.
pub const TITLE_LIMIT: usize = 300;

/// Longest "done when", in characters.
pub const DONE_WHEN_LIMIT: usize = 500;

/// Longest note, in characters.
pub const NOTE_LIMIT: usize = 1_000;

/// Longest evidence, in characters.
pub const EVIDENCE_LIMIT: usize = 1_000;

/// Longest answer to who saw the evidence, in characters.
pub const WITNESS_LIMIT: usize = 100;

/// How many addresses an item can have.
pub const LINK_COUNT: usize = 3;

/// Longest address, in bytes of UTF-8. An address is kept whole or not at all.
pub const LINK_LIMIT: usize = 200;

/// Most hours of work that an item can take.
pub const HOURS_LIMIT: u32 = 9_999;

/// Longest id of an item, a step or a skill in a file or a link.
const ID_LIMIT: usize = 80;

/// Longest rank in a file, in bytes: what many moves to one place can make of it.
const RANK_LIMIT: usize = 500;

/// Highest version that a file can claim, so that there is always a higher one.
const VERSION_LIMIT: u32 = 1_000_000_000;

/// Largest stored item, in bytes: what one edit writes, whatever the plan's size.
pub const STORED_LIMIT: usize = 4_096;

/// One item of a plan: a milestone, or a step of the person's own that has milestones.
///
/// As JSON it is what `docs/formats.md` says, wherever it stands: under its own key, in an edit, in a
/// restore point, in a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "Json", into = "Json")]
pub struct Item {
    /// Number of the stored format.
    pub schema: Schema,
    /// Permanent id: that of a milestone, or one made on a device.
    pub id: ItemId,
    /// Whether this is a milestone or a step.
    pub kind: Kind,
    /// Id of the step it stands under. An item of an unknown step is shown under the last one.
    pub step: StepId,
    /// Position within the step; see [`super::rank`].
    pub rank: String,
    /// What to do.
    pub title: String,
    /// How to tell that it is done.
    pub done_when: String,
    /// The person's own note, with a little Markdown.
    pub note: String,
    /// Addresses that belong to it: `http` or `https`, nothing else.
    pub links: Vec<String>,
    /// How far it is.
    pub status: Status,
    /// When the person means to start.
    pub start: Option<Day>,
    /// When it is to be done.
    pub due: Option<Day>,
    /// Hours of work, where the person or the guide has an estimate.
    pub effort: Option<Effort>,
    /// Id of the skill that it trains; empty where it is none in particular.
    pub skill: SkillId,
    /// What shows that it is done.
    pub evidence: Evidence,
    /// [`Milestone::revision`] of the guide's milestone that the person has last seen here. `None`
    /// for an item that is not the guide's.
    pub revision: Option<u32>,
    /// Counts the changes to this item; orders two versions of it without a clock.
    pub version: u32,
    /// What a newer version of the site has written here: kept as it is.
    pub unknown: Json,
}

impl Item {
    /// The guide's milestone as everybody gets it.
    pub fn of_guide(milestone: &Milestone, rank: String) -> Self {
        let (low, high) = milestone.hours;
        Self {
            id: milestone.id.into(),
            step: milestone.step.into(),
            rank,
            title: milestone.title.to_owned(),
            done_when: milestone.done_when.to_owned(),
            effort: Some(Effort { low, high }),
            skill: milestone.skill.into(),
            revision: Some(milestone.revision),
            ..Self::default()
        }
    }

    /// Whether the person has added it, and not the guide.
    pub const fn is_own(&self) -> bool {
        self.revision.is_none()
    }

    /// Whether it is in the plan: a milestone that was deleted is kept as such, so that the guide
    /// does not offer it as new.
    pub fn is_there(&self) -> bool {
        self.status != Status::Removed
    }

    /// Whether it counts as work that is left.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.status,
            Status::Done | Status::Skipped | Status::Removed
        )
    }

    /// How many bytes it takes in storage.
    pub fn stored_size(&self) -> usize {
        Value::Object(self.to_json()).to_string().len()
    }

    /// The item as it may come from a file or a link that anybody could have written: its texts within
    /// their limits and without unseen characters, its addresses web addresses, its rank one that
    /// others fit beside. What is sound comes back as it is.
    ///
    /// # Errors
    /// Why a plan cannot have it, in words that follow its name.
    pub fn cleaned(mut self) -> Result<Self, &'static str> {
        let is_id = |id: &str| {
            id.len() <= ID_LIMIT && id.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
        };
        if self.id.is_empty() || !is_id(&self.id) {
            return Err("its id is damaged");
        }
        if self.kind == Kind::Step && STEPS.iter().any(|step| self.id == step.id) {
            return Err("a step of the guide has its id");
        }
        self.title = one_line(&self.title, TITLE_LIMIT);
        if self.title.is_empty() {
            return Err("it has no title");
        }
        if !is_id(&self.step) {
            self.step = StepId::default();
        }
        if !is_id(&self.skill) {
            self.skill = SkillId::default();
        }
        self.rank = sound_rank(&self.rank);
        if matches!(&self.status, Status::Unknown(name) if !is_id(name)) {
            self.status = Status::ToDo;
        }
        self.done_when = one_line(&self.done_when, DONE_WHEN_LIMIT);
        self.note = several_lines(&self.note, NOTE_LIMIT);
        self.links = links_in(&self.links.join(" "));
        self.evidence.what = several_lines(&self.evidence.what, EVIDENCE_LIMIT);
        self.evidence.who = one_line(&self.evidence.who, WITNESS_LIMIT);
        self.version = self.version.min(VERSION_LIMIT);
        let unknown = Value::Object(self.unknown.clone()).to_string();
        self.fit();
        if unknown.len() > STORED_LIMIT / 4 || self.stored_size() > STORED_LIMIT {
            return Err("it is larger than an item can be");
        }
        // A known field with a value of another type gives way where the known value is written.
        Self::from_json(self.to_json()).ok_or("it is damaged")
    }

    /// Cuts the note until the item fits into [`STORED_LIMIT`]: texts within their limits can need
    /// more, where JSON has to escape many of their characters.
    pub(super) fn fit(&mut self) {
        while self.stored_size() > STORED_LIMIT {
            let texts = [
                &mut self.note,
                &mut self.evidence.what,
                &mut self.done_when,
                &mut self.title,
            ];
            let Some(text) = texts.into_iter().find(|text| text.len() > 8) else {
                return;
            };
            let limit = text::length(text) * 3 / 4;
            *text = cut(std::mem::take(text), limit);
        }
    }
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something to reach.
    #[default]
    Milestone,
    /// A step of the person's own: other items name its id as theirs.
    Step,
}

/// How far an item is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not begun.
    #[default]
    ToDo,
    /// Under way.
    Doing,
    /// Done.
    Done,
    /// Left out on purpose.
    Skipped,
    /// A milestone of the guide that the person has deleted, or does not want.
    Removed,
    /// A status that a newer version of the site knows.
    #[serde(untagged)]
    Unknown(String),
}

impl Status {
    /// Those that a person can choose, in the order of the menus.
    pub const CHOICES: [(Self, &'static str); 4] = [
        (Self::ToDo, "To do"),
        (Self::Doing, "Under way"),
        (Self::Done, "Done"),
        (Self::Skipped, "Skipped"),
    ];

    /// The status of this stored name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "todo" => Self::ToDo,
            "doing" => Self::Doing,
            "done" => Self::Done,
            "skipped" => Self::Skipped,
            "removed" => Self::Removed,
            _ => Self::Unknown(name.to_owned()),
        }
    }

    /// The name under which it is stored.
    pub fn name(&self) -> &str {
        match self {
            Self::ToDo => "todo",
            Self::Doing => "doing",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Removed => "removed",
            Self::Unknown(name) => name,
        }
    }

    /// The name that people read.
    pub fn title(&self) -> &str {
        let choice = Self::CHOICES.iter().find(|(status, _)| status == self);
        choice.map_or("To do", |(_, title)| title)
    }
}

/// A rough effort in hours of work, low and high: `low <= high <= HOURS_LIMIT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// If it goes well.
    pub low: u32,
    /// If it does not.
    pub high: u32,
}

impl Effort {
    /// An effort from two numbers in any order, cut to [`HOURS_LIMIT`]; `None` for no hours at all.
    pub fn new(one: u32, other: u32) -> Option<Self> {
        let high = one.max(other).min(HOURS_LIMIT);
        let low = one.min(other).min(HOURS_LIMIT);
        (high > 0).then_some(Self { low, high })
    }
}

/// What shows that an item is done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// What happened.
    pub what: String,
    /// When.
    pub when: Option<Day>,
    /// Who saw it.
    pub who: String,
}

impl Evidence {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.what.is_empty()
    }
}

/// An item as it is stored: the same fields, side by side.
#[derive(Serialize, Deserialize)]
struct StoredItem {
    schema: Schema,
    id: ItemId,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    kind: Kind,
    step: StepId,
    rank: String,
    title: String,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    done_when: String,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    note: String,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    links: Vec<String>,
    #[serde(default, deserialize_with = "lenient")]
    status: Status,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    start: Option<Day>,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    due: Option<Day>,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    hours_low: Option<u32>,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    hours_high: Option<u32>,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    skill: SkillId,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    evidence: String,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    evidence_day: Option<Day>,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    evidence_by: String,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    revision: Option<u32>,
    #[serde(default, deserialize_with = "lenient")]
    version: u32,
}

impl From<StoredItem> for Item {
    fn from(stored: StoredItem) -> Self {
        let high = stored.hours_high;
        Self {
            schema: stored.schema,
            id: stored.id,
            kind: stored.kind,
            step: stored.step,
            rank: stored.rank,
            title: stored.title,
            done_when: stored.done_when,
            note: stored.note,
            links: stored.links,
            status: stored.status,
            start: stored.start,
            due: stored.due,
            effort: high.and_then(|high| Effort::new(stored.hours_low.unwrap_or(0), high)),
            skill: stored.skill,
            evidence: Evidence {
                what: stored.evidence,
                when: stored.evidence_day,
                who: stored.evidence_by,
            },
            revision: stored.revision,
            version: stored.version,
            unknown: Json::new(),
        }
    }
}

impl From<Item> for StoredItem {
    fn from(item: Item) -> Self {
        Self {
            schema: item.schema,
            id: item.id,
            kind: item.kind,
            step: item.step,
            rank: item.rank,
            title: item.title,
            done_when: item.done_when,
            note: item.note,
            links: item.links,
            status: item.status,
            start: item.start,
            due: item.due,
            hours_low: item.effort.map(|effort| effort.low),
            hours_high: item.effort.map(|effort| effort.high),
            skill: item.skill,
            evidence: item.evidence.what,
            evidence_day: item.evidence.when,
            evidence_by: item.evidence.who,
            revision: item.revision,
            version: item.version,
        }
    }
}

impl TryFrom<Json> for Item {
    type Error = &'static str;

    fn try_from(json: Json) -> Result<Self, &'static str> {
        let stored = serde_json::from_value(Value::Object(json.clone()));
        let stored: StoredItem = stored.map_err(|_| "it is damaged")?;
        if stored.id.is_empty() {
            return Err("it has no id");
        }
        let mut item = Self::from(stored);
        item.unknown = unknown_fields(json, &StoredItem::from(item.clone()));
        Ok(item)
    }
}

impl From<Item> for Json {
    fn from(mut item: Item) -> Self {
        let unknown = std::mem::take(&mut item.unknown);
        laid_over(unknown, &StoredItem::from(item))
    }
}

impl Document for Item {
    fn unknown(&self) -> &Json {
        &self.unknown
    }

    fn unknown_mut(&mut self) -> &mut Json {
        &mut self.unknown
    }

    fn from_json(json: Json) -> Option<Self> {
        Self::try_from(json).ok()
    }

    fn to_json(&self) -> Json {
        self.clone().into()
    }

    /// A milestone that was deleted elsewhere stays deleted. What comes of two different edits is
    /// newer than both.
    fn merge(base: &Json, mine: &Json, theirs: &Json, wins: Side) -> Json {
        if theirs == base {
            return mine.clone();
        }
        let removed = |item: &Json| {
            item.get("status").and_then(Value::as_str) == Some(Status::Removed.name())
        };
        if removed(theirs) && !removed(base) {
            return theirs.clone();
        }
        let version = |item: &Json| item.get("version").and_then(Value::as_u64).unwrap_or(0);
        let mut merged = merge_fields(base, mine, theirs, wins);
        let differs = |from: &Json| {
            let fields = |item: &Json| {
                let mut item = item.clone();
                item.remove("version");
                item
            };
            fields(&merged) != fields(from)
        };
        let newest = version(mine).max(version(theirs));
        let version = if differs(theirs) {
            newest + 1
        } else {
            version(theirs)
        };
        merged.insert("version".to_owned(), Value::from(version));
        merged
    }
}

/// `text` without line breaks, [unseen](is_unseen) characters and outer space, cut to `limit` characters.
pub fn one_line(text: &str, limit: usize) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || is_unseen(c))
        .filter(|word| !word.is_empty())
        .collect();
    cut(words.join(" "), limit)
}

/// Text that may have several lines, but no other [unseen](is_unseen) characters, cut to `limit`
/// characters.
pub fn several_lines(text: &str, limit: usize) -> String {
    let kept = text.chars().filter(|c| *c == '\n' || !is_unseen(*c));
    let kept: String = kept.collect();
    cut(kept.trim().to_owned(), limit)
}

/// A rank with room before and after it: letters, the last of them no `a`.
fn sound_rank(rank: &str) -> String {
    let letters = rank.chars().filter(char::is_ascii_lowercase);
    let letters: String = letters.take(RANK_LIMIT).collect();
    match letters.trim_end_matches('a') {
        "" => "n".to_owned(),
        rank => rank.to_owned(),
    }
}

/// Control characters, and those that turn the direction of writing around: with them a text could
/// look like another one than it is.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn cut(mut text: String, limit: usize) -> String {
    text.truncate(text::cut(&text, limit).trim_end().len());
    text
}

/// The addresses among the words of `text`, as many and as long as an item can have: `http` and
/// `https` only.
pub fn links_in(text: &str) -> Vec<String> {
    let words = text.split_whitespace();
    let links = words.filter(|word| is_address(word) && word.len() <= LINK_LIMIT);
    links.take(LINK_COUNT).map(str::to_owned).collect()
}

/// Whether a word is a web address: `http` or `https`, nothing else.
pub fn is_address(word: &str) -> bool {
    let known = ["https://", "http://"].iter().any(|start| {
        word.len() > start.len()
            && word.is_char_boundary(start.len())
            && word[..start.len()].eq_ignore_ascii_case(start)
    });
    known && !word.contains(is_unseen)
}
