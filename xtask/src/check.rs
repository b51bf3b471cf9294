//! `cargo xtask check`: everything that can be held against the project without running it.

use std::time::Instant;

use self::steps::{STEPS, Step};
use crate::arguments::SelectionOptions;
use crate::build;
use crate::error::{Error, Result};
use crate::project::Project;

mod budgets;
mod steps;
mod validity;

/// Runs the steps and lists those that failed.
pub fn run(project: &Project, options: &SelectionOptions) -> Result<()> {
    let selected = select(&options.names)?;
    if selected.iter().any(|step| step.needs_site) {
        if options.build {
            build::ensure_fresh(project)?;
        }
        build::ensure_built(project)?;
    }

    let mut failures = Vec::new();
    for step in selected {
        println!("\n== {}: {} ==", step.name, step.about);
        let start = Instant::now();
        let result = (step.run)(project);
        let seconds = start.elapsed().as_secs_f64();
        match result {
            Ok(()) => println!("{}: ok in {seconds:.1} s", step.name),
            Err(error) => {
                println!("{}: failed in {seconds:.1} s", step.name);
                failures.push(format!("{}: {error}", step.name));
            }
        }
    }

    if failures.is_empty() {
        println!("\nAll checks passed");
        return Ok(());
    }
    println!("\nFailed:");
    for failure in failures {
        println!("  {failure}");
    }
    Err(Error::Reported)
}

fn select(names: &[String]) -> Result<Vec<&'static Step>> {
    let is_known = |name: &String| STEPS.iter().any(|step| step.name == name);
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(Error::Usage(format!(
            "there is no step `{unknown}`, but {}",
            known.join(", ")
        )));
    }
    let is_selected = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(is_selected).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::HELP;

    #[test]
    fn steps_are_selected_by_name() {
        let names = |words: &[&str]| -> Vec<String> {
            words.iter().map(|word| (*word).to_owned()).collect()
        };
        assert_eq!(select(&[]).unwrap().len(), STEPS.len());
        assert_eq!(select(&names(&["sizes"])).unwrap()[0].name, "sizes");
        assert!(matches!(select(&names(&["size"])), Err(Error::Usage(_))));
    }

    #[test]
    fn the_help_text_names_every_step() {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        assert!(HELP.contains(&names.join(" ")));
    }
}
