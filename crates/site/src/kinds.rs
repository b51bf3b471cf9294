//! What the page says about kinds of technical lead's job, as HTML: the kinds, and what to ask in the
//! interview. The questions themselves are a form of the app's.

use super::SiteError;
use super::content_file::toml_file;
use super::library::Library;
use super::markdown::copy_link_button;
use guide_core::compare::page::{QUESTIONS, kind_id};
use guide_core::route::{Base, Route};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// `content/kinds.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    kind: Vec<Kind>,
    question: Vec<Question>,
}

/// One kind of job.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    id: String,
    title: String,
    guide: String,
    #[serde(default = "is_lead")]
    lead: bool,
    what: String,
    good: String,
    watch: String,
    sources: Vec<String>,
}

fn is_lead() -> bool {
    true
}

/// One question about a job, and how to find the answer out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "the other fields are the app's: `crates/core/build/kinds.rs`"
)]
struct Question {
    id: String,
    /// The row of the comparison that says more.
    row: String,
    text: String,
    ask: String,
    why: String,
    sources: Vec<String>,
    answers: Vec<Answer>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the app's")]
struct Answer {
    text: String,
    fits: BTreeMap<String, u8>,
}

impl Kinds {
    /// Reads the file. What the app takes from it was checked when that was compiled; sources and
    /// sections of the guide are checked when the page is written.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        toml_file(folder, "kinds.toml")
    }

    /// The kinds and the questions to ask.
    ///
    /// # Errors
    /// A source that is not there, or a kind that the guide does not have under this name.
    pub fn section(&self, library: &Library, base: &Base) -> Result<Markup, SiteError> {
        let cited = |ids: &[String]| citations(library, base, ids);
        let mut kinds = Vec::new();
        for kind in &self.kind {
            kind.expect_in_guide(library)?;
            kinds.push(kind.markup(base, &cited(&kind.sources)?));
        }
        let mut asks = Vec::new();
        for question in &self.question {
            asks.push(ask_markup(question, &cited(&question.sources)?));
        }
        Ok(html! {
            @for kind in kinds { (kind) }
            h3 id=(QUESTIONS) { "Ask in the interview" (copy_link_button(QUESTIONS, "Ask in the interview")) }
            ol { @for ask in asks { (ask) } }
        })
    }
}

impl Kind {
    /// A kind of lead is a section of the guide with the same name.
    fn expect_in_guide(&self, library: &Library) -> Result<(), SiteError> {
        let (path, section) = self.guide.split_once('#').unwrap_or((&self.guide, ""));
        let page = Route::parse(path);
        let mut pages = library.pages.iter();
        let page = pages.find(|found| Some(Route::Guide(found.page)) == page);
        let mut headings = page.iter().flat_map(|page| &page.text.headings);
        let heading = headings.find(|heading| heading.id == section);
        let is_there = if self.lead {
            heading.is_some_and(|heading| heading.title == self.title)
        } else {
            page.is_some()
        };
        if is_there {
            return Ok(());
        }
        let what = format!(
            "{} is no section of the guide named `{}`",
            self.guide, self.title
        );
        Err(SiteError::at("content/kinds.toml", 1, what))
    }

    fn markup(&self, base: &Base, cited: &Markup) -> Markup {
        let id = kind_id(&self.id);
        html! {
            h3 id=(id) { (self.title) (copy_link_button(&id, &self.title)) }
            p { (self.what) " " a href=(base.join(&self.guide)) { "In the guide" } "." }
            p { b { "Good: " } (self.good) " " b { "Watch: " } (self.watch) " " span.meta { (cited) "." } }
        }
    }
}

fn ask_markup(question: &Question, cited: &Markup) -> Markup {
    html! {
        li {
            b { "“" (question.ask) "”" } " "
            (question.why) " "
            span.meta { (cited) "; " a href=(format!("#{}", question.row)) { "in the table" } "." }
        }
    }
}

fn citations(library: &Library, base: &Base, ids: &[String]) -> Result<Markup, SiteError> {
    let page = base.href(Route::Sources);
    let mut found = Vec::new();
    for id in ids {
        let source = library.source(id).ok_or_else(|| {
            SiteError::at(
                "content/kinds.toml",
                1,
                format!("there is no source `{id}`"),
            )
        })?;
        found.push((format!("{page}#{id}"), source.title.as_str()));
    }
    Ok(html! {
        @for (index, (href, title)) in found.iter().enumerate() {
            @if index > 0 { "; " }
            a href=(href) { (title) }
        }
    })
}
