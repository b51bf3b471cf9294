//! What somebody who comes back is told on the front page: where the reading stopped, what the plan
//! has next, which gaps are open, and what has changed since.
//!
//! It is no room: it looks into what the rooms have stored, and changes nothing of it.

use crate::content::{GUIDE_SLUGS, SKILL_NAMES};
use crate::day::Day;
use crate::gaps::is_scored;
use crate::id::ItemId;
use crate::reading::{self, ReadPage};
use crate::roadmap::stored::StoredPlan;
use crate::roadmap::triage::BASELINE;
use crate::route::{GuidePage, Route};
use crate::skills::model::target;
use crate::skills::stored as skills;
use crate::store::{Json, Schema, Store, is_default, lenient};
use serde::{Deserialize, Serialize};

/// The id of the element on the front page that tells it.
pub const PLACE: &str = "returning";

/// The id of the list of changes that the front page has for it.
pub const NEWS_PLACE: &str = "news";

/// How many changes that list has at most.
pub const NEWS: usize = 12;

/// The attribute of `<html>` that says that there is something to tell: empty, or [`OFF`] where the
/// person has switched it off. `assets/early.js` sets it before the first paint.
pub const ATTRIBUTE: &str = "data-back";

/// See [`ATTRIBUTE`].
pub const OFF: &str = "off";

/// The attribute of `<html>` that says that more is told than a phone shows beside each other, set with
/// [`ATTRIBUTE`].
pub const MANY: &str = "data-many";

/// What the front page has where there is something to tell.
pub const WANTED: &str = "[data-back=''] #returning";

/// The key of the choice to be told nothing. `assets/early.js` asks whether it is there.
const SILENT: &str = "no-greeting";

/// The key of the place where the reading stopped.
const LAST_READ: &str = "reading";

/// Where somebody has read last, as it is stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LastRead {
    schema: Schema,
    /// The page, by its slug.
    pub page: String,
    /// Its name, as it was read.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub name: String,
    /// The id of the section; empty before the first.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub section: String,
    /// The heading of the section, as it was read.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub heading: String,
    /// The day, as `YYYY-MM-DD`.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub day: String,
    #[serde(skip)]
    unknown: Json,
}

impl LastRead {
    /// A place: the page and its name, the section’s id and heading, and the day.
    pub fn at(page: GuidePage, name: String, section: (String, String), day: String) -> Self {
        let (section, heading) = section;
        Self {
            page: page.slug().to_owned(),
            name,
            section,
            heading,
            day,
            ..Self::default()
        }
    }
}

/// That somebody wants to be told nothing, as it is stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Silence {
    schema: Schema,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(LastRead, Silence);

/// Notes where somebody reads. What cannot be written is tried again with the next change.
pub fn note_place(store: &Store, place: &LastRead) {
    _ = store.update::<LastRead>(LAST_READ, |last| {
        let unknown = std::mem::take(&mut last.unknown);
        *last = LastRead {
            schema: last.schema,
            unknown,
            ..place.clone()
        };
    });
}

/// Stores whether somebody wants to be told nothing.
pub fn set_silent(store: &Store, silent: bool) {
    // Where storage is denied, it holds as long as the visit.
    _ = if silent {
        store.update::<Silence>(SILENT, |_| {}).map(drop)
    } else {
        store.remove::<Silence>(SILENT).map(drop)
    };
}

/// A change of the guide, as the front page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When, as `YYYY-MM-DD`.
    pub day: String,
    /// The address of the page.
    pub address: String,
    /// The name of the page.
    pub name: String,
}

/// The milestone that comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextMilestone {
    /// Its id.
    pub id: ItemId,
    /// What to do.
    pub title: String,
    /// When it is to be done, in words.
    pub due: Option<String>,
}

/// What lies between the levels and the targets of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gaps {
    /// How many skills are below their target.
    pub open: usize,
    /// The one furthest below.
    pub widest: Option<&'static str>,
}

