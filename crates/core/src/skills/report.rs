//! What the page shows of an assessment: the chart with its table, gaps, history, colleagues.
//!
//! A level is a place on one line from 0 to 4, the same line for every skill. There is no area to
//! misread, as in a radar chart, and the order of the skills changes nothing. Every mark has its own
//! shape, and its value stands beside it in words.

use super::model::{self, Gap, LEVEL_NAMES, Levels, View};
use super::stored::{Assessment, Record, key};
use crate::content::{SKILL_GROUPS, SKILL_NAMES, SkillName};
use crate::markup::Markup;
use crate::route::{Base, Route};

/// Distance of two levels in a strip, in its own units; the first one is at [`START`].
const STEP: i32 = 38;
const START: i32 = 9;
/// How many snapshots a small multiple shows: the newest.
const SHOWN: usize = 10;

/// Colleagues' levels, where the person may see them: once all skills are scored, so that the own
/// score cannot lean on theirs.
pub fn views(kept: &Assessment) -> Vec<View> {
    if !kept.draft.levels.is_complete() {
        return Vec::new();
    }
    let ratings = kept.ratings.iter().map(|record| &record.levels);
    model::views(&kept.draft.levels, ratings)
}

/// How far the person is with a record, as HTML for the line that stays in sight.
pub fn progress(levels: &Levels, rating: bool) -> String {
    let (done, all) = (levels.answered(), SKILL_NAMES.len());
    let count = [&done.to_string(), " of ", &all.to_string()].concat();
    match (done == all, rating) {
        (false, false) => {
            let minutes = model::minutes(all - done).to_string();
            let unit = if minutes == "1" {
                " minute left."
            } else {
                " minutes left."
            };
            [&count, ", about ", &minutes, unit].concat()
        }
        (true, false) => [&count, ". <a href=\"#result\">See the result</a>"].concat(),
        (_, true) => [&count, " rated."].concat(),
    }
}

/// The result: chart and table in one.
pub fn result(kept: &Assessment) -> String {
    let own = &kept.draft.levels;
    let mut html = Markup::new();
    if own.answered() == 0 {
        html.raw("<p>Score a skill, and the chart starts here.</p>");
        return html.into_html();
    }
    let views = views(kept);
    let with_views = !views.is_empty();
    legend(&mut html, with_views);
    html.raw("<table class=\"strips\"><caption class=\"unseen\">Your level, your target and what colleagues see, for each skill, from 0 to 4</caption><thead><tr><th scope=\"col\">Skill</th><th scope=\"col\">From 0 to 4</th><th scope=\"col\">You</th><th scope=\"col\">Target</th>");
    if with_views {
        html.raw("<th scope=\"col\">Colleagues</th>");
    }
    html.raw("</tr></thead>");
    for group in SKILL_GROUPS {
        html.raw("<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"5\">");
        html.text(group.title).raw("</th></tr>");
        for skill in SKILL_NAMES.iter().filter(|skill| skill.group == group.id) {
            let view = views.iter().find(|view| view.skill == skill);
            row(&mut html, kept, skill, view);
            if with_views {
                let theirs =
                    view.map_or_else(|| "not seen".to_owned(), |view| listed(&view.levels));
                html.raw("<td data-of=\"Colleagues\">")
                    .text(&theirs)
                    .raw("</td>");
            }
            html.raw("</tr>");
        }
        html.raw("</tbody>");
    }
    html.raw("</table>");
    html.into_html()
}

/// A row up to the colleagues' cell. On a phone, where the table has no head, the style record puts
/// `data-of` before a value.
fn row(html: &mut Markup, kept: &Assessment, skill: &SkillName, view: Option<&View>) {
    let own = kept.draft.levels.get(skill.id);
    let target = model::target(&kept.target.levels, skill.id);
    html.raw("<tr><th scope=\"row\">").text(skill.title);
    html.raw("</th><td class=\"drawn\">");
    strip(html, own, target, view.map(View::median_twice));
    let own = own.map_or_else(|| "not scored".to_owned(), in_words);
    html.raw("</td><td data-of=\"You\">").text(&own);
    html.raw("</td><td data-of=\"Target\">")
        .text(&in_words(target))
        .raw("</td>");
}

