//! What the site says, as far as the app needs it: the tables that `build/` makes from `content/*.toml`.
//!
//! The prose of the guide is not here. It is rendered into HTML files by the site generator and fetched
//! page by page, so that the size of the app does not grow with the guide.

/// A role that the comparison can show.
#[derive(Debug, PartialEq, Eq)]
pub struct Role {
    /// Permanent id, used in links.
    pub id: &'static str,
    /// Full name.
    pub title: &'static str,
    /// Name for narrow columns.
    pub short: &'static str,
    /// The role in one sentence.
    pub summary: &'static str,
}

/// A named group of rows, skills or pages.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// Permanent id, used in links.
    pub id: &'static str,
    /// Name shown to people.
    pub title: &'static str,
}

/// Who owns what a comparison row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The technical lead.
    Lead,
    /// The engineering manager.
    Manager,
    /// Lead and manager together.
    Both,
    /// Somebody else, or nobody by default.
    Neither,
}

/// One dimension of the comparison.
#[derive(Debug, PartialEq)]
pub struct Row {
    /// Permanent id, used in links.
    pub id: &'static str,
    /// Permanent number, 1 to 100, used in links that share a weighing.
    pub number: u8,
    /// Id of the [`Group`] it belongs to.
    pub group: &'static str,
    /// Name of the dimension.
    pub title: &'static str,
    /// The dimension as a plain question.
    pub question: &'static str,
    /// Who owns it.
    pub owner: Owner,
    /// Whether lead and manager hardly differ here.
    pub same: bool,
    /// How the sources disagree, where they do.
    pub disagree: Option<&'static str>,
    /// What the row rests on.
    pub sources: &'static [Citation],
    /// One cell per role, in the order of [`ROLES`]; `None` where nothing of substance is known of
    /// that role. Lead and manager always have one.
    pub cells: &'static [Option<Cell>],
}

/// A row of an older release that another one has taken in. Links and answers that people keep still
/// name it.
#[derive(Debug, PartialEq, Eq)]
pub struct FormerRow {
    /// The id that it had.
    pub id: &'static str,
    /// The number that it had.
    pub number: u8,
    /// Id of the [`Row`] that has taken it in.
    pub row: &'static str,
}

/// What one role is in one dimension.
#[derive(Debug, PartialEq)]
pub struct Cell {
    /// The short statement shown in the table.
    pub text: &'static str,
    /// A longer explanation.
    pub more: Option<&'static str>,
    /// What the statement rests on. Empty where it is this guide's own synthesis.
    pub sources: &'static [Citation],
    /// Figures, one per source, where the dimension can be measured.
    pub ranges: &'static [Range],
}

/// A source, as far as a citation needs it; the rest is on the sources page.
#[derive(Debug, PartialEq, Eq)]
pub struct Citation {
    /// Id of the source, which is also its fragment on the sources page.
    pub id: &'static str,
    /// Title of the source.
    pub title: &'static str,
}

/// A share of working time as one source gives it, in percent.
#[derive(Debug, PartialEq)]
pub struct Range {
    /// Lower bound, 0 to 100.
    pub low: u8,
    /// Upper bound, 0 to 100.
    pub high: u8,
    /// The range in words.
    pub text: &'static str,
    /// Where it is from.
    pub source: Citation,
}

/// One of the four steps towards the role.
#[derive(Debug, PartialEq, Eq)]
pub struct Step {
    /// Permanent id.
    pub id: &'static str,
    /// Name of the step.
    pub title: &'static str,
    /// Path of the guide page that explains it.
    pub guide: &'static str,
    /// The step in one sentence.
    pub summary: &'static str,
}

