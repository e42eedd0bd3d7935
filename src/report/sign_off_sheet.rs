//! A page to sign: every risk that awaits one owner, what changed since their last signature, and what
//! they are asked (clauses 6.1.3 f and 8.3).

use super::bench::{Bench, FEEDS};
use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::method::{LevelLine, levels};
use super::names;
use super::page::Page;
use super::row::RiskRow;
use super::signature::Signature;
use crate::assess::awaiting::{self, Awaiting, Why};
use crate::assess::decision::{Judged, State};
use crate::assess::entitled::Seat;
use crate::model::Kind;
use crate::model::common::Property;
use crate::model::scalar::Date;
use crate::text::proof::Change;
use serde::Serialize;

/// What is known of it beside its content; it is printed by `accept`, and no report of the list.
pub const INFO: Info = Info {
    name: "sign-off-sheet",
    title: "Decisions on risks",
    summary: "what one owner is asked to decide on risks, on a page to sign",
    about: None,
};

/// The page.
pub type Report = Page<Own, Row, ()>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// Id of the person or role.
    pub owner: String,
    /// What they are called.
    pub owner_name: String,
    /// The levels of the method, best first.
    pub levels: Vec<LevelLine>,
}

/// A risk, and what is asked.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The risk in a sentence.
    pub sentence: String,
    /// What is asked.
    pub asks: Vec<Question>,
    /// Everything that is known of the risk.
    pub risk: RiskRow,
}

/// One thing that somebody is asked to decide.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// plan, residual, interim or endorsement.
    pub what: &'static str,
    /// The question itself.
    pub question: String,
    /// The last decision on it, if there is one.
    pub last: Option<Last>,
}

/// The decision that stands there and is not enough.
#[derive(Debug, Clone, Serialize)]
pub struct Last {
    /// Who took it.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// Until when it held.
    pub until: Option<Date>,
    /// Why it is not enough.
    pub why: String,
    /// What changed since, where git can say it.
    pub changes: Vec<Changed>,
}

/// A field that is not any more what was decided on.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    /// The field.
    pub field: String,
    /// What it was; `None` when it was absent.
    pub from: Option<String>,
    /// What it is; `None` when it is gone.
    pub to: Option<String>,
}

const LEGEND: &[(&str, &str)] = &[
    ("inherent", "without any control"),
    ("current", "with what is effective today"),
    ("target", "when the plan is done: what remains"),
    ("criterion", "the worst level that needs no acceptance"),
];

/// Everything that awaits a person, or the holders of a role, on risks.
pub fn report(inputs: &Inputs<'_>, owner: &str) -> Report {
    let mut gaps = Gaps::new(inputs, FEEDS);
    let bench = Bench::new(inputs);
    let all = awaiting::all(inputs.model, inputs.assessment);
    let mut by_risk: Vec<(usize, Vec<&Awaiting<'_>>)> = Vec::new();
    for wanted in all.iter().filter(|wanted| is_for(wanted, owner)) {
        let Some(at) = wanted
            .document
            .and_then(|document| index(inputs, &document.id))
        else {
            continue;
        };
        match by_risk.iter_mut().find(|(other, _)| *other == at) {
            Some((_, asked)) => asked.push(wanted),
            None => by_risk.push((at, vec![wanted])),
        }
    }
    let rows: Vec<Row> = by_risk
        .iter()
        .map(|(at, asked)| row(inputs, bench.row(*at, &mut gaps), *at, asked))
        .collect();
    let risks: Vec<RiskRow> = rows.iter().map(|row| row.risk.clone()).collect();
    let mut names = names::of_risks(inputs, &risks, &Signature::default());
    let mut naming = names::Naming::new(inputs.model, inputs.as_of);
    let lasts = rows
        .iter()
        .flat_map(|row| &row.asks)
        .filter_map(|one| one.last.as_ref()?.by.as_ref());
    let owner = owner.to_owned();
    let more = naming.owners(lasts).owners([&owner]).done();
    names.owners.extend(more.owners);
    let own = Own {
        owner_name: names.owners.get(&owner).unwrap_or(&owner).clone(),
        owner,
        levels: levels(inputs.assessment.method.as_ref().ok()),
    };
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), names, gaps);
    Page::new(&INFO, inputs, header, rows, ())
}

fn index(inputs: &Inputs<'_>, risk: &str) -> Option<usize> {
    Some(inputs.model.index.get("risk", risk)?.document)
}

