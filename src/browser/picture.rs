//! A figure of the page as the browser has laid it out: boxes, lines of text and drawings, for a picture.

use super::elements::{all_in, by_id, call, number, place_of};
use guide_core::figure_picture::{Figure, Letters, Piece};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Element, Node};

/// The figure with this id, and how its own text is set. `None` where there is none.
pub fn figure(id: &str) -> Option<(Figure, Letters)> {
    let element = by_id(id)?;
    let place = place_of(&element);
    let mut reader = Reader {
        left: number(&place, "left"),
        top: number(&place, "top"),
        pieces: Vec::new(),
    };
    reader.read(&element);
    let body = element.owner_document()?.body()?;
    let figure = Figure {
        width: number(&place, "width"),
        height: number(&place, "height"),
        paper: value(&style_of(&body)?, "background-color"),
        pieces: reader.pieces,
    };
    let caption = all_in(&element, "figcaption").into_iter().next();
    Some((figure, letters_of(&style_of(&caption.unwrap_or(element))?)))
}

/// What a shape of a drawing says itself, once it stands alone.
const OF_SHAPES: [&str; 10] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "opacity",
    "font-size",
    "font-weight",
    "font-family",
    "vector-effect",
];

struct Reader {
    left: f64,
    top: f64,
    pieces: Vec<Piece>,
}

impl Reader {
    fn place(&self, place: &JsValue) -> [f64; 4] {
        [
            number(place, "left") - self.left,
            number(place, "top") - self.top,
            number(place, "width"),
            number(place, "height"),
        ]
    }

    fn read(&mut self, element: &Element) {
        let Some(style) = style_of(element) else {
            return;
        };
        let is_hidden = value(&style, "display") == "none" || element.tag_name() == "BUTTON";
        if is_hidden {
            return;
        }
        if element.tag_name() == "svg" {
            return self.read_drawing(element);
        }
        self.read_box(element, &style);
        self.read_marker(element, &style);
        let nodes = element.child_nodes();
        for node in (0..nodes.length()).filter_map(|index| nodes.item(index)) {
            if let Some(child) = node.dyn_ref::<Element>() {
                self.read(child);
            } else if node.node_type() == Node::TEXT_NODE {
                self.read_text(&node, &style);
            }
        }
    }

    /// The background and the lines at the edges.
    fn read_box(&mut self, element: &Element, style: &CssStyleDeclaration) {
        let place @ [x, y, width, height] = self.place(&place_of(element));
        let background = value(style, "background-color");
        if !is_transparent(&background) {
            self.pieces.push(Piece::Box {
                place,
                fill: background,
            });
        }
        for (side, outline) in [
            ("top", false),
            ("bottom", false),
            ("left", false),
            ("right", false),
            ("", true),
        ] {
            let name = if outline {
                "outline".to_owned()
            } else {
                ["border-", side].concat()
            };
            let line = pixels(&value(style, &[&name, "-width"].concat()));
            let fill = value(style, &[&name, "-color"].concat());
            let is_drawn = value(style, &[&name, "-style"].concat()) != "none";
            if line <= 0.0 || !is_drawn || is_transparent(&fill) {
                continue;
            }
            let mut edge = |place| {
                self.pieces.push(Piece::Box {
                    place,
                    fill: fill.clone(),
                });
            };
            if matches!(side, "top" | "") {
                edge([x, y, width, line]);
            }
            if matches!(side, "bottom" | "") {
                edge([x, y + height - line, width, line]);
            }
            if matches!(side, "left" | "") {
                edge([x, y, line, height]);
            }
            if matches!(side, "right" | "") {
                edge([x + width - line, y, line, height]);
            }
        }
    }

    /// The number or the dot before an entry of a list.
    fn read_marker(&mut self, element: &Element, style: &CssStyleDeclaration) {
        let text = match value(style, "list-style-type").as_str() {
            _ if value(style, "display") != "list-item" => return,
            "none" => return,
            "decimal" => {
                let mut before = 1;
                let mut entry = element.previous_element_sibling();
                while let Some(one) = entry {
                    before += 1;
                    entry = one.previous_element_sibling();
                }
                [&before.to_string(), "."].concat()
            }
            _ => "•".to_owned(),
        };
        let letters = letters_of(style);
        let [x, y, ..] = self.place(&place_of(element));
        self.pieces.push(Piece::Line {
            start: (x - letters.size * 1.1, y + letters.size * 1.1),
            width: 0.0,
            letters,
            text,
        });
    }

