//! Markdown as the guide writes it: CommonMark with tables and checklists, and four things more.
//!
//! - `[@source-id]` cites a source; the page gets a numbered list of them.
//! - `[words](term:id)` links a term of the glossary.
//! - `{{figure: id}}` and `{{template: id}}`, on a line of their own, stand for a figure or a template.
//! - Every heading has a permanent id: `## Title {#id}`; and so has every entry of a checklist, below its
//!   section's: `- [ ] Words {#id-1}`.
//!
//! Whatever is not understood, or leads nowhere, is an error with file and line.

use super::SiteError;
use super::check::Link;
use super::content_file::line_at;
use super::figures::Figure;
use super::references::References;
use super::renames::Renames;
use guide_core::page_action::PageAction;
use guide_core::roadmap::checklist::{Checklist, is_entry_of};
use guide_core::route::{Base, GuidePage, Route};
use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

/// What a text can cite, link and show.
#[derive(Debug, Clone, Copy)]
pub struct Resources<'a> {
    /// Sources and terms.
    pub references: &'a References,
    /// Figures by id.
    pub figures: &'a BTreeMap<String, Figure>,
    /// Templates to copy, by id: Markdown.
    pub templates: &'a BTreeMap<String, String>,
    /// Old ids of its sections.
    pub renames: &'a Renames,
}

/// Where a text stands and what it may refer to.
pub struct Context<'a> {
    /// What can be cited, linked and shown.
    pub resources: Resources<'a>,
    /// The file, for errors.
    pub file: &'a str,
    /// The number of the text's first line in the file.
    pub first_line: usize,
    /// Where the site's root is, seen from the page.
    pub base: &'a Base,
    /// The slug of the page.
    pub slug: &'a str,
}

/// A heading, for a page's own contents list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// Permanent id.
    pub id: String,
    /// Its words.
    pub title: String,
}

/// A rendered text.
#[derive(Debug, Clone)]
pub struct Text {
    /// The text as HTML.
    pub html: String,
    /// Its headings in order.
    pub headings: Vec<Heading>,
    /// The ids of the sources that it cites, in the order of their numbers.
    pub cited: Vec<String>,
    /// Its internal links.
    pub links: Vec<Link>,
    /// How many words it has.
    pub words: usize,
}

/// Renders a text.
///
/// # Errors
/// The first thing that is wrong, with file and line.
pub fn render(source: &str, context: &Context<'_>) -> Result<Text, SiteError> {
    let source = directives_as_comments(source);
    let cite = |link: BrokenLink<'_>| {
        link.reference.starts_with('@').then(|| {
            (
                format!("cite:{}", &link.reference[1..]).into(),
                CowStr::from(""),
            )
        })
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION;
    let parser = Parser::new_with_broken_link_callback(&source, options, Some(cite));
    let mut renderer = Renderer {
        context,
        source: &source,
        offset: 0,
        seen: HashSet::new(),
        text: Text {
            html: String::new(),
            headings: Vec::new(),
            cited: Vec::new(),
            links: Vec::new(),
            words: 0,
        },
    };
    let events: Vec<(Event<'_>, usize)> = parser
        .into_offset_iter()
        .map(|(event, range)| (event, range.start))
        .collect();
    let events = renderer.transform(events)?;
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    renderer.text.html = html;
    Ok(renderer.text)
}

/// `{{figure: id}}` as an HTML comment, which the parser leaves in one piece, on the same line.
fn directives_as_comments(source: &str) -> String {
    let mut text = String::new();
    for line in source.lines() {
        match line
            .strip_prefix("{{")
            .and_then(|rest| rest.strip_suffix("}}"))
        {
            Some(directive) => _ = writeln!(text, "<!--{}-->", directive.trim()),
            None => _ = writeln!(text, "{line}"),
        }
    }
    text
}

struct Renderer<'a> {
    context: &'a Context<'a>,
    source: &'a str,
    offset: usize,
    seen: HashSet<String>,
    text: Text,
}

