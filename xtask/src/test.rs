//! `cargo xtask test`: every layer of tests, one after the other, and one table at the end.
//!
//! A layer that cannot run, because a tool is missing or the site does not build, counts as failed
//! and does not keep the others from running.

use std::process::Command;
use std::time::Instant;

use self::closing_line::{Counts, closing_line};
use self::layers::{DRIVER_VARIABLES, Layer};
use crate::arguments::SelectionOptions;
use crate::build;
use crate::error::{Error, Result};
use crate::process;
use crate::project::Project;
use crate::table;
use crate::tools;

mod closing_line;
mod layers;
mod next_release;

/// What became of one layer.
#[derive(Debug)]
struct Outcome {
    layer: &'static str,
    counts: Counts,
    seconds: f64,
    /// Why the layer failed, where its own output does not say so.
    problem: Option<String>,
}

/// Runs the layers and ends with the line `N passed, N failed`.
pub fn run(project: &Project, options: &SelectionOptions) -> Result<()> {
    let selected = layers::select(&options.names)?;
    let site = make_site(project, options, &selected);

    let outcomes: Vec<Outcome> = selected
        .iter()
        .map(|layer| {
            println!("\n== {}: {} ==", layer.name, layer.about);
            let start = Instant::now();
            let result = match (&site, layer.needs_site) {
                (Err(problem), true) => Err(Error::failed(problem)),
                _ => run_layer(project, layer),
            };
            outcome(layer.name, result, start.elapsed().as_secs_f64())
        })
        .collect();

    println!("\n{}", report(&outcomes));
    let total = total(&outcomes);
    // Nothing may follow this line: it is the one that outside programs read.
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 {
        Ok(())
    } else {
        Err(Error::Reported)
    }
}

/// Builds the site once for all layers that look at it.
fn make_site(
    project: &Project,
    options: &SelectionOptions,
    selected: &[&Layer],
) -> std::result::Result<(), String> {
    if !selected.iter().any(|layer| layer.needs_site) {
        return Ok(());
    }
    let needs_next = selected.iter().any(|layer| layer.needs_next_release);
    println!("\n== the release site ==");
    let result = if options.build {
        build::ensure_fresh(project)
    } else {
        build::ensure_built(project)
    };
    let result = result.and_then(|()| match options.build && needs_next {
        true => {
            println!("\n== the next release ==");
            next_release::ensure_fresh(project)
        }
        false => Ok(()),
    });
    result.map_err(|error| {
        println!("error: {error}");
        format!("there is no site to test: {error}")
    })
}

fn run_layer(project: &Project, layer: &Layer) -> Result<Counts> {
    tools::ensure(project, layer.tools)?;
    let mut command = layer_command(project, layer);
    let mut lines = Vec::new();
    let status = process::stream(&mut command, |line| lines.extend(closing_line(line)))?;

    let counts = if layer.repeats_closing_line {
        lines.pop().unwrap_or_default()
    } else {
        lines.into_iter().sum()
    };
    match (status.success(), counts) {
        (false, Counts { failed: 0, .. }) => Err(Error::failed(format!(
            "`{}` failed without counting a failed test",
            process::describe(&command)
        ))),
        (true, Counts { passed: 0, .. }) => Err(Error::failed("it ran no test")),
        (_, counts) => Ok(counts),
    }
}

fn layer_command(project: &Project, layer: &Layer) -> Command {
    let mut command = process::command(project, "cargo");
    command.args(["test", "--locked"]).args(layer.arguments);
    for (variable, value) in layer.environment {
        command.env(variable, value);
    }
    command
        .env("DIST_DIR", project.dist())
        .env("NEXT_DIST_DIR", next_release::dist(project))
        .env("AXE_JS", tools::axe_script());
    for variable in DRIVER_VARIABLES {
        command.env_remove(variable);
    }
    for driver in layer.drivers {
        if let Some(path) = tools::find_program(driver.program) {
            command.env(driver.variable, path);
        }
    }
    command
}

fn outcome(layer: &'static str, result: Result<Counts>, seconds: f64) -> Outcome {
    let (counts, problem) = match result {
        Ok(counts) => (counts, None),
        Err(error) => {
            println!("error: {error}");
            let counts = Counts {
                passed: 0,
                failed: 1,
            };
            (counts, Some(error.to_string()))
        }
    };
    Outcome {
        layer,
        counts,
        seconds,
        problem,
    }
}

fn total(outcomes: &[Outcome]) -> Counts {
    outcomes.iter().map(|outcome| outcome.counts).sum()
}

/// The table, and below it why layers failed that could not run to their end.
fn report(outcomes: &[Outcome]) -> String {
    let row = |name: &str, counts: Counts, seconds: f64| {
        vec![
            name.to_owned(),
            counts.passed.to_string(),
            counts.failed.to_string(),
            format!("{seconds:.1}"),
        ]
    };
    let mut rows: Vec<_> = outcomes
        .iter()
        .map(|outcome| row(outcome.layer, outcome.counts, outcome.seconds))
        .collect();
    let seconds = outcomes.iter().map(|outcome| outcome.seconds).sum();
    rows.push(row("total", total(outcomes), seconds));

    let mut text = table::render(&["layer", "passed", "failed", "seconds"], &rows);
    for outcome in outcomes {
        if let Some(problem) = &outcome.problem {
            text.push_str(&format!("{}: {problem}\n", outcome.layer));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_adds_up_and_says_why_a_layer_did_not_run() {
        let counts = Counts {
            passed: 12,
            failed: 0,
        };
        let outcomes = [
            outcome("models", Ok(counts), 1.5),
            outcome("browsers", Err(Error::failed("no browser")), 0.25),
        ];
        let expected = "\
layer     passed  failed  seconds
--------  ------  ------  -------
models        12       0      1.5
browsers       0       1      0.2
total         12       1      1.8
browsers: no browser
";
        assert_eq!(report(&outcomes), expected);
    }

    #[test]
    fn a_layer_is_told_where_site_script_and_tests_are() {
        let project = Project::find().unwrap();
        let selected = layers::select(&["browsers".to_owned()]).unwrap();
        let command = layer_command(&project, selected[0]);
        assert_eq!(
            process::describe(&command),
            "cargo test --locked -p tech-lead-guide --test browsers -- --test-threads=1"
        );
        let dist = project.dist();
        assert!(
            command
                .get_envs()
                .any(|pair| pair == ("DIST_DIR".as_ref(), Some(dist.as_ref())))
        );
    }

    #[test]
    fn the_layer_inside_one_browser_hears_of_no_other() {
        let project = Project::find().unwrap();
        let selected = layers::select(&["wasm".to_owned()]).unwrap();
        let command = layer_command(&project, selected[0]);
        let removed = command
            .get_envs()
            .any(|pair| pair == ("GECKODRIVER".as_ref(), None));
        assert!(removed);
    }
}
