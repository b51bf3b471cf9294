use super::report::{Format, counts, headline, kind, write};
use super::*;

fn read(text: &str) -> Reading {
    Reader::new().read(text)
}

/// The mark of a row.
fn mark(text: &str, row: &str) -> Option<AdvertMark> {
    read(text).rows[place(row)].mark
}

fn place(id: &str) -> usize {
    let place = ADVERT_ROWS.iter().position(|row| row.id == id);
    place.unwrap_or_else(|| panic!("there is no row {id}"))
}

/// The answer to a question about the kind of job, counted from 1.
fn answer(text: &str, question: &str) -> Option<usize> {
    let place = JOB_QUESTIONS
        .iter()
        .position(|known| known.id == question)
        .expect("it is asked");
    let read = read(text);
    sum_up(&read, &read.marks()).answers[place].map(|answer| answer + 1)
}

#[test]
fn what_is_denied_reads_the_other_way_round() {
    for (text, row, expected) in [
        (
            "You have five direct reports.",
            "direct-reports",
            AdvertMark::Manager,
        ),
        (
            "You have no direct reports.",
            "direct-reports",
            AdvertMark::Lead,
        ),
        (
            "You are not responsible for hiring.",
            "hiring",
            AdvertMark::Lead,
        ),
        ("You will hire engineers.", "hiring", AdvertMark::Manager),
        ("You won’t write code.", "coding-time", AdvertMark::Manager),
        (
            "This role has no line management, hiring or pay.",
            "hiring",
            AdvertMark::Lead,
        ),
        (
            "You do not only write code.",
            "coding-time",
            AdvertMark::Lead,
        ),
        (
            "People management is not part of this role.",
            "direct-reports",
            AdvertMark::Lead,
        ),
    ] {
        assert_eq!(mark(text, row), Some(expected), "{text}");
    }
    assert!(read("You have no direct reports.").rows[place("direct-reports")].quotes[0].is_denied);
}

#[test]
fn a_denial_ends_with_its_part_of_the_sentence() {
    for (text, row, expected) in [
        (
            "You do not manage people, but you write code.",
            "coding-time",
            AdvertMark::Lead,
        ),
        (
            "No meetings before ten; you hire the team.",
            "hiring",
            AdvertMark::Manager,
        ),
        (
            "When the team cannot agree, you make the call.",
            "technical-decisions",
            AdvertMark::Lead,
        ),
    ] {
        assert_eq!(mark(text, row), Some(expected), "{text}");
    }
}

#[test]
fn what_others_do_is_not_the_jobs() {
    for text in [
        "Your manager writes the performance reviews.",
        "Performance reviews are done by the engineering manager.",
        "Performance reviews stay with your manager.",
        "You report to a manager, who does the performance reviews.",
    ] {
        assert_eq!(
            mark(text, "direct-reports"),
            Some(AdvertMark::Lead),
            "{text}"
        );
    }
    let text = "Engineering Manager\n\nThe engineering manager writes the performance reviews.";
    assert_eq!(mark(text, "direct-reports"), Some(AdvertMark::Manager));
    let text = "Engineering Manager\n\nThe tech lead owns the architecture.";
    assert_eq!(mark(text, "architecture"), Some(AdvertMark::Manager));
}

#[test]
fn shares_of_the_week_are_numbers_and_words() {
    for (text, expected) in [
        ("Up to 20 % coding", Some(3)),
        ("You spend 40% of your time coding.", Some(2)),
        ("70 percent of the week is coding", Some(1)),
        ("Half of your time you write code.", Some(2)),
        ("You write code about four days of five.", Some(1)),
        ("You write code.", None),
    ] {
        assert_eq!(answer(text, "coding"), expected, "{text}");
    }
}

#[test]
fn reports_are_counted() {
    for (text, expected) in [
        ("You have 5 direct reports.", Some(5)),
        ("Line manage six engineers.", Some(6)),
        ("You hold one-to-ones with six engineers.", Some(6)),
        ("Twelve engineers report to you.", Some(12)),
        ("You lead a team of 8 engineers.", None),
        ("You have no direct reports.", None),
    ] {
        assert_eq!(read(text).reports, expected, "{text}");
    }
}

#[test]
fn what_the_company_says_of_itself_does_not_count() {
    let about = "## About us\nWe hire the best. Managers hold weekly one-to-ones.\n\n## Your tasks\n- Review code";
    assert_eq!(mark(about, "hiring"), None);
    assert_eq!(mark(about, "one-to-ones"), None);
    assert_eq!(mark(about, "code-review"), Some(AdvertMark::Lead));
    assert_eq!(mark("We hire regardless of age.", "hiring"), None);
    assert_eq!(
        mark("Benefits:\nSalary of 70,000 euros", "pay-and-grade"),
        Some(AdvertMark::Either)
    );
}

#[test]
fn what_is_asked_for_counts_where_nothing_else_is_said() {
    let asked = "Requirements\n- Experience with line management";
    assert_eq!(mark(asked, "direct-reports"), Some(AdvertMark::Manager));
    let both = "Responsibilities\n- You have no direct reports\n\nRequirements\n- Experience with line management";
    assert_eq!(mark(both, "direct-reports"), Some(AdvertMark::Lead));
}

