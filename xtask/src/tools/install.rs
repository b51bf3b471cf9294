//! Installing what is missing, through the ordinary package managers.
//!
//! What they print is kept to ourselves: it is long, and it names the registry's host, which on many
//! machines is a private mirror that belongs into no log. When something goes wrong, the last lines
//! are shown with their addresses taken out.

use std::env;
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use xshell::{Cmd, cmd};

use super::catalogue::{self, Source, Tool};
use crate::project::{Captured, Project, capture};
use crate::search_path::{self, tools_folder};

/// Installs the tools as far as possible. What goes wrong is printed; whether a tool is there in the
/// end is for the caller to look.
pub(super) fn install(project: &Project, missing: &[&'static Tool]) -> Result<()> {
    let plan = Plan::of(missing, search_path::find("npm").is_some());
    let shell = &project.shell;
    for target in plan.rust_targets {
        let command = cmd!(shell, "rustup target add {target}");
        run_step(&format!("the Rust target {target}"), None, command);
    }
    if !plan.debian_packages.is_empty() {
        install_debian_packages(project, &plan.debian_packages);
    }
    if !plan.npm_packages.is_empty() {
        install_npm_packages(project, &plan.npm_packages)?;
    }
    for tool in plan.crates {
        install_crate(project, tool)?;
    }
    Ok(())
}

/// What to install, by the program that installs it. The quick ones come first, so that what fails
/// is known before the long builds.
#[derive(Debug, Default)]
struct Plan {
    rust_targets: Vec<&'static str>,
    debian_packages: Vec<&'static str>,
    npm_packages: Vec<String>,
    crates: Vec<&'static Tool>,
}

impl Plan {
    fn of(missing: &[&'static Tool], has_npm: bool) -> Self {
        let mut plan = Self::default();
        for tool in missing {
            match &tool.source {
                Source::RustTarget { target } => plan.rust_targets.push(target),
                Source::Debian { package, .. } => plan.debian_packages.push(package),
                Source::Npm { package, version } => {
                    plan.npm_packages.push(format!("{package}@{version}"));
                }
                Source::Cargo { .. } => plan.crates.push(tool),
            }
        }
        if let (false, Source::Debian { package, .. }) = (has_npm, &catalogue::NPM.source)
            && !plan.npm_packages.is_empty()
        {
            plan.debian_packages.push(package);
        }
        plan
    }
}

fn install_debian_packages(project: &Project, packages: &[&str]) {
    if search_path::find("apt-get").is_none() {
        return;
    }
    let Some(as_root) = as_root(project) else {
        println!("apt-get may not be used here: neither root nor sudo without a password");
        return;
    };
    let shell = &project.shell;
    let update = cmd!(shell, "env {as_root...} apt-get update");
    run_step("the list of Debian packages", None, update);
    let install = cmd!(
        shell,
        "env {as_root...} apt-get install --yes --no-install-recommends {packages...}"
    );
    run_step(&packages.join(", "), Some("1 minute"), install);
}

/// The words after `env` that make the following command run as root without asking for anything.
fn as_root(project: &Project) -> Option<&'static [&'static str]> {
    const NON_INTERACTIVE: &str = "DEBIAN_FRONTEND=noninteractive";
    let shell = &project.shell;
    let answer = |command| capture(command).ok().filter(|answer| answer.success);
    if answer(cmd!(shell, "id -u")).is_some_and(|user| user.text.trim() == "0") {
        return Some(&[NON_INTERACTIVE]);
    }
    answer(cmd!(shell, "sudo -n true"))?;
    Some(&["sudo", "-n", NON_INTERACTIVE])
}

fn install_npm_packages(project: &Project, packages: &[String]) -> Result<()> {
    if search_path::find("npm").is_none() {
        return Ok(());
    }
    let folder = tools_folder();
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    // npm's lock file would write down the registry's host.
    let command = cmd!(
        project.shell,
        "npm install --prefix {folder} --no-audit --no-fund --no-package-lock {packages...}"
    );
    run_step(&packages.join(", "), Some("10 seconds"), command);
    Ok(())
}

fn install_crate(project: &Project, tool: &Tool) -> Result<()> {
    let Source::Cargo {
        package,
        locked,
        usually,
        ..
    } = &tool.source
    else {
        return Ok(());
    };
    let version = tool.version(project)?;
    let what = format!("{package} {version}");
    if search_path::find("cargo-binstall").is_some()
        && run_step(&what, Some("seconds"), prebuilt(project, package, &version))
    {
        return Ok(());
    }
    let target_folder = env::temp_dir().join(format!("tech-lead-guide-tools-{package}"));
    let command = built(project, package, &version, *locked, &target_folder);
    if run_step(&what, Some(usually), command) {
        // Up to a gigabyte, and of no use any more.
        _ = fs::remove_dir_all(target_folder);
    }
    Ok(())
}

/// Installs a program that its project has built, or fails where there is none for this machine.
fn prebuilt<'a>(project: &'a Project, package: &str, version: &str) -> Cmd<'a> {
    let root = tools_folder();
    cmd!(
        project.shell,
        "cargo binstall --no-confirm --disable-strategies compile --root {root} {package}@{version}"
    )
}

