//! The service worker: `assets/sw.js` with the list of every file of this release and its hash.

use super::assets::files_below;
use super::document::Release;
use super::hashed::hash;
use super::headers;
use super::previews::FOLDER;
use super::{Build, SiteError, changes, open_data, read, siblings, write_file};
use std::fmt::Write as _;
use std::fs;

/// Where the worker's source has its list.
const LIST_MARK: &str = "/* the files of this release */";
/// Where it has the line that pages say their release with.
const LINE_MARK: &str = "/* the line of this release */";

/// The address and the hash of every file that is kept: of those in the staging folder, and of
/// `pages`, which have their path and are counted without the line of their release.
///
/// # Errors
/// A file that cannot be read.
pub fn list(build: &Build, pages: &[(String, String)]) -> Result<String, SiteError> {
    let mut files = Vec::new();
    for name in files_below(&build.staging)? {
        if is_kept(&name) {
            let path = build.staging.join(&name);
            let bytes = fs::read(&path).map_err(|error| SiteError::of(&path, error))?;
            files.push((address_of(&name).to_owned(), hash(&bytes)));
        }
    }
    for (path, html) in pages {
        let address = path.trim_start_matches('/');
        let address = if address.is_empty() { "./" } else { address };
        files.push((address.to_owned(), hash(html.as_bytes())));
    }
    files.sort();
    let mut list = String::new();
    for (address, hash) in files {
        _ = writeln!(list, "[{address:?},\"{hash}\"],");
    }
    Ok(list)
}

/// Writes `sw.js`.
///
/// # Errors
/// A file that cannot be read or written.
pub fn write_worker(build: &Build, release: &Release, list: &str) -> Result<(), SiteError> {
    let source = build.source.join("assets/sw.js");
    let mut worker = read(&source)?;
    for (mark, text) in [
        (LIST_MARK, list),
        (LINE_MARK, &release.line),
        ("'RELEASE'", &format!("'{}'", release.id)),
    ] {
        if !worker.contains(mark) {
            return Err(SiteError::of(&source, format!("`{mark}` is missing")));
        }
        worker = worker.replacen(mark, text, 1);
    }
    write_file(&build.staging.join("sw.js"), &worker)
}

/// Everything that pages need. Files for crawlers, chats, programs and hosts are left to them.
fn is_kept(name: &str) -> bool {
    !name.starts_with(FOLDER)
        && !is_for_programs(name)
        && !matches!(
            name,
            "sw.js"
                | "index.html"
                | "robots.txt"
                | "sitemap.txt"
                | "sitemap.xml"
                | ".nojekyll"
                | headers::FILE
        )
}

/// Markdown, tables and the feed.
fn is_for_programs(name: &str) -> bool {
    let is_table = open_data::FILES.iter().any(|file| file.name == name);
    is_table || name.ends_with(".md") || [siblings::LIST, changes::FEED].contains(&name)
}

/// The address under which a file is asked for, relative to the worker.
fn address_of(name: &str) -> &str {
    name.strip_suffix("index.html").unwrap_or(name)
}
