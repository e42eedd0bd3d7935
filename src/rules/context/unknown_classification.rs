//! The rule `unknown-classification`.

use crate::assess::life::is_over;
use crate::model::asset::Asset;
use crate::model::controlled_document::ControlledDocument;
use crate::model::document::{Also, Document, Whole};
use crate::model::organization::Organization;
use crate::model::policy::Policy;
use crate::model::risk_method::RiskMethod;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::schema::near_miss;
use crate::text::diagnostic::Diagnostic;
use std::borrow::Cow;

rule! {
    /// A classification is none of the organisation's levels.
    ///
    /// The levels are a ladder that everybody has to know (A.5.12); a word that is not on it tells
    /// nobody how to handle the information, and a stricter criterion for a classification never
    /// matches.
    ///
    /// Use one of the levels in `classification` of the organization, or add the level there.
    ///
    /// `isms fix` writes the level where the word differs in case or hyphens only, `--unsafe` the nearest
    /// one.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// classification: confidental
    /// #               ^^^^^^^^^^^
    /// ---
    /// kind: controlled-document
    /// id: personnel-files
    /// title: Personnel files
    /// type: off-repository
    /// classification: secret
    /// #               ^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// classification: confidential
    /// ```
    "unknown-classification" in "context",
    clauses ["A.5.12"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let organization = case.model.one::<Organization>();
    let known = organization.filter(|known| !known.data.classification.is_empty());
    let Some(organization) = known else {
        return Vec::new();
    };
    let levels = &organization.data.classification;
    let unknown = |word: &str| levels.iter().all(|level| **level != *word);
    let mut found = Vec::new();
    for (document, field, word) in used(case).filter(|(_, _, word)| unknown(word)) {
        if is_over(document, case.as_of) {
            continue;
        }
        found.push(report(document, &field, word, organization));
    }
    found
}

/// Every classification that a document uses, with its field.
fn used(case: Case<'_>) -> impl Iterator<Item = (&Document, Cow<'static, str>, &str)> {
    let field = || Cow::Borrowed("classification");
    let assets = case.model.all::<Asset>();
    let assets =
        assets.filter_map(move |a| Some((a.document, field(), a.data.classification.as_deref()?)));
    let policies = case.model.all::<Policy>();
    let policies = policies
        .filter_map(move |p| Some((p.document, field(), p.data.classification.as_deref()?)));
    let controlled = case.model.all::<ControlledDocument>();
    let controlled = controlled
        .filter_map(move |c| Some((c.document, field(), c.data.classification.as_deref()?)));
    let criteria = case.model.all::<RiskMethod>().flat_map(|method| {
        let criteria = method.data.stricter.iter().enumerate();
        criteria.filter_map(move |(at, criterion)| {
            let field = Cow::Owned(format!("stricter[{at}].classification"));
            Some((method.document, field, criterion.classification.as_deref()?))
        })
    });
    assets.chain(policies).chain(controlled).chain(criteria)
}

fn report(
    document: &Document,
    field: &str,
    word: &str,
    organization: Whole<'_, Organization>,
) -> Diagnostic {
    let levels = &organization.data.classification;
    let message = format!(
        "`{word}` is not a classification level of {}",
        organization.data.name
    );
    let finding = document.finding(RULE.info.name, field, message).also(
        organization.document,
        "classification",
        "the levels",
    );
    let known = || levels.iter().map(|level| &**level);
    match near_miss::nearest(word, known()) {
        Some(near) => {
            let finding = finding.help(format!("Did you mean `{near}`?"));
            match near_miss::likely(word, known()) {
                Some((near, _)) => finding.fix_by(
                    format!("write `{near}`"),
                    near_miss::is_same(word, near),
                    document.rewritten(document.place_of(field), near),
                ),
                None => finding,
            }
        }
        None => finding.help(format!("Levels are {}.", levels.join(", "))),
    }
}
