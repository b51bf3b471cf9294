//! `audit`: judges the built site by its files.
//!
//! - `audit files DIST` prints what is fetched, with its bytes as they are and as they travel;
//! - `audit checksums DIST` prints the SHA-256 of every file, as `sha256sum --check` reads it;
//! - `audit budgets DIST` holds the sizes against their budgets.

#![allow(
    clippy::print_stdout,
    reason = "a command-line tool talks to the person through standard output"
)]

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};

mod budgets;
mod files;

/// Judge the built site by its files.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print what is fetched, as it is and compressed
    Files {
        /// The built site
        dist: PathBuf,
    },
    /// Print the SHA-256 of every file, for `sha256sum --check`
    Checksums {
        /// The built site
        dist: PathBuf,
    },
    /// Hold the sizes against their budgets
    Budgets {
        /// The built site
        dist: PathBuf,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Files { dist } => {
            println!("{}", files::table(&files::read_site(&dist)?));
            Ok(())
        }
        Command::Checksums { dist } => {
            print!("{}", files::checksums(&files::read_site(&dist)?));
            Ok(())
        }
        Command::Budgets { dist } => budgets::check(&files::read_site(&dist)?),
    }
}

/// An empty table whose first column is text, and whose others are figures.
fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Bytes in thousands, with one digit after the point.
fn kilobytes(bytes: usize) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_aligned_to_the_right() {
        let mut table = table(&["file", "kB"]);
        table.add_row(["a.js".to_owned(), kilobytes(1_250)]);
        table.add_row(["b.js".to_owned(), kilobytes(123_456)]);
        let text = table.to_string();
        assert!(text.contains("| a.js |   1.2 |"), "{text}");
    }
}
