//! A layer that starts browsers side by side, and runs what failed there once more by itself.
//!
//! Four browsers on two cores crowd each other: a test may fail for want of time alone. What is wrong
//! with the site fails alone as well. What passed only then is named in the report, to be looked into.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// How many tests may fail for want of time. More are a fault.
const FEW: usize = 3;

/// Runs `tests`, and once more alone what failed of them. The names of those tests, where all passed.
pub(super) fn run(tests: impl Fn() -> Command) -> Result<Vec<String>> {
    let failed = match run_once(tests())? {
        None => return Ok(Vec::new()),
        Some(failed) => failed,
    };
    match failed.len() {
        0 => bail!("the tests did not run to their end"),
        1..=FEW => {}
        many => bail!("{many} tests failed"),
    }
    println!("\nOnce more, one at a time: {}", failed.join(", "));
    let mut alone = tests();
    alone.args(["--", "--exact", "--test-threads=1"]);
    alone.args(&failed);
    match run_once(alone)? {
        None => Ok(failed),
        Some(again) => bail!("failed alone as well: {}", again.join(", ")),
    }
}

/// Runs tests and shows what they print. `None` where they pass, else which did not.
fn run_once(mut tests: Command) -> Result<Option<Vec<String>>> {
    let mut running = tests.stdout(Stdio::piped()).spawn()?;
    let printed = running.stdout.take().context("nothing to read from")?;
    let mut failed = Vec::new();
    for line in BufReader::new(printed).lines() {
        let line = line?;
        println!("{line}");
        failed.extend(failed_test(&line).map(str::to_owned));
    }
    let passed = running.wait()?.success();
    Ok((!passed).then_some(failed))
}

/// The test that a line of the runner says has failed.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A command that behaves as a runner whose tests named `failing` fail, and pass when they are asked
    /// for by name unless they are `broken`.
    fn runner(failing: &str, broken: &str) -> Command {
        let script = r#"
            asked="$*"
            bad=0
            for test in $FAILING; do
                case "$asked" in
                    *--exact*) case " $BROKEN " in *" $test "*) ;; *) continue ;; esac ;;
                esac
                echo "test $test ... FAILED"
                bad=1
            done
            exit $bad"#;
        let mut command = Command::new("sh");
        command.args(["-c", script, "runner"]);
        command.env("FAILING", failing).env("BROKEN", broken);
        command
    }

    #[test]
    fn what_passes_alone_is_named_and_what_does_not_is_a_failure() {
        let run =
            |failing: &'static str, broken: &'static str| run(move || runner(failing, broken));
        assert_eq!(run("", "").unwrap(), Vec::<String>::new());
        assert_eq!(
            run("tabs::a pages::b", "").unwrap(),
            ["tabs::a", "pages::b"]
        );
        let error = run("tabs::a pages::b", "pages::b").unwrap_err();
        assert_eq!(error.to_string(), "failed alone as well: pages::b");
        let error = run("a b c d", "").unwrap_err();
        assert_eq!(error.to_string(), "4 tests failed");
    }

    /// It may not have been compiled.
    #[test]
    fn a_command_that_fails_without_a_test_is_a_failure() {
        let error = run(|| Command::new("false")).unwrap_err();
        assert_eq!(error.to_string(), "the tests did not run to their end");
    }

    #[test]
    fn a_line_of_the_runner_names_the_test() {
        assert_eq!(failed_test("test tabs::a ... FAILED"), Some("tabs::a"));
        assert_eq!(failed_test("test tabs::a ... ok"), None);
        assert_eq!(failed_test("test result: FAILED. 1 passed"), None);
    }
}
