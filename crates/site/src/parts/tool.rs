//! The programs that the parts are made with.

use crate::SiteError;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the compiler may have used, and browsers have had for years. Never all features: Chromium
/// refuses a file with the others.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// A program on `PATH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Cargo,
    /// Of the same version as the crate, which it checks itself.
    WasmBindgen,
    /// Of binaryen. Without it, files are larger.
    WasmOpt,
    /// Of binaryen. Without it, there are more files.
    WasmMerge,
}

impl Tool {
    fn program(self) -> OsString {
        match self {
            // The one that runs this program.
            Self::Cargo => env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
            Self::WasmBindgen => "wasm-bindgen".into(),
            Self::WasmOpt => "wasm-opt".into(),
            Self::WasmMerge => "wasm-merge".into(),
        }
    }

    /// Whether it can be run.
    pub(super) fn is_there(self) -> bool {
        let told = Command::new(self.program()).arg("--version").output();
        told.is_ok_and(|told| told.status.success())
    }

    /// Runs it with the arguments that `prepare` gives; returns what it printed.
    ///
    /// # Errors
    /// It cannot be run, or it failed: with what it said of that.
    pub(super) fn run(
        self,
        prepare: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Result<String, SiteError> {
        let program = self.program();
        let fault = |what: String| SiteError::of(Path::new(&program), what);
        let mut command = Command::new(&program);
        let told = prepare(&mut command)
            .output()
            .map_err(|error| fault(error.to_string()))?;
        if told.status.success() {
            Ok(String::from_utf8_lossy(&told.stdout).into_owned())
        } else {
            Err(fault(String::from_utf8_lossy(&told.stderr).into_owned()))
        }
    }
}

/// Makes a WebAssembly file smaller.
pub(super) fn optimize(path: &Path) -> Result<(), SiteError> {
    let smaller = path.with_extension("opt.wasm");
    Tool::WasmOpt.run(|command| {
        command
            .args(["-Oz", "--strip-debug", "--strip-producers"])
            .args(FEATURES)
            .arg(path)
            .arg("-o")
            .arg(&smaller)
    })?;
    fs::rename(&smaller, path).map_err(|error| SiteError::of(path, error))
}

/// Makes one module of several that only import from the modules before them.
pub(super) fn merge(modules: &[(&Path, &str)], to: &Path) -> Result<(), SiteError> {
    Tool::WasmMerge.run(|command| {
        for (path, name) in modules {
            command.arg(path).arg(name);
        }
        command.args(FEATURES).arg("-o").arg(to)
    })?;
    Ok(())
}
