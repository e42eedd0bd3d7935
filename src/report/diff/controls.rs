//! What happened to controls: the decision on them, their status, reasons and evidence, and which risks
//! that moves. The rows are those of the Statement of Applicability.

use super::change::{Change, FieldChange, FromTo};
use super::content::{Renames, changed_fields};
use super::decisions::Told;
use super::pairs::Pairs;
use super::risks::RiskMoved;
use super::side::Side;
use crate::assess::effect::Effect;
use crate::assess::known::Known;
use crate::model::Kind;
use crate::model::control::Status;
use crate::model::scalar::Date;
use crate::report::place::Source;
use crate::report::soa::row::{Choice, ReasonLine, Row};
use serde::Serialize;
use std::collections::BTreeMap;

/// What happened to a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ControlChange {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What happened to its row: an own control may come and go.
    pub change: Change,
    /// The decision, where it differs.
    pub decision: Option<FromTo<Choice>>,
    /// How far it is implemented, where that differs.
    pub status: Option<FromTo<Status>>,
    /// What it counts for where nothing special holds, in words, when that differs beside the status:
    /// a failed test, an exception.
    pub effect: Option<FromTo<String>>,
    /// Reasons that are new.
    pub reasons_added: Vec<ReasonOf>,
    /// Reasons that are gone.
    pub reasons_removed: Vec<ReasonOf>,
    /// The written justification, or the reason of the exclusion, where it differs.
    pub justification: Option<FromTo<String>>,
    /// The exclusion, when the control is excluded now.
    pub exclusion: Option<Excluded>,
    /// Evidence that supports it now.
    pub evidence_added: Vec<String>,
    /// Evidence that does no more.
    pub evidence_removed: Vec<String>,
    /// Policies that put it into words now.
    pub policies_added: Vec<String>,
    /// Policies that do no more.
    pub policies_removed: Vec<String>,
    /// Who answers for it, where that differs.
    pub owner: Option<FromTo<String>>,
    /// Suppliers that operate it, where they differ.
    pub operated_by: Option<FromTo<Vec<String>>>,
    /// Whether the words on how it is implemented differ.
    pub implementation: bool,
    /// Fields of its document that differ and of which nothing else here tells.
    pub fields: Vec<FieldChange>,
    /// Risks whose levels the change of this control moves.
    pub moves: Vec<RiskMoved>,
    /// Where it is decided; `None` when no document decides it.
    pub source: Option<Source>,
}

/// A reason with its sort.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ReasonOf {
    /// `risk`, `legal`, `contractual`, `business`, `best_practice` or `clause`.
    pub sort: &'static str,
    /// What gives the reason; `None` for a written one.
    pub id: Option<String>,
    /// The reason in words.
    pub text: String,
}

/// The exclusion of a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excluded {
    /// Who decided.
    pub by: Option<String>,
    /// The day of the decision.
    pub on: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The reason given.
    pub reason: Option<String>,
}

impl ControlChange {
    /// Whether the Statement of Applicability says something else of it: the decision, its reasons or
    /// justification, or the status.
    pub fn is_of_statement(&self) -> bool {
        self.change != Change::Changed
            || self.decision.is_some()
            || self.status.is_some()
            || !self.reasons_added.is_empty()
            || !self.reasons_removed.is_empty()
            || self.justification.is_some()
    }
}

/// What is known of a control beside its rows.
#[derive(Default)]
struct Beside {
    effect: Option<FromTo<String>>,
    fields: Vec<FieldChange>,
    moves: Vec<RiskMoved>,
}