impl Renderer<'_> {
    fn error(&self, what: impl std::fmt::Display) -> SiteError {
        SiteError::at(self.context.file, self.line(), what)
    }

    fn line(&self) -> usize {
        self.context.first_line + line_at(self.source, self.offset) - 1
    }

    fn transform<'e>(
        &mut self,
        events: Vec<(Event<'e>, usize)>,
    ) -> Result<Vec<Event<'e>>, SiteError> {
        let mut output = Vec::new();
        let mut events = events.into_iter().peekable();
        let mut section = String::new();
        // Where the entry of a checklist that is being read began.
        let mut entry = None;
        let mut has_checklist = false;
        let mut tables = 0;
        while let Some((event, offset)) = events.next() {
            self.offset = offset;
            match event {
                Event::Start(Tag::Heading { level, id, .. }) => {
                    let mut words = String::new();
                    for (event, _) in events.by_ref() {
                        match event {
                            Event::End(TagEnd::Heading(_)) => break,
                            Event::Text(text) | Event::Code(text) => words.push_str(&text),
                            _ => return Err(self.error("a heading is plain text")),
                        }
                    }
                    let heading = self.heading(level, id.as_deref(), words)?;
                    section.clone_from(&heading.id);
                    let old: Vec<&str> = self
                        .context
                        .resources
                        .renames
                        .old_ids(self.context.slug, &heading.id)
                        .collect();
                    output.push(raw(heading_html(&heading, &old)));
                    self.text.headings.push(heading);
                }
                Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with("cite:") => {
                    // Of two marks in a row, Markdown takes the first for the text of the second.
                    let mut first = String::new();
                    for (event, _) in events.by_ref() {
                        match event {
                            Event::End(TagEnd::Link) => break,
                            Event::Text(text) => first.push_str(&text),
                            _ => {}
                        }
                    }
                    let id = &dest_url["cite:".len()..];
                    if let Some(first) = first.strip_prefix('@').filter(|first| *first != id) {
                        output.push(raw(self.citation(first)?));
                    }
                    output.push(raw(self.citation(id)?));
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    output.push(raw(self.link_start(&dest_url)?));
                }
                Event::End(TagEnd::Link) => output.push(raw(PreEscaped("</a>".to_owned()))),
                Event::Html(comment) | Event::InlineHtml(comment) => {
                    let directive = comment
                        .trim()
                        .strip_prefix("<!--")
                        .and_then(|rest| rest.strip_suffix("-->"));
                    let Some(directive) = directive else {
                        return Err(self.error("raw HTML is not used in content"));
                    };
                    output.push(raw(self.directive(directive)?));
                }
                Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
                Event::Start(Tag::BlockQuote(_)) => output.push(raw(PreEscaped(
                    "<div class=\"note\" role=\"note\">\n".to_owned(),
                ))),
                Event::End(TagEnd::BlockQuote(_)) => {
                    output.push(raw(PreEscaped("</div>\n".to_owned())));
                }
                Event::Start(Tag::Table(_)) => {
                    tables += 1;
                    let title = self
                        .text
                        .headings
                        .last()
                        .map_or("", |heading| &heading.title);
                    let name = format!("Table {tables}: {title}");
                    let open = html! { div.scroll role="region" tabindex="0" aria-label=(name) {} };
                    let open = open.into_string().trim_end_matches("</div>").to_owned();
                    output.push(raw(PreEscaped(open)));
                    output.push(event);
                }
                Event::End(TagEnd::Table) => {
                    output.push(event);
                    output.push(raw(PreEscaped("</div>\n".to_owned())));
                }
                Event::Start(Tag::Item)
                    if matches!(events.peek(), Some((Event::TaskListMarker(_), _))) =>
                {
                    events.next();
                    if !has_checklist {
                        has_checklist = true;
                        // Before the list, of which this is the first entry.
                        let start = output.len().saturating_sub(1);
                        let open = PreEscaped("<div class=\"checklist\">\n".to_owned());
                        output.insert(start, raw(open));
                    }
                    entry = Some(output.len());
                    output.push(event);
                }
                Event::End(TagEnd::Item) if entry.is_some() => {
                    if let Some(start) = entry.take() {
                        let id = self.entry_id(&section, output.last_mut())?;
                        let open = format!("<li class=\"check\" id=\"{id}\"><label>");
                        output[start] = raw(PreEscaped(open));
                    }
                    output.push(raw(PreEscaped("</label></li>\n".to_owned())));
                }
                Event::End(TagEnd::List(_)) if has_checklist => {
                    has_checklist = false;
                    output.push(event);
                    output.push(raw(self.way_to_roadmap(&section)));
                    output.push(raw(PreEscaped("</div>\n".to_owned())));
                }
                Event::TaskListMarker(_) => {
                    return Err(self.error("a checklist item starts its line"));
                }
                Event::Start(Tag::Image { .. }) => {
                    return Err(self.error("pictures are figures; see content/figures"));
                }
                Event::Text(text) => {
                    self.text.words += text.split_whitespace().count();
                    output.push(Event::Text(text));
                }
                other => output.push(other),
            }
        }
        Ok(output)
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        title: String,
    ) -> Result<Heading, SiteError> {
        let level = level as u8;
        let above = self.text.headings.last().map_or(1, |heading| heading.level);
        if !(2..=3).contains(&level) || level > above + 1 {
            return Err(self.error("headings are ## and ###, and no level is left out"));
        }
        let id = id.ok_or_else(|| {
            self.error(format!(
                "the heading “{title}” has no permanent id: {{#id}}"
            ))
        })?;
        if !self.seen.insert(id.to_owned()) {
            return Err(self.error(format!("the id `{id}` appears twice on this page")));
        }
        self.text.words += title.split_whitespace().count();
        Ok(Heading {
            level,
            id: id.to_owned(),
            title,
        })
    }

    /// The id of an entry of a checklist, which `last`, the end of its text, loses.
    fn entry_id(
        &mut self,
        section: &str,
        last: Option<&mut Event<'_>>,
    ) -> Result<String, SiteError> {
        let id = last.and_then(|last| match last {
            Event::Text(text) => {
                let (words, id) = text.strip_suffix('}')?.rsplit_once(" {#")?;
                let (words, id) = (words.to_owned(), id.to_owned());
                *text = words.into();
                Some(id)
            }
            _ => None,
        });
        let id = id.filter(|id| is_entry_of(section, id)).ok_or_else(|| {
            self.error(format!(
                "an entry of a checklist ends with its permanent id: {{#{section}-1}}, or another word for the 1"
            ))
        })?;
        if !self.seen.insert(id.clone()) {
            return Err(self.error(format!("the id `{id}` is there twice")));
        }
        Ok(id)
    }

    /// The way of a checklist onto the reader's roadmap. What is no page of the guide has none.
    fn way_to_roadmap(&self, section: &str) -> Markup {
        let Some(page) = GuidePage::from_slug(self.context.slug) else {
            return html! {};
        };
        let section = section.to_owned();
        let checklist = Checklist { page, section }.to_fragment();
        html! {
            p.needs-app.checklist-end {
                button.btn type="button" name=(PageAction::PutOnRoadmap.name()) value=(checklist) { "Put it on my roadmap" }
            }
        }
    }

    fn citation(&mut self, id: &str) -> Result<Markup, SiteError> {
        let source = self.context.resources.references.source(id);
        let source = source.ok_or_else(|| {
            self.error(format!("there is no source `{id}` in content/sources.toml"))
        })?;
        let number = self.cite(id);
        Ok(
            html! { sup.cite { a href=(format!("#source-{id}")) aria-label=(format!("Source {number}: {}", source.title)) { (number) } } },
        )
    }

    /// The number of a source on this page.
    fn cite(&mut self, id: &str) -> usize {
        let known = self.text.cited.iter().position(|cited| cited == id);
        let index = known.unwrap_or_else(|| {
            self.text.cited.push(id.to_owned());
            self.text.cited.len() - 1
        });
        index + 1
    }

    fn link_start(&mut self, to: &str) -> Result<Markup, SiteError> {
        if let Some(id) = to.strip_prefix("term:") {
            let term = self.context.resources.references.term(id);
            let term = term.ok_or_else(|| {
                self.error(format!("there is no term `{id}` in content/glossary.toml"))
            })?;
            let address = self.context.base.href(Route::Glossary) + "#" + id;
            return Ok(open_link(&address, "term", Some(&term.short)));
        }
        if to.starts_with("https://") || to.starts_with("http://") {
            return Ok(open_foreign_link(to));
        }
        if !to.starts_with('/') && !to.starts_with('#') {
            return Err(self.error(format!(
                "`{to}` is neither a path of the site nor a web address"
            )));
        }
        let path = if to.starts_with('#') {
            format!("/guide/{}/{to}", self.context.slug)
        } else {
            to.to_owned()
        };
        self.text.links.push(Link {
            file: self.context.file.to_owned(),
            line: self.line(),
            path,
        });
        let address = if to.starts_with('#') {
            to.to_owned()
        } else {
            self.context.base.join(to)
        };
        Ok(open_link(&address, "", None))
    }

    fn directive(&mut self, directive: &str) -> Result<Markup, SiteError> {
        let line = self.line();
        let file = self.context.file;
        let unknown = || {
            SiteError::at(
                file,
                line,
                format!("`{directive}` is neither a figure nor a template of content/"),
            )
        };
        let (kind, id) = directive.split_once(':').ok_or_else(unknown)?;
        let id = id.trim();
        match kind.trim() {
            "figure" => {
                let figure = self.context.resources.figures.get(id).ok_or_else(unknown)?;
                figure.cited().for_each(|source| _ = self.cite(source));
                let renames = self.context.resources.renames;
                let fragment = format!("figure-{id}");
                let old_ids: Vec<&str> = renames.old_ids(self.context.slug, &fragment).collect();
                let references = self.context.resources.references;
                Ok(figure.html(id, &old_ids, references, self.context.base))
            }
            "template" => {
                let text = self
                    .context
                    .resources
                    .templates
                    .get(id)
                    .ok_or_else(unknown)?;
                Ok(template_html(id, text))
            }
            _ => Err(unknown()),
        }
    }
}

