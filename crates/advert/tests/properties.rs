//! Any text can be pasted into the advert reader.

#![cfg(not(target_arch = "wasm32"))]

use advert_reader::report::{Format, write};
use advert_reader::{Reader, sum_up, unsaid};
use guide_core::content::ADVERT_ROWS;
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

/// Pieces of adverts, and what can stand between them.
fn advert() -> impl Strategy<Value = String> {
    let pieces = vec![
        "You",
        "will",
        "not",
        "no",
        "hire",
        "direct reports",
        "write code",
        "20 %",
        "5",
        "€85,000",
        "one-to-ones",
        "your manager",
        "who",
        "is done by",
        "the tech lead",
        "Requirements",
        ":",
        "## ",
        "\n",
        "\r\n",
        "- ",
        ". ",
        ", ",
        "; ",
        " ",
        "We",
        "but",
        "architecture",
        "<li>",
        "</li>",
        "’",
        "\u{301}",
        "🙂",
        "ß",
        "日本",
        "\u{a0}",
        "\u{2028}",
        "on\u{2011}call",
        "k",
        "100k",
        "%",
        "…",
    ];
    vec(proptest::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_the_same_way_twice(text in prop_oneof![advert(), any::<String>()]) {
        let read = READER.read(&text);
        prop_assert_eq!(&read, &READER.read(&text));
        prop_assert_eq!(read.rows.len(), ADVERT_ROWS.len());
        let marks = read.marks();
        let summary = sum_up(&read, &marks);
        prop_assert_eq!(summary.said() + unsaid(&marks).len(), ADVERT_ROWS.len());
        prop_assert!(!write(&read, &marks, Format::Markdown).is_empty());
    }

    #[test]
    fn every_mark_has_its_words_and_they_are_of_the_text(text in advert()) {
        let flat = text.replace(['\n', '\r', '\t'], " ");
        for row in READER.read(&text).rows {
            prop_assert_eq!(row.mark.is_some(), !row.quotes.is_empty());
            for quote in row.quotes {
                prop_assert!(flat.contains(&quote.words), "{:?}", quote);
            }
        }
    }

    #[test]
    fn an_advert_and_a_line_of_nothing_say_what_the_advert_says(text in advert()) {
        let alone = READER.read(&text);
        let longer = READER.read(&[&text, "\n\n\nLorem ipsum dolor sit amet.\n"].concat());
        prop_assert_eq!(alone.marks(), longer.marks());
    }
}
