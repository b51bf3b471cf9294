//! Tells cargo how the app is linked: in a release build for browsers it is taken apart afterwards
//! (`crates/site/src/parts.rs`), which needs the linker's relocations and the split points in the code.
//! Elsewhere it stays in one piece, and the same code works without files for its parts.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(split)");
    let is = |variable: &str, value: &str| env::var(variable).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-cfg=split");
        // For the program only: no dependency has to be compiled again for it.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
