//! Turns `content/*.toml` into the Rust tables of `src/content.rs`, and fails the build, with file
//! and line, where the content does not hold together.

#![expect(
    clippy::print_stdout,
    reason = "a build script talks to cargo this way"
)]

mod adverts;
mod kinds;
mod situations;
mod tables;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build");
    // Another folder makes another release of the site, which a test updates to.
    println!("cargo::rerun-if-env-changed=GUIDE_CONTENT_DIR");
    let content = std::env::var("GUIDE_CONTENT_DIR").unwrap_or_else(|_| "../../content".to_owned());
    println!("cargo::rerun-if-changed={content}");
    match generate(Path::new(&content)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

fn generate(content: &Path) -> Result<(), String> {
    let rust = tables::generate(content)?;
    let folder = std::env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    std::fs::write(Path::new(&folder).join("content.rs"), rust)
        .map_err(|error| format!("content.rs cannot be written: {error}"))
}
