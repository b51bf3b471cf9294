//! The steps of the check.

use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;
use xshell::cmd;

use crate::project::Project;
use crate::search_path;
use crate::tools::{self, catalogue};

/// Something that is checked by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Formatting
    Fmt,
    /// Lints, native
    Clippy,
    /// Lints, WebAssembly
    WasmClippy,
    /// Licences and sources of dependencies
    Deny,
    /// What the pages are made of, and whether all of it is used
    Content,
    /// Bytes against the budgets
    Sizes,
    /// Validity of every page
    Html,
    /// Internal links and fragments
    Links,
    /// What nginx and Caddy answer with the files of docs/hosting
    Hosting,
}

impl Step {
    /// It looks at the built site.
    pub(super) fn needs_site(self) -> bool {
        matches!(self, Self::Sizes | Self::Html | Self::Links | Self::Hosting)
    }

    /// Checks, and fails where something is wrong.
    pub(super) fn take(self, project: &Project) -> Result<()> {
        let shell = &project.shell;
        let dist = project.dist();
        let command = match self {
            Self::Fmt => cmd!(shell, "cargo fmt --all --check"),
            Self::Clippy => cmd!(
                shell,
                "cargo clippy --locked --workspace --all-targets -- -D warnings"
            ),
            Self::WasmClippy => {
                tools::ensure(project, &[&catalogue::WASM_TARGET])?;
                cmd!(
                    shell,
                    "cargo clippy --locked -p tech-lead-guide --target wasm32-unknown-unknown
                    --lib --bins --test wasm -- -D warnings"
                )
            }
            // Not the advisories: they are fetched from the network and change by themselves, and
            // what was right yesterday is not wrong today. They belong into a scheduled job.
            Self::Deny if search_path::find("cargo-deny").is_none() => {
                println!(
                    "skipped: cargo-deny is not installed (`cargo install cargo-deny --locked`)"
                );
                return Ok(());
            }
            Self::Deny => cmd!(shell, "cargo deny check bans licenses sources"),
            Self::Content => cmd!(
                shell,
                "cargo run --quiet --locked -p guide-site -- report content"
            ),
            Self::Sizes => cmd!(
                shell,
                "cargo run --quiet --locked -p audit -- budgets {dist}"
            ),
            // It doubles as a guard of hydration: what a browser's parser would repair, such as a
            // paragraph around a list, is where the app and the page part.
            Self::Html => {
                tools::ensure(project, catalogue::TO_VALIDATE_HTML)?;
                cmd!(
                    shell,
                    "html-validate --config xtask/html-validate.json --ext html {dist}"
                )
            }
            // The pages are written by a program that knows every route; so it knows every link.
            Self::Links => cmd!(
                shell,
                "cargo run --quiet --locked -p guide-site -- check {dist}"
            ),
            Self::Hosting => return hosting(project),
        };
        Ok(command.run()?)
    }
}

/// Not installed like the programs of the other steps: on Debian, either of them starts a server for
/// everybody as soon as it is installed.
fn hosting(project: &Project) -> Result<()> {
    for (program, variable, package) in [
        ("nginx", "NGINX", "nginx-light"),
        ("caddy", "CADDY", "caddy"),
    ] {
        // Where Debian has servers, which is on the path of root only.
        let of_system = || Some(Path::new("/usr/sbin").join(program)).filter(|path| path.is_file());
        let Some(path) = search_path::find(program).or_else(of_system) else {
            println!(
                "skipped: {program} is not installed (`apt-get install {package}` as root, which also \
                 starts it on port 80)"
            );
            continue;
        };
        // The packages of the tests' layer `site`, so that nothing is compiled again.
        let command = cmd!(
            project.shell,
            "cargo test --quiet --locked --package guide-core --package guide-site
            --package tech-lead-guide --test hosting -- --ignored {program}_"
        );
        command
            .env("DIST_DIR", project.dist())
            .env(variable, path)
            .run()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::Choice;

    #[test]
    fn every_step_has_a_name_and_says_what_it_looks_at() {
        for step in Step::value_variants() {
            assert!(!step.name().is_empty() && !step.about().is_empty());
        }
        assert_eq!(Step::WasmClippy.name(), "wasm-clippy");
    }
}
