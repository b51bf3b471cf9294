//! The site generator, native only: from `content/` and trunk's bundle to a folder that any static
//! host can serve.
//!
//! `prerender` calls [`write`] from trunk's `post_build` hook.

pub mod articles;
pub mod assets;
pub mod changes;
pub mod check;
pub mod compact;
pub mod comparison;
pub mod content_file;
pub mod document;
pub mod dom;
pub mod feed;
pub mod figures;
pub mod guide;
pub mod hashed;
pub mod headers;
pub mod kinds;
pub mod library;
pub mod markdown;
pub mod moved;
pub mod offline;
pub mod open_data;
pub mod parts;
pub mod previews;
pub mod print;
pub mod references;
pub mod renames;
pub mod render;
pub mod report;
pub mod search;
pub mod siblings;
pub mod situations;
pub mod style;

use articles::Head;
use assets::Assets;
use document::{Document, Release};
use guide_core::page_action::markdown_path;
use guide_core::route::{COMPONENTS_PATH, Route};
use library::Library;
use previews::{Painter, Preview};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// What is wrong with the content, or with the folders of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteError(String);

impl SiteError {
    /// An error about a line of a content file.
    pub fn at(file: &str, line: usize, what: impl fmt::Display) -> Self {
        Self(format!("{file}:{line}: {what}"))
    }

    /// An error about a file or folder.
    pub fn of(path: &Path, what: impl fmt::Display) -> Self {
        Self(format!("{}: {what}", path.display()))
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for SiteError {}

/// What a build is told from outside.
#[derive(Debug, Clone)]
pub struct Build {
    /// The repository: has `style/` and `assets/`.
    pub source: PathBuf,
    /// The folder with the content, the same that the app was compiled with.
    pub content: PathBuf,
    /// Where trunk has put the bundle, and where the site is written.
    pub staging: PathBuf,
    /// The public address of the site, with its folder; `None` where it is not known.
    pub site_url: Option<String>,
    /// Where the text of the guide can be edited: the address of a folder that has its Markdown files,
    /// such as `https://host/owner/repo/edit/main/content/guide/`. `None` where there is no such place.
    pub edit_url: Option<String>,
    /// Whether this is a build for people. The edit loop's pages have no content security policy and
    /// no service worker, which would both keep it from reloading them.
    pub release: bool,
}

/// Writes the whole site into the staging folder.
///
/// # Errors
/// What is wrong with the content, with file and line; or a file that cannot be read or written.
pub fn write(build: &Build) -> Result<(), SiteError> {
    let library = Library::read(&build.content)?;
    let search = search::index(&library, &build.content)?;
    let template = read(&build.staging.join("index.html"))?;
    let assets = Assets::prepare(build, &search.file)?;
    let document = Document::new(&template, &assets, build);

    let mut links = library.links();
    links.extend(search.links);
    let mut pages = Vec::new();
    // Two seconds of work that only a public address can use.
    let painter = (build.release && build.site_url.is_some())
        .then(Painter::new)
        .transpose()?;
    for route in Route::all() {
        let article = articles::article(&library, route, build.edit_url.as_deref())?;
        links.extend(article.links);
        if let Some(painter) = &painter {
            painter.write(build, route, &article.head.preview)?;
        }
        let app = render::page(&library, route, article.html)?;
        pages.push((route, document.page(route, &article.head, &app)));
    }
    let texts: Vec<(Route, &str)> = pages
        .iter()
        .map(|(route, html)| (*route, html.as_str()))
        .collect();
    check::links_of_content(&texts, &links)?;

    for moved in moved::moved_pages(&library)? {
        let folder = build.staging.join("guide").join(moved.from);
        let html = document::moved(&moved, build.site_url.as_deref());
        write_file(&folder.join("index.html"), &html)?;
    }
    write_file(
        &build.staging.join(print::FILE),
        &print::page(&library, &assets, build),
    )?;
    write_file(&build.staging.join("404.html"), &document.not_found())?;
    write_file(&build.staging.join("missing.html"), &document.missing())?;
    write_file(
        &build.staging.join("sitemap.txt"),
        &document::sitemap_txt(build.site_url.as_deref()),
    )?;
    write_file(
        &build.staging.join("sitemap.xml"),
        &document::sitemap_xml(build.site_url.as_deref()),
    )?;
    write_for_programs(&library, build)?;
    // Keeps GitHub Pages from leaving files out.
    write_file(&build.staging.join(".nojekyll"), "")?;
    write_release(build, &assets, &document, &pages)
}

/// Writes what programs read: Markdown, tables, the feed.
fn write_for_programs(library: &Library, build: &Build) -> Result<(), SiteError> {
    let site_url = build.site_url.as_deref();
    let write = |path: &str, text: &str| {
        write_file(&build.staging.join(path.trim_start_matches('/')), text)
    };
    for page in &library.pages {
        let text = siblings::markdown(library, page, site_url);
        write(&markdown_path(page.page), &text)?;
    }
    for file in open_data::FILES {
        write(file.name, &file.text(library, site_url))?;
    }
    write(siblings::LIST, &siblings::list(library, site_url))?;
    write(changes::FEED, &feed::feed(library, site_url))
}

/// Names the release by all its files, and writes what says the name: the pages and the worker.
fn write_release(
    build: &Build,
    assets: &Assets,
    document: &Document<'_>,
    pages: &[(Route, String)],
) -> Result<(), SiteError> {
    let counted: Vec<(String, String)> = pages
        .iter()
        .map(|(route, html)| (route.path(), document::without_release(html)))
        .collect();
    let list = offline::list(build, &counted)?;
    let release = Release::new(assets, &list, build.release);
    for (route, html) in pages {
        let folder = build.staging.join(route.path().trim_start_matches('/'));
        write_file(&folder.join("index.html"), &release.complete(*route, html))?;
    }
    if !build.release {
        write_components(build, &release, document)?;
    }
    offline::write_worker(build, &release, &list)?;
    // Last, because it names the files.
    let headers = headers::headers_file(&assets::files_below(&build.staging)?)?;
    write_file(&build.staging.join(headers::FILE), &headers)
}

/// Writes the page of development builds on which the app shows its components.
fn write_components(
    build: &Build,
    release: &Release,
    document: &Document<'_>,
) -> Result<(), SiteError> {
    let head = Head {
        title: "Components".to_owned(),
        description: "Every component of the interface, in every state.".to_owned(),
        preview: Preview::default(),
    };
    // It lies as deep as this page, so the same relative addresses hold.
    let page = document.page(Route::About, &head, "");
    let folder = build.staging.join(COMPONENTS_PATH.trim_matches('/'));
    write_file(
        &folder.join("index.html"),
        &release.complete(Route::About, &page),
    )
}

fn read(path: &Path) -> Result<String, SiteError> {
    fs::read_to_string(path).map_err(|error| SiteError::of(path, error))
}

fn write_file(path: &Path, text: &str) -> Result<(), SiteError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| SiteError::of(folder, error))?;
    }
    fs::write(path, text).map_err(|error| SiteError::of(path, error))
}
