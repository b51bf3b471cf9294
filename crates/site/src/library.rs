//! `content/` as typed values: the guide's pages, sources, glossary, figures and templates.

use super::SiteError;
use super::changes::{self, Change};
use super::check::Link;
use super::content_file::{files, line_number, line_of, parse_toml, toml_file};
use super::figures::Figure;
use super::guide::{Outline, Page, Part};
use super::markdown::Resources;
use super::references::{References, Source};
use super::renames::Renames;
use guide_core::content::{MILESTONES, SITUATIONS, SKILLS};
use guide_core::route::GuidePage;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything that `content/` holds and the app's own tables do not.
pub struct Library {
    /// The parts of the guide.
    pub outline: Outline,
    /// The pages of the guide, in reading order.
    pub pages: Vec<Page>,
    /// The sources and the terms of the glossary.
    pub references: References,
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

impl Library {
    /// Reads and checks a content folder. Links are checked later, when all pages are rendered.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and line.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        let references = References::read(folder)?;
        let renames: Renames = toml_file(folder, "renames.toml")?;
        if let Some((name, what)) = renames.fault() {
            return Err(line_of(folder, "renames.toml", name, what));
        }
        let mut figures = BTreeMap::new();
        for (id, text) in files(&folder.join("figures"), "toml")? {
            let figure: Figure = parse_toml(&format!("figures/{id}.toml"), &text)?;
            figure.check(&references, &format!("content/figures/{id}.toml"))?;
            figures.insert(id, figure);
        }
        let templates = files(&folder.join("templates"), "md")?
            .into_iter()
            .collect();
        let resources = Resources {
            references: &references,
            figures: &figures,
            templates: &templates,
            renames: &renames,
        };
        let pages = Page::read_all(resources, folder)?;
        Ok(Self {
            outline: toml_file(folder, "guide.toml")?,
            pages,
            references,
            figures,
            templates,
            renames,
            changes: changes::read(folder)?,
            folder: folder.to_owned(),
        })
    }

    /// The content folder, for what only one page reads.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The source with this id, if there is one.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.references.source(id)
    }

    /// The pages of a part of the guide, in its order.
    pub fn pages_of<'a>(&'a self, part: &'a Part) -> impl Iterator<Item = &'a Page> {
        self.pages_named(&part.pages)
    }

    /// The pages with these slugs, in this order.
    pub fn pages_named<'a>(&'a self, slugs: &'a [String]) -> impl Iterator<Item = &'a Page> {
        slugs.iter().filter_map(|slug| {
            let page = GuidePage::from_slug(slug)?;
            self.pages.iter().find(|found| found.page == page)
        })
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
        for term in &self.references.terms {
            if let Some(see) = &term.see {
                add("glossary.toml", &term.id, see);
            }
        }
        let renames = self.folder.join("renames.toml");
        links.extend(self.renames.links(|name| line_number(&renames, name)));
        links
    }
}
