//! Levels, targets, and what lies between them, in plain Rust.

use crate::content::{SKILL_NAMES, SkillName};
use crate::id::SkillId;
use crate::store::Side;
use serde::{Deserialize, Serialize};

/// The levels from 0 to 4, as they stand in a sentence.
pub const LEVEL_NAMES: [&str; 5] = ["not yet", "aware", "solid", "leads", "multiplies"];

/// The same as they stand alone.
pub const LEVEL_TITLES: [&str; 5] = ["Not yet", "Aware", "Solid", "Leads", "Multiplies"];

/// The level of an engineer who works alone, by number.
const SOLID: u8 = 2;

/// The level of a technical lead, by number.
const LEADS: u8 = 3;

/// The five skills to start with; the guide says why in `develop-essential-skills`.
pub const STARTERS: [&str; 5] = [
    "decision-making",
    "delegation",
    "communication",
    "slicing-and-planning",
    "system-design",
];

/// A target for all skills: “leads” in some, “solid” in the rest. This guide's own synthesis.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// Name in the page's form.
    pub id: &'static str,
    /// What people choose: few words, since a menu on a phone shows no more.
    pub title: &'static str,
    /// What it asks for, where the title does not say it.
    pub about: &'static str,
    /// Ids of the skills at “leads”.
    leads: &'static [&'static str],
}

/// The targets to choose from. The first one is the default.
pub const PRESETS: [Preset; 3] = [
    Preset {
        id: Preset::LEAD,
        title: "First-time lead",
        about: "“Leads” in five skills, “solid” in the others.",
        leads: &STARTERS,
    },
    Preset {
        id: Preset::SENSITIVE,
        title: "First-time lead, sensitive data",
        about: "With payments or health records: “leads” in security and privacy as well.",
        leads: &[
            "decision-making",
            "delegation",
            "communication",
            "slicing-and-planning",
            "system-design",
            "security-and-privacy",
        ],
    },
    Preset {
        id: "solid",
        title: "Solid in all",
        about: "",
        leads: &[],
    },
];

impl Preset {
    pub(super) const LEAD: &'static str = "lead";
    pub(super) const SENSITIVE: &'static str = "sensitive";

    /// The preset with this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.id == id)
    }

    /// The preset that sets exactly these targets.
    pub fn of(targets: &Levels) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| {
            let same = |skill: &SkillName| preset.level(skill.id) == target(targets, skill.id);
            SKILL_NAMES.iter().all(same)
        })
    }

    /// The target for a skill, 0 to 4.
    pub fn level(&self, id: &str) -> u8 {
        if self.leads.contains(&id) {
            LEADS
        } else {
            SOLID
        }
    }

    /// Sets every known skill in `targets`.
    pub fn apply(&self, targets: &mut Levels) {
        for skill in SKILL_NAMES {
            targets.set(skill.id, Some(self.level(skill.id)));
        }
    }
}

/// The target for a skill, 0 to 4: the person's own, or that of the first preset.
pub fn target(targets: &Levels, id: &str) -> u8 {
    targets.get(id).unwrap_or_else(|| PRESETS[0].level(id))
}

/// A level, 0 to 4, for each skill that has one.
///
/// Skills and levels that this version does not know are kept as they are. As JSON it is one text,
/// `delegation:2 communication:3`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Levels(Vec<(SkillId, String)>);

impl TryFrom<String> for Levels {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::from_text(&text).ok_or("it is no list of levels")
    }
}

impl From<Levels> for String {
    fn from(levels: Levels) -> Self {
        levels.to_text()
    }
}

