//! From the path of a request to a file below the root, and nowhere else.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// A file to send.
    File(PathBuf),
    /// A folder asked for without its slash: the same path with the slash.
    WithSlash(String),
    /// Nothing is there, but it is part of the site.
    Nothing,
    /// Not part of the site at all.
    OutsideBase,
    /// A path that no honest client sends.
    Refused,
}

/// Finds out where `path`, as sent by the client, leads.
pub(super) fn resolve(root: &Path, base: &str, path: &str) -> Destination {
    let Some(decoded) = percent_decode(path) else {
        return Destination::Refused;
    };
    if decoded.contains(['\0', '\\']) || decoded.split('/').any(|name| name == "..") {
        return Destination::Refused;
    }
    if format!("{decoded}/") == base {
        return Destination::WithSlash(format!("{path}/"));
    }
    let Some(below_base) = decoded.strip_prefix(base) else {
        return Destination::OutsideBase;
    };
    find(root, below_base, path)
}

fn find(root: &Path, below_base: &str, path: &str) -> Destination {
    let (names, is_folder) = match below_base.strip_suffix('/') {
        Some(names) => (names, true),
        None => (below_base, below_base.is_empty()),
    };
    let Some(place) = place_below(root, names) else {
        return Destination::Nothing;
    };
    let index = place.join("index.html");
    if is_folder {
        return existing_file(root, index);
    }
    if place.is_dir() && index.is_file() {
        return Destination::WithSlash(format!("{path}/"));
    }
    existing_file(root, place)
}

/// Appends the names one by one; each has to be an ordinary name of a file or folder. This also
/// keeps out drive letters where there are such things.
fn place_below(root: &Path, names: &str) -> Option<PathBuf> {
    let mut place = root.to_path_buf();
    if names.is_empty() {
        return Some(place);
    }
    for name in names.split('/') {
        let mut components = Path::new(name).components();
        match (components.next(), components.next()) {
            (Some(Component::Normal(_)), None) => place.push(name),
            _ => return None,
        }
    }
    Some(place)
}

/// The file, if it exists and no symbolic link leads out of the root.
fn existing_file(root: &Path, file: PathBuf) -> Destination {
    let real_root = fs::canonicalize(root);
    let real_file = fs::canonicalize(&file);
    match (real_root, real_file) {
        (Ok(real_root), Ok(real_file))
            if real_file.is_file() && real_file.starts_with(&real_root) =>
        {
            Destination::File(file)
        }
        _ => Destination::Nothing,
    }
}

/// Decodes `%41`; nothing where an escape is broken or the result is not UTF-8.
fn percent_decode(path: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = char::from(bytes.next()?).to_digit(16)?;
            let low = char::from(bytes.next()?).to_digit(16)?;
            decoded.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

/// The media type by the end of the name.
pub(super) fn media_type(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|extension| extension.to_str());
    match extension.unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// Text and WebAssembly shrink; pictures and fonts are compressed already.
pub(super) fn is_worth_compressing(media_type: &str) -> bool {
    media_type.ends_with("charset=utf-8") || media_type == "application/wasm"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_or_refused() {
        assert_eq!(percent_decode("/a%20b%2F%C3%A4"), Some("/a b/ä".to_owned()));
        for broken in ["%", "%4", "%zz", "%ff", "%+1"] {
            assert_eq!(percent_decode(broken), None, "{broken}");
        }
    }

    #[test]
    fn media_types_carry_a_charset_where_they_are_text() {
        let types = ["a.html", "b.js", "c.wasm", "d.webmanifest", "e"]
            .map(|name| media_type(Path::new(name)));
        let expected = [
            "text/html; charset=utf-8",
            "text/javascript; charset=utf-8",
            "application/wasm",
            "application/manifest+json; charset=utf-8",
            "application/octet-stream",
        ];
        assert_eq!(types, expected);
    }
}
