//! What a person takes from the plan into a talk: two documents in Markdown.
//!
//! Their fixed words stand in the page's file, with places in braces for what is known of the plan:
//! [`packet`] and [`agenda`] fill those. What a person wrote cannot change the shape of a document.

use super::item::{Item, Status};
use super::model::{Plan, Progress};
use crate::day::Day;
use std::sync::Arc;

/// How many pieces of evidence, and how many gaps, a talk has time for.
const NEWEST: usize = 5;
const GAPS: usize = 3;
const NEXT: usize = 3;

/// Stands where a plan has nothing to say.
const NOTHING: &str = "- Nothing yet\n";

/// The packet: what is done, with evidence by skill, then what is done and not written down.
///
/// `words` has places for `plan`, `day`, `done`, `all`, `evidence` and `bare`; `skills` has an id and
/// a title on each line, in the order in which they are listed.
pub fn packet(words: &str, skills: &str, plan: &Plan, name: &str, today: Day) -> String {
    let items = plan.milestones();
    let done = items.iter().filter(|item| item.status == Status::Done);
    let (bare, proved): (Vec<&Arc<Item>>, Vec<&Arc<Item>>) =
        done.partition(|item| item.evidence.is_empty());
    let skills: Vec<(&str, &str)> = skills
        .lines()
        .filter_map(|line| line.trim().split_once(' '))
        .collect();
    let mut evidence = String::new();
    for (id, title) in &skills {
        let of_skill = proved.iter().filter(|item| item.skill == *id);
        add_group(&mut evidence, title, of_skill.copied());
    }
    let others = proved.iter().filter(|item| {
        let known = skills.iter().any(|(id, _)| item.skill == *id);
        !known
    });
    add_group(&mut evidence, "Other", others.copied());
    let Progress { done, all } = plan.progress();
    let values = [
        ("plan", escaped(name)),
        ("day", today.in_words()),
        ("done", done.to_string()),
        ("all", all.to_string()),
        ("evidence", or_nothing(evidence)),
        ("bare", or_nothing(list(bare.into_iter(), ""))),
    ];
    fill(words, &values)
}

/// The agenda of a talk with one's manager. `words` has places for `plan`, `day`, `steps`, `newest`,
/// `doing`, `next` and `gaps`; `ask` is the line below everything that the person would like next.
pub fn agenda(words: &str, ask: &str, plan: &Plan, name: &str, today: Day) -> String {
    let items = plan.milestones();
    let mut steps = String::new();
    for (step, items) in plan.by_step() {
        let Progress { done, all } = Progress::of(items);
        let [done, all] = [done, all].map(|count| count.to_string());
        for part in ["- ", &escaped(step.title), ": ", &done, " of ", &all, "\n"] {
            steps += part;
        }
    }
    let mut newest = String::new();
    for item in newest_evidence(&items) {
        add_entry(&mut newest, item);
    }
    let doing = items.iter().filter(|item| item.status == Status::Doing);
    let to_do = |step: &'static str| {
        let of_step = plan.in_step(step).into_iter();
        of_step.filter(|item| item.status == Status::ToDo)
    };
    let values = [
        ("plan", escaped(name)),
        ("day", today.in_words()),
        ("steps", steps),
        ("newest", or_nothing(newest)),
        ("doing", or_nothing(list(doing.copied(), ""))),
        (
            "next",
            or_nothing(list(to_do("experience").take(NEXT), ask)),
        ),
        ("gaps", or_nothing(list(to_do("skills").take(GAPS), ""))),
    ];
    fill(words, &values)
}

/// The newest first; what has no day is older than what has one.
fn newest_evidence<'a>(items: &[&'a Arc<Item>]) -> Vec<&'a Arc<Item>> {
    let mut newest: Vec<&Arc<Item>> = Vec::new();
    for item in items {
        if item.status != Status::Done || item.evidence.is_empty() {
            continue;
        }
        let is_newer = |other: &&Arc<Item>| item.evidence.when > other.evidence.when;
        let place = newest.iter().position(is_newer).unwrap_or(newest.len());
        if place < NEWEST {
            newest.truncate(NEWEST - 1);
            newest.insert(place, item);
        }
    }
    newest
}

fn add_group<'a>(text: &mut String, title: &str, items: impl Iterator<Item = &'a Arc<Item>>) {
    let mut entries = String::new();
    for item in items {
        add_entry(&mut entries, item);
    }
    if !entries.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        for part in ["### ", title, "\n\n", &entries] {
            *text += part;
        }
    }
}

/// An item with all that shows that it is done.
fn add_entry(text: &mut String, item: &Item) {
    let evidence = &item.evidence;
    for part in ["- **", &escaped(&item.title), "**"] {
        *text += part;
    }
    if let Some(when) = evidence.when {
        *text += ", ";
        *text += &when.in_words();
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
            for part in ["  - ", label, &words, "\n"] {
                *text += part;
            }
        }
    }
    for link in &item.links {
        let link = link.replace('<', "%3C").replace('>', "%3E");
        for part in ["  - <", &link, ">\n"] {
            *text += part;
        }
    }
}

