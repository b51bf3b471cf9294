//! `cargo xtask build`: the release site in `dist/`.
//!
//! trunk builds the app; its hook, configured in `Trunk.toml`, then writes the pages.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use xshell::{Cmd, cmd};

use crate::project::Project;
use crate::search_path;
use crate::tools::{self, catalogue};

/// Builds the release site. It always builds: what has not changed costs cargo little, and no guess
/// about freshness can be wrong.
pub fn run(project: &Project, site_url: Option<&str>) -> Result<()> {
    tools::ensure(project, catalogue::TO_BUILD)?;

    let start = Instant::now();
    println!("Building the release site");
    let mut command = trunk(project)?.args(["build", "--release", "--locked"]);
    if let Some(site_url) = site_url {
        command = command.env("SITE_URL", site_url);
    }
    command.run()?;

    let seconds = start.elapsed().as_secs_f64();
    println!("Built {} in {seconds:.1} s", project.dist().display());
    Ok(())
}

/// Makes sure that there is something to look at where nothing is to be built.
pub fn ensure_built(project: &Project) -> Result<()> {
    let start_page = project.dist().join("index.html");
    ensure!(
        start_page.is_file(),
        "there is no built site in dist/; run `cargo xtask build`"
    );
    Ok(())
}

/// trunk, with the surroundings that it needs for every subcommand.
pub fn trunk(project: &Project) -> Result<Cmd<'_>> {
    let mut command = cmd!(project.shell, "trunk").env("TRUNK_SKIP_VERSION_CHECK", "true");
    // trunk takes the variable for a flag and stops at its usual value, 1.
    if env::var_os("NO_COLOR").is_some() {
        command = command.env("NO_COLOR", "true");
    }
    if !catalogue::WASM_OPT.is_present(project)? {
        command = command.env("PATH", before_path(wasm_opt_stand_in(project)?)?);
    }
    Ok(command)
}

fn before_path(folder: PathBuf) -> Result<OsString> {
    let path = search_path::joined();
    let folders = std::iter::once(folder).chain(env::split_paths(&path));
    Ok(env::join_paths(folders)?)
}

/// A `wasm-opt` that changes nothing, in a folder of its own. Without any, trunk would try to
/// download one, and fail where it cannot; a larger file is the better outcome.
fn wasm_opt_stand_in(project: &Project) -> Result<PathBuf> {
    let folder = project.root().join("target/xtask/no-wasm-opt");
    let program = folder.join("wasm-opt");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&program, WASM_OPT_STAND_IN))
        .and_then(|()| make_executable(&program))
        .with_context(|| program.display().to_string())?;
    Ok(folder)
}

const WASM_OPT_STAND_IN: &str = r#"#!/bin/sh
# Stands in for wasm-opt where it is missing: copies its input. Called by trunk as
# `wasm-opt --version` and `wasm-opt --output=OUT -Oz IN [--enable-...]`.
for argument in "$@"; do
    case "$argument" in
        --version) echo "wasm-opt version 0 (stand-in)"; exit 0 ;;
        --output=*) output="${argument#--output=}" ;;
        -*) ;;
        *) input="$argument" ;;
    esac
done
exec cp "$input" "$output"
"#;

#[cfg(unix)]
fn make_executable(program: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(program, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_program: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::capture;

    #[test]
    fn a_site_that_was_not_built_is_said_with_the_remedy() {
        let project = Project::at(Path::new("/nowhere")).unwrap();
        let error = ensure_built(&project).unwrap_err();
        assert!(error.to_string().contains("cargo xtask build"));
    }

    #[cfg(unix)]
    #[test]
    fn the_stand_in_copies_and_tells_a_version_that_trunk_can_read() {
        let root = tempfile::tempdir().unwrap();
        let project = Project::at(root.path()).unwrap();
        let program = wasm_opt_stand_in(&project).unwrap().join("wasm-opt");
        let (input, output) = (root.path().join("in.wasm"), root.path().join("out.wasm"));
        fs::write(&input, "module").unwrap();

        let shell = &project.shell;
        let version = capture(cmd!(shell, "{program} --version")).unwrap();
        // trunk takes the third word.
        assert_eq!(version.text.split(' ').nth(2), Some("0"));
        cmd!(
            shell,
            "{program} --output={output} -Oz {input} --enable-reference-types"
        )
        .run()
        .unwrap();
        assert_eq!(fs::read_to_string(output).unwrap(), "module");
    }

    #[test]
    fn a_folder_put_first_on_the_path_leaves_the_rest_in_place() {
        let path = before_path(PathBuf::from("/first")).unwrap();
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        assert_eq!(folders[0], Path::new("/first"));
        assert_eq!(
            folders[1..],
            env::split_paths(&search_path::joined()).collect::<Vec<_>>()
        );
    }
}
