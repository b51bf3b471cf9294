//! What is stored, by kind, with what it takes.

use crate::returning;
use crate::situations::KEPT_ATTRIBUTE;
use crate::store::{Whole, bytes_of, is_set_aside, is_sound, is_tombstone};

/// What a stored value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plan's own document.
    Plan,
    /// A milestone or a step of a plan.
    Milestone,
    /// What the roadmap can undo, or go back to.
    Undo,
    /// A document of the self-assessment.
    Skills,
    /// An answer to a row of the comparison, or to a situation.
    Answer,
    /// A page that was read, and where the reading stopped.
    Reading,
    /// A tick at an entry of a checklist.
    Tick,
    /// A choice.
    Setting,
    /// What cannot be read, or was set aside because it could not.
    Unreadable,
    /// What this release does not know.
    Other,
}

impl Kind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 10] = [
        Self::Plan,
        Self::Milestone,
        Self::Undo,
        Self::Skills,
        Self::Answer,
        Self::Reading,
        Self::Tick,
        Self::Setting,
        Self::Unreadable,
        Self::Other,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plan => "Plans",
            Self::Milestone => "Milestones and steps",
            Self::Undo => "Undo and restore points",
            Self::Skills => "Skills",
            Self::Answer => "Answers",
            Self::Reading => "Reading marks",
            Self::Tick => "Ticks in checklists",
            Self::Setting => "Settings",
            Self::Unreadable => "Could not be read",
            Self::Other => "Of another version",
        }
    }

    /// What is at a key.
    pub fn of(key: &str, value: &str) -> Self {
        if is_set_aside(key) || !is_sound(value) {
            return Self::Unreadable;
        }
        let (head, rest) = key.split_once(':').unwrap_or((key, ""));
        match (head, rest) {
            ("plan", rest) => match rest.split_once(':') {
                None => Self::Plan,
                Some((_, part)) if part.starts_with("item:") && !is_tombstone(value) => {
                    Self::Milestone
                }
                Some((_, "questions")) => Self::Setting,
                Some(_) => Self::Undo,
            },
            ("skills", _) => Self::Skills,
            ("compare" | "situation", _) => Self::Answer,
            ("read" | "reading", _) => Self::Reading,
            ("tick", _) => Self::Tick,
            ("theme" | "keyboard" | "open-plan" | "no-greeting" | "backup", "") => Self::Setting,
            _ => Self::Other,
        }
    }
}

/// How much there is of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// How many values.
    pub count: usize,
    /// What they take in the browser's storage.
    pub bytes: usize,
}

/// What is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// Everything.
    pub whole: Whole,
    /// How much there is of each kind, in the order of [`Kind::ALL`].
    pub amounts: [Amount; 10],
}

impl Overview {
    /// Counts it.
    pub fn of(whole: Whole) -> Self {
        let mut amounts = [Amount::default(); 10];
        for (key, value) in &whole.values {
            let amount = &mut amounts[Kind::of(key, value) as usize];
            amount.count += 1;
            amount.bytes += bytes_of(key, value);
        }
        Self { whole, amounts }
    }

    /// How much there is of one kind.
    pub fn amount(&self, kind: Kind) -> Amount {
        self.amounts[kind as usize]
    }

    /// How much there is in all.
    pub fn total(&self) -> Amount {
        let add = |sum: Amount, one: &Amount| Amount {
            count: sum.count + one.count,
            bytes: sum.bytes + one.bytes,
        };
        self.amounts.iter().fold(Amount::default(), add)
    }

    /// What cannot be read: key and raw value.
    pub fn unreadable(&self) -> impl Iterator<Item = &(String, String)> {
        let values = self.whole.values.iter();
        values.filter(|(key, value)| Kind::of(key, value) == Kind::Unreadable)
    }

    /// Whether there is work in it that would be missed: more than marks and settings.
    pub fn has_work(&self) -> bool {
        use Kind::{Answer, Milestone, Other, Plan, Skills, Tick, Unreadable};
        let work = [Plan, Milestone, Skills, Answer, Tick, Unreadable, Other];
        work.into_iter().any(|kind| self.amount(kind).count > 0)
    }
}

/// What `assets/early.js` says of this on `<html>` when a page is loaded: attributes, and whether each
/// is there. For a page that goes on after everything has changed.
pub fn root_attributes(values: &[(String, String)]) -> [(&'static str, Option<&'static str>); 6] {
    let there = |key: &str| values.iter().any(|(other, _)| other == key);
    let starts = |start: &str| values.iter().any(|(key, _)| key.starts_with(start));
    let plan = there("plan:main") || there("open-plan");
    let told = [starts("read"), plan, there("skills:draft")];
    let back = if there("no-greeting") {
        Some(returning::OFF)
    } else {
        told.contains(&true).then_some("")
    };
    let skills = there("skills:draft") || there("skills:pace");
    [
        ("data-plan", plan.then_some("")),
        ("data-asked", there("plan:main:questions").then_some("")),
        ("data-skills", skills.then_some("")),
        (KEPT_ATTRIBUTE, starts("situation:").then_some("")),
        (returning::ATTRIBUTE, back),
        (returning::MANY, (!told.contains(&false)).then_some("")),
    ]
}

