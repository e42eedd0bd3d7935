//! The content of a decision with the text of a policy taken apart under its headings.

use super::compare::Step;
use crate::assess::decision::What;
use crate::model::document::Document;
use crate::text::source::Span;
use serde_json::{Map, Value as Json};

/// The key under which the text of a policy enters its basis.
const BODY: &str = "body";

/// The key of the text that is taken apart, and the word for it.
const TEXT: &str = "text";

/// The content of a decision on one document, as it is compared: the text of a policy is a map of what
/// stands below each heading, with an empty key for what stands before the first.
pub(super) fn content(what: What, document: &Document) -> Json {
    let mut content = what.content(document).unwrap_or_default();
    if let (What::Policy, Some(fields)) = (what, content.as_object_mut()) {
        fields.remove(BODY);
        fields.insert(TEXT.to_owned(), Json::Object(sections(document)));
    }
    content
}

fn sections(document: &Document) -> Map<String, Json> {
    let headings = document.page.as_ref().map(|page| page.headings.as_slice());
    let prose = document.prose;
    let mut starts: Vec<(u32, &str)> = vec![(prose.start, "")];
    starts.extend(
        headings
            .unwrap_or_default()
            .iter()
            .map(|it| (it.span.start, it.text.as_str())),
    );
    let ends = starts
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([prose.end]);
    let mut sections = Map::new();
    for ((start, title), end) in starts.iter().zip(ends) {
        let text = document.file.slice(Span { start: *start, end });
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let text = lines.join("\n");
        if title.is_empty() && text.is_empty() {
            continue;
        }
        let mut name = (*title).to_owned();
        let mut count = 1;
        while sections.contains_key(&name) {
            count += 1;
            name = format!("{title} ({count})");
        }
        sections.insert(name, Json::String(text));
    }
    sections
}

/// The name of a part of the content of a decision.
pub(super) fn name(what: What, path: &[Step]) -> String {
    if let (What::Policy, [Step::Key(text), Step::Key(heading)]) = (what, path)
        && text == TEXT
    {
        return match heading.as_str() {
            "" => TEXT.to_owned(),
            heading => format!(
                "{TEXT} under \"{}\"",
                heading.chars().take(60).collect::<String>()
            ),
        };
    }
    let of_many = matches!(what, What::Soa | What::Rtp);
    let mut name = String::new();
    for (at, step) in path.iter().enumerate() {
        match step {
            Step::Item(item) => name.push_str(&format!("[{item}]")),
            Step::Key(key) => {
                name.push_str(match at {
                    0 => "",
                    1 if of_many => " ",
                    _ => ".",
                });
                name.push_str(key);
            }
        }
    }
    name
}
