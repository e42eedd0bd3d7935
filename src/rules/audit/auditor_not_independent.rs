//! The rule `auditor-not-independent`.

use crate::assess::independence::{Independence, Tie, independence};
use crate::model::Kind;
use crate::model::audit::{Audit, AuditType};
use crate::model::document::{Also, Whole};
use crate::model::programme::Programme;
use crate::rules::absence;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::listed;
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::Histories;

rule! {
    /// An auditor looks at their own work.
    ///
    /// Nobody sees their own mistakes, so auditors are chosen to be objective and impartial (clause
    /// 9.2.2 b). Who owns a control in scope, a risk that it treats or a policy that puts it into
    /// words, has tested it not long before, or holds a role that answers for a clause in scope, is
    /// not. What counts is who owned it on the day of the audit. Nor is who wrote such a policy, the scope or
    /// the risk method within `independence` of the programme, which the authors of commits tell unless the
    /// stage is `building`.
    ///
    /// Let somebody else audit that part, in a small organisation a colleague from another team or a
    /// person from outside; or divide the audit, so that each part has an auditor of its own. An audit
    /// that is older than the cycle of the programme is no longer looked at.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// auditors: [jane]
    /// #          ^^^^
    /// scope: {controls: [A.8.5]}
    /// ```
    ///
    /// ```yaml wrong
    /// kind: role
    /// id: isms-manager
    /// title: ISMS manager
    /// clauses: ["6.1.2"]
    /// holders:
    ///   - {person: bob, from: 2026-01-01}
    /// ---
    /// kind: audit
    /// id: audit-2026-2
    /// title: Audit of risk management
    /// type: internal
    /// planned: 2026-12-01
    /// auditors: [bob]
    /// #          ^^^
    /// scope: {clauses: ["6"]}
    /// ```
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// # history: policy/access 1.0 draft jane@x.example
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// owner: bob
    /// controls: [A.5.15]
    /// ---
    /// Everybody gets the rights that the work asks for.
    /// # file: isms/audits/access.yaml
    /// kind: audit
    /// id: audit-2026-3
    /// title: Audit of access
    /// type: internal
    /// planned: 2026-12-01
    /// auditors: [jane]
    /// #          ^^^^
    /// scope: {controls: [A.5.15]}
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// auditors: [bob]
    /// scope: {clauses: ["6"], controls: [A.8.5]}
    /// ```
    "auditor-not-independent" in "audit",
    clauses ["9.2.2", "A.5.35"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let audits = case.model.all::<Audit>();
    let internal = audits.filter(|audit| audit.data.audit_type == AuditType::Internal);
    let recent = internal.filter(|audit| is_recent(case, audit.data));
    let histories = match case.proofs.judge_histories {
        true => &case.proofs.histories,
        false => &Histories::NotSought,
    };
    recent
        .flat_map(|audit| {
            let auditors = independence(case.model, audit, case.as_of, histories);
            let tied = auditors.into_iter().filter(|one| !one.ties.is_empty());
            tied.map(move |one| report(case, audit, &one))
        })
        .collect()
}

/// Whether an audit is to be held, or was within the cycle; without a cycle every one counts, and with
/// one that cannot be read none that was held.
fn is_recent(case: Case<'_>, audit: &Audit) -> bool {
    let programme = case.model.one::<Programme>();
    let cycle = programme.and_then(|programme| programme.data.cycle);
    match (audit.held, cycle) {
        (None, _) => true,
        (Some(held), Some(cycle)) => cycle.after(held) >= case.as_of,
        (Some(_), None) => !absence::may_be_unread(case.model, Kind::Programme),
    }
}

fn report(case: Case<'_>, audit: Whole<'_, Audit>, one: &Independence<'_>) -> Diagnostic {
    let person = case.model.find(Kind::Person, one.auditor);
    let auditor = person.map_or(one.auditor, |person| person.title());
    let why: Vec<String> = one.ties.iter().map(|tie| tie.why.clone()).collect();
    let message = format!(
        "{auditor} is not independent of the scope of {}: {auditor} {}",
        name(audit.document),
        listed(&why)
    );
    let field = format!("auditors[{}]", one.index);
    let finding = audit.finding(RULE.info.name, &field, message);
    let also = |finding: Diagnostic, tie: &Tie<'_>| {
        finding.also(tie.document, &tie.field, tie.why.clone())
    };
    let finding = one.ties.iter().fold(finding, also);
    finding.help("Let somebody else audit this part, or take it out of the scope.")
}
