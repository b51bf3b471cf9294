//! `content/` as typed values: the guide's pages, sources, glossary, figures and templates.

use super::SiteError;
use super::changes::{self, Change};
use super::figures::Figure;
use super::guide::{Outline, Page};
use super::markdown::Link;
use super::renames::Renames;
use guide_core::content::{MILESTONES, SITUATIONS, SKILLS};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// How far a source could be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// The full text was read.
    Full,
    /// The opening or an excerpt was read.
    Excerpt,
    /// It was read through somebody else's summary.
    SecondHand,
}

/// Something that the guide rests on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Permanent id.
    pub id: String,
    /// Title as published.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as far as known.
    pub date: Option<String>,
    /// Where it is.
    pub url: String,
    /// Further addresses of the same source.
    #[serde(default)]
    pub also: Vec<String>,
    /// How far it could be checked.
    pub trust: Trust,
    /// The summary that was read instead.
    pub read_via: Option<String>,
    /// What a reader should know about it.
    pub note: Option<String>,
    /// When it was checked, `YYYY-MM-DD`.
    pub checked: String,
}

/// A term of the glossary.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Permanent id.
    pub id: String,
    /// The term, written out.
    pub title: String,
    /// Its meaning in one line.
    pub short: String,
    /// What it has to do with a lead's work.
    pub more: String,
    /// Path of the page that says more.
    pub see: Option<String>,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Everything that `content/` holds and the app's own tables do not.
pub struct Library {
    /// The parts of the guide.
    pub outline: Outline,
    /// The pages of the guide, in reading order.
    pub pages: Vec<Page>,
    /// The sources, in the order of the file.
    pub sources: Vec<Source>,
    /// The terms, in alphabetical order.
    pub terms: Vec<Term>,
    /// Figures by id.
    pub figures: BTreeMap<String, Figure>,
    /// Templates to copy, by id: Markdown.
    pub templates: BTreeMap<String, String>,
    /// Old addresses.
    pub renames: Renames,
    /// What changed, newest first.
    pub changes: Vec<Change>,
    folder: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    source: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GlossaryFile {
    term: Vec<Term>,
}

impl Library {
    /// Reads and checks a content folder. Links are checked later, when all pages are rendered.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and line.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        let SourcesFile { source: sources } = toml_file(folder, "sources.toml")?;
        let GlossaryFile { term: mut terms } = toml_file(folder, "glossary.toml")?;
        let outline: Outline = toml_file(folder, "guide.toml")?;
        let renames: Renames = toml_file(folder, "renames.toml")?;
        unique(
            folder,
            "sources.toml",
            sources.iter().map(|source| source.id.as_str()),
        )?;
        unique(
            folder,
            "glossary.toml",
            terms.iter().map(|term| term.id.as_str()),
        )?;
        for source in &sources {
            if !source.url.starts_with("https://") && !source.url.starts_with("http://") {
                return Err(line_of(
                    folder,
                    "sources.toml",
                    &source.id,
                    "a source has a web address",
                ));
            }
        }
        if let Some((name, what)) = renames.fault() {
            return Err(line_of(folder, "renames.toml", name, what));
        }
        terms.sort_by_key(|term| term.title.to_lowercase());
        let mut library = Self {
            pages: Vec::new(),
            outline,
            sources,
            terms,
            figures: BTreeMap::new(),
            templates: BTreeMap::new(),
            renames,
            changes: changes::read(folder)?,
            folder: folder.to_owned(),
        };
        for (id, text) in files(&folder.join("figures"), "toml")? {
            let figure: Figure = parse_toml(&format!("figures/{id}.toml"), &text)?;
            figure.check(&library, &format!("content/figures/{id}.toml"))?;
            library.figures.insert(id, figure);
        }
        library.templates = files(&folder.join("templates"), "md")?
            .into_iter()
            .collect();
        library.pages = Page::read_all(&library, folder)?;
        Ok(library)
    }

    /// A library without files, for the tests of what refers to it.
    #[cfg(test)]
    pub(super) fn for_tests(
        outline: Outline,
        sources: Vec<Source>,
        terms: Vec<Term>,
        templates: BTreeMap<String, String>,
        renames: Renames,
    ) -> Self {
        let figures = BTreeMap::new();
        Self {
            outline,
            pages: Vec::new(),
            sources,
            terms,
            figures,
            templates,
            renames,
            changes: Vec::new(),
            folder: PathBuf::new(),
        }
    }

    /// The content folder, for what only one page reads.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The source with this id, if there is one.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The term with this id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// Links that stand in tables instead of prose.
    pub fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        let mut add = |file: &str, id: &str, path: &str| {
            links.push(Link {
                file: format!("content/{file}"),
                line: line_number(&self.folder.join(file), id),
                path: path.to_owned(),
            });
        };
        for milestone in MILESTONES {
            add("roadmap.toml", milestone.id, milestone.guide);
        }
        for skill in SKILLS {
            add("skills.toml", skill.id, skill.guide);
        }
        for situation in SITUATIONS {
            add("situations.toml", situation.id, situation.guide);
        }
        for term in &self.terms {
            if let Some(see) = &term.see {
                add("glossary.toml", &term.id, see);
            }
        }
        let renames = self.folder.join("renames.toml");
        links.extend(self.renames.links(|name| line_number(&renames, name)));
        links
    }

    /// Old ids that lead to the section `id` of the page `slug`.
    pub fn old_ids<'a>(&'a self, slug: &'a str, id: &'a str) -> impl Iterator<Item = &'a str> {
        self.renames.old_ids(slug, id)
    }
}

/// Reads and parses one TOML file of the content folder.
pub(super) fn toml_file<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, SiteError> {
    let path = folder.join(name);
    let text = fs::read_to_string(&path)
        .map_err(|error| SiteError::at(&format!("content/{name}"), 1, error))?;
    parse_toml(name, &text)
}

fn parse_toml<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, SiteError> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        SiteError::at(&format!("content/{name}"), line, error.message())
    })
}

/// The number of the line that has the byte at `offset`, from 1.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

/// The files of a folder with this ending: name without it, and text, in the order of the names.
fn files(folder: &Path, ending: &str) -> Result<Vec<(String, String)>, SiteError> {
    let entries = fs::read_dir(folder).map_err(|error| SiteError::of(folder, error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| SiteError::of(folder, error))?.path();
        if path.extension().is_some_and(|found| found == ending) {
            let id = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            files.push((id, super::read(&path)?));
        }
    }
    files.sort();
    Ok(files)
}

fn unique<'a>(
    folder: &Path,
    name: &str,
    ids: impl Iterator<Item = &'a str>,
) -> Result<(), SiteError> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(line_of(folder, name, id, "this id stands twice"));
        }
    }
    Ok(())
}

fn line_of(folder: &Path, name: &str, id: &str, what: &str) -> SiteError {
    SiteError::at(
        &format!("content/{name}"),
        line_number(&folder.join(name), id),
        format!("`{id}`: {what}"),
    )
}

/// The first line of a file that has `needle` as a quoted string.
fn line_number(path: &Path, needle: &str) -> usize {
    let text = fs::read_to_string(path).unwrap_or_default();
    let quoted = format!("\"{needle}\"");
    text.lines()
        .position(|line| line.contains(&quoted))
        .map_or(1, |index| index + 1)
}
