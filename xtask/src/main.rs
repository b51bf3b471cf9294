//! `cargo xtask`: the one entrance to everything that is done with this project.
//!
//! Reading order: the commands below, each a module of its own name; [`tools`] installs what they
//! need, [`project`] is where they work.

#![allow(
    clippy::print_stdout,
    reason = "a command-line tool talks to the person through standard output"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::check::CheckOptions;
use crate::project::Project;
use crate::serve::ServeOptions;
use crate::sheets::SheetOptions;
use crate::test::TestOptions;

mod bench;
mod build;
mod check;
mod choice;
mod dev;
mod project;
mod release;
mod search_path;
mod serve;
mod sheets;
mod soak;
mod test;
mod tools;

/// The project's own commands.
///
/// What a command needs and the machine lacks is installed first, where that can be done.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the release site and serve it like a static host
    Serve(ServeOptions),
    /// Edit loop: a debug build, rebuilt and reloaded on every change
    Dev {
        /// Port on 127.0.0.1
        #[arg(long, default_value_t = serve::DEFAULT_PORT)]
        port: u16,
    },
    /// Build the release site into dist/
    Build {
        /// Absolute address of the site, for canonical links and the sitemap
        #[arg(long, value_name = "URL")]
        site_url: Option<String>,
    },
    /// Build the release site, with checksums of its files and a list of its crates
    Release {
        /// Absolute address of the site, for canonical links and the sitemap
        #[arg(long, value_name = "URL")]
        site_url: Option<String>,
    },
    /// Run all tests, or only the named layers
    Test(TestOptions),
    /// Check format, lints, sizes, links and HTML, or only the named steps
    Check(CheckOptions),
    /// Print the performance tables: sizes, and times in throttled Chromium
    Bench {
        /// Loads of each page, of which the median counts
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
        runs: u16,
        /// Measure dist/ as it is
        #[arg(long)]
        no_build: bool,
        /// Measure only these: loads, plan, search, compare, advert
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
        /// Another built site to load in turn with ours
        #[arg(long = "peer", value_name = "DIST")]
        peers: Vec<PathBuf>,
    },
    /// Run for an hour or two what loses something only now and then: crashes, kills, tabs at once
    Soak {
        /// Test dist/ as it is
        #[arg(long)]
        no_build: bool,
        /// The first release, built, for a tab of its own
        #[arg(long = "old", value_name = "DIST")]
        old: Option<PathBuf>,
    },
    /// Take pictures of every page and state on every screen, to look at
    Sheets(SheetOptions),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let project = Project::find()?;
    match command {
        Command::Build { site_url } => build::run(&project, site_url.as_deref()),
        Command::Release { site_url } => release::run(&project, site_url.as_deref()),
        Command::Serve(options) => serve::run(&project, &options),
        Command::Dev { port } => dev::run(&project, port),
        Command::Test(options) => test::run(&project, &options),
        Command::Check(options) => check::run(&project, &options),
        Command::Bench {
            runs,
            no_build,
            only,
            peers,
        } => bench::run(&project, runs, !no_build, &only, &peers),
        Command::Soak { no_build, old } => soak::run(&project, !no_build, old.as_deref()),
        Command::Sheets(options) => sheets::run(&project, &options),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Step;
    use crate::test::Layer;
    use clap::CommandFactory;

    fn parsed(line: &str) -> Result<Command, clap::Error> {
        let words = ["xtask"].into_iter().chain(line.split_whitespace());
        Arguments::try_parse_from(words).map(|arguments| arguments.command)
    }

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn serve_has_defaults_and_takes_its_options_in_both_spellings() {
        let Ok(Command::Serve(options)) = parsed("serve") else {
            panic!("serve is a command");
        };
        assert_eq!((options.port, options.base.as_str()), (8080, "/"));
        assert!(!options.no_build);
        let Ok(Command::Serve(options)) = parsed("serve --port 9000 --base=/repo/ --no-build")
        else {
            panic!("serve takes these options");
        };
        assert_eq!((options.port, options.base.as_str()), (9000, "/repo/"));
        assert!(options.no_build);
    }

    #[test]
    fn tests_and_checks_are_selected_by_name() {
        let Ok(Command::Test(options)) = parsed("test models --no-build site") else {
            panic!("test takes the names of layers");
        };
        assert_eq!(options.layers, [Layer::Models, Layer::Site]);
        let Ok(Command::Check(options)) = parsed("check wasm-clippy") else {
            panic!("check takes the names of steps");
        };
        assert_eq!(options.steps, [Step::WasmClippy]);
    }

    #[test]
    fn sections_of_the_bench_are_a_list() {
        let Ok(Command::Bench { only, runs, .. }) = parsed("bench --only plan,advert") else {
            panic!("bench takes the names of sections");
        };
        assert_eq!(
            (only, runs),
            (vec!["plan".to_owned(), "advert".to_owned()], 5)
        );
    }

    #[test]
    fn a_soak_takes_the_first_release() {
        let Ok(Command::Soak { no_build, old }) = parsed("soak --no-build --old ../old/dist")
        else {
            panic!("soak takes these options");
        };
        assert_eq!((no_build, old), (true, Some("../old/dist".into())));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in [
            "",
            "deploy",
            "build --port 80",
            "serve here",
            "test sites",
            "bench --runs 0",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
