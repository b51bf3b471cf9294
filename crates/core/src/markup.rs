//! HTML and SVG as text, for the picture of a result and the line of reading marks. Whatever is not
//! written in the source is escaped.

/// A piece of HTML in the making.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup {
    html: String,
    /// The last tag is still open for attributes.
    in_tag: bool,
}

impl Markup {
    /// An empty piece.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens an element; [`Markup::attribute`] may follow.
    pub fn open(&mut self, tag: &'static str) -> &mut Self {
        self.end_tag();
        self.html.push('<');
        self.html += tag;
        self.in_tag = true;
        self
    }

    /// Adds an attribute to the element that was just opened.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.html.push(' ');
        self.html += name;
        self.html += "=\"";
        self.escaped(value);
        self.html.push('"');
        self
    }

    /// Adds an attribute that is a whole number.
    pub fn number(&mut self, name: &'static str, value: i32) -> &mut Self {
        self.attribute(name, &value.to_string())
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.end_tag();
        self.escaped(text);
        self
    }

    /// Closes an element.
    pub fn close(&mut self, tag: &'static str) -> &mut Self {
        self.end_tag();
        self.html += "</";
        self.html += tag;
        self.html.push('>');
        self
    }

    /// The HTML.
    pub fn into_html(mut self) -> String {
        self.end_tag();
        self.html
    }

    fn end_tag(&mut self) {
        if self.in_tag {
            self.html.push('>');
            self.in_tag = false;
        }
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '<' => self.html += "&lt;",
                '>' => self.html += "&gt;",
                '&' => self.html += "&amp;",
                '"' => self.html += "&quot;",
                c => self.html.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_nest_and_text_is_escaped() {
        let mut markup = Markup::new();
        markup
            .open("p")
            .attribute("title", "a \"b\" <c>")
            .text("1 < 2 & ")
            .open("b")
            .text("</p>")
            .close("b")
            .close("p");
        assert_eq!(
            markup.into_html(),
            "<p title=\"a &quot;b&quot; &lt;c&gt;\">1 &lt; 2 &amp; <b>&lt;/p&gt;</b></p>"
        );
    }

    #[test]
    fn an_element_without_content_is_whole() {
        let mut markup = Markup::new();
        markup.open("rect").number("width", -3).close("rect");
        assert_eq!(markup.into_html(), "<rect width=\"-3\"></rect>");
    }
}
