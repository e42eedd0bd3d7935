//! The rule `internal-audit-overdue`.

use crate::model::document::Also;
use crate::model::programme::Programme;
use crate::rules::audits::latest_internal_audit;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No internal audit was held within the frequency of the programme.
    ///
    /// Clause 9.2.1 asks for internal audits at planned intervals, and the organisation has set the
    /// interval itself, in the programme. A certification body reads a missed audit as an ISMS that
    /// runs by itself.
    ///
    /// Hold the audit. If the interval is not realistic, change `frequency` and have the programme
    /// approved again. A day due is still in time.
    ///
    /// ```yaml wrong
    /// kind: programme
    /// frequency: 12m
    /// ---
    /// kind: audit
    /// id: audit-2025-1
    /// title: Internal audit of 2025
    /// type: internal
    /// held: 2025-10-14
    /// #     ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// # as-of: 2026-10-14
    /// kind: programme
    /// frequency: 12m
    /// ---
    /// kind: audit
    /// id: audit-2025-1
    /// title: Internal audit of 2025
    /// type: internal
    /// held: 2025-10-14
    /// ```
    "internal-audit-overdue" in "audit",
    clauses ["9.2.1", "9.2.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    judge(case).into_iter().collect()
}

fn judge(case: Case<'_>) -> Option<Diagnostic> {
    let programme = case.model.one::<Programme>()?;
    let frequency = programme.data.frequency?;
    let (audit, held) = latest_internal_audit(case)?;
    let due = frequency.after(held);
    if due >= case.as_of {
        return None;
    }
    let message = format!(
        "the next internal audit was due on {due}: the latest, {}, was held on {held}",
        name(audit.document)
    );
    let finding = audit.finding(RULE.info.name, "held", message);
    let said = format!("every {frequency}");
    let finding = finding.also(programme.document, "frequency", said);
    Some(finding.help("Hold an internal audit, and record it with `held`."))
}
