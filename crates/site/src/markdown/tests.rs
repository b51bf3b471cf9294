//! What a page may contain, and how an author hears of a mistake: file, line, reason.

use super::*;
use crate::references::{Source, Term, Trust};
use crate::renames::RenamedSection;

fn rendered(text: &str) -> Result<Text, String> {
    let source = |id: &str| Source {
        id: id.to_owned(),
        title: "A Book".to_owned(),
        author: None,
        publisher: None,
        date: None,
        url: "https://example.org/".to_owned(),
        also: Vec::new(),
        trust: Trust::Full,
        case: false,
        read_via: None,
        note: None,
        checked: "2026-11-23".to_owned(),
    };
    let term = Term {
        id: "adr".to_owned(),
        title: "ADR".to_owned(),
        short: "A record of one decision".to_owned(),
        more: String::new(),
        see: None,
        aliases: Vec::new(),
    };
    let renamed = RenamedSection {
        page: "page".to_owned(),
        from: vec!["old".to_owned()],
        to: "new".to_owned(),
    };
    let references = References {
        sources: ["a-book", "b-book", "c-book"].map(source).to_vec(),
        terms: vec![term],
    };
    let base = Base::new("../..");
    let context = Context {
        resources: Resources {
            references: &references,
            figures: &BTreeMap::new(),
            templates: &BTreeMap::from([("note".to_owned(), "# Note\n\n<what>".to_owned())]),
            renames: &Renames {
                page: Vec::new(),
                section: vec![renamed],
            },
        },
        file: "page.md",
        first_line: 10,
        base: &base,
        slug: "page",
    };
    render(text, &context).map_err(|error| error.to_string())
}

fn html(text: &str) -> String {
    rendered(text)
        .map(|text| text.html)
        .unwrap_or_else(|error| error)
}

#[test]
fn a_heading_gets_its_id_and_a_button() {
    let text = rendered("## Who owns it {#owner}\n").expect("it is sound");
    assert!(
        text.html.contains("<h2 id=\"owner\">Who owns it <button"),
        "{}",
        text.html
    );
    assert!(
        text.html
            .contains("aria-label=\"Copy link to Who owns it\""),
        "{}",
        text.html
    );
    assert_eq!(text.headings[0].id, "owner");
}

#[test]
fn a_renamed_section_keeps_its_old_address() {
    assert!(html("## Now {#new}\n").starts_with("<span id=\"old\"></span><h2 id=\"new\">"));
}

#[test]
fn sources_are_numbered_in_the_order_of_their_first_mark() {
    let text = rendered("One.[@a-book] Two.[@a-book]\n").expect("it is sound");
    assert_eq!(text.cited, ["a-book"]);
    assert_eq!(text.html.matches("href=\"#source-a-book\"").count(), 2);
    assert_eq!(text.html.matches(">1</a>").count(), 2);
}

#[test]
fn marks_in_a_row_are_all_cited() {
    let text =
        rendered("One.[@a-book][@b-book] Two.[@b-book][@a-book][@c-book]\n").expect("it is sound");
    assert_eq!(text.cited, ["a-book", "b-book", "c-book"]);
    assert_eq!(text.html.matches("<sup").count(), 5, "{}", text.html);
}

#[test]
fn a_term_links_to_the_glossary_with_its_meaning() {
    assert!(html("An [ADR](term:adr).\n").contains(
        "class=\"term\" href=\"../../glossary/#adr\" title=\"A record of one decision\""
    ));
}

#[test]
fn internal_links_are_relative_and_reported_with_their_line() {
    let text = rendered("Text.\n\nSee [it](/compare/#coding).\n").expect("it is sound");
    assert!(
        text.html.contains("href=\"../../compare/#coding\""),
        "{}",
        text.html
    );
    assert_eq!(
        text.links,
        [Link {
            file: "page.md".to_owned(),
            line: 12,
            path: "/compare/#coding".to_owned()
        }]
    );
}

#[test]
fn checklist_entries_have_permanent_ids_of_their_own() {
    let text =
        html("## Do {#do}\n\n- [ ] one {#do-2}\n- [ ] [two](/compare/) and more {#do-last}\n");
    assert!(
        text.contains("<li class=\"check\" id=\"do-2\"><label>one</label></li>")
            && text.contains("id=\"do-last\"><label><a href="),
        "{text}"
    );
    for (source, wrong) in [
        ("- [ ] one", "ends with its permanent id: {#do-1}"),
        ("- [ ] one {#other-1}", "ends with its permanent id"),
        ("- [ ] one {#do-a b}", "ends with its permanent id"),
        (
            "- [ ] one {#do-1}\n- [ ] two {#do-1}",
            "the id `do-1` is there twice",
        ),
    ] {
        let error = rendered(&format!("## Do {{#do}}\n\n{source}\n")).expect_err(source);
        assert!(error.to_string().contains(wrong), "{error}");
    }
}

#[test]
fn a_template_is_shown_as_text() {
    let text = html("{{template: note}}\n");
    assert!(
        text.contains("&lt;what&gt;")
            && text.contains("name=\"copy-text\" value=\"template-note\""),
        "{text}"
    );
}

#[test]
fn mistakes_are_named_with_file_and_line() {
    for (text, mistake) in [
        (
            "a\n\n## No id\n",
            "page.md:12: the heading “No id” has no permanent id: {#id}",
        ),
        (
            "## A {#a}\n\n## B {#a}\n",
            "page.md:12: the id `a` appears twice on this page",
        ),
        (
            "### Too deep {#a}\n",
            "page.md:10: headings are ## and ###, and no level is left out",
        ),
        (
            "x.[@nope]\n",
            "page.md:10: there is no source `nope` in content/sources.toml",
        ),
        (
            "[x](term:nope)\n",
            "page.md:10: there is no term `nope` in content/glossary.toml",
        ),
        (
            "[x](nope)\n",
            "page.md:10: `nope` is neither a path of the site nor a web address",
        ),
        (
            "[x](javascript:alert)\n",
            "page.md:10: `javascript:alert` is neither a path of the site nor a web address",
        ),
        (
            "\n{{figure: nope}}\n",
            "page.md:11: `figure: nope` is neither a figure nor a template of content/",
        ),
        ("<b>x</b>\n", "page.md:10: raw HTML is not used in content"),
        (
            "![x](y.png)\n",
            "page.md:10: pictures are figures; see content/figures",
        ),
    ] {
        assert_eq!(
            rendered(text).map(|text| text.html),
            Err(mistake.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn words_are_counted_without_addresses_and_marks() {
    let text = rendered("## Two words {#a}\n\nThree [words here](/compare/).[@a-book]\n")
        .expect("it is sound");
    assert_eq!(text.words, 2 + 3 + 1);
}
