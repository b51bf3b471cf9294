//! The tables of the site as JSON, for programs: `docs/formats.md` describes them.

use super::library::Library;
use guide_core::content::{
    Citation, MILESTONES, Owner, ROLES, ROW_GROUPS, ROWS, SKILL_GROUPS, SKILLS, STEPS,
};
use guide_core::route::{Base, Route};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Version of the three formats.
pub const SCHEMA: u32 = 1;

/// A file, and what is in it.
pub struct DataFile {
    /// Its path below the site's folder.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What is in it, in one line.
    pub about: &'static str,
    make: fn(&Library) -> (Route, Map<String, Value>),
}

/// All files.
pub const FILES: [DataFile; 3] = [
    DataFile {
        name: "data/comparison.json",
        title: "Comparison of roles",
        about: "nine roles in one table, each cell with its sources",
        make: comparison,
    },
    DataFile {
        name: "data/skills.json",
        title: "Skills",
        about: "the skills of a lead with observable behaviour at four levels",
        make: skills,
    },
    DataFile {
        name: "data/roadmap.json",
        title: "Roadmap",
        about: "four steps and their milestones, with what shows that each is done",
        make: roadmap,
    },
];

impl DataFile {
    /// The text of the file. Addresses in it are absolute where the site's address is known.
    pub fn text(&self, library: &Library, site_url: Option<&str>) -> String {
        let base = site_url.map_or_else(|| Base::new(".."), Base::new);
        let (route, content) = (self.make)(library);
        let mut file = json!({
            "schema": SCHEMA,
            "title": self.title,
            "from": "The Technical Lead Guide",
            "address": base.href(route),
            "licence": "CC-BY-4.0",
            "licence_address": "https://creativecommons.org/licenses/by/4.0/",
        });
        if let Value::Object(file) = &mut file {
            file.extend(content);
        }
        format!("{file:#}\n")
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

fn ids(citations: &[Citation]) -> Vec<&'static str> {
    citations.iter().map(|citation| citation.id).collect()
}

fn comparison(library: &Library) -> (Route, Map<String, Value>) {
    let mut cited = BTreeSet::new();
    let mut rows = Vec::new();
    for row in ROWS {
        cited.extend(ids(row.sources));
        let mut cells = Map::new();
        for (role, cell) in ROLES.iter().zip(row.cells) {
            let Some(cell) = cell else { continue };
            cited.extend(ids(cell.sources));
            cited.extend(cell.ranges.iter().map(|range| range.source.id));
            let ranges = cell.ranges.iter().map(|range| {
                json!({
                    "low_percent": range.low,
                    "high_percent": range.high,
                    "text": range.text,
                    "source": range.source.id,
                })
            });
            let cell = json!({
                "text": cell.text,
                "more": cell.more,
                "sources": ids(cell.sources),
                "ranges": ranges.collect::<Vec<_>>(),
            });
            cells.insert(role.id.to_owned(), cell);
        }
        rows.push(json!({
            "id": row.id,
            "group": row.group,
            "title": row.title,
            "question": row.question,
            "owner": match row.owner {
                Owner::Lead => "lead",
                Owner::Manager => "manager",
                Owner::Both => "both",
                Owner::Neither => "neither",
            },
            "sources_disagree": row.disagree,
            "sources": ids(row.sources),
            "cells": cells,
        }));
    }
    let sources: Map<String, Value> = library
        .references
        .sources
        .iter()
        .filter(|source| cited.contains(source.id.as_str()))
        .map(|source| {
            let about = json!({
                "title": source.title,
                "author": source.author,
                "publisher": source.publisher,
                "date": source.date,
                "address": source.url,
                "checked": source.checked,
            });
            (source.id.clone(), about)
        })
        .collect();
    let roles = ROLES
        .iter()
        .map(|role| json!({ "id": role.id, "title": role.title, "summary": role.summary }));
    let groups = ROW_GROUPS
        .iter()
        .map(|group| json!({ "id": group.id, "title": group.title }));
    let content = json!({
        "roles": roles.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
        "rows": rows,
        "sources": sources,
    });
    (Route::Compare, object(content))
}

fn skills(_: &Library) -> (Route, Map<String, Value>) {
    let groups = SKILL_GROUPS
        .iter()
        .map(|group| json!({ "id": group.id, "title": group.title }));
    let skills = SKILLS.iter().map(|skill| {
        json!({
            "id": skill.id,
            "group": skill.group,
            "title": skill.title,
            "definition": skill.definition,
            "levels": skill.levels,
            "guide": skill.guide,
        })
    });
    let content = json!({
        "levels": ["aware", "solid", "leads", "multiplies"],
        "groups": groups.collect::<Vec<_>>(),
        "skills": skills.collect::<Vec<_>>(),
    });
    (Route::Skills, object(content))
}

fn roadmap(_: &Library) -> (Route, Map<String, Value>) {
    let steps = STEPS.iter().map(|step| {
        let milestones = MILESTONES
            .iter()
            .filter(|milestone| milestone.step == step.id);
        let milestones = milestones.map(|milestone| {
            let resources = milestone
                .resources
                .iter()
                .map(|resource| json!({ "title": resource.title, "address": resource.url }));
            json!({
                "id": milestone.id,
                "title": milestone.title,
                "done_when": milestone.done_when,
                "effort": milestone.effort,
                "hours_low": milestone.hours.0,
                "hours_high": milestone.hours.1,
                "normal_hours_low": milestone.normal_hours.map(|(low, _)| low),
                "normal_hours_high": milestone.normal_hours.map(|(_, high)| high),
                "skill": Some(milestone.skill).filter(|skill| !skill.is_empty()),
                "guide": milestone.guide,
                "resources": resources.collect::<Vec<_>>(),
            })
        });
        json!({
            "id": step.id,
            "title": step.title,
            "summary": step.summary,
            "guide": step.guide,
            "milestones": milestones.collect::<Vec<_>>(),
        })
    });
    let content = json!({ "steps": steps.collect::<Vec<_>>() });
    (Route::Roadmap, object(content))
}
