//! `cargo xtask test`: every layer of tests, one after the other, and one table at the end.
//!
//! A layer that cannot run, because a tool is missing or the site does not build, counts as failed
//! and does not keep the others from running.

use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use xshell::{Cmd, cmd};

pub use self::layer::Layer;
use crate::build;
use crate::choice::Choice;
use crate::project::Project;
use crate::tools;

mod layer;
mod next_release;
mod second_run;

/// Options of `test`.
#[derive(Debug, Args)]
pub struct TestOptions {
    /// The layers to run; none means all
    #[arg(value_enum)]
    pub layers: Vec<Layer>,
    /// Test dist/ as it is
    #[arg(long)]
    pub no_build: bool,
}

/// What became of one layer.
#[derive(Debug)]
struct Outcome {
    layer: Layer,
    /// The tests that passed when they were run a second time.
    result: Result<Vec<String>>,
    time: Duration,
}

/// Runs the layers, from the quick to the slow, and lists how they ended.
pub fn run(project: &Project, options: &TestOptions) -> Result<()> {
    let layers = layer::selected(&options.layers);
    let site = make_site(project, options, &layers);
    // Most of its time goes into linking, which keeps one core busy. The other one tests meanwhile.
    let mut next_release = match &site {
        Ok(()) if !options.no_build && layers.iter().any(|layer| layer.needs_next_release()) => {
            Some(start_next_release(project)?)
        }
        _ => None,
    };

    let mut outcomes = Vec::new();
    for layer in layers {
        println!("\n== {}: {} ==", layer.name(), layer.about());
        let start = Instant::now();
        let result = match &site {
            Err(error) if layer.needs_site() => Err(anyhow!("there is no site to test: {error:#}")),
            _ if layer.needs_next_release() => {
                wait_for(next_release.take()).and_then(|()| run_layer(project, layer))
            }
            _ => run_layer(project, layer),
        };
        if let Err(error) = &result {
            println!("error: {error:#}");
        }
        outcomes.push(Outcome {
            layer,
            result,
            time: start.elapsed(),
        });
    }

    print!("\n{}", report(&outcomes));
    let failed = outcomes.iter().filter(|outcome| outcome.result.is_err());
    match failed.count() {
        0 => Ok(()),
        1 => bail!("1 layer failed"),
        count => bail!("{count} layers failed"),
    }
}

/// Builds the site once for all layers that look at it.
fn make_site(project: &Project, options: &TestOptions, layers: &[Layer]) -> Result<()> {
    if !layers.iter().any(|layer| layer.needs_site()) {
        return Ok(());
    }
    println!("\n== the release site ==");
    if options.no_build {
        build::ensure_built(project)
    } else {
        build::run(project, None)
    }
}

type NextRelease = JoinHandle<Result<Duration>>;

fn start_next_release(project: &Project) -> Result<NextRelease> {
    println!("\nBuilding the next release meanwhile");
    let project = Project::at(project.root())?;
    Ok(thread::spawn(move || {
        let start = Instant::now();
        next_release::build(&project)?;
        Ok(start.elapsed())
    }))
}

fn wait_for(next_release: Option<NextRelease>) -> Result<()> {
    let Some(building) = next_release else {
        return Ok(());
    };
    let built = building.join().map_err(|_| anyhow!("the build panicked"));
    let time = built.flatten().context("the next release")?;
    println!("Built the next release in {:.1} s", time.as_secs_f64());
    Ok(())
}

fn run_layer(project: &Project, layer: Layer) -> Result<Vec<String>> {
    tools::ensure(project, layer.tools())?;
    if layer.drives_browsers() {
        return second_run::run(|| layer_command(project, layer).into());
    }
    layer_command(project, layer).run()?;
    Ok(Vec::new())
}

fn layer_command(project: &Project, layer: Layer) -> Cmd<'_> {
    let packages = layer.packages().iter().flat_map(|name| ["--package", name]);
    let mut command = cmd!(project.shell, "cargo test --locked")
        .args(packages)
        .args(layer.targets())
        .env("DIST_DIR", project.dist())
        .env("NEXT_DIST_DIR", next_release::dist(project))
        .envs(layer.environment());
    if layer.drives_browsers() {
        command = command.envs(tools::browser_environment());
    }
    for variable in layer.removed_from_environment() {
        command = command.env_remove(variable);
    }
    command
}

/// A table of the layers, and below it why some of them failed, and what was run twice.
fn report(outcomes: &[Outcome]) -> String {
    let mut table = String::new();
    let mut problems = String::new();
    for Outcome {
        layer,
        result,
        time,
    } in outcomes
    {
        let verdict = if result.is_ok() { "ok" } else { "failed" };
        let (name, seconds) = (layer.name(), time.as_secs_f64());
        table.push_str(&format!("{name:<12}{verdict:<8}{seconds:>8.1} s\n"));
        match result {
            Ok(twice) if twice.is_empty() => {}
            Ok(twice) => {
                let twice = twice.join(", ");
                problems.push_str(&format!("{name}: passed only when run alone: {twice}\n"));
            }
            Err(error) => problems.push_str(&format!("{name}: {error:#}\n")),
        }
    }
    table + &problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_says_how_each_layer_ended_and_why() {
        let outcomes = [
            Outcome {
                layer: Layer::Models,
                result: Ok(Vec::new()),
                time: Duration::from_millis(1500),
            },
            Outcome {
                layer: Layer::Site,
                result: Ok(vec!["pages::one".to_owned(), "tabs::two".to_owned()]),
                time: Duration::from_millis(2500),
            },
            Outcome {
                layer: Layer::Browsers,
                result: Err(anyhow!("no browser")),
                time: Duration::from_millis(250),
            },
        ];
        let expected = "\
models      ok           1.5 s
site        ok           2.5 s
browsers    failed       0.2 s
site: passed only when run alone: pages::one, tabs::two
browsers: no browser
";
        assert_eq!(report(&outcomes), expected);
    }

    #[test]
    fn a_layer_is_told_where_site_script_and_drivers_are() {
        let project = Project::find().unwrap();
        let command = layer_command(&project, Layer::Browsers);
        assert!(command.to_string().ends_with("--test browsers"));
        let command = std::process::Command::from(command);
        for variable in ["DIST_DIR", "NEXT_DIST_DIR", "AXE_JS", "RUST_TEST_THREADS"] {
            let is_set =
                |(name, value): (&std::ffi::OsStr, Option<&_>)| name == variable && value.is_some();
            assert!(command.get_envs().any(is_set), "{variable}");
        }
    }

    #[test]
    fn the_layer_inside_one_browser_hears_of_no_other() {
        let project = Project::find().unwrap();
        let command = std::process::Command::from(layer_command(&project, Layer::Wasm));
        let removed = ("GECKODRIVER".as_ref(), None);
        assert!(command.get_envs().any(|variable| variable == removed));
    }
}
