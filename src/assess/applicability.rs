//! The applicability of every control: decided or not, for which reasons, with which justification
//! (clause 6.1.3 d; model.md, "Statement of Applicability").

use super::effect::{Controls, bare, hidden};
use super::known::Unknown;
use crate::model::Kind;
use crate::model::catalog::{ANNEX_A, CatalogControl, Fact};
use crate::model::control::{Control, Status, WrittenReason};
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::interested_party::InterestedParty;
use crate::model::mapped;
use crate::model::obligation::Obligation;
use crate::model::risk::Risk;
use crate::model::scalar::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A reason why a control is applicable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// Id of what gives the reason: a risk, an obligation, a party, a clause; `None` for written ones.
    pub id: Option<String>,
    /// The reason in words.
    pub text: String,
}

/// The reasons of one control, by sort.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Living risks whose treatment uses it.
    pub risk: Vec<Reason>,
    /// Laws and regulations.
    pub legal: Vec<Reason>,
    /// Contracts and standards.
    pub contractual: Vec<Reason>,
    /// Expectations of interested parties, or written.
    pub business: Vec<Reason>,
    /// Written.
    pub best_practice: Vec<Reason>,
    /// Clauses that ask for what it does.
    pub clause: Vec<Reason>,
}

impl Reasons {
    /// All reasons with the name of their sort, in the order of reports.
    pub fn sorts(&self) -> [(&'static str, &[Reason]); 6] {
        [
            ("risk", &self.risk),
            ("legal", &self.legal),
            ("contractual", &self.contractual),
            ("business", &self.business),
            ("best_practice", &self.best_practice),
            ("clause", &self.clause),
        ]
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sorts().iter().all(|(_, reasons)| reasons.is_empty())
    }
}

/// One row of what the Statement of Applicability is about.
#[derive(Debug, Clone)]
pub struct Applicability {
    /// Id of the control.
    pub id: String,
    /// Its title: the catalog's, or its own.
    pub title: String,
    /// Its theme in the catalog; `None` for an own control.
    pub theme: Option<&'static str>,
    /// Name of the catalog, the primary or another; `None` for an own control.
    pub catalog: Option<&'static str>,
    /// Index of its document in the model, if there is one.
    pub document: Option<usize>,
    /// The decision; `None` while there is none, and when it is unknown.
    pub applicable: Option<bool>,
    /// Why nothing can be said, when its document is broken or may stand in a file that could not be read.
    pub unknown: Option<Unknown>,
    /// Why it is applicable.
    pub reasons: Reasons,
    /// The justification that stands in its document, or the composed one; for an excluded control the
    /// reason of the exclusion; `None` while undecided.
    pub justification: Option<String>,
    /// Whether the justification was written.
    pub written: bool,
    /// How far it is implemented: the weakest of its places.
    pub status: Option<Status>,
}

/// The reasons that all documents give, by control.
fn reasons(model: &Model, as_of: Date) -> BTreeMap<&str, Reasons> {
    let mut all: BTreeMap<&str, Reasons> = BTreeMap::new();
    risk_reasons(model, as_of, &mut all);
    obligation_reasons(model, &mut all);
    for party in model.all::<InterestedParty>() {
        for requirement in &party.data.requirements {
            let text = requirement.text.as_deref().unwrap_or(&requirement.id.0);
            for control in requirement
                .addressed_by
                .iter()
                .map(|measure| bare(measure.id()))
            {
                let text = format!(
                    "expected by {}, {}",
                    party.document.title(),
                    lower_first(text)
                );
                push(
                    &mut all.entry(control).or_default().business,
                    party.doc_id(),
                    text,
                );
            }
        }
    }
    for entry in &ANNEX_A.clause_reasons {
        push(
            &mut all.entry(&entry.control).or_default().clause,
            &entry.clause,
            entry.text.to_string(),
        );
    }
    for list in all.values_mut() {
        for reasons in [
            &mut list.risk,
            &mut list.legal,
            &mut list.contractual,
            &mut list.business,
        ] {
            reasons.sort_by(|a, b| {
                natural(
                    a.id.as_deref().unwrap_or_default(),
                    b.id.as_deref().unwrap_or_default(),
                )
                .then_with(|| a.text.cmp(&b.text))
            });
        }
    }
    all
}

fn risk_reasons<'a>(model: &'a Model, as_of: Date, all: &mut BTreeMap<&'a str, Reasons>) {
    for risk in model
        .all::<Risk>()
        .filter(|risk| is_living(risk.data, as_of))
    {
        let Some(treatment) = &risk.data.treatment else {
            continue;
        };
        let direct = treatment.controls.iter().map(|entry| entry.control.id());
        let by_action = treatment
            .actions
            .iter()
            .filter(|a| a.status != Some(crate::model::common::ActionStatus::Cancelled))
            .filter_map(|action| action.control.as_ref().map(|control| control.id()));
        let named: BTreeSet<&str> = direct.chain(by_action).map(bare).collect();
        for control in named {
            push(
                &mut all.entry(control).or_default().risk,
                &risk.document.id,
                risk.data.title.to_string(),
            );
        }
    }
}