fn raw<'e>(markup: Markup) -> Event<'e> {
    Event::Html(markup.into_string().into())
}

fn open_link(address: &str, class: &str, title: Option<&str>) -> Markup {
    let element =
        html! { a class=[(!class.is_empty()).then_some(class)] href=(address) title=[title] {} };
    PreEscaped(element.into_string().trim_end_matches("</a>").to_owned())
}

/// What a link to another site says of this one: nothing, and no way back to its window.
pub const FOREIGN_LINK: &str = "noopener noreferrer";

fn open_foreign_link(address: &str) -> Markup {
    let element = html! { a rel=(FOREIGN_LINK) href=(address) {} };
    PreEscaped(element.into_string().trim_end_matches("</a>").to_owned())
}

/// The button behind a heading that copies its address.
pub fn copy_link_button(id: &str, title: &str) -> Markup {
    html! { " " button.copy.needs-app type="button" name=(PageAction::CopyLink.name()) value=(id) aria-label=(format!("Copy link to {title}")) { "Copy link" } }
}

/// A heading with its button to copy a link, after empty anchors for its old ids.
pub fn heading_html(heading: &Heading, old_ids: &[&str]) -> Markup {
    let button = copy_link_button(&heading.id, &heading.title);
    html! {
        @for old in old_ids { span id=(old) {} }
        @if heading.level == 2 {
            h2 id=(heading.id) { (heading.title) (button) }
        } @else {
            h3 id=(heading.id) { (heading.title) (button) }
        }
    }
}

fn template_html(id: &str, text: &str) -> Markup {
    let element = format!("template-{id}");
    let title = text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("# ")
        .to_owned();
    html! {
        div.template {
            p.template-bar.needs-app {
                button.plain type="button" name=(PageAction::CopyText.name()) value=(element) { "Copy as Markdown" span.unseen { ": " (title) } }
                " "
                button.plain type="button" name=(PageAction::SaveText.name()) value=(element) { "Download" span.unseen { ": " (title) } }
            }
            pre tabindex="0" role="region" aria-label=(format!("Template: {title}")) { code id=(element) { (text.trim_end()) "\n" } }
        }
    }
}

#[cfg(test)]
mod tests;
