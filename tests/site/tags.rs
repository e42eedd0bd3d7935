//! The tags of a page, as a browser would split them: enough of HTML to find what must not be there.

/// A tag that opens, with its attributes.
#[derive(Debug)]
pub(crate) struct Tag {
    /// Its name.
    pub(crate) name: String,
    /// Names and values of its attributes.
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Every tag that opens, outside `<style>`.
pub(crate) fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let tag = tag(&mut rest);
        if tag.name == "style" {
            rest = &rest[rest.find("</style>").unwrap()..];
        }
        tags.push(tag);
    }
    tags
}

fn tag(rest: &mut &str) -> Tag {
    let name = take(rest, |c| c.is_whitespace() || matches!(c, '>' | '/'));
    let mut attributes = Vec::new();
    loop {
        *rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return Tag { name, attributes };
        }
        let key = take(rest, |c| c.is_whitespace() || matches!(c, '=' | '>'));
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after.chars().next().unwrap();
            assert!(quote == '"', "{key}: values are quoted");
            *rest = &after[1..];
            value = take(rest, |c| c == quote);
            *rest = &rest[1..];
        }
        attributes.push((key, text(&value)));
    }
}

fn take(rest: &mut &str, ends: impl Fn(char) -> bool) -> String {
    let at = rest.find(ends).unwrap_or(rest.len());
    let (taken, left) = rest.split_at(at);
    *rest = left;
    taken.to_owned()
}

fn text(escaped: &str) -> String {
    let known = [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    let mut text = escaped.to_owned();
    for (entity, character) in known {
        text = text.replace(entity, character);
    }
    text
}
