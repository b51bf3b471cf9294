//! The bytes of the built site, as they are and as they travel.

use std::cmp::Reverse;
use std::fs;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use comfy_table::Table;
use flate2::Compression;
use flate2::write::GzEncoder;
use scraper::{Html, Selector};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::kilobytes;

/// One file of the built site.
#[derive(Clone, Debug)]
pub struct BuiltFile {
    /// Where it lies below `dist`, with `/` between the names.
    pub path: String,
    /// What is in it.
    pub content: Vec<u8>,
}

impl BuiltFile {
    /// The part of the name after the last dot.
    pub fn extension(&self) -> &str {
        self.path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
    }

    /// The part of the path after the last slash.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// Reads every file below `dist`, sorted by path.
pub fn read_site(dist: &Path) -> Result<Vec<BuiltFile>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(dist).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let names = entry.path().strip_prefix(dist)?.iter();
            let names: Vec<_> = names.map(|name| name.to_string_lossy()).collect();
            let content = fs::read(entry.path());
            files.push(BuiltFile {
                path: names.join("/"),
                content: content.with_context(|| entry.path().display().to_string())?,
            });
        }
    }
    Ok(files)
}

/// The SHA-256 of every file, as `sha256sum --check` reads it.
pub fn checksums(files: &[BuiltFile]) -> String {
    files
        .iter()
        .map(|file| format!("{:x}  {}\n", Sha256::digest(&file.content), file.path))
        .collect()
}

/// The size after `gzip -9`.
pub fn gzip_size(content: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Counter::default(), Compression::best());
    // Counting does not fail.
    _ = encoder.write_all(content);
    encoder.finish().map_or(0, |counter| counter.bytes)
}

/// The size after brotli at its highest level, 11.
pub fn brotli_size(content: &[u8]) -> usize {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut counter = Counter::default();
    let mut input = content;
    // Counting does not fail.
    _ = brotli::BrotliCompress(&mut input, &mut counter, &parameters);
    counter.bytes
}

