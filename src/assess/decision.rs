//! Decisions judged: fresh, stale because what they were based on has changed, or expired; and whether
//! the person held the authority on that day (model.md, "Decisions and their basis", "Acceptance").

use super::applicability::Applicability;
use super::authority::{has_authority, owns};
use super::basis;
use super::level::Levels;
use super::method::Method;
use crate::model::common::Decision;
use crate::model::control::Control;
use crate::model::document::{Document, Whole};
use crate::model::graph::Model;
use crate::model::id::{Person, Ref};
use crate::model::link::RISK_OWNER;
use crate::model::policy::Policy;
use crate::model::risk::{Acceptance, AcceptanceOf, Risk};
use crate::model::role::Authority;
use crate::model::scalar::{Basis, Date};
use crate::model::{assessment, exception, risk_method, scope, sign_off};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// The risk owner approved the treatment plan of a risk.
    Plan,
    /// The risk owner accepted a level above the criterion.
    Acceptance,
    /// Somebody who may accept that level endorsed the acceptance.
    Endorsement,
    /// A policy was approved.
    Policy,
    /// The scope, the risk method, an assessment or an exception was approved.
    Whole,
    /// A control was excluded.
    Exclusion,
    /// The Statement of Applicability was signed.
    Soa,
    /// The risk treatment plan was signed.
    Rtp,
}

/// Whether a decision holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// There is none, or nobody with the authority took it.
    None,
    /// It holds.
    Valid,
    /// What it was based on has changed.
    Stale,
    /// Its time is over.
    Expired,
}

/// Who may take a decision, and whether the person named did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authorised {
    /// The person held the authority on that day.
    Yes,
    /// The person did not; what would have been needed, in words.
    No(String),
    /// Nothing is asked for.
    NotAsked,
}

/// A decision that stands in a document, judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What was decided.
    pub what: What,
    /// Index of the document that it stands in.
    pub document: usize,
    /// The field that holds it, such as `treatment.acceptance`.
    pub field: String,
    /// Who decided.
    pub by: Option<String>,
    /// The day of the decision.
    pub on: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Whether it holds.
    pub state: State,
    /// Why it does not, in words.
    pub why: Option<String>,
    /// Whether the person held the authority.
    pub authorised: Authorised,
    /// The basis that is written down.
    pub recorded: Option<String>,
    /// The basis as it is now; what `basis` has to be for the decision to be fresh.
    pub basis: String,
}

/// A decision as it is written, whatever its type.
struct Written<'a> {
    by: Option<&'a Ref<Person>>,
    on: Option<Date>,
    until: Option<Date>,
    basis: Option<&'a Basis>,
}

impl<'a> From<&'a Decision> for Written<'a> {
    fn from(decision: &'a Decision) -> Self {
        Self {
            by: decision.by.as_ref(),
            on: decision.on,
            until: decision.until,
            basis: decision.basis.as_ref(),
        }
    }
}

impl<'a> From<&'a Acceptance> for Written<'a> {
    fn from(acceptance: &'a Acceptance) -> Self {
        Self {
            by: acceptance.by.as_ref(),
            on: acceptance.on,
            until: acceptance.until,
            basis: acceptance.basis.as_ref(),
        }
    }
}

/// What decisions are judged from.
pub struct Court<'a> {
    /// The documents.
    pub model: &'a Model,
    /// The method, if it can be computed with.
    pub method: Option<&'a Method>,
    /// The levels of each risk, by index of its document.
    pub levels: &'a BTreeMap<usize, Levels>,
    /// The applicability of all controls.
    pub applicability: &'a [Applicability],
    /// What the risk treatment plan holds that a signature under it is based on.
    pub plan: &'a Json,
    /// The day.
    pub as_of: Date,
}

