//! Where programs are looked for: the project's own tools first, then cargo's, then `PATH`.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// Where the project's own tools are kept: outside the clone, so that the next clone finds them.
pub fn tools_folder() -> PathBuf {
    cargo_home().join("tech-lead-guide-tools")
}

fn cargo_home() -> PathBuf {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

/// The value of `PATH` for the programs that are started here.
pub fn joined() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let own = tools_folder();
    let mut folders = vec![
        own.join("bin"),
        own.join("node_modules/.bin"),
        cargo_home().join("bin"),
    ];
    folders.extend(env::split_paths(&path));
    // A folder whose name holds the separator cannot be on PATH; then PATH stays as it is.
    env::join_paths(folders).unwrap_or(path)
}

/// The program as the programs that are started here will find it.
pub fn find(program: &str) -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    which::which_in(program, Some(joined()), here).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projects_own_tools_come_first_and_the_path_is_kept() {
        let joined = joined();
        let folders: Vec<PathBuf> = env::split_paths(&joined).collect();
        assert_eq!(folders[0], tools_folder().join("bin"));
        for folder in env::split_paths(&env::var_os("PATH").unwrap_or_default()) {
            assert!(folders.contains(&folder));
        }
    }

    #[test]
    fn programs_are_found_by_name() {
        assert!(find("cargo").is_some());
        assert!(find("no-such-program-here").is_none());
    }
}
