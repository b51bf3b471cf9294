//! The self-assessment as a whole: what must hold for any levels and any link, and what it draws.

use guide_core::content::{SKILL_NAMES, SKILLS};
use guide_core::day::Day;
use guide_core::plan_link;
use guide_core::skills::agreement::{Agreement, JointRow, sentence};
use guide_core::skills::chart;
use guide_core::skills::joint::{self, Joint};
use guide_core::skills::link::{Link, LinkError, name_that_fits, note_that_fits};
use guide_core::skills::model::{self, Levels};
use guide_core::skills::report;
use guide_core::skills::stored::{self, Assessment, Pace, Record};
use guide_core::store::{FaultyArea, Store, Written};
use proptest::prelude::*;
use std::rc::Rc;

fn levels() -> impl Strategy<Value = Levels> {
    let each = prop::collection::vec(prop::option::of(0..=4_u8), SKILLS.len());
    each.prop_map(|each| {
        let mut levels = Levels::default();
        for (skill, level) in SKILLS.iter().zip(each) {
            levels.set(skill.id, level);
        }
        levels
    })
}

fn whole(level: u8) -> Levels {
    let mut levels = Levels::default();
    for skill in SKILLS {
        levels.set(skill.id, Some(level));
    }
    levels
}

fn kept(own: Levels, ratings: &[Levels]) -> Assessment {
    let store = Store::new(Rc::new(FaultyArea::default()));
    for (answer, levels) in (1..).zip(ratings) {
        let mut record = Record::rating(1, answer, levels.clone());
        record.day = "2026-11-23".to_owned();
        assert_eq!(stored::add(&store, &record), Ok(Written::AsGiven));
    }
    let mut kept = stored::load(&store);
    kept.draft.levels = own;
    kept
}

/// A link tells a skill by its place. Whoever moves one breaks the links that are under way: new
/// skills are added at the end of `content/skills.toml`, and of this list.
#[test]
fn the_order_of_the_skills_is_permanent() {
    let order: Vec<&str> = SKILLS.iter().map(|skill| skill.id).collect();
    assert_eq!(
        order,
        [
            "system-design",
            "code-review",
            "running-in-production",
            "security-and-privacy",
            "decision-making",
            "delegation",
            "growing-others",
            "feedback-and-conflict",
            "communication",
            "hiring-and-onboarding",
            "slicing-and-planning",
            "forecasting-and-risk",
            "product-and-stakeholders",
            "flow-and-debt",
            "time-and-energy",
            "machine-written-code",
        ]
    );
    let names: Vec<&str> = SKILL_NAMES.iter().map(|skill| skill.id).collect();
    assert_eq!(names, order);
}

#[test]
fn the_link_to_a_colleague_has_no_levels() {
    let link = |name: &str| {
        let name = name.to_owned();
        Link::Ask { request: 7, name }.to_fragment()
    };
    // Version, number and checksum in 8 bytes, and the name.
    assert_eq!(link("").len(), "rate=".len() + 11);
    assert!(link("Kim").len() < 22);
}

#[test]
fn colleagues_are_not_seen_before_the_own_score_is_whole() {
    let mut own = whole(2);
    own.set("delegation", None);
    let kept = kept(own, &[whole(4)]);
    assert_eq!(joint::views(&kept), []);
    let rows = report::chart(&kept).into_iter().flat_map(|(_, rows)| rows);
    assert!(rows.into_iter().all(|row| row.view.is_none()));
    assert!(!report::markdown(&kept, "2026-11-23").contains("| 4 |"));
}

#[test]
fn the_chart_has_a_line_for_each_skill_with_what_is_said_of_it() {
    let mut own = whole(2);
    own.set("delegation", Some(1));
    let mut theirs = whole(2);
    theirs.set("delegation", Some(4));
    let kept = kept(own, &[theirs.clone(), theirs]);
    let rows: Vec<_> = report::chart(&kept)
        .into_iter()
        .flat_map(|(_, rows)| rows)
        .collect();
    assert_eq!(rows.len(), SKILLS.len());
    let row = rows
        .iter()
        .find(|row| row.skill.id == "delegation")
        .expect("there is a row");
    assert_eq!((row.own, row.target), (Some(1), 3));
    let view = row.view.as_ref().expect("colleagues have seen it");
    assert_eq!(view.levels, [4, 4]);
    assert_eq!(report::difference(view), "3 higher");
    assert!(report::markdown(&kept, "").contains("| Delegation | 1 aware | 3 leads | 4, 4 |"));
}

