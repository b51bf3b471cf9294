//! The result of a weighing in words, and as a picture to keep.

use super::answers::RowAnswer;
use super::weigh::{Answer, Change, ENOUGH, Leaning, Side, Verdict};
use crate::markup::Markup;

fn name(side: Side) -> &'static str {
    match side {
        Side::Lead => "technical lead",
        Side::Manager => "engineering manager",
    }
}

/// The result in one sentence, as it is also spoken.
pub fn headline(leaning: &Leaning) -> String {
    match leaning.verdict {
        Verdict::TooFew => {
            let missing = |side: usize| ENOUGH.saturating_sub(leaning.answered[side]).to_string();
            [
                "Not enough answers yet: ",
                &missing(0),
                " more on the lead’s rows, ",
                &missing(1),
                " more on the manager’s.",
            ]
            .concat()
        }
        Verdict::Close if leaning.drivers.is_empty() => {
            "No leaning: nothing you answered pulls either way.".to_owned()
        }
        Verdict::Close => "Too close to call.".to_owned(),
        Verdict::Leans(side) => {
            let strength = match leaning.score.abs() * 4 / leaning.most.max(1) {
                0 => "slightly",
                1 => "clearly",
                _ => "strongly",
            };
            [strength, " towards ", name(side)].concat()
        }
    }
}

fn headline_with_verb(leaning: &Leaning, whose: &str) -> String {
    match leaning.verdict {
        Verdict::Leans(_) => [whose, " answers lean ", &headline(leaning), "."].concat(),
        _ => headline(leaning),
    }
}

/// How little it would take for another result.
fn sensitivity(leaning: &Leaning, title: &dyn Fn(usize) -> String) -> String {
    if let Some(Change {
        row,
        from,
        to,
        verdict,
    }) = leaning.change
    {
        let becomes = match (leaning.verdict, verdict) {
            (_, Verdict::Leans(side)) => ["It tips towards ", name(side)].concat(),
            _ => "It becomes too close to call".to_owned(),
        };
        let change = if from.feeling == to.feeling {
            let moves = if to.matters < from.matters {
                "” drops from "
            } else {
                "” rises from "
            };
            [
                moves,
                &from.matters.to_string(),
                " to ",
                &to.matters.to_string(),
            ]
            .concat()
        } else {
            [
                "” turns from ",
                from.feeling_name(),
                " to ",
                to.feeling_name(),
            ]
            .concat()
        };
        [&becomes, " if “", &title(row), &change, "."].concat()
    } else {
        match leaning.verdict {
            Verdict::Leans(_) => [
                "No single answer changes this: the ",
                &leaning.firmness.to_string(),
                " strongest would have to turn neutral.",
            ]
            .concat(),
            Verdict::Close => "No single answer tips it.".to_owned(),
            Verdict::TooFew => String::new(),
        }
    }
}

fn coverage(leaning: &Leaning) -> String {
    let of = |side: usize| {
        [
            leaning.answered[side].to_string().as_str(),
            " of ",
            &leaning.rows[side].to_string(),
        ]
        .concat()
    };
    [
        "Answered: ",
        &of(0),
        " rows that the lead owns, ",
        &of(1),
        " of the manager’s.",
    ]
    .concat()
}

/// The place of the end of the bar, 0 to 200, with 100 as the middle. The lead is on the left, as in
/// the table.
fn bar_end(leaning: &Leaning) -> i32 {
    100 - leaning.score * 100 / leaning.most.max(1)
}

fn bar(markup: &mut Markup, leaning: &Leaning) {
    let end = bar_end(leaning);
    let class = if end < 100 {
        "bar-of lead"
    } else {
        "bar-of manager"
    };
    markup
        .open("svg")
        .attribute("class", class)
        .attribute("viewBox", "0 0 200 8")
        .attribute("preserveAspectRatio", "none")
        .attribute("aria-hidden", "true");
    markup
        .open("rect")
        .attribute("class", "scale")
        .attribute("width", "200")
        .attribute("height", "8")
        .close("rect");
    markup
        .open("rect")
        .attribute("class", "range")
        .number("x", end.min(99))
        .number("width", (end - 100).abs().max(2))
        .attribute("height", "8")
        .close("rect")
        .close("svg");
}

/// The result as HTML. `whose` begins the sentence: “Your” or “Their”.
pub fn html(
    leaning: &Leaning,
    answers: &[Answer],
    title: &dyn Fn(usize) -> String,
    whose: &str,
) -> String {
    let mut markup = Markup::new();
    markup
        .open("p")
        .element("b", &headline_with_verb(leaning, whose))
        .close("p");
    if leaning.verdict != Verdict::TooFew {
        bar(&mut markup, leaning);
        markup
            .open("p")
            .attribute("class", "meta")
            .text(name(Side::Lead))
            .text(" ← → ")
            .text(name(Side::Manager))
            .close("p");
        if !leaning.drivers.is_empty() {
            markup.element("p", "What pulls most:").open("ol");
            for row in &leaning.drivers {
                markup
                    .open("li")
                    .element("b", &title(*row))
                    .text(": ")
                    .text(&answers[*row].spoken())
                    .close("li");
            }
            markup.close("ol");
        }
        markup.element("p", &sensitivity(leaning, title));
    }
    markup
        .open("p")
        .attribute("class", "meta")
        .text(&coverage(leaning))
        .close("p");
    markup.into_html()
}

