//! How the levels of a risk came about: inherent, what each control takes off, today, and with the plan.

use super::computed::Computed;
use super::gathered::Gathered;
use crate::assess::effect::Effect;
use crate::assess::known::Known;
use crate::assess::level::{Levels, derivation};
use crate::assess::method::{Method, Reading};
use crate::model::document::{Document, Whole};
use crate::model::risk::Risk;
use crate::model::risk_method::RiskMethod;
use crate::report::gaps::Gaps;
use crate::report::input::Inputs;
use crate::report::row::{ControlUse, RiskRow};
use crate::report::table::spelled;

/// Everything that is computed for the risk in the document of this index.
pub fn computed(gathered: &Gathered<'_>, at: usize) -> Vec<Computed> {
    let (inputs, bench) = (gathered.inputs, gathered.bench());
    let document = &inputs.model.documents[at];
    let Some(risk) = document.is::<Risk>() else {
        return Vec::new();
    };
    let Some(levels) = bench.levels(at) else {
        return Vec::from_iter(risk.closed.as_ref().map(|closed| {
            let words = format!("closed on {}, so no level is computed", closed.on);
            Computed::new("levels", words).at(document, "closed.on", "the day of its end")
        }));
    };
    let row = bench.row(at, &mut Gaps::default());
    let whole = Whole {
        document,
        data: risk,
    };
    let told = derivation(inputs.assessment.ground(inputs.model), whole);
    let reading = |name: &str, reading: &Known<Reading>| {
        Computed::known(name, reading, |found| words(inputs, levels, found))
    };
    let mut all = vec![
        reading("inherent level", &levels.inherent).steps(&told.inherent),
        criterion(inputs, levels),
    ];
    let uses = row.controls.iter().enumerate();
    all.extend(
        uses.map(|(index, used)| control(inputs, whole, index, used, &levels.effects[index])),
    );
    all.push(reading("current level", &levels.current).steps(&told.current));
    all.push(reading("target level", &levels.target).steps(&told.target));
    all.push(plan(document, &row));
    all
}

/// `Medium (likelihood 2, impact 3, score 6), within the criterion`
fn words(inputs: &Inputs<'_>, levels: &Levels, reading: &Reading) -> String {
    let method = inputs.assessment.method.as_ref().ok();
    let (likelihood, impact, score) = (reading.likelihood, reading.impact, reading.score);
    let against = match &levels.criterion {
        Ok(criterion) if reading.level > *criterion => "above the criterion",
        Ok(_) => "within the criterion",
        Err(_) => "criterion unknown",
    };
    format!(
        "{} (likelihood {likelihood}, impact {impact}, score {score}), {against}",
        level(method, reading.level)
    )
}

/// The title of a level.
pub fn level(method: Option<&Method>, index: usize) -> String {
    let found = method.and_then(|method| method.levels.get(index));
    found.map(|level| level.title.clone()).unwrap_or_default()
}

fn criterion(inputs: &Inputs<'_>, levels: &Levels) -> Computed {
    let method = inputs.assessment.method.as_ref().ok();
    let name = "criterion";
    let mut found = Computed::known(name, &levels.criterion, |&index| {
        format!("up to {} needs no decision", level(method, index))
    });
    let Some(written) = inputs.model.one::<RiskMethod>() else {
        return found;
    };
    let general = method.and_then(|method| method.acceptable);
    if let Some(general) = general {
        let text = format!("in general up to {}", level(method, general));
        found = found.at(written.document, "acceptable_up_to", text);
    }
    match &levels.criterion {
        Ok(index) if Some(*index) != general => found.at(
            written.document,
            "stricter",
            "a stricter one holds for what it affects, or for its assets",
        ),
        _ => found,
    }
}

fn control(
    inputs: &Inputs<'_>,
    risk: Whole<'_, Risk>,
    index: usize,
    used: &ControlUse,
    effect: &Known<Effect>,
) -> Computed {
    let title = inputs.model.index.catalog_title(&used.id);
    let own = || {
        let document = inputs.model.find(crate::model::Kind::Control, &used.id);
        document.map(Document::title)
    };
    let name = match title.or_else(own) {
        Some(title) => format!("{} {title}", used.id),
        None => used.id.clone(),
    };
    let axes = [
        ("likelihood", used.reduces_likelihood),
        ("impact", used.reduces_impact),
    ];
    let parts: Vec<String> = axes
        .iter()
        .filter_map(|(axis, steps)| Some(format!("{axis} {}", (*steps)?)))
        .collect();
    let takes = match parts.is_empty() {
        true => "reduces nothing by itself".to_owned(),
        false => format!("takes off {} when it is fully effective", parts.join(", ")),
    };
    let field = format!("treatment.controls[{index}]");
    let found = Computed::known(name, effect, |effect| effect.why.to_string());
    let mut found = found.at(risk.document, &field, takes);
    if let Some(source) = &used.source {
        found.push(used.why.clone(), Some(source.clone()));
    }
    found
}

fn plan(document: &Document, row: &RiskRow) -> Computed {
    let name = "risk treatment plan";
    let value = match (row.section, row.left.is_empty()) {
        (Some(section), _) => spelled(section),
        (None, false) => "section unknown".to_owned(),
        (None, true) => "not in it, or unknown".to_owned(),
    };
    let mut found = Computed::new(name, value);
    for left in &row.left {
        found = found.at(document, "treatment", left.clone());
    }
    found
}
