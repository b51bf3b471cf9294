//! Turns `content/*.toml` into the Rust tables of `src/content.rs`, and fails the build, with file
//! and line, where the content does not hold together.

#![expect(
    clippy::print_stdout,
    reason = "a build script talks to cargo this way"
)]

mod tables;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=content");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), String> {
    let rust = tables::generate(Path::new("content"))?;
    let folder = std::env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    std::fs::write(Path::new(&folder).join("content.rs"), rust)
        .map_err(|error| format!("content.rs cannot be written: {error}"))
}
