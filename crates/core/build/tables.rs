//! The content files as typed values, their rules, and the Rust literals they become.
//!
//! The `Debug` form of each output struct below is the Rust literal of its namesake in
//! `src/content.rs`: [`List`] and [`Word`] exist to make that true of lists and enum variants.

use super::situations::{self, Known};
use super::{adverts, kinds};
use serde::Deserialize;
use std::collections::HashSet;
use std::fmt;
use std::path::Path;

/// Reads all tables below `folder` and returns the text of the generated module.
///
/// # Errors
/// The first thing that is wrong, as `file:line: what`.
pub fn generate(folder: &Path) -> Result<String, String> {
    let sources: SourcesFile = File::read(folder, "sources.toml")?.parse()?;
    let citations = Citations(sources.source);
    let comparison_file = File::read(folder, "comparison.toml")?;
    let ComparisonFile { row, .. } = comparison_file.parse()?;
    let comparison = comparison(&comparison_file, &citations)?;
    let guide_file = File::read(folder, "guide.toml")?;
    let guide: GuideFile = guide_file.parse()?;
    let slugs: Vec<&str> = guide
        .part
        .iter()
        .flat_map(|part| part.pages.iter().map(String::as_str))
        .collect();
    guide_file.all_unique("page", slugs.iter().copied())?;
    for slug in guide.path.iter().flat_map(|path| &path.pages) {
        guide_file.known("page", slug, &slugs)?;
    }
    let skills_file = File::read(folder, "skills.toml")?;
    let SkillsFile { skill, .. } = skills_file.parse()?;
    let skill_ids: Vec<&str> = skill.iter().map(|skill| skill.id.as_str()).collect();
    let roadmap_file = File::read(folder, "roadmap.toml")?;
    let RoadmapFile { milestone, .. } = roadmap_file.parse()?;
    let roadmap = roadmap(&roadmap_file, &slugs, &skill_ids)?;
    let rows: Vec<&str> = row.iter().map(|row| row.id.as_str()).collect();
    let milestones: Vec<&str> = milestone.iter().map(|entry| entry.id.as_str()).collect();
    let known = Known {
        rows: &rows,
        skills: &skill_ids,
        milestones: &milestones,
    };
    let situations_file = File::read(folder, "situations.toml")?;
    let situations = situations::generate(&situations_file, &citations, &known)?;
    let skills = skills(&skills_file, &milestone)?;
    let kinds_file = File::read(folder, "kinds.toml")?;
    let kinds = kinds::generate(&kinds_file, &rows, &slugs)?;
    let titles = row.iter().map(|row| (row.id.as_str(), row.title.as_str()));
    let adverts = adverts::generate(
        &File::read(folder, "adverts.toml")?,
        &titles.collect::<Vec<_>>(),
        &kinds::questions(&kinds_file)?,
    )?;
    Ok(format!(
        "/// The addresses of the guide's pages, in reading order.\n\
         pub static GUIDE_SLUGS: &[&str] = &{slugs:?};\n{comparison}{roadmap}{skills}{situations}{kinds}{adverts}"
    ))
}

/// A content file, kept with its text so that an error can name the line.
pub struct File {
    name: &'static str,
    text: String,
}

impl File {
    fn read(folder: &Path, name: &'static str) -> Result<Self, String> {
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Self { name, text }),
            Err(error) => Err(format!("content/{name}:1: {error}")),
        }
    }

    pub fn parse<T: for<'a> Deserialize<'a>>(&self) -> Result<T, String> {
        toml::from_str(&self.text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let line = self.text[..offset].matches('\n').count() + 1;
            format!("content/{}:{line}: {}", self.name, error.message())
        })
    }

    /// An error about the entry that contains `needle` as a quoted string.
    pub fn error(&self, needle: &str, what: &str) -> String {
        let quoted = format!("\"{needle}\"");
        let line = self
            .text
            .lines()
            .position(|line| line.contains(&quoted))
            .map_or(1, |index| index + 1);
        format!("content/{}:{line}: `{needle}`: {what}", self.name)
    }

    pub fn all_unique<'a>(
        &self,
        what: &str,
        ids: impl Iterator<Item = &'a str>,
    ) -> Result<(), String> {
        let mut seen = HashSet::new();
        for id in ids {
            if !is_permanent_id(id) {
                return Err(self.error(
                    id,
                    &format!("the id of a {what} is made of a–z, 0–9 and hyphens"),
                ));
            }
            if !seen.insert(id) {
                return Err(self.error(id, &format!("this id of a {what} appears twice")));
            }
        }
        Ok(())
    }

    pub fn known(&self, what: &str, id: &str, all: &[&str]) -> Result<(), String> {
        if all.contains(&id) {
            Ok(())
        } else {
            Err(self.error(id, &format!("there is no such {what}")))
        }
    }
}

