//! A reading in words: the headline, and the whole as Markdown or as plain text.

use super::{Marks, Reading, Summary, Verdict, sum_up, unsaid};
use guide_core::compare::kinds::{Placement, in_sentence};
use guide_core::content::{ADVERT_ROWS, AdvertMark, JOB_QUESTIONS};
use guide_core::text::counted;

/// What a mark is called.
pub const fn mark_name(mark: Option<AdvertMark>) -> &'static str {
    match mark {
        Some(AdvertMark::Lead) => "lead-like",
        Some(AdvertMark::Manager) => "manager-like",
        Some(AdvertMark::Hybrid) => "hybrid",
        Some(AdvertMark::Either) => "fits either",
        None => "not said",
    }
}

/// What is said of a quote whose words the text denies, or gives to somebody else.
pub const DENIED: &str = " (denied, or somebody else’s)";

/// Whose job it reads like, in one line.
pub fn headline(summary: &Summary, reports: Option<u32>) -> String {
    let job = match summary.verdict {
        Verdict::Nothing => {
            return "Nothing in this text is about the rows of the comparison.".to_owned();
        }
        Verdict::TooLittle => return "It says too little to tell whose job it is.".to_owned(),
        Verdict::Lead => "Reads like a lead’s job",
        Verdict::Manager => "Reads like a manager’s job",
        Verdict::Both => "Reads like both jobs in one",
    };
    let tail = match (summary.has_reports, reports) {
        (Some(true), Some(1)) => " with one report".to_owned(),
        (Some(true), Some(count)) => format!(" with {count} reports"),
        (Some(true), None) => " with reports".to_owned(),
        (Some(false), _) => " without reports".to_owned(),
        (None, _) => String::new(),
    };
    [job, &tail, "."].concat()
}

/// How many rows are said, and how.
pub fn counts(summary: &Summary) -> String {
    let all = ADVERT_ROWS.len();
    let marks = [
        Some(AdvertMark::Lead),
        Some(AdvertMark::Manager),
        Some(AdvertMark::Hybrid),
        Some(AdvertMark::Either),
    ];
    let parts = summary.counts.iter().zip(marks);
    let parts = parts.filter(|(count, _)| **count > 0);
    let parts = parts.map(|(count, mark)| format!("{count} {}", mark_name(mark)));
    let parts = parts.collect::<Vec<_>>().join(", ");
    match summary.said() {
        0 => format!("It speaks of 0 of {all} rows."),
        said => format!("It speaks of {said} of {all} rows: {parts}."),
    }
}

/// Which kind of job is nearest, and how close the next one is.
pub fn kind(placed: Option<&Placement>) -> String {
    let Some(placed) = placed else {
        return "It answers too few questions to name the kind of job.".to_owned();
    };
    let best = in_sentence(placed.best.title);
    match placed.next {
        None => format!("Nearest kind: {best}. No other fits any of it."),
        Some((next, 0)) => format!(
            "Nearest kinds: {best} and {}, level on points.",
            in_sentence(next.title)
        ),
        Some((next, behind)) => {
            let points = counted(behind as usize, "point");
            format!(
                "Nearest kind: {best}; next, {points} behind, {}.",
                in_sentence(next.title)
            )
        }
    }
}

/// How a reading is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With headings and emphasis.
    Markdown,
    /// As plain text.
    Text,
}

impl Format {
    fn heading(self, text: &str) -> String {
        match self {
            Self::Markdown => ["\n## ", text, "\n\n"].concat(),
            Self::Text => ["\n", text, "\n\n"].concat(),
        }
    }

    fn bold(self, text: &str) -> String {
        match self {
            Self::Markdown => ["**", text, "**"].concat(),
            Self::Text => text.to_owned(),
        }
    }
}

/// The whole reading, with the marks as they are now.
pub fn write(reading: &Reading, marks: &Marks, format: Format) -> String {
    let summary = sum_up(reading, marks);
    let mut text = match format {
        Format::Markdown => "# What the advert says\n\n".to_owned(),
        Format::Text => "What the advert says\n\n".to_owned(),
    };
    text += &headline(&summary, reading.reports);
    text += "\n\n";
    text += &counts(&summary);
    text += " ";
    text += &kind(summary.placed.as_ref());
    text.push('\n');

    let rows = || ADVERT_ROWS.iter().zip(&reading.rows).zip(marks);
    if summary.said() > 0 {
        text += &format.heading("Said");
    }
    for ((row, read), mark) in rows().filter(|(_, mark)| mark.is_some()) {
        let name = if *mark == read.mark {
            mark_name(*mark).to_owned()
        } else {
            [mark_name(*mark), " (changed by hand)"].concat()
        };
        text += &format!("- {}: {name}\n", format.bold(row.title));
        for quote in &read.quotes {
            let words = format.bold(&quote.words);
            let denied = if quote.is_denied { DENIED } else { "" };
            text += &format!("  - “{}{words}{}”{denied}\n", quote.before, quote.after);
        }
    }
    let answered: Vec<_> = JOB_QUESTIONS.iter().zip(&summary.answers).collect();
    if answered.iter().any(|(_, answer)| answer.is_some()) {
        text += &format.heading("Which kind of job");
        for (question, answer) in answered {
            if let Some(answer) = answer.and_then(|answer| question.answers.get(answer)) {
                text += &format!("- {} {}\n", question.text, format.bold(answer.text));
            }
        }
    }
    let unsaid = unsaid(marks);
    if !unsaid.is_empty() {
        text += &format.heading("Not said: ask");
    }
    for row in unsaid {
        let row = &ADVERT_ROWS[row];
        text += &format!("- {} ({})\n", row.ask, row.title);
    }
    text
}
