//! `cargo xtask serve`: the release site, served as a static host would serve it.

use std::io::ErrorKind;
use std::thread;

use crate::arguments::{BuildOptions, ServeOptions};
use crate::build;
use crate::error::{Error, Result};
use crate::host::{Host, HostOptions};
use crate::project::Project;

/// Builds unless told not to, and serves until it is killed.
pub fn run(project: &Project, options: &ServeOptions) -> Result<()> {
    if options.build {
        let site_url = options.site_url.clone();
        build::run(project, &BuildOptions { site_url })?;
    }
    build::ensure_built(project)?;

    let host = Host::start(HostOptions {
        root: project.dist(),
        base: options.base.clone(),
        port: options.port,
    });
    let host = host.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => Error::failed(format!(
            "port {} is in use; choose another with --port",
            options.port
        )),
        _ => Error::failed(format!("cannot serve on port {}: {error}", options.port)),
    })?;
    println!("Serving {} (Ctrl+C stops)", host.address());
    loop {
        thread::park();
    }
}
