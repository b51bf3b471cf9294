//! Styles, scripts and the app itself, named by the hash of their final bytes.

use super::compact::compact;
use super::hashed::named;
use super::parts::{self, App};
use super::{Build, SiteError, read, style};
use guide_core::route::Route;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tech_lead_guide::app::room_of;

/// The scripts that `boot.js` loads when it needs them, each after those that it imports itself.
const MODULES: [&str; 3] = ["notice", "failure", "offline"];

/// The files of the reading serif, in `assets/fonts`.
const FONTS: [&str; 2] = ["literata-normal", "literata-italic"];

/// What pages load and what stands in them. Files are in the site's root folder, named by their hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// The text of the whole style sheet, of which each page has the rules that it uses.
    pub sheet: String,
    /// The style sheet as a file, for after the first paint.
    pub style: String,
    /// The text of the script that runs before the first paint.
    pub early: String,
    /// Starts the app.
    pub boot: String,
    /// The JavaScript side of the app.
    pub glue: String,
    /// The app: what every page loads of it.
    pub wasm: String,
    /// What each of its parts needs besides.
    pub parts: BTreeMap<String, Vec<String>>,
    /// The search index.
    pub search: String,
    /// The script of the page that prints the whole guide.
    pub print_script: String,
    /// Its styles.
    pub print_style: String,
}

impl Assets {
    /// Puts everything that pages load into the staging folder; `search` is the search index.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn prepare(build: &Build, search: &str) -> Result<Self, SiteError> {
        let folder = build.source.join("assets");
        for name in [
            "manifest.webmanifest",
            "icon.svg",
            "icon-192.png",
            "icon-512.png",
        ] {
            let to = build.staging.join(name);
            fs::copy(folder.join(name), &to).map_err(|error| SiteError::of(&to, error))?;
        }
        let styles = build.source.join("style");
        let sheet = style::sheet(&styles)?;
        let source = |name: &str| -> Result<String, SiteError> {
            Ok(compact(&read(&folder.join(name).with_extension("js"))?))
        };
        // A module names the modules that it imports, and they are named by their hash.
        let font = font_script(build, &source("font")?)?;
        let mut names = vec![("font".to_owned(), font.clone())];
        let mut module = |name: &str| -> Result<String, SiteError> {
            let mut text = source(name)?;
            for (import, named) in &names {
                text = text.replace(&format!("'./{import}.js'"), &format!("'./{named}'"));
            }
            named(build, name, "js", text.as_bytes()).inspect(|named| {
                names.push((name.to_owned(), named.clone()));
            })
        };
        for name in MODULES {
            module(name)?;
        }
        let App { glue, main, parts } = if build.release {
            parts::take_apart(build)?
        } else {
            parts::in_one_piece(build)?
        };
        Ok(Self {
            style: named(build, "style", "css", sheet.as_bytes())?,
            sheet,
            early: source("early")?.replace("font.js", &font),
            boot: module("boot")?,
            // A quarter of what wasm-bindgen writes is indentation and types in comments.
            glue: named(build, "app", "js", compact(&glue).as_bytes())?,
            wasm: named(build, "app", "wasm", &main)?,
            parts,
            search: named(build, "search", "json", search.as_bytes())?,
            print_script: named(build, "print", "js", source("print")?.as_bytes())?,
            print_style: named(
                build,
                "print",
                "css",
                style::print_sheet(&styles)?.as_bytes(),
            )?,
        })
    }
}

/// Puts the fonts into the staging folder, and the script that loads them, which names them by their
/// hash; returns the name of the script.
fn font_script(build: &Build, source: &str) -> Result<String, SiteError> {
    let mut script = source.to_owned();
    for name in FONTS {
        let path = build.source.join("assets/fonts").join(name);
        let path = path.with_extension("woff2");
        let bytes = fs::read(&path).map_err(|error| SiteError::of(&path, error))?;
        let named = named(build, name, "woff2", &bytes)?;
        script = script.replace(&format!("{name}.woff2"), &named);
    }
    named(build, "font", "js", script.as_bytes())
}

impl Assets {
    /// The files of the part of the app that makes this page live, where it has one of its own.
    pub fn files_of_room(&self, route: Route) -> &[String] {
        let files = room_of(route).and_then(|part| self.parts.get(part.name));
        files.map_or(&[], Vec::as_slice)
    }
}

/// Every file below `folder`, as paths relative to it with forward slashes, sorted.
///
/// # Errors
/// A folder that cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<String>, SiteError> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        let path = folder.join(&below);
        for entry in fs::read_dir(&path).map_err(|error| SiteError::of(&path, error))? {
            let entry = entry.map_err(|error| SiteError::of(&path, error))?;
            let below = below.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(below);
            } else {
                found.push(below.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    Ok(found)
}