#[test]
fn a_gap_is_proposed_to_the_roadmap_in_its_own_words() {
    let own = kept(whole(1), &[]);
    let gaps = model::gaps(&own.draft.levels, &own.target.levels);
    assert_eq!(gaps.len(), SKILLS.len());
    for gap in &gaps {
        let fragment = report::plan_fragment(gap);
        assert!(fragment.starts_with(plan_link::ADD), "{fragment}");
        assert!(fragment.contains(gap.skill.id), "{fragment}");
    }
}

#[test]
fn every_skill_names_the_milestones_that_practise_it() {
    let practised = SKILLS.iter().filter(|skill| !skill.practice.is_empty());
    assert!(practised.count() >= 15);
    for skill in SKILLS {
        for practice in skill.practice {
            let milestone = guide_core::content::MILESTONES
                .iter()
                .find(|milestone| milestone.id == practice.id)
                .expect("it is one of the guide’s");
            assert_eq!(
                (milestone.skill, milestone.title),
                (skill.id, practice.title)
            );
        }
    }
}

#[test]
fn a_pace_is_kept_and_one_that_is_not_known_is_the_default() {
    let area = Rc::new(FaultyArea::default());
    let store = Store::new(area.clone());
    assert_eq!(stored::pace(&store), Pace::OneByOne);
    assert!(stored::set_pace(&store, Pace::AllAtOnce).is_ok());
    assert_eq!(
        area.documents()["skills:pace"],
        r#"{"pace":"all_at_once","schema":1}"#
    );
    assert_eq!(stored::pace(&store), Pace::AllAtOnce);
    area.put("skills:pace", r#"{"pace":"in_a_spiral","schema":1}"#);
    assert_eq!(stored::pace(&Store::new(area)), Pace::OneByOne);
}

/// As two tabs have it: one has the joint stage open, the other agrees on another field.
#[test]
fn what_two_tabs_agree_on_is_kept_field_by_field() {
    let area = Rc::new(FaultyArea::default());
    let (here, there) = (Store::new(area.clone()), Store::new(area));
    let mut first = stored::load(&here);
    let agreed = |level, note: &str| {
        let mut agreed = Agreement::of("delegation");
        agreed.level = level;
        note.clone_into(&mut agreed.note);
        agreed
    };
    assert!(first.set_agreement(&here, agreed(Some(1), "")).is_ok());
    let mut second = stored::load(&there);
    assert!(second.set_agreement(&there, agreed(Some(1), "So.")).is_ok());
    let written = first.set_agreement(&here, agreed(Some(2), ""));
    assert_eq!(written, Ok(Written::Merged));
    let found = &stored::load(&there).agreements[0];
    assert_eq!((found.level, found.note.as_str()), (Some(2), "So."));
}

fn day() -> impl Strategy<Value = Option<Day>> {
    // 1 January 2026 and the 60,000 days after it.
    prop::option::of((20_454..80_454).prop_map(Day::from_number))
}

fn row() -> impl Strategy<Value = JointRow> {
    let level = || prop::option::of(0..=4_u8);
    let theirs = prop::collection::vec(0..=4_u8, 0..6);
    (
        0..SKILL_NAMES.len(),
        level(),
        theirs,
        level(),
        ".{0,60}",
        day(),
    )
        .prop_map(|(place, own, theirs, level, note, day)| JointRow {
            skill: SKILL_NAMES[place].id.into(),
            own,
            theirs,
            level,
            note,
            day,
        })
}

fn agreed() -> impl Strategy<Value = Joint> {
    let rows = prop::collection::vec(row(), 0..16);
    (any::<u32>(), "[a-zà-ž]{0,12}", day(), rows).prop_map(|(request, name, day, rows)| Joint {
        request,
        name,
        day,
        rows,
    })
}

proptest! {
    #[test]
    fn levels_survive_the_store_and_a_link(levels in levels(), request: u32, answer: u32) {
        prop_assert_eq!(Levels::from_text(&levels.to_text()), Some(levels.clone()));
        let link = Link::Answer { request, answer, levels };
        prop_assert_eq!(Link::from_fragment(&link.to_fragment()), Some(Ok(link)));
    }

    #[test]
    fn a_name_survives_a_link(name in ".{0,60}", request: u32) {
        let fragment = Link::Ask { request, name: name.clone() }.to_fragment();
        let name = name_that_fits(&name).to_owned();
        prop_assert_eq!(Link::from_fragment(&fragment), Some(Ok(Link::Ask { request, name })));
    }

    #[test]
    fn what_fits_into_a_link_is_a_beginning_of_which_all_fits(text in ".{0,300}") {
        for fits in [name_that_fits, note_that_fits] {
            prop_assert!(text.starts_with(fits(&text)));
            prop_assert_eq!(fits(fits(&text)), fits(&text));
        }
    }

    #[test]
    fn a_link_that_is_cut_or_changed_is_damaged(
        levels in levels(), place: prop::sample::Index, digit in "[A-Za-z0-9_-]"
    ) {
        let fragment = Link::Answer { request: 9, answer: 4, levels }.to_fragment();
        let place = 6 + place.index(fragment.len() - 6);
        let mut changed = fragment.clone();
        changed.replace_range(place..=place, &digit);
        if changed != fragment {
            prop_assert_eq!(Link::from_fragment(&changed), Some(Err(LinkError::Damaged)));
        }
        prop_assert_eq!(Link::from_fragment(&fragment[..place]), Some(Err(LinkError::Damaged)));
    }

    #[test]
    fn what_was_agreed_survives_a_link_and_the_history(joint in agreed()) {
        let link = Link::Agreed(joint.clone());
        prop_assert_eq!(Link::from_fragment(&link.to_fragment()), Some(Ok(link)));
        let mut record = Assessment::default().next_joint(&joint, joint.day.map(|day| day.to_string()).unwrap_or_default());
        record.number = 1;
        let store = Store::new(Rc::new(FaultyArea::default()));
        prop_assert_eq!(stored::add(&store, &record), Ok(Written::AsGiven));
        let entry = stored::load(&store).snapshots[0].as_joint();
        prop_assert_eq!(entry, (!joint.rows.is_empty()).then_some(joint));
    }

    #[test]
    fn an_agreement_that_is_cut_or_changed_is_damaged(
        joint in agreed(), place: prop::sample::Index, digit in "[A-Za-z0-9_-]"
    ) {
        let fragment = Link::Agreed(joint).to_fragment();
        let place = 7 + place.index(fragment.len() - 7);
        let mut changed = fragment.clone();
        changed.replace_range(place..=place, &digit);
        if changed != fragment {
            prop_assert_eq!(Link::from_fragment(&changed), Some(Err(LinkError::Damaged)));
        }
        prop_assert_eq!(Link::from_fragment(&fragment[..place]), Some(Err(LinkError::Damaged)));
    }

    #[test]
    fn a_link_that_a_program_has_wrapped_is_read(
        joint in agreed(), width in 60..80_usize, end in prop::sample::select(vec!["\n", "\r\n ", "=\n", "=\r\n"])
    ) {
        let link = Link::Agreed(joint);
        let fragment = link.to_fragment();
        let lines: Vec<&str> = fragment.as_bytes().chunks(width)
            .map(|line| std::str::from_utf8(line).expect("it is ASCII"))
            .collect();
        let message = format!("Here it is:\n> https://example.org/skills/#{}\nKind regards", lines.join(end));
        prop_assert_eq!(Link::from_text(&message), Some(Ok(link)));
    }

    #[test]
    fn any_text_is_read_without_harm(text in ".{0,400}", payload in "[A-Za-z0-9_-]{0,400}") {
        _ = Link::from_fragment(&text);
        _ = Link::from_text(&text);
        _ = Levels::from_text(&text);
        prop_assert!(!sentence(&text).contains(char::is_control));
        for kind in ["rate=", "rated=", "agreed="] {
            _ = Link::from_text(&["#", kind, &text].concat());
            let read = Link::from_fragment(&[kind, &payload].concat());
            prop_assert!(matches!(read, Some(Err(_))) || payload.len() < 201);
        }
    }

    #[test]
    fn gaps_are_in_order_and_whatever_is_stored_is_drawn(
        own in levels(), targets in levels(), first in levels(), second in levels()
    ) {
        let mut kept = kept(own, &[first, second]);
        kept.target.levels = targets;
        let gaps = model::gaps(&kept.draft.levels, &kept.target.levels);
        for pair in gaps.windows(2) {
            prop_assert!(pair[0].target - pair[0].own >= pair[1].target - pair[1].own);
        }
        for view in joint::views(&kept).windows(2) {
            let [first, second] = [&view[0], &view[1]].map(|view| view.difference_twice().abs());
            prop_assert!(first >= second);
        }
        let scored = kept.draft.levels.answered();
        prop_assert_eq!(report::sentence(&kept).is_some(), scored > 0);
        prop_assert_eq!(report::markdown(&kept, "").matches("\n| ").count(), SKILLS.len() + 2);
        for (_, rows) in report::chart(&kept) {
            for row in rows {
                // A line only where there is a way to go.
                let way = chart::way(row.own, row.target);
                prop_assert_eq!(way.is_empty(), row.own.is_none_or(|own| own >= row.target));
            }
        }
    }
}