#[test]
fn under_a_heading_of_what_it_is_not_all_is_denied() {
    let text = "What you won’t be doing\n- Line management\n\nWhat you will do\n- Hiring";
    assert_eq!(mark(text, "direct-reports"), Some(AdvertMark::Lead));
    assert_eq!(mark(text, "hiring"), Some(AdvertMark::Manager));
}

#[test]
fn a_quote_has_the_words_in_the_middle_of_their_sentence() {
    let found = read("Nothing here. You will hold\u{a0}one-to-ones with everybody. Nothing there.");
    let quote = &found.rows[place("one-to-ones")].quotes[0];
    assert_eq!(quote.before, "You will hold\u{a0}");
    assert_eq!(quote.words, "one-to-ones");
    assert_eq!(quote.after, " with everybody");

    let long = format!("{} one-to-ones {}", "ä ".repeat(400), "ö ".repeat(400));
    let found = read(&long);
    let quote = &found.rows[place("one-to-ones")].quotes[0];
    assert!(
        quote.before.starts_with("… ä") && quote.after.ends_with("ö …"),
        "{quote:?}"
    );
    assert!(quote.before.len() < 200, "{quote:?}");
}

#[test]
fn html_is_text() {
    let html =
        "<h2>Requirements</h2><ul><li><b>Hold</b> one-to-ones</li></ul><script>alert(1)</script>";
    let read = read(html);
    let quotes = &read.rows[place("one-to-ones")].quotes;
    assert_eq!(quotes[0].words, "one-to-ones");
}

#[test]
fn a_changed_mark_changes_the_sum_and_its_answer() {
    let read =
        read("You have no direct reports. You write code. You review code. You mentor engineers.");
    let mut marks = read.marks();
    let before = sum_up(&read, &marks);
    assert_eq!(
        (before.verdict, before.has_reports),
        (Verdict::Lead, Some(false))
    );
    assert_eq!(
        headline(&before, read.reports),
        "Reads like a lead’s job without reports."
    );

    let row = place("direct-reports");
    marks[row] = Some(AdvertMark::Manager);
    let after = sum_up(&read, &marks);
    assert_eq!(after.has_reports, Some(true));
    let question = ADVERT_ROWS[row].question.expect("it is asked");
    assert_eq!(
        (before.answers[question], after.answers[question]),
        (Some(2), Some(0))
    );
    marks[row] = None;
    assert_eq!(sum_up(&read, &marks).answers[question], None);
    assert_eq!(unsaid(&marks)[0], row);
}

#[test]
fn a_text_that_says_nothing_says_so() {
    for text in ["", " \n\n", "Lorem ipsum dolor sit amet.", "🙂\u{301}\0"] {
        let read = read(text);
        let summary = sum_up(&read, &read.marks());
        assert_eq!(summary.verdict, Verdict::Nothing, "{text}");
        assert_eq!(unsaid(&read.marks()).len(), ADVERT_ROWS.len());
    }
}

#[test]
fn the_report_has_the_answer_first_then_what_is_said_then_what_to_ask() {
    let read =
        read("You have 5 direct reports. You decide on the technology. You write little code.");
    let marks = read.marks();
    let summary = sum_up(&read, &marks);
    assert!(summary.placed.is_some(), "{summary:?}");
    let text = write(&read, &marks, Format::Markdown);
    let order = [
        headline(&summary, read.reports),
        counts(&summary),
        kind(summary.placed.as_ref()),
        "## Said".to_owned(),
        "“You have **5 direct reports**”".to_owned(),
        "## Which kind of job".to_owned(),
        "## Not said: ask".to_owned(),
    ];
    let places: Vec<_> = order.iter().map(|part| text.find(part.as_str())).collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?}\n{text}"
    );
    assert!(!write(&read, &marks, Format::Text).contains(['#', '*']));
}

#[test]
fn every_row_has_terms_or_a_reason_and_a_question() {
    for row in ADVERT_ROWS {
        assert_eq!(row.says.is_empty(), row.none.is_some(), "{}", row.id);
        assert!(
            row.ask.ends_with('?') || row.ask.ends_with('.'),
            "{}",
            row.ask
        );
        let terms = row.says.iter().flat_map(|says| says.terms);
        for term in terms {
            assert!(!term.starts_with(".."), "{}: {term}", row.id);
            assert!(
                term.split(' ').all(|part| !part.is_empty()),
                "{}: {term}",
                row.id
            );
        }
    }
    for question in 0..JOB_QUESTIONS.len() {
        let rows = ADVERT_ROWS.iter();
        assert_eq!(rows.filter(|row| row.question == Some(question)).count(), 1);
    }
}

