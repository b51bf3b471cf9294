//! What the app needs of `kinds.toml`: the names of the kinds, and the questions with what each answer
//! is worth. The prose about the kinds stays on the page.

use super::adverts::Question;
use super::tables::{File, List};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The most that an answer can fit a kind.
const MOST: u8 = 9;

#[derive(Deserialize)]
struct KindsFile {
    kind: Vec<KindEntry>,
    question: Vec<QuestionEntry>,
}

#[derive(Deserialize)]
struct KindEntry {
    id: String,
    title: String,
    guide: String,
    #[serde(default = "is_lead")]
    lead: bool,
}

fn is_lead() -> bool {
    true
}

#[derive(Deserialize)]
struct QuestionEntry {
    id: String,
    row: String,
    text: String,
    ask: String,
    answers: Vec<AnswerEntry>,
}

#[derive(Deserialize)]
struct AnswerEntry {
    text: String,
    fits: BTreeMap<String, u8>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct JobKind<'a> {
    id: &'a str,
    title: &'a str,
    is_lead: bool,
    guide: &'a str,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct JobQuestion<'a> {
    id: &'a str,
    text: &'a str,
    ask: &'a str,
    answers: List<JobAnswer<'a>>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct JobAnswer<'a> {
    text: &'a str,
    fits: List<u8>,
}

/// The text of the generated tables.
///
/// # Errors
/// The first thing that is wrong, as `file:line: what`.
pub fn generate(file: &File, rows: &[&str], slugs: &[&str]) -> Result<String, String> {
    let KindsFile { kind, question } = file.parse()?;
    file.all_unique("kind", kind.iter().map(|entry| entry.id.as_str()))?;
    file.all_unique("question", question.iter().map(|entry| entry.id.as_str()))?;
    let ids: Vec<&str> = kind.iter().map(|entry| entry.id.as_str()).collect();
    let mut kinds = Vec::new();
    for entry in &kind {
        let mut parts = entry.guide.split('/');
        let slug = (parts.next(), parts.next(), parts.next());
        if !matches!(slug, (Some(""), Some("guide"), Some(slug)) if slugs.contains(&slug)) {
            return Err(file.error(&entry.guide, "there is no such page of the guide"));
        }
        kinds.push(JobKind {
            id: &entry.id,
            title: &entry.title,
            is_lead: entry.lead,
            guide: &entry.guide,
        });
    }
    let mut questions = Vec::new();
    for entry in &question {
        file.known("row", &entry.row, rows)?;
        let mut answers = Vec::new();
        for answer in &entry.answers {
            for (kind, fit) in &answer.fits {
                file.known("kind", kind, &ids)?;
                if *fit > MOST {
                    return Err(file.error(&answer.text, "an answer fits a kind by 9 at most"));
                }
            }
            let fits = ids.iter().map(|id| answer.fits.get(*id).copied());
            answers.push(JobAnswer {
                text: &answer.text,
                fits: List(fits.map(Option::unwrap_or_default).collect()),
            });
        }
        questions.push(JobQuestion {
            id: &entry.id,
            text: &entry.text,
            ask: &entry.ask,
            answers: List(answers),
        });
    }
    Ok(format!(
        "/// The kinds of job, in order.\n\
         pub static JOB_KINDS: &[JobKind] = &{kinds:?};\n\
         /// The questions about a job, in order.\n\
         pub static JOB_QUESTIONS: &[JobQuestion] = &{questions:?};\n"
    ))
}

/// Which rows the questions are about, for the advert reader.
///
/// # Errors
/// A file that cannot be read.
pub fn questions(file: &File) -> Result<Vec<Question>, String> {
    let KindsFile { question, .. } = file.parse()?;
    let questions = question.into_iter().map(|entry| Question {
        row: entry.row,
        ask: entry.ask,
        answers: entry.answers.len(),
    });
    Ok(questions.collect())
}