/// What is known of somebody who comes back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// Where the reading stopped.
    pub last: Option<LastRead>,
    /// How many pages have been read.
    pub read: usize,
    /// Whether there is a plan of the person's own.
    pub has_plan: bool,
    /// The milestone that comes next.
    pub next: Option<NextMilestone>,
    /// The gaps, where skills are scored.
    pub gaps: Option<Gaps>,
    /// The day of the last reading, where that was before today.
    pub since: Option<Day>,
    /// What has changed since that day, newest first.
    pub news: Vec<Change>,
}

impl Known {
    /// Looks up what this device has. `changes` are those that the page lists, newest first; `today` is
    /// the day, as `YYYY-MM-DD`.
    pub fn of(store: &Store, changes: Vec<Change>, today: &str) -> Self {
        let last = store.find::<LastRead>(LAST_READ);
        let last = last.filter(|last| GuidePage::from_slug(&last.page).is_some());
        let read = GUIDE_SLUGS
            .iter()
            .filter(|slug| store.find::<ReadPage>(&reading::key(slug)).is_some());
        let read = read.count();
        let plan = StoredPlan::open(store);
        let since = last.as_ref().map(|last| last.day.clone());
        let since = since.filter(|day| day.as_str() < today);
        let is_new = |change: &Change| since.as_ref().is_some_and(|day| change.day > *day);
        // Whoever has scored all skills is not told to score them.
        let reached = is_scored(store).then_some(BASELINE);
        Self {
            has_plan: plan.is_stored(store),
            next: plan
                .next_milestone(store, reached)
                .map(|item| NextMilestone {
                    id: item.id,
                    title: item.title,
                    due: item.due.map(|due| due.due_on(Day::parse(today))),
                }),
            gaps: gaps(store),
            news: changes.into_iter().filter(is_new).collect(),
            since: since.and_then(|day| Day::parse(&day)),
            read,
            last,
        }
    }
}

fn gaps(store: &Store) -> Option<Gaps> {
    let kept = skills::load(store);
    let levels = &kept.draft.levels;
    if levels.answered() == 0 {
        return None;
    }
    let mut gaps = Gaps {
        open: 0,
        widest: None,
    };
    let mut most = 0;
    for skill in SKILL_NAMES {
        let wanted = target(&kept.target.levels, skill.id);
        let gap = levels
            .get(skill.id)
            .map_or(0, |level| wanted.saturating_sub(level));
        gaps.open += usize::from(gap > 0);
        if gap > most {
            most = gap;
            gaps.widest = Some(skill.title);
        }
    }
    Some(gaps)
}

/// One of the things that are told: a line of two, with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is about.
    pub label: String,
    /// The text of the link.
    pub title: String,
    /// Where the link leads: a path of this site, with a fragment.
    pub path: String,
    /// What is to be said of it.
    pub more: String,
}

/// What is told: of each of the four things, where there is something to say of it. `assets/early.js`
/// counts them before the first paint, so that their place is known before they are.
pub fn told(known: &Known) -> Vec<Told> {
    let all = [
        reading_of(known),
        plan_of(known),
        gaps_of(known),
        news_of(known),
    ];
    all.into_iter().flatten().collect()
}

fn reading_of(known: &Known) -> Option<Told> {
    if known.last.is_none() && known.read == 0 {
        return None;
    }
    let all = GUIDE_SLUGS.len();
    let count = [
        &known.read.to_string(),
        " of ",
        &all.to_string(),
        " pages read",
    ]
    .concat();
    let Some(last) = &known.last else {
        return Some(Told {
            label: "Reading".to_owned(),
            title: "The guide".to_owned(),
            path: Route::GuideIndex.path(),
            more: count,
        });
    };
    let page = GuidePage::from_slug(&last.page).map_or(Route::GuideIndex, Route::Guide);
    let mut path = page.path();
    if !last.section.is_empty() {
        path += "#";
        path += &last.section;
    }
    Some(Told {
        label: "Continue reading".to_owned(),
        title: if last.heading.is_empty() || last.heading == last.name {
            last.name.clone()
        } else {
            [&last.name, ": ", &last.heading].concat()
        },
        path,
        more: count,
    })
}

