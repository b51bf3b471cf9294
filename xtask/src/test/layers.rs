//! The layers of tests, from the quick to the slow.

use crate::error::{Error, Result};
use crate::tools::{Tool, catalogue};

/// A kind of test that runs by itself.
#[derive(Debug)]
pub(super) struct Layer {
    /// What it is called on the command line.
    pub(super) name: &'static str,
    /// What it tests, for its heading.
    pub(super) about: &'static str,
    /// The words after `cargo test --locked`.
    pub(super) arguments: &'static [&'static str],
    /// Variables that only this layer needs.
    pub(super) environment: &'static [(&'static str, &'static str)],
    /// The browser drivers that it may use.
    pub(super) drivers: &'static [Driver],
    pub(super) tools: &'static [&'static Tool],
    /// It looks at the built site.
    pub(super) needs_site: bool,
    /// It goes from one release of the site to the next.
    pub(super) needs_next_release: bool,
    /// Its runner may print the closing line more than once, and only the last one counts.
    pub(super) repeats_closing_line: bool,
}

/// A program that drives a browser, and the variable that says where it is.
#[derive(Debug)]
pub(super) struct Driver {
    pub(super) variable: &'static str,
    pub(super) program: &'static str,
}

const CHROMEDRIVER: Driver = Driver {
    variable: "CHROMEDRIVER",
    program: "chromedriver",
};
const GECKODRIVER: Driver = Driver {
    variable: "GECKODRIVER",
    program: "geckodriver",
};
const WEBKIT_DRIVER: Driver = Driver {
    variable: "WEBKITDRIVER",
    program: "WebKitWebDriver",
};

/// The variables by which a test can be sent to a browser. What the person has set must not lead a
/// layer to another browser than its own.
pub(super) const DRIVER_VARIABLES: [&str; 6] = [
    "CHROMEDRIVER",
    "GECKODRIVER",
    "WEBKITDRIVER",
    "SAFARIDRIVER",
    "MSEDGEDRIVER",
    "CHROMEDRIVER_REMOTE",
];

const NATIVE: Layer = Layer {
    name: "",
    about: "",
    arguments: &[],
    environment: &[],
    drivers: &[],
    tools: &[],
    needs_site: false,
    needs_next_release: false,
    repeats_closing_line: false,
};

/// All layers, in the order in which they run.
pub(super) static LAYERS: [Layer; 8] = [
    Layer {
        name: "models",
        about: "unit tests, native",
        arguments: &[
            "-p",
            "guide-core",
            "-p",
            "guide-site",
            "-p",
            "tech-lead-guide",
            "--lib",
        ],
        ..NATIVE
    },
    Layer {
        name: "properties",
        about: "what holds for any input, native",
        arguments: &["-p", "guide-core", "--test", "properties"],
        ..NATIVE
    },
    Layer {
        name: "search",
        about: "real questions find their answers, native",
        arguments: &["-p", "guide-site", "--test", "search"],
        ..NATIVE
    },
    Layer {
        name: "invariants",
        about: "who may name whom, in the source",
        arguments: &["-p", "tech-lead-guide", "--test", "invariants"],
        ..NATIVE
    },
    Layer {
        name: "site",
        about: "the built site as a whole",
        arguments: &["-p", "guide-site", "--test", "site"],
        needs_site: true,
        ..NATIVE
    },
    Layer {
        name: "xtask",
        about: "these commands themselves",
        arguments: &["-p", "xtask"],
        ..NATIVE
    },
    Layer {
        name: "wasm",
        about: "unit tests in Chromium",
        arguments: &[
            "-p",
            "tech-lead-guide",
            "--target",
            "wasm32-unknown-unknown",
            "--test",
            "wasm",
        ],
        environment: &[
            (
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                "wasm-bindgen-test-runner",
            ),
            // Seconds. The default of 20 is short for a cold browser on a busy machine.
            ("WASM_BINDGEN_TEST_TIMEOUT", "120"),
        ],
        drivers: &[CHROMEDRIVER],
        tools: catalogue::TO_TEST_WASM,
        repeats_closing_line: true,
        ..NATIVE
    },
    Layer {
        name: "browsers",
        about: "end to end in Chromium, Firefox and WebKitGTK",
        arguments: &[
            "-p",
            "tech-lead-guide",
            "--test",
            "browsers",
            "--",
            "--test-threads=1",
        ],
        drivers: &[CHROMEDRIVER, GECKODRIVER, WEBKIT_DRIVER],
        tools: catalogue::TO_TEST_IN_BROWSERS,
        needs_site: true,
        needs_next_release: true,
        ..NATIVE
    },
];

/// The layers of these names, or all where none is named, always in the order of [`LAYERS`].
pub(super) fn select(names: &[String]) -> Result<Vec<&'static Layer>> {
    let is_known = |name: &String| LAYERS.iter().any(|layer| layer.name == name);
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        let known: Vec<&str> = LAYERS.iter().map(|layer| layer.name).collect();
        return Err(Error::Usage(format!(
            "there is no layer `{unknown}`, but {}",
            known.join(", ")
        )));
    }
    let is_selected = |layer: &&Layer| names.is_empty() || names.iter().any(|n| n == layer.name);
    Ok(LAYERS.iter().filter(is_selected).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::HELP;

    fn selected(names: &[&str]) -> Result<Vec<&'static str>> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let layers = select(&names)?;
        Ok(layers.iter().map(|layer| layer.name).collect())
    }

    #[test]
    fn no_name_means_all_and_the_order_is_fixed() {
        assert_eq!(selected(&[]).unwrap().len(), LAYERS.len());
        assert_eq!(selected(&["site", "models"]).unwrap(), ["models", "site"]);
    }

    #[test]
    fn an_unknown_name_is_a_mistake_in_usage() {
        assert!(matches!(selected(&["sites"]), Err(Error::Usage(_))));
    }

    #[test]
    fn the_help_text_names_every_layer() {
        let names: Vec<&str> = LAYERS.iter().map(|layer| layer.name).collect();
        assert!(HELP.contains(&names.join(" ")));
    }
}
