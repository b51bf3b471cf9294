//! Every tool that the project can need: where it comes from, in which version, and what to do where
//! it cannot be installed.

use anyhow::Result;

use crate::project::Project;
use crate::search_path::tools_folder;

/// The name of the accessibility checker's package.
pub const AXE_CORE: &str = "axe-core";

/// Something that has to be on the machine.
#[derive(Debug)]
pub struct Tool {
    /// Its name, as people call it.
    pub name: &'static str,
    /// Without it the work cannot be done. Otherwise the result is only worse.
    pub is_needed: bool,
    /// How it gets on the machine.
    pub(super) source: Source,
}

/// How a tool gets on the machine.
#[derive(Debug)]
pub(super) enum Source {
    /// The standard library for another target.
    RustTarget { target: &'static str },
    /// A program built from a crate.
    Cargo {
        package: &'static str,
        version: CrateVersion,
        /// All of these have to be there, in this version.
        programs: &'static [&'static str],
        /// The crate's own lock file can be used.
        locked: bool,
        /// How long the person has to wait.
        usually: &'static str,
    },
    /// A package of the npm registry.
    Npm {
        package: &'static str,
        version: &'static str,
    },
    /// A package of Debian and its relatives; any version that the system has will do.
    Debian {
        package: &'static str,
        /// One of these has to be there.
        programs: &'static [&'static str],
    },
}

/// The version of a crate to install.
#[derive(Debug)]
pub(super) enum CrateVersion {
    Exactly(&'static str),
    /// The version of this package in the project's `Cargo.lock`, so that the two cannot drift.
    SameAsLocked(&'static str),
}

/// The target of the app in the browser.
pub static WASM_TARGET: Tool = Tool {
    name: "the Rust target wasm32-unknown-unknown",
    is_needed: true,
    source: Source::RustTarget {
        target: "wasm32-unknown-unknown",
    },
};

/// Bundles the app. 0.22 needs a newer compiler than the project's.
pub static TRUNK: Tool = Tool {
    name: "trunk",
    is_needed: true,
    source: Source::Cargo {
        package: "trunk",
        version: CrateVersion::Exactly("0.21.14"),
        programs: &["trunk"],
        locked: true,
        usually: "4 minutes",
    },
};

/// Makes the JavaScript that starts the WebAssembly, and runs its tests. Without `--locked`: its own
/// lock file can name a crate version that no registry has any more.
pub static WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen-cli",
    is_needed: true,
    source: Source::Cargo {
        package: "wasm-bindgen-cli",
        version: CrateVersion::SameAsLocked("wasm-bindgen"),
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        locked: false,
        usually: "2 minutes",
    },
};

/// Makes the WebAssembly smaller, and joins small files of it. Debian's is too old to read what the compiler writes.
pub static WASM_OPT: Tool = Tool {
    name: "wasm-opt",
    is_needed: false,
    source: Source::Npm {
        package: "binaryen",
        version: "132.0.0",
    },
};

/// Writes down what the app is made of.
pub static CYCLONEDX: Tool = Tool {
    name: "cargo-cyclonedx",
    is_needed: true,
    source: Source::Cargo {
        package: "cargo-cyclonedx",
        version: CrateVersion::Exactly("0.5.9"),
        programs: &["cargo-cyclonedx"],
        locked: true,
        usually: "2 minutes",
    },
};

/// Drives Firefox.
pub static GECKODRIVER: Tool = Tool {
    name: "geckodriver",
    is_needed: true,
    source: Source::Cargo {
        package: "geckodriver",
        version: CrateVersion::Exactly("0.37.1"),
        programs: &["geckodriver"],
        locked: true,
        usually: "1 minute",
    },
};

/// Finds accessibility faults in a page.
pub static AXE: Tool = Tool {
    name: AXE_CORE,
    is_needed: true,
    source: Source::Npm {
        package: AXE_CORE,
        version: "4.14.1",
    },
};

/// Validates HTML. 11 needs a newer Node.js than Debian has.
pub static HTML_VALIDATOR: Tool = Tool {
    name: "html-validate",
    is_needed: true,
    source: Source::Npm {
        package: "html-validate",
        version: "10.17.0",
    },
};

/// Installs the packages of the npm registry. Brings the Node.js that they run on.
pub static NPM: Tool = debian("npm", "npm", &["npm"]);

/// A browser.
pub static CHROMIUM: Tool = debian(
    "Chromium",
    "chromium",
    &["chromium", "chromium-browser", "google-chrome"],
);

/// Drives Chromium.
pub static CHROMEDRIVER: Tool = debian("chromedriver", "chromium-driver", &["chromedriver"]);

/// Another browser.
pub static FIREFOX: Tool = debian("Firefox", "firefox-esr", &["firefox-esr", "firefox"]);

/// A third browser, and the program that drives it.
pub static WEBKIT_DRIVER: Tool = debian("WebKitGTK", "webkit2gtk-driver", &["WebKitWebDriver"]);

/// A screen for the browser that insists on one.
pub static VIRTUAL_SCREEN: Tool = debian("xvfb-run", "xvfb", &["xvfb-run"]);

/// `xvfb-run` needs it.
pub static SCREEN_AUTHORITY: Tool = debian("xauth", "xauth", &["xauth"]);

/// The session bus that WebKitGTK needs.
pub static SESSION_BUS: Tool = debian("dbus-run-session", "dbus", &["dbus-run-session"]);

const fn debian(
    name: &'static str,
    package: &'static str,
    programs: &'static [&'static str],
) -> Tool {
    Tool {
        name,
        is_needed: true,
        source: Source::Debian { package, programs },
    }
}

