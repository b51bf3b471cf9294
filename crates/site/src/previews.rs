//! The picture that a chat shows beside a link: one for each page, drawn from its title and answer.
//!
//! A picture is named by its absolute address, so it is only drawn where the site's is known. It has
//! five colours, each in sixteen steps into the paper, which keeps it below 40 KB.

use super::{Build, SiteError};
use guide_core::route::Route;
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use rustybuzz::{Face, UnicodeBuffer, shape};
use std::fs;
use std::path::Path;
use tiny_skia::{FillRule, Mask, PathBuilder, Rect, Transform};

/// Width and height in pixels: what chats and networks ask for.
pub const SIZE: (u32, u32) = (1200, 630);

/// The folder of the pictures.
pub const FOLDER: &str = "og/";

const MARGIN: f32 = 84.0;

/// The sizes that are tried for a title, and for an answer.
const TITLE_SIZES: &[f32] = &[88.0, 80.0, 70.0, 60.0, 52.0, 46.0];
const ANSWER_SIZES: &[f32] = &[42.0, 38.0, 34.0, 30.0, 26.0];
const STEPS: u16 = 15;

/// What stands on the picture of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// A small line above the title.
    pub kicker: Option<String>,
    /// The heading.
    pub title: String,
    /// The page's answer.
    pub answer: String,
}

/// The file of a route's picture, relative to the site's folder.
pub fn file_name(route: Route) -> String {
    let path = route.path();
    let name = path.trim_matches('/').rsplit('/').next();
    let name = name.filter(|name| !name.is_empty()).unwrap_or("home");
    format!("{FOLDER}{name}.png")
}

/// The colours of `style/tokens.css`, light.
#[derive(Clone, Copy)]
enum Colour {
    Ink,
    Quiet,
    Accent,
    Line,
}

const PAPER: [u8; 3] = [0xfb, 0xfa, 0xf6];
const COLOURS: [[u8; 3]; 4] = [
    [0x1c, 0x1d, 0x1f],
    [0x55, 0x52, 0x4b],
    [0x0c, 0x5a, 0x55],
    [0xdd, 0xd8, 0xcb],
];

/// Draws previews.
pub struct Painter {
    regular: Face<'static>,
    semibold: Face<'static>,
}

impl Painter {
    /// A painter with Libertinus Serif, which is under the SIL Open Font License.
    ///
    /// # Errors
    /// The fonts are not where they are expected.
    pub fn new() -> Result<Self, SiteError> {
        let find = |wanted: &str| {
            let mut faces = typst_assets::fonts().filter_map(|font| Face::from_slice(font, 0));
            faces
                .find(|face| full_name(face).as_deref() == Some(wanted))
                .ok_or_else(|| SiteError::of(Path::new(wanted), "there is no such font"))
        };
        Ok(Self {
            regular: find("Libertinus Serif Regular")?,
            semibold: find("Libertinus Serif Semibold")?,
        })
    }

    /// Writes the picture of a page into the staging folder.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, build: &Build, route: Route, preview: &Preview) -> Result<(), SiteError> {
        let path = build.staging.join(file_name(route));
        let folder = build.staging.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|error| SiteError::of(&folder, error))?;
        let picture = self.png(preview);
        let bytes = picture.map_err(|error| SiteError::of(&path, error))?;
        fs::write(&path, bytes).map_err(|error| SiteError::of(&path, error))
    }

    /// The picture as a PNG file.
    ///
    /// # Errors
    /// The encoder's own.
    pub fn png(&self, preview: &Preview) -> Result<Vec<u8>, png::EncodingError> {
        let mut canvas = Canvas::new();
        let width = SIZE.0 as f32 - 2.0 * MARGIN;
        canvas.rect(Colour::Accent, 0.0, 0.0, SIZE.0 as f32, 12.0);
        canvas.line_of_text(
            &self.semibold,
            32.0,
            96.0,
            Colour::Ink,
            "The Technical Lead Guide",
        );
        canvas.rect(Colour::Line, MARGIN, 124.0, width, 2.0);
        let mut y = 154.0;
        if let Some(kicker) = &preview.kicker {
            y += 48.0;
            canvas.line_of_text(&self.semibold, 32.0, y, Colour::Accent, kicker);
        }
        // The title takes three lines at most, smaller where it is long.
        let title = fit(&self.semibold, &preview.title, TITLE_SIZES, width, 3);
        for line in &title.lines {
            y += title.size * 1.14;
            canvas.line_of_text(&self.semibold, title.size, y, Colour::Ink, line);
        }
        y += 26.0;
        let room = SIZE.1 as f32 - 56.0 - y;
        let lines = (room / (42.0 * 1.32)) as usize;
        let answer = fit(&self.regular, &preview.answer, ANSWER_SIZES, width, lines);
        for line in &answer.lines {
            y += answer.size * 1.32;
            canvas.line_of_text(&self.regular, answer.size, y, Colour::Quiet, line);
        }
        canvas.png()
    }
}

fn full_name(face: &Face<'_>) -> Option<String> {
    use rustybuzz::ttf_parser::name_id;
    let word = |id: u16| {
        let mut names = face.names().into_iter();
        names.find(|name| name.name_id == id)?.to_string()
    };
    let family = word(name_id::TYPOGRAPHIC_FAMILY).or_else(|| word(name_id::FAMILY))?;
    let style = word(name_id::TYPOGRAPHIC_SUBFAMILY).or_else(|| word(name_id::SUBFAMILY))?;
    Some(format!("{family} {style}"))
}

