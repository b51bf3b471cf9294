//! The service worker: `assets/sw.js` with the list of every file of this release and its hash.

use super::assets::{files_below, hash, short_hash};
use super::previews::FOLDER;
use super::{Build, SiteError, read, write_file};
use std::fmt::Write as _;
use std::fs;

/// Where the worker's source has its list.
const MARK: &str = "/* the files of this release */";

/// Writes `sw.js`. Everything else has to be in the staging folder already.
///
/// # Errors
/// A file that cannot be read or written.
pub fn write_worker(build: &Build) -> Result<(), SiteError> {
    let mut list = String::new();
    for name in files_below(&build.staging)? {
        if is_kept(&name) {
            let path = build.staging.join(&name);
            let bytes = fs::read(&path).map_err(|error| SiteError::of(&path, error))?;
            _ = writeln!(list, "[{:?},\"{}\"],", address_of(&name), hash(&bytes));
        }
    }
    let source = build.source.join("assets/sw.js");
    let worker = read(&source)?;
    if !worker.contains(MARK) {
        return Err(SiteError::of(&source, format!("`{MARK}` is missing")));
    }
    let worker = worker.replacen(MARK, &list, 1).replacen(
        "'RELEASE'",
        &format!("'{}'", short_hash(list.as_bytes())),
        1,
    );
    write_file(&build.staging.join("sw.js"), &worker)
}

/// Everything that pages need. Files for crawlers, chats and hosts are left to them.
fn is_kept(name: &str) -> bool {
    !name.starts_with(FOLDER)
        && !matches!(
            name,
            "sw.js" | "index.html.tmp" | "robots.txt" | "sitemap.txt" | "sitemap.xml" | ".nojekyll"
        )
}

/// The address under which a file is asked for, relative to the worker.
fn address_of(name: &str) -> &str {
    match name.strip_suffix("index.html") {
        Some("") => "./",
        Some(folder) => folder,
        None => name,
    }
}
