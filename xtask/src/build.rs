//! `cargo xtask build`: the release site in `dist/`.
//!
//! trunk builds the app; its hook, configured in `Trunk.toml`, then writes the pages.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::arguments::BuildOptions;
use crate::error::{Error, Result};
use crate::process;
use crate::project::Project;
use crate::tools::{self, catalogue};

/// Builds the release site.
pub fn run(project: &Project, options: &BuildOptions) -> Result<()> {
    tools::ensure(project, catalogue::TO_BUILD)?;

    let start = Instant::now();
    println!("Building the release site");
    let mut command = trunk(project)?;
    command.args(["build", "--release", "--locked"]);
    if let Some(site_url) = &options.site_url {
        command.env("SITE_URL", site_url);
    }
    process::run(&mut command)?;

    let seconds = start.elapsed().as_secs_f64();
    println!("Built {} in {seconds:.1} s", project.dist().display());
    Ok(())
}

/// Makes sure that `dist/` is what the sources say. It always builds: what has not changed costs
/// cargo little, and no guess about freshness can be wrong.
pub fn ensure_fresh(project: &Project) -> Result<()> {
    run(project, &BuildOptions::default())
}

/// Makes sure that there is something to look at where nothing is to be built.
pub fn ensure_built(project: &Project) -> Result<()> {
    if project.dist().join("index.html").is_file() {
        return Ok(());
    }
    Err(Error::failed(
        "there is no built site in dist/; run `cargo xtask build`",
    ))
}

/// trunk, with the surroundings that it needs for every subcommand.
pub(crate) fn trunk(project: &Project) -> Result<Command> {
    let mut command = process::command(project, "trunk");
    command.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // trunk takes the variable for a flag and stops at its usual value, 1.
    if env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    if !catalogue::WASM_OPT.is_present(project)? {
        put_first_on_path(&mut command, wasm_opt_stand_in(project)?)?;
    }
    Ok(command)
}

/// A `wasm-opt` that changes nothing, in a folder of its own. Without any, trunk would try to
/// download one, and fail where it cannot; a larger file is the better outcome.
fn wasm_opt_stand_in(project: &Project) -> Result<PathBuf> {
    let folder = project.root().join("target/xtask/no-wasm-opt");
    let program = folder.join("wasm-opt");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&program, WASM_OPT_STAND_IN))
        .and_then(|()| make_executable(&program))
        .map_err(Error::while_doing(program.display()))?;
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

fn put_first_on_path(command: &mut Command, folder: PathBuf) -> Result<()> {
    let path = command
        .get_envs()
        .find(|(name, _)| *name == "PATH")
        .and_then(|(_, value)| value)
        .map_or_else(
            || env::var_os("PATH").unwrap_or_default(),
            ToOwned::to_owned,
        );
    let folders = std::iter::once(folder).chain(env::split_paths(&path));
    let path = env::join_paths(folders).map_err(|error| Error::failed(error.to_string()))?;
    command.env("PATH", path);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_was_not_built_is_said_with_the_remedy() {
        let project = Project::at(Path::new("/nowhere"));
        let error = ensure_built(&project).unwrap_err();
        assert!(error.to_string().contains("cargo xtask build"));
    }

    #[cfg(unix)]
    #[test]
    fn the_stand_in_copies_and_tells_a_version_that_trunk_can_read() {
        let name = format!("xtask-stand-in-{}", std::process::id());
        let root = env::temp_dir().join(name);
        let folder = wasm_opt_stand_in(&Project::at(&root)).unwrap();
        let program = folder.join("wasm-opt");
        let input = root.join("in.wasm");
        fs::write(&input, "module").unwrap();

        let version = process::capture(Command::new(&program).arg("--version")).unwrap();
        // trunk takes the third word.
        assert_eq!(version.text.split(' ').nth(2), Some("0"));
        let output = root.join("out.wasm");
        let mut command = Command::new(&program);
        command
            .arg(format!("--output={}", output.display()))
            .arg("-Oz")
            .arg(&input)
            .arg("--enable-reference-types");
        process::run(&mut command).unwrap();
        assert_eq!(fs::read_to_string(output).unwrap(), "module");
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_folder_put_first_on_the_path_leaves_the_rest_in_place() {
        let mut command = Command::new("trunk");
        command.env("PATH", "/a:/b");
        put_first_on_path(&mut command, PathBuf::from("/first")).unwrap();
        let path = command.get_envs().find(|(name, _)| *name == "PATH");
        assert_eq!(path.unwrap().1, Some("/first:/a:/b".as_ref()));
    }
}
