//! The content of a decision with the text of a policy taken apart under its headings.

use super::compare::{Difference, Step};
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

/// Blank lines between sections belong to none, for a section that follows would change the last one.
fn sections(document: &Document) -> Map<String, Json> {
    let headings = document.page.as_ref().map(|page| page.headings.as_slice());
    let headings = headings.unwrap_or_default();
    let prose = document.prose;
    let titles = std::iter::once("").chain(headings.iter().map(|it| it.text.as_str()));
    let starts = std::iter::once(prose.start).chain(headings.iter().map(|it| it.span.end));
    let ends = headings.iter().map(|it| it.span.start).chain([prose.end]);
    let mut sections = Map::new();
    for ((title, start), end) in titles.zip(starts).zip(ends) {
        let text = document.file.slice(Span { start, end });
        let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
        if title.is_empty() && lines.is_empty() {
            continue;
        }
        sections.insert(free(title, &sections), Json::String(lines.join("\n")));
    }
    sections
}

/// A title, with a number when it is there already.
fn free(title: &str, taken: &Map<String, Json>) -> String {
    let numbered = (2..).map(|count| format!("{title} ({count})"));
    let mut names = std::iter::once(title.to_owned()).chain(numbered);
    let name = names.find(|name| !taken.contains_key(name));
    name.expect("internal error: numbers do not end")
}

/// What differs when no section does: the text of a policy, in blank lines or in marks of headings.
pub(super) fn marks() -> Difference {
    Difference {
        path: vec![Step::Key(TEXT.to_owned())],
        from: None,
        to: None,
    }
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
