//! The self-assessment as a whole: what must hold for any levels and any link, and what it draws.

use guide_core::content::{SKILL_NAMES, SKILLS, SkillName};
use guide_core::route::Base;
use guide_core::skills::link::{Link, LinkError, NAME_LIMIT};
use guide_core::skills::model::{self, Levels};
use guide_core::skills::report;
use guide_core::skills::stored::{self, Assessment, Record};
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

fn no_prose(_: &SkillName, _: u8) -> (String, String) {
    (String::new(), String::new())
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
    assert_eq!(report::views(&kept), []);
    assert!(!report::result(&kept).contains("Colleagues"));
    let shown = report::colleagues(&kept);
    assert!(shown.contains("once you have scored all skills yourself"));
    assert!(!shown.contains("higher"));
    assert!(!report::markdown(&kept, "2026-11-23").contains("4, "));
}

#[test]
fn a_table_has_what_the_chart_draws() {
    let mut own = whole(2);
    own.set("delegation", Some(1));
    let mut theirs = whole(2);
    theirs.set("delegation", Some(4));
    let kept = kept(own, &[theirs.clone(), theirs]);
    let html = report::result(&kept);
    let row = html
        .split("<tr>")
        .find(|row| row.contains("Delegation"))
        .expect("there is a row");
    // 1 of 4, 3 of 4 and 4 of 4 on a line from 9 to 161.
    assert!(row.contains("cx=\"47\""), "{row}");
    assert!(row.contains("d=\"M123 3l8"), "{row}");
    assert!(row.contains("x=\"159\""), "{row}");
    assert!(row.contains("<td data-of=\"You\">1 aware</td>"), "{row}");
    assert!(row.contains("<td data-of=\"Target\">3 leads</td>"), "{row}");
    assert!(
        row.contains("<td data-of=\"Colleagues\">4, 4</td>"),
        "{row}"
    );
    let merged = report::colleagues(&kept);
    let first = merged.split("<tr>").nth(2).expect("there is a first row");
    assert!(first.contains("Delegation</th><td>3 higher"), "{first}");
}

#[test]
fn a_change_between_two_snapshots_is_told_and_drawn() {
    let mut kept = kept(whole(2), &[]);
    for (number, level) in [(1, 2), (2, 3)] {
        let mut levels = whole(2);
        levels.set("delegation", Some(level));
        let mut snapshot = Record::rating(0, 0, levels);
        snapshot.number = number;
        kept.snapshots.push(snapshot);
    }
    let html = report::history(&kept);
    assert!(html.contains("</b> Delegation 2 to 3.</p>"), "{html}");
    assert!(html.contains("d=\"M7 16L133 10\""), "{html}");
    assert_eq!(html.matches("<svg").count(), SKILLS.len());
    assert_eq!(html.matches("name=\"forget\"").count(), 2);
}

#[test]
fn chosen_gaps_are_in_the_link_to_the_roadmap() {
    let kept = kept(whole(1), &[]);
    let base = Base::new("/repo/");
    let chosen = ["time-and-energy".to_owned(), "delegation".to_owned()];
    let link = report::roadmap_link(&kept, &chosen, &base);
    assert!(
        link.contains("href=\"/repo/roadmap/#add=delegation.3,time-and-energy.2\""),
        "{link}"
    );
    let none = report::roadmap_link(&kept, &[], &base);
    assert!(!none.contains("href"), "{none}");
    let gaps = report::gaps(&kept, &chosen, &no_prose);
    assert_eq!(gaps.matches("checked=").count(), 2);
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
        let cut = name[..name.floor_char_boundary(NAME_LIMIT)].to_owned();
        prop_assert_eq!(Link::from_fragment(&fragment), Some(Ok(Link::Ask { request, name: cut })));
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
    fn any_text_is_read_without_harm(text in ".{0,400}", payload in "[A-Za-z0-9_-]{0,400}") {
        _ = Link::from_fragment(&text);
        _ = Levels::from_text(&text);
        for kind in ["rate=", "rated="] {
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
        for view in report::views(&kept).windows(2) {
            let [first, second] = [&view[0], &view[1]].map(|view| view.difference_twice().abs());
            prop_assert!(first >= second);
        }
        let scored = kept.draft.levels.answered();
        let html = report::result(&kept);
        prop_assert_eq!(html.matches("scope=\"row\"").count(), if scored == 0 { 0 } else { SKILLS.len() });
        prop_assert_eq!(report::markdown(&kept, "").matches("\n| ").count(), SKILLS.len() + 2);
        prop_assert_eq!(report::gaps(&kept, &[], &no_prose).matches("<li>").count(), gaps.len());
    }
}