fn plan_of(known: &Known) -> Option<Told> {
    let roadmap = Route::Roadmap.path();
    let (title, path, more) = match &known.next {
        Some(next) => (
            next.title.clone(),
            [&roadmap, "#item-", &next.id].concat(),
            next.due.clone().unwrap_or_else(|| "no date yet".to_owned()),
        ),
        None if known.has_plan => (
            "Nothing is open".to_owned(),
            roadmap,
            "in your plan".to_owned(),
        ),
        None => return None,
    };
    Some(Told {
        label: "Next milestone".to_owned(),
        title,
        path,
        more,
    })
}

fn gaps_of(known: &Known) -> Option<Told> {
    let gaps = known.gaps.as_ref()?;
    let skills = Route::Skills.path();
    let (label, title, path, more) = match gaps.widest {
        // The name of the skill has the two lines of the link: below it, it would be cut.
        Some(widest) => (
            "Widest gap",
            widest,
            skills + "#gaps",
            match gaps.open {
                1 => "the only gap".to_owned(),
                open => ["one of ", &open.to_string(), " gaps"].concat(),
            },
        ),
        None => (
            "Skills",
            "All at their target",
            skills,
            "as far as you have scored".to_owned(),
        ),
    };
    Some(Told {
        label: label.to_owned(),
        title: title.to_owned(),
        path,
        more,
    })
}