impl Court<'_> {
    /// All decisions of all documents, in the order of their places.
    pub fn judge(&self) -> Vec<Judged> {
        let mut all = Vec::new();
        for (at, document) in self.model.documents.iter().enumerate() {
            self.judge_document(at, document, &mut all);
        }
        all
    }

    fn judge_document(&self, at: usize, document: &Document, all: &mut Vec<Judged>) {
        if let Some(risk) = document.is::<Risk>() {
            self.risk(
                at,
                Whole {
                    document,
                    data: risk,
                },
                all,
            );
        } else if let Some(policy) = document.is::<Policy>() {
            let authority = if &*document.id == INFORMATION_SECURITY_POLICY {
                Authority::TopManagement
            } else {
                Authority::ApprovePolicy
            };
            self.approvals(
                at,
                What::Policy,
                &policy.approvals,
                &|| basis::of_policy(document),
                Some(authority),
                all,
            );
        } else if let Some(control) = document.is::<Control>() {
            let exclusion = control
                .exclusion
                .as_ref()
                .filter(|_| control.applicable == Some(false));
            let content = || self.exclusion_content(&document.id);
            all.extend(exclusion.map(|decision| {
                self.one(
                    at,
                    What::Exclusion,
                    "exclusion",
                    decision.into(),
                    content(),
                    Authorised::NotAsked,
                )
            }));
        } else if let Some(sign_off) = document.is::<sign_off::SignOff>() {
            self.sign_off(at, document, sign_off, all);
        } else {
            self.whole(at, document, all);
        }
    }

    fn whole(&self, at: usize, document: &Document, all: &mut Vec<Judged>) {
        let scope = document
            .is::<scope::Scope>()
            .and_then(|scope| scope.approval.as_ref());
        let method = document
            .is::<risk_method::RiskMethod>()
            .and_then(|method| method.approval.as_ref());
        let assessment = document
            .is::<assessment::Assessment>()
            .and_then(|assessment| assessment.approval.as_ref());
        let exception = document
            .is::<exception::Exception>()
            .and_then(|exception| exception.approval.as_ref());
        let authority = exception.map(|_| Authority::ApproveException);
        if let Some(decision) = scope.or(method).or(assessment).or(exception) {
            let authorised = self.authority(decision, authority);
            all.push(self.one(
                at,
                What::Whole,
                "approval",
                decision.into(),
                basis::of_whole(document),
                authorised,
            ));
        }
    }

    fn sign_off(
        &self,
        at: usize,
        document: &Document,
        sign_off: &sign_off::SignOff,
        all: &mut Vec<Judged>,
    ) {
        match sign_off.subject {
            sign_off::Subject::Soa => self.approvals(
                at,
                What::Soa,
                &sign_off.approvals,
                &|| soa_content(self.applicability, self.model),
                Some(Authority::ApproveSoa),
                all,
            ),
            sign_off::Subject::Rtp => self.approvals(
                at,
                What::Rtp,
                &sign_off.approvals,
                &|| self.plan.clone(),
                Some(Authority::ApproveSoa),
                all,
            ),
            _ => self.approvals(
                at,
                What::Whole,
                &sign_off.approvals,
                &|| basis::of_whole(document),
                None,
                all,
            ),
        }
    }

    /// Of several approvals only the latest counts.
    fn approvals(
        &self,
        at: usize,
        what: What,
        approvals: &[Decision],
        content: &dyn Fn() -> Json,
        authority: Option<Authority>,
        all: &mut Vec<Judged>,
    ) {
        let past = approvals
            .iter()
            .enumerate()
            .filter(|(_, approval)| approval.on.is_none_or(|on| on <= self.as_of));
        if let Some((index, approval)) = past.max_by_key(|(index, approval)| (approval.on, *index))
        {
            let authorised = self.authority(approval, authority);
            all.push(self.one(
                at,
                what,
                &format!("approvals[{index}]"),
                approval.into(),
                content(),
                authorised,
            ));
        }
    }

    /// Whether a person held an authority that day; top management holds every one.
    fn authority(&self, decision: &Decision, wanted: Option<Authority>) -> Authorised {
        let (Some(wanted), Some(by), Some(on)) = (wanted, decision.by.as_ref(), decision.on) else {
            return Authorised::NotAsked;
        };
        let held = has_authority(self.model, by.id(), wanted, on)
            || has_authority(self.model, by.id(), Authority::TopManagement, on);
        if held {
            Authorised::Yes
        } else {
            Authorised::No(format!(
                "a role with the authority `{}`",
                authority_name(wanted)
            ))
        }
    }

    fn risk(&self, at: usize, risk: Whole<'_, Risk>, all: &mut Vec<Judged>) {
        let Some(treatment) = &risk.data.treatment else {
            return;
        };
        let content = basis::of_risk(risk.document);
        if let Some(approval) = &treatment.approval {
            let authorised = self.ownership(risk, approval.by.as_ref(), approval.on);
            all.push(self.one(
                at,
                What::Plan,
                "treatment.approval",
                approval.into(),
                content.clone(),
                authorised,
            ));
        }
        let Some(acceptance) = &treatment.acceptance else {
            return;
        };
        let authorised = self.ownership(risk, acceptance.by.as_ref(), acceptance.on);
        let mut judged = self.one(
            at,
            What::Acceptance,
            "treatment.acceptance",
            acceptance.into(),
            content.clone(),
            authorised,
        );
        self.compare_level(at, acceptance, &mut judged);
        all.push(judged);
        if let Some(endorsed) = &acceptance.endorsed {
            let authorised = self.endorser(acceptance, endorsed);
            let mut judged = self.one(
                at,
                What::Endorsement,
                "treatment.acceptance.endorsed",
                endorsed.into(),
                content,
                authorised,
            );
            self.compare_level(at, acceptance, &mut judged);
            all.push(judged);
        }
    }

    fn ownership(
        &self,
        risk: Whole<'_, Risk>,
        by: Option<&Ref<Person>>,
        on: Option<Date>,
    ) -> Authorised {
        let (Some(by), Some(on), Some(owner)) = (by, on, &risk.data.owner) else {
            return Authorised::NotAsked;
        };
        if owns(self.model, by.id(), owner.id(), on) {
            return Authorised::Yes;
        }
        Authorised::No(format!("the risk owner `{}`", owner.id()))
    }

    fn endorser(&self, acceptance: &Acceptance, endorsed: &Decision) -> Authorised {
        let level = acceptance
            .level
            .as_ref()
            .and_then(|id| self.method?.level(&id.0));
        let (Some(level), Some(by), Some(on), Some(method)) =
            (level, &endorsed.by, endorsed.on, self.method)
        else {
            return Authorised::NotAsked;
        };
        let Some(roles) = method.accepters(level) else {
            return Authorised::No(
                "nobody: no entry of `may_accept` reaches that level".to_owned(),
            );
        };
        let held = roles
            .iter()
            .any(|role| super::authority::holds_role(self.model, by.id(), role, on));
        if held || roles.iter().any(|role| role == RISK_OWNER) {
            Authorised::Yes
        } else {
            Authorised::No(format!("a holder of {}", roles.join(" or ")))
        }
    }

    /// A level worse than the one accepted makes an acceptance stale; a better one does not.
    fn compare_level(&self, at: usize, acceptance: &Acceptance, judged: &mut Judged) {
        let accepted = acceptance
            .level
            .as_ref()
            .and_then(|id| self.method?.level(&id.0));
        let (Some(accepted), Some(method), Some(levels)) =
            (accepted, self.method, self.levels.get(&at))
        else {
            return;
        };
        let reading = match acceptance.of {
            Some(AcceptanceOf::Interim) => &levels.current,
            _ => &levels.target,
        };
        let Ok(reading) = reading else { return };
        if judged.state == State::Valid && reading.level > accepted {
            judged.state = State::Stale;
            judged.why = Some(format!(
                "the level is now {}, worse than the accepted {}",
                method.levels[reading.level].title, method.levels[accepted].title
            ));
        }
    }

    fn one(
        &self,
        document: usize,
        what: What,
        field: &str,
        written: Written<'_>,
        content: Json,
        authorised: Authorised,
    ) -> Judged {
        let digest = basis::digest(&content);
        let (state, why) = self.state(&written, &digest, &authorised);
        Judged {
            what,
            document,
            field: field.to_owned(),
            by: written.by.map(|by| by.id().to_owned()),
            on: written.on,
            until: written.until,
            state,
            why,
            authorised,
            recorded: written.basis.map(|basis| basis.0.to_string()),
            basis: digest,
        }
    }

    /// A decision without a basis cannot be compared and holds; a rule says so.
    fn state(
        &self,
        written: &Written<'_>,
        digest: &str,
        authorised: &Authorised,
    ) -> (State, Option<String>) {
        let (Some(by), Some(on)) = (written.by, written.on) else {
            return (
                State::None,
                Some("it does not say who decided and when".to_owned()),
            );
        };
        if on > self.as_of {
            return (
                State::None,
                Some(format!("it is dated {on}, after the day of this check")),
            );
        }
        if let Authorised::No(needed) = authorised {
            return (
                State::None,
                Some(format!("{} was not {needed} on {on}", by.id())),
            );
        }
        if let Some(until) = written.until.filter(|until| *until < self.as_of) {
            return (State::Expired, Some(format!("it held until {until}")));
        }
        match written.basis {
            Some(basis) if *basis.0 != *digest => (
                State::Stale,
                Some("what it was based on has changed since".to_owned()),
            ),
            _ => (State::Valid, None),
        }
    }

    /// The reason of an exclusion, and the documents that speak to it.
    fn exclusion_content(&self, id: &str) -> Json {
        let row = self.applicability.iter().find(|row| row.id == id);
        let reason = row.and_then(|row| row.justification.clone());
        let ids = |sort: &str| -> Vec<String> {
            let sorts = row.map(|row| row.reasons.sorts());
            let list = sorts
                .iter()
                .flatten()
                .find(|(name, _)| *name == sort)
                .map(|(_, reasons)| *reasons);
            list.unwrap_or_default()
                .iter()
                .filter_map(|reason| reason.id.clone())
                .collect()
        };
        let facts = super::applicability::witnesses;
        let contradictions = crate::model::catalog::ANNEX_A
            .contradictions
            .iter()
            .filter(|entry| entry.controls.iter().any(|control| **control == *id));
        let mut assets: Vec<String> = contradictions
            .flat_map(|entry| facts(self.model, entry.when, self.as_of))
            .filter(|document| document.kind == crate::model::Kind::Asset)
            .map(|document| document.id.to_string())
            .collect();
        assets.sort();
        let mut content = Map::new();
        if let Some(reason) = reason {
            content.insert("reason".to_owned(), json!(reason.trim_end()));
        }
        let obligations: Vec<String> = ids("legal").into_iter().chain(ids("contractual")).collect();
        for (key, list) in [
            ("risks", ids("risk")),
            ("obligations", obligations),
            ("assets", assets),
        ] {
            if !list.is_empty() {
                content.insert(key.to_owned(), json!(list));
            }
        }
        Json::Object(content)
    }
}