fn built<'a>(
    project: &'a Project,
    package: &str,
    version: &str,
    locked: bool,
    target_folder: &Path,
) -> Cmd<'a> {
    let root = tools_folder();
    let locked = locked.then_some("--locked");
    cmd!(
        project.shell,
        "cargo install {package} --version {version} --root {root} {locked...}"
    )
    // These programs do little work: half the time to build them is worth more than their speed.
    .env("CARGO_PROFILE_RELEASE_LTO", "off")
    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
    // Not the project's: trunk and the app must not evict each other's dependencies.
    .env("CARGO_TARGET_DIR", target_folder)
}

/// Runs one installation, tells what it is and how long it took, and whether it succeeded.
fn run_step(what: &str, usually: Option<&str>, command: Cmd<'_>) -> bool {
    match usually {
        Some(time) => println!("Installing {what} (usually {time})"),
        None => println!("Installing {what}"),
    }
    let start = Instant::now();
    let result = capture(command);
    let seconds = start.elapsed().as_secs_f64();
    match result {
        Ok(Captured { success: true, .. }) => {
            println!("Installed {what} in {seconds:.0} s");
            true
        }
        Ok(Captured { text, .. }) => {
            println!("Could not install {what}:\n{}", last_lines(&text));
            false
        }
        Err(error) => {
            println!("Could not install {what}: {error}");
            false
        }
    }
}

const SHOWN_LINES: usize = 6;

fn last_lines(output: &str) -> String {
    let lines: Vec<String> = output
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(without_addresses)
        .collect();
    let first = lines.len().saturating_sub(SHOWN_LINES);
    lines[first..].join("\n")
}

/// Replaces each word that is or could be an address. A file name that looks like a host is lost
/// too; that is the smaller harm.
fn without_addresses(line: &str) -> String {
    line.split(' ')
        .map(|word| {
            if looks_like_address(word) {
                "<address>"
            } else {
                word
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn looks_like_address(word: &str) -> bool {
    if word.contains("://") {
        return true;
    }
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let host = bare.split([':', '/']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let is_number = |label: &&str| label.parse::<u8>().is_ok();
    let is_ip_address = labels.len() == 4 && labels.iter().all(is_number);
    let ends_in_letters = labels
        .last()
        .is_some_and(|last| last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic()));
    is_ip_address || (labels.len() > 1 && ends_in_letters)
}

#[cfg(test)]
mod tests {
    use super::catalogue::*;
    use super::*;

    #[test]
    fn the_plan_sorts_tools_by_who_installs_them() {
        let plan = Plan::of(&[&TRUNK, &WASM_TARGET, &WASM_OPT, &CHROMIUM, &AXE], true);
        assert_eq!(plan.rust_targets, ["wasm32-unknown-unknown"]);
        assert_eq!(plan.debian_packages, ["chromium"]);
        assert_eq!(plan.npm_packages, ["binaryen@132.0.0", "axe-core@4.14.1"]);
        let crates: Vec<&str> = plan.crates.iter().map(|tool| tool.name).collect();
        assert_eq!(crates, ["trunk"]);
    }

    #[test]
    fn npm_is_installed_only_where_it_is_needed_and_missing() {
        assert_eq!(Plan::of(&[&WASM_OPT], false).debian_packages, ["npm"]);
        assert!(Plan::of(&[&WASM_OPT], true).debian_packages.is_empty());
        assert!(Plan::of(&[&TRUNK], false).debian_packages.is_empty());
    }

    #[test]
    fn crates_are_installed_apart_from_the_project_and_from_the_persons_own() {
        let project = Project::find().unwrap();
        let folder = tools_folder().display().to_string();
        let command = built(&project, "trunk", "0.21.14", true, Path::new("/tmp/apart"));
        assert_eq!(
            command.to_string(),
            format!("cargo install trunk --version 0.21.14 --root {folder} --locked")
        );
        let command = std::process::Command::from(command);
        let target = ("CARGO_TARGET_DIR".as_ref(), Some("/tmp/apart".as_ref()));
        assert!(command.get_envs().any(|variable| variable == target));
        let command = prebuilt(&project, "trunk", "0.21.14").to_string();
        assert!(
            command.contains(&folder) && command.ends_with("trunk@0.21.14"),
            "{command}"
        );
    }

    #[test]
    fn addresses_are_taken_out_of_what_is_shown() {
        let output = "\
Get:1 http://mirror.example/debian stable main

E: Could not resolve 'mirror.example' (10.0.0.7:80)
error: could not compile trunk 0.21.14 on mirror.example:443
";
        let shown = "\
Get:1 <address> stable main
E: Could not resolve <address> <address>
error: could not compile trunk 0.21.14 on <address>";
        assert_eq!(last_lines(output), shown);
    }

    #[test]
    fn only_the_last_lines_are_shown() {
        let output: String = (1..=20).map(|number| format!("{number}\n")).collect();
        assert_eq!(last_lines(&output), "15\n16\n17\n18\n19\n20");
    }
}
