//! The pages of the guide: front matter, text, and their place in the outline.

use super::SiteError;
use super::content_file::line_at;
use super::markdown::{self, Resources, Text};
use guide_core::route::{Base, GuidePage, Route};
use serde::Deserialize;
use std::path::Path;

/// The parts of the guide in reading order, and the paths through it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// The parts.
    pub part: Vec<Part>,
    /// The paths, in the order of the front page.
    #[serde(default)]
    pub path: Vec<ReadingPath>,
}

/// A few pages that answer one question together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingPath {
    /// The question, as somebody would ask it.
    pub question: String,
    /// The slugs of its pages, in reading order.
    pub pages: Vec<String>,
    /// Where the question is answered at once, if not by the first page: an address below the site's.
    pub answered_at: Option<String>,
}

/// A part of the guide.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub title: String,
    /// What it is about, in one sentence.
    pub summary: String,
    /// The slugs of its pages, in reading order.
    pub pages: Vec<String>,
}

/// What a page says of itself, before its text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The heading of the page.
    pub title: String,
    /// Its short name in contents lists.
    pub nav: String,
    /// The page's answer, in one or two sentences.
    pub answer: String,
    /// For search engines and link previews.
    pub description: String,
    /// What stands above the title beside the name of the page’s part: its number among the duties or the
    /// steps.
    pub kicker: Option<String>,
    /// When it was last changed, `YYYY-MM-DD`.
    pub updated: String,
}

/// A page of the guide.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address.
    pub page: GuidePage,
    /// What it says of itself.
    pub front: FrontMatter,
    /// Its text.
    pub text: Text,
    /// The Markdown that the text is made from.
    pub source: String,
}

impl Page {
    /// Reads all pages that the outline names, in its order.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and line; also a file that the outline does not name.
    pub fn read_all(resources: Resources<'_>, folder: &Path) -> Result<Vec<Self>, SiteError> {
        no_page_is_left_out(&folder.join("guide"))?;
        GuidePage::all()
            .map(|page| Self::read(resources, folder, page))
            .collect()
    }

    fn read(resources: Resources<'_>, folder: &Path, page: GuidePage) -> Result<Self, SiteError> {
        let name = format!("content/guide/{}.md", page.slug());
        let path = folder.join("guide").join(page.slug()).with_extension("md");
        let source =
            std::fs::read_to_string(path).map_err(|error| SiteError::at(&name, 1, error))?;
        Self::parse(resources, &name, page, &source)
    }

    /// Reads one page.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and line.
    pub fn parse(
        resources: Resources<'_>,
        name: &str,
        page: GuidePage,
        source: &str,
    ) -> Result<Self, SiteError> {
        let parts = source
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"));
        let (front, body) = parts.ok_or_else(|| {
            SiteError::at(name, 1, "a page starts with front matter between +++ lines")
        })?;
        let offset = source.len() - body.len();
        let front: FrontMatter = toml::from_str(front).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| line_at(source, span.start + "+++\n".len()));
            SiteError::at(name, line, error.message())
        })?;
        let lengths = [
            ("title", &front.title, 70),
            ("nav", &front.nav, 40),
            ("answer", &front.answer, 220),
            ("description", &front.description, 160),
        ];
        for (key, value, most) in lengths {
            if value.is_empty() || value.chars().count() > most {
                return Err(SiteError::at(
                    name,
                    1,
                    format!("`{key}` has 1 to {most} characters"),
                ));
            }
        }
        let base = Base::relative_from(Route::Guide(page));
        let first_line = line_at(source, offset);
        let text = markdown::render(
            body,
            &markdown::Context {
                resources,
                file: name,
                first_line,
                base: &base,
                slug: page.slug(),
            },
        )?;
        Ok(Self {
            page,
            front,
            text,
            source: body.to_owned(),
        })
    }

    /// Minutes to read the page, at 230 words a minute, at least one.
    pub fn minutes(&self) -> usize {
        self.text.words.div_ceil(230).max(1)
    }
}

fn no_page_is_left_out(folder: &Path) -> Result<(), SiteError> {
    let entries = std::fs::read_dir(folder).map_err(|error| SiteError::of(folder, error))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name
            .strip_suffix(".md")
            .and_then(GuidePage::from_slug)
            .is_none()
        {
            return Err(SiteError::at(
                &format!("content/guide/{name}"),
                1,
                "content/guide.toml does not name this page",
            ));
        }
    }
    Ok(())
}
