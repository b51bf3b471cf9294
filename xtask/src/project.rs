//! Where the project is, and how its commands start other programs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::{Cmd, Shell, cmd};

use crate::search_path;

/// The clone that the command works on.
#[derive(Debug)]
pub struct Project {
    /// Runs programs in the project's root, and finds the tools that were installed for it.
    pub shell: Shell,
    root: PathBuf,
}

impl Project {
    /// Finds the clone from the folder of this package, which cargo names, so that `cargo xtask`
    /// works in every folder of it.
    pub fn find() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let package = package.context("run this as `cargo xtask`")?;
        Self::at(package.parent().unwrap_or(&package))
    }

    /// The project whose workspace manifest lies in `root`.
    pub fn at(root: &Path) -> Result<Self> {
        let shell = Shell::new()?;
        shell.change_dir(root);
        shell.set_var("PATH", search_path::joined());
        Ok(Self {
            shell,
            root: root.to_path_buf(),
        })
    }

    /// The folder of the workspace manifest.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The built site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folders of the workspace's packages.
    pub fn packages(&self) -> Result<Vec<PathBuf>> {
        let metadata = cmd!(
            self.shell,
            "cargo metadata --locked --no-deps --format-version 1"
        )
        .quiet()
        .read()?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let packages = metadata["packages"].as_array();
        Ok(packages
            .into_iter()
            .flatten()
            .filter_map(|package| Path::new(package["manifest_path"].as_str()?).parent())
            .map(Path::to_path_buf)
            .collect())
    }

    /// The version of `package` in `Cargo.lock`.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        // `…#wasm-bindgen@0.2.130`
        let id = cmd!(self.shell, "cargo pkgid {package}").quiet().read()?;
        let version = id
            .rsplit('@')
            .next()
            .context("cargo pkgid says no version")?;
        Ok(version.to_owned())
    }
}

/// What a program prints, standard output first, and whether it succeeded.
#[derive(Debug)]
pub struct Captured {
    /// The exit code was 0.
    pub success: bool,
    /// Standard output followed by standard error.
    pub text: String,
}

/// Runs a command without showing what it prints.
pub fn capture(command: Cmd<'_>) -> Result<Captured> {
    let output = command.quiet().ignore_status().output()?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Ok(Captured {
        success: output.status.success(),
        text,
    })
}

/// Lets a command take the place of this program, so that whoever ends the one ends the other.
#[cfg(unix)]
pub fn become_command(command: Cmd<'_>) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let what = command.to_string();
    // It returns only when it failed.
    let error = Command::from(command).exec();
    Err(error).context(what)
}

/// Runs a command to its end, where no program can take the place of another.
#[cfg(not(unix))]
pub fn become_command(command: Cmd<'_>) -> Result<()> {
    let status = Command::from(command).status()?;
    anyhow::ensure!(status.success(), "the command failed");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_gives_the_version_of_the_exact_package() {
        let project = Project::find().unwrap();
        let version = project.locked_version("wasm-bindgen").unwrap();
        assert!(version.starts_with("0.2."), "{version}");
        assert!(project.locked_version("no-such-package-here").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn both_streams_are_captured_whatever_the_bytes_and_the_exit_code() {
        let project = Project::find().unwrap();
        let script = "printf 'one\\n'; printf 'two\\377\\n' >&2; exit 3";
        let captured = capture(cmd!(project.shell, "sh -c {script}")).unwrap();
        assert!(!captured.success);
        assert_eq!(captured.text, "one\ntwo\u{fffd}\n");
    }
}