impl Levels {
    /// Reads `delegation:2 communication:3`. `None` where that is not how it is written.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut levels = Self::default();
        for part in text.split(' ').filter(|part| !part.is_empty()) {
            let (id, value) = part.split_once(':')?;
            levels.put(id, value);
        }
        Some(levels)
    }

    /// The same as text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (id, value) in &self.0 {
            if !text.is_empty() {
                text.push(' ');
            }
            text += id;
            text.push(':');
            text += value;
        }
        text
    }

    /// The level of a skill, 0 to 4.
    pub fn get(&self, id: &str) -> Option<u8> {
        level_from(self.value(id)?)
    }

    /// Sets the level of a skill, 0 to 4, or takes it away. A higher number changes nothing.
    pub fn set(&mut self, id: &str, level: Option<u8>) {
        match level {
            None => self.0.retain(|(known, _)| *known != id),
            Some(level) if usize::from(level) < LEVEL_NAMES.len() => {
                self.put(id, digit(level));
            }
            Some(_) => {}
        }
    }

    /// How many of the skills have a level.
    pub fn answered(&self) -> usize {
        SKILL_NAMES
            .iter()
            .filter(|skill| self.get(skill.id).is_some())
            .count()
    }

    /// Whether every skill has a level.
    pub fn is_complete(&self) -> bool {
        self.answered() == SKILL_NAMES.len()
    }

    fn put(&mut self, id: &str, value: &str) {
        match self.0.iter_mut().find(|(known, _)| *known == id) {
            Some((_, old)) => value.clone_into(old),
            None => self.0.push((id.into(), value.to_owned())),
        }
    }

    fn value(&self, id: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| *known == id)?;
        Some(value)
    }

    /// `theirs` with the levels that `mine` has changed since `base`; `wins` keeps its level where
    /// both have changed one.
    pub fn merged(base: &Self, mine: &Self, theirs: &Self, wins: Side) -> Self {
        let mut merged = theirs.clone();
        let ids = base.0.iter().chain(&mine.0).map(|(id, _)| id);
        for id in ids {
            let (old, new) = (base.value(id), mine.value(id));
            if new == old || (theirs.value(id) != old && wins == Side::Theirs) {
                continue;
            }
            match new {
                Some(value) => merged.put(id, value),
                None => merged.0.retain(|(known, _)| known != id),
            }
        }
        merged
    }
}

/// A level, 0 to 4, from its digit.
pub fn level_from(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [digit @ b'0'..=b'4'] => Some(digit - b'0'),
        _ => None,
    }
}

/// A level as its digit.
pub fn digit(level: u8) -> &'static str {
    ["0", "1", "2", "3", "4"]
        .get(usize::from(level))
        .copied()
        .unwrap_or_default()
}

/// A level in a word; empty for a number that is none.
pub fn name(level: u8) -> &'static str {
    LEVEL_NAMES
        .get(usize::from(level))
        .copied()
        .unwrap_or_default()
}

/// Minutes that so many skills take, at ten minutes for fifteen.
pub fn minutes(skills: usize) -> usize {
    (skills * 2).div_ceil(3)
}

/// The place of the question to go on with, among [`SKILL_NAMES`]: of an own assessment the first that
/// is not answered, of a rating the one after the last that is, since “cannot say” is no answer. The
/// first where all are.
pub fn resume_at(levels: &Levels, rating: bool) -> usize {
    let is_answered = |skill: &SkillName| levels.get(skill.id).is_some();
    let place = if rating {
        let last = SKILL_NAMES.iter().rposition(is_answered);
        last.map(|last| last + 1)
    } else {
        SKILL_NAMES.iter().position(|skill| !is_answered(skill))
    };
    place
        .filter(|place| *place < SKILL_NAMES.len())
        .unwrap_or(0)
}

/// How far a person is towards the targets that ask most of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many of the skills that count are at their targets.
    pub reached: usize,
    /// How many skills count.
    pub all: usize,
    /// How many of all skills are scored.
    pub scored: usize,
}

/// How far a person is. The skills that count are those with a target of “leads” or more; where there
/// are none, all of them.
pub fn standing(own: &Levels, targets: &Levels) -> Standing {
    let is_lead = |skill: &&SkillName| target(targets, skill.id) >= LEADS;
    let leads: Vec<&SkillName> = SKILL_NAMES.iter().filter(is_lead).collect();
    let counting = match leads.is_empty() {
        true => SKILL_NAMES.iter().collect(),
        false => leads,
    };
    let is_reached = |skill: &&&SkillName| {
        own.get(skill.id)
            .is_some_and(|own| own >= target(targets, skill.id))
    };
    Standing {
        reached: counting.iter().filter(is_reached).count(),
        all: counting.len(),
        scored: own.answered(),
    }
}

