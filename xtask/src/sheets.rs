//! `cargo xtask sheets`: pictures of every page and state on every screen, to look at.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use xshell::cmd;

use crate::build;
use crate::project::Project;
use crate::tools::{self, catalogue};

/// Options of `sheets`.
#[derive(Debug, Args)]
pub struct SheetOptions {
    /// Only pages and states whose name contains this
    #[arg(long, value_name = "PART")]
    only: Option<String>,
    /// Only this width of the screen: 320, 390, 768, 1280 or 1720
    #[arg(long)]
    width: Option<u32>,
    /// Whole pages instead of the first screen
    #[arg(long)]
    full: bool,
    /// Look at dist/ as it is
    #[arg(long)]
    no_build: bool,
    /// The folder for the pictures [default: target/sheets]
    out: Option<PathBuf>,
}

/// Builds unless told to look at `dist/` as it is, and takes the pictures.
pub fn run(project: &Project, options: &SheetOptions) -> Result<()> {
    tools::ensure(project, catalogue::TO_MEASURE)?;
    if !options.no_build {
        build::run(project, None)?;
    }
    build::ensure_built(project)?;
    let out = options.out.clone();
    let out = out.unwrap_or_else(|| project.root().join("target/sheets"));
    let dist = project.dist();
    let mut sheets = cmd!(
        project.shell,
        "cargo run --quiet --locked -p sheets -- {dist} {out}"
    );
    if let Some(only) = &options.only {
        sheets = sheets.args(["--only", only]);
    }
    if let Some(width) = options.width {
        sheets = sheets.args(["--width", &width.to_string()]);
    }
    if options.full {
        sheets = sheets.arg("--full");
    }
    Ok(sheets.envs(tools::browser_environment()).run()?)
}
