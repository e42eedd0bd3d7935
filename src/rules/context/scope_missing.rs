//! The rule `scope-missing`.

use crate::model::Kind;
use crate::rules::absence::{absent, may_exist};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The scope of the ISMS is not written down.
    ///
    /// The scope is the first document that an auditor reads and the text that stands on the
    /// certificate (4.3). Everything else is judged against it: which assets belong to the
    /// register, which sites are visited.
    ///
    /// Write a document `kind: scope` with the statement, the boundaries, the sites and services,
    /// and the interfaces to what lies outside.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// ```
    "scope-missing" in "context",
    clauses ["4.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    if may_exist(case, Kind::Scope) {
        return Vec::new();
    }
    let finding = absent(
        case,
        RULE.info.name,
        "the scope of the ISMS is not written down",
    );
    vec![finding.help("Write a document `kind: scope`.")]
}
