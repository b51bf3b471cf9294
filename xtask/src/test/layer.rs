//! The layers of tests, from the quick to the slow.

use std::ffi::OsString;
use std::{env, thread};

use clap::ValueEnum;

use crate::search_path;
use crate::tools::{Tool, catalogue};

/// A kind of test that runs by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Layer {
    /// The models by examples, native: unit tests, adverts, what the first release stored, decoders
    Models,
    /// What holds for any input, native
    Properties,
    /// Real questions find their answers, native
    Search,
    /// Who may name whom, in the source, and which tests guard what
    Invariants,
    /// The built site as a whole
    Site,
    /// The project's own commands and their programs
    Xtask,
    /// Unit tests in Chromium
    Wasm,
    /// End to end in Chromium, Firefox and WebKitGTK
    Browsers,
}

/// The layers named, or all where none is, each once and in the order of [`Layer`].
pub(super) fn selected(named: &[Layer]) -> Vec<Layer> {
    let mut layers = match named {
        [] => Layer::value_variants().to_vec(),
        named => named.to_vec(),
    };
    layers.sort_unstable();
    layers.dedup();
    layers
}

impl Layer {
    /// The packages that are compiled together, of which [`Self::targets`] are run. cargo unites the
    /// features of exactly these, so layers that name other packages would compile common
    /// dependencies, Leptos among them, once more.
    pub(super) fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Models | Self::Properties | Self::Search | Self::Invariants | Self::Site => &[
                "advert-reader",
                "guide-core",
                "guide-site",
                "tech-lead-guide",
            ],
            Self::Xtask | Self::Browsers => &[
                "xtask",
                "static-host",
                "audit",
                "bench",
                "browser-driver",
                "browser-tests",
            ],
            Self::Wasm => &["tech-lead-guide"],
        }
    }

    /// The words by which cargo chooses what to run.
    pub(super) fn targets(self) -> &'static [&'static str] {
        match self {
            Self::Models => &[
                "--lib",
                "--test",
                "adverts",
                "--test",
                "decoders",
                "--test",
                "release_1",
            ],
            Self::Properties => &["--test", "properties"],
            Self::Search => &["--test", "search"],
            Self::Invariants => &[
                "--test",
                "invariants",
                "--test",
                "modules",
                "--test",
                "faults",
            ],
            Self::Site => &["--test", "site"],
            Self::Xtask => &["--lib", "--bins", "--test", "host"],
            Self::Wasm => &["--target", "wasm32-unknown-unknown", "--test", "wasm"],
            Self::Browsers => &["--test", "browsers"],
        }
    }

    /// Variables that only this layer needs.
    pub(super) fn environment(self) -> Vec<(&'static str, OsString)> {
        match self {
            Self::Wasm => {
                let mut variables = vec![
                    (
                        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                        "wasm-bindgen-test-runner".into(),
                    ),
                    // Seconds. The default of 20 is short for a cold browser on a busy machine.
                    ("WASM_BINDGEN_TEST_TIMEOUT", "120".into()),
                ];
                let driver = search_path::find("chromedriver");
                variables.extend(driver.map(|path| ("CHROMEDRIVER", path.into())));
                variables
            }
            Self::Browsers => {
                let threads = env::var_os("RUST_TEST_THREADS")
                    .unwrap_or_else(|| browsers_at_once().to_string().into());
                vec![("RUST_TEST_THREADS", threads)]
            }
            _ => Vec::new(),
        }
    }

    /// Variables that would lead it to another browser than its own where the person has set them.
    pub(super) fn removed_from_environment(self) -> &'static [&'static str] {
        match self {
            Self::Wasm => &[
                "GECKODRIVER",
                "SAFARIDRIVER",
                "MSEDGEDRIVER",
                "CHROMEDRIVER_REMOTE",
            ],
            _ => &[],
        }
    }

    /// It starts browsers of every kind.
    pub(super) fn drives_browsers(self) -> bool {
        self == Self::Browsers
    }

    /// What it needs on the machine.
    pub(super) fn tools(self) -> &'static [&'static Tool] {
        match self {
            Self::Wasm => catalogue::TO_TEST_WASM,
            Self::Browsers => catalogue::TO_TEST_IN_BROWSERS,
            _ => &[],
        }
    }

    /// It looks at the built site.
    pub(super) fn needs_site(self) -> bool {
        matches!(self, Self::Site | Self::Browsers)
    }

    /// It goes from one release of the site to the next.
    pub(super) fn needs_next_release(self) -> bool {
        self == Self::Browsers
    }
}

/// Browsers wait for pages half of the time, so there is one more than the machine has cores; more
/// than four would want more memory than most machines have.
fn browsers_at_once() -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    (cores + 1).clamp(2, 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::Choice;
    use std::fs;
    use std::path::{Path, PathBuf};

    #[test]
    fn no_name_means_all_and_the_order_is_fixed() {
        assert_eq!(selected(&[]), Layer::value_variants());
        let named = [Layer::Site, Layer::Models, Layer::Site];
        assert_eq!(selected(&named), [Layer::Models, Layer::Site]);
    }

    /// A file of tests that no layer names would never run.
    #[test]
    fn every_file_of_tests_belongs_to_a_layer() {
        let named: Vec<&str> = selected(&[])
            .iter()
            .flat_map(|layer| layer.targets())
            .copied()
            .collect();
        // `cargo xtask check hosting` runs this one.
        let elsewhere = ["hosting"];
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let crates = fs::read_dir(root.join("crates")).expect("there are crates");
        let mut folders: Vec<PathBuf> = crates
            .map(|entry| entry.expect("it can be read").path().join("tests"))
            .collect();
        folders.push(root.join("tests"));
        let mut files = 0;
        for file in folders
            .iter()
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flatten()
        {
            let path = file.expect("it can be read").path();
            let Some(name) = path.file_stem().and_then(|name| name.to_str()) else {
                continue;
            };
            if path.extension().is_some_and(|extension| extension == "rs") {
                files += 1;
                assert!(
                    named.contains(&name) || elsewhere.contains(&name),
                    "{}",
                    path.display()
                );
            }
        }
        assert!(files > 5, "only {files} files");
    }

    #[test]
    fn every_layer_has_a_name_and_says_what_it_tests() {
        for layer in selected(&[]) {
            assert!(!layer.name().is_empty() && !layer.about().is_empty());
        }
        assert_eq!(Layer::Browsers.name(), "browsers");
    }
}
