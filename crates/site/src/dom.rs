//! Reading HTML that the generator has written: parsed as browsers parse it, then walked.

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

/// What is met on the way through a document.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'a> {
    /// An element begins.
    Open(&'a Element),
    /// Text, with its entities decoded.
    Text(&'a str),
    /// An element ends.
    Close(&'a Element),
}

/// The pieces of a document in order, without the elements named `left_out` and what is in them.
pub fn pieces<'a>(html: &'a Html, left_out: &[&str]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut inside_left_out = None;
    for edge in html.root_element().traverse() {
        match (edge, inside_left_out) {
            (Edge::Close(node), Some(id)) if node.id() == id => inside_left_out = None,
            (_, Some(_)) => {}
            (Edge::Open(node), None) => match node.value() {
                Node::Text(text) => pieces.push(Piece::Text(text)),
                Node::Element(element) if left_out.contains(&element.name()) => {
                    inside_left_out = Some(node.id());
                }
                Node::Element(element) => pieces.push(Piece::Open(element)),
                _ => {}
            },
            (Edge::Close(node), None) => {
                if let Node::Element(element) = node.value() {
                    pieces.push(Piece::Close(element));
                }
            }
        }
    }
    pieces
}

/// All elements of a document.
pub fn elements(html: &Html) -> impl Iterator<Item = &Element> {
    let elements = html.root_element().descendent_elements();
    elements.map(|element| element.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_takes_its_content_with_it() {
        let html = Html::parse_fragment("<p>a <sup><a>1</a><sup>2</sup></sup>&amp; b</p>");
        let text: String = pieces(&html, &["sup"])
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(text, "a & b");
        let opened = pieces(&html, &[]);
        let opened = opened
            .iter()
            .filter(|piece| matches!(piece, Piece::Open(_)));
        assert_eq!(opened.count(), elements(&html).count());
    }
}
