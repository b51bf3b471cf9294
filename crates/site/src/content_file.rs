//! Reading the files of `content/`, with errors that say file and line.

use super::SiteError;
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// Reads and parses one TOML file of the content folder.
pub(super) fn toml_file<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, SiteError> {
    let path = folder.join(name);
    let text = fs::read_to_string(&path)
        .map_err(|error| SiteError::at(&format!("content/{name}"), 1, error))?;
    parse_toml(name, &text)
}

/// Parses the text of the content file `name`.
pub(super) fn parse_toml<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, SiteError> {
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
pub(super) fn files(folder: &Path, ending: &str) -> Result<Vec<(String, String)>, SiteError> {
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

/// Sees to it that no two entries of a content file have the same id.
pub(super) fn unique<'a>(
    folder: &Path,
    name: &str,
    ids: impl Iterator<Item = &'a str>,
) -> Result<(), SiteError> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(line_of(folder, name, id, "this id is there twice"));
        }
    }
    Ok(())
}

/// An error about the entry `id` of a content file.
pub(super) fn line_of(folder: &Path, name: &str, id: &str, what: &str) -> SiteError {
    SiteError::at(
        &format!("content/{name}"),
        line_number(&folder.join(name), id),
        format!("`{id}`: {what}"),
    )
}

/// The first line of a file that has `needle` as a quoted string.
pub(super) fn line_number(path: &Path, needle: &str) -> usize {
    let text = fs::read_to_string(path).unwrap_or_default();
    let quoted = format!("\"{needle}\"");
    text.lines()
        .position(|line| line.contains(&quoted))
        .map_or(1, |index| index + 1)
}
