//! The steps of the check, and those of them that are one command.

use super::{budgets, validity};
use crate::error::Result;
use crate::process;
use crate::project::Project;
use crate::tools::{self, catalogue};

/// Something that is checked by itself.
#[derive(Debug)]
pub(super) struct Step {
    /// What it is called on the command line.
    pub(super) name: &'static str,
    /// What it looks at, for its heading.
    pub(super) about: &'static str,
    /// It looks at the built site.
    pub(super) needs_site: bool,
    pub(super) run: fn(&Project) -> Result<()>,
}

/// All steps, in the order in which they run.
pub(super) static STEPS: [Step; 8] = [
    Step {
        name: "fmt",
        about: "formatting",
        needs_site: false,
        run: formatting,
    },
    Step {
        name: "clippy",
        about: "lints, native",
        needs_site: false,
        run: lints_native,
    },
    Step {
        name: "wasm-clippy",
        about: "lints, WebAssembly",
        needs_site: false,
        run: lints_wasm,
    },
    Step {
        name: "deny",
        about: "licences and sources of dependencies",
        needs_site: false,
        run: dependencies,
    },
    Step {
        name: "content",
        about: "what the pages are made of, and whether all of it is used",
        needs_site: false,
        run: content,
    },
    Step {
        name: "sizes",
        about: "bytes against the budgets",
        needs_site: true,
        run: budgets::check,
    },
    Step {
        name: "html",
        about: "validity of every page",
        needs_site: true,
        run: validity::check,
    },
    Step {
        name: "links",
        about: "internal links and fragments",
        needs_site: true,
        run: links,
    },
];

fn cargo(project: &Project, arguments: &[&str]) -> Result<()> {
    process::run(process::command(project, "cargo").args(arguments))
}

fn formatting(project: &Project) -> Result<()> {
    cargo(project, &["fmt", "--all", "--check"])
}

fn lints_native(project: &Project) -> Result<()> {
    let arguments = "clippy --locked --workspace --all-targets -- -D warnings";
    cargo(project, &arguments.split(' ').collect::<Vec<_>>())
}

fn lints_wasm(project: &Project) -> Result<()> {
    tools::ensure(project, &[&catalogue::WASM_TARGET])?;
    let arguments = "clippy --locked -p tech-lead-guide --target wasm32-unknown-unknown \
                     --lib --bins -- -D warnings";
    cargo(project, &arguments.split(' ').collect::<Vec<_>>())
}

/// Not the advisories: they are fetched from the network and change by themselves, and what was right
/// yesterday is not wrong today. They belong into a scheduled job.
fn dependencies(project: &Project) -> Result<()> {
    if tools::find_program("cargo-deny").is_none() {
        println!("skipped: cargo-deny is not installed (`cargo install cargo-deny --locked`)");
        return Ok(());
    }
    cargo(project, &["deny", "check", "bans", "licenses", "sources"])
}

/// The pages are written by a program that knows every route; so it also knows every link. It runs
/// as trunk's hook runs it, so that it is compiled once.
fn links(project: &Project) -> Result<()> {
    let arguments = "run --quiet --locked --bin prerender -- check dist";
    cargo(project, &arguments.split(' ').collect::<Vec<_>>())
}

fn content(project: &Project) -> Result<()> {
    let arguments = "run --quiet --locked --bin prerender -- report content";
    cargo(project, &arguments.split(' ').collect::<Vec<_>>())
}
