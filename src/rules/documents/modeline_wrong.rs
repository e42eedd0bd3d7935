//! The rule `modeline-wrong`.

use crate::model::Kind;
use crate::model::document::Document;
use crate::rules::modelines::{named, schema, schema_from};
use crate::rules::policies::destination;
use crate::rules::rule::{Case, INFO, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The comment for editors names the schema of another kind, or one that does not lie there.
    ///
    /// An editor then marks right fields as wrong and proposes those of another kind, or says nothing
    /// at all. It happens when a document is copied, or moved to another folder.
    ///
    /// Correct the path in `# yaml-language-server: $schema=…`, which counts from the folder of the
    /// document; `isms fix` does. An address on the network and a schema of your own are left alone.
    ///
    /// ```yaml wrong
    /// # yaml-language-server: $schema=../schemas/role.schema.json
    /// #                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// kind: person
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
    "modeline-wrong" in "documents",
    clauses ["7.5.2"],
    levels levels(INFO, INFO, INFO),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    if !case.paths.exists("schemas") {
        return Vec::new();
    }
    let documents = case.model.documents.iter();
    documents
        .filter_map(|document| judge(case, document))
        .collect()
}

fn judge(case: Case<'_>, document: &Document) -> Option<Diagnostic> {
    let right = schema(document.kind);
    let (written, span) = named(document)?;
    let leads = destination(document, written).map(|to| to.path);
    let name = written.rsplit('/').next().unwrap_or_default();
    let meant = Kind::ALL
        .iter()
        .find(|kind| schema(**kind) == format!("schemas/{name}"))?;
    let elsewhere = written.contains("://") || !case.paths.exists(&right);
    if elsewhere || leads.as_ref() == Some(&right) {
        return None;
    }
    let path = schema_from(&document.file.path, document.kind);
    let message = match *meant == document.kind {
        false => format!(
            "the comment for editors names the schema of kind `{}`, and this is kind `{}`",
            meant.name(),
            document.kind.name()
        ),
        true => format!(
            "the comment for editors names `{written}`, but from this file the schema is `{path}`"
        ),
    };
    let finding = document.finding_at(RULE.info.name, span, message);
    Some(finding.help(format!("Write `$schema={path}`.")).fix(
        format!("write `{path}`"),
        true,
        span,
        path,
    ))
}
