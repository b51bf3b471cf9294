//! A figure of a page as a picture: an SVG file of its own, made of what the browser has laid out, which
//! the app turns into a PNG.

use std::fmt::Write as _;

/// Room around the figure, in CSS pixels.
const MARGIN: f64 = 24.0;

/// Room for the two lines below it.
const FOOT: f64 = 52.0;

/// How wide a letter of a system's sans is at most, on the average, in parts of its size.
const LETTER: f64 = 0.62;

/// How many pixels of the picture a CSS pixel is: it is looked at on dense screens and on paper.
const SCALE: f64 = 2.0;

/// What the browser has painted. Places are CSS pixels from the figure's top left corner.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A filled box.
    Box {
        /// Left, top, width and height.
        place: [f64; 4],
        /// Its colour.
        fill: String,
    },
    /// A line of a text.
    Line {
        /// Where it begins, and its baseline.
        start: (f64, f64),
        /// How wide it was.
        width: f64,
        /// Its letters: size in CSS pixels, weight, family and colour.
        letters: Letters,
        /// Its words.
        text: String,
    },
    /// A drawing: the inner of an `svg` element that says its colours itself.
    Drawing {
        /// Left, top, width and height.
        place: [f64; 4],
        /// Its `viewBox`.
        view_box: String,
        /// `none` where it fills its place whatever its own shape is.
        aspect: String,
        /// Well-formed SVG.
        inner: String,
    },
}

/// How a text is set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Letters {
    /// In CSS pixels.
    pub size: f64,
    /// As CSS writes it.
    pub weight: String,
    /// As CSS writes it.
    pub family: String,
    /// As CSS writes it.
    pub color: String,
}

/// The figure as it is on the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figure {
    /// Its width in CSS pixels.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The colour behind it.
    pub paper: String,
    /// What is on it, from the back to the front.
    pub pieces: Vec<Piece>,
}

impl Figure {
    /// Width and height of the picture, in its own pixels.
    pub fn size(&self) -> (i32, i32) {
        let (width, height) = self.outer();
        (
            (width * SCALE).ceil() as i32,
            (height * SCALE).ceil() as i32,
        )
    }

    fn outer(&self) -> (f64, f64) {
        (self.width + 2.0 * MARGIN, self.height + MARGIN + FOOT)
    }

    /// The picture, with the site's name and the figure's address below it.
    pub fn svg(&self, address: &str, letters: &Letters) -> String {
        let (width, height) = self.outer();
        let (wide, high) = self.size();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {width} {height}\">"
        );
        let paper = [0.0, 0.0, width, height];
        write_box(&mut svg, paper, &self.paper);
        for piece in &self.pieces {
            match piece {
                Piece::Box { place, fill } => write_box(&mut svg, moved(*place), fill),
                Piece::Line {
                    start,
                    width,
                    letters,
                    text,
                } => {
                    let at = (start.0 + MARGIN, start.1 + MARGIN);
                    write_line(&mut svg, at, Some(*width), letters, text);
                }
                Piece::Drawing {
                    place,
                    view_box,
                    aspect,
                    inner,
                } => {
                    let [x, y, width, height] = moved(*place);
                    _ = write!(
                        svg,
                        "<svg x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" viewBox=\"{}\" preserveAspectRatio=\"{}\" overflow=\"visible\">{inner}</svg>",
                        escaped(view_box),
                        escaped(aspect)
                    );
                }
            }
        }
        let (name, size) = ("The Technical Lead Guide", letters.size);
        write_line(
            &mut svg,
            (MARGIN, height - 16.0 - 1.4 * size),
            None,
            letters,
            name,
        );
        // A long address is drawn narrower, not cut.
        let is_long = address.chars().count() as f64 * size * LETTER > self.width;
        let place = (MARGIN, height - 16.0);
        write_line(
            &mut svg,
            place,
            is_long.then_some(self.width),
            letters,
            address,
        );
        svg + "</svg>"
    }
}

/// A picture in the letters of the page: an SVG file with the site's serif in it, as base64. What draws it
/// loads nothing.
pub fn with_serif(svg: &str, woff2: &str) -> String {
    let (head, rest) = svg.split_once('>').unwrap_or((svg, ""));
    [
        head,
        "><style>@font-face{font-family:Literata;font-weight:400 600;src:url(data:font/woff2;base64,",
        woff2,
        ")}</style>",
        rest,
    ]
    .concat()
}

fn moved([x, y, width, height]: [f64; 4]) -> [f64; 4] {
    [x + MARGIN, y + MARGIN, width, height]
}

fn write_box(svg: &mut String, [x, y, width, height]: [f64; 4], fill: &str) {
    _ = write!(
        svg,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{}\"/>",
        escaped(fill)
    );
}

/// A line keeps the width that it had on the page, whatever font it is drawn in.
fn write_line(
    svg: &mut String,
    (x, y): (f64, f64),
    width: Option<f64>,
    letters: &Letters,
    text: &str,
) {
    let Letters {
        size,
        weight,
        family,
        color,
    } = letters;
    _ = write!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" font-weight=\"{}\" font-family=\"{}\" fill=\"{}\"",
        escaped(weight),
        escaped(family),
        escaped(color)
    );
    if let Some(width) = width.filter(|width| *width > 0.0) {
        _ = write!(
            svg,
            " textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\""
        );
    }
    _ = write!(svg, ">{}</text>", escaped(text));
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_what_the_page_had_and_where_it_is_from() {
        let letters = Letters {
            size: 13.0,
            weight: "600".to_owned(),
            family: "\"Noto Sans\", sans-serif".to_owned(),
            color: "rgb(1, 2, 3)".to_owned(),
        };
        let figure = Figure {
            width: 300.0,
            height: 100.0,
            paper: "white".to_owned(),
            pieces: vec![
                Piece::Box {
                    place: [0.0, 1.0, 2.0, 3.0],
                    fill: "red".to_owned(),
                },
                Piece::Line {
                    start: (5.0, 20.0),
                    width: 40.0,
                    letters: letters.clone(),
                    text: "a < b & c".to_owned(),
                },
                Piece::Drawing {
                    place: [0.0, 30.0, 300.0, 60.0],
                    view_box: "0 0 100 8".to_owned(),
                    aspect: "none".to_owned(),
                    inner: "<path d=\"M0 0\"></path>".to_owned(),
                },
            ],
        };
        let svg = figure.svg("example.org/#figure-x", &letters);
        assert_eq!(figure.size(), (696, 352));
        for part in [
            "viewBox=\"0 0 348 176\"",
            "a &lt; b &amp; c",
            "&quot;Noto Sans&quot;",
            "x=\"24.0\" y=\"25.0\" width=\"2.0\"",
            "textLength=\"40.0\"",
            "<path d=\"M0 0\"></path></svg>",
            ">The Technical Lead Guide</text>",
            ">example.org/#figure-x</text>",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        // The letters come before all that is drawn in them.
        let (head, rest) = svg.split_once('>').expect("an element");
        let whole = with_serif(&svg, "d09GMg==");
        assert!(whole.starts_with(&[head, "><style>@font-face{"].concat()));
        assert!(whole.ends_with(&[";base64,d09GMg==)}</style>", rest].concat()));
    }
}
