//! How long a browser keeps what is stored, and when it was last saved elsewhere.

use crate::day::Day;
use crate::store::{Json, Schema, StorageError, Store, is_default, lenient};
use serde::{Deserialize, Serialize};

/// The key of what is known about backups.
const KEY: &str = "backup";

/// How browsers differ in what they keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Safari, and every browser on an iPhone or iPad.
    Safari,
    /// Firefox and its relatives.
    Firefox,
    /// Chrome, Edge and their relatives.
    Chromium,
    /// Not known.
    Other,
}

impl Family {
    /// All that are known, in the order in which the page tells of them.
    pub const KNOWN: [Self; 3] = [Self::Safari, Self::Firefox, Self::Chromium];

    /// The family of a browser that calls itself so.
    pub fn from_user_agent(agent: &str) -> Self {
        let has = |word: &str| agent.contains(word);
        if has("iPhone") || has("iPad") {
            // Whatever it is called, it is Safari's engine with Safari's rules.
            Self::Safari
        } else if has("Firefox/") {
            Self::Firefox
        } else if has("Chrome/") || has("Chromium/") {
            Self::Chromium
        } else if has("Safari/") {
            Self::Safari
        } else {
            Self::Other
        }
    }

    /// The word for it in attributes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Safari => "safari",
            Self::Firefox => "firefox",
            Self::Chromium => "chromium",
            Self::Other => "other",
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safari => "Safari, and every browser on an iPhone or iPad",
            Self::Firefox => "Firefox",
            Self::Chromium => "Chrome, Edge and other Chromium browsers",
            Self::Other => "Other browsers",
        }
    }

    /// When it deletes what a site has stored.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Safari => {
                "deletes what a site has stored after seven days in which you used the browser and did not visit the site. Add the site to the home screen or the Dock, and this rule does not apply."
            }
            Self::Firefox => {
                "keeps it until the disk is nearly full, and then deletes the sites that were not used for longest, unless it has promised to keep yours. If it is set to delete site data when it closes, it does that first."
            }
            Self::Chromium => {
                "keep it until the disk is nearly full, and then may delete the sites that were not used for longest, unless they have promised to keep yours. They promise on their own terms: for sites that are installed, bookmarked or often used."
            }
            Self::Other => {
                "do not say what they keep. Most delete the sites that were not used for longest when the disk is nearly full."
            }
        }
    }
}

/// How often somebody wants to be reminded to save a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Remind {
    /// Not at all.
    Never,
    /// When the last backup is a month old.
    Month,
    /// When it is three months old.
    #[default]
    Quarter,
}

impl Remind {
    /// All of them with what they are called.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Month, "Every month"),
        (Self::Quarter, "Every 3 months"),
        (Self::Never, "Never"),
    ];

    /// After how many days.
    fn days(self) -> Option<i32> {
        match self {
            Self::Never => None,
            Self::Month => Some(30),
            Self::Quarter => Some(91),
        }
    }
}

/// What is known about backups, as it is stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Backups {
    schema: Schema,
    /// The day of the last one.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub last: Option<Day>,
    /// The day on which a plan was saved as a file of its own for the last time.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub plan: Option<Day>,
    /// How often to remind of it.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub remind: Remind,
    /// The day on which the reminder was sent away.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub later: Option<Day>,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(Backups);

impl Backups {
    /// What is stored.
    pub fn of(store: &Store) -> Self {
        store.find(KEY).unwrap_or_default()
    }

    /// Notes something.
    ///
    /// # Errors
    /// Why it is not on disk. It waits, and reading sees it.
    pub fn note(store: &Store, change: impl FnOnce(&mut Self)) -> Result<(), StorageError> {
        store.update(KEY, change).map(drop)
    }

    /// The last backup and its age.
    pub fn in_words(&self, today: Day) -> String {
        let Some(last) = self.last else {
            return "No backup has been saved from this browser.".to_owned();
        };
        ["The last backup was saved on ", &aged(last, today), "."].concat()
    }

    /// When a plan was saved as a file of its own for the last time, if ever.
    pub fn plan_in_words(&self, today: Day) -> Option<String> {
        let saved = aged(self.plan?, today);
        Some(["A plan was last saved as a file on ", &saved, "."].concat())
    }