/// A default item of the roadmap.
#[derive(Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Permanent id.
    pub id: &'static str,
    /// Id of the [`Step`] it belongs to.
    pub step: &'static str,
    /// What to do.
    pub title: &'static str,
    /// How to tell that it is done.
    pub done_when: &'static str,
    /// Rough effort in words.
    pub effort: &'static str,
    /// Hours on top of a job, low and high: our own rough estimate. A plan's forecast counts these.
    pub hours: (u32, u32),
    /// Hours of it within ordinary work, low and high; `None` where there is no job to do it in.
    pub normal_hours: Option<(u32, u32)>,
    /// Id of the [`Skill`] that it trains; empty where it is none in particular.
    pub skill: &'static str,
    /// Path and fragment of the section that explains it.
    pub guide: &'static str,
    /// Where to learn it, elsewhere on the web.
    pub resources: &'static [Resource],
    /// Changes with the title and with `done_when`, and with nothing else.
    pub revision: u32,
}

/// A page elsewhere that helps.
#[derive(Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its title.
    pub title: &'static str,
    /// Its address.
    pub url: &'static str,
}

/// One of the skills of the self-assessment.
#[derive(Debug, PartialEq, Eq)]
pub struct Skill {
    /// Permanent id.
    pub id: &'static str,
    /// Id of the [`Group`] it belongs to.
    pub group: &'static str,
    /// Name of the skill.
    pub title: &'static str,
    /// The skill in one line.
    pub definition: &'static str,
    /// Observable behaviour at the levels aware, solid, leads and multiplies.
    pub levels: &'static [&'static str],
    /// Path and fragment of the section that teaches it.
    pub guide: &'static str,
    /// The milestones of the guide’s plan that practise it.
    pub practice: &'static [Practice],
}

/// A [`Milestone`], as far as a link to it needs it.
#[derive(Debug, PartialEq, Eq)]
pub struct Practice {
    /// Id of the milestone.
    pub id: &'static str,
    /// What to do.
    pub title: &'static str,
}

/// What is needed of a [`Skill`] where its levels are not.
#[derive(Debug, PartialEq, Eq)]
pub struct SkillName {
    /// Permanent id.
    pub id: &'static str,
    /// Id of the [`Group`] it belongs to.
    pub group: &'static str,
    /// Name of the skill.
    pub title: &'static str,
}

/// A short scene from the job, with three answers that all sound right.
#[derive(Debug, PartialEq, Eq)]
pub struct Situation {
    /// Permanent id.
    pub id: &'static str,
    /// Whether it is one of the five on the front page.
    pub front: bool,
    /// Its name.
    pub title: &'static str,
    /// What has happened. Made up.
    pub text: &'static str,
    /// What is asked of the reader.
    pub question: &'static str,
    /// How a technical lead would usually act.
    pub lead: &'static str,
    /// How an engineering manager would usually act.
    pub manager: &'static str,
    /// What these two rest on.
    pub sources: &'static [Citation],
    /// Id of the [`Row`] that it is about.
    pub row: &'static str,
    /// Id of the [`Skill`] that it needs.
    pub skill: &'static str,
    /// Id of the [`Milestone`] that practises it.
    pub milestone: &'static str,
    /// Path and fragment of the section to read next.
    pub guide: &'static str,
    /// A published case like it.
    pub case: Option<Case>,
    /// The answers, in the order in which they are shown. Their leanings add up to 0.
    pub answers: &'static [SituationAnswer],
}

/// Something that has happened, and who tells of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Case {
    /// What happened.
    pub text: &'static str,
    /// Who tells of it.
    pub sources: &'static [Citation],
}

/// One answer to a [`Situation`].
#[derive(Debug, PartialEq, Eq)]
pub struct SituationAnswer {
    /// Permanent id, unique within its situation.
    pub id: &'static str,
    /// What the reader would do or say.
    pub text: &'static str,
    /// Where that leans, in hundredths: -100 to the system, 100 to the people.
    pub leaning: i8,
    /// What speaks for it and what it costs.
    pub because: &'static str,
    /// What that rests on.
    pub sources: &'static [Citation],
}

