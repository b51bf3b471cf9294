//! One item of a plan, its limits, and how it is stored.

use crate::content::{Milestone, STEPS};
use crate::day::Day;
use crate::store::{Document, take_day, take_number, take_text, take_texts};
use serde_json::{Map, Value};

/// The newest schema of a stored item that this version writes.
pub const SCHEMA: u32 = 1;

/// Longest title, in bytes of UTF-8.
pub const TITLE_LIMIT: usize = 300;

/// Longest "done when", in bytes of UTF-8.
pub const DONE_WHEN_LIMIT: usize = 500;

/// Longest note, in bytes of UTF-8.
pub const NOTE_LIMIT: usize = 1_000;

/// Longest evidence, in bytes of UTF-8.
pub const EVIDENCE_LIMIT: usize = 500;

/// Longest answer to who saw the evidence, in bytes of UTF-8.
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
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// Version of the stored format; see `docs/formats.md`.
    pub schema: u32,
    /// Permanent id: that of a milestone, or one made on a device.
    pub id: String,
    /// Whether this is a milestone or a step.
    pub kind: Kind,
    /// Id of the step it stands under. An item of an unknown step is shown under the last one.
    pub step: String,
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
    pub skill: String,
    /// What shows that it is done.
    pub evidence: Evidence,
    /// [`Milestone::revision`] of the guide's milestone that the person has last seen here. `None`
    /// for an item that is not the guide's.
    pub revision: Option<u32>,
    /// Counts the changes to this item; orders two versions of it without a clock.
    pub version: u32,
    /// What a newer version of the site has written here: kept as it is.
    pub unknown: Map<String, Value>,
}

impl Item {
    /// The guide's milestone as everybody gets it.
    pub fn of_guide(milestone: &Milestone, rank: String) -> Self {
        let (low, high) = milestone.hours;
        Self {
            schema: SCHEMA,
            id: milestone.id.to_owned(),
            step: milestone.step.to_owned(),
            rank,
            title: milestone.title.to_owned(),
            done_when: milestone.done_when.to_owned(),
            effort: Some(Effort { low, high }),
            skill: milestone.skill.to_owned(),
            revision: Some(milestone.revision),
            ..Self::default()
        }
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
        if self.kind == Kind::Step && STEPS.iter().any(|step| step.id == self.id) {
            return Err("a step of the guide has its id");
        }
        self.title = one_line(&self.title, TITLE_LIMIT);
        if self.title.is_empty() {
            return Err("it has no title");
        }
        for id in [&mut self.step, &mut self.skill] {
            if !is_id(id) {
                id.clear();
            }
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
            let limit = text.len() * 3 / 4;
            *text = cut(std::mem::take(text), limit);
        }
    }
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Something to reach.
    #[default]
    Milestone,
    /// A step of the person's own: other items name its id as theirs.
    Step,
}

/// How far an item is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    Unknown(String),
}

impl Status {
    /// Those that a person can choose, in the order of the menus.
    pub const CHOICES: [(Self, &'static str); 4] = [
        (Self::ToDo, "To do"),
        (Self::Doing, "Doing"),
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

impl Document for Item {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        let text = |json: &mut Map<String, Value>, name| take_text(json, name).unwrap_or_default();
        let kind = match json.get("kind").and_then(Value::as_str) {
            Some("step") => {
                json.remove("kind");
                Kind::Step
            }
            _ => Kind::Milestone,
        };
        let effort = take_number(&mut json, "hours_high")
            .and_then(|high| Effort::new(take_number(&mut json, "hours_low").unwrap_or(0), high));
        Some(Self {
            schema: take_number(&mut json, "schema")?,
            id: take_text(&mut json, "id").filter(|id| !id.is_empty())?,
            kind,
            step: take_text(&mut json, "step")?,
            rank: take_text(&mut json, "rank")?,
            title: take_text(&mut json, "title")?,
            done_when: text(&mut json, "done_when"),
            note: text(&mut json, "note"),
            links: take_texts(&mut json, "links"),
            status: take_text(&mut json, "status")
                .map_or(Status::ToDo, |name| Status::from_name(&name)),
            start: take_day(&mut json, "start"),
            due: take_day(&mut json, "due"),
            effort,
            skill: text(&mut json, "skill"),
            evidence: Evidence {
                what: text(&mut json, "evidence"),
                when: take_day(&mut json, "evidence_day"),
                who: text(&mut json, "evidence_by"),
            },
            revision: take_number(&mut json, "revision"),
            version: take_number(&mut json, "version").unwrap_or_default(),
            unknown: json,
        })
    }

    fn to_json(&self) -> Map<String, Value> {
        let mut json = self.unknown.clone();
        let mut put = |name: &str, value: Value| _ = json.insert(name.to_owned(), value);
        let texts = [
            ("id", &self.id),
            ("step", &self.step),
            ("rank", &self.rank),
            ("title", &self.title),
            ("done_when", &self.done_when),
            ("note", &self.note),
            ("skill", &self.skill),
            ("evidence", &self.evidence.what),
            ("evidence_by", &self.evidence.who),
        ];
        // What cannot be missing is written even where it is empty.
        for (index, (name, text)) in texts.into_iter().enumerate() {
            if index < 4 || !text.is_empty() {
                put(name, Value::from(text.as_str()));
            }
        }
        let days = [
            ("start", self.start),
            ("due", self.due),
            ("evidence_day", self.evidence.when),
        ];
        for (name, day) in days {
            if let Some(day) = day {
                put(name, Value::from(day.to_string()));
            }
        }
        if let Some(Effort { low, high }) = self.effort {
            put("hours_low", Value::from(low));
            put("hours_high", Value::from(high));
        }
        if !self.links.is_empty() {
            put("links", Value::from(self.links.clone()));
        }
        if self.kind == Kind::Step {
            put("kind", Value::from("step"));
        }
        if let Some(revision) = self.revision {
            put("revision", Value::from(revision));
        }
        put("status", Value::from(self.status.name()));
        put("schema", Value::from(self.schema));
        put("version", Value::from(self.version));
        json
    }
}

/// `text` without line breaks, [unseen](is_unseen) characters and outer space, cut to `limit` bytes.
pub fn one_line(text: &str, limit: usize) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || is_unseen(c))
        .filter(|word| !word.is_empty())
        .collect();
    cut(words.join(" "), limit)
}

/// Text that may have several lines, but no other [unseen](is_unseen) characters, cut to `limit`
/// bytes.
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
    text.truncate(text.floor_char_boundary(limit));
    text.truncate(text.trim_end().len());
    text
}

/// The addresses among the words of `text`, as many and as long as an item can have: `http` and
/// `https` only.
pub fn links_in(text: &str) -> Vec<String> {
    let is_address = |word: &&str| {
        let known = ["https://", "http://"].iter().any(|start| {
            word.len() > start.len()
                && word.is_char_boundary(start.len())
                && word[..start.len()].eq_ignore_ascii_case(start)
        });
        known && word.len() <= LINK_LIMIT && !word.contains(is_unseen)
    };
    let words = text.split_whitespace().filter(is_address);
    words.take(LINK_COUNT).map(str::to_owned).collect()
}
