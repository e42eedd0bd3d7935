//! XML, as much as a report of tests needs: elements with attributes that hold elements or text.

use super::super::visible::lines;

/// An element.
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    inner: Vec<Self>,
}

impl Element {
    /// An element with nothing in it.
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            text: String::new(),
            inner: Vec::new(),
        }
    }

    /// With an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// With text in it, and nothing else.
    pub(super) fn text(mut self, text: String) -> Self {
        self.text = text;
        self
    }

    /// With elements in it.
    pub(super) fn holding(mut self, inner: impl IntoIterator<Item = Self>) -> Self {
        self.inner.extend(inner);
        self
    }

    /// The whole document, whose root this is.
    pub(super) fn document(&self) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        let indent = "  ".repeat(depth);
        out.push_str(&format!("{indent}<{}", self.name));
        for (name, value) in &self.attributes {
            out.push_str(&format!(
                " {name}=\"{}\"",
                escaped(value).replace('\n', "&#10;")
            ));
        }
        if self.inner.is_empty() && self.text.is_empty() {
            out.push_str("/>\n");
            return;
        }
        out.push('>');
        out.push_str(&escaped(&self.text));
        if !self.inner.is_empty() {
            out.push('\n');
            for inner in &self.inner {
                inner.write(out, depth + 1);
            }
            out.push_str(&indent);
        }
        out.push_str(&format!("</{}>\n", self.name));
    }
}

/// Text that is text in elements and in attributes. XML 1.0 has no way to write control characters and
/// two others, so that those are shown by substitutes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_and_what_xml_forbids_is_replaced() {
        let hostile = "]]><a b=\"c\">&\u{0}\u{1b}\u{ffff}\n\u{202e}x'";
        let element = Element::new("e")
            .with("a", hostile)
            .text(hostile.to_owned());
        let text = "]]&gt;&lt;a b=&quot;c&quot;&gt;&amp;␀␛\u{fffd}\n\u{fffd}x'";
        let value = text.replace('\n', "&#10;");
        let written = element.document();
        let (_, body) = written.split_once('\n').unwrap();
        assert_eq!(body, format!("<e a=\"{value}\">{text}</e>\n"));
    }

    #[test]
    fn elements_stand_in_elements_and_an_empty_one_is_closed_at_once() {
        let inner = [Element::new("b"), Element::new("c").text("t".to_owned())];
        let written = Element::new("a").holding(inner).document();
        let (_, body) = written.split_once('\n').unwrap();
        assert_eq!(body, "<a>\n  <b/>\n  <c>t</c>\n</a>\n");
    }
}
