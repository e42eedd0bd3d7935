//! The rule `audit-overdue`.

use crate::model::audit::Audit;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An audit was planned for a day that has passed, and is not recorded as held.
    ///
    /// The programme is carried out as planned, or planned anew (clause 9.2.2). An audit that silently
    /// did not take place is what an auditor finds first when comparing the plan with the reports.
    ///
    /// Record the day on which it was `held`, or move `planned` and note the reason. An audit that will
    /// not take place is taken out of the plan.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-2
    /// title: Audit of development
    /// type: internal
    /// planned: 2026-10-05
    /// #        ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-2
    /// title: Audit of development
    /// type: internal
    /// planned: 2026-11-20
    /// ---
    /// kind: audit
    /// id: audit-2026-1
    /// title: Audit of operations
    /// type: internal
    /// planned: 2026-03-05
    /// held: 2026-03-12
    /// ```
    "audit-overdue" in "audit",
    clauses ["9.2.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let audits = case.model.all::<Audit>();
    let open = audits.filter(|audit| !audit.data.is_held(case.as_of));
    let overdue = open.filter_map(|audit| {
        let planned = audit.data.planned.filter(|day| *day < case.as_of)?;
        let name = name(audit.document);
        let message = format!("{name} was planned for {planned} and is not recorded as held");
        let finding = audit.finding(RULE.info.name, "planned", message);
        Some(finding.help("Write `held` with the day, or another day in `planned`."))
    });
    overdue.collect()
}
