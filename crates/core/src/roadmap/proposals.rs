//! Items for skills, from a link of the skills page: `add=<skill>.<level>,…`.
//!
//! The words of the skills stand in the page's file, not in the app.

use super::exchange::button;
use super::item::{Item, one_line};
use super::model::Plan;
use crate::markup::Markup;

/// What the fragment of a link that proposes items starts with.
pub const ADD: &str = "add=";

/// The names of the levels 1 to 4.
const LEVELS: [&str; 4] = ["aware", "solid", "leads", "multiplies"];

/// Most entries that are read: sixteen skills with four levels.
const LIMIT: usize = 64;

/// What a link proposes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposals {
    /// Items that can be added.
    pub items: Vec<Item>,
    /// Titles of those that are in the plan.
    pub there: Vec<String>,
    /// Entries that mean nothing.
    pub unknown: Vec<String>,
}

/// Reads a fragment that starts with [`ADD`]. `words` has a line for each skill, its id and its title,
/// and one for each of its levels, id, full stop, level, and what one does there.
pub fn read(fragment: &str, words: &str, plan: &Plan) -> Proposals {
    let list = fragment.strip_prefix(ADD).unwrap_or_default();
    let line = |name: &str| {
        let mut lines = words.lines().filter_map(|line| line.split_once(' '));
        lines
            .find(|(known, _)| *known == name)
            .map(|(_, text)| text)
    };
    let mut found = Proposals::default();
    let entries = list.split(',').filter(|entry| !entry.is_empty());
    for entry in entries.take(LIMIT) {
        let known = entry.split_once('.').and_then(|(skill, level)| {
            let number: usize = level.parse().ok()?;
            let name = LEVELS.get(number.checked_sub(1)?)?;
            Some((skill, level, line(skill)?, name, line(entry)?))
        });
        let Some((skill, level, title, name, behaviour)) = known else {
            found.unknown.push(one_line(entry, 40));
            continue;
        };
        let id = format!("own-skill-{skill}-{level}");
        let title = format!("{title}: reach “{name}”");
        if plan.item(&id).is_some() {
            found.there.push(title);
        } else if !found.items.iter().any(|item| item.id == id.as_str()) {
            found.items.push(Item {
                id: id.into(),
                step: "skills".into(),
                title,
                done_when: behaviour.to_owned(),
                skill: skill.into(),
                ..Item::default()
            });
        }
    }
    found
}

/// What would be added, as HTML.
pub fn preview(proposals: &Proposals) -> String {
    let mut html = Markup::new();
    html.open("section").attribute("class", "incoming");
    html.element("h2", "From your skills: add to your plan?")
        .open("ul");
    for item in &proposals.items {
        html.open("li").text(&item.title);
        html.element("small", &item.done_when).close("li");
    }
    for title in &proposals.there {
        html.open("li").text(title);
        html.element("small", "In your plan already").close("li");
    }
    html.close("ul");
    if !proposals.unknown.is_empty() {
        html.open("p")
            .text("Part of the link is not understood and was left out: ");
        html.text(&proposals.unknown.join(", "))
            .text(".")
            .close("p");
    }
    html.open("p");
    if !proposals.items.is_empty() {
        button(&mut html, "incoming-add", "Add");
        html.text(" ");
    }
    button(&mut html, "incoming-close", "Close");
    html.close("p").close("section");
    html.into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str =
        "design System design\ndesign.3 Leads a design.\ndesign.4 Teaches design.\n";

    #[test]
    fn known_entries_become_items_and_the_others_are_named() {
        let plan = Plan::template();
        let link = "add=design.3,design.3,<b>.2,design.9,design,design.03,design.4";
        let found = read(link, WORDS, &plan);
        let titles: Vec<&str> = found.items.iter().map(|item| item.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "System design: reach “leads”",
                "System design: reach “multiplies”"
            ]
        );
        assert_eq!(found.items[0].done_when, "Leads a design.");
        assert_eq!(found.unknown, ["<b>.2", "design.9", "design", "design.03"]);
        assert!(!preview(&found).contains("<b>"));

        let mut plan = plan;
        let edit = plan.add_all(found.items).expect("possible");
        assert_eq!(edit.changes.len(), 2);
        plan.apply(&edit);
        let again = read(link, WORDS, &plan);
        assert_eq!((again.items.len(), again.there.len()), (0, 3));
    }
}
