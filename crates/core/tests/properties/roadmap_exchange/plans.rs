//! Plans that people have worked on, some of them with bad intent, and what no page may show.

use guide_core::content::STEPS;
use guide_core::id::StepId;
use guide_core::roadmap::draft::Draft;
use guide_core::roadmap::item::{Item, Status};
use guide_core::roadmap::model::{Edit, Plan};
use guide_core::roadmap::share::Share;
use proptest::prelude::*;

/// Nothing stays here.
pub const EVERYTHING: Share = Share {
    notes: true,
    evidence: true,
};

/// What people should not be able to do with a text.
pub const HOSTILE: [&str; 12] = [
    "<script>window.hacked=1</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "data:text/html,<script>alert(1)</script>",
    "\u{202e}gpj.exe",
    "a\u{2066}b\u{2069}\u{0}\u{7}",
    "=HYPERLINK(\"http://e.org\",\"x\")",
    "  @SUM(1)",
    "-2+3+cmd|' /C calc'!A0",
    "https://e.org/\"><script>",
];

#[derive(Debug, Clone)]
enum Act {
    Status(usize, usize),
    Add(usize, String),
    AddStep(String),
    Rewrite(usize, Box<Draft>),
    Remove(usize),
    Move(usize, usize, usize),
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 ,.’-]{1,60}",
        ".{1,60}",
        prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
    ]
}

fn draft() -> impl Strategy<Value = Draft> {
    let texts = (text(), text(), text(), text());
    let others = (
        "(202[5-9]-1[0-2]-[0-2][0-9])?",
        "[0-9]{0,5}",
        "(https?://[a-z.]{1,20} ?){0,4}",
    );
    (texts, others).prop_map(
        |((title, done_when, note, evidence), (day, hours, links))| Draft {
            title,
            done_when,
            note,
            links,
            start: day.clone(),
            due: day.clone(),
            low: hours.clone(),
            high: hours,
            evidence_by: evidence.clone(),
            evidence,
            evidence_day: day,
            ..Draft::default()
        },
    )
}

fn act() -> impl Strategy<Value = Act> {
    let place = 0..50_usize;
    prop_oneof![
        (place.clone(), 0..4_usize).prop_map(|(place, status)| Act::Status(place, status)),
        (0..6_usize, text()).prop_map(|(step, title)| Act::Add(step, title)),
        text().prop_map(Act::AddStep),
        (place.clone(), draft()).prop_map(|(place, draft)| Act::Rewrite(place, Box::new(draft))),
        place.clone().prop_map(Act::Remove),
        (place.clone(), 0..6_usize, place).prop_map(|(item, step, at)| Act::Move(item, step, at)),
    ]
}

fn edit_of(plan: &Plan, act: &Act, number: usize) -> Option<Edit> {
    let items = plan.milestones();
    let id = |place: usize| {
        items
            .get(place % items.len().max(1))
            .map(|item| item.id.clone())
    };
    let steps = plan.steps();
    let step = |place: usize| steps[place % steps.len()].id;
    let new = || format!("own-{number}").into();
    match act {
        Act::Status(place, status) => plan.set_status(&[id(*place)?], &Status::CHOICES[*status].0),
        Act::Add(place, title) => plan.add(new(), step(*place), title),
        Act::AddStep(title) => plan.add_step(new(), title),
        Act::Rewrite(place, draft) => plan.rewrite(&id(*place)?, draft),
        Act::Remove(place) => plan.remove(&[id(*place)?]),
        Act::Move(place, to, before) => {
            plan.move_to(&[id(*place)?], step(*to), id(*before).as_deref())
        }
    }
}

fn plan_after(acts: &[Act]) -> Plan {
    let mut plan = Plan::template();
    for (number, act) in acts.iter().enumerate() {
        if let Some(edit) = edit_of(&plan, act, number) {
            plan.apply(&edit);
        }
    }
    plan
}

/// A plan that somebody has worked on.
pub fn plan() -> impl Strategy<Value = Plan> {
    prop::collection::vec(act(), 0..25).prop_map(|acts| plan_after(&acts))
}

pub fn items(plan: &Plan) -> Vec<Item> {
    plan.items().cloned().collect()
}

pub fn applied(plan: &Plan, edit: Option<Edit>) -> Plan {
    let mut plan = plan.clone();
    if let Some(edit) = edit {
        plan.apply(&edit);
    }
    plan
}

pub fn without_versions(plan: &Plan) -> Vec<Item> {
    let items = plan.items().cloned();
    items.map(|item| Item { version: 0, ..item }).collect()
}

/// The plan as somebody sees it: steps with their items in order, without ranks and versions.
pub fn as_seen(plan: &Plan) -> Vec<(String, String, Vec<Item>)> {
    let seen = |item: &Item| Item {
        step: StepId::default(),
        rank: String::new(),
        version: 0,
        ..item.clone()
    };
    let steps = plan.steps().into_iter().map(|step| {
        let items = plan.in_step(step.id);
        let items: Vec<Item> = items.iter().map(|item| seen(item)).collect();
        (step.id.to_owned(), step.title.to_owned(), items)
    });
    steps.filter(|(.., items)| !items.is_empty()).collect()
}

/// A plan of thirty milestones, five of them changed, with five of the person's own.
pub fn typical() -> Plan {
    let mut plan = Plan::template();
    let ids: Vec<_> = plan
        .milestones()
        .iter()
        .map(|item| item.id.clone())
        .collect();
    for (place, id) in ids.iter().enumerate().take(12) {
        plan = applied(
            &plan,
            plan.set_status(std::slice::from_ref(id), &Status::CHOICES[place % 4].0),
        );
    }
    for id in ids.iter().skip(3).step_by(6).take(5) {
        let item = plan.item(id).expect("it is there").clone();
        let draft = Draft {
            title: format!("{} together with Ana", item.title),
            done_when:
                "The team has used it for one sprint, and the notes of the retrospective say so."
                    .to_owned(),
            due: "2027-03-15".to_owned(),
            low: item.effort.map_or(0, |effort| effort.low).to_string(),
            high: item.effort.map_or(0, |effort| effort.high).to_string(),
            status: item.status.name().to_owned(),
            note: "I should ask Grace about this before the summer.".to_owned(),
            ..Draft::default()
        };
        plan = applied(&plan, plan.rewrite(id, &draft));
    }
    let own = [
        "Read two chapters of the book on distributed systems",
        "Move the nightly build to the new runners",
        "Talk to Max about the on-call rota",
        "Give a talk at the platform guild in May",
        "Write the design for the audit log",
    ];
    for (place, title) in own.into_iter().enumerate() {
        plan = applied(
            &plan,
            plan.add(
                format!("own-mfk2x9a{place}-k3j9x0{place}").into(),
                STEPS[place % 4].id,
                title,
            ),
        );
    }
    plan
}

/// Whatever comes in is as a plan can have it: texts within their limits, links to the web only.
pub fn expect_clean(items: &[Item]) {
    for item in items {
        assert_eq!(item.clone().cleaned().as_ref(), Ok(item));
    }
}

/// The same numbers each time.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below this one.
    pub fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}
