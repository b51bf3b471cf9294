//! The result of a weighing as a picture to show: an SVG file of its own, which the app turns into a PNG.

use super::report::{self, driver, sensitivity};
use super::weigh::{Answer, Leaning, Side, Verdict};
use crate::markup::Markup;

/// Its width, in pixels.
pub const WIDTH: i32 = 1200;

/// Its height, in pixels.
pub const HEIGHT: i32 = 630;

const PAPER: &str = "#fbfaf6";
const INK: &str = "#1c1d1f";
const QUIET: &str = "#55524b";
const LINE: &str = "#c9c3b4";
const LEAD: &str = "#14557f";
const MANAGER: &str = "#8a4b08";
const SERIF: &str = "Charter, 'Iowan Old Style', 'Noto Serif', Georgia, serif";
const SANS: &str = "'Avenir Next', 'Segoe UI', 'Noto Sans', system-ui, sans-serif";

/// The left edge of what is written.
const LEFT: i32 = 72;

/// The width of the scale.
const SCALE: i32 = WIDTH - 2 * LEFT;

/// How many letters of the body fit on a line.
const LETTERS: usize = 92;

/// Draws the result. `address` is where it can be done by others.
pub fn svg(
    leaning: &Leaning,
    answers: &[Answer],
    title: &dyn Fn(usize) -> String,
    address: &str,
) -> String {
    let mut canvas = Canvas::new();
    canvas.rectangle(0, 0, WIDTH, HEIGHT, PAPER);
    canvas.rectangle(0, 0, WIDTH, 10, INK);
    canvas.text(
        LEFT,
        76,
        24,
        QUIET,
        SANS,
        "Technical lead or engineering manager?",
    );
    for (line, y) in lines(&report::sentence(leaning, "My"), 30)
        .iter()
        .zip([138, 190])
    {
        canvas.text(LEFT, y, 46, INK, SERIF, line);
    }
    canvas.scale(leaning, 262);
    let mut y = 366;
    if leaning.verdict != Verdict::TooFew {
        for (number, row) in (1..).zip(&leaning.drivers) {
            let line = format!("{number}  {}", driver(*row, answers, title));
            canvas.text(LEFT, y, 25, INK, SANS, &line);
            y += 40;
        }
    }
    y += 14;
    for line in lines(&sensitivity(leaning, title), LETTERS).iter().take(2) {
        canvas.text(LEFT, y, 23, QUIET, SANS, line);
        y += 34;
    }
    canvas.rectangle(LEFT, 566, SCALE, 1, LINE);
    canvas.text(LEFT, 600, 20, QUIET, SANS, address);
    canvas.text_ending(WIDTH - LEFT, 600, 20, "The Technical Lead Guide");
    canvas.finish()
}

/// Breaks a text into lines of up to so many letters, between words.
fn lines(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The picture in the making.
struct Canvas(Markup);

impl Canvas {
    fn new() -> Self {
        let mut markup = Markup::new();
        markup
            .open("svg")
            .attribute("xmlns", "http://www.w3.org/2000/svg")
            .number("width", WIDTH)
            .number("height", HEIGHT)
            .attribute("viewBox", &format!("0 0 {WIDTH} {HEIGHT}"));
        Self(markup)
    }

    fn rectangle(&mut self, x: i32, y: i32, width: i32, height: i32, fill: &str) {
        self.0
            .open("rect")
            .number("x", x)
            .number("y", y)
            .number("width", width)
            .number("height", height)
            .attribute("fill", fill)
            .close("rect");
    }

    fn text(&mut self, x: i32, y: i32, size: i32, fill: &str, font: &str, text: &str) {
        self.start_text(x, y, size, fill, font)
            .text(text)
            .close("text");
    }

    fn text_ending(&mut self, x: i32, y: i32, size: i32, text: &str) {
        self.start_text(x, y, size, QUIET, SANS)
            .attribute("text-anchor", "end")
            .text(text)
            .close("text");
    }

    fn start_text(&mut self, x: i32, y: i32, size: i32, fill: &str, font: &str) -> &mut Markup {
        self.0
            .open("text")
            .number("x", x)
            .number("y", y)
            .number("font-size", size)
            .attribute("font-family", font)
            .attribute("fill", fill)
    }

    /// The scale from one side to the other: a mark in the middle, one for the beginning of each word,
    /// and the bar from the middle to where the answers are.
    fn scale(&mut self, leaning: &Leaning, y: i32) {
        let at = |percent: i32| LEFT + SCALE / 2 - percent * SCALE / 200;
        self.rectangle(LEFT, y, SCALE, 16, "#e7e2d5");
        let (middle, end) = (at(0), at(leaning.position()));
        let fill = if end < middle { LEAD } else { MANAGER };
        self.rectangle(end.min(middle), y, (end - middle).abs(), 16, fill);
        for step in leaning.steps() {
            for edge in [step, -step] {
                self.rectangle(at(edge), y - 4, 1, 24, LINE);
            }
        }
        self.rectangle(middle - 1, y - 12, 3, 40, INK);
        self.text(LEFT, y + 52, 21, LEAD, SANS, report::name(Side::Lead));
        let name = report::name(Side::Manager);
        self.start_text(WIDTH - LEFT, y + 52, 21, MANAGER, SANS)
            .attribute("text-anchor", "end")
            .text(name)
            .close("text");
        self.start_text(middle, y + 52, 19, QUIET, SANS)
            .attribute("text-anchor", "middle")
            .text("no leaning")
            .close("text");
    }

    fn finish(mut self) -> String {
        self.0.close("svg");
        self.0.into_html()
    }
}

#[cfg(test)]
mod tests {
    use super::super::weigh::{Feeling, weigh};
    use super::*;
    use crate::content::Owner;

    fn picture(owner: Owner) -> String {
        let answer = |feeling| Answer {
            feeling: Some(feeling),
            matters: 3,
        };
        let rows: Vec<(Owner, Answer)> = [Owner::Lead, Owner::Manager]
            .into_iter()
            .flat_map(|side| {
                let feeling = if side == owner {
                    Feeling::Energises
                } else {
                    Feeling::Drains
                };
                [(side, answer(feeling)); 4]
            })
            .collect();
        let only: Vec<Answer> = rows.iter().map(|row| row.1).collect();
        svg(&weigh(&rows), &only, &|_| "a < b".to_owned(), "example.org")
    }

    #[test]
    fn the_picture_is_whole_escaped_and_says_whose_result_it_is() {
        let svg = picture(Owner::Lead);
        assert!(
            svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"),
            "{svg}"
        );
        for part in [
            "a &lt; b",
            "example.org",
            "towards technical lead",
            "no leaning",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert!(!svg.contains("=\"-"), "nothing lies outside: {svg}");
    }

    #[test]
    fn each_side_is_drawn_in_its_colour() {
        assert_eq!(picture(Owner::Lead).matches(LEAD).count(), 2);
        assert_eq!(picture(Owner::Manager).matches(MANAGER).count(), 2);
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines("", 8), [""; 0]);
    }
}
