//! The bytes of the built site, as they are and as they travel.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::error::{Error, Result};
use crate::html;

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
    read_folder(dist, "", &mut files).map_err(Error::while_doing(dist.display()))?;
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<BuiltFile>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_folder(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.push(BuiltFile {
                path,
                content: fs::read(entry.path())?,
            });
        }
    }
    Ok(())
}

/// The size after `gzip -9`.
pub fn gzip_size(content: &[u8]) -> u64 {
    let mut encoder = GzEncoder::new(Counter::default(), Compression::best());
    // Counting does not fail.
    _ = encoder.write_all(content);
    encoder.finish().map_or(0, |counter| counter.bytes)
}

/// The size after brotli at its highest level, 11.
pub fn brotli_size(content: &[u8]) -> u64 {
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

/// [`brotli_size`] of many files. It is slow in a debug build, so all cores share the work.
pub fn brotli_sizes(files: &[&BuiltFile]) -> Vec<u64> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut sizes = BTreeMap::new();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|worker| {
                scope.spawn(move || {
                    let own = files.iter().enumerate().skip(worker).step_by(cores);
                    own.map(|(index, file)| (index, brotli_size(&file.content)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        for worker in workers {
            sizes.extend(worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
    });
    sizes.into_values().collect()
}

/// Swallows what is written to it and knows how much it was.
#[derive(Debug, Default)]
struct Counter {
    bytes: u64,
}

impl Write for Counter {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.bytes += buffer.len() as u64;
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The bytes that have to arrive before a page can be painted: itself and its stylesheets, each
/// compressed with gzip.
pub fn render_blocking_size(page: &BuiltFile, files: &[BuiltFile]) -> Result<u64> {
    let html = String::from_utf8_lossy(&page.content);
    let mut size = gzip_size(&page.content);
    for address in html::blocking_stylesheets(&html) {
        let path = path_of(&page.path, address);
        let stylesheet = files.iter().find(|file| Path::new(&file.path) == path);
        let stylesheet = stylesheet.ok_or_else(|| {
            Error::failed(format!("{}: there is no stylesheet {address}", page.path))
        })?;
        size += gzip_size(&stylesheet.content);
    }
    Ok(size)
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
    fn a_page_weighs_itself_and_its_stylesheets() {
        let files = [
            file(
                "guide/index.html",
                "<link rel=stylesheet href=../a.css><link rel=stylesheet media=print href=p.css>",
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
    fn names_and_extensions() {
        let wasm = file("app/main-1a2b.wasm", "");
        assert_eq!((wasm.name(), wasm.extension()), ("main-1a2b.wasm", "wasm"));
        assert_eq!(file("CNAME", "").extension(), "");
    }
}
