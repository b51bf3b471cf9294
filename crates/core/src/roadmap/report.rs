//! What a person takes from the plan into a talk: the evidence by skill, and an agenda. Each is data for
//! the page, and Markdown to take along. What a person wrote cannot change the shape of a document.

use super::item::{Item, Status};
use super::model::{Plan, Progress};
use crate::content::SKILL_NAMES;
use crate::day::Day;
use crate::gaps::Talk;
use std::fmt::Write as _;
use std::sync::Arc;

/// How many pieces of evidence, next items and gaps a talk has time for.
const NEWEST: usize = 5;
const NEXT: usize = 3;
const GAPS: usize = 5;

/// How many next items a talk has where more of them have a day.
const DATED: usize = 5;

/// The id of the milestone that is reached by the talk itself.
const TALK: &str = "ask-for-it";

/// The place for what is agreed in the talk.
pub const AGREE: &str = "What we agree on, and when we talk again";

/// What a promotion case has to answer.
pub const QUESTIONS: [&str; 5] = [
    "What is different because of me, that would not have happened otherwise?",
    "How large was it: how many people, how much time or money, for how long?",
    "What did others do because I enabled them?",
    "What did I decide, and what did I leave for it?",
    "Who would confirm it, unasked?",
];

/// What to ask in the talk.
pub const ASKS: [&str; 4] = [
    "Who decides about this role here, when, and on what grounds?",
    "Which of my evidence would convince those people, and what is missing?",
    "Is there a team or a piece of work that needs a lead in the next half year?",
    "What would you want to see from me before our next talk, and when is that?",
];

/// Items that train one skill.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<'a> {
    /// The name of the skill.
    pub title: &'static str,
    /// Its items, newest evidence first.
    pub items: Vec<&'a Arc<Item>>,
}

/// What is done, by whether it is written down what shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence<'a> {
    /// What has evidence, by skill.
    pub groups: Vec<Group<'a>>,
    /// What has none.
    pub bare: Vec<&'a Arc<Item>>,
}

/// The evidence of a plan.
pub fn evidence(plan: &Plan) -> Evidence<'_> {
    let items = plan.milestones().into_iter();
    let done = items.filter(|item| item.status == Status::Done);
    let (bare, proved): (Vec<_>, Vec<_>) = done.partition(|item| item.evidence.is_empty());
    let mut proved = newest_first(proved);
    let has_skill = |item: &&Arc<Item>| SKILL_NAMES.iter().any(|skill| item.skill == skill.id);
    let rest = match proved.iter().any(has_skill) {
        true => "Other",
        false => "Milestones",
    };
    let mut groups = Vec::new();
    let mut add = |title, items: Vec<_>| {
        if !items.is_empty() {
            groups.push(Group { title, items });
        }
    };
    for skill in SKILL_NAMES {
        let of_skill = proved.extract_if(.., |item| item.skill == skill.id);
        add(skill.title, of_skill.collect());
    }
    add(rest, proved);
    Evidence { groups, bare }
}

/// What has no day is older than what has one. (A sort of the standard library is 5 KB.)
fn newest_first(items: Vec<&Arc<Item>>) -> Vec<&Arc<Item>> {
    let mut sorted: Vec<&Arc<Item>> = Vec::new();
    for item in items {
        let place = sorted.partition_point(|other| other.evidence.when >= item.evidence.when);
        sorted.insert(place, item);
    }
    sorted
}

/// What a talk with one's manager is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Agenda<'a> {
    /// The steps, and how much of each is done.
    pub steps: Vec<(&'a str, Progress)>,
    /// The newest evidence.
    pub newest: Vec<&'a Arc<Item>>,
    /// What is under way.
    pub doing: Vec<&'a Arc<Item>>,
    /// What comes next: first what has a day, then what the person has added, then the experience to
    /// ask for.
    pub next: Vec<&'a Arc<Item>>,
}

/// The agenda of a plan. The milestone that is to ask for the role is not on it: the talk does that.
pub fn agenda(plan: &Plan) -> Agenda<'_> {
    let items = plan.milestones();
    let steps = plan.by_step().into_iter();
    let proved = items.iter().copied();
    let proved = proved.filter(|item| item.status == Status::Done && !item.evidence.is_empty());
    let mut newest = newest_first(proved.collect());
    newest.truncate(NEWEST);
    let items: Vec<&Arc<Item>> = items.into_iter().filter(|item| item.id != TALK).collect();
    Agenda {
        steps: steps
            .map(|(step, items)| (step.title, Progress::of(items)))
            .filter(|(_, progress)| progress.all > 0)
            .collect(),
        newest,
        doing: items
            .iter()
            .copied()
            .filter(|item| item.status == Status::Doing)
            .collect(),
        next: next(plan, &items),
    }
}

