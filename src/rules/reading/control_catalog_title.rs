//! The rule `control-catalog-title`.

use crate::model::catalog::ANNEX_A;
use crate::model::control::Control;
use crate::model::document::{Document, Whole};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::schema::near_miss;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;

rule! {
    /// A control of the catalog has a title of its own, or an own control has none.
    ///
    /// The titles of Annex A come with the catalog, so that they are right in every report; a
    /// second one beside the id can only differ. A control of your own has no other place for its
    /// name.
    ///
    /// Remove the title of a catalog control: how you do it belongs in `implementation`, what a
    /// reader should know in `description`. Give an own control a title.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.24
    /// title: Encryption
    /// #      ^^^^^^^^^^
    /// applicable: true
    /// ---
    /// kind: control
    /// id: OWN-1
    /// #   ^^^^^
    /// applicable: true
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.24
    /// applicable: true
    /// ---
    /// kind: control
    /// id: OWN-1
    /// title: Two people for every payout
    /// applicable: true
    /// ```
    "control-catalog-title" in "reading",
    clauses ["6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let controls = case.model.all::<Control>();
    controls
        .filter_map(|control| judge(control, case.model.index.catalog_title(control.doc_id())))
        .collect()
}

fn judge(control: Whole<'_, Control>, known: Option<&str>) -> Option<Diagnostic> {
    let id = control.doc_id();
    match (known, &control.data.title) {
        (Some(known), Some(title)) => {
            let message = format!("{id} is called {known} in the catalog; this title says {title}");
            let finding = control
                .finding(RULE.info.name, "title", message)
                .help("Remove the title; it comes with the catalog.");
            let same = known.eq_ignore_ascii_case(title);
            Some(match line_of(control.document) {
                Some(line) => finding.fix("remove the title", same, line, ""),
                None => finding,
            })
        }
        (None, None) if !ANNEX_A.claims(id) && !id.contains(':') => {
            let message = format!("{id} is no control of Annex A and has no title");
            let finding = control.finding(RULE.info.name, "title", message);
            let near = near_miss::control(id).filter(|form| ANNEX_A.control(form).is_some());
            Some(match near {
                Some(near) => {
                    finding.help(format!("Did you mean `{near}`? Otherwise add `title:`."))
                }
                None => finding.help("Add `title:`, or correct the id."),
            })
        }
        _ => None,
    }
}

/// The whole line of the title, if nothing else stands on it.
fn line_of(control: &Document) -> Option<Span> {
    let entry = control.node.entry("title")?;
    let text = &control.file.text;
    let (from, to) = (entry.key_span.range().start, entry.value.span.range().end);
    let start = text.get(..from)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text
        .get(to..)?
        .find('\n')
        .map_or(text.len(), |at| to + at + 1);
    let alone = text.get(start..from)?.trim().is_empty() && text.get(to..end)?.trim().is_empty();
    (alone && !text.get(from..to)?.contains('\n')).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reading;
    use crate::text::source::SourceFile;
    use std::sync::Arc;

    fn line(text: &str) -> Option<String> {
        let file = Arc::new(SourceFile::new("a.yaml", text));
        let content = Arc::clone(&reading::read("a.yaml", text).documents[0]);
        let document = Document::new(file, content);
        line_of(&document).map(|span| document.file.slice(span).to_owned())
    }

    #[test]
    fn only_a_title_that_has_its_line_for_itself_can_be_removed() {
        let own = "kind: control\nid: A.5.1\ntitle: Policies\napplicable: true\n";
        assert_eq!(line(own).as_deref(), Some("title: Policies\n"));
        let noted = "kind: control\nid: A.5.1\ntitle: Policies # ours\n";
        assert_eq!(line(noted), None);
        assert_eq!(line("{kind: control, id: A.5.1, title: Policies}\n"), None);
    }
}
