//! An item as it is read, as HTML: its words, what is known of it, and its buttons.

use super::item::{Effort, Item, Status};
use super::model::milestone;
use super::note;
use crate::content::Milestone;
use crate::day::Day;
use crate::markup::Markup;

/// The words of an item. `how_to` is the address of the section of the guide that helps, empty where
/// there is none; `today` is known in the browser only.
pub fn words(item: &Item, how_to: &str, today: Option<Day>) -> String {
    let mut html = Markup::new();
    html.open("label")
        .attribute("for", &["tick-", &item.id].concat())
        .text(&item.title)
        .close("label");
    small(&mut html, "", &item.done_when);
    if !item.note.is_empty() {
        html.open("div")
            .attribute("class", "own-note")
            .append(&note::show(&item.note))
            .close("div");
    }
    small(&mut html, "proof", &proof(item));
    about(&mut html, item, how_to, today);
    html.into_html()
}

/// The buttons of an item, and the box to choose it together with others.
pub fn buttons(item: &Item) -> String {
    let mut html = Markup::new();
    html.open("label").attribute("class", "chosen");
    html.open("input").attribute("type", "checkbox");
    html.attribute("name", "chosen")
        .attribute("value", &item.id)
        .text(" Choose")
        .close("label");
    let buttons = [
        ("edit", "Edit"),
        ("up", "Up"),
        ("down", "Down"),
        ("duplicate", "Copy"),
        ("delete", "Delete"),
    ];
    for (act, name) in buttons {
        html.open("button")
            .attribute("type", "button")
            .attribute("class", "plain")
            .attribute("id", &[act, "-", &item.id].concat())
            .attribute("data-act", act)
            .attribute("data-item", &item.id)
            .text(name)
            .open("span")
            .attribute("class", "unseen")
            .text(": ")
            .text(&item.title)
            .close("span")
            .close("button");
    }
    html.into_html()
}

fn small(html: &mut Markup, class: &str, text: &str) {
    if !text.is_empty() {
        html.open("small");
        if !class.is_empty() {
            html.attribute("class", class);
        }
        html.text(text).close("small");
    }
}

fn proof(item: &Item) -> String {
    let evidence = &item.evidence;
    if evidence.is_empty() {
        return String::new();
    }
    let mut text = ["Evidence: ", &evidence.what].concat();
    let when = evidence.when.map(Day::in_words).unwrap_or_default();
    for part in [&when, &evidence.who] {
        if !part.is_empty() {
            text += " · ";
            text += part;
        }
    }
    text
}

/// Status, effort, dates and links on one line.
fn about(html: &mut Markup, item: &Item, how_to: &str, today: Option<Day>) {
    let guide = milestone(&item.id);
    let mut facts = Vec::new();
    if matches!(item.status, Status::Doing | Status::Skipped) {
        facts.push(item.status.title().to_owned());
    }
    if let Some(effort) = item.effort {
        facts.push(effort_in_words(effort, guide));
    }
    if let Some(start) = item.start {
        facts.push(["from ", &start.in_words()].concat());
    }
    if let Some(due) = item.due {
        let late = item.is_open() && today.is_some_and(|today| due < today);
        let words = if late { "was due " } else { "due " };
        facts.push([words, &due.in_words()].concat());
    }
    let resources = guide.map_or(&[][..], |milestone| milestone.resources);
    if facts.is_empty() && how_to.is_empty() && item.links.is_empty() {
        return;
    }
    html.open("small").attribute("class", "about");
    html.text(&facts.join(" · "));
    let mut first = facts.is_empty();
    if !how_to.is_empty() {
        link(html, &mut first, how_to, "How to", false);
        html.open("span").attribute("class", "unseen");
        html.text(": ").text(&item.title).close("span");
    }
    for resource in resources {
        link(html, &mut first, resource.url, resource.title, true);
    }
    for address in &item.links {
        link(html, &mut first, address, without_scheme(address), true);
    }
    html.close("small");
}

fn link(html: &mut Markup, first: &mut bool, address: &str, text: &str, elsewhere: bool) {
    if !*first {
        html.text(" · ");
    }
    *first = false;
    html.open("a").attribute("href", address);
    if elsewhere {
        html.attribute("rel", "external noopener noreferrer");
    }
    html.text(text).close("a");
}

/// The effort of an item. Where it is still the guide's, with how long it takes and what of it is
/// ordinary work.
fn effort_in_words(effort: Effort, guide: Option<&Milestone>) -> String {
    let hours = hours_in_words(effort.low, effort.high);
    match guide {
        Some(milestone) if milestone.hours == (effort.low, effort.high) => {
            let extra = [milestone.effort, ", ", &hours].concat();
            match milestone.normal_hours {
                Some((low, high)) => {
                    let normal = hours_in_words(low, high);
                    [&extra, " of your own and ", &normal, " at work"].concat()
                }
                None => extra,
            }
        }
        _ => hours,
    }
}

fn hours_in_words(low: u32, high: u32) -> String {
    if low == high {
        [&high.to_string(), " hours"].concat()
    } else {
        [&low.to_string(), "–", &high.to_string(), " hours"].concat()
    }
}

fn without_scheme(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::item::links_in;

    #[test]
    fn what_a_person_wrote_stays_text() {
        let item = Item {
            id: "own-1".into(),
            title: "<b>x</b>".to_owned(),
            note: "<img src=x onerror=alert(1)>".to_owned(),
            links: links_in("javascript:alert(1) https://example.org/\"><script>"),
            ..Item::default()
        };
        let html = words(&item, "", None) + &buttons(&item);
        assert!(!html.contains("<b>") && !html.contains("<img") && !html.contains("<script"));
        assert!(!html.contains("javascript:"));
        assert_eq!(html.matches("<a ").count(), 1);
    }

    #[test]
    fn hours_at_work_are_told_from_those_on_top_until_the_person_says_otherwise() {
        let milestone = milestone("own-a-subsystem").expect("it is there");
        let mut item = Item::of_guide(milestone, String::new());
        let about = |item: &Item| words(item, "", None);
        assert!(about(&item).contains("10–30 hours of your own and 80–200 hours at work"));
        item.effort = Effort::new(5, 6);
        assert!(about(&item).contains("5–6 hours"));
        assert!(!about(&item).contains("at work"));
    }

    #[test]
    fn a_day_that_is_over_is_said_without_reproach() {
        let item = Item {
            due: Day::parse("2026-11-01"),
            ..Item::default()
        };
        let today = Day::parse("2026-11-23");
        assert!(words(&item, "", today).contains("was due 1 Nov 2026"));
        assert!(words(&item, "", None).contains("due 1 Nov 2026"));
        let done = Item {
            status: Status::Done,
            ..item
        };
        assert!(!words(&done, "", today).contains("was due"));
    }

    #[test]
    fn the_guides_estimate_is_shown_in_words_until_it_is_changed() {
        let milestone = &crate::content::MILESTONES[0];
        let item = Item::of_guide(milestone, "n".to_owned());
        assert!(words(&item, "", None).contains(milestone.effort));
        let own = Item {
            effort: Effort::new(1, 2),
            ..item
        };
        assert!(words(&own, "", None).contains("1–2 hours"));
        assert!(!words(&own, "", None).contains(milestone.effort));
    }
}
