//! `cargo xtask check`: everything that can be held against the project without running it.

use std::time::Instant;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

pub use self::step::Step;
use crate::build;
use crate::choice::Choice;
use crate::project::Project;

mod step;

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// The steps to take; none means all
    #[arg(value_enum)]
    pub steps: Vec<Step>,
    /// Check dist/ as it is
    #[arg(long)]
    pub no_build: bool,
}

/// Takes the steps and lists those that failed.
pub fn run(project: &Project, options: &CheckOptions) -> Result<()> {
    let steps = match options.steps.as_slice() {
        [] => Step::value_variants(),
        named => named,
    };
    if steps.iter().any(|step| step.needs_site()) {
        if !options.no_build {
            build::run(project, None)?;
        }
        build::ensure_built(project)?;
    }

    let mut failures = Vec::new();
    for step in steps {
        let name = step.name();
        println!("\n== {name}: {} ==", step.about());
        let start = Instant::now();
        let result = step.take(project);
        let seconds = start.elapsed().as_secs_f64();
        match result {
            Ok(()) => println!("{name}: ok in {seconds:.1} s"),
            Err(error) => {
                println!("{name}: failed in {seconds:.1} s: {error:#}");
                failures.push(name);
            }
        }
    }
    if !failures.is_empty() {
        bail!("these checks failed: {}", failures.join(", "));
    }
    println!("\nAll checks passed");
    Ok(())
}
