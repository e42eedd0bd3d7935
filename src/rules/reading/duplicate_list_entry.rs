//! The rule `duplicate-list-entry`.

use crate::assess::effect::bare;
use crate::model::Kind;
use crate::model::document::Document;
use crate::rules::rule::{ERROR, WARNING, each, levels, rule};
use crate::syntax::node::{Entry, Node};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::collections::HashMap;

rule! {
    /// The same thing stands twice in a list.
    ///
    /// Twice the same control in a treatment takes its effect off the risk twice; twice the same
    /// dependency, test or requirement leaves open which of the two holds. Where it changes no
    /// number, it is still a sign of a merge that went wrong.
    ///
    /// Remove one of the two.
    ///
    /// `isms fix` removes the second where it says no more than the first.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// assets: [laptops, laptops]
    /// #                 ^^^^^^^
    /// inherent: {likelihood: 4, impact: 3}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.24, reduces: {impact: 1}}
    ///     - {control: A.8.5, reduces: {impact: 1}}
    ///     - {control: A.8.24, reduces: {impact: 1}}
    /// #               ^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// assets: [laptops]
    /// inherent: {likelihood: 4, impact: 3}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.24, reduces: {impact: 1}}
    ///     - {control: A.8.5, reduces: {impact: 1}}
    /// ```
    "duplicate-list-entry" in "reading",
    clauses ["7.5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix true,
    each each(told);
}

/// Lists of maps in which one key says what an item is about; it stands there once. Ids that share a
/// space with others are judged with those.
const KEYED: &[(&str, &str)] = &[
    ("controls", "control"),
    ("depends_on", "asset"),
    ("requirements", "id"),
    ("implementations", "where"),
    ("actions", "id"),
    ("levels", "id"),
];

fn told(document: &Document) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in document.node.entries() {
        look(document, entry, &mut found);
    }
    found
}

/// Looks at the value of a key, and at everything in it.
fn look(document: &Document, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let items = entry.value.items();
    if items.len() > 1 {
        let keyed = KEYED.iter().find(|(list, _)| *list == &*entry.key);
        // Actions of treatments have ids among all actions: `duplicate-id` finds those.
        let elsewhere = &*entry.key == "actions" && document.kind == Kind::Risk;
        let key = keyed.filter(|_| !elsewhere).map(|(_, key)| *key);
        repeated(document, &entry.key, items, key, found);
    }
    for inner in items.iter().chain([&entry.value]).flat_map(Node::entries) {
        look(document, inner, found);
    }
}

fn repeated(
    document: &Document,
    list: &str,
    items: &[Node],
    key: Option<&str>,
    found: &mut Vec<Diagnostic>,
) {
    let mut seen: HashMap<&str, Span> = HashMap::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let Some(value) = item.text().map(|_| item).or_else(|| item.get(key?)) else {
            continue;
        };
        let Some(name) = value.text().map(bare) else {
            continue;
        };
        let Some(first) = seen.get(name) else {
            seen.insert(name, value.span);
            continue;
        };
        let message = format!("`{name}` stands twice in `{list}`");
        let finding = document
            .finding_at(RULE.info.name, value.span, message)
            .field(document.node.path_to(value.span))
            .label(&document.file.path, *first, "first here")
            .help("Remove one of the two.");
        let gone = item
            .text()
            .and_then(|_| with_separator(document, &items[at - 1], item));
        found.push(match gone {
            Some(span) => finding.fix(format!("remove the second `{name}`"), true, span, ""),
            None => finding,
        });
    }
}

/// An item with what separates it from the one before, if that is no more than layout.
fn with_separator(document: &Document, before: &Node, item: &Node) -> Option<Span> {
    let between = Span {
        start: before.span.end,
        end: item.span.start,
    };
    let layout = |c: char| c.is_whitespace() || matches!(c, ',' | '-');
    let plain = document.file.slice(between).chars().all(layout);
    (plain && !document.file.slice(item.span).contains('\n')).then_some(Span {
        start: between.start,
        end: item.span.end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reading;
    use crate::text::edit::{Edit, apply};
    use crate::text::source::SourceFile;
    use std::sync::Arc;

    /// The text once every fix is applied, and how many findings have none.
    fn fixed(fields: &str) -> (String, usize) {
        let text = format!("kind: asset\nid: a\ntitle: A\ntype: software\n{fields}");
        let file = Arc::new(SourceFile::new("a.yaml", text.as_str()));
        let content = Arc::clone(&reading::read("a.yaml", &text).documents[0]);
        let document = Document::new(file, content);
        let found = told(&document);
        let fixes = found.iter().flat_map(|finding| &finding.fixes);
        let edits: Vec<Edit> = fixes.map(|fix| fix.edits[0].edit.clone()).collect();
        let text = apply(&text, &edits).unwrap();
        let without = found.iter().filter(|finding| finding.fixes.is_empty());
        let fields = text.split_once("software\n").unwrap().1.to_owned();
        (fields, without.count())
    }

    #[test]
    fn the_fix_removes_an_entry_with_its_separator_and_nothing_else() {
        let flow = fixed("tags: [a, b, a, 'a', c]  # known\n");
        assert_eq!(flow, ("tags: [a, b, c]  # known\n".to_owned(), 0));
        let block = fixed("tags:\n  - a\n  - b\n  - a\nnotes: x\n");
        assert_eq!(block, ("tags:\n  - a\n  - b\nnotes: x\n".to_owned(), 0));
    }

    #[test]
    fn an_entry_with_a_comment_of_its_own_is_left_to_a_person() {
        let text = "tags:\n  - a\n  # since the audit\n  - a\n";
        assert_eq!(fixed(text), (text.to_owned(), 1));
    }
}