fn obligation_reasons<'a>(model: &'a Model, all: &mut BTreeMap<&'a str, Reasons>) {
    for obligation in model.all::<Obligation>() {
        for requirement in &obligation.data.requirements {
            let what = requirement.text.as_deref().unwrap_or(&requirement.id.0);
            let text = format!("{}, {}", obligation.data.title, lower_first(what));
            for control in requirement
                .controls
                .iter()
                .map(|control| bare(control.id()))
            {
                let reasons = all.entry(control).or_default();
                let list = if obligation.data.obligation_type.legal() {
                    &mut reasons.legal
                } else {
                    &mut reasons.contractual
                };
                push(list, &obligation.document.id, text.clone());
            }
        }
    }
}

fn push(list: &mut Vec<Reason>, id: &str, text: String) {
    let reason = Reason {
        id: Some(id.to_owned()),
        text,
    };
    // Documents come one after the other, so only the last reasons can be of the same one.
    let of_same = list.iter().rev().take_while(|other| other.id == reason.id);
    if !of_same.into_iter().any(|other| other.text == reason.text) {
        list.push(reason);
    }
}

/// Whether a risk is not closed on a day.
pub fn is_living(risk: &Risk, as_of: Date) -> bool {
    risk.closed.as_ref().is_none_or(|closed| closed.on > as_of)
}

fn lower_first(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut letters = text.chars();
    let second_is_lower = text
        .chars()
        .nth(1)
        .is_none_or(|c| c.is_lowercase() || c == ' ');
    match letters.next() {
        Some(first) if second_is_lower => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// Natural order of ids: `R-2` before `R-10`. What both begin with is skipped, but for digits of the
/// number in which they differ.
pub fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    let same = |(a, b): &(u8, u8)| a == b;
    let mut start = a.bytes().zip(b.bytes()).take_while(same).count();
    while start > 0 && (a.as_bytes()[start - 1].is_ascii_digit() || !a.is_char_boundary(start)) {
        start -= 1;
    }
    pieces(&a[start..]).cmp(pieces(&b[start..]))
}

/// Runs of digits by length and value, and single characters.
fn pieces(id: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = id;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (piece, after) =
            rest.split_at(digits.max(if digits == 0 { first.len_utf8() } else { 0 }));
        rest = after;
        let trimmed = if digits > 0 {
            piece.trim_start_matches('0')
        } else {
            piece
        };
        Some((
            if digits > 0 {
                trimmed.len()
            } else {
                usize::MAX
            },
            trimmed,
        ))
    })
}

/// The applicability of the primary catalog's controls, each once and in its order, then of own ones.
pub fn all(model: &Model, as_of: Date) -> Vec<Applicability> {
    rows(model, reasons(model, as_of))
}

/// As [`all`], without the reasons and what is composed of them, for who only counts.
pub fn without_reasons(model: &Model) -> Vec<Applicability> {
    rows(model, BTreeMap::new())
}

fn rows(model: &Model, mut given: BTreeMap<&str, Reasons>) -> Vec<Applicability> {
    let mut rows: Vec<Applicability> = ANNEX_A
        .controls
        .iter()
        .map(|control| {
            row(
                model,
                &control.id,
                Some(control),
                given.remove(&*control.id).unwrap_or_default(),
            )
        })
        .collect();
    let mut own: Vec<&Document> = model
        .of_kind(Kind::Control)
        .filter(|document| ANNEX_A.control(&document.id).is_none() && !document.id.is_empty())
        .collect();
    // `X-1` and `X-01` count alike; the ids themselves decide, so that equal ones stand together.
    own.sort_by(|a, b| natural(&a.id, &b.id).then_with(|| a.id.cmp(&b.id)));
    own.dedup_by(|a, b| a.id == b.id);
    rows.extend(own.into_iter().map(|document| {
        row(
            model,
            &document.id,
            None,
            given.remove(&*document.id).unwrap_or_default(),
        )
    }));
    rows
}

fn row(
    model: &Model,
    id: &str,
    known: Option<&'static CatalogControl>,
    mut reasons: Reasons,
) -> Applicability {
    let document = model.find(Kind::Control, id);
    let control = document.and_then(|document| document.is::<Control>());
    if let Some(control) = control {
        written_reasons(control, &mut reasons);
    }
    let applicable = control.and_then(|control| control.applicable);
    let written = control.and_then(|control| control.justification.as_deref());
    let justification = match applicable {
        Some(true) => Some(written.map_or_else(|| compose(&reasons), str::to_owned)),
        Some(false) => control.and_then(|control| {
            control
                .exclusion
                .as_ref()?
                .reason
                .as_deref()
                .map(str::to_owned)
        }),
        None => None,
    };
    let elsewhere = known.is_none().then(|| mapped::control(id)).flatten();
    let own_title = match elsewhere {
        Some((_, control)) => Some(control.title.to_string()),
        None => document.map(|document| document.title().to_owned()),
    };
    Applicability {
        id: id.to_owned(),
        title: known
            .map(|control| control.title.to_string())
            .or(own_title)
            .unwrap_or_default(),
        theme: known.map(|control| &*control.theme),
        catalog: known
            .map(|_| ANNEX_A.name)
            .or_else(|| elsewhere.map(|(catalog, _)| &*catalog.name)),
        document: model
            .index
            .get("control", id)
            .filter(|target| target.kind == "control")
            .map(|target| target.document),
        applicable,
        unknown: match document {
            Some(document) => (!document.is_whole()).then(|| Unknown::broken(document)),
            None => hidden(model, Kind::Control, id),
        },
        reasons,
        justification,
        written: written.is_some(),
        status: control
            .filter(|_| applicable == Some(true))
            .and_then(Controls::overall),
    }
}

