//! `cargo xtask dev`: the edit loop. A debug build, rebuilt and reloaded on every change.

use anyhow::Result;

use crate::build;
use crate::project::{Project, become_command};
use crate::tools::{self, catalogue};

/// Runs `trunk serve` until it is killed.
pub fn run(project: &Project, port: u16) -> Result<()> {
    tools::ensure(project, catalogue::TO_BUILD)?;
    println!("Serving http://127.0.0.1:{port}/ after the first build (Ctrl+C stops)");
    let command = build::trunk(project)?
        .args(["serve", "--locked", "--address", "127.0.0.1", "--port"])
        .arg(port.to_string())
        // A debug build in `dist/` would be taken for the site by every `--no-build`.
        .arg("--dist")
        .arg(project.root().join("target/xtask/dev"));
    become_command(command)
}
