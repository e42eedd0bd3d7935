//! The rule `control-without-status`.

use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::{applicable, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An applicable control does not say how far it is implemented.
    ///
    /// Whether a necessary control is implemented is part of the Statement of Applicability (clause
    /// 6.1.3 d). Without a status the control counts for nothing when levels of risks are computed; a
    /// place without one counts as not started.
    ///
    /// Write `status: not-started`, `planned`, `partial` or `implemented`: what is true today, not what is
    /// hoped for at the audit.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// #           ^^^^
    /// reasons: [business]
    /// ```
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.7.4
    /// applicable: true
    /// reasons: [best-practice]
    /// implementations:
    ///   - where: office
    /// #   ^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: planned
    /// reasons: [business]
    /// ```
    "control-without-status" in "soa",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

const HELP: &str = "Add `status: not-started`, `planned`, `partial` or `implemented`.";

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (row, control) in applicable(case) {
        if row.status.is_none() {
            let message = format!("{} is applicable, but has no status", name(row));
            let mut finding = control.finding(RULE.info.name, "applicable", message);
            finding.field = Some("status".to_owned());
            found.push(finding.help(HELP));
        }
        let places = control.data.implementations.iter().enumerate();
        for (at, place) in places.filter(|(_, place)| place.status.is_none()) {
            let message = format!("{} has no status at `{}`", name(row), place.place.id());
            let field = format!("implementations[{at}].status");
            found.push(control.finding(RULE.info.name, &field, message).help(HELP));
        }
    }
    found
}
