//! The rule `falls-due`.

use crate::assess::due;
use crate::rules::rule::{Case, INFO, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Something falls due within the time that was asked about.
    ///
    /// This is no defect. `isms check --horizon 90d` shows, beside what is wrong, what will be wrong in
    /// 90 days if nobody acts: reviews, actions, ends of acceptances and approvals, tests, measurements,
    /// records that stop counting, certificates, audits. Without `--horizon` the rule is silent. What is
    /// overdue already is told by the rule about it, such as `review-overdue`, and not repeated here.
    ///
    /// Do it before its day, or set another day while that is still a decision. `isms calendar` gives
    /// the same list for people and for calendars.
    ///
    /// ```yaml wrong
    /// # horizon: 2026-12-20
    /// kind: supplier
    /// id: mailer
    /// title: Mail service
    /// review:
    ///   every: 12m
    /// #        ^^^
    ///   done:
    ///     - {by: jane, on: 2025-12-01}
    /// ```
    ///
    /// ```yaml right
    /// # horizon: 2026-12-20
    /// kind: supplier
    /// id: mailer
    /// title: Mail service
    /// review:
    ///   every: 12m
    ///   done:
    ///     - {by: jane, on: 2025-12-21}
    /// ```
    "falls-due" in "lifecycle",
    clauses ["9.1"],
    levels levels(INFO, INFO, INFO),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(horizon) = case.horizon else {
        return Vec::new();
    };
    let all = due::all(case.model, case.assessment).into_iter();
    let ahead = all.filter(|due| case.as_of <= due.on && due.on <= horizon);
    ahead
        .map(|due| {
            let message = format!("due on {}: {}", due.on, due.summary);
            let finding = due.document.finding(RULE.info.name, &due.field, message);
            match &due.owner {
                Some(owner) => finding.help(format!("It is for {owner} to see to it.")),
                None => finding.help("Name an `owner` who sees to it."),
            }
        })
        .collect()
}
