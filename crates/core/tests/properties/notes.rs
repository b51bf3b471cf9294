//! What must hold for any note, and for any words in the documents that are made of a plan.

use guide_core::day::Day;
use guide_core::roadmap::item::{Evidence, Item, Status, links_in};
use guide_core::roadmap::model::Plan;
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn a_note_has_known_elements_safe_links_and_all_its_words(note in text()) {
        let html = note::show(&note).into_html();
        let link_end = "\" rel=\"external noopener noreferrer\"";
        for tag in html.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let known = ["p", "br", "ul", "li", "strong", "em", "code", "a"];
            let known = known.contains(&tag.trim_start_matches('/'));
            let link = tag
                .strip_prefix("a href=\"")
                .and_then(|tag| tag.strip_suffix(link_end))
                .is_some_and(|address| {
                    (address.starts_with("https://") || address.starts_with("http://"))
                        && !address.contains('"')
                });
            prop_assert!(known || link, "{tag} in {html}");
        }
        let shown = words(&html);
        for word in words(&note) {
            let count = |list: &[&str]| list.iter().filter(|other| **other == word).count();
            prop_assert!(count(&shown) >= count(&words(&note)), "{word} is lost: {html}");
        }
    }

    #[test]
    fn elements_of_a_note_are_closed_in_order(note in text()) {
        let html = note::show(&note).into_html();
        let mut open: Vec<&str> = Vec::new();
        for tag in html.split('<').skip(1) {
            let tag = tag.split(['>', ' ']).next().unwrap_or_default();
            match tag.strip_prefix('/') {
                Some(closed) => prop_assert_eq!(open.pop(), Some(closed)),
                None if tag == "br" => {}
                None => open.push(tag),
            }
        }
        prop_assert!(open.is_empty(), "{html}");
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
        let text = report::packet("# {plan}\n\n{evidence}\n\n## Bare\n\n{bare}\n", "", &plan, &name, today);
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
        // The plan's name, “Other” where there is evidence, and the list of what has none.
        prop_assert!((2..=3).contains(&headings), "{headings} headings in {text}");
        let lines = text.lines().filter(|line| line.trim_start().starts_with("- "));
        prop_assert_eq!(entries, lines.count(), "{}", text);
    }
}
