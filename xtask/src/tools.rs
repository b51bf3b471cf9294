//! The tools that the project needs, found or installed.
//!
//! [`catalogue`] says what there is to need, as data. [`ensure`] looks which of it the machine lacks
//! and installs that, once; a machine that has everything notices nothing. What is installed goes
//! into a folder of the project's own below cargo's home, so that neither a clean clone installs it
//! again nor a tool that the person uses elsewhere is replaced by another version.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

pub use self::catalogue::Tool;
use self::catalogue::{CrateVersion, Source};
use crate::error::{Error, Result};
use crate::process;
use crate::project::Project;

pub mod catalogue;
mod install;

/// Makes sure that the tools are there, and installs those that are not.
///
/// Returns the one-line remedies of all tools that are still missing, if the work cannot be done
/// without one of them. A missing tool that only makes the result better is warned about.
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
    Err(Error::failed(remedies?.join("\n       ")))
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
                    .all(|program| has_program(program, &version)))
            }
            Source::Npm { package, version } => {
                Ok(npm_package_version(package).as_deref() == Some(version))
            }
            Source::Debian { programs, .. } => Ok(programs
                .iter()
                .any(|program| find_program(program).is_some())),
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
    let mut command = process::command(project, "rustc");
    command.args(["--print", "target-libdir", "--target", target]);
    let answer = process::capture(&mut command)?;
    let folder = answer.text.lines().next().unwrap_or_default();
    Ok(answer.success && Path::new(folder).is_dir())
}

fn has_program(program: &str, version: &str) -> bool {
    let Some(path) = find_program(program) else {
        return false;
    };
    let answer = process::capture(std::process::Command::new(path).arg("--version"));
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
    folder().join("node_modules").join(package)
}

/// The script that finds accessibility faults in a page, for the browser tests to inject.
pub fn axe_script() -> PathBuf {
    npm_package_folder(catalogue::AXE_CORE).join("axe.min.js")
}

/// The HTML validator.
pub fn html_validator() -> PathBuf {
    npm_package_folder(catalogue::VNU).join("build/dist/vnu.jar")
}

/// Where the project's own tools are kept: outside the clone, so that the next clone finds them.
pub fn folder() -> PathBuf {
    cargo_home().join("tech-lead-guide-tools")
}

fn cargo_home() -> PathBuf {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

/// The variables that child processes need in order to find the tools.
pub fn environment() -> Vec<(&'static str, OsString)> {
    let folders = program_folders();
    match env::join_paths(&folders) {
        Ok(path) => vec![("PATH", path)],
        // A folder whose name holds the separator cannot be on PATH; then PATH stays as it is.
        Err(_) => Vec::new(),
    }
}

/// The folders of `PATH`, with those of the project's own tools and of cargo in front.
fn program_folders() -> Vec<PathBuf> {
    let own = folder();
    let mut folders = vec![
        own.join("bin"),
        own.join("node_modules/.bin"),
        cargo_home().join("bin"),
    ];
    let path = env::var_os("PATH").unwrap_or_default();
    folders.extend(env::split_paths(&path));
    folders
}

/// The program as the child processes will find it.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let file_name = format!("{name}{}", env::consts::EXE_SUFFIX);
    program_folders()
        .into_iter()
        .map(|folder| folder.join(&file_name))
        .find(|path| is_executable(path))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
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

    #[test]
    fn the_projects_own_tools_come_first_and_the_path_is_kept() {
        let folders = program_folders();
        assert_eq!(folders[0], folder().join("bin"));
        assert_eq!(folders[1], folder().join("node_modules/.bin"));
        let path = env::var_os("PATH").unwrap_or_default();
        for kept in env::split_paths(&path) {
            assert!(folders.contains(&kept));
        }
    }

    #[test]
    fn programs_are_found_by_name() {
        assert!(find_program("cargo").is_some());
        assert!(find_program("no-such-program-here").is_none());
    }

    #[test]
    fn the_version_of_wasm_bindgen_is_that_of_the_lock_file() {
        let project = Project::find().unwrap();
        assert_eq!(
            catalogue::WASM_BINDGEN.version(&project).unwrap(),
            project.locked_version("wasm-bindgen").unwrap()
        );
    }
}
