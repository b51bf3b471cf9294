//! The command line: what can be asked for, parsed and nothing more.

use std::ffi::OsString;

use lexopt::prelude::*;

use crate::error::{Error, Result};

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
The project's own commands.

Usage: cargo xtask <command> [options]

  serve            build the release site and serve it like a static host
                     --port N        port on 127.0.0.1 (8080)
                     --base /repo/   serve under a folder (/)
                     --no-build      serve dist/ as it is
                     --site-url URL  as for build
  dev              edit loop: debug build, rebuilt and reloaded on every change
                     --port N        port on 127.0.0.1 (8080)
  build            build the release site into dist/
                     --site-url URL  absolute address for canonical links and the sitemap
  test [layer...]  run all tests, or only the named layers:
                   models properties search invariants site xtask wasm browsers
                     --no-build      test dist/ as it is
  check [step...]  format, lints, sizes, links and HTML validity, or only the named steps:
                   fmt clippy wasm-clippy deny content sizes html links
                     --no-build      check dist/ as it is
  bench            print the performance table: sizes, and load times in throttled Chromium
                     --runs N        loads of each page, of which the median counts (5)
                     --no-build      measure dist/ as it is
  help             this text

What a command needs and the machine lacks is installed first, where that can be done.";

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// See [`crate::build`].
    Build(BuildOptions),
    /// See [`crate::serve`].
    Serve(ServeOptions),
    /// See [`crate::dev`].
    Dev(DevOptions),
    /// See [`crate::test`].
    Test(SelectionOptions),
    /// See [`crate::check`].
    Check(SelectionOptions),
    /// See [`crate::bench`].
    Bench(BenchOptions),
}

/// Options of `build`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// The site's absolute address, where it is known.
    pub site_url: Option<String>,
}

/// Options of `serve`.
#[derive(Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// Port on 127.0.0.1.
    pub port: u16,
    /// Folder under which the site appears, `/` for none.
    pub base: String,
    /// Build first.
    pub build: bool,
    /// As in [`BuildOptions`].
    pub site_url: Option<String>,
}

/// Options of `dev`.
#[derive(Debug, PartialEq, Eq)]
pub struct DevOptions {
    /// Port on 127.0.0.1.
    pub port: u16,
}

/// Options of the commands that do several named things: `test` and `check`.
#[derive(Debug, PartialEq, Eq)]
pub struct SelectionOptions {
    /// The names given; none means all.
    pub names: Vec<String>,
    /// Build the site first where it is needed.
    pub build: bool,
}

/// Options of `bench`.
#[derive(Debug, PartialEq, Eq)]
pub struct BenchOptions {
    /// Loads of each page.
    pub runs: usize,
    /// Build first.
    pub build: bool,
}

const DEFAULT_PORT: u16 = 8080;
const DEFAULT_RUNS: usize = 5;

/// Every option of every command, as typed. Which of them a command takes is decided afterwards.
#[derive(Default)]
struct Typed {
    names: Vec<String>,
    port: Option<u16>,
    base: Option<String>,
    site_url: Option<String>,
    runs: Option<usize>,
    no_build: bool,
    help: bool,
    /// The options given, for the message when a command does not take one.
    given: Vec<&'static str>,
}

/// Parses the words after `cargo xtask`.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut typed = read_words(words)?;
    if typed.help || typed.names.is_empty() {
        return Ok(Command::Help);
    }
    let command = typed.names.remove(0);
    interpret(&command, typed)
}