/// A skill below its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The skill.
    pub skill: &'static SkillName,
    /// The person's level.
    pub own: u8,
    /// The target, which is higher.
    pub target: u8,
}

impl Gap {
    /// The wider gap weighs more; of two alike, the skill to start with.
    fn weight(&self) -> u8 {
        2 * (self.target - self.own) + u8::from(STARTERS.contains(&self.skill.id))
    }
}

/// The skills below their targets, widest gap first. Of two alike the one to start with comes first,
/// then the order of the skills decides.
pub fn gaps(own: &Levels, targets: &Levels) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for skill in SKILL_NAMES {
        let target = target(targets, skill.id);
        let Some(own) = own.get(skill.id).filter(|own| *own < target) else {
            continue;
        };
        let gap = Gap { skill, own, target };
        let place = gaps.partition_point(|other| other.weight() >= gap.weight());
        gaps.insert(place, gap);
    }
    gaps
}

/// What colleagues say of a skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The skill.
    pub skill: &'static SkillName,
    /// The person's level.
    pub own: u8,
    /// The colleagues' levels, lowest first; at least one.
    pub levels: Vec<u8>,
}

impl View {
    /// Twice the median of the colleagues' levels, so that it is whole.
    pub fn median_twice(&self) -> u8 {
        median_twice(&self.levels).unwrap_or_default()
    }

    /// Twice the distance from the person's level to the median: above zero where they see more.
    pub fn difference_twice(&self) -> i8 {
        self.median_twice().cast_signed() - 2 * self.own.cast_signed()
    }
}

/// Twice the median of levels that are in order; `None` where there are none.
pub fn median_twice(levels: &[u8]) -> Option<u8> {
    let last = levels.len().checked_sub(1)?;
    Some(levels.get(last / 2)? + levels.get(levels.len() / 2)?)
}