/// Compares the rows of both sides, in the order of the head side; the decisive changes stand first.
pub fn controls(
    rows: (&[Row], &[Row]),
    sides: (&Side<'_>, &Side<'_>),
    pairs: &Pairs,
    told: &Told,
    moved_by: &[(String, RiskMoved)],
) -> Vec<ControlChange> {
    let renames = &pairs.renames;
    let mut edited = edited(sides, pairs, told);
    let old: BTreeMap<String, &Row> = rows
        .0
        .iter()
        .map(|row| (renames.now(&row.id), row))
        .collect();
    let mut found = Vec::new();
    for row in rows.1 {
        let before = old.get(&row.id).copied();
        let moves = moved_by.iter().filter(|(control, _)| *control == row.id);
        let moves = moves.map(|(_, risk)| risk.clone()).collect();
        let effect = effect(
            before.map_or(row.id.as_str(), |row| &row.id),
            &row.id,
            sides,
        );
        let fields = edited.remove(row.id.as_str()).unwrap_or_default();
        let beside = Beside {
            effect,
            fields,
            moves,
        };
        found.extend(between(before, Some(row), beside, renames));
    }
    let new: BTreeMap<&str, &Row> = rows.1.iter().map(|row| (row.id.as_str(), row)).collect();
    let gone = old.iter().filter(|(id, _)| !new.contains_key(id.as_str()));
    found.extend(gone.filter_map(|(_, row)| between(Some(row), None, Beside::default(), renames)));
    found.sort_by_key(weight);
    found
}

/// Changed fields of the documents of controls, by the id of the head side.
fn edited<'a>(
    sides: (&Side<'a>, &Side<'a>),
    pairs: &Pairs,
    told: &Told,
) -> BTreeMap<&'a str, Vec<FieldChange>> {
    let (old, new) = (
        &sides.0.inputs.model.documents,
        &sides.1.inputs.model.documents,
    );
    let both = pairs.both.iter();
    let both = both.filter(|pair| new[pair.after].kind == Kind::Control);
    let each = both.map(|pair| {
        let (a, b) = (&old[pair.before], &new[pair.after]);
        (&*b.id, told.rest(b, changed_fields(a, b, &pairs.renames)))
    });
    each.collect()
}

/// What a control counts for on both sides, where that differs.
fn effect(old: &str, new: &str, sides: (&Side<'_>, &Side<'_>)) -> Option<FromTo<String>> {
    let of = |side: &Side<'_>, id: &str| -> Known<Effect> {
        side.inputs.assessment.controls.effect(id, &[])
    };
    let (from, to) = (of(sides.0, old).ok()?, of(sides.1, new).ok()?);
    FromTo::of(
        Some(super::causes::words(&from)),
        Some(super::causes::words(&to)),
    )
}

fn between(
    old: Option<&Row>,
    new: Option<&Row>,
    beside: Beside,
    renames: &Renames,
) -> Option<ControlChange> {
    let row = new.or(old)?;
    let (reasons_added, reasons_removed) = reasons(old, new, renames);
    let (evidence_added, evidence_removed) = lists(old, new, |row| &row.evidence, renames);
    let (policies_added, policies_removed) = lists(old, new, |row| &row.policies, renames);
    let status = FromTo::of(
        old.and_then(|row| row.status),
        new.and_then(|row| row.status),
    );
    let decision = FromTo::of(old.map(|row| row.decision), new.map(|row| row.decision));
    let owner = |row: Option<&Row>| row.and_then(|row| row.owner.clone());
    let before_owner = owner(old).map(|owner| renames.now(&owner));
    let operated =
        |row: &Row| -> Vec<String> { row.operated_by.iter().map(|one| renames.now(one)).collect() };
    let change = match (old, new) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        _ => Change::Changed,
    };
    let mut found = ControlChange {
        id: row.id.clone(),
        title: row.title.clone(),
        change,
        effect: beside
            .effect
            .filter(|_| status.is_none() && decision.is_none()),
        decision,
        status,
        reasons_added,
        reasons_removed,
        justification: FromTo::of(old.and_then(written), new.and_then(written)),
        exclusion: new
            .and_then(|row| row.exclusion.as_ref())
            .map(|one| Excluded {
                by: one.by.clone(),
                on: one.on,
                until: one.until,
                reason: one.reason.clone(),
            }),
        evidence_added,
        evidence_removed,
        policies_added,
        policies_removed,
        owner: FromTo::of(before_owner, owner(new)),
        operated_by: FromTo::of(old.map(operated), new.map(operated)),
        implementation: old.map(|row| &row.implementation) != new.map(|row| &row.implementation),
        fields: beside.fields,
        moves: beside.moves,
        source: row.source.clone(),
    };
    found.fields = untold(&found);
    says(&found).then_some(found)
}