fn news_of(known: &Known) -> Option<Told> {
    let since = known.since?;
    let (title, path, more) = match known.news.as_slice() {
        [] => (
            "Nothing new".to_owned(),
            Route::GuideIndex.path(),
            "in the guide".to_owned(),
        ),
        [only] => (
            only.name.clone(),
            only.address.clone(),
            "changed".to_owned(),
        ),
        [newest, others @ ..] => (
            newest.name.clone(),
            newest.address.clone(),
            ["and ", &others.len().to_string(), " more changed"].concat(),
        ),
    };
    Some(Told {
        label: ["Since ", &since.in_words()].concat(),
        title,
        path,
        more,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::FaultyArea;
    use serde_json::json;
    use std::rc::Rc;

    const TODAY: &str = "2026-11-28";

    fn device() -> (Rc<FaultyArea>, Store) {
        let area = Rc::new(FaultyArea::default());
        (Rc::clone(&area), Store::new(area))
    }

    fn change(day: &str, name: &str) -> Change {
        Change {
            day: day.to_owned(),
            address: "/guide/incidents/".to_owned(),
            name: name.to_owned(),
        }
    }

    fn lines(known: &Known) -> Vec<String> {
        let line = |told: Told| [told.label, told.title, told.more].join(" | ");
        told(known).into_iter().map(line).collect()
    }

    #[test]
    fn whoever_has_stored_nothing_is_told_nothing() {
        let (_, store) = device();
        let known = Known::of(&store, vec![change("2026-11-27", "Incidents")], TODAY);
        assert_eq!(known, Known::default());
        assert_eq!(told(&known), []);
    }

    #[test]
    fn on_the_day_of_the_first_page_only_that_page_is_told() {
        let (_, store) = device();
        let place = LastRead {
            page: "incidents".to_owned(),
            name: "Incidents".to_owned(),
            day: TODAY.to_owned(),
            ..LastRead::default()
        };
        note_place(&store, &place);
        let read = || {
            let known = Known::of(&store, vec![change("2026-11-27", "Estimates")], TODAY);
            lines(&known)
        };
        let all = GUIDE_SLUGS.len();
        let page = format!("Continue reading | Incidents | 0 of {all} pages read");
        assert_eq!(read(), std::slice::from_ref(&page));
        note_place(
            &store,
            &LastRead {
                day: "2026-11-27".to_owned(),
                ..place
            },
        );
        let nothing = "Since 27 Nov 2026 | Nothing new | in the guide".to_owned();
        assert_eq!(read(), [page, nothing]);
    }

    #[test]
    fn whoever_comes_back_hears_where_they_were_and_what_has_changed() {
        let (area, store) = device();
        area.put("read:incidents", r#"{"schema":1,"updated":"2026-11-23"}"#);
        area.put("plan:main", r#"{"schema":1,"items":3}"#);
        let item = |id: &str, more: &str| {
            area.put(
                &format!("plan:main:item:{id}"),
                &format!(
                    r#"{{"schema":1,"id":"{id}","step":"prepare","rank":"m","title":"Do {id}"{more}}}"#
                ),
            );
        };
        item("late", r#","due":"2027-01-09""#);
        item("soon", r#","due":"2026-12-12""#);
        item("over", r#","due":"2026-11-01","status":"done""#);
        area.put(
            "skills:draft",
            r#"{"schema":1,"levels":"delegation:0 communication:2 code-review:4"}"#,
        );
        note_place(
            &store,
            &LastRead {
                page: "delegating-work".to_owned(),
                name: "Delegating work".to_owned(),
                section: "who-owns-it".to_owned(),
                heading: "Who owns it".to_owned(),
                day: "2026-11-20".to_owned(),
                ..LastRead::default()
            },
        );
        let news = vec![
            change("2026-11-27", "Communication"),
            change("2026-11-21", "Estimates"),
            change("2026-11-20", "Incidents"),
        ];
        let known = Known::of(&store, news, TODAY);
        let all = GUIDE_SLUGS.len();
        assert_eq!(
            lines(&known),
            [
                format!("Continue reading | Delegating work: Who owns it | 1 of {all} pages read"),
                "Next milestone | Do soon | due 12 Dec 2026".to_owned(),
                "Widest gap | Delegation | one of 2 gaps".to_owned(),
                "Since 20 Nov 2026 | Communication | and 1 more changed".to_owned(),
            ]
        );
        let told = told(&known);
        assert_eq!(told[0].path, "/guide/delegating-work/#who-owns-it");
        assert_eq!(told[1].path, "/roadmap/#item-soon");
        let on_the_day = Known::of(&store, Vec::new(), "2026-12-12");
        assert!(lines(&on_the_day)[1].ends_with("| due today"));
    }

    #[test]
    fn whoever_has_scored_all_skills_is_not_told_to_score_them() {
        let (area, store) = device();
        area.put("plan:main", r#"{"schema":1,"items":2}"#);
        for (id, rank) in [(BASELINE, "a"), ("write-decisions", "b")] {
            let item = format!(
                r#"{{"id":"{id}","rank":"{rank}","schema":1,"step":"skills","title":"Do {id}"}}"#
            );
            area.put(&format!("plan:main:item:{id}"), &item);
        }
        let next = || {
            Known::of(&store, Vec::new(), "2026-11-28")
                .next
                .map(|next| next.id)
        };
        assert_eq!(next(), Some(BASELINE.into()));
        let levels = SKILL_NAMES.iter().map(|skill| format!("{}:2", skill.id));
        let levels: Vec<String> = levels.collect();
        let draft = format!(r#"{{"levels":"{}","schema":1}}"#, levels.join(" "));
        area.put("skills:draft", &draft);
        assert_eq!(next(), Some("write-decisions".into()));
    }

    #[test]
    fn a_page_that_is_gone_is_not_continued() {
        let (area, store) = device();
        area.put(
            "reading",
            r#"{"schema":1,"page":"gone","day":"2026-11-20"}"#,
        );
        assert_eq!(Known::of(&store, Vec::new(), TODAY).last, None);
    }

    #[test]
    fn the_choice_to_be_told_nothing_is_a_document_that_is_there_or_not() {
        let (area, store) = device();
        set_silent(&store, true);
        assert_eq!(area.documents()[SILENT], r#"{"schema":1}"#);
        set_silent(&store, false);
        assert!(area.documents().is_empty());
    }

    #[test]
    fn what_a_newer_version_notes_of_the_place_is_kept() {
        let (area, store) = device();
        area.put("reading", r#"{"mood":1,"page":"incidents","schema":2}"#);
        let place = LastRead {
            page: "delegating-work".to_owned(),
            ..LastRead::default()
        };
        note_place(&store, &place);
        let kept = json!({ "schema": 2, "mood": 1, "page": "delegating-work" });
        assert_eq!(area.json("reading"), Some(kept));
    }
}
