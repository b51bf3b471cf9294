//! What must hold for any note, and for any words in the documents that are made of a plan.

use guide_core::day::Day;
use guide_core::roadmap::item::{Evidence, Item, Status, links_in};
use guide_core::roadmap::model::Plan;
use guide_core::roadmap::note::{Block, Inline};
use guide_core::roadmap::{note, report};
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag};

/// Text that often looks like Markdown or HTML.
fn text() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "*",
        "**",
        "`",
        "- ",
        "[",
        "](",
        ")",
        "https://example.org/a",
        "http://",
        "javascript:",
        "<script>",
        "</p>",
        "\" onclick=\"x",
        "&lt;",
        "\n",
        "\n\n",
        "# ",
        "1. ",
        "|",
        "word",
        " ",
    ]);
    let piece = prop_oneof![3 => marks.prop_map(str::to_owned), 1 => ".{0,6}"];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Adds the words of a line, and looks at its links.
fn say(line: &[Inline], said: &mut String) {
    for piece in line {
        // A mark between two words has parted them, too.
        said.push(' ');
        match piece {
            Inline::Text(text) | Inline::Code(text) => *said += text,
            Inline::Strong(inner) | Inline::Emphasis(inner) => say(inner, said),
            Inline::Link(words, address) => {
                let is_web = address.starts_with("https://") || address.starts_with("http://");
                assert!(
                    is_web && !address.contains(char::is_whitespace),
                    "{address}"
                );
                *said += words;
                said.push(' ');
                *said += address;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn a_note_has_safe_links_and_all_its_words(note in text()) {
        let mut shown = String::new();
        for block in note::read(&note) {
            let (Block::Paragraph(lines) | Block::List(lines)) = block;
            for line in lines {
                say(&line, &mut shown);
                shown.push('\n');
            }
        }
        let shown = words(&shown);
        for word in words(&note) {
            let count = |list: &[&str]| list.iter().filter(|other| **other == word).count();
            prop_assert!(count(&shown) >= count(&words(&note)), "{word} is lost: {shown:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_words_change_the_shape_of_the_documents(title in text(), what in text(), name in text()) {
        // Neither a title nor a name is ever empty.
        let blank = |text: &str| text.chars().all(|c| c.is_whitespace() || c.is_control());
        prop_assume!(!blank(&title) && !blank(&name));
        let item = Item {
            id: "own-1".into(),
            step: "experience".into(),
            title: title.clone(),
            done_when: what.clone(),
            links: links_in(&what),
            status: Status::Done,
            evidence: Evidence { what, when: None, who: title },
            ..Item::default()
        };
        let bare = Item {
            id: "own-2".into(),
            evidence: Evidence::default(),
            ..item.clone()
        };
        let plan = Plan::from_items([item, bare]);
        let today = Day::from_number(20_780);
        let text = report::evidence_markdown(&plan, &name, today);
        let (mut headings, mut entries) = (0, 0);
        for event in Parser::new(&text) {
            match event {
                Event::Start(Tag::Heading { .. }) => headings += 1,
                Event::Start(Tag::Item) => entries += 1,
                Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_)) | Event::Code(_)
                | Event::Html(_) | Event::InlineHtml(_) | Event::Rule => {
                    prop_assert!(false, "{event:?} in {text}");
                }
                _ => {}
            }
        }
        // The plan's name, the questions and their heading, that of the evidence, “Other” where there
        // is some, and the list of what has none.
        let fixed = 4 + report::QUESTIONS.len();
        prop_assert!((fixed..=fixed + 1).contains(&headings), "{headings} headings in {text}");
        let lines = text.lines().filter(|line| line.trim_start().starts_with("- "));
        prop_assert_eq!(entries, lines.count(), "{}", text);
    }
}