fn written_reasons(control: &Control, reasons: &mut Reasons) {
    let text = control.justification.as_deref();
    for reason in &control.reasons {
        let (list, plain) = match reason {
            WrittenReason::Business => (&mut reasons.business, "needed by the business"),
            WrittenReason::BestPractice => (&mut reasons.best_practice, "good practice"),
        };
        list.push(Reason {
            id: None,
            text: text.unwrap_or(plain).to_owned(),
        });
    }
}

/// The justification as the reasons make it: "Treats R-001 Laptop left in a car; required by …".
fn compose(reasons: &Reasons) -> String {
    let texts = |list: &[Reason], with_id: bool| {
        let each = list.iter().map(|reason| match &reason.id {
            Some(id) if with_id => format!("{id} {}", reason.text),
            _ => reason.text.clone(),
        });
        each.collect::<Vec<_>>().join(", ")
    };
    let mut parts = Vec::new();
    if !reasons.risk.is_empty() {
        parts.push(format!("treats {}", texts(&reasons.risk, true)));
    }
    for list in [&reasons.legal, &reasons.contractual]
        .into_iter()
        .filter(|list| !list.is_empty())
    {
        let each: Vec<&str> = list.iter().map(|reason| reason.text.as_str()).collect();
        parts.push(format!("required by {}", each.join("; by ")));
    }
    for list in [&reasons.business, &reasons.best_practice]
        .into_iter()
        .filter(|list| !list.is_empty())
    {
        parts.push(texts(list, false));
    }
    if !reasons.clause.is_empty() {
        let each: Vec<String> = reasons
            .clause
            .iter()
            .map(|reason| {
                format!(
                    "clause {} ({})",
                    reason.id.as_deref().unwrap_or_default(),
                    reason.text
                )
            })
            .collect();
        parts.push(format!("asked for by {}", each.join(", ")));
    }
    let text = parts.join("; ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The documents that make a fact true, which speaks against exclusions: kind and id of each.
pub fn witnesses(model: &Model, fact: Fact, as_of: Date) -> Vec<&Document> {
    use crate::model::asset::{Asset, Origin};
    use crate::model::common::AssetType;
    use crate::model::{
        organization::Organization, person::Person, scope::Scope, supplier::Supplier,
    };
    let assets = |wanted: &dyn Fn(&Asset) -> bool| -> Vec<&Document> {
        let living = model
            .all::<Asset>()
            .filter(|asset| asset.data.retired.is_none_or(|retired| retired >= as_of));
        living
            .filter(|asset| wanted(asset.data))
            .map(|asset| asset.document)
            .collect()
    };
    match fact {
        Fact::OwnSoftware => assets(&|asset| {
            asset.asset_type == AssetType::Software && asset.origin == Some(Origin::Own)
        }),
        Fact::PersonalData => assets(&|asset| asset.personal_data == Some(true)),
        Fact::Hardware => assets(&|asset| asset.asset_type == AssetType::Hardware),
        Fact::SiteInScope => {
            let named = model
                .one::<Scope>()
                .filter(|scope| !scope.data.sites.is_empty());
            let known = model
                .one::<Organization>()
                .filter(|organization| !organization.data.sites.is_empty());
            named
                .map(|scope| scope.document)
                .filter(|_| known.is_some())
                .into_iter()
                .collect()
        }
        Fact::Supplier => model
            .all::<Supplier>()
            .filter(|s| s.data.ended.is_none_or(|ended| ended >= as_of))
            .map(|s| s.document)
            .collect(),
        Fact::Obligation => model
            .all::<Obligation>()
            .map(|obligation| obligation.document)
            .collect(),
        Fact::Staff => model
            .all::<Person>()
            .filter(|person| person.data.external != Some(true) && person.data.present(as_of))
            .map(|person| person.document)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Ordering;

    #[test]
    fn ids_sort_as_people_count() {
        assert_eq!(natural("R-2", "R-10"), Ordering::Less);
        assert_eq!(natural("A.5.9", "A.5.10"), Ordering::Less);
        assert_eq!(natural("R-010", "R-9"), Ordering::Greater);
        assert_eq!(natural("R-1", "R-1a"), Ordering::Less);
    }
}