    /// Whether it is time to remind of it.
    pub fn is_due(&self, today: Day) -> bool {
        let Some(days) = self.remind.days() else {
            return false;
        };
        // None, or a clock that was wrong once.
        let is_old =
            |day: Option<Day>| day.is_none_or(|day| !(0..days).contains(&today.since(day)));
        is_old(self.last) && is_old(self.later)
    }
}

/// A day and how long ago it was: “28 Nov 2026, yesterday”.
fn aged(day: Day, today: Day) -> String {
    let age = match today.since(day) {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days @ 2..61 => [&days.to_string(), " days ago"].concat(),
        days => [&(days / 30).to_string(), " months ago"].concat(),
    };
    [&day.in_words(), ", ", &age].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::FaultyArea;
    use serde_json::json;
    use std::rc::Rc;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn a_browser_is_known_by_what_it_calls_itself() {
        let agents = [
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
                Family::Safari,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1",
                Family::Safari,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                Family::Firefox,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0",
                Family::Chromium,
            ),
            ("Lynx/2.9", Family::Other),
        ];
        for (agent, family) in agents {
            assert_eq!(Family::from_user_agent(agent), family, "{agent}");
        }
    }

    #[test]
    fn a_plan_that_was_saved_is_no_backup() {
        let today = day("2026-11-28");
        assert_eq!(Backups::default().plan_in_words(today), None);
        let backups = Backups {
            plan: Some(day("2026-11-27")),
            ..Backups::default()
        };
        assert_eq!(
            backups.plan_in_words(today).as_deref(),
            Some("A plan was last saved as a file on 27 Nov 2026, yesterday.")
        );
        assert!(backups.in_words(today).starts_with("No backup"));
        assert!(backups.is_due(today));
    }

    #[test]
    fn the_age_of_a_backup_is_told_in_words() {
        let said = |last: &str, today: &str| {
            let last = Some(day(last));
            Backups {
                last,
                ..Backups::default()
            }
            .in_words(day(today))
        };
        assert_eq!(
            said("2026-11-27", "2026-11-27"),
            "The last backup was saved on 27 Nov 2026, today."
        );
        assert!(said("2026-11-26", "2026-11-27").ends_with(", yesterday."));
        assert!(said("2026-10-28", "2026-11-27").ends_with(", 30 days ago."));
        assert!(said("2026-08-27", "2026-11-27").ends_with(", 3 months ago."));
        assert!(said("2027-01-01", "2026-11-27").ends_with(", today."));
        assert!(
            Backups::default()
                .in_words(day("2026-11-27"))
                .starts_with("No backup")
        );
    }

    #[test]
    fn a_reminder_comes_when_it_was_asked_for_and_can_be_sent_away() {
        let today = day("2026-11-27");
        let mut backups = Backups::default();
        assert!(backups.is_due(today));
        backups.later = Some(today.plus(-90));
        assert!(!backups.is_due(today));
        backups.later = Some(today.plus(-91));
        assert!(backups.is_due(today));
        backups.last = Some(today.plus(-40));
        assert!(!backups.is_due(today));
        backups.remind = Remind::Month;
        assert!(backups.is_due(today));
        backups.later = Some(today);
        assert!(!backups.is_due(today));
        backups.remind = Remind::Never;
        backups.later = None;
        assert!(!backups.is_due(today));
        // A backup from the future is one of a wrong clock.
        backups.remind = Remind::Quarter;
        backups.last = Some(today.plus(400));
        assert!(backups.is_due(today));
    }

    #[test]
    fn what_another_version_has_noted_stays() {
        let area = Rc::new(FaultyArea::default());
        area.put(
            KEY,
            r#"{"last":"then","remind":"weekly","schema":1,"where":"disk"}"#,
        );
        let store = Store::new(area.clone());
        assert_eq!(Backups::of(&store).remind, Remind::Quarter);
        Backups::note(&store, |backups| backups.last = Some(day("2026-11-27")))
            .expect("there is room");
        let kept =
            json!({ "schema": 1, "last": "2026-11-27", "remind": "weekly", "where": "disk" });
        assert_eq!(area.json(KEY), Some(kept));
    }
}
