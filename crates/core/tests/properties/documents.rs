//! What must hold for the packet and the agenda whatever a person has written: a reader of Markdown,
//! with the extensions that hosts of code use, finds the same document around the same words.

use guide_core::day::Day;
use guide_core::gaps::Talk;
use guide_core::roadmap::item::{Evidence, Item, Status};
use guide_core::roadmap::model::Plan;
use guide_core::roadmap::report;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

/// Stands between the texts of two elements; no text has it.
const EDGE: char = '\u{e000}';

/// The kinds of a document's elements in order, and the texts between them.
fn read(markdown: &str) -> (Vec<String>, Vec<String>) {
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut kinds = Vec::new();
    let mut text = String::new();
    for event in Parser::new_ext(markdown, extensions) {
        match event {
            Event::Text(part) => text += &part,
            Event::SoftBreak => text.push(' '),
            other => {
                kinds.push(match other {
                    Event::Start(tag) => format!("{:?}", tag.to_end()),
                    Event::End(tag) => format!("/{tag:?}"),
                    other => format!("{other:?}"),
                });
                text.push(EDGE);
            }
        }
    }
    (kinds, text.split(EDGE).map(words).collect())
}

/// The words of a text, with one space between them.
fn words(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Text in which most characters mean something in Markdown.
fn hostile() -> impl Strategy<Value = String> {
    let text = "[-a-z0-9 #*_`~<>\\[\\]()!|\\\\&;:./+=\"'{}^$\n\u{e9}\u{3042}]{1,30}";
    text.prop_filter("it has words", |text: &String| !words(text).is_empty())
}

/// A plan with one item that is done, one under way, and one to do; and its two documents.
fn documents(name: &str, title: &str, what: &str) -> [String; 2] {
    let item = |id: &str, status| Item {
        id: id.into(),
        step: "experience".into(),
        rank: id.to_owned(),
        title: title.to_owned(),
        done_when: what.to_owned(),
        status,
        ..Item::default()
    };
    let evidence = Evidence {
        what: what.to_owned(),
        when: Some(Day::from_number(20_780)),
        who: what.to_owned(),
    };
    let items = [
        Item {
            evidence,
            ..item("a", Status::Done)
        },
        item("b", Status::Done),
        item("c", Status::Doing),
        item("d", Status::ToDo),
    ];
    let plan = Plan::from_items(items);
    let today = Day::from_number(20_780);
    // What was agreed has a sentence of the person's own.
    let talk = Talk {
        scored: true,
        gaps: vec!["System design: from 1 to 2".to_owned()],
        agreed: vec![what.to_owned()],
    };
    [
        report::evidence_markdown(&plan, name, today),
        report::agenda_markdown(&plan, &talk, name, today),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_changes_the_shape_of_a_document(name in hostile(), title in hostile(), what in hostile()) {
        let plain = documents("name", "title", "what");
        for (document, plain) in documents(&name, &title, &what).iter().zip(&plain) {
            let (kinds, texts) = read(document);
            prop_assert_eq!(&kinds, &read(plain).0, "{}", document);
            for text in [&name, &title, &what] {
                let text = words(text);
                // A heading has its own words before the name.
                let is_there = |found: &String| *found == text || found.ends_with(&format!(": {text}"));
                prop_assert!(texts.iter().any(is_there), "{:?} is not in {}", text, document);
            }
        }
    }
}