fn read_words(words: impl IntoIterator<Item = OsString>) -> Result<Typed> {
    let mut parser = lexopt::Parser::from_args(words);
    let mut typed = Typed::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => typed.help = true,
            Long("port") => {
                typed.given.push("--port");
                typed.port = Some(parser.value()?.parse()?);
            }
            Long("base") => {
                typed.given.push("--base");
                typed.base = Some(parser.value()?.string()?);
            }
            Long("site-url") => {
                typed.given.push("--site-url");
                typed.site_url = Some(parser.value()?.string()?);
            }
            Long("runs") => {
                typed.given.push("--runs");
                typed.runs = Some(parser.value()?.parse()?);
            }
            Long("no-build") => {
                typed.given.push("--no-build");
                typed.no_build = true;
            }
            Value(name) => typed.names.push(name.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(typed)
}

fn interpret(command: &str, typed: Typed) -> Result<Command> {
    let (taken, takes_names): (&[&str], bool) = match command {
        "help" => (&[], true),
        "build" => (&["--site-url"], false),
        "serve" => (&["--port", "--base", "--no-build", "--site-url"], false),
        "dev" => (&["--port"], false),
        "test" | "check" => (&["--no-build"], true),
        "bench" => (&["--runs", "--no-build"], false),
        _ => return Err(Error::Usage(format!("there is no command `{command}`"))),
    };
    if let Some(option) = typed.given.iter().find(|option| !taken.contains(option)) {
        return Err(Error::Usage(format!("`{command}` does not take {option}")));
    }
    if let (false, Some(name)) = (takes_names, typed.names.first()) {
        return Err(Error::Usage(format!("`{command}` does not take `{name}`")));
    }
    if typed.runs == Some(0) {
        return Err(Error::Usage("--runs must be at least 1".to_owned()));
    }

    let port = typed.port.unwrap_or(DEFAULT_PORT);
    let build = !typed.no_build;
    let site_url = typed.site_url;
    let names = typed.names;
    Ok(match command {
        "build" => Command::Build(BuildOptions { site_url }),
        "serve" => Command::Serve(ServeOptions {
            port,
            base: typed.base.unwrap_or_else(|| "/".to_owned()),
            build,
            site_url,
        }),
        "dev" => Command::Dev(DevOptions { port }),
        "test" => Command::Test(SelectionOptions { names, build }),
        "check" => Command::Check(SelectionOptions { names, build }),
        "bench" => Command::Bench(BenchOptions {
            runs: typed.runs.unwrap_or(DEFAULT_RUNS),
            build,
        }),
        _ => Command::Help,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(line.split_whitespace().map(OsString::from))
    }

    fn usage_message(line: &str) -> String {
        match parsed(line) {
            Err(Error::Usage(message)) => message,
            other => panic!("{line} gave {other:?}"),
        }
    }

    #[test]
    fn nothing_and_help_print_the_help_text() {
        for line in ["", "help", "--help", "serve -h"] {
            assert_eq!(parsed(line).unwrap(), Command::Help, "{line}");
        }
    }

    #[test]
    fn the_help_text_names_every_command() {
        for command in ["serve", "dev", "build", "test", "check", "bench", "help"] {
            assert!(HELP.contains(&format!("\n  {command} ")), "{command}");
        }
    }

    #[test]
    fn serve_has_defaults() {
        let expected = Command::Serve(ServeOptions {
            port: 8080,
            base: "/".to_owned(),
            build: true,
            site_url: None,
        });
        assert_eq!(parsed("serve").unwrap(), expected);
    }

    #[test]
    fn serve_takes_its_options_in_both_spellings() {
        let expected = Command::Serve(ServeOptions {
            port: 9000,
            base: "/repo/".to_owned(),
            build: false,
            site_url: None,
        });
        assert_eq!(
            parsed("serve --port 9000 --base=/repo/ --no-build").unwrap(),
            expected
        );
    }

    #[test]
    fn test_takes_names_of_layers() {
        let expected = Command::Test(SelectionOptions {
            names: vec!["models".to_owned(), "site".to_owned()],
            build: false,
        });
        assert_eq!(parsed("test models --no-build site").unwrap(), expected);
    }

    #[test]
    fn bench_counts_runs() {
        let expected = Command::Bench(BenchOptions {
            runs: 3,
            build: true,
        });
        assert_eq!(parsed("bench --runs 3").unwrap(), expected);
    }

    #[test]
    fn build_takes_the_address_of_the_site() {
        let expected = Command::Build(BuildOptions {
            site_url: Some("https://example.org/guide/".to_owned()),
        });
        assert_eq!(
            parsed("build --site-url https://example.org/guide/").unwrap(),
            expected
        );
    }

    #[test]
    fn what_makes_no_sense_is_said_in_one_line() {
        let lines = [
            ("deploy", "there is no command `deploy`"),
            ("build --port 80", "`build` does not take --port"),
            ("serve here", "`serve` does not take `here`"),
            ("bench --runs 0", "--runs must be at least 1"),
        ];
        for (line, message) in lines {
            assert_eq!(usage_message(line), message);
        }
        assert!(usage_message("serve --port many").contains("many"));
        assert!(usage_message("serve --frobnicate").contains("--frobnicate"));
    }
}
