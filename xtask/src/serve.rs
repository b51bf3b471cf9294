//! `cargo xtask serve`: the release site, served as a static host would serve it.

use anyhow::Result;
use clap::Args;
use xshell::cmd;

use crate::build;
use crate::project::{Project, become_command};

/// The port on 127.0.0.1 where no other is given.
pub const DEFAULT_PORT: u16 = 8080;

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct ServeOptions {
    /// Port on 127.0.0.1
    #[arg(long, default_value_t = DEFAULT_PORT)]
    pub port: u16,
    /// Serve under a folder, as a project page is
    #[arg(long, value_name = "/REPO/", default_value = "/")]
    pub base: String,
    /// Serve dist/ as it is
    #[arg(long)]
    pub no_build: bool,
    /// Absolute address of the site, as for build
    #[arg(long, value_name = "URL")]
    pub site_url: Option<String>,
}

/// Builds unless told not to, and serves until it is killed.
pub fn run(project: &Project, options: &ServeOptions) -> Result<()> {
    if !options.no_build {
        build::run(project, options.site_url.as_deref())?;
    }
    build::ensure_built(project)?;

    let (dist, base, port) = (project.dist(), &options.base, options.port.to_string());
    become_command(cmd!(
        project.shell,
        "cargo run --quiet --locked -p static-host -- {dist} --base {base} --port {port}"
    ))
}
