//! `cargo xtask`: the one entrance to everything that is done with this project.

#![allow(
    clippy::print_stdout,
    reason = "a command-line tool talks to the person through standard output"
)]

use std::process::ExitCode;

use xtask::arguments::{self, Command, HELP};
use xtask::error::{Error, Result};
use xtask::project::Project;
use xtask::{bench, build, check, dev, serve, test};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Error::Reported) => ExitCode::from(1),
        Err(Error::Failed(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(1)
        }
        Err(Error::Usage(message)) => {
            eprintln!("error: {message}; see `cargo xtask help`");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<()> {
    let command = arguments::parse(std::env::args_os().skip(1))?;
    if matches!(command, Command::Help) {
        println!("{HELP}");
        return Ok(());
    }

    let project = Project::find()?;
    match command {
        Command::Help => Ok(()),
        Command::Build(options) => build::run(&project, &options),
        Command::Serve(options) => serve::run(&project, &options),
        Command::Dev(options) => dev::run(&project, &options),
        Command::Test(options) => test::run(&project, &options),
        Command::Check(options) => check::run(&project, &options),
        Command::Bench(options) => bench::run(&project, &options),
    }
}
