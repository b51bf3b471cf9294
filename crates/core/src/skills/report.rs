//! What the page says of an assessment: in a sentence, in a table, as Markdown.

use super::agreement::JointRow;
use super::joint::{Joint, views};
use super::model::{self, Gap, LEVEL_NAMES, Levels, Preset, View};
use super::stored::{Assessment, Record};
use crate::content::{SKILL_GROUPS, SKILL_NAMES, SkillName};
use crate::day::Day;
use crate::plan_link::{self, Goal};
use crate::text::counted;

/// How many snapshots the drawings of the history show: the newest.
const SHOWN: usize = 10;

/// How far the person is with a record, for the line that stays in sight.
pub fn progress(levels: &Levels, rating: bool) -> String {
    let (done, all) = (levels.answered(), SKILL_NAMES.len());
    match (all - done, rating) {
        (_, true) => format!("{done} of {all} rated."),
        (0, false) => format!("{done} of {all} answered."),
        (left, false) => {
            let minutes = counted(model::minutes(left), "minute");
            format!("{done} of {all} answered, about {minutes} left.")
        }
    }
}

/// The result in one sentence; `None` where nothing is scored.
pub fn sentence(kept: &Assessment) -> Option<String> {
    let (own, targets) = (&kept.draft.levels, &kept.target.levels);
    let standing = model::standing(own, targets);
    if standing.scored == 0 {
        return None;
    }
    let (reached, all) = (standing.reached, standing.all);
    let mut text = match Preset::of(targets).map(|preset| preset.id) {
        Some(Preset::LEAD) => {
            format!("You lead in {reached} of the {all} skills a first-time lead needs")
        }
        Some(Preset::SENSITIVE) => format!(
            "You lead in {reached} of the {all} skills a first-time lead needs with payments or health records"
        ),
        Some(_) => format!("You are solid in {reached} of {all} skills"),
        None => format!("You have reached {reached} of the {all} highest targets you set yourself"),
    };
    match model::gaps(own, targets).first() {
        Some(gap) => {
            text += "; ";
            text += &in_sentence(gap.skill.title);
            text += " is the widest gap.";
        }
        None => text += ", and nothing that you have scored is below its target.",
    }
    if !own.is_complete() {
        let prefix = format!(
            "So far, with {} of {} scored: ",
            standing.scored,
            SKILL_NAMES.len()
        );
        text.replace_range(..1, "y");
        text.insert_str(0, &prefix);
    }
    Some(text)
}

/// A skill’s name inside of a sentence.
fn in_sentence(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// “2 solid”.
pub fn in_words(level: u8) -> String {
    [model::digit(level), " ", model::name(level)].concat()
}

/// “1, 3”.
pub fn listed(levels: &[u8]) -> String {
    let digits: Vec<&str> = levels.iter().map(|level| model::digit(*level)).collect();
    digits.join(", ")
}

/// “1 aware, 3 leads”.
pub fn listed_in_words(levels: &[u8]) -> String {
    let words: Vec<String> = levels.iter().map(|level| in_words(*level)).collect();
    words.join(", ")
}

/// “from aware to leads”.
pub fn way(gap: &Gap) -> String {
    let [from, to] = [gap.own, gap.target].map(model::name);
    ["from ", from, " to ", to].concat()
}

/// A gap as a goal for the plan.
pub const fn goal(gap: &Gap) -> Goal<'static> {
    Goal {
        skill: gap.skill.id,
        level: gap.target,
    }
}

/// The fragment of the roadmap’s address that takes a gap to the plan.
pub fn plan_fragment(gap: &Gap) -> String {
    plan_link::fragment(&[goal(gap)])
}

/// A line of the chart, which is its table as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartRow {
    /// The skill.
    pub skill: &'static SkillName,
    /// The person’s level.
    pub own: Option<u8>,
    /// The target.
    pub target: u8,
    /// What colleagues see.
    pub view: Option<View>,
}

