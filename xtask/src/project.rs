//! Where the project is, and what its lock file says.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The clone that the command works on.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// Finds the clone from the folder that cargo names, or else from the current one, so that
    /// `cargo xtask` works in every folder of it, and the library in the tests of every package.
    pub fn find() -> Result<Self> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => env::current_dir().map_err(Error::while_doing("the current folder"))?,
        };
        start
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
            .map(Self::at)
            .ok_or_else(|| Error::failed("not inside the project: no xtask/Cargo.toml above here"))
    }

    /// The project whose workspace manifest lies in `root`.
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
        }
    }

    /// The folder of the workspace manifest.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The built site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The version of `package` in `Cargo.lock`.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock_file = fs::read_to_string(&path).map_err(Error::while_doing(path.display()))?;
        version_in_lock_file(&lock_file, package)
            .map(str::to_owned)
            .ok_or_else(|| Error::failed(format!("Cargo.lock does not name {package}")))
    }
}

/// Cargo writes `version` on the line after `name`, always in this form.
fn version_in_lock_file<'a>(lock_file: &'a str, package: &str) -> Option<&'a str> {
    let name_line = format!("name = \"{package}\"");
    let mut lines = lock_file.lines();
    lines.find(|line| *line == name_line)?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK_FILE: &str = "\
[[package]]
name = \"wasm-bindgen-futures\"
version = \"0.4.80\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
source = \"somewhere\"
";

    #[test]
    fn the_lock_file_gives_the_version_of_the_exact_package() {
        let version = version_in_lock_file(LOCK_FILE, "wasm-bindgen");
        assert_eq!(version, Some("0.2.130"));
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(version_in_lock_file(LOCK_FILE, "wasm"), None);
    }

    #[test]
    fn the_project_is_found_from_the_folder_of_this_package() {
        let project = Project::find().unwrap();
        assert!(project.root().join("Cargo.lock").is_file());
        assert!(project.locked_version("wasm-bindgen").is_ok());
    }
}