/// A text in lines, and the size of its letters.
struct Lines {
    size: f32,
    lines: Vec<String>,
}

/// The text at the largest of `sizes` at which it has no more than `most` lines; at the last one
/// however many it takes.
fn fit(face: &Face<'_>, text: &str, sizes: &[f32], width: f32, most: usize) -> Lines {
    let mut fitted = Lines {
        size: 0.0,
        lines: Vec::new(),
    };
    for size in sizes {
        fitted = Lines {
            size: *size,
            lines: wrap(face, *size, text, width),
        };
        if fitted.lines.len() <= most {
            break;
        }
    }
    fitted
}

fn wrap(face: &Face<'_>, size: f32, text: &str, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if width_of(face, size, &longer) <= width {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

fn width_of(face: &Face<'_>, size: f32, text: &str) -> f32 {
    let glyphs = shape(face, &[], buffer(text));
    let advance: i32 = glyphs
        .glyph_positions()
        .iter()
        .map(|place| place.x_advance)
        .sum();
    advance as f32 * size / face.units_per_em() as f32
}

fn buffer(text: &str) -> UnicodeBuffer {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer
}

/// How much of each pixel each colour covers.
struct Canvas([Option<Mask>; 4]);

impl Canvas {
    fn new() -> Self {
        Self([(); 4].map(|()| Mask::new(SIZE.0, SIZE.1)))
    }

    fn fill(&mut self, colour: Colour, path: PathBuilder) {
        if let (Some(mask), Some(path)) = (&mut self.0[colour as usize], path.finish()) {
            mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
        }
    }

    fn rect(&mut self, colour: Colour, x: f32, y: f32, width: f32, height: f32) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
        self.fill(colour, path);
    }

    fn line_of_text(&mut self, face: &Face<'_>, size: f32, y: f32, colour: Colour, text: &str) {
        let scale = size / face.units_per_em() as f32;
        let mut pen = Pen {
            path: PathBuilder::new(),
            scale,
            x: MARGIN,
            y,
        };
        let glyphs = shape(face, &[], buffer(text));
        for (glyph, place) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
            // A face has at most 65,535 glyphs.
            face.outline_glyph(GlyphId(glyph.glyph_id as u16), &mut pen);
            pen.x += place.x_advance as f32 * scale;
        }
        self.fill(colour, pen.path);
    }

    fn png(self) -> Result<Vec<u8>, png::EncodingError> {
        let mut pixels = vec![0_u8; (SIZE.0 * SIZE.1) as usize];
        let mut palette = Vec::new();
        for (number, (mask, colour)) in self.0.iter().zip(COLOURS).enumerate() {
            for step in 0..=STEPS {
                for (paper, full) in PAPER.iter().zip(colour) {
                    let mixed = u16::from(*paper) * (STEPS - step) + u16::from(full) * step;
                    palette.push((mixed / STEPS) as u8);
                }
            }
            let covered = mask.iter().flat_map(|mask| mask.data());
            for (pixel, covered) in pixels.iter_mut().zip(covered) {
                let step = (u16::from(*covered) * STEPS + 127) / 255;
                if step > 0 {
                    *pixel = (number as u16 * (STEPS + 1) + step) as u8;
                }
            }
        }
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, SIZE.0, SIZE.1);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&pixels)?;
        writer.finish()?;
        Ok(file)
    }
}

/// Draws a letter's outline where the line has come to.
struct Pen {
    path: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x1, y1) = self.at(x1, y1);
        let (x, y) = self.at(x, y);
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (x1, y1) = self.at(x1, y1);
        let (x2, y2) = self.at(x2, y2);
        let (x, y) = self.at(x, y);
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn painted(title: &str, answer: &str) -> Vec<u8> {
        let preview = Preview {
            kicker: Some("The nine duties".to_owned()),
            title: title.to_owned(),
            answer: answer.to_owned(),
        };
        let painter = Painter::new().expect("the fonts are there");
        painter.png(&preview).expect("it can be encoded")
    }

    #[test]
    fn a_picture_has_the_promised_size_and_is_small() {
        let bytes = painted(
            "What is a technical lead?",
            &"An answer of some length. ".repeat(8),
        );
        assert_eq!(&bytes[1..4], b"PNG");
        assert_eq!(bytes[16..20], SIZE.0.to_be_bytes());
        assert_eq!(bytes[20..24], SIZE.1.to_be_bytes());
        assert!(bytes.len() < 40_000, "{}", bytes.len());
        assert!(bytes != painted("Another title", "x"));
    }

    #[test]
    fn the_longest_title_fits() {
        let painter = Painter::new().expect("the fonts are there");
        // The widest words that the front matter's 70 characters allow.
        let title = "Minimum Management MechanismsOmmitted Whenever Wanting Wholesome Mmmm";
        let lines = fit(&painter.semibold, title, TITLE_SIZES, 1032.0, 3);
        assert!(lines.lines.len() <= 3, "{:?}", lines.lines);
        assert_eq!(lines.lines.join(" "), title);
        let widest = lines
            .lines
            .iter()
            .map(|line| width_of(&painter.semibold, lines.size, line));
        assert!(widest.fold(0.0, f32::max) <= 1032.0);
    }

    #[test]
    fn every_page_has_a_picture_of_its_own() {
        let names: HashSet<String> = Route::all().into_iter().map(file_name).collect();
        assert_eq!(names.len(), Route::all().len());
        assert!(names.contains("og/home.png") && names.contains("og/delegating-work.png"));
    }
}