/// The chart: the title of each group, and its lines.
pub fn chart(kept: &Assessment) -> Vec<(&'static str, Vec<ChartRow>)> {
    let views = views(kept);
    let row = |skill: &'static SkillName| ChartRow {
        skill,
        own: kept.draft.levels.get(skill.id),
        target: model::target(&kept.target.levels, skill.id),
        view: views.iter().find(|view| view.skill == skill).cloned(),
    };
    let group = |id: &str| {
        let skills = SKILL_NAMES.iter().filter(|skill| skill.group == id);
        skills.map(row).collect()
    };
    SKILL_GROUPS
        .iter()
        .map(|of| (of.title, group(of.id)))
        .collect()
}

/// The snapshots that the drawings of the history show.
pub fn shown(kept: &Assessment) -> &[Record] {
    let skipped = kept.snapshots.len().saturating_sub(SHOWN);
    kept.snapshots.get(skipped..).unwrap_or_default()
}

/// How many changes are told one by one.
const TOLD: usize = 3;

/// What has changed between the last two snapshots: “Since 23 May 2026: Delegation 1 to 2.” Many changes
/// are counted, since the drawings have them one by one. `None` where there are not two.
pub fn changes(kept: &Assessment) -> Option<String> {
    let [.., before, last] = kept.snapshots.as_slice() else {
        return None;
    };
    let mut changes = Vec::new();
    let (mut higher, mut lower) = (0, 0);
    for skill in SKILL_NAMES {
        let levels = (before.levels.get(skill.id), last.levels.get(skill.id));
        if let (Some(old), Some(new)) = levels
            && old != new
        {
            changes.push(format!("{} {old} to {new}", skill.title));
            *if new > old { &mut higher } else { &mut lower } += 1;
        }
    }
    let said = match (changes.len(), higher, lower) {
        (0, _, _) => "nothing has changed".to_owned(),
        (..=TOLD, _, _) => changes.join(", "),
        (_, _, 0) => counted(higher, "skill") + " higher",
        (_, 0, _) => counted(lower, "skill") + " lower",
        _ => format!("{} higher, {lower} lower", counted(higher, "skill")),
    };
    Some(["Since ", &in_full(&before.day), ": ", &said, "."].concat())
}

/// What an entry of the history or a rating is called.
pub fn name_of(record: &Record) -> String {
    let day = in_full(&record.day);
    let (what, count) = match (record.joint.len(), record.number) {
        (0, 0) => ("A colleague’s rating of ", record.levels.answered()),
        (0, _) => ("Your result of ", record.levels.answered()),
        (joint, _) => ("Agreed with colleagues on ", joint),
    };
    [what, &day, ", ", &counted(count, "skill")].concat()
}

/// A day as people write it: “27 Nov 2026”.
fn in_full(day: &str) -> String {
    Day::parse(day).map_or_else(|| day.to_owned(), Day::in_words)
}

/// With which row the joint stage begins, rows with the largest difference first.
pub fn first_row(views: &[View]) -> String {
    let width = |view: &View| view.difference_twice().unsigned_abs();
    let Some(largest) = views.first().map(width) else {
        return String::new();
    };
    match views.iter().filter(|view| width(view) == largest).count() {
        _ if largest == 0 => "No row differs: begin where you want to get further.".to_owned(),
        1 => "Begin with the first row: it has the largest difference.".to_owned(),
        count => format!(
            "The first {count} rows differ by {} each: begin where you have an example.",
            halves(largest)
        ),
    }
}

/// “1½ higher”.
pub fn difference(view: &View) -> String {
    let twice = view.difference_twice();
    let width = twice.unsigned_abs();
    if width == 0 {
        return "as you do".to_owned();
    }
    let side = if twice > 0 { " higher" } else { " lower" };
    halves(width) + side
}

/// A distance that is given twice: “1½”.
fn halves(twice: u8) -> String {
    let whole = if twice > 1 {
        model::digit(twice / 2)
    } else {
        ""
    };
    let half = if twice % 2 == 1 { "½" } else { "" };
    [whole, half].concat()
}

