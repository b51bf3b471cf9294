//! The place that a store writes to, as a trait, and what can be wrong with it.

use std::fmt;

/// Why something could not be stored or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageError {
    /// The browser does not let this site store anything.
    Denied,
    /// There is no room left.
    Full,
    /// The browser accepted the value but did not keep it, or failed in another way.
    Broken,
}

impl fmt::Display for StorageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Denied => "this browser does not let the site store anything",
            Self::Full => "the browser’s storage for this site is full",
            Self::Broken => "the browser’s storage does not keep what is written",
        })
    }
}

impl std::error::Error for StorageError {}

/// A place for strings by key: localStorage, or what stands in for it in a test.
///
/// No method panics, whatever the storage does: it can go away and come back between two calls.
pub trait Area {
    /// The value at `key`.
    ///
    /// # Errors
    /// The storage cannot be read.
    fn read(&self, key: &str) -> Result<Option<String>, StorageError>;

    /// Puts `value` at `key`.
    ///
    /// # Errors
    /// The storage is denied, full or broken; the old value is then still there.
    fn write(&self, key: &str, value: &str) -> Result<(), StorageError>;

    /// Takes away the value at `key`.
    ///
    /// # Errors
    /// The storage is denied or broken.
    fn remove(&self, key: &str) -> Result<(), StorageError>;

    /// All keys, of this site and of others on the same origin.
    ///
    /// # Errors
    /// The storage cannot be read, or does not name one of its keys.
    fn keys(&self) -> Result<Vec<String>, StorageError>;
}
