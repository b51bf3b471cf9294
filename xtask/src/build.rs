//! `cargo xtask build`: the release site in `dist/`.
//!
//! trunk builds the app; its hook, configured in `Trunk.toml`, then writes the pages.

use std::env;
use std::time::Instant;

use anyhow::{Result, ensure};
use xshell::{Cmd, cmd};

use crate::project::Project;
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
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_site_that_was_not_built_is_said_with_the_remedy() {
        let project = Project::at(Path::new("/nowhere")).unwrap();
        let error = ensure_built(&project).unwrap_err();
        assert!(error.to_string().contains("cargo xtask build"));
    }
}
