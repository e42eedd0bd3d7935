//! The rule `organization-missing`.

use crate::model::Kind;
use crate::rules::absence::{absent, may_exist};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// There is no organization document.
    ///
    /// It says whose ISMS this is, which entities and sites there are, and which classification
    /// levels are used. Scope, classification and every printed header read it.
    ///
    /// Write one: `kind: organization` with the name, the entities, the sites and the
    /// classification levels.
    ///
    /// ```yaml wrong
    /// # without: organization
    /// kind: person
    /// id: ann
    /// name: Ann Moe
    /// ```
    ///
    /// ```yaml right
    /// # without: organization
    /// kind: organization
    /// name: Example Ltd
    /// ```
    "organization-missing" in "context",
    clauses ["4.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    if may_exist(case, Kind::Organization) {
        return Vec::new();
    }
    let finding = absent(case, RULE.info.name, "no document says whose ISMS this is");
    vec![finding.help("Write a document `kind: organization`.")]
}