fn is_permanent_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A list whose `Debug` form is a static slice.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "&{:?}", self.0)
    }
}

/// A Rust path whose `Debug` form is itself, unquoted.
pub struct Word(pub &'static str);

impl fmt::Debug for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

// ---- what the files hold ------------------------------------------------------------------------

#[derive(Deserialize)]
struct SourcesFile {
    source: Vec<SourceEntry>,
}

/// Only what a citation needs; `src/site/sources.rs` reads and checks the rest.
#[derive(Deserialize)]
struct SourceEntry {
    id: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuideFile {
    part: Vec<GuidePart>,
    #[serde(default)]
    path: Vec<GuidePath>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "the app needs the order of the pages only; src/site/guide.rs uses the rest"
)]
struct GuidePart {
    id: String,
    title: String,
    summary: String,
    pages: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuidePath {
    #[expect(dead_code, reason = "only src/site/guide.rs shows it")]
    question: String,
    pages: Vec<String>,
    #[expect(dead_code, reason = "only src/site/guide.rs shows it")]
    answered_at: Option<String>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Role {
    id: String,
    title: String,
    short: String,
    summary: String,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Group {
    id: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ComparisonFile {
    role: Vec<Role>,
    group: Vec<Group>,
    row: Vec<RowEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowEntry {
    id: String,
    number: u8,
    /// Rows of older releases that this one has taken in.
    #[serde(default)]
    former: Vec<FormerEntry>,
    group: String,
    title: String,
    question: String,
    owner: OwnerEntry,
    #[serde(default)]
    same: bool,
    disagree: Option<String>,
    sources: Vec<String>,
    cells: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerEntry {
    id: String,
    number: u8,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum OwnerEntry {
    Lead,
    Manager,
    Both,
    Neither,
}

/// What stands where nothing of substance is known: `{ none = true }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoCell {
    none: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellEntry {
    text: String,
    more: Option<String>,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    synthesis: bool,
    #[serde(default)]
    ranges: Vec<RangeEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RangeEntry {
    low: u8,
    high: u8,
    text: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoadmapFile {
    step: Vec<StepEntry>,
    milestone: Vec<MilestoneEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepEntry {
    id: String,
    title: String,
    page: String,
    summary: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MilestoneEntry {
    id: String,
    step: String,
    title: String,
    done_when: String,
    effort: String,
    hours: [u32; 2],
    /// None where there is no job to do it in.
    normal: Option<[u32; 2]>,
    #[serde(default)]
    skill: String,
    guide: String,
    #[serde(default)]
    resources: List<Resource>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Resource {
    title: String,
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SkillsFile {
    group: Vec<Group>,
    skill: Vec<SkillEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SkillEntry {
    id: String,
    group: String,
    title: String,
    definition: String,
    levels: List<String>,
    guide: String,
}

// ---- what the app gets --------------------------------------------------------------------------

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct SkillName {
    id: String,
    group: String,
    title: String,
}

impl SkillName {
    fn of(skill: &SkillEntry) -> Self {
        Self {
            id: skill.id.clone(),
            group: skill.group.clone(),
            title: skill.title.clone(),
        }
    }
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Skill {
    id: String,
    group: String,
    title: String,
    definition: String,
    levels: List<String>,
    guide: String,
    practice: List<Practice>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Practice {
    id: String,
    title: String,
}

impl Skill {
    fn of(skill: SkillEntry, milestones: &[MilestoneEntry]) -> Self {
        let trains = milestones
            .iter()
            .filter(|milestone| milestone.skill == skill.id);
        let practice = trains.map(|milestone| Practice {
            id: milestone.id.clone(),
            title: milestone.title.clone(),
        });
        Self {
            practice: List(practice.collect()),
            id: skill.id,
            group: skill.group,
            title: skill.title,
            definition: skill.definition,
            levels: skill.levels,
            guide: skill.guide,
        }
    }
}

#[derive(Debug, Clone)]
#[expect(dead_code, reason = "read through its Debug form")]
pub struct Citation {
    id: String,
    title: String,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Row<'a> {
    id: &'a str,
    number: u8,
    group: &'a str,
    title: &'a str,
    question: &'a str,
    owner: Word,
    same: bool,
    disagree: Option<&'a str>,
    sources: List<Citation>,
    cells: List<Option<Cell>>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct FormerRow<'a> {
    id: &'a str,
    number: u8,
    row: &'a str,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Cell {
    text: String,
    more: Option<String>,
    sources: List<Citation>,
    ranges: List<Range>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Range {
    low: u8,
    high: u8,
    text: String,
    source: Citation,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Step<'a> {
    id: &'a str,
    title: &'a str,
    guide: String,
    summary: &'a str,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read through its Debug form")]
struct Milestone<'a> {
    id: &'a str,
    step: &'a str,
    title: &'a str,
    done_when: &'a str,
    effort: &'a str,
    hours: (u32, u32),
    normal_hours: Option<(u32, u32)>,
    skill: &'a str,
    guide: &'a str,
    resources: &'a List<Resource>,
    revision: u32,
}

/// All sources that may be cited.
pub struct Citations(Vec<SourceEntry>);

impl Citations {
    fn get(&self, file: &File, id: &str) -> Result<Citation, String> {
        let found = self.0.iter().find(|source| source.id == id);
        let found = found
            .ok_or_else(|| file.error(id, "there is no such source in content/sources.toml"))?;
        Ok(Citation {
            id: found.id.clone(),
            title: found.title.clone(),
        })
    }

    pub fn all(&self, file: &File, ids: &[String]) -> Result<List<Citation>, String> {
        Ok(List(
            ids.iter()
                .map(|id| self.get(file, id))
                .collect::<Result<_, _>>()?,
        ))
    }
}

fn comparison(file: &File, citations: &Citations) -> Result<String, String> {
    let ComparisonFile { role, group, row } = file.parse()?;
    file.all_unique("role", role.iter().map(|role| role.id.as_str()))?;
    file.all_unique("group", group.iter().map(|group| group.id.as_str()))?;
    let former = || row.iter().flat_map(|row| &row.former);
    let ids = row.iter().map(|row| row.id.as_str());
    file.all_unique("row", ids.chain(former().map(|former| former.id.as_str())))?;
    let mut numbers = HashSet::new();
    let own = row.iter().map(|row| (&row.id, row.number));
    for (id, number) in own.chain(former().map(|former| (&former.id, former.number))) {
        if !(1..=100).contains(&number) || !numbers.insert(number) {
            return Err(file.error(id, "a row has a number of its own from 1 to 100"));
        }
    }
    let groups: Vec<&str> = group.iter().map(|group| group.id.as_str()).collect();
    let roles: Vec<&str> = role.iter().map(|role| role.id.as_str()).collect();
    let mut rows = Vec::new();
    let mut former_rows = Vec::new();
    for entry in &row {
        former_rows.extend(entry.former.iter().map(|former| FormerRow {
            id: &former.id,
            number: former.number,
            row: &entry.id,
        }));
        file.known("group", &entry.group, &groups)?;
        if entry.sources.is_empty() {
            return Err(file.error(&entry.id, "a row has at least one source"));
        }
        for id in entry.cells.keys() {
            file.known("role", id, &roles)?;
        }
        let cells = roles
            .iter()
            .map(|role| cell(file, citations, entry, role))
            .collect::<Result<_, _>>()?;
        rows.push(Row {
            id: &entry.id,
            number: entry.number,
            group: &entry.group,
            title: &entry.title,
            question: &entry.question,
            owner: Word(match entry.owner {
                OwnerEntry::Lead => "Owner::Lead",
                OwnerEntry::Manager => "Owner::Manager",
                OwnerEntry::Both => "Owner::Both",
                OwnerEntry::Neither => "Owner::Neither",
            }),
            same: entry.same,
            disagree: entry.disagree.as_deref(),
            sources: citations.all(file, &entry.sources)?,
            cells: List(cells),
        });
    }
    Ok(format!(
        "/// The roles that can be compared; the first two are shown by default.\n\
         pub static ROLES: &[Role] = &{role:?};\n\
         /// The groups of the comparison, in order.\n\
         pub static ROW_GROUPS: &[Group] = &{group:?};\n\
         /// The rows of the comparison, in order.\n\
         pub static ROWS: &[Row] = &{rows:?};\n\
         /// The rows that others have taken in.\n\
         pub static FORMER_ROWS: &[FormerRow] = &{former_rows:?};\n"
    ))
}

/// The cell of a role, or `None` where the file says `{ none = true }`. Lead and manager have one in
/// every row.
fn cell(
    file: &File,
    citations: &Citations,
    row: &RowEntry,
    role: &str,
) -> Result<Option<Cell>, String> {
    let value = row.cells.get(role);
    let value = value
        .ok_or_else(|| file.error(&row.id, &format!("there is no cell for the role `{role}`")))?;
    if let Ok(NoCell { none: true }) = value.clone().try_into() {
        if matches!(role, "lead" | "manager") {
            let what = format!("the cell `{role}` says something in every row");
            return Err(file.error(&row.id, &what));
        }
        return Ok(None);
    }
    let entry: CellEntry = value
        .clone()
        .try_into()
        .map_err(|error| file.error(&row.id, &format!("cell `{role}`: {error}")))?;
    if entry.sources.is_empty() != entry.synthesis {
        let what = format!("cell `{role}` has either sources or `synthesis = true`");
        return Err(file.error(&row.id, &what));
    }
    let mut ranges = Vec::new();
    for range in entry.ranges {
        if range.low > range.high || range.high > 100 {
            return Err(file.error(
                &row.id,
                &format!("cell `{role}`: a range lies within 0 and 100, low first"),
            ));
        }
        let source = citations.get(file, &range.source)?;
        ranges.push(Range {
            low: range.low,
            high: range.high,
            text: range.text,
            source,
        });
    }
    let sources = citations.all(file, &entry.sources)?;
    Ok(Some(Cell {
        text: entry.text,
        more: entry.more,
        sources,
        ranges: List(ranges),
    }))
}

fn roadmap(file: &File, slugs: &[&str], skills: &[&str]) -> Result<String, String> {
    let RoadmapFile { step, milestone } = file.parse()?;
    file.all_unique("step", step.iter().map(|step| step.id.as_str()))?;
    file.all_unique(
        "milestone",
        milestone.iter().map(|milestone| milestone.id.as_str()),
    )?;
    let ids: Vec<&str> = step.iter().map(|step| step.id.as_str()).collect();
    let mut steps = Vec::new();
    for entry in &step {
        file.known("guide page", &entry.page, slugs)?;
        let guide = format!("/guide/{}/", entry.page);
        steps.push(Step {
            id: &entry.id,
            title: &entry.title,
            guide,
            summary: &entry.summary,
        });
    }
    let mut milestones = Vec::new();
    for entry in &milestone {
        file.known("step", &entry.step, &ids)?;
        let mut hours = std::iter::once(entry.hours).chain(entry.normal);
        if hours.any(|[low, high]| low > high) {
            return Err(file.error(&entry.id, "hours are given low first"));
        }
        if !entry.skill.is_empty() {
            file.known("skill", &entry.skill, skills)?;
        }
        milestones.push(Milestone {
            id: &entry.id,
            step: &entry.step,
            title: &entry.title,
            done_when: &entry.done_when,
            effort: &entry.effort,
            hours: entry.hours.into(),
            normal_hours: entry.normal.map(Into::into),
            skill: &entry.skill,
            guide: &entry.guide,
            resources: &entry.resources,
            revision: revision(&[&entry.title, &entry.done_when]),
        });
    }
    Ok(format!(
        "/// The four steps of the roadmap, in order.\n\
         pub static STEPS: &[Step] = &{steps:?};\n\
         /// The default milestones, in order within their step.\n\
         pub static MILESTONES: &[Milestone] = &{milestones:?};\n"
    ))
}

/// A number that changes with the texts: FNV-1a, 32 bits.
fn revision(texts: &[&str]) -> u32 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn skills(file: &File, milestones: &[MilestoneEntry]) -> Result<String, String> {
    let SkillsFile { group, skill } = file.parse()?;
    file.all_unique("group", group.iter().map(|group| group.id.as_str()))?;
    file.all_unique("skill", skill.iter().map(|skill| skill.id.as_str()))?;
    let groups: Vec<&str> = group.iter().map(|group| group.id.as_str()).collect();
    for entry in &skill {
        file.known("group", &entry.group, &groups)?;
        if entry.levels.0.len() != 4 {
            return Err(file.error(&entry.id, "a skill has four levels"));
        }
    }
    let names = List(skill.iter().map(SkillName::of).collect());
    let skill = skill.into_iter().map(|entry| Skill::of(entry, milestones));
    let skill = List(skill.collect());
    Ok(format!(
        "/// The groups of the skills, in order.\n\
         pub static SKILL_GROUPS: &[Group] = &{group:?};\n\
         /// The skills, in order.\n\
         pub static SKILLS: &[Skill] = {skill:?};\n\
         /// Their names, in the same order.\n\
         pub static SKILL_NAMES: &[SkillName] = {names:?};\n"
    ))
}
