//! Files that are named by the hash of their bytes.

use super::{Build, SiteError};
use sha2::{Digest, Sha256};
use std::fs;

/// The first 16 hexadecimal digits of the SHA-256 of `bytes`.
pub fn short_hash(bytes: &[u8]) -> String {
    hash(bytes)[..16].to_owned()
}

/// The SHA-256 of `bytes` in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Writes a file into the site's root folder, named by its bytes; returns the name.
pub(super) fn named(
    build: &Build,
    stem: &str,
    ending: &str,
    bytes: &[u8],
) -> Result<String, SiteError> {
    let name = format!("{stem}-{}.{ending}", short_hash(bytes));
    let path = build.staging.join(&name);
    fs::write(&path, bytes).map_err(|error| SiteError::of(&path, error))?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_depends_on_every_byte() {
        assert_eq!(short_hash(b"").len(), 16);
        assert_ne!(short_hash(b"a"), short_hash(b"b"));
    }
}