/// [`brotli_size`] of many files. It is slow, so each gets a thread.
pub fn brotli_sizes(files: &[&BuiltFile]) -> Vec<usize> {
    thread::scope(|scope| {
        let workers: Vec<_> = files
            .iter()
            .map(|file| scope.spawn(|| brotli_size(&file.content)))
            .collect();
        let sizes = workers.into_iter().map(|worker| worker.join());
        sizes
            .map(|size| size.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

/// Swallows what is written to it and knows how much it was.
#[derive(Debug, Default)]
struct Counter {
    bytes: usize,
}

impl Write for Counter {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.bytes += buffer.len();
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is fetched to read and to use the site, the largest page, and sums of the rest.
pub fn table(files: &[BuiltFile]) -> Table {
    let is_page = |file: &&BuiltFile| file.extension() == "html";
    // Not what nobody waits for: pictures for sharing, the sitemap, licences.
    let is_fetched = |file: &&BuiltFile| {
        matches!(
            file.extension(),
            "wasm" | "js" | "mjs" | "css" | "json" | "bin" | "woff2"
        )
    };
    let mut shown: Vec<&BuiltFile> = files.iter().filter(is_fetched).collect();
    let pages = files.iter().filter(is_page);
    shown.extend(pages.max_by_key(|page| page.content.len()));
    shown.sort_by_key(|file| Reverse(file.content.len()));

    let mut table = crate::table(&["file", "raw kB", "gzip", "brotli"]);
    for (file, brotli) in shown.iter().zip(brotli_sizes(&shown)) {
        table.add_row([
            file.path.clone(),
            kilobytes(file.content.len()),
            kilobytes(gzip_size(&file.content)),
            kilobytes(brotli),
        ]);
    }
    let pages: Vec<&BuiltFile> = files.iter().filter(is_page).collect();
    for (name, group) in [("pages", pages), ("files", files.iter().collect())] {
        let sum = |size: fn(&[u8]) -> usize| group.iter().map(|file| size(&file.content)).sum();
        table.add_row([
            format!("all {} {name}", group.len()),
            kilobytes(sum(<[u8]>::len)),
            kilobytes(sum(gzip_size)),
        ]);
    }
    table
}

/// The bytes that have to arrive before a page can be painted: itself and its stylesheets, each
/// compressed with gzip.
///
/// # Errors
/// The page names a stylesheet that is not among the files.
pub fn render_blocking_size(page: &BuiltFile, files: &[BuiltFile]) -> Result<usize> {
    let html = Html::parse_document(&String::from_utf8_lossy(&page.content));
    let mut size = gzip_size(&page.content);
    for stylesheet in html.select(&blocking_stylesheets()?) {
        let address = stylesheet.attr("href").unwrap_or_default();
        let path = path_of(&page.path, address);
        let file = files.iter().find(|file| Path::new(&file.path) == path);
        let file =
            file.with_context(|| format!("{}: there is no stylesheet {address}", page.path))?;
        size += gzip_size(&file.content);
    }
    Ok(size)
}

fn blocking_stylesheets() -> Result<Selector> {
    Selector::parse("link[rel~=stylesheet i][href]:not([media=print])")
        .map_err(|error| anyhow::anyhow!("{error}"))
}

/// The file that a relative address on a page means.
fn path_of(page: &str, address: &str) -> PathBuf {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let mut names: Vec<&str> = match address.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => page.split('/').collect(),
    };
    // The page's own name.
    names.pop();
    for name in address.split('/') {
        match name {
            "" | "." => {}
            ".." => _ = names.pop(),
            name => names.push(name),
        }
    }
    names.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, content: &str) -> BuiltFile {
        BuiltFile {
            path: path.to_owned(),
            content: content.as_bytes().to_vec(),
        }
    }

    #[test]
    fn addresses_are_resolved_against_their_page() {
        let cases = [
            ("index.html", "a.css", "a.css"),
            ("guide/one/index.html", "../../a-1.css", "a-1.css"),
            (
                "guide/one/index.html",
                "./style.css?v=1",
                "guide/one/style.css",
            ),
            ("guide/one/index.html", "/a.css", "a.css"),
        ];
        for (page, address, path) in cases {
            assert_eq!(path_of(page, address), Path::new(path), "{page} {address}");
        }
    }

    #[test]
    fn a_page_weighs_itself_and_the_stylesheets_that_it_waits_for() {
        let files = [
            file(
                "guide/index.html",
                "<!-- <link rel=stylesheet href=gone.css> --><LINK REL='preload stylesheet' HREF='../a.css'>\
                 <link rel=stylesheet media=print href=p.css><link rel=icon href=i.svg>",
            ),
            file("a.css", &"body { color: black }".repeat(50)),
        ];
        let size = render_blocking_size(&files[0], &files).unwrap();
        let parts = gzip_size(&files[0].content) + gzip_size(&files[1].content);
        assert_eq!(size, parts);
    }

    #[test]
    fn a_stylesheet_that_does_not_exist_is_an_error() {
        let page = file("index.html", "<link rel=stylesheet href=gone.css>");
        let error = render_blocking_size(&page, &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "index.html: there is no stylesheet gone.css"
        );
    }

    #[test]
    fn compressing_makes_smaller_and_the_order_of_files_is_kept() {
        let long = file("long.js", &"export const x = 1;\n".repeat(100));
        let short = file("short.js", "1");
        assert!(gzip_size(&long.content) < 100);
        let sizes = brotli_sizes(&[&long, &short, &long]);
        assert_eq!(sizes[0], brotli_size(&long.content));
        assert_eq!(sizes[1], brotli_size(&short.content));
        assert_eq!(sizes[2], sizes[0]);
    }

    #[test]
    fn the_table_shows_what_is_fetched_and_sums_the_rest() {
        let files = [
            file("app.wasm", "module"),
            file("index.html", "1"),
            file("guide/index.html", "12"),
            file("share.png", "picture"),
        ];
        let text = table(&files).to_string();
        for shown in ["app.wasm", "guide/index.html", "all 2 pages", "all 4 files"] {
            assert!(text.contains(shown), "{text}");
        }
        assert!(!text.contains("share.png") && !text.contains("| index.html"));
    }
}