/// “2 solid”.
fn in_words(level: u8) -> String {
    [model::digit(level), " ", model::name(level)].concat()
}

/// “1, 3”.
fn listed(levels: &[u8]) -> String {
    let digits: Vec<&str> = levels.iter().map(|level| model::digit(*level)).collect();
    digits.join(", ")
}

fn legend(html: &mut Markup, with_views: bool) {
    html.raw("<p class=\"legend meta\"><span>");
    sample(html, Some(0), None, None);
    html.raw("You</span><span>");
    sample(html, None, Some(0), None);
    html.raw("Target</span>");
    if with_views {
        html.raw("<span>");
        sample(html, None, None, Some(0));
        html.raw("Colleagues, the one in the middle</span>");
    }
    html.raw("<span>0 not yet, 1 aware, 2 solid, 3 leads, 4 multiplies</span></p>");
}

// The drawings only repeat what is beside them in words, and screen readers pass them over.

fn sample(html: &mut Markup, own: Option<u8>, target: Option<u8>, theirs: Option<u8>) {
    html.raw("<svg viewBox=\"0 0 18 22\" width=\"18\" height=\"22\" aria-hidden=\"true\">");
    marks(html, own, target, theirs);
    html.raw("</svg>");
}

/// The line from 0 to 4 with its marks.
fn strip(html: &mut Markup, own: Option<u8>, target: u8, theirs: Option<u8>) {
    html.raw("<svg viewBox=\"0 0 170 22\" width=\"170\" height=\"22\" aria-hidden=\"true\"><path class=\"scale\" d=\"M9 11h152M9 7v8m38-8v8m38-8v8m38-8v8m38-8v8\"/>");
    if let Some(own) = own.filter(|own| *own < target) {
        html.raw("<path class=\"way\" d=\"M")
            .text(&place(2 * own).to_string());
        html.raw(" 11H")
            .text(&place(2 * target).to_string())
            .raw("\"/>");
    }
    marks(html, own, Some(target), theirs);
    html.raw("</svg>");
}

/// A dot for the person, a diamond for the target, an upright bar for colleagues. Any two can stand
/// at one place and are still seen.
fn marks(html: &mut Markup, own: Option<u8>, target: Option<u8>, theirs: Option<u8>) {
    if let Some(twice) = theirs {
        let x = (place(twice) - 2).to_string();
        html.raw("<rect class=\"theirs\" width=\"4\" height=\"22\" x=\"")
            .text(&x)
            .raw("\"/>");
    }
    if let Some(target) = target {
        let x = place(2 * target).to_string();
        html.raw("<path class=\"target\" d=\"M")
            .text(&x)
            .raw(" 3l8 8-8 8-8-8z\"/>");
    }
    if let Some(own) = own {
        dot(html, place(2 * own), 11);
    }
}

fn dot(html: &mut Markup, x: i32, y: i32) {
    html.raw("<circle class=\"dot\" r=\"4\" cx=\"")
        .text(&x.to_string());
    html.raw("\" cy=\"").text(&y.to_string()).raw("\"/>");
}

/// Where a level stands, given twice.
fn place(twice: u8) -> i32 {
    START + i32::from(twice) * STEP / 2
}

/// What the page itself says of a level of a skill: the behaviour, and the address of the section of
/// the guide that helps.
pub type Prose<'a> = &'a dyn Fn(&SkillName, u8) -> (String, String);