/// The fields of its document of which its row does not tell.
fn untold(found: &ControlChange) -> Vec<FieldChange> {
    let reasons = !found.reasons_added.is_empty() || !found.reasons_removed.is_empty();
    let told = |field: &str| match field {
        "applicable" => found.decision.is_some(),
        "status" => found.status.is_some(),
        "reasons" => reasons,
        "justification" | "exclusion.reason" => found.justification.is_some(),
        "owner" => found.owner.is_some(),
        "operated_by" => found.operated_by.is_some(),
        "implementation" => found.implementation,
        _ => false,
    };
    let fields = found.fields.iter();
    fields
        .filter(|change| !told(&change.field))
        .cloned()
        .collect()
}

fn says(found: &ControlChange) -> bool {
    let lists = [
        &found.evidence_added,
        &found.evidence_removed,
        &found.policies_added,
        &found.policies_removed,
    ];
    found.is_of_statement()
        || found.effect.is_some()
        || lists.iter().any(|list| !list.is_empty())
        || found.owner.is_some()
        || found.operated_by.is_some()
        || found.implementation
        || !found.fields.is_empty()
        || !found.moves.is_empty()
}

/// The justification that somebody wrote; a composed one follows from the reasons.
fn written(row: &Row) -> Option<String> {
    row.justification
        .clone()
        .filter(|_| row.written || row.decision == Choice::Excluded)
}

/// Reasons of a row with their sort.
fn reasons_of(row: &Row) -> Vec<ReasonOf> {
    let lists: [(&'static str, &[ReasonLine]); 6] = [
        ("risk", &row.reasons.risk),
        ("legal", &row.reasons.legal),
        ("contractual", &row.reasons.contractual),
        ("business", &row.reasons.business),
        ("best_practice", &row.reasons.best_practice),
        ("clause", &row.reasons.clause),
    ];
    let each = lists.into_iter().flat_map(|(sort, list)| {
        list.iter().map(move |one| ReasonOf {
            sort,
            id: one.id.clone(),
            text: one.text.clone(),
        })
    });
    each.collect()
}

/// Reasons that came and that went. A reason is known by what gives it: another title of a risk is no
/// other reason.
fn reasons(
    old: Option<&Row>,
    new: Option<&Row>,
    renames: &Renames,
) -> (Vec<ReasonOf>, Vec<ReasonOf>) {
    let of = |row: Option<&Row>| row.map(reasons_of).unwrap_or_default();
    let (was, is) = (of(old), of(new));
    let key = |one: &ReasonOf| (one.sort, one.id.as_deref().map(|id| renames.now(id)));
    let new_key = |one: &ReasonOf| (one.sort, one.id.clone());
    let added = is
        .iter()
        .filter(|one| was.iter().all(|other| key(other) != new_key(one)));
    let removed = was
        .iter()
        .filter(|one| is.iter().all(|other| new_key(other) != key(one)));
    (distinct(added), distinct(removed))
}

/// Each source of a sort once; one obligation may give several reasons.
fn distinct<'a>(reasons: impl Iterator<Item = &'a ReasonOf>) -> Vec<ReasonOf> {
    let mut kept: Vec<ReasonOf> = Vec::new();
    for reason in reasons {
        let known = kept
            .iter()
            .any(|one| one.sort == reason.sort && one.id == reason.id);
        if !known || reason.id.is_none() {
            kept.push(reason.clone());
        }
    }
    kept
}

/// What came into a list and what left it.
fn lists(
    old: Option<&Row>,
    new: Option<&Row>,
    of: fn(&Row) -> &Vec<String>,
    renames: &Renames,
) -> (Vec<String>, Vec<String>) {
    let was: Vec<String> = old
        .map(|row| of(row).iter().map(|id| renames.now(id)).collect())
        .unwrap_or_default();
    let is = new.map(|row| of(row).clone()).unwrap_or_default();
    let added = is.iter().filter(|id| !was.contains(id)).cloned().collect();
    let removed = was.iter().filter(|id| !is.contains(id)).cloned().collect();
    (added, removed)
}

/// The decision first, then what moves risks, the status, reasons, and the rest.
fn weight(change: &ControlChange) -> u8 {
    match () {
        () if change.decision.is_some() || change.change != Change::Changed => 0,
        () if !change.moves.is_empty() => 1,
        () if change.status.is_some() || change.effect.is_some() => 2,
        () if change.is_of_statement() => 3,
        () => 4,
    }
}
