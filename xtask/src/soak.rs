//! `cargo xtask soak`: the tests that lose something only now and then, for long: pages that crash,
//! browsers that are killed, tabs that work at once, also with one of the first release.

use std::env;
use std::path::Path;

use anyhow::Result;
use xshell::cmd;

use crate::build;
use crate::project::Project;
use crate::tools::{self, catalogue};

/// How often each thing is done where the environment does not say.
const TIMES: [(&str, &str); 3] = [
    ("PAGE_CRASHES", "500"),
    ("BROWSER_KILLS", "100"),
    // In each of four tabs.
    ("TAB_OPERATIONS", "2500"),
];

/// The tests, by parts of their names.
const TESTS: [&str; 4] = [
    "a_page_that_crashes",
    "a_browser_that_is_killed",
    "four_tabs_that_work_at_once",
    "four_tabs_of_two_releases",
];

/// Runs them one after the other, and prints their figures. `old` is the folder with the first release,
/// built; without it the tabs are of this one.
pub fn run(project: &Project, builds: bool, old: Option<&Path>) -> Result<()> {
    tools::ensure(project, catalogue::TO_TEST_IN_BROWSERS)?;
    if builds {
        build::run(project, None)?;
    }
    build::ensure_built(project)?;
    let times = TIMES
        .into_iter()
        .filter(|(variable, _)| env::var_os(variable).is_none());
    let mut command = cmd!(
        project.shell,
        "cargo test --locked -p browser-tests --test browsers -- --include-ignored --nocapture --test-threads=1"
    )
    .args(TESTS)
    .env("DIST_DIR", project.dist())
    .envs(times)
    .envs(tools::browser_environment());
    if let Some(old) = old {
        command = command.env("OLD_DIST_DIR", env::current_dir()?.join(old));
    }
    Ok(command.run()?)
}
