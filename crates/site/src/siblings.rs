//! Each page of the guide as Markdown beside its HTML file, for people who take a page along and for
//! programs that read it; and `llms.txt`, which lists them.
//!
//! These files are in no offline copy and no sitemap: people read the pages.

use super::guide::Page;
use super::library::Library;
use super::references::Source;
use super::{changes, open_data};
use guide_core::page_action::markdown_path;
use guide_core::route::{Base, Route};
use std::fmt::Write as _;

/// The list of everything, for programs.
pub const LIST: &str = "llms.txt";

/// What every file says of its licence.
const LICENCE: &str =
    "[Creative Commons Attribution 4.0](https://creativecommons.org/licenses/by/4.0/)";

/// A page as Markdown that reads well anywhere: without ids of headings, with footnotes for citations,
/// with figures as lists and tables. Links are absolute where the site's address is known.
pub fn markdown(library: &Library, page: &Page, site_url: Option<&str>) -> String {
    let route = Route::Guide(page.page);
    let base = site_url.map_or_else(|| Base::relative_from(route), Base::new);
    let writer = Writer {
        library,
        page,
        base: &base,
    };
    let front = &page.front;
    let mut text = format!(
        "# {}\n\n> {}\n\nUpdated {}. A page of [The Technical Lead Guide]({}), {LICENCE}.\n\n",
        front.title,
        front.answer,
        front.updated,
        base.href(route),
    );
    text += writer.body().trim();
    text.push('\n');
    if !page.text.cited.is_empty() {
        text += "\n## Sources\n\n";
    }
    for (index, id) in page.text.cited.iter().enumerate() {
        if let Some(source) = library.source(id) {
            _ = writeln!(text, "[^{}]: {}", index + 1, line_of(source));
        }
    }
    text
}

/// A source in one line.
fn line_of(source: &Source) -> String {
    let by = [&source.author, &source.publisher, &source.date];
    let by: Vec<&str> = by.into_iter().flatten().map(String::as_str).collect();
    let by = if by.is_empty() {
        String::new()
    } else {
        format!(" {}.", by.join(", "))
    };
    format!(
        "[{}]({}).{by} Checked {}.",
        source.title, source.url, source.checked
    )
}

struct Writer<'a> {
    library: &'a Library,
    page: &'a Page,
    base: &'a Base,
}

impl Writer<'_> {
    fn body(&self) -> String {
        let mut text = String::new();
        for line in self.page.source.lines() {
            let directive = line
                .strip_prefix("{{")
                .and_then(|rest| rest.strip_suffix("}}"))
                .and_then(|directive| directive.split_once(':'));
            match directive.map(|(kind, id)| (kind.trim(), id.trim())) {
                Some(("figure", id)) => {
                    if let Some(figure) = self.library.figures.get(id) {
                        text += &figure.markdown(&|path| self.base.join(path));
                    }
                }
                Some((_, id)) => {
                    // Four marks: a template may have a block of code with three.
                    let template = self.library.templates.get(id);
                    let template = template.map_or("", |template| template.trim_end());
                    _ = write!(text, "````markdown\n{template}\n````");
                }
                None => text += &self.line(line),
            }
            text.push('\n');
        }
        text
    }

    fn line(&self, line: &str) -> String {
        // Of a heading, or of an entry of a checklist.
        let line = line.rsplit_once(" {#").map_or(line, |(words, _)| words);
        let mut text = String::new();
        let mut rest = line;
        while let Some(at) = [rest.find("[@"), rest.find("](")]
            .into_iter()
            .flatten()
            .min()
        {
            let (before, mark) = rest.split_at(at);
            text += before;
            let inner = |start, end| {
                mark.strip_prefix(start)
                    .and_then(|rest: &str| rest.split_once(end))
            };
            if let Some((id, after)) = inner("[@", ']') {
                let cited = self.page.text.cited.iter().position(|cited| cited == id);
                _ = write!(text, "[^{}]", cited.map_or(0, |index| index + 1));
                rest = after;
            } else if let Some((to, after)) = inner("](", ')') {
                _ = write!(text, "]({})", self.address(to));
                rest = after;
            } else {
                text += mark;
                rest = "";
            }
        }
        text + rest
    }

    /// Where a link of the content leads to.
    fn address(&self, to: &str) -> String {
        if let Some(term) = to.strip_prefix("term:") {
            self.base.href(Route::Glossary) + "#" + term
        } else if to.starts_with('#') {
            self.base.href(Route::Guide(self.page.page)) + to
        } else if to.starts_with('/') {
            self.base.join(to)
        } else {
            to.to_owned()
        }
    }
}

/// `llms.txt`: what there is, each in one line.
pub fn list(library: &Library, site_url: Option<&str>) -> String {
    let base = site_url.map_or_else(|| Base::relative_from(Route::Home), Base::new);
    let mut text = format!(
        "# The Technical Lead Guide\n\n> What a technical lead does, how the role differs from that of an engineering manager, and how to become one. Every statement that rests on a source names it.\n\nText and data: {LICENCE}. Name “The Technical Lead Guide” and link to the page.\n"
    );
    for part in &library.outline.part {
        _ = write!(text, "\n## {}\n\n", part.title);
        for page in library.pages_of(part) {
            let address = base.join(&markdown_path(page.page));
            _ = writeln!(
                text,
                "- [{}]({address}): {}",
                page.front.title, page.front.answer
            );
        }
    }
    text += "\n## Data\n\n";
    for file in open_data::FILES {
        _ = writeln!(
            text,
            "- [{}]({}): {}",
            file.title,
            base.join(file.name),
            file.about
        );
    }
    _ = writeln!(
        text,
        "- [What changed]({}): an Atom feed of what is new on which page",
        base.join(changes::FEED)
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn library() -> Library {
        Library::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"))
            .expect("the content is sound")
    }

    #[test]
    fn nothing_that_only_this_site_understands_is_left() {
        let library = library();
        for page in &library.pages {
            let text = markdown(&library, page, None);
            for mark in ["[@", "{{", "}}", "](term:", "](/", " {#", "[^0]"] {
                assert!(!text.contains(mark), "{}: {mark}", page.page.slug());
            }
            for index in 1..=page.text.cited.len() {
                assert!(
                    text.contains(&format!("\n[^{index}]: [")),
                    "{} {index}",
                    page.page.slug()
                );
            }
        }
    }

    #[test]
    fn links_are_absolute_where_the_address_is_known() {
        let library = library();
        let page = library
            .pages
            .iter()
            .find(|page| page.page.slug() == "incidents")
            .expect("the page is there");
        let known = markdown(&library, page, Some("https://example.org/lead/"));
        assert!(known.contains("](https://example.org/lead/guide/templates/#incident-review)"));
        assert!(known.contains("](https://example.org/lead/glossary/#blameless-postmortem)"));
        let unknown = markdown(&library, page, None);
        assert!(unknown.contains("](../../guide/templates/#incident-review)"));
    }

    #[test]
    fn a_figure_is_read_as_words() {
        let library = library();
        let page = |slug: &str| {
            let mut pages = library.pages.iter();
            let page = pages.find(|page| page.page.slug() == slug);
            markdown(&library, page.expect("the page is there"), None)
        };
        assert!(page("incidents").contains("Repairs nothing."));
        assert!(page("estimates").contains("1. First idea: a quarter to 4 times"));
    }
}
