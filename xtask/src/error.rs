//! How a command fails: what the person is told, and by which exit code.

use std::fmt;
use std::io;

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Error {
    /// The command line makes no sense. Exit code 2.
    Usage(String),
    /// The work failed; one line says what, and what to do about it. Exit code 1.
    Failed(String),
    /// The work failed and its report is already printed, so nothing may follow it. Exit code 1.
    Reported,
}

impl Error {
    /// A failure with its one-line message.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Failed(message.into())
    }

    /// Puts what was being done in front of an input/output error, which alone says too little.
    pub fn while_doing(what: impl fmt::Display) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Failed(format!("{what}: {error}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Failed(message) => formatter.write_str(message),
            Self::Reported => formatter.write_str("failed, as reported above"),
        }
    }
}

impl std::error::Error for Error {}

impl From<lexopt::Error> for Error {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}
