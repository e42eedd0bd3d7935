//! The rule `modeline-missing`.

use crate::model::document::Document;
use crate::rules::modelines::{modeline, names_any, place, schema};
use crate::rules::rule::{Case, INFO, levels, rule};
use crate::text::diagnostic::Diagnostic;
use crate::text::edit::Edit;
use std::collections::BTreeMap;

rule! {
    /// A file does not tell editors the schema of its documents, which lies in `schemas/`.
    ///
    /// With the comment `# yaml-language-server: $schema=…` above a document, editors complete its
    /// fields, explain them and mark mistakes while they are typed. `isms new` writes it; in a file that
    /// was written by hand it is often forgotten.
    ///
    /// Add the comment; `isms fix` does, above each document of the file. Where `schemas/` has no schema
    /// of the kind (`isms schema --write` makes it), nothing is said, and Markdown needs no such comment.
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
    if !case.paths.exists("schemas") {
        return Vec::new();
    }
    let mut files: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in &case.model.documents {
        files.entry(&document.file.path).or_default().push(document);
    }
    let told = files
        .values()
        .filter_map(|documents| judge(case, documents));
    told.collect()
}

/// One finding for a file; its fix names the schema above each of its documents.
fn judge(case: Case<'_>, documents: &[&Document]) -> Option<Diagnostic> {
    let first = documents.first()?;
    if first.page.is_some() || names_any(&first.file) {
        return None;
    }
    let has_schema = |document: &&&Document| case.paths.exists(&schema(document.kind));
    let lacking: Vec<&&Document> = documents.iter().filter(has_schema).collect();
    let first = lacking.first()?;
    let schema = schema(first.kind);
    let message = format!("no comment tells editors that the schema is {schema}");
    let line = |document: &Document| modeline(&document.file.path, document.kind);
    let finding = first
        .finding(RULE.info.name, "kind", message)
        .help(format!("Write `{}` above it.", line(first).trim_end()));
    let edits = lacking.iter().map(|document| {
        let span = place(document)?;
        let text = line(document);
        Some(Edit { span, text })
    });
    let edits: Option<Vec<Edit>> = edits.collect();
    Some(match edits {
        Some(edits) => finding.fix_by("add the comment", true, edits),
        None => finding,
    })
}