/// A kind of job that is offered as a technical lead's.
#[derive(Debug, PartialEq, Eq)]
pub struct JobKind {
    /// Permanent id, used in links.
    pub id: &'static str,
    /// Its name, as in the guide, with its article.
    pub title: &'static str,
    /// Whether it is a technical lead's job. An advert may call another one that.
    pub is_lead: bool,
    /// Path and fragment of the section of the guide that tells of it.
    pub guide: &'static str,
}

/// A question about a job that tells the kinds apart.
#[derive(Debug, PartialEq, Eq)]
pub struct JobQuestion {
    /// Permanent id.
    pub id: &'static str,
    /// The question.
    pub text: &'static str,
    /// How to ask it in the interview.
    pub ask: &'static str,
    /// The answers, in the order in which they are shown.
    pub answers: &'static [JobAnswer],
}

/// An answer to a [`JobQuestion`].
#[derive(Debug, PartialEq, Eq)]
pub struct JobAnswer {
    /// What an advert or an offer says.
    pub text: &'static str,
    /// How well that fits each of [`JOB_KINDS`], 0 to 9.
    pub fits: &'static [u8],
}

/// How a row of the comparison reads in an advert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdvertMark {
    /// As a technical lead has it.
    Lead,
    /// As an engineering manager has it.
    Manager,
    /// Parts of both.
    Hybrid,
    /// It is said, and lead and manager have it alike.
    Either,
}

/// What the advert reader looks for in one row of the comparison.
#[derive(Debug, PartialEq, Eq)]
pub struct AdvertRow {
    /// Id of the [`Row`].
    pub id: &'static str,
    /// Title of the row.
    pub title: &'static str,
    /// What to ask in the interview where an advert says nothing of it.
    pub ask: &'static str,
    /// The question about the kind of job that is about this row, as its place in [`JOB_QUESTIONS`].
    pub question: Option<usize>,
    /// Whether it counts as much where a text says what it asks for.
    pub anywhere: bool,
    /// Whether it is also read where a text speaks of the company and what it offers.
    pub offered: bool,
    /// Whether what is said of others is said of the job, as in whom it reports to.
    pub others: bool,
    /// Why there are no terms for it, where there are none.
    pub none: Option<&'static str>,
    /// The terms, by what they say.
    pub says: &'static [AdvertSays],
}

/// Terms that say the same of a row.
#[derive(Debug, PartialEq, Eq)]
pub struct AdvertSays {
    /// How the row reads then; `None` for words that only look like it.
    pub mark: Option<AdvertMark>,
    /// The answer to the question about the kind of job, as its place among the answers.
    pub answer: Option<usize>,
    /// How the row reads where the text denies it.
    pub denied: Option<AdvertMark>,
    /// The answer then.
    pub denied_answer: Option<usize>,
    /// Whether a number in these terms counts reports.
    pub reports: bool,
    /// The terms, as `content/adverts.toml` explains them.
    pub terms: &'static [&'static str],
}

/// What a section of an advert is about, by the terms of its heading.
#[derive(Debug, PartialEq, Eq)]
pub struct AdvertHeadings {
    /// What the job is.
    pub duties: &'static [&'static str],
    /// What is asked of those who apply.
    pub requirements: &'static [&'static str],
    /// What the job is not.
    pub denied: &'static [&'static str],
    /// The company, and what it offers.
    pub company: &'static [&'static str],
}

/// What the app needs of a [`Situation`]; its words are in the pages.
#[derive(Debug, PartialEq, Eq)]
pub struct Scene {
    /// Permanent id.
    pub id: &'static str,
    /// Whether it is one of the five on the front page.
    pub front: bool,
    /// The answers, in the order in which they are shown.
    pub answers: [SceneAnswer; 3],
}

/// What the app needs of a [`SituationAnswer`].
#[derive(Debug, PartialEq, Eq)]
pub struct SceneAnswer {
    /// Permanent id, unique within its situation.
    pub id: &'static str,
    /// Where it leans, in hundredths: -100 to the system, 100 to the people.
    pub leaning: i8,
}

include!(concat!(env!("OUT_DIR"), "/content.rs"));
