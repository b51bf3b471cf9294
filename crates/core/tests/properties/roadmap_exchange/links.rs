//! Links: what is shared is opened the same, what was cut says so, and hostile ones do nothing.

use super::plans::{EVERYTHING, Numbers, as_seen, expect_clean, plan, typical};
use guide_core::content::MILESTONES;
use guide_core::day::Day;
use guide_core::roadmap::exchange::part;
use guide_core::roadmap::item::{Effort, Evidence, Item, Status};
use guide_core::roadmap::model::{Plan, milestone};
use guide_core::roadmap::packing::{Writer, hash, short_hash};
use guide_core::roadmap::proposals;
use guide_core::roadmap::share::{self, LinkError, Share, Shared};
use proptest::prelude::*;

fn link_to(plan: &Plan, share: Share) -> String {
    share::write("Mine", &part(plan, "", &[]), share)
}

fn opened(link: &str) -> Shared {
    share::read(link).expect("it is whole")
}

/// A link with a right length and checksum around anything.
fn sealed(body: &str) -> String {
    let mut rest = hash(body);
    let mut sum = String::new();
    for _ in 0..7 {
        sum.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    format!("plan=1.{}.{sum}.{body}", body.len())
}

/// Links that people have go on working: these are part of the format.
#[test]
fn an_old_link_stays_readable() {
    assert_eq!(short_hash("choose-a-route"), 60_224);
    let link = "plan=1.182.jbpglgh.TnZREJybKcJMZdHCxcrXy949XRytjM3svV1f_z4-sToPy4guwjxcUONcRlEX_biCDGYrD6sU-9Pj7hCzyRAjnKGgPITBIGICxmwBz00djY2k1w1tU9jY2aGhkcQyZF0dEDjKD5ocEVJl0rIsONPU1ByzwsORz0fE1DXoQhg9jX2z-rFPvTaMNw";
    let item = Item {
        id: "own-mfk2x9a0-k3j9x00".into(),
        step: "skills".into(),
        title: "Read “Staff Engineer” with Zoë".to_owned(),
        done_when: "We have talked about it twice.".to_owned(),
        note: "- ask Quentin".to_owned(),
        links: vec!["https://example.org/a".to_owned()],
        status: Status::Doing,
        start: Day::parse("2026-12-01"),
        due: Day::parse("2025-01-31"),
        effort: Effort::new(2, 10),
        skill: "delegation".into(),
        evidence: Evidence {
            what: "Notes".to_owned(),
            when: Day::parse("2026-11-23"),
            who: "Zoë".to_owned(),
        },
        ..Item::default()
    };
    let of_guide = Item {
        status: Status::Done,
        ..Item::of_guide(
            milestone("threat-model").expect("it is there"),
            "z".to_owned(),
        )
    };
    let plan = Plan::from_items([item, of_guide]);
    assert_eq!(link_to(&plan, EVERYTHING), link);
    let shared = opened(link);
    assert_eq!((shared.name.as_str(), shared.unknown), ("Mine", 0));
    assert_eq!(as_seen(&Plan::from_items(shared.items)), as_seen(&plan));
}

#[test]
fn a_typical_plan_is_a_short_link() {
    let whole = "https://somebody.github.io/technical-lead-guide/roadmap/#".len();
    let length = |plan: &Plan, share| whole + link_to(plan, share).len();
    let [template, few, all] = [
        length(&Plan::template(), Share::default()),
        length(&typical(), Share::default()),
        length(&typical(), EVERYTHING),
    ];
    println!("characters of a link: template {template}, typical {few}, with notes {all}");
    assert!(few < 1_200 && all < 2_000, "{few} {all}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_shared_is_opened_the_same(plan in plan()) {
        let link = link_to(&plan, EVERYTHING);
        let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"=.-_".contains(&byte);
        prop_assert!(link.bytes().all(is_safe) && !link.ends_with(['.', '-', '_']), "{link}");
        let shared = opened(&link);
        prop_assert_eq!((shared.name.as_str(), shared.unknown), ("Mine", 0));
        prop_assert_eq!(as_seen(&Plan::from_items(shared.items.iter().cloned())), as_seen(&plan));
        expect_clean(&shared.items);
    }

    #[test]
    fn nothing_leaves_that_was_not_chosen(plan in plan()) {
        let nothing = Evidence::default();
        for item in opened(&link_to(&plan, Share::default())).items {
            prop_assert!(item.note.is_empty() && item.links.is_empty() && item.evidence == nothing);
        }
        let notes = Share { notes: true, evidence: false };
        prop_assert!(opened(&link_to(&plan, notes)).items.iter().all(|item| item.evidence == nothing));
        let evidence = Share { notes: false, evidence: true };
        prop_assert!(opened(&link_to(&plan, evidence)).items.iter().all(|item| item.note.is_empty()));
        for step in plan.steps() {
            let link = share::write("", &part(&plan, step.id, &[]), EVERYTHING);
            let copy = Plan::from_items(opened(&link).items);
            prop_assert_eq!(copy.milestones().len(), plan.in_step(step.id).len());
            prop_assert_eq!(copy.in_step(step.id).len(), plan.in_step(step.id).len());
        }
    }

    #[test]
    fn no_link_can_break_the_reader(text in ".{0,200}", body in "[A-Za-z0-9_-]{0,200}") {
        for link in [text.clone(), format!("plan={text}"), format!("plan=1.{text}"), sealed(&body)] {
            if let Ok(shared) = share::read(&link) {
                expect_clean(&shared.items);
            }
        }
    }

    #[test]
    fn no_proposal_can_break_the_reader(text in ".{0,200}") {
        let found = proposals::read(&format!("add=system-design.1,{text}"), &Plan::template());
        prop_assert!(!found.items.is_empty());
    }
}

#[test]
fn a_sealed_link_of_anything_is_read_or_refused() {
    let mut numbers = Numbers(7);
    let mut read = 0;
    for _ in 0..20_000 {
        let body: String = (0..numbers.next(300))
            .map(|_| char::from(b"ABCDEFGHabcdefgh0123-_"[numbers.next(22)]))
            .collect();
        if let Ok(shared) = share::read(&sealed(&body)) {
            expect_clean(&shared.items);
            read += 1;
        }
    }
    assert!(read > 0, "some are read");
}

/// A plan of one item of one's own with these fields, by their bits.
fn with_fields(fields: &[(u32, &str)]) -> Shared {
    let mut row = Writer::default();
    row.text("");
    row.number(1);
    row.nibble(0);
    row.u16(short_hash("skills"));
    row.number(1);
    row.nibble(8);
    row.text("own-1");
    row.number(1 | fields.iter().fold(0, |bits, (bit, _)| bits | 1 << bit));
    row.text("Title");
    for (_, text) in fields {
        row.text(text);
    }
    opened(&sealed(&row.into_text()))
}

#[test]
fn a_day_outside_the_calendar_is_no_day() {
    for day in [
        "-2147483648",
        "2147483647",
        "9999999",
        "-739617",
        "2912443",
        "x",
    ] {
        let shared = with_fields(&[(2, day)]);
        assert_eq!(shared.items[0].due, None, "{day}");
    }
    for (day, written) in [
        ("-739616", "0001-01-01"),
        ("0", "2026-01-01"),
        ("2912442", "9999-12-31"),
    ] {
        let due = with_fields(&[(2, day)]).items[0]
            .due
            .map(|day| day.to_string());
        assert_eq!(due.as_deref(), Some(written));
    }
    let address = with_fields(&[(7, "javascript:alert(1) https://e.org/ data:x")]);
    assert_eq!(address.items[0].links, ["https://e.org/"]);
}

#[test]
fn a_cut_link_says_how_much_has_arrived() {
    let link = link_to(&typical(), Share::default());
    let head = link.len() - link.rsplit('.').next().map_or(0, str::len);
    let sent = link.len() - head;
    for length in "plan=1".len()..link.len() {
        let broken = share::read(&link[..length]).expect_err("it is cut");
        let arrived = length.saturating_sub(head);
        let wanted = if length < head {
            (0, 0)
        } else {
            (arrived, sent)
        };
        assert_eq!(
            broken,
            LinkError::Cut {
                arrived: wanted.0,
                sent: wanted.1
            }
        );
        assert!(
            broken
                .to_string()
                .starts_with("This link was cut off on its way")
        );
    }
    let message = LinkError::Cut {
        arrived: 1_412,
        sent: 1_690,
    }
    .to_string();
    assert!(message.contains("1,412 of 1,690 characters"), "{message}");
    // What a sentence puts after it does no harm.
    for after in [".", ")", "…", "_", " "] {
        assert_eq!(share::read(&(link.clone() + after)), share::read(&link));
    }
    assert_eq!(share::read("plan=2.10.x"), Err(LinkError::Newer));
    assert_eq!(share::read("plan="), Err(LinkError::Damaged));
}

#[test]
fn a_damaged_link_is_not_opened() {
    let link = link_to(&typical(), Share::default());
    let mut numbers = Numbers(3);
    for _ in 0..2_000 {
        let place = 5 + numbers.next(link.len() - 5);
        let mut damaged = link.clone().into_bytes();
        damaged[place] = b"ABCxyz019-_"[numbers.next(11)];
        let damaged = String::from_utf8_lossy(&damaged).into_owned();
        assert!(damaged == link || share::read(&damaged).is_err(), "{place}");
    }
}

#[test]
fn an_item_that_this_release_does_not_know_is_counted() {
    let mut row = Writer::default();
    row.text("");
    row.number(1);
    row.nibble(0);
    row.u16(short_hash("a step of another release"));
    row.number(2);
    for id in ["a milestone of another release", MILESTONES[0].id] {
        row.nibble(4);
        row.u16(short_hash(id));
    }
    let shared = opened(&sealed(&row.into_text()));
    assert_eq!((shared.items.len(), shared.unknown), (1, 1));
    assert_eq!(shared.items[0].title, MILESTONES[0].title);
    let plan = Plan::from_items(shared.items);
    assert_eq!(plan.milestones().len(), 1, "it is under the last step");
}

#[test]
fn a_link_has_an_end() {
    let many: Vec<Item> = (0..3_000)
        .map(|number| Item {
            id: format!("own-{number}").into(),
            title: "x".to_owned(),
            ..Item::default()
        })
        .collect();
    let link = share::write("", &many, Share::default());
    assert_eq!(share::read(&link), Err(LinkError::Damaged));
}
