//! Things that somebody has to answer for (clause 5.3).

use super::rule::Case;
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::text::diagnostic::Diagnostic;

/// A finding for each living document of a kind without an owner.
pub(super) fn ownerless(case: Case<'_>, rule: &'static str, kind: Kind) -> Vec<Diagnostic> {
    let documents = case.model.of_kind(kind);
    let living = documents.filter(|it| it.is_whole() && !is_over(it, case.as_of));
    living
        .filter(|document| document.node.get("owner").is_none())
        .map(|document| {
            let message = format!("the {} “{}” has no owner", kind.name(), document.title());
            let finding = document.finding(rule, "owner", message);
            finding.help("Add `owner:` with the id of a role or a person.")
        })
        .collect()
}
