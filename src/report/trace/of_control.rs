//! How a control stands: whether and why it is applicable, how far it is implemented, what its tests say,
//! and what it takes off each risk that it treats.

use super::computed::Computed;
use super::gathered::Gathered;
use super::links::place;
use crate::assess::applicability::Applicability;
use crate::assess::effect::{bare, latest, word};
use crate::assess::level::levels;
use crate::assess::method::Reading;
use crate::model::common::Outcome;
use crate::model::control::{Control, Status};
use crate::model::document::{Document, Whole};
use crate::model::risk::Risk;
use crate::report::input::Inputs;
use crate::report::place::Source;

/// Everything that is computed for a control, with or without a document.
pub fn computed(gathered: &Gathered<'_>, id: &str) -> Vec<Computed> {
    let inputs = gathered.inputs;
    let Some(row) = inputs.assessment.applicability_of(id) else {
        return Vec::new();
    };
    let document = row.document.map(|at| &inputs.model.documents[at]);
    let mut all = vec![applicability(gathered, row, document)];
    let control = document.and_then(|document| {
        let data = document.is::<Control>()?;
        Some(Whole { document, data })
    });
    if let Some(control) = control {
        all.push(status(inputs, row, control));
        all.extend(tests(inputs, control));
    }
    all.push(risks(inputs, id));
    all
}

fn applicability(
    gathered: &Gathered<'_>,
    row: &Applicability,
    document: Option<&Document>,
) -> Computed {
    let name = "applicability";
    if let Some(unknown) = &row.unknown {
        return Computed::unknown(name, unknown);
    }
    let value = match row.applicable {
        Some(true) => "applicable",
        Some(false) => "excluded",
        None => "undecided",
    };
    let mut found = Computed::new(name, value);
    if let Some(document) = document.filter(|_| row.applicable.is_some()) {
        found = found.at(document, "applicable", format!("decided: {value}"));
    }
    let places = naming_it(gathered, &row.id);
    for (sort, reasons) in row.reasons.sorts() {
        for reason in reasons {
            let id = reason.id.as_deref().unwrap_or_default();
            let at = places.iter().find(|(subject, _)| subject == id);
            let sort = sort.replace('_', " ");
            let text = match id {
                "" => format!("{sort}: {}", reason.text),
                id => format!("{sort}: {id}, {}", reason.text),
            };
            found.push(text, at.map(|(_, source)| source.clone()));
        }
    }
    found
}

/// Ids of the documents that name a control, each with the line of the first place.
fn naming_it(gathered: &Gathered<'_>, id: &str) -> Vec<(String, Source)> {
    let all = gathered.naming(bare(id));
    all.map(|(document, reference)| (document.id.to_string(), place(document, reference)))
        .collect()
}

fn status(inputs: &Inputs<'_>, row: &Applicability, control: Whole<'_, Control>) -> Computed {
    let name = "status";
    let effect = inputs.assessment.controls.effect(&row.id, &[]);
    let mut found = Computed::known(name, &effect, |effect| effect.why.to_string());
    if let Ok(effect) = &effect {
        let place = effect.place.as_ref();
        let source = place.map(|(at, field)| Source::at(&inputs.model.documents[*at], field));
        found.push("as it is written", source);
    }
    for (index, place) in control.data.implementations.iter().enumerate() {
        let word = word(place.status.unwrap_or(Status::NotStarted));
        let text = format!("at {} it {word}", place.place.id());
        found = found.at(control.document, &format!("implementations[{index}]"), text);
    }
    found
}

fn tests(inputs: &Inputs<'_>, control: Whole<'_, Control>) -> Vec<Computed> {
    let all = control.data.tests.iter().enumerate();
    all.map(|(index, test)| {
        let name = format!("test {}", test.id);
        let field = format!("tests[{index}]");
        let last = latest(&test.results, inputs.as_of);
        let value = match last.map(|last| (last.result, last.on)) {
            Some((Outcome::Pass, on)) => format!("passed on {on}"),
            Some((Outcome::Fail, on)) => format!("failed on {on}"),
            None => "no result yet".to_owned(),
        };
        let mut found = Computed::new(name, value);
        let at = last.and_then(|last| {
            let mut results = test.results.iter();
            results.position(|result| std::ptr::eq(result, last))
        });
        if let (Some(last), Some(at)) = (last, at) {
            let by = last.by.as_ref().map(|by| format!(" by {by}"));
            let shown = last.evidence.as_ref().map(|id| format!(", shown by {id}"));
            let text = format!(
                "the latest of {}{}{}",
                test.results.len(),
                by.unwrap_or_default(),
                shown.unwrap_or_default()
            );
            found = found.at(control.document, &format!("{field}.results[{at}]"), text);
        }
        match test.every {
            Some(every) => found.at(control.document, &field, format!("every {every}")),
            None => found,
        }
    })
    .collect()
}

/// The living risks whose treatment counts on a control: the score today, without it, and with it.
fn risks(inputs: &Inputs<'_>, id: &str) -> Computed {
    let mut found = Computed::new("risks that it treats", "");
    let mut count = 0;
    for (&at, today) in &inputs.assessment.levels {
        let document = &inputs.model.documents[at];
        let Some(risk) = document.is::<Risk>() else {
            continue;
        };
        let treatment = risk.treatment.as_ref();
        let mut uses = treatment.into_iter().flat_map(|it| &it.controls);
        let Some(index) = uses.position(|entry| bare(entry.control.id()) == id) else {
            continue;
        };
        count += 1;
        let whole = Whole {
            document,
            data: risk,
        };
        let ground = inputs.assessment.ground(inputs.model);
        let score = |status: Status| {
            let assumed = levels(ground, whole, &[(id, status)]);
            assumed.current.ok().map(|reading: Reading| reading.score)
        };
        let without = score(Status::NotStarted);
        let with = score(Status::Implemented);
        let now = today.current.as_ref().ok().map(|reading| reading.score);
        let text = format!(
            "{} {}: {}",
            document.id,
            document.title(),
            scores(now, without, with)
        );
        found = found.at(document, &format!("treatment.controls[{index}]"), text);
    }
    found.value = Some(match count {
        0 => "none that is living".to_owned(),
        1 => "1".to_owned(),
        count => count.to_string(),
    });
    found
}

/// What a control takes off a score: `score 4 today, 12 without it`.
fn scores(now: Option<i64>, without: Option<i64>, with: Option<i64>) -> String {
    let (Some(now), Some(without), Some(with)) = (now, without, with) else {
        return "score unknown".to_owned();
    };
    let mut parts = vec![format!("score {now} today")];
    if without != now {
        parts.push(format!("{without} without it"));
    }
    if with != now {
        parts.push(format!("{with} once it is fully effective"));
    }
    if parts.len() == 1 {
        parts.push("the same with and without it".to_owned());
    }
    parts.join(", ")
}
