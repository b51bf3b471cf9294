//! `cargo xtask bench`: how large the site is and how fast it comes up on a slow phone.

use std::path::PathBuf;

use anyhow::Result;
use xshell::cmd;

use crate::build;
use crate::project::Project;
use crate::tools::{self, catalogue};

/// Builds unless told to measure `dist/` as it is, measures and prints. `peers` are folders with other
/// built sites, which are loaded in the same run. `only` names the sections, which the program knows.
pub fn run(
    project: &Project,
    runs: u16,
    builds: bool,
    only: &[String],
    peers: &[PathBuf],
) -> Result<()> {
    tools::ensure(project, catalogue::TO_MEASURE)?;
    if builds {
        build::run(project, None)?;
    }
    build::ensure_built(project)?;
    let (dist, runs) = (project.dist(), runs.to_string());
    let shell = &project.shell;
    cmd!(shell, "cargo run --quiet --locked -p audit -- files {dist}").run()?;
    let bench = cmd!(
        shell,
        "cargo run --quiet --locked -p bench -- {dist} --runs {runs}"
    );
    let bench = peers
        .iter()
        .fold(bench, |bench, peer| bench.arg("--peer").arg(peer));
    let bench = only
        .iter()
        .fold(bench, |bench, section| bench.arg("--only").arg(section));
    Ok(bench.envs(tools::browser_environment()).run()?)
}
