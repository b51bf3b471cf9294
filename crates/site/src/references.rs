//! What a text can refer to by an id: the sources and the terms of the glossary.

use super::SiteError;
use super::content_file::{line_of, toml_file, unique};
use serde::Deserialize;
use std::path::Path;

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
    /// Whether it tells what happened to certain people, a team or a company: the report counts these.
    #[serde(default)]
    pub case: bool,
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

/// The sources and the terms.
#[derive(Debug)]
pub struct References {
    /// The sources, in the order of the file.
    pub sources: Vec<Source>,
    /// The terms, in alphabetical order.
    pub terms: Vec<Term>,
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

/// The file of the sources.
const SOURCES: &str = "sources.toml";

/// The file of the terms.
const GLOSSARY: &str = "glossary.toml";

impl References {
    /// Reads and checks them.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and line.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        let SourcesFile { source: sources } = toml_file(folder, SOURCES)?;
        let GlossaryFile { term: mut terms } = toml_file(folder, GLOSSARY)?;
        unique(
            folder,
            SOURCES,
            sources.iter().map(|source| source.id.as_str()),
        )?;
        unique(folder, GLOSSARY, terms.iter().map(|term| term.id.as_str()))?;
        for source in &sources {
            if !source.url.starts_with("https://") && !source.url.starts_with("http://") {
                return Err(line_of(
                    folder,
                    SOURCES,
                    &source.id,
                    "a source has a web address",
                ));
            }
        }
        terms.sort_by_key(|term| term.title.to_lowercase());
        Ok(Self { sources, terms })
    }

    /// The source with this id, if there is one.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The term with this id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }
}