/// The gaps, widest first, each with a box to take it to the roadmap. `chosen` are ids of skills.
pub fn gaps(kept: &Assessment, chosen: &[String], prose: Prose<'_>) -> String {
    let gaps = model::gaps(&kept.draft.levels, &kept.target.levels);
    let mut html = Markup::new();
    if gaps.is_empty() {
        html.raw("<p>No skill that you have scored is below its target.</p>");
        return html.into_html();
    }
    html.raw("<ul class=\"plain-list gaps\">");
    for gap in gaps {
        let (behaviour, guide) = prose(gap.skill, gap.target);
        html.raw("<li><label>").open("input");
        html.attribute("type", "checkbox").attribute("name", "gap");
        html.attribute("value", gap.skill.id);
        if chosen.iter().any(|id| id == gap.skill.id) {
            html.attribute("checked", "");
        }
        html.raw("<span><b>").text(gap.skill.title);
        html.raw("</b> <span class=\"meta\">").text(&way(&gap));
        html.raw("</span><br>").text(&behaviour);
        html.raw("</span></label>")
            .open("a")
            .attribute("href", &guide);
        html.raw("How to<span class=\"unseen\">: ")
            .text(gap.skill.title);
        html.raw("</span></a></li>");
    }
    html.raw("</ul>");
    html.into_html()
}

/// “from aware to leads”.
fn way(gap: &Gap) -> String {
    let [from, to] = [gap.own, gap.target].map(model::name);
    ["from ", from, " to ", to].concat()
}

/// The link that takes the chosen gaps to the roadmap, where there are some.
pub fn roadmap_link(kept: &Assessment, chosen: &[String], base: &Base) -> String {
    let mut fragment = String::new();
    let mut count = 0;
    for gap in model::gaps(&kept.draft.levels, &kept.target.levels) {
        if chosen.iter().any(|id| id == gap.skill.id) {
            fragment += if count == 0 { "#add=" } else { "," };
            fragment += gap.skill.id;
            fragment.push('.');
            fragment += model::digit(gap.target);
            count += 1;
        }
    }
    let mut html = Markup::new();
    if count == 0 {
        html.raw("Tick the gaps you want to work on; two are enough for a quarter.");
    } else {
        html.open("a").attribute("class", "btn main");
        html.attribute("href", &(base.href(Route::Roadmap) + &fragment));
        html.raw("Put ")
            .text(&count.to_string())
            .raw(" on my roadmap</a>");
    }
    html.into_html()
}

/// The history: what changed last, a small drawing for each skill, and the list of snapshots.
pub fn history(kept: &Assessment) -> String {
    let mut html = Markup::new();
    if let [.., before, last] = kept.snapshots.as_slice() {
        html.raw("<p><b>Since the one before:</b> ");
        html.text(&changes(before, last)).raw("</p>");
        multiples(&mut html, kept);
    }
    listing(&mut html, &kept.snapshots, "Snapshot of ");
    html.into_html()
}

/// “Delegation 1 to 2, Communication 3 to 2.”
fn changes(before: &Record, last: &Record) -> String {
    let mut text = String::new();
    for skill in SKILL_NAMES {
        let (old, new) = (before.levels.get(skill.id), last.levels.get(skill.id));
        if let (Some(old), Some(new)) = (old, new)
            && old != new
        {
            text += if text.is_empty() { "" } else { ", " };
            text += &[
                skill.title,
                " ",
                model::digit(old),
                " to ",
                model::digit(new),
            ]
            .concat();
        }
    }
    if text.is_empty() {
        return "nothing has changed.".to_owned();
    }
    text + "."
}

/// One small drawing for each skill that has been scored: all on the same scale, oldest first.
fn multiples(html: &mut Markup, kept: &Assessment) {
    let skipped = kept.snapshots.len().saturating_sub(SHOWN);
    let shown = &kept.snapshots[skipped..];
    html.raw("<p class=\"meta\">From 0 at the lower line to 4 at the upper one; one dot for each snapshot, oldest first.</p><ul class=\"plain-list multiples\">");
    for skill in SKILL_NAMES {
        let mut digits = String::new();
        for record in shown {
            digits += record.levels.get(skill.id).map_or("–", model::digit);
            digits.push(' ');
        }
        if digits.bytes().any(|byte| byte.is_ascii_digit()) {
            html.raw("<li>");
            multiple(html, shown, skill.id);
            html.raw("<b>").text(skill.title);
            html.raw("</b><span class=\"meta\">")
                .text(&digits)
                .raw("</span></li>");
        }
    }
    html.raw("</ul>");
}

