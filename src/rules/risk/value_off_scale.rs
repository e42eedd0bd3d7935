//! The rule `value-off-scale`.

use crate::assess::level::Moment;
use crate::assess::life::is_over;
use crate::assess::method::Method;
use crate::model::asset::Asset;
use crate::model::document::{Also, Document};
use crate::model::risk::Risk;
use crate::model::risk_method::RiskMethod;
use crate::model::scalar::ScaleValue;
use crate::rules::risks::living;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A value does not stand on the scale of the risk method.
    ///
    /// The scales say in words what each step means. A value between or beyond the steps means nothing that two people could agree on, and the level of the risk cannot be computed. Values of assets (`cia`) and `critical_from` are steps of the impact scale too.
    ///
    /// Use a step of the scale, or add the step to the method.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 6, impact: 2}
    /// #                      ^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: laptops
    /// title: Laptops of staff
    /// type: hardware
    /// cia: {confidentiality: 9, integrity: 2, availability: 2}
    /// #                      ^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 5, impact: 2}
    /// ```
    "value-off-scale" in "risk",
    clauses ["6.1.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Ok(method) = &case.assessment.method else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for risk in living(case) {
        let values = of_risk(risk.risk.data).into_iter();
        found.extend(values.filter_map(|value| judge(case, method, risk.risk.document, value)));
    }
    let assets = case.model.all::<Asset>();
    for asset in assets.filter(|asset| !is_over(asset.document, case.as_of)) {
        let cia = asset.data.cia.into_iter();
        let values = cia.flat_map(|cia| {
            [
                ("cia.confidentiality", cia.confidentiality),
                ("cia.integrity", cia.integrity),
                ("cia.availability", cia.availability),
            ]
        });
        let values =
            values.filter_map(|(field, value)| Some((field.to_owned(), value?, Scale::Impact)));
        found.extend(values.filter_map(|value| judge(case, method, asset.document, value)));
    }
    let from = case.model.one::<RiskMethod>();
    let from = from.and_then(|document| Some((document.document, document.data.critical_from?)));
    found.extend(from.and_then(|(document, value)| {
        judge(
            case,
            method,
            document,
            ("critical_from".to_owned(), value, Scale::Impact),
        )
    }));
    found
}

/// A field, its value and the scale it stands on.
type Value = (String, ScaleValue, Scale);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    Likelihood,
    Impact,
}

fn of_risk(risk: &Risk) -> Vec<Value> {
    let inherent = &risk.inherent;
    let mut values = vec![(
        "inherent.likelihood".to_owned(),
        inherent.likelihood,
        Scale::Likelihood,
    )];
    values.extend(
        inherent
            .impact
            .map(|impact| ("inherent.impact".to_owned(), impact, Scale::Impact)),
    );
    values.extend(inherent.impacts.iter().map(|(category, &impact)| {
        (
            format!("inherent.impacts.{category}"),
            impact,
            Scale::Impact,
        )
    }));
    for moment in [Moment::Current, Moment::Target] {
        let stated = risk.stated.as_ref().and_then(|stated| match moment {
            Moment::Current => stated.current.as_ref(),
            Moment::Target => stated.target.as_ref(),
        });
        if let Some(reading) = stated {
            let field = moment.field();
            values.push((
                format!("{field}.likelihood"),
                reading.likelihood,
                Scale::Likelihood,
            ));
            values.push((format!("{field}.impact"), reading.impact, Scale::Impact));
        }
    }
    values
}

fn judge(
    case: Case<'_>,
    method: &Method,
    document: &Document,
    (field, value, scale): Value,
) -> Option<Diagnostic> {
    let (name, steps) = match scale {
        Scale::Likelihood => ("likelihood", &method.likelihood),
        Scale::Impact => ("impact", &method.impact),
    };
    if steps.contains(&value.0) {
        return None;
    }
    let known: Vec<String> = steps.iter().map(ToString::to_string).collect();
    let message = format!(
        "{} is not a step of the {name} scale, which has {}",
        value.0,
        known.join(", ")
    );
    let finding = document
        .finding(RULE.info.name, &field, message)
        .help("Use a step of the scale.");
    let defined = case.model.one::<RiskMethod>();
    Some(match defined {
        Some(defined) => finding.also(defined.document, name, "the scale is defined here"),
        None => finding,
    })
}