/// The titles of items, each with `below` under it.
fn list<'a>(items: impl Iterator<Item = &'a Arc<Item>>, below: &str) -> String {
    let mut text = String::new();
    for item in items {
        for part in ["- ", &escaped(&item.title), "\n"] {
            text += part;
        }
        if !below.is_empty() {
            for part in ["  - ", below, "\n"] {
                text += part;
            }
        }
    }
    text
}

fn or_nothing(text: String) -> String {
    if text.is_empty() {
        NOTHING.to_owned()
    } else {
        text
    }
}

/// Puts the values into the places of `words`. What a value says is not looked at again.
fn fill(words: &str, values: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (place, part) in words.split('{').enumerate() {
        let (name, rest) = part.split_once('}').unwrap_or(("", part));
        let value = values.iter().find(|(known, _)| *known == name);
        match value {
            Some((_, value)) if place > 0 => {
                text += value.trim_end();
                text += rest;
            }
            _ => text += part,
        }
    }
    text
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
    use crate::roadmap::item::{Evidence, links_in};
    use crate::roadmap::model::Plan;

    const SKILLS: &str = "feedback Giving feedback\ndecisions Deciding\n";
    const PACKET: &str =
        "# {plan}\n\n{day}, {done} of {all} {unknown}\n\n{evidence}\n\n## Bare\n\n{bare}\n";
    const AGENDA: &str = "# {plan}\n{steps}\n## New\n{newest}\n## Doing\n{doing}\n## Next\n{next}\n## Gaps\n{gaps}\n";

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
            evidence: Evidence {
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

    fn packet_of(items: Vec<Item>) -> String {
        packet(PACKET, SKILLS, &Plan::from_items(items), "My plan", today())
    }

    fn agenda_of(items: Vec<Item>) -> String {
        agenda(AGENDA, "From you:", &Plan::from_items(items), "P", today())
    }

    #[test]
    fn the_packet_groups_evidence_by_skill_and_names_what_has_none() {
        let text = packet_of(vec![
            proved("a", "decisions", "2026-11-01"),
            proved("b", "feedback", ""),
            proved("c", "gone", "2026-10-01"),
            item("d", Status::Done),
            item("e", Status::Doing),
        ]);
        assert!(
            text.starts_with("# My plan\n\n23 Nov 2026, 4 of 5 unknown}\n\n### Giving feedback\n"),
            "{text}"
        );
        let places = [
            "feedback",
            "Title of b",
            "Deciding",
            "Title of a",
            "Other",
            "Title of c",
            "## Bare",
            "Title of d",
        ];
        let places = places.map(|part| text.find(part).expect(part));
        assert!(places.is_sorted(), "{text}");
        assert!(text.contains(
            "- **Title of a**, 1 Nov 2026\n  - What of a\n  - Seen by Ada\n  - Done when: It holds\n  - <https://example.org/%3Ca%3E>\n"
        ), "{text}");
        assert!(!text.contains("Title of e"));
    }

    #[test]
    fn an_empty_plan_says_so() {
        assert_eq!(packet_of(Vec::new()).matches("- Nothing yet").count(), 2);
        assert_eq!(agenda_of(Vec::new()).matches("- Nothing yet").count(), 4);
    }

    #[test]
    fn the_agenda_has_the_newest_evidence_and_the_next_items() {
        let mut items: Vec<Item> = ["03", "07", "01", "05", "02", "06"]
            .iter()
            .map(|day| proved(day, "", &["2026-11-", day].concat()))
            .collect();
        items.push(proved("undated", "", ""));
        items.push(item("now", Status::Doing));
        items.extend(["w", "x", "y", "z"].map(|id| item(id, Status::ToDo)));
        items.push(Item {
            step: "skills".into(),
            ..item("gap", Status::ToDo)
        });
        let text = agenda_of(items);
        assert!(text.contains("7 of 12\n"), "{text}");
        let places = [
            "of 07",
            "of 06",
            "of 05",
            "of 03",
            "of 02",
            "## Doing",
            "of now",
            "## Next",
            "of w",
            "From you:",
            "of y",
            "## Gaps",
            "of gap",
        ];
        let places = places.map(|part| text.find(part).expect(part));
        assert!(places.is_sorted(), "{text}");
        for left_out in ["of 01", "undated", "of z"] {
            assert!(!text.contains(left_out), "{left_out}: {text}");
        }
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
            ("{plan}", "{plan}"),
        ] {
            assert_eq!(escaped(text), expected);
        }
        let shaped = Item {
            title: "{bare} # x".to_owned(),
            ..item("a", Status::Done)
        };
        let text = packet_of(vec![shaped]);
        assert!(text.ends_with("- {bare} \\# x\n"), "{text}");
    }
}
