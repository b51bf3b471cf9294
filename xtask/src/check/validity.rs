//! The validity of every page, judged by the Nu HTML checker.
//!
//! It doubles as a guard of hydration: what a browser's parser would repair, such as a paragraph
//! around a list, is where the app and the page part.

use std::path::Path;

use crate::error::{Error, Result};
use crate::process;
use crate::project::Project;
use crate::tools::{self, catalogue};

/// So many messages are printed; the rest are counted.
const SHOWN_MESSAGES: usize = 40;

/// Validates every page of the built site.
pub(super) fn check(project: &Project) -> Result<()> {
    tools::ensure(project, catalogue::TO_VALIDATE_HTML)?;
    let mut command = process::command(project, "java");
    command.arg("-jar").arg(tools::html_validator());
    command.args(["--errors-only", "--skip-non-html", "--no-langdetect"]);
    let answer = process::capture(command.arg(project.dist()))?;

    let report = Report::read(&answer.text, &project.dist());
    for message in report.messages.iter().take(SHOWN_MESSAGES) {
        println!("{message}");
    }
    if report.messages.len() > SHOWN_MESSAGES {
        println!("and {} more", report.messages.len() - SHOWN_MESSAGES);
    }
    if report.about_css > 0 {
        println!("{} messages about inline CSS left out", report.about_css);
    }
    match (report.messages.len(), answer.success) {
        // With messages only about CSS the checker ends in failure as well.
        (0, true) => Ok(()),
        (0, false) if report.about_css > 0 => Ok(()),
        (0, false) => Err(Error::failed("the HTML checker itself failed")),
        (count, _) => Err(Error::failed(format!("{count} errors in the HTML"))),
    }
}

/// What the checker found.
#[derive(Debug, Default, PartialEq, Eq)]
struct Report {
    messages: Vec<String>,
    /// Its knowledge of CSS lags behind the browsers', so what it says of it does not count.
    about_css: usize,
}

impl Report {
    fn read(output: &str, dist: &Path) -> Self {
        let prefix = format!("file:{}/", dist.display());
        let mut report = Self::default();
        for line in output.lines().filter(|line| !line.trim().is_empty()) {
            if line.contains("error: CSS:") {
                report.about_css += 1;
            } else {
                report.messages.push(line.replace(&prefix, ""));
            }
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_counted_and_shortened_and_those_about_css_set_apart() {
        let output = "\
\"file:/site/dist/index.html\":3.1-3.8: error: Stray end tag \u{201c}p\u{201d}.
\"file:/site/dist/guide/index.html\":1.5-1.9: error: CSS: Unrecognized at-rule \u{201c}@container\u{201d}.

";
        let report = Report::read(output, Path::new("/site/dist"));
        let expected = Report {
            messages: vec![
                "\"index.html\":3.1-3.8: error: Stray end tag \u{201c}p\u{201d}.".to_owned(),
            ],
            about_css: 1,
        };
        assert_eq!(report, expected);
    }

    #[test]
    fn silence_is_a_clean_report() {
        assert_eq!(Report::read("\n", Path::new("/d")), Report::default());
    }
}