fn next<'a>(plan: &Plan, items: &[&'a Arc<Item>]) -> Vec<&'a Arc<Item>> {
    let to_do = items.iter().copied();
    let to_do = to_do.filter(|item| item.status == Status::ToDo);
    let (dated, undated): (Vec<_>, Vec<_>) = to_do.partition(|item| day_of(item).is_some());
    let (own, of_guide): (Vec<_>, Vec<_>) = undated.into_iter().partition(|item| item.is_own());
    let mut next: Vec<&Arc<Item>> = Vec::new();
    for item in dated {
        let place = next.partition_point(|other| day_of(other) <= day_of(item));
        next.insert(place, item);
    }
    next.truncate(DATED);
    let experience = of_guide.into_iter();
    let experience = experience.filter(|item| plan.step_of(item) == "experience");
    let missing = NEXT.saturating_sub(next.len());
    next.extend(own.into_iter().chain(experience).take(missing));
    next
}

/// The day that an item has: when it is due, or begins.
fn day_of(item: &Item) -> Option<Day> {
    item.due.or(item.start)
}

/// The title of an item with its day: “Lead a design, due 18 Dec 2026”.
pub fn with_day(item: &Item) -> String {
    let title = item.title.as_str();
    match (item.due, item.start) {
        (Some(due), _) => format!("{title}, due {}", due.in_words()),
        (None, Some(start)) => format!("{title}, from {}", start.in_words()),
        (None, None) => title.to_owned(),
    }
}

/// Where the person still has gaps, as the agenda says it: the widest ones, or why there are none.
pub fn gap_lines(talk: &Talk) -> Vec<String> {
    if !talk.scored {
        return vec!["My skills are not scored yet".to_owned()];
    }
    if talk.gaps.is_empty() {
        return vec!["Every skill that is scored is at its target".to_owned()];
    }
    let mut lines: Vec<String> = talk.gaps.iter().take(GAPS).cloned().collect();
    match talk.gaps.len().saturating_sub(GAPS) {
        0 => {}
        1 => lines.push("1 more skill is below its target".to_owned()),
        more => lines.push(format!("{more} more skills are below their targets")),
    }
    lines
}

// ---- as Markdown --------------------------------------------------------------------------------

/// The evidence as a document, with the questions of a promotion case to be answered.
pub fn evidence_markdown(plan: &Plan, name: &str, today: Day) -> String {
    let Evidence { groups, bare } = evidence(plan);
    let progress = plan.progress();
    let mut text = format!(
        "# What I have done: {}\n\n{}. {progress} milestones are done.\n\n## What a promotion case has to answer\n",
        escaped(name),
        today.in_words()
    );
    for question in QUESTIONS {
        _ = write!(text, "\n### {question}\n\n…\n");
    }
    text += "\n## Evidence, by skill\n";
    if groups.is_empty() {
        text += "\n- Nothing yet\n";
    }
    for group in groups {
        _ = write!(text, "\n### {}\n\n", group.title);
        for item in group.items {
            add_entry(&mut text, item);
        }
    }
    add_list(&mut text, "Done, but nothing written down yet", &bare, "");
    text
}

/// The agenda as a document, with what there is to say of the skills.
pub fn agenda_markdown(plan: &Plan, talk: &Talk, name: &str, today: Day) -> String {
    let agenda = agenda(plan);
    let mut text = format!(
        "# My way to technical lead: {}\n\n{}\n\n## Where I am: what is done\n\n",
        escaped(name),
        today.in_words()
    );
    for (title, progress) in agenda.steps {
        _ = writeln!(text, "- {}: {progress}", escaped(title));
    }
    text += "\n## New since we last talked\n\n";
    for item in &agenda.newest {
        add_entry(&mut text, item);
    }
    if agenda.newest.is_empty() {
        text += "- Nothing yet\n";
    }
    add_list(&mut text, "What I am doing now", &agenda.doing, "");
    let ask = "  - What I need from you: …\n";
    add_list(&mut text, "What I would like next", &agenda.next, ask);
    add_lines(&mut text, "Where I still have gaps", &gap_lines(talk));
    if !talk.agreed.is_empty() {
        add_lines(&mut text, "What is agreed of my skills", &talk.agreed);
    }
    text += "\n## What I would like to know\n\n";
    for ask in ASKS {
        _ = writeln!(text, "- {ask}");
    }
    _ = write!(text, "\n## {AGREE}\n\n- …\n- …\n");
    text
}

/// Lines below a heading.
fn add_lines(text: &mut String, heading: &str, lines: &[String]) {
    _ = write!(text, "\n## {heading}\n\n");
    for line in lines {
        _ = writeln!(text, "- {}", escaped(line));
    }
}

