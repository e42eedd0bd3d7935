//! The rule `no-internal-audit`.

use crate::model::Kind;
use crate::model::audit::{Audit, AuditType};
use crate::rules::rule::{Case, ERROR, INFO, levels, rule};
use crate::rules::{absence, records};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No internal audit has been held.
    ///
    /// A certification body does not begin Stage 2 before the organisation has audited itself at least
    /// once and management has looked at the result (clause 9.2.1).
    ///
    /// Plan the first audit well before Stage 1, hold it, and write down on which day (`held`), by whom
    /// and with what conclusion. Audits of suppliers and those of a certification body do not count.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2027-1
    /// title: First internal audit
    /// type: internal
    /// planned: 2027-02-01
    /// #        ^^^^^^^^^^
    /// ---
    /// kind: audit
    /// id: hoster-2026
    /// title: Visit to the hosting provider
    /// type: supplier
    /// supplier: hoster
    /// held: 2026-05-06
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: First internal audit
    /// type: internal
    /// held: 2026-09-15
    /// ```
    "no-internal-audit" in "audit",
    clauses ["9.2.1"],
    levels levels(INFO, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let audits = case.model.all::<Audit>();
    let internal: Vec<_> = audits
        .filter(|audit| audit.data.audit_type == AuditType::Internal)
        .collect();
    let held = internal.iter().any(|audit| audit.data.is_held(case.as_of));
    if held || absence::may_be_unread(case.model, Kind::Audit) {
        return Vec::new();
    }
    let planned = internal.iter().filter(|audit| audit.data.planned.is_some());
    let finding = match planned.min_by_key(|audit| audit.data.planned) {
        Some(audit) => {
            let name = records::name(audit.document);
            let message = format!("no internal audit has been held; the first planned is {name}");
            audit.finding(RULE.info.name, "planned", message)
        }
        None => absence::absent(case, RULE.info.name, "no internal audit has been held")
            .subject("audit"),
    };
    vec![finding.help("Hold one, and record it as an `audit` of type `internal` with `held`.")]
}
