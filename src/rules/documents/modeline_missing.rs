//! The rule `modeline-missing`.

use crate::model::document::Document;
use crate::rules::modelines::{modeline, named, place, schema};
use crate::rules::rule::{Case, INFO, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A document does not tell editors its schema, which lies in `schemas/`.
    ///
    /// With the comment `# yaml-language-server: $schema=…` above a document, editors complete its
    /// fields, explain them and mark mistakes while they are typed. `isms new` writes it; in a document
    /// that was written by hand or copied it is often forgotten.
    ///
    /// Add the comment; `isms fix` does. Where `schemas/` has no schema of the kind (`isms schema
    /// --write` makes it), nothing is said, and Markdown needs no such comment.
    ///
    /// ```yaml wrong
    /// kind: person
    /// #     ^^^^^^
    /// id: ann
    /// name: Ann
    /// # file: schemas/person.schema.json
    /// {}
    /// ```
    ///
    /// ```yaml right
    /// # yaml-language-server: $schema=../schemas/person.schema.json
    /// kind: person
    /// id: ann
    /// name: Ann
    /// # file: schemas/person.schema.json
    /// {}
    /// ```
    "modeline-missing" in "documents",
    clauses ["7.5.2"],
    levels levels(INFO, INFO, INFO),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let documents = case.model.documents.iter();
    let yaml = documents.filter(|document| document.page.is_none());
    yaml.filter_map(|document| judge(case, document)).collect()
}

fn judge(case: Case<'_>, document: &Document) -> Option<Diagnostic> {
    let schema = schema(document.kind);
    if !case.paths.exists(&schema) || named(document).is_some() {
        return None;
    }
    let message = format!("no comment tells editors that the schema is {schema}");
    let line = modeline(&document.file.path, document.kind);
    let finding = document
        .finding(RULE.info.name, "kind", message)
        .help(format!("Write `{}` above it.", line.trim_end()));
    Some(match place(document) {
        Some(place) => finding.fix("add the comment", true, place, line),
        None => finding,
    })
}
