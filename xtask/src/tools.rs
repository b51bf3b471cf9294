//! The tools that the project needs, found or installed.
//!
//! [`catalogue`] says what there is to need, as data. [`ensure`] looks which of it the machine lacks
//! and installs that, once; a machine that has everything notices nothing. What is installed goes
//! into a folder of the project's own below cargo's home, so that neither a clean clone installs it
//! again nor a tool that the person uses elsewhere is replaced by another version.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use xshell::cmd;

pub use self::catalogue::Tool;
use self::catalogue::{CrateVersion, Source};
use crate::project::{Project, capture};
use crate::search_path;

pub mod catalogue;
mod install;

/// Makes sure that the tools are there, and installs those that are not.
///
/// # Errors
/// The remedies of all tools that are still missing, one a line, if the work cannot be done without
/// one of them. A missing tool that only makes the result better is warned about.
pub fn ensure(project: &Project, wanted: &[&'static Tool]) -> Result<()> {
    let missing = missing(project, wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    install::install(project, &missing)?;

    let (needed, useful): (Vec<_>, Vec<_>) = self::missing(project, &missing)?
        .into_iter()
        .partition(|tool| tool.is_needed);
    for tool in useful {
        println!("warning: {}", tool.remedy(project)?);
    }
    if needed.is_empty() {
        return Ok(());
    }
    let remedies: Result<Vec<String>> = needed.iter().map(|tool| tool.remedy(project)).collect();
    bail!("{}", remedies?.join("\n       "))
}

fn missing(project: &Project, wanted: &[&'static Tool]) -> Result<Vec<&'static Tool>> {
    let mut missing = Vec::new();
    for &tool in wanted {
        if !tool.is_present(project)? {
            missing.push(tool);
        }
    }
    Ok(missing)
}

impl Tool {
    /// Whether the machine has it, in the right version.
    pub fn is_present(&self, project: &Project) -> Result<bool> {
        match &self.source {
            Source::RustTarget { target } => has_rust_target(project, target),
            Source::Cargo { programs, .. } => {
                let version = self.version(project)?;
                Ok(programs
                    .iter()
                    .all(|program| has_program(project, program, &version)))
            }
            Source::Npm { package, version } => {
                Ok(npm_package_version(package).as_deref() == Some(version))
            }
            Source::Debian { programs, .. } => Ok(programs
                .iter()
                .any(|program| search_path::find(program).is_some())),
        }
    }

    /// The version that is needed; empty where any will do.
    fn version(&self, project: &Project) -> Result<String> {
        match &self.source {
            Source::Cargo {
                version: CrateVersion::Exactly(version),
                ..
            }
            | Source::Npm { version, .. } => Ok((*version).to_owned()),
            Source::Cargo {
                version: CrateVersion::SameAsLocked(package),
                ..
            } => project.locked_version(package),
            Source::RustTarget { .. } | Source::Debian { .. } => Ok(String::new()),
        }
    }
}

/// Asks the compiler instead of rustup: distributions ship the one without the other.
fn has_rust_target(project: &Project, target: &str) -> Result<bool> {
    let shell = &project.shell;
    let answer = capture(cmd!(shell, "rustc --print target-libdir --target {target}"))?;
    let folder = answer.text.lines().next().unwrap_or_default();
    Ok(answer.success && Path::new(folder).is_dir())
}

fn has_program(project: &Project, program: &str, version: &str) -> bool {
    let Some(path) = search_path::find(program) else {
        return false;
    };
    let answer = capture(cmd!(project.shell, "{path} --version"));
    answer.is_ok_and(|answer| version_in(&answer.text) == Some(version))
}

/// The first word that looks like a version: `0.2.130` in `wasm-bindgen 0.2.130 (1a2b3c)`.
fn version_in(output: &str) -> Option<&str> {
    output.split_whitespace().find(|word| {
        word.starts_with(|first: char| first.is_ascii_digit())
            && word.contains('.')
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c))
    })
}

fn npm_package_version(package: &str) -> Option<String> {
    let manifest = npm_package_folder(package).join("package.json");
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(manifest).ok()?).ok()?;
    Some(manifest.get("version")?.as_str()?.to_owned())
}

fn npm_package_folder(package: &str) -> PathBuf {
    search_path::tools_folder()
        .join("node_modules")
        .join(package)
}

/// The variables by which the programs that drive browsers are told where everything is.
pub fn browser_environment() -> Vec<(&'static str, PathBuf)> {
    let programs = [
        ("CHROMEDRIVER", "chromedriver"),
        ("GECKODRIVER", "geckodriver"),
        ("WEBKITDRIVER", "WebKitWebDriver"),
    ];
    let mut variables: Vec<_> = programs
        .into_iter()
        .filter_map(|(variable, program)| Some((variable, search_path::find(program)?)))
        .collect();
    let axe = npm_package_folder(catalogue::AXE_CORE).join("axe.min.js");
    variables.push(("AXE_JS", axe));
    variables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_the_tools_say() {
        let outputs = [
            ("trunk 0.21.14\n", Some("0.21.14")),
            ("wasm-bindgen 0.2.130", Some("0.2.130")),
            (
                "geckodriver 0.37.1 (fd4a5b5 2026-01-10 10:00 +0000)\n\nThe source",
                Some("0.37.1"),
            ),
            (
                "ChromeDriver 156.0.8078.79 (a21ce95)",
                Some("156.0.8078.79"),
            ),
            ("trunk 0.22.0-beta.1", Some("0.22.0-beta.1")),
            ("error: no such option", None),
            ("", None),
        ];
        for (output, version) in outputs {
            assert_eq!(version_in(output), version, "{output:?}");
        }
    }
}
