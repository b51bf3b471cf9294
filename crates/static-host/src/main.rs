//! `static-host FOLDER`: serves a folder until it is stopped.

#![allow(
    clippy::print_stdout,
    reason = "a command-line tool talks to the person through standard output"
)]

use std::io::ErrorKind;
use std::path::PathBuf;
use std::thread;

use anyhow::anyhow;
use clap::Parser;
use static_host::{Host, HostOptions};

/// Serve a folder on 127.0.0.1 as GitHub Pages would.
#[derive(Parser)]
struct Arguments {
    /// The folder to serve.
    folder: PathBuf,
    /// Port on 127.0.0.1; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of the address under which the site appears.
    #[arg(long, default_value = "/")]
    base: String,
}

fn main() -> anyhow::Result<()> {
    let Arguments { folder, port, base } = Arguments::parse();
    let host = Host::start(HostOptions {
        root: folder,
        base,
        port,
    });
    let host = host.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!("port {port} is in use; choose another with --port"),
        _ => anyhow!("cannot serve on port {port}: {error}"),
    })?;
    println!("Serving {} (Ctrl+C stops)", host.address());
    loop {
        thread::park();
    }
}
