//! The rule `notification-without-evidence`.

use crate::assess::notification::all;
use crate::rules::incidents::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A notification was made, and nothing shows it.
    ///
    /// That an authority or a customer was told in time has to be proved by whoever was to tell (A.5.31). The
    /// receipt of the form, or the mail, is the proof, and it is hard to find two years later.
    ///
    /// Add a document of kind `evidence` for the receipt and name it in `evidence`.
    ///
    /// ```yaml wrong
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// notifications:
    ///   - obligation: gdpr
    ///     done: 2026-03-05T11:00:00+01:00
    /// #         ^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// notifications:
    ///   - obligation: gdpr
    ///     done: 2026-03-05T11:00:00+01:00
    ///     evidence: [minutes]
    /// ```
    "notification-without-evidence" in "incident",
    clauses ["A.5.28", "A.5.31", "7.5.3"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    all(case.model)
        .filter(|deadline| deadline.notification.evidence.is_empty())
        .filter_map(|deadline| {
            let done = deadline.done(case.as_of)?;
            let (to, incident) = (deadline.to(), name(deadline.incident));
            let message =
                format!("{to} was notified of {incident} on {done}, and no evidence shows it");
            let field = format!("{}.done", deadline.field());
            let finding = deadline.incident.finding(RULE.info.name, &field, message);
            let field = format!("{}.evidence", deadline.field());
            Some(finding.field(field).help("Name the receipt in `evidence`."))
        })
        .collect()
}