/// Each term is found in itself: it can be written as a text that it reads.
#[test]
fn every_mark_can_be_reached() {
    let reader = Reader::new();
    for row in ADVERT_ROWS {
        for says in row.says.iter().filter(|says| says.mark.is_some()) {
            let reached = says.terms.iter().any(|term| {
                let words = term.split(' ').filter(|part| !part.starts_with(".."));
                let words = words.map(|part| {
                    let word = part.split('|').next().unwrap_or("");
                    let word = word.trim_start_matches('=');
                    let number = |sign: &str| {
                        word.trim_start_matches(sign)
                            .split('-')
                            .next()
                            .unwrap_or("3")
                            .to_owned()
                    };
                    if word.starts_with('%') {
                        format!("{}%", number("%"))
                    } else if word.starts_with('$') {
                        format!("€{}", number("$"))
                    } else if word.starts_with('#') {
                        number("#")
                    } else {
                        word.to_owned()
                    }
                });
                let text = words.collect::<Vec<_>>().join(" ");
                let read = reader.read(&text);
                read.rows[place(row.id)].mark == says.mark
            });
            assert!(reached, "{}: {:?} {:?}", row.id, says.mark, says.terms);
        }
    }
}

#[test]
fn a_file_is_read_if_it_is_text() {
    assert_eq!(text_of("Café".as_bytes()).as_deref(), Ok("Café"));
    assert_eq!(
        text_of(&[0xFF, 0xFE, b'A', 0, 0xE9, 0]).as_deref(),
        Ok("Aé")
    );
    assert_eq!(text_of(&[0xFE, 0xFF, 0, b'A']).as_deref(), Ok("A"));
    assert_eq!(text_of(b"won\x92t").as_deref(), Ok("won’t"));
    for other in [
        b"%PDF-1.7".as_slice(),
        b"PK\x03\x04",
        b"{\\rtf1",
        &[b'a', 0, b'b'],
    ] {
        assert_eq!(text_of(other), Err(NoText));
    }
}

#[test]
fn what_is_beyond_the_limit_is_left_out_between_two_characters() {
    let long = "é".repeat(LIMIT / 2 + 1);
    let (read, is_all) = within_limit(&long);
    assert_eq!((read.len(), is_all), (LIMIT, false));
    assert_eq!(within_limit("short"), ("short", true));
    let odd = ["x", &long].concat();
    assert_eq!(within_limit(&odd).0.len(), LIMIT - 1);
}

#[test]
fn the_sample_shows_what_the_reader_does() {
    let read = read(guide_core::content::ADVERT_SAMPLE);
    let summary = sum_up(&read, &read.marks());
    assert_eq!(
        headline(&summary, read.reports),
        "Reads like a lead’s job with 5 reports."
    );
    assert!(
        read.rows
            .iter()
            .flat_map(|row| &row.quotes)
            .any(|quote| quote.is_denied)
    );
    assert!(summary.placed.is_some());
}

/// Every way of saying it: whose words come first, with a verb or a noun, beside a denial or alone.
#[test]
fn what_another_manager_does_is_not_the_jobs() {
    for sentence in [
        "People management stays with our Engineering Manager.",
        "The Engineering Manager is responsible for people management.",
        "You do not have direct reports: people management stays with our Engineering Manager, who runs one-to-ones and performance reviews.",
        "Performance reviews are done by the engineering manager.",
        "Line management lies with your engineering manager.",
        "The people managers handle line management and performance reviews.",
    ] {
        let text = ["Tech Lead, Order Platform\n\n", sentence].concat();
        assert_eq!(
            mark(&text, "direct-reports"),
            Some(AdvertMark::Lead),
            "{sentence}"
        );
        assert_ne!(answer(&text, "reports"), Some(1), "{sentence}");
        let read = read(&text);
        assert_eq!(
            sum_up(&read, &read.marks()).has_reports,
            Some(false),
            "{sentence}"
        );
    }
    for sentence in [
        "You manage a team of engineers.",
        "Your tasks include the people management of five engineers.",
    ] {
        let text = ["Tech Lead\n\n", sentence].concat();
        assert_eq!(
            mark(&text, "direct-reports"),
            Some(AdvertMark::Manager),
            "{sentence}"
        );
    }
}

/// The headline and the list of answers say the same of reports, whatever the marks are.
#[test]
fn headline_and_answer_agree_on_reports() {
    let text = "Tech Lead\n\nYou have no direct reports. You have no line management. You write the performance reviews of two people.";
    let read = read(text);
    let summary = sum_up(&read, &read.marks());
    let nobody = answer(text, "reports") == Some(3);
    assert_eq!(summary.has_reports, Some(!nobody), "{summary:?}");
}

#[test]
fn many_hats_are_no_title() {
    for sentence in [
        "You wear many hats.",
        "We are a startup where everybody wears several hats.",
    ] {
        assert_eq!(mark(sentence, "title-or-hat"), None, "{sentence}");
        assert_eq!(answer(sentence, "title"), None, "{sentence}");
    }
}

#[test]
fn a_sentence_is_quoted_once_for_a_row_and_says_what_it_denies() {
    let text = "Tech Lead\n\nYou mentor junior engineers and pair with them. You do not have direct reports.";
    let read = read(text);
    assert_eq!(read.rows[place("growing-people")].quotes.len(), 1);
    let written = write(&read, &read.marks(), Format::Text);
    assert!(
        written.contains("You do not have direct reports” (denied, or somebody else’s)\n"),
        "{written}"
    );
}
