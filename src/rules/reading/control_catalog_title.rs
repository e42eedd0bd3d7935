//! The rule `control-catalog-title`.

use crate::model::catalog::ANNEX_A;
use crate::model::control::Control;
use crate::model::document::Whole;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::schema::near_miss;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A control of the catalog has a title of its own, or an own control has none.
    ///
    /// The titles of Annex A come with the catalog, so that they are right in every report; a
    /// second one beside the id can only differ. A control of your own has no other place for its
    /// name.
    ///
    /// Remove the title of a catalog control: how you do it belongs in `implementation`, what a
    /// reader should know in `description`. Give an own control a title.
    ///
    /// `isms fix` removes a title that is that of the catalog, `--unsafe` any other too, and writes the id
    /// of the catalog for another spelling of it, such as `A-8.24`.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.24
    /// title: Encryption
    /// #      ^^^^^^^^^^
    /// applicable: true
    /// ---
    /// kind: control
    /// id: OWN-1
    /// #   ^^^^^
    /// applicable: true
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.24
    /// applicable: true
    /// ---
    /// kind: control
    /// id: OWN-1
    /// title: Two people for every payout
    /// applicable: true
    /// ```
    "control-catalog-title" in "reading",
    clauses ["6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let controls = case.model.all::<Control>();
    controls
        .filter_map(|control| judge(control, case.model.index.catalog_title(control.doc_id())))
        .collect()
}

fn judge(control: Whole<'_, Control>, known: Option<&str>) -> Option<Diagnostic> {
    let id = control.doc_id();
    match (known, &control.data.title) {
        (Some(known), Some(title)) => {
            let message = format!("{id} is called “{known}” in the catalog, but “{title}” here");
            let finding = control
                .finding(RULE.info.name, "title", message)
                .help("Remove the title; it comes with the catalog.");
            let same = known.eq_ignore_ascii_case(title);
            Some(match control.document.without("title") {
                Some(edits) => finding.fix_by("remove the title", same, edits),
                None => finding,
            })
        }
        (None, None) if !ANNEX_A.claims(id) && !id.contains(':') => {
            let message = format!("{id} is not a control of Annex A and has no title");
            let finding = control.finding(RULE.info.name, "title", message);
            let near = near_miss::control(id).filter(|form| ANNEX_A.control(form).is_some());
            Some(match near {
                Some(near) => finding
                    .help(format!("Did you mean `{near}`? Otherwise add `title:`."))
                    .fix_by(
                        format!("write `{near}`"),
                        true,
                        control
                            .document
                            .rewritten(control.document.place_of("id"), &near),
                    ),
                None => finding.help("Add `title:`, or correct the id."),
            })
        }
        _ => None,
    }
}
