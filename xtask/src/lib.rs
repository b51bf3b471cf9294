//! The project's own commands, and the parts of them that tests use too.
//!
//! The binary is `cargo xtask`. The library exists so that the end-to-end tests can start the same
//! static [`host`] that `cargo xtask serve` uses.
//!
//! Reading order: [`arguments`] says what can be asked for; each command is a module of its own name
//! ([`build`], [`serve`], [`dev`], [`mod@test`], [`check`], [`mod@bench`]); [`tools`] installs what
//! they need.

#![allow(
    clippy::print_stdout,
    reason = "a command-line tool talks to the person through standard output"
)]

pub mod arguments;
pub mod bench;
pub mod build;
pub mod check;
pub mod dev;
pub mod error;
pub mod host;
pub mod html;
pub mod process;
pub mod project;
pub mod serve;
pub mod sizes;
pub mod table;
pub mod test;
pub mod tools;
