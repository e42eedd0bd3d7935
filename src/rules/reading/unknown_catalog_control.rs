//! The rule `unknown-catalog-control`.

use crate::model::catalog::ANNEX_A;
use crate::model::document::Document;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::schema::near_miss;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An id has the form of an Annex A control, and Annex A has no such control.
    ///
    /// Ids of the form `A.n.n` belong to the catalog. One that it does not hold would look like a
    /// control of the standard in every report and be none: the Statement of Applicability would
    /// have a row too many.
    ///
    /// Correct the number; Annex A of the 2022 edition goes from A.5.1 to A.5.37, A.6.1 to A.6.8,
    /// A.7.1 to A.7.14 and A.8.1 to A.8.34. Give a control of your own another form, such as
    /// `OWN-1`, and a title.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.42
    /// #   ^^^^^^
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
    "unknown-catalog-control" in "reading",
    clauses ["6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let unknown =
        case.model.documents.iter().filter(|document| {
            ANNEX_A.claims(&document.id) && ANNEX_A.control(&document.id).is_none()
        });
    unknown.map(report).collect()
}

fn report(document: &Document) -> Diagnostic {
    let id = &document.id;
    let message = format!(
        "`{id}` has the form of a control of {}, which holds none of that number",
        ANNEX_A.title
    );
    let controls = ANNEX_A.controls.iter().map(|control| &*control.id);
    let near = near_miss::control(id)
        .filter(|form| ANNEX_A.control(form).is_some())
        .or_else(|| near_miss::nearest(id, controls).map(str::to_owned))
        .and_then(|near| ANNEX_A.control(&near));
    let help = match near {
        Some(near) => format!(
            "Did you mean `{}` ({})? Otherwise give it an id of another form, such as `OWN-1`.",
            near.id, near.title
        ),
        None => "Correct the number, or give it an id of another form, such as `OWN-1`.".to_owned(),
    };
    document.finding(RULE.info.name, "id", message).help(help)
}