    /// The lines of a text, word by word: the browser tells where each stands.
    fn read_text(&mut self, node: &Node, style: &CssStyleDeclaration) {
        let text = node.text_content().unwrap_or_default();
        let Some(document) = node.owner_document() else {
            return;
        };
        let range = call(&document, "createRange", &JsValue::UNDEFINED);
        let letters = letters_of(style);
        let mut at = 0_u32;
        let mut last_line = None;
        for word in text.split_inclusive(char::is_whitespace) {
            let start = at;
            at += word.encode_utf16().count() as u32;
            let word = word.trim_end();
            if word.is_empty() {
                continue;
            }
            set_edge(&range, "setStart", node, start);
            set_edge(
                &range,
                "setEnd",
                node,
                start + word.encode_utf16().count() as u32,
            );
            let [x, y, width, height] =
                self.place(&call(&range, "getBoundingClientRect", &JsValue::UNDEFINED));
            if width <= 0.0 {
                continue;
            }
            match (last_line == Some(y.round() as i32), self.pieces.last_mut()) {
                (
                    true,
                    Some(Piece::Line {
                        start,
                        width: whole,
                        text,
                        ..
                    }),
                ) => {
                    text.push(' ');
                    text.push_str(word);
                    *whole = x + width - start.0;
                }
                _ => self.pieces.push(Piece::Line {
                    // The letters stand on four fifths of the height of their line.
                    start: (x, y + height * 0.79),
                    width,
                    letters: letters.clone(),
                    text: word.to_owned(),
                }),
            }
            last_line = Some(y.round() as i32);
        }
    }

    /// A copy of a drawing whose shapes say what the style sheet says of them.
    fn read_drawing(&mut self, element: &Element) {
        let Some(copy) = element
            .clone_node_with_deep(true)
            .ok()
            .and_then(|copy| copy.dyn_into::<Element>().ok())
        else {
            return;
        };
        for (shape, copied) in all_in(element, "*").iter().zip(all_in(&copy, "*")) {
            let Some(style) = style_of(shape) else {
                continue;
            };
            for name in OF_SHAPES {
                _ = copied.set_attribute(name, &value(&style, name));
            }
            _ = copied.remove_attribute("class");
        }
        let attribute = |name: &str| element.get_attribute(name).unwrap_or_default();
        let aspect = attribute("preserveAspectRatio");
        self.pieces.push(Piece::Drawing {
            place: self.place(&place_of(element)),
            view_box: attribute("viewBox"),
            aspect: if aspect.is_empty() {
                "xMidYMid".to_owned()
            } else {
                aspect
            },
            // As HTML writes it, which XML does not know.
            inner: copy.inner_html().replace("&nbsp;", "\u{a0}"),
        });
    }
}

fn style_of(element: &Element) -> Option<CssStyleDeclaration> {
    web_sys::window()?.get_computed_style(element).ok()?
}

fn value(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default()
}

fn pixels(value: &str) -> f64 {
    value.trim_end_matches("px").parse().unwrap_or_default()
}

fn is_transparent(color: &str) -> bool {
    color.is_empty() || color == "transparent" || color.replace(' ', "") == "rgba(0,0,0,0)"
}

fn letters_of(style: &CssStyleDeclaration) -> Letters {
    Letters {
        size: pixels(&value(style, "font-size")),
        weight: value(style, "font-weight"),
        family: value(style, "font-family"),
        color: value(style, "color"),
    }
}

fn set_edge(range: &JsValue, name: &str, node: &Node, at: u32) {
    let method = js_sys::Reflect::get(range, &JsValue::from_str(name));
    if let Some(method) = method
        .ok()
        .and_then(|method| method.dyn_into::<js_sys::Function>().ok())
    {
        _ = method.call2(range, node, &JsValue::from(at));
    }
}