/// The id of the policy of clause 5.2, which top management approves.
pub const INFORMATION_SECURITY_POLICY: &str = "information-security-policy";

fn authority_name(authority: Authority) -> &'static str {
    match authority {
        Authority::TopManagement => "top-management",
        Authority::IsmsConformity => "isms-conformity",
        Authority::IsmsReporting => "isms-reporting",
        Authority::ApprovePolicy => "approve-policy",
        Authority::ApproveSoa => "approve-soa",
        Authority::ApproveException => "approve-exception",
    }
}

/// What a signature under the Statement of Applicability is based on: per control the decision, the
/// ids of its reasons, the written justification and the exclusion; not the status.
fn soa_content(rows: &[Applicability], model: &Model) -> Json {
    let mut content = Map::new();
    for row in rows {
        let Some(applicable) = row.applicable else {
            continue;
        };
        let mut entry = Map::new();
        entry.insert("applicable".to_owned(), json!(applicable));
        let mut reasons = Map::new();
        for (sort, list) in row.reasons.sorts() {
            let ids: Vec<&str> = list
                .iter()
                .map(|reason| reason.id.as_deref().unwrap_or("written"))
                .collect();
            if !ids.is_empty() {
                reasons.insert(sort.to_owned(), json!(ids));
            }
        }
        entry.insert("reasons".to_owned(), Json::Object(reasons));
        if let Some(text) = row.justification.as_ref().filter(|_| row.written) {
            entry.insert("justification".to_owned(), json!(text));
        }
        let exclusion = row
            .document
            .and_then(|at| model.documents[at].is::<Control>()?.exclusion.as_ref());
        if let Some(exclusion) = exclusion {
            let by = exclusion.by.as_ref().map(|by| by.id());
            let day = |day: Option<Date>| day.map(|day| day.to_string());
            let parts = json!({"by": by, "on": day(exclusion.on), "until": day(exclusion.until), "reason": exclusion.reason.as_deref()});
            entry.insert("exclusion".to_owned(), parts);
        }
        content.insert(row.id.clone(), Json::Object(entry));
    }
    Json::Object(content)
}