/// A number of bytes in words: “0 KB”, “0.4 KB”, “12 KB”, “1.2 MB”. Without a type for fractions, whose
/// text is some KB of WebAssembly.
pub fn size(bytes: usize) -> String {
    let tenths = |tenths: usize, unit: &str| {
        let (whole, rest) = (tenths / 10, tenths % 10);
        if whole >= 10 || rest == 0 {
            [&whole.to_string(), " ", unit].concat()
        } else {
            [&whole.to_string(), ".", &rest.to_string(), " ", unit].concat()
        }
    };
    match bytes {
        0..999_500 => tenths(bytes.div_ceil(100), "KB"),
        999_500..999_950_000 => tenths((bytes + 50_000) / 100_000, "MB"),
        _ => tenths((bytes / 1_000 + 50_000) / 100_000, "GB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Values;

    fn whole(of: &[(&str, &str)]) -> Whole {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        Whole {
            values: of.iter().map(own).collect(),
            unreadable: Vec::new(),
        }
    }

    #[test]
    fn every_documented_key_has_its_kind() {
        let kinds = [
            ("plan:main", Kind::Plan),
            ("plan:own-1", Kind::Plan),
            ("plan:main:item:own-a", Kind::Milestone),
            ("plan:main:edit:3", Kind::Undo),
            ("plan:main:restore:1", Kind::Undo),
            ("plan:main:batch", Kind::Undo),
            ("plan:main:questions", Kind::Setting),
            ("skills:draft", Kind::Skills),
            ("skills:rating:1-2", Kind::Skills),
            ("compare:weight:coding-time", Kind::Answer),
            ("situation:late", Kind::Answer),
            ("read:incidents", Kind::Reading),
            ("reading", Kind::Reading),
            ("theme", Kind::Setting),
            ("keyboard", Kind::Setting),
            ("no-greeting", Kind::Setting),
            ("open-plan", Kind::Setting),
            ("backup", Kind::Setting),
            ("quarantine:theme", Kind::Unreadable),
            ("diary", Kind::Other),
        ];
        for (key, kind) in kinds {
            assert_eq!(Kind::of(key, r#"{"schema":1}"#), kind, "{key}");
            assert_eq!(Kind::of(key, "{cut"), Kind::Unreadable, "{key}");
        }
        let tombstone = r#"{"gone":true,"schema":1}"#;
        assert_eq!(Kind::of("plan:main:item:own-a", tombstone), Kind::Undo);
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, place);
        }
    }

    #[test]
    fn what_is_stored_is_counted_by_kind_and_in_all() {
        let overview = Overview::of(whole(&[
            ("plan:main", r#"{"schema":1}"#),
            ("quarantine:theme", "{cut"),
            ("skills:draft", "[]"),
            ("theme", r#"{"schema":1}"#),
        ]));
        assert_eq!(overview.amount(Kind::Plan).count, 1);
        assert_eq!(overview.amount(Kind::Unreadable).count, 2);
        let bytes = 2 * ("tech-lead-guide:theme".len() + r#"{"schema":1}"#.len());
        assert_eq!(overview.amount(Kind::Setting), Amount { count: 1, bytes });
        assert_eq!(overview.total().count, 4);
        let raw: Vec<&str> = overview.unreadable().map(|(_, raw)| raw.as_str()).collect();
        assert_eq!(raw, ["{cut", "[]"]);
        assert!(overview.has_work());
        let marks = [
            ("read:incidents", r#"{"schema":1}"#),
            ("theme", r#"{"schema":1}"#),
        ];
        assert!(!Overview::of(whole(&marks)).has_work());
    }

    #[test]
    fn the_page_is_told_the_same_as_when_it_is_loaded() {
        let of = |keys: &[&str]| {
            let values: Values = keys
                .iter()
                .map(|key| ((*key).to_owned(), String::new()))
                .collect();
            root_attributes(&values).map(|(_, value)| value)
        };
        let some = Some("");
        assert_eq!(of(&[]), [None; 6]);
        assert_eq!(of(&["open-plan"]), [some, None, None, None, some, None]);
        assert_eq!(
            of(&["situation:a", "skills:pace"]),
            [None, None, some, some, None, None]
        );
        let all = [
            "plan:main",
            "plan:main:questions",
            "situation:a",
            "skills:draft",
            "reading",
        ];
        assert_eq!(of(&all), [some; 6]);
        assert_eq!(of(&["no-greeting", "read:x"])[4], Some("off"));
    }

    #[test]
    fn sizes_are_short_and_never_nothing_for_something() {
        let sizes = [
            (0, "0 KB"),
            (1, "0.1 KB"),
            (440, "0.5 KB"),
            (1_000, "1 KB"),
            (9_940, "10 KB"),
            (12_345, "12 KB"),
            (999_499, "999 KB"),
            (999_500, "1 MB"),
            (1_234_567, "1.2 MB"),
            (999_949_999, "999 MB"),
            (2_500_000_000, "2.5 GB"),
        ];
        for (bytes, words) in sizes {
            assert_eq!(size(bytes), words, "{bytes}");
        }
    }
}
