//! The rule `scope-exclusion-unjustified`.

use crate::model::scope::Scope;
use crate::rules::hollow;
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

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(scope) = case.model.one::<Scope>() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, exclusion) in scope.data.exclusions.iter().enumerate() {
        let what = &exclusion.what;
        let (field, message) = match exclusion.justification.as_deref() {
            None => (
                "what",
                format!("the scope leaves out “{what}” and does not say why"),
            ),
            Some(text) => {
                let Some(why) = hollow::why(text, what) else {
                    continue;
                };
                let message = format!(
                    "the reason why the scope leaves out “{what}” is “{text}”, which {why}"
                );
                ("justification", message)
            }
        };
        let path = format!("exclusions[{at}].{field}");
        let finding = scope.finding(RULE.info.name, &path, message);
        found.push(finding.help("Say in `justification` why it does not touch what is inside."));
    }
    found
}