/// The notes that came with a shared weighing, as HTML.
pub fn notes(shared: &[RowAnswer], title: &dyn Fn(usize) -> String) -> String {
    let mut markup = Markup::new();
    markup.open("ul");
    for (row, mine) in shared.iter().enumerate() {
        if mine.answer().feeling.is_some() || !mine.note.is_empty() {
            markup
                .open("li")
                .element("b", &title(row))
                .text(": ")
                .text(&mine.answer().spoken());
            if !mine.note.is_empty() {
                markup.text(" “").text(&mine.note).text("”");
            }
            markup.close("li");
        }
    }
    markup.close("ul");
    markup.into_html()
}

/// The result as an SVG file of its own.
pub fn picture(leaning: &Leaning, answers: &[Answer], title: &dyn Fn(usize) -> String) -> String {
    let mut markup = Markup::new();
    markup
        .open("svg")
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("viewBox", "0 0 720 240")
        .attribute("font-family", "sans-serif")
        .attribute("font-size", "15");
    let mut rectangle = |x: i32, y: i32, width: i32, height: i32, fill: &str| {
        markup
            .open("rect")
            .number("x", x)
            .number("y", y)
            .number("width", width)
            .number("height", height)
            .attribute("fill", fill)
            .close("rect");
    };
    let end = 40 + bar_end(leaning) * 640 / 200;
    let colour = if end < 360 { "#14557f" } else { "#8a4b08" };
    rectangle(0, 0, 720, 240, "#fffffd");
    rectangle(40, 80, 640, 12, "#ddd8cb");
    rectangle(end.min(358), 80, (end - 360).abs().max(4), 12, colour);
    let mut line = |x: i32, y: i32, anchor: &str, text: &str| {
        markup
            .open("text")
            .number("x", x)
            .number("y", y)
            .attribute("text-anchor", anchor)
            .text(text)
            .close("text");
    };
    line(40, 45, "start", &headline_with_verb(leaning, "My"));
    line(40, 112, "start", name(Side::Lead));
    line(680, 112, "end", name(Side::Manager));
    for (place, row) in (0..).zip(&leaning.drivers) {
        let text = [&title(*row), ": ", &answers[*row].spoken()].concat();
        line(40, 145 + place * 22, "start", &text);
    }
    line(40, 218, "start", &sensitivity(leaning, title));
    markup.close("svg");
    markup.into_html()
}

#[cfg(test)]
mod tests {
    use super::super::weigh::{Feeling, weigh};
    use super::*;
    use crate::content::Owner;

    fn answers(lead: u8, manager: u8) -> Vec<(Owner, Answer)> {
        let row = |owner, feeling, matters| {
            let feeling = Some(feeling);
            (owner, Answer { feeling, matters })
        };
        let mut rows = vec![row(Owner::Lead, Feeling::Energises, lead); 3];
        rows.extend(vec![row(Owner::Manager, Feeling::Energises, manager); 3]);
        rows
    }

    fn result(rows: &[(Owner, Answer)]) -> String {
        let only: Vec<Answer> = rows.iter().map(|row| row.1).collect();
        html(
            &weigh(rows),
            &only,
            &|row| ["<", &row.to_string()].concat(),
            "Your",
        )
    }

    #[test]
    fn a_leaning_names_its_rows_and_what_would_change_it() {
        let text = result(&answers(3, 1));
        assert!(
            text.contains("Your answers lean clearly towards technical lead."),
            "{text}"
        );
        assert!(
            text.contains("<b>&lt;0</b>: energises, matters 3 of 3"),
            "{text}"
        );
        assert!(
            text.contains("It becomes too close to call if “&lt;"),
            "{text}"
        );
        assert!(
            text.contains("Answered: 3 of 3 rows that the lead owns"),
            "{text}"
        );
    }

    #[test]
    fn a_tie_is_called_one() {
        let text = result(&answers(2, 2));
        assert!(text.contains("Too close to call."), "{text}");
        let text = result(&answers(0, 0));
        assert!(text.contains("No leaning"), "{text}");
        let text = result(&answers(2, 2)[1..]);
        assert!(
            text.contains("Too close to call."),
            "two rows are all there are: {text}"
        );
        let mut unanswered = answers(2, 2);
        unanswered[5].1.feeling = None;
        assert!(result(&unanswered).contains("0 more on the lead’s rows, 1 more on the manager’s"));
    }

    #[test]
    fn the_picture_is_whole_and_escaped() {
        let rows = answers(3, 0);
        let only: Vec<Answer> = rows.iter().map(|row| row.1).collect();
        let svg = picture(&weigh(&rows), &only, &|_| "a < b".to_owned());
        assert!(svg.starts_with("<svg xmlns="), "{svg}");
        assert!(svg.ends_with("</svg>") && svg.contains("a &lt; b"), "{svg}");
        assert!(!svg.contains("width=\"-"), "{svg}");
    }
}