/// What colleagues say of each skill that the person and at least one of them has rated, widest
/// difference first.
pub fn views<'a>(own: &Levels, ratings: impl Iterator<Item = &'a Levels> + Clone) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    for skill in SKILL_NAMES {
        let mut levels: Vec<u8> = Vec::new();
        for level in ratings.clone().filter_map(|rating| rating.get(skill.id)) {
            let place = levels.partition_point(|other| *other <= level);
            levels.insert(place, level);
        }
        let Some(own) = own.get(skill.id).filter(|_| !levels.is_empty()) else {
            continue;
        };
        let view = View { skill, own, levels };
        let width = view.difference_twice().unsigned_abs();
        let place = views.partition_point(|other| other.difference_twice().unsigned_abs() >= width);
        views.insert(place, view);
    }
    views
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(level: u8) -> Levels {
        let mut levels = Levels::default();
        for skill in SKILL_NAMES {
            levels.set(skill.id, Some(level));
        }
        levels
    }

    /// The menu of a phone of 320 px has room for so many letters.
    #[test]
    fn the_name_of_a_target_is_whole_on_a_phone() {
        const ROOM: usize = 31;
        for preset in PRESETS {
            assert!(
                crate::text::length(preset.title) <= ROOM,
                "{}",
                preset.title
            );
        }
    }

    #[test]
    fn what_is_not_known_survives() {
        let text = "delegation:2 juggling:3 communication:9";
        let mut levels = Levels::from_text(text).expect("it is well written");
        assert_eq!(levels.to_text(), text);
        assert_eq!(levels.answered(), 1);
        assert_eq!(levels.get("communication"), None);
        levels.set("delegation", Some(4));
        levels.set("communication", Some(0));
        assert_eq!(levels.to_text(), "delegation:4 juggling:3 communication:0");
        levels.set("delegation", None);
        levels.set("communication", Some(5));
        assert_eq!(levels.to_text(), "juggling:3 communication:0");
        assert_eq!(Levels::from_text("delegation"), None);
    }

    #[test]
    fn every_skill_that_a_preset_names_is_there() {
        for preset in &PRESETS {
            for id in preset.leads {
                assert!(SKILL_NAMES.iter().any(|skill| skill.id == *id), "{id}");
            }
            let mut targets = Levels::default();
            preset.apply(&mut targets);
            assert_eq!(Preset::of(&targets), Some(preset));
            assert_eq!(Preset::find(preset.id), Some(preset));
        }
        assert_eq!(Preset::of(&Levels::default()), Some(&PRESETS[0]));
        assert_eq!(Preset::of(&all(4)), None);
        assert_eq!(Preset::find("my-own"), None);
    }

    #[test]
    fn gaps_are_widest_first_and_starters_win_ties() {
        let mut own = all(2);
        own.set("time-and-energy", Some(0));
        own.set("code-review", Some(1));
        own.set("communication", None);
        let gaps = gaps(&own, &Levels::default());
        let found: Vec<_> = gaps.iter().map(|gap| gap.skill.id).collect();
        assert_eq!(
            found,
            [
                "time-and-energy",
                "system-design",
                "decision-making",
                "delegation",
                "slicing-and-planning",
                "code-review",
            ]
        );
    }

    #[test]
    fn a_higher_level_than_the_target_is_no_gap() {
        assert_eq!(gaps(&all(4), &Levels::default()), []);
        assert_eq!(gaps(&Levels::default(), &Levels::default()), []);
    }

    #[test]
    fn the_widest_difference_comes_first() {
        let own = all(2);
        let (mut first, mut second) = (all(2), all(2));
        first.set("delegation", Some(0));
        second.set("delegation", Some(1));
        second.set("code-review", Some(3));
        first.set("communication", None);
        let views = views(&own, [&first, &second].into_iter());
        assert_eq!(views[0].skill.id, "delegation");
        assert_eq!(views[0].difference_twice(), -3);
        assert_eq!(views[1].skill.id, "code-review");
        assert_eq!(views[1].difference_twice(), 1);
        assert_eq!(views[2].skill.id, "system-design");
        assert_eq!(views.len(), SKILL_NAMES.len());
    }

    #[test]
    fn a_median_lies_in_the_middle() {
        assert_eq!(median_twice(&[]), None);
        assert_eq!(median_twice(&[3]), Some(6));
        assert_eq!(median_twice(&[1, 2]), Some(3));
        assert_eq!(median_twice(&[0, 1, 4]), Some(2));
    }

    #[test]
    fn somebody_who_comes_back_goes_on_where_they_were() {
        let mut levels = Levels::default();
        assert_eq!(resume_at(&levels, false), 0);
        levels.set("system-design", Some(2));
        levels.set("running-in-production", Some(2));
        assert_eq!(resume_at(&levels, false), 1, "the first that is open");
        assert_eq!(resume_at(&levels, true), 3, "what cannot be said is done");
        assert_eq!(resume_at(&all(2), false), 0);
        assert_eq!(resume_at(&all(2), true), 0);
    }

    #[test]
    fn what_counts_is_what_has_to_be_led() {
        let mut own = all(2);
        own.set("delegation", Some(3));
        own.set("communication", Some(4));
        let (reached, scored) = (2, SKILL_NAMES.len());
        let found = standing(&own, &Levels::default());
        assert_eq!(
            found,
            Standing {
                reached,
                all: 5,
                scored
            }
        );
        // Nothing has to be led: all count.
        let mut targets = Levels::default();
        PRESETS[2].apply(&mut targets);
        own.set("code-review", Some(1));
        let found = standing(&own, &targets);
        assert_eq!((found.reached, found.all), (scored - 1, scored));
    }

    #[test]
    fn fifteen_skills_take_ten_minutes() {
        assert_eq!(minutes(15), 10);
        assert_eq!(minutes(6), 4);
        assert_eq!(minutes(1), 1);
    }

    #[test]
    fn levels_that_two_tabs_have_changed_come_together() {
        let levels = |text| Levels::from_text(text).expect("it is well written");
        let base = levels("delegation:1 communication:1 code-review:1 coaching:1");
        let mine = levels("delegation:2 communication:1 code-review:2 new-here:1");
        let theirs = levels("delegation:1 communication:3 code-review:3 coaching:1 new-there:1");
        for (wins, both) in [(Side::Mine, "2"), (Side::Theirs, "3")] {
            let merged = Levels::merged(&base, &mine, &theirs, wins);
            let wanted =
                format!("delegation:2 communication:3 code-review:{both} new-there:1 new-here:1");
            assert_eq!(merged.to_text(), wanted);
        }
    }
}