/// What building the site takes.
pub const TO_BUILD: &[&Tool] = &[&WASM_TARGET, &TRUNK, &WASM_BINDGEN, &WASM_OPT];

/// What handing out a release takes, besides building it.
pub const TO_RELEASE: &[&Tool] = &[&CYCLONEDX];

/// What the tests inside one browser take.
pub const TO_TEST_WASM: &[&Tool] = &[&WASM_TARGET, &WASM_BINDGEN, &CHROMIUM, &CHROMEDRIVER];

/// What the end-to-end tests take.
pub const TO_TEST_IN_BROWSERS: &[&Tool] = &[
    &CHROMIUM,
    &CHROMEDRIVER,
    &FIREFOX,
    &GECKODRIVER,
    &WEBKIT_DRIVER,
    &VIRTUAL_SCREEN,
    &SCREEN_AUTHORITY,
    &SESSION_BUS,
    &AXE,
];

/// What the HTML check takes.
pub const TO_VALIDATE_HTML: &[&Tool] = &[&HTML_VALIDATOR];

/// What the benchmark takes.
pub const TO_MEASURE: &[&Tool] = &[&CHROMIUM, &CHROMEDRIVER];

impl Tool {
    /// One line for the person: what is missing, and what to do.
    pub fn remedy(&self, project: &Project) -> Result<String> {
        let name = self.name;
        Ok(match &self.source {
            Source::RustTarget { target } => {
                format!("{name} is missing; run `rustup target add {target}`")
            }
            Source::Cargo {
                package, locked, ..
            } => {
                let version = self.version(project)?;
                let locked = if *locked { " --locked" } else { "" };
                format!(
                    "{name} {version} is missing; run `cargo install {package} --version {version}{locked}`"
                )
            }
            Source::Npm { package, version } => {
                let effect = if self.is_needed {
                    ""
                } else {
                    " (the result is larger without it)"
                };
                format!(
                    "{name} is missing{effect}; with Node.js, run `npm install --prefix {} {package}@{version}`",
                    tools_folder().display()
                )
            }
            Source::Debian { package, .. } => format!(
                "{name} is missing; run `apt-get install {package}` as root, or install your system's own"
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_has_a_remedy_of_one_line() {
        let project = Project::find().unwrap();
        let all = [
            TO_BUILD,
            TO_TEST_WASM,
            TO_TEST_IN_BROWSERS,
            TO_VALIDATE_HTML,
            TO_MEASURE,
        ];
        for tool in all.concat() {
            let remedy = tool.remedy(&project).unwrap();
            assert!(remedy.starts_with(tool.name), "{remedy}");
            assert!(remedy.contains("install") || remedy.contains("add"));
            assert!(!remedy.contains('\n') && !remedy.contains("://"));
        }
    }

    #[test]
    fn only_wasm_opt_can_be_done_without() {
        for tool in [TO_BUILD, TO_TEST_IN_BROWSERS, TO_VALIDATE_HTML].concat() {
            assert_eq!(tool.is_needed, tool.name != "wasm-opt", "{}", tool.name);
        }
    }
}
