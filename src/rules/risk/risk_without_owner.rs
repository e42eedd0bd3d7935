//! The rule `risk-without-owner`.

use crate::model::document::Whole;
use crate::model::risk::Risk;
use crate::rules::risks::living;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk has no risk owner.
    ///
    /// Clause 6.1.2 c asks for the owners of all risks. The owner approves the treatment plan and
    /// accepts what remains; without one nobody can, and the plan never becomes valid.
    ///
    /// Name the person or the role that has the authority to decide on the risk and answers for it,
    /// usually where the loss would be felt, not whoever keeps the register.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// #   ^^^
    /// title: A laptop is stolen
    /// assets: [laptops]
    /// threat: theft
    /// vulnerability: laptops are carried around
    /// affects: [confidentiality]
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// assets: [laptops]
    /// threat: theft
    /// vulnerability: laptops are carried around
    /// affects: [confidentiality]
    /// owner: jane
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    "risk-without-owner" in "risk",
    clauses ["6.1.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case)
        .map(|living| living.risk)
        .filter(|risk| risk.data.owner.is_none())
        .map(report)
        .collect()
}

fn report(risk: Whole<'_, Risk>) -> Diagnostic {
    let message = format!("{} “{}” has no risk owner", risk.doc_id(), risk.data.title);
    risk.finding(RULE.info.name, "owner", message)
        .help("Add `owner:` with the id of a person or a role.")
}