/// The titles of items below a heading, each with `below` under it.
fn add_list(text: &mut String, heading: &str, items: &[&Arc<Item>], below: &str) {
    _ = write!(text, "\n## {heading}\n\n");
    if items.is_empty() {
        *text += "- Nothing yet\n";
    }
    for item in items {
        _ = write!(text, "- {}\n{below}", escaped(&with_day(item)));
    }
}

/// An item with all that shows that it is done.
fn add_entry(text: &mut String, item: &Item) {
    let evidence = &item.evidence;
    _ = write!(text, "- **{}**", escaped(&item.title));
    if let Some(when) = evidence.when {
        _ = write!(text, ", {}", when.in_words());
    }
    text.push('\n');
    for (label, words) in [
        ("", &evidence.what),
        ("Seen by ", &evidence.who),
        ("Done when: ", &item.done_when),
    ] {
        // An entry without words would make a heading of the line above it.
        let words = escaped(words);
        if !words.is_empty() {
            _ = writeln!(text, "  - {label}{words}");
        }
    }
    for link in &item.links {
        let link = link.replace('<', "%3C").replace('>', "%3E");
        _ = writeln!(text, "  - <{link}>");
    }
}

/// A person's text on one line, so that Markdown reads it as words.
fn escaped(text: &str) -> String {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if line.is_empty() {
            line += escaped_start(word);
        } else {
            line.push(' ');
        }
        for c in word.chars() {
            // The sign that starts a number of a list stands behind it.
            let numbers = line
                .trim_end_matches(|c: char| c.is_ascii_digit())
                .is_empty();
            // At the end of a heading, a word of these signs is no part of it.
            let closes = c == '#' && line.ends_with(' ');
            let numbered = numbers && !line.is_empty() && ".)".contains(c);
            if closes || numbered || "\\`|<*[]_&~".contains(c) {
                line.push('\\');
            }
            line.push(c);
        }
    }
    line
}

