//! The rule `scope-exclusion-unjustified`.

use crate::model::scope::Scope;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The scope leaves something out and does not say why that may be left out.
    ///
    /// Whatever is left out must not be needed for what the ISMS promises. An auditor asks for the
    /// reason, and whether a risk from there can reach what is inside. `n/a` and the like are no
    /// reason.
    ///
    /// Write in `justification` why what is left out does not touch what is inside.
    ///
    /// ```yaml wrong
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// exclusions:
    ///   - what: The warehouse
    /// #         ^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// exclusions:
    ///   - what: The warehouse
    ///     justification: Another company runs it with its own staff and systems; none of our data is there.
    /// ```
    "scope-exclusion-unjustified" in "context",
    clauses ["4.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

/// What is written where somebody had no reason.
const HOLLOW: &[&str] = &[
    "n/a",
    "na",
    "none",
    "not applicable",
    "not relevant",
    "tbd",
    "todo",
    "-",
];

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(scope) = case.model.one::<Scope>() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, exclusion) in scope.data.exclusions.iter().enumerate() {
        let reason = exclusion.justification.as_deref();
        let reason = reason.map(|text| text.trim().trim_end_matches('.').to_lowercase());
        let (field, message) = match reason.as_deref() {
            None => (
                "what",
                format!(
                    "the scope leaves out {} and does not say why",
                    exclusion.what
                ),
            ),
            Some(text) if HOLLOW.contains(&text) => {
                let message = format!(
                    "`{text}` does not justify that the scope leaves out {}",
                    exclusion.what
                );
                ("justification", message)
            }
            Some(_) => continue,
        };
        let finding = scope.finding(
            RULE.info.name,
            &format!("exclusions[{at}].{field}"),
            message,
        );
        found.push(finding.help("Say in `justification` why it does not touch what is inside."));
    }
    found
}