/// Whether a decision on a risk awaits a person, or the holders of the role that owns the risk.
pub fn is_for(wanted: &Awaiting<'_>, owner: &str) -> bool {
    let Some(document) = wanted
        .document
        .filter(|document| document.kind == Kind::Risk)
    else {
        return false;
    };
    if wanted.seat == Seat::Review {
        return false;
    }
    let owned = wanted.seat != Seat::Endorsement
        && document.node.get("owner").and_then(|owner| owner.text()) == Some(owner);
    owned || wanted.of.people.iter().any(|person| person == owner)
}

fn row(inputs: &Inputs<'_>, risk: RiskRow, at: usize, asked: &[&Awaiting<'_>]) -> Row {
    let asks = asked.iter().map(|wanted| Question {
        what: wanted.seat.word(),
        question: question(wanted, &risk),
        last: last(inputs, at, wanted),
    });
    Row {
        sentence: sentence(inputs, &risk),
        asks: asks.collect(),
        risk,
    }
}

/// The risk in a few words, from the parts that are written.
fn sentence(inputs: &Inputs<'_>, risk: &RiskRow) -> String {
    let scenario = &risk.scenario;
    let asset = |id: &String| {
        let found = inputs.model.find(Kind::Asset, id);
        let title = found.map_or(id.as_str(), |document| document.title());
        title.to_owned()
    };
    let assets: Vec<String> = scenario.assets.iter().map(asset).collect();
    let concerns = (!assets.is_empty()).then(|| assets.join(", "));
    let lost = |property: &Property| serde_json::to_value(property).ok();
    let lost = scenario.affects.iter().filter_map(lost);
    let lost: Vec<String> = lost
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    let lost = (!lost.is_empty()).then(|| lost.join(", "));
    let parts = [
        ("", &scenario.event),
        ("", &scenario.threat),
        ("Source: ", &scenario.source),
        ("Possible because: ", &scenario.vulnerability),
        ("Consequence: ", &scenario.consequence),
        ("Concerns: ", &concerns),
        ("Lost: ", &lost),
    ];
    let said = parts.into_iter().filter_map(|(word, part)| {
        let part = part.as_deref()?.trim().trim_end_matches('.');
        Some(format!("{word}{part}."))
    });
    said.collect::<Vec<_>>().join(" ")
}

fn question(wanted: &Awaiting<'_>, risk: &RiskRow) -> String {
    let level = wanted
        .level
        .as_deref()
        .unwrap_or("a level that is not known");
    let criterion = risk.criterion.as_deref().unwrap_or("unknown");
    match wanted.seat {
        Seat::Plan => "Do you approve this plan?".to_owned(),
        Seat::Residual => format!(
            "Do you accept that {level} remains, above the criterion {criterion}? Until when, and why?"
        ),
        Seat::Interim => format!(
            "Do you accept {level}, above the criterion {criterion}, until the open actions are done? Until when, and why?"
        ),
        _ => {
            let by = risk.acceptance.by.as_deref().unwrap_or("the owner");
            format!(
                "{by} accepted {level}, which needs the agreement of {}. Do you agree?",
                wanted.of.needs
            )
        }
    }
}

fn last(inputs: &Inputs<'_>, at: usize, wanted: &Awaiting<'_>) -> Option<Last> {
    let what = wanted.seat.what()?;
    let mut all = inputs.assessment.decisions.iter();
    let judged = all.find(|judged| judged.document == at && judged.what == what)?;
    let subject = wanted.document?.subject();
    let proof = inputs.proofs.of(&subject, &judged.field);
    let changes = proof
        .map(|proof| proof.changes.as_slice())
        .unwrap_or_default();
    Some(Last {
        by: judged.by.clone(),
        on: judged.on,
        until: judged.until,
        why: why(wanted, judged),
        changes: changes.iter().map(changed).collect(),
    })
}

fn why(wanted: &Awaiting<'_>, judged: &Judged) -> String {
    match &wanted.why {
        Why::Missing if judged.state == State::Valid => "it is about another level".to_owned(),
        Why::Missing => "it does not hold".to_owned(),
        Why::Void(why) | Why::Stale(why) => why.clone(),
        Why::Unauthorised { by, needed } => format!("{by} was not {needed}"),
        Why::Expired(until) => format!("it held until {until}"),
    }
}

fn changed(change: &Change) -> Changed {
    Changed {
        field: change.field.clone(),
        from: change.from.clone(),
        to: change.to.clone(),
    }
}
