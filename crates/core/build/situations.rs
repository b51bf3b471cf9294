//! `situations.toml`: typed, checked, and as Rust literals.

use super::tables::{Citation, Citations, File, List};
use serde::Deserialize;

/// How far the sum of a situation's leanings may be from 0: they are written with decimals.
const ROUNDING: f64 = 1e-9;

/// How many answers a situation has.
const ANSWERS: usize = 3;

/// How many situations the front page has.
const FRONT: usize = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SituationsFile {
    situation: Vec<SituationEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SituationEntry {
    id: String,
    #[serde(default)]
    front: bool,
    title: String,
    text: String,
    question: String,
    lead: String,
    manager: String,
    sources: Vec<String>,
    row: String,
    skill: String,
    milestone: String,
    guide: String,
    case: Option<CaseEntry>,
    answer: Vec<AnswerEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseEntry {
    text: String,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerEntry {
    id: String,
    text: String,
    /// -1 leans to the system, 1 to the people.
    leaning: f64,
    because: String,
    sources: Vec<String>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Situation<'a> {
    id: &'a str,
    front: bool,
    title: &'a str,
    text: &'a str,
    question: &'a str,
    lead: &'a str,
    manager: &'a str,
    sources: List<Citation>,
    row: &'a str,
    skill: &'a str,
    milestone: &'a str,
    guide: &'a str,
    case: Option<Case<'a>>,
    answers: List<SituationAnswer<'a>>,
}

/// What the app has of a situation; its words are in the pages.
#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Scene<'a> {
    id: &'a str,
    front: bool,
    answers: [SceneAnswer<'a>; ANSWERS],
}

#[derive(Debug, Clone, Copy)]
#[expect(dead_code, reason = "read through its Debug form")]
struct SceneAnswer<'a> {
    id: &'a str,
    leaning: i8,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Case<'a> {
    text: &'a str,
    sources: List<Citation>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct SituationAnswer<'a> {
    id: &'a str,
    text: &'a str,
    leaning: i8,
    because: &'a str,
    sources: List<Citation>,
}

/// The ids that a situation may name.
pub struct Known<'a> {
    pub rows: &'a [&'a str],
    pub skills: &'a [&'a str],
    pub milestones: &'a [&'a str],
}

/// The text of the generated table.
///
/// # Errors
/// The first thing that is wrong, as `file:line: what`.
pub fn generate(file: &File, citations: &Citations, known: &Known<'_>) -> Result<String, String> {
    let SituationsFile { situation } = file.parse()?;
    file.all_unique("situation", situation.iter().map(|entry| entry.id.as_str()))?;
    let mut situations = Vec::new();
    let mut scenes = Vec::new();
    for entry in &situation {
        file.known("row", &entry.row, known.rows)?;
        file.known("skill", &entry.skill, known.skills)?;
        file.known("milestone", &entry.milestone, known.milestones)?;
        let cited = [&entry.sources]
            .into_iter()
            .chain(entry.case.as_ref().map(|case| &case.sources))
            .chain(entry.answer.iter().map(|answer| &answer.sources));
        for sources in cited {
            if sources.is_empty() {
                let what = "the situation, its case and each answer have a source";
                return Err(file.error(&entry.id, what));
            }
        }
        let case = entry.case.as_ref().map(|case| {
            Ok::<_, String>(Case {
                text: &case.text,
                sources: citations.all(file, &case.sources)?,
            })
        });
        let answers = answers(file, citations, entry)?;
        scenes.push(Scene {
            id: &entry.id,
            front: entry.front,
            answers: scene_answers(&answers),
        });
        situations.push(Situation {
            id: &entry.id,
            front: entry.front,
            title: &entry.title,
            text: &entry.text,
            question: &entry.question,
            lead: &entry.lead,
            manager: &entry.manager,
            sources: citations.all(file, &entry.sources)?,
            row: &entry.row,
            skill: &entry.skill,
            milestone: &entry.milestone,
            guide: &entry.guide,
            case: case.transpose()?,
            answers: List(answers),
        });
    }
    let front = situation.iter().filter(|entry| entry.front).count();
    if front != FRONT {
        return Err(format!(
            "content/situations.toml:1: {front} situations are for the front page instead of {FRONT}"
        ));
    }
    Ok(format!(
        "/// The situations, in order.\n\
         pub static SITUATIONS: &[Situation] = &{situations:?};\n\
         /// The same without their words.\n\
         pub static SCENES: &[Scene] = &{scenes:?};\n"
    ))
}

/// The answers without their words.
fn scene_answers<'a>(answers: &[SituationAnswer<'a>]) -> [SceneAnswer<'a>; ANSWERS] {
    std::array::from_fn(|place| SceneAnswer {
        id: answers[place].id,
        leaning: answers[place].leaning,
    })
}

/// The three answers to a situation. Their leanings add up to 0, so that whoever answers without
/// reading leans nowhere.
fn answers<'a>(
    file: &File,
    citations: &Citations,
    entry: &'a SituationEntry,
) -> Result<Vec<SituationAnswer<'a>>, String> {
    let sum: f64 = entry.answer.iter().map(|answer| answer.leaning).sum();
    if entry.answer.len() != ANSWERS || sum.abs() > ROUNDING {
        let what = format!("three answers whose leanings add up to 0, not to {sum:.2}");
        return Err(file.error(&entry.id, &what));
    }
    for (place, answer) in entry.answer.iter().enumerate() {
        if entry.answer[..place]
            .iter()
            .any(|other| other.id == answer.id)
        {
            return Err(file.error(&answer.id, "two answers to a situation have this id"));
        }
    }
    let answer = |answer: &'a AnswerEntry| {
        if answer.leaning.abs() > 1.0 {
            return Err(file.error(&answer.id, "a leaning lies between -1 and 1"));
        }
        Ok(SituationAnswer {
            id: &answer.id,
            text: &answer.text,
            // In range, as was checked.
            leaning: (answer.leaning * 100.0).round() as i8,
            because: &answer.because,
            sources: citations.all(file, &answer.sources)?,
        })
    };
    entry.answer.iter().map(answer).collect()
}
