//! The rule `scope-boundary-missing`.

use crate::model::Kind;
use crate::model::document::Whole;
use crate::model::schemas::compiled;
use crate::model::scope::{Boundaries, Scope};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The scope does not say where it ends, in one of the three ways.
    ///
    /// A scope has organizational boundaries (which entities and departments), physical ones (which
    /// places) and digital ones (which networks, systems and services). Where one is missing, an
    /// auditor cannot tell what belongs to the audit, and the certificate promises something vague.
    ///
    /// Describe all three in `boundaries`. If there are no premises, say that: how people work from
    /// home, and where the systems stand, is the physical boundary.
    ///
    /// ```yaml wrong
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// boundaries:
    ///   organizational: All departments of Example Ltd
    ///   digital: The production account and all laptops
    /// ```
    ///
    /// ```yaml right
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// boundaries:
    ///   organizational: All departments of Example Ltd
    ///   physical: The office at Mill Lane 3, up to its own door
    ///   digital: The production account and all laptops
    /// ```
    "scope-boundary-missing" in "context",
    clauses ["4.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let scope = case.model.one::<Scope>();
    scope.map(judge).unwrap_or_default()
}

fn judge(scope: Whole<'_, Scope>) -> Vec<Diagnostic> {
    let boundaries = scope.data.boundaries.as_ref();
    let given = |of: fn(&Boundaries) -> &Option<Box<str>>| {
        boundaries.is_some_and(|boundaries| of(boundaries).is_some())
    };
    let all = [
        ("organizational", given(|all| &all.organizational)),
        ("physical", given(|all| &all.physical)),
        ("digital", given(|all| &all.digital)),
    ];
    let absent = all.into_iter().filter(|(_, given)| !given);
    absent
        .map(|(field, _)| {
            let path = format!("boundaries.{field}");
            let message = format!("the scope does not say its {field} boundary");
            let finding = scope.finding(RULE.info.name, &path, message);
            let about = compiled(Kind::Scope).description(&path).unwrap_or_default();
            finding.help(format!("Add `{path}:` — {}.", about.trim_end_matches('.')))
        })
        .collect()
}
