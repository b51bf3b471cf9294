//! `cargo xtask dev`: the edit loop. A debug build, rebuilt and reloaded on every change.

use crate::arguments::DevOptions;
use crate::build;
use crate::error::Result;
use crate::process;
use crate::project::Project;
use crate::tools::{self, catalogue};

/// Runs `trunk serve` until it is killed.
pub fn run(project: &Project, options: &DevOptions) -> Result<()> {
    tools::ensure(project, catalogue::TO_BUILD)?;
    let port = options.port;
    println!("Serving http://127.0.0.1:{port}/ after the first build (Ctrl+C stops)");
    let mut command = build::trunk(project)?;
    command
        .args(["serve", "--locked", "--address", "127.0.0.1", "--port"])
        .arg(port.to_string())
        // A debug build in `dist/` would be taken for the site by every `--no-build`.
        .arg("--dist")
        .arg(project.root().join("target/xtask/dev"));
    process::become_command(&mut command)
}