/// The result as Markdown: the sentence, and a table.
pub fn markdown(kept: &Assessment, day: &str) -> String {
    let mut text = format!("# My skills, {}\n\n", in_full(day));
    if let Some(sentence) = sentence(kept) {
        text += &sentence;
        text += "\n\n";
    }
    text += "| Skill | Me | Target | Colleagues |\n| --- | --- | --- | --- |\n";
    for row in chart(kept).into_iter().flat_map(|(_, rows)| rows) {
        let own = row.own.map_or_else(String::new, in_words);
        let theirs = row
            .view
            .map_or_else(String::new, |view| listed(&view.levels));
        let cells = [row.skill.title, &own, &in_words(row.target), &theirs];
        table_row(&mut text, &cells);
    }
    level_names(&mut text);
    text
}

/// What was agreed, as Markdown.
pub fn joint_markdown(joint: &Joint) -> String {
    let mut text = "# What we agreed".to_owned();
    if !joint.name.is_empty() {
        text += ": the skills of ";
        text += &inline(&joint.name);
    }
    if let Some(day) = joint.day {
        text += ", ";
        text += &day.in_words();
    }
    text += "\n\n| Skill | Own | Colleagues | Agreed | In a sentence | Look again |\n| --- | --- | --- | --- | --- | --- |\n";
    for row in &joint.rows {
        let [own, agreed] =
            [row.own, row.level].map(|level| level.map_or_else(String::new, in_words));
        let day = row.day.map_or_else(String::new, Day::in_words);
        let (theirs, note) = (listed(&row.theirs), inline(&row.note));
        table_row(
            &mut text,
            &[row.title(), &own, &theirs, &agreed, &note, &day],
        );
    }
    level_names(&mut text);
    text
}

/// “Own score 2 solid · colleagues 0 not yet, 1 aware”, as it stands above the answer of a row.
pub fn side_by_side(row: &JointRow) -> String {
    let own = row.own.map_or_else(|| "not scored".to_owned(), in_words);
    format!(
        "Own score {own} · colleagues {}",
        listed_in_words(&row.theirs)
    )
}

/// A text in a cell of a table: a bar would end the cell, and what looks like HTML is none.
fn inline(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('|', "\\|")
        .replace('<', "\\<")
}

fn table_row(text: &mut String, cells: &[&str]) {
    *text += &["| ", &cells.join(" | "), " |\n"].concat();
}

