//! The rule `implementation-status-differs`.

use crate::assess::effect::{Controls, word};
use crate::model::document::Also;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::rules::statement::{applicable, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The status of a control is not that of its weakest place.
    ///
    /// A control that is described place by place is as far implemented as where it is weakest, and that
    /// is what the Statement of Applicability shows (clause 6.1.3 d). A better status written beside it
    /// would tell its readers otherwise.
    ///
    /// Delete `status`, since it follows from `implementations`, or correct the place that is wrong.
    ///
    /// `isms fix --unsafe` deletes it.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.7.4
    /// applicable: true
    /// status: implemented
    /// #       ^^^^^^^^^^^
    /// reasons: [best-practice]
    /// implementations:
    ///   - {where: office, status: partial, how: Door contacts are there; the camera is ordered.}
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.7.4
    /// applicable: true
    /// reasons: [best-practice]
    /// implementations:
    ///   - {where: office, status: partial, how: Door contacts are there; the camera is ordered.}
    /// ```
    "implementation-status-differs" in "soa",
    clauses ["6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (row, control) in applicable(case) {
        let places = &control.data.implementations;
        let (Some(written), Some(weakest)) = (control.data.status, Controls::overall(control.data))
        else {
            continue;
        };
        let at = places
            .iter()
            .position(|place| place.status == Some(weakest));
        let (Some(at), true) = (at, written != weakest) else {
            continue;
        };
        let place = places[at].place.id();
        let message = format!(
            "{} {} by its status, but {} at `{place}`",
            name(row),
            word(written),
            word(weakest)
        );
        let field = format!("implementations[{at}].status");
        let finding = control
            .finding(RULE.info.name, "status", message)
            .also(control.document, &field, "the weakest place")
            .help("Delete `status`: it follows from the places. Or correct the place.");
        found.push(match control.document.without("status") {
            Some(edits) => finding.fix_by("remove `status`", false, edits),
            None => finding,
        });
    }
    found
}
