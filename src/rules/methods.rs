//! The defects of the risk method, as the rules of its family report them.

use super::rule::Case;
use crate::assess::method::{DefectKind, defects};
use crate::model::risk_method::RiskMethod;
use crate::text::diagnostic::Diagnostic;

/// A finding of a rule for each defect of one kind.
pub(crate) fn defects_of(
    case: Case<'_>,
    rule: &'static str,
    kind: DefectKind,
    help: &str,
) -> Vec<Diagnostic> {
    let Some(method) = case.model.one::<RiskMethod>() else {
        return Vec::new();
    };
    let found = defects(method.data)
        .into_iter()
        .filter(|defect| defect.kind == kind);
    found
        .map(|defect| {
            method
                .finding(rule, &defect.field, defect.message)
                .help(help)
        })
        .collect()
}