fn level_names(text: &mut String) {
    *text += "\nLevels:";
    for (level, name) in LEVEL_NAMES.iter().enumerate() {
        *text += &format!(" {level} {name}");
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skills::model::PRESETS;

    fn scored(level: u8) -> Assessment {
        let mut kept = Assessment::default();
        for skill in SKILL_NAMES {
            kept.draft.levels.set(skill.id, Some(level));
        }
        kept
    }

    #[test]
    fn the_result_is_a_sentence() {
        assert_eq!(sentence(&Assessment::default()), None);
        let mut kept = scored(2);
        for skill in ["delegation", "decision-making"] {
            kept.draft.levels.set(skill, Some(3));
        }
        kept.draft.levels.set("communication", Some(1));
        assert_eq!(
            sentence(&kept).as_deref(),
            Some(
                "You lead in 2 of the 5 skills a first-time lead needs; communication is the widest gap."
            )
        );
        kept.draft.levels.set("time-and-energy", None);
        assert_eq!(
            sentence(&kept).as_deref(),
            Some(
                "So far, with 15 of 16 scored: you lead in 2 of the 5 skills a first-time lead needs; communication is the widest gap."
            )
        );
        PRESETS[2].apply(&mut kept.target.levels);
        kept.draft.levels.set("time-and-energy", Some(2));
        assert_eq!(
            sentence(&kept).as_deref(),
            Some("You are solid in 15 of 16 skills; communication is the widest gap.")
        );
        assert!(sentence(&scored(4)).is_some_and(|text| text.ends_with("is below its target.")));
    }

    #[test]
    fn a_gap_goes_to_the_plan_by_its_own_link() {
        let kept = scored(1);
        let gaps = model::gaps(&kept.draft.levels, &kept.target.levels);
        assert_eq!(plan_fragment(&gaps[0]), "add=system-design.3");
        assert_eq!(way(&gaps[0]), "from aware to leads");
    }

    #[test]
    fn a_change_between_two_snapshots_is_told() {
        let mut kept = scored(2);
        assert_eq!(changes(&kept), None);
        for (number, level) in [(1, 2), (2, 3)] {
            let mut levels = kept.draft.levels.clone();
            levels.set("delegation", Some(level));
            let mut snapshot = Record::rating(0, 0, levels);
            snapshot.number = number;
            kept.snapshots.push(snapshot);
        }
        let said = |kept: &Assessment| changes(kept).unwrap_or_default();
        kept.snapshots[0].day = "2026-05-23".to_owned();
        assert_eq!(said(&kept), "Since 23 May 2026: Delegation 2 to 3.");
        let last = kept.snapshots[1].clone();
        kept.snapshots.push(last);
        assert!(said(&kept).ends_with(": nothing has changed."));
        // Of many, the sentence only counts.
        for (place, skill) in SKILL_NAMES.iter().enumerate() {
            let level = if place < 12 { 4 } else { 0 };
            kept.snapshots[2].levels.set(skill.id, Some(level));
        }
        assert!(said(&kept).ends_with(": 12 skills higher, 4 lower."));
        for skill in SKILL_NAMES {
            kept.snapshots[2].levels.set(skill.id, Some(4));
        }
        assert!(said(&kept).ends_with(": 16 skills higher."));
        assert_eq!(shown(&kept).len(), 3);
    }

    #[test]
    fn the_joint_stage_begins_with_the_first_row_only_where_its_difference_is_the_largest() {
        let view = |own: u8, levels: &[u8]| View {
            skill: &SKILL_NAMES[0],
            own,
            levels: levels.to_vec(),
        };
        let [wide, one, none] = [view(2, &[0, 1]), view(3, &[2]), view(2, &[2])];
        assert_eq!(first_row(&[]), "");
        assert_eq!(
            first_row(&[wide.clone(), one.clone()]),
            "Begin with the first row: it has the largest difference."
        );
        assert_eq!(
            first_row(&[one.clone(), one, none.clone()]),
            "The first 2 rows differ by 1 each: begin where you have an example."
        );
        assert_eq!(
            first_row(&[wide.clone(), wide]),
            "The first 2 rows differ by 1½ each: begin where you have an example."
        );
        assert_eq!(
            first_row(&[none]),
            "No row differs: begin where you want to get further."
        );
    }

    #[test]
    fn an_entry_has_its_day_as_the_rest_of_the_site_writes_days() {
        let mut record = Record::rating(7, 1, scored(2).draft.levels);
        record.day = "2026-11-28".to_owned();
        assert_eq!(
            name_of(&record),
            "A colleague’s rating of 28 Nov 2026, 16 skills"
        );
        record.number = 1;
        assert_eq!(name_of(&record), "Your result of 28 Nov 2026, 16 skills");
        record.day = "once".to_owned();
        assert_eq!(name_of(&record), "Your result of once, 16 skills");
    }

    #[test]
    fn a_sentence_breaks_no_table() {
        let row = JointRow {
            skill: "delegation".into(),
            own: Some(2),
            theirs: vec![0, 1],
            level: Some(1),
            note: "a|b <b>".to_owned(),
            day: Day::parse("2027-02-01"),
        };
        let joint = Joint {
            name: "Kim".to_owned(),
            rows: vec![row],
            ..Joint::default()
        };
        let text = joint_markdown(&joint);
        assert!(
            text.starts_with("# What we agreed: the skills of Kim\n"),
            "{text}"
        );
        assert!(
            text.contains("| Delegation | 2 solid | 0, 1 | 1 aware | a\\|b \\<b> | 1 Feb 2027 |"),
            "{text}"
        );
    }
}
