//! `adverts.toml`: what the advert reader looks for, checked, and as Rust literals.

use super::tables::{File, List, Word};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdvertsFile {
    sample: String,
    headings: HeadingsEntry,
    others: OthersEntry,
    titles: TitlesEntry,
    row: Vec<RowEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read through its Debug form")]
struct HeadingsEntry {
    duties: List<String>,
    requirements: List<String>,
    denied: List<String>,
    company: List<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OthersEntry {
    lead: List<String>,
    manager: List<String>,
    r#else: List<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitlesEntry {
    lead: List<String>,
    manager: List<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowEntry {
    id: String,
    ask: Option<String>,
    none: Option<String>,
    #[serde(default)]
    anywhere: bool,
    #[serde(default)]
    offered: bool,
    #[serde(default)]
    others: bool,
    #[serde(default)]
    says: Vec<SaysEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaysEntry {
    mark: MarkEntry,
    answer: Option<usize>,
    denied: Option<MarkEntry>,
    denied_answer: Option<usize>,
    #[serde(default)]
    reports: bool,
    terms: Vec<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum MarkEntry {
    Lead,
    Manager,
    Hybrid,
    Either,
    Nothing,
}

impl MarkEntry {
    /// What it becomes where the text denies it, unless the file says otherwise.
    fn denied(self) -> Self {
        match self {
            Self::Lead => Self::Manager,
            Self::Manager => Self::Lead,
            Self::Hybrid | Self::Either | Self::Nothing => Self::Nothing,
        }
    }

    fn word(self) -> Word {
        Word(match self {
            Self::Lead => "Some(AdvertMark::Lead)",
            Self::Manager => "Some(AdvertMark::Manager)",
            Self::Hybrid => "Some(AdvertMark::Hybrid)",
            Self::Either => "Some(AdvertMark::Either)",
            Self::Nothing => "None",
        })
    }
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct AdvertRow<'a> {
    id: &'a str,
    title: &'a str,
    ask: &'a str,
    question: Option<usize>,
    anywhere: bool,
    offered: bool,
    others: bool,
    none: Option<&'a str>,
    says: List<AdvertSays<'a>>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct AdvertSays<'a> {
    mark: Word,
    answer: Option<usize>,
    denied: Word,
    denied_answer: Option<usize>,
    reports: bool,
    terms: List<&'a str>,
}

/// What `kinds.toml` asks about a row.
pub struct Question {
    /// Id of the row.
    pub row: String,
    /// How to ask it in the interview.
    pub ask: String,
    /// How many answers there are.
    pub answers: usize,
}

/// The text of the generated tables. `rows` are the rows of the comparison with their titles.
///
/// # Errors
/// The first thing that is wrong, as `file:line: what`.
pub fn generate(
    file: &File,
    rows: &[(&str, &str)],
    questions: &[Question],
) -> Result<String, String> {
    let AdvertsFile {
        sample,
        headings,
        others,
        titles,
        row: entries,
    } = file.parse()?;
    file.all_unique("row", entries.iter().map(|entry| entry.id.as_str()))?;
    let ids: Vec<&str> = rows.iter().map(|(id, _)| *id).collect();
    for entry in &entries {
        file.known("row", &entry.id, &ids)?;
    }
    let mut made = Vec::new();
    for (id, title) in rows {
        let entry = entries.iter().find(|entry| entry.id == *id);
        let entry =
            entry.ok_or_else(|| file.error(id, "this row has neither terms nor a reason"))?;
        if entry.says.is_empty() != entry.none.is_some() {
            return Err(file.error(id, "a row has either terms or a reason for having none"));
        }
        let question = questions.iter().position(|question| question.row == *id);
        let answers = question.map_or(0, |question| questions[question].answers);
        let ask = match (&entry.ask, question) {
            (Some(ask), None) => ask,
            (None, Some(question)) => &questions[question].ask,
            (Some(_), Some(_)) => return Err(file.error(id, "`kinds.toml` asks about this row")),
            (None, None) => return Err(file.error(id, "what can be asked about this row?")),
        };
        let says = entry.says.iter();
        let says = says.map(|says| made_says(file, id, answers, says));
        made.push(AdvertRow {
            id,
            title,
            ask,
            question,
            anywhere: entry.anywhere,
            offered: entry.offered,
            others: entry.others,
            none: entry.none.as_deref(),
            says: List(says.collect::<Result<_, _>>()?),
        });
    }
    let OthersEntry {
        lead,
        manager,
        r#else,
    } = others;
    let TitlesEntry {
        lead: lead_titles,
        manager: manager_titles,
    } = titles;
    Ok(format!(
        "/// What the advert reader looks for in each row, in the order of [`ROWS`].\n\
         pub static ADVERT_ROWS: &[AdvertRow] = &{made:?};\n\
         /// An advert to try it with.\n\
         pub static ADVERT_SAMPLE: &str = {sample:?};\n\
         /// The headings that it knows.\n\
         pub static ADVERT_HEADINGS: AdvertHeadings = {headings:?};\n\
         /// Whom else an advert may speak of: technical leads, managers, and others.\n\
         pub static ADVERT_OTHERS: [&[&str]; 3] = [{lead:?}, {manager:?}, {else:?}];\n\
         /// Titles of jobs: a lead’s and a manager’s.\n\
         pub static ADVERT_TITLES: [&[&str]; 2] = [{lead_titles:?}, {manager_titles:?}];\n"
    )
    .replace("HeadingsEntry {", "AdvertHeadings {"))
}

fn made_says<'a>(
    file: &File,
    row: &str,
    answers: usize,
    says: &'a SaysEntry,
) -> Result<AdvertSays<'a>, String> {
    let place = |answer: Option<usize>| match answer {
        Some(answer) if answer == 0 || answer > answers => {
            let what = format!("the question about this row has {answers} answers");
            Err(file.error(row, &what))
        }
        answer => Ok(answer.map(|answer| answer - 1)),
    };
    if says.terms.is_empty() {
        return Err(file.error(row, "a mark without terms"));
    }
    Ok(AdvertSays {
        mark: says.mark.word(),
        answer: place(says.answer)?,
        denied: says.denied.unwrap_or_else(|| says.mark.denied()).word(),
        denied_answer: place(says.denied_answer)?,
        reports: says.reports,
        terms: List(says.terms.iter().map(String::as_str).collect()),
    })
}