/// What goes before the first word of a line.
fn escaped_start(word: &str) -> &'static str {
    if word.starts_with(['#', '-', '+', '>', '=', ':']) {
        "\\"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MILESTONES;
    use crate::roadmap::item::{Evidence as Proof, links_in};

    fn item(id: &str, status: Status) -> Item {
        Item {
            id: id.into(),
            step: "experience".into(),
            rank: id.to_owned(),
            title: ["Title of ", id].concat(),
            status,
            ..Item::default()
        }
    }

    fn proved(id: &str, skill: &str, day: &str) -> Item {
        Item {
            skill: skill.into(),
            done_when: "It holds".to_owned(),
            links: links_in("https://example.org/<a>"),
            evidence: Proof {
                what: ["What of ", id].concat(),
                when: Day::parse(day),
                who: "Ada".to_owned(),
            },
            ..item(id, Status::Done)
        }
    }

    fn today() -> Day {
        Day::parse("2026-11-23").expect("a day")
    }

    fn evidence_of(items: Vec<Item>) -> String {
        evidence_markdown(&Plan::from_items(items), "My plan", today())
    }

    fn agenda_of(items: Vec<Item>) -> String {
        agenda_with(items, &Talk::default())
    }

    fn agenda_with(items: Vec<Item>, talk: &Talk) -> String {
        agenda_markdown(&Plan::from_items(items), talk, "P", today())
    }

    fn in_order(text: &str, parts: &[&str]) {
        let mut from = 0;
        for part in parts {
            let found = text[from..].find(part);
            assert!(found.is_some(), "{part} is missing or misplaced in {text}");
            from += found.unwrap_or_default();
        }
    }

    #[test]
    fn evidence_is_grouped_by_skill_and_what_has_none_is_named() {
        let [first, second] = [&SKILL_NAMES[0], &SKILL_NAMES[1]];
        let text = evidence_of(vec![
            proved("a", second.id, "2026-11-01"),
            proved("b", first.id, ""),
            proved("c", "gone", "2026-10-01"),
            item("d", Status::Done),
            item("e", Status::Doing),
        ]);
        in_order(
            &text,
            &[
                "# What I have done: My plan",
                "23 Nov 2026. 4 of 5",
                QUESTIONS[0],
                first.title,
                "Title of b",
                second.title,
                "Title of a",
                "Other",
                "Title of c",
                "nothing written down",
                "Title of d",
            ],
        );
        assert!(text.contains(
            "- **Title of a**, 1 Nov 2026\n  - What of a\n  - Seen by Ada\n  - Done when: It holds\n  - <https://example.org/%3Ca%3E>\n"
        ), "{text}");
        assert!(!text.contains("Title of e"));
    }

    #[test]
    fn an_empty_plan_says_so() {
        assert_eq!(evidence_of(Vec::new()).matches("- Nothing yet").count(), 2);
        let agenda = agenda_of(Vec::new());
        assert_eq!(agenda.matches("- Nothing yet").count(), 3);
        assert!(
            agenda.contains("- My skills are not scored yet\n"),
            "{agenda}"
        );
        assert!(!agenda.contains("What is agreed"), "{agenda}");
    }

    #[test]
    fn the_agenda_has_the_newest_evidence_and_the_next_items() {
        let days = ["03", "07", "01", "05", "02", "06"];
        let mut items: Vec<Item> = days
            .iter()
            .map(|day| proved(day, "", &["2026-11-", day].concat()))
            .collect();
        items.push(proved("undated", "", ""));
        items.push(item("now", Status::Doing));
        items.extend(["w", "x", "y", "z"].map(|id| item(id, Status::ToDo)));
        items.push(Item {
            step: "skills".into(),
            revision: Some(1),
            ..item("no gap", Status::ToDo)
        });
        let talk = Talk {
            scored: true,
            gaps: vec!["A gap".to_owned()],
            agreed: vec!["Agreed on it".to_owned()],
        };
        let text = agenda_with(items, &talk);
        in_order(
            &text,
            &[
                "7 of 12\n",
                "of 07",
                "of 06",
                "of 05",
                "of 03",
                "of 02",
                "doing now",
                "of now",
                "like next",
                "of w",
                "need from you",
                "of y",
                "gaps",
                "A gap",
                "agreed",
                "Agreed on it",
                ASKS[3],
                AGREE,
            ],
        );
        for left_out in ["of 01", "undated", "of z", "no gap"] {
            assert!(!text.contains(left_out), "{left_out}: {text}");
        }
    }

    #[test]
    fn what_has_a_day_comes_first_and_the_talk_itself_is_no_milestone_of_it() {
        let of_guide = |id: &str, step: &str| Item {
            step: step.into(),
            revision: Some(1),
            ..item(id, Status::ToDo)
        };
        let dated = |id: &str, day: &str| Item {
            due: Day::parse(day),
            ..of_guide(id, "skills")
        };
        let plan = |count: usize| {
            let days = ["2027-01-05", "2026-12-18", "2027-03-01", "2027-04-01"];
            let days = days.iter().take(count).enumerate();
            let mut items: Vec<Item> = days
                .map(|(place, day)| dated(&["dated", &place.to_string()].concat(), day))
                .collect();
            items.push(of_guide(TALK, "experience"));
            items.push(of_guide("job", "experience"));
            items.push(of_guide("skill", "skills"));
            items.push(Item {
                step: "degree".into(),
                ..item("own", Status::ToDo)
            });
            Plan::from_items(items)
        };
        let ids = |plan: &Plan| -> Vec<String> {
            let next = agenda(plan).next.into_iter();
            next.map(|item| item.id.to_string()).collect()
        };
        assert_eq!(ids(&plan(0)), ["own", "job"]);
        assert_eq!(ids(&plan(2)), ["dated1", "dated0", "own"]);
        assert_eq!(ids(&plan(4)), ["dated1", "dated0", "dated2", "dated3"]);
        let text = agenda_markdown(&plan(2), &Talk::default(), "P", today());
        assert!(
            text.contains("- Title of dated1, due 18 Dec 2026\n"),
            "{text}"
        );
        assert!(MILESTONES.iter().any(|milestone| milestone.id == TALK));
    }

    #[test]
    fn the_widest_gaps_are_named_and_the_others_counted() {
        let talk = |count: usize| Talk {
            scored: true,
            gaps: (0..count).map(|place| place.to_string()).collect(),
            agreed: Vec::new(),
        };
        assert_eq!(gap_lines(&talk(0)).len(), 1);
        assert_eq!(gap_lines(&talk(5)), ["0", "1", "2", "3", "4"]);
        let lines = gap_lines(&talk(8));
        assert_eq!(lines[5..], ["3 more skills are below their targets"]);
    }

    #[test]
    fn what_a_person_wrote_does_not_change_the_shape() {
        for (text, expected) in [
            ("# No heading", "\\# No heading"),
            ("- no list\n\n- nor this", "\\- no list - nor this"),
            ("12. no number", "12\\. no number"),
            ("3) no", "3\\) no"),
            ("v1.2 stays", "v1.2 stays"),
            ("C# and C #", "C# and C \\#"),
            ("~~not~~ struck ~out~", "\\~\\~not\\~\\~ struck \\~out\\~"),
            ("a `b` | <c> \\", "a \\`b\\` \\| \\<c> \\\\"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