fn multiple(html: &mut Markup, shown: &[Record], id: &str) {
    html.raw("<svg viewBox=\"0 0 140 32\" width=\"140\" height=\"32\" aria-hidden=\"true\"><path class=\"scale\" d=\"M0 4h140M0 28h140\"/>");
    let step = 126 / (shown.len() as i32 - 1).max(1);
    let mut line = String::new();
    let mut dots = Markup::new();
    let mut x = 7;
    for record in shown {
        if let Some(level) = record.levels.get(id) {
            let y = 28 - 6 * i32::from(level);
            line += if line.is_empty() { "M" } else { "L" };
            line += &[&x.to_string(), " ", &y.to_string()].concat();
            dot(&mut dots, x, y);
        }
        x += step;
    }
    html.raw("<path class=\"way\" d=\"").text(&line).raw("\"/>");
    html.append(&dots).raw("</svg>");
}

/// Snapshots or ratings, each with its day and a button that takes it away.
fn listing(html: &mut Markup, records: &[Record], what: &str) {
    html.raw("<ul class=\"plain-list kept\">");
    for record in records {
        let count = record.levels.answered().to_string();
        let name = [what, &record.day, ", ", &count, " skills"].concat();
        html.raw("<li>").text(&name).raw(" ").open("button");
        html.attribute("type", "button").attribute("class", "plain");
        html.attribute("name", "forget")
            .attribute("value", &key(record));
        html.raw("Delete<span class=\"unseen\">: ").text(&name);
        html.raw("</span></button></li>");
    }
    html.raw("</ul>");
}

/// What colleagues see, widest difference first, and the list of their ratings.
pub fn colleagues(kept: &Assessment) -> String {
    let mut html = Markup::new();
    if kept.ratings.is_empty() {
        return String::new();
    }
    let views = views(kept);
    if !kept.draft.levels.is_complete() {
        html.raw("<p>You see what they say once you have scored all skills yourself, so that your score does not lean on theirs.</p>");
    } else if !views.is_empty() {
        html.raw("<table><caption>Widest difference first. Where two colleagues are far apart, talk before you average.</caption><thead><tr><th scope=\"col\">Skill</th><th scope=\"col\">They see you</th><th scope=\"col\">You</th><th scope=\"col\">Colleagues</th></tr></thead><tbody>");
        for view in &views {
            html.raw("<tr><th scope=\"row\">").text(view.skill.title);
            html.raw("</th><td>").text(&difference(view));
            html.raw("</td><td>").text(model::digit(view.own));
            html.raw("</td><td>")
                .text(&listed(&view.levels))
                .raw("</td></tr>");
        }
        html.raw("</tbody></table>");
    }
    listing(&mut html, &kept.ratings, "A colleague’s rating, ");
    html.into_html()
}

/// “1½ higher”.
fn difference(view: &View) -> String {
    let twice = view.difference_twice();
    let width = twice.unsigned_abs();
    if width == 0 {
        return "as you do".to_owned();
    }
    let whole = if width > 1 {
        model::digit(width / 2)
    } else {
        ""
    };
    let half = if width % 2 == 1 { "½" } else { "" };
    let side = if twice > 0 { " higher" } else { " lower" };
    [whole, half, side].concat()
}

/// The result as a Markdown table.
pub fn markdown(kept: &Assessment, day: &str) -> String {
    let views = views(kept);
    let mut text = [
        "# My skills, ",
        day,
        "\n\n| SkillName | Me | Target | Colleagues |\n| --- | --- | --- | --- |\n",
    ]
    .concat();
    for skill in SKILL_NAMES {
        let own = kept
            .draft
            .levels
            .get(skill.id)
            .map_or_else(String::new, in_words);
        let target = in_words(model::target(&kept.target.levels, skill.id));
        let view = views.iter().find(|view| view.skill == skill);
        let theirs = view.map_or_else(String::new, |view| listed(&view.levels));
        let cells = [skill.title, &own, &target, &theirs].join(" | ");
        text += &["| ", &cells, " |\n"].concat();
    }
    text += "\nLevels:";
    for (level, name) in (0..).zip(LEVEL_NAMES) {
        text += &[" ", model::digit(level), " ", name].concat();
    }
    text + "\n"
}
