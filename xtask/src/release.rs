//! `cargo xtask release`: the release site, and beside it what shows where it comes from.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::build;
use crate::project::Project;
use crate::tools::{self, catalogue};

/// The app's package, and what its list of crates is called.
const APP: &str = "tech-lead-guide";

/// Builds the site, and writes into `target/release-files/` the SHA-256 of each of its files, which is
/// the same for whoever builds it again, and the crates that it is made of, in CycloneDX 1.5.
pub fn run(project: &Project, site_url: Option<&str>) -> Result<()> {
    build::run(project, site_url)?;
    tools::ensure(project, catalogue::TO_RELEASE)?;

    let (shell, dist) = (&project.shell, project.dist());
    let folder = project.root().join("target/release-files");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;

    let checksums = cmd!(
        shell,
        "cargo run --quiet --locked -p audit -- checksums {dist}"
    )
    .read()?;
    fs::write(folder.join("SHA256SUMS"), checksums + "\n")?;

    let list = format!("{APP}.cdx");
    cmd!(
        shell,
        "cargo cyclonedx --quiet --format json --spec-version 1.5
        --target wasm32-unknown-unknown --override-filename {list}"
    )
    .run()?;
    // It describes every package of the workspace, each in a file beside its `Cargo.toml`.
    let list = format!("{list}.json");
    shell.copy_file(project.root().join(&list), &folder)?;
    for package in project.packages()? {
        shell.remove_path(package.join(&list))?;
    }
    println!("Written {}", folder.display());
    Ok(())
}
