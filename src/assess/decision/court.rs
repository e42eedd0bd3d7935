//! Judges every decision of a snapshot.

use super::content;
use super::judged::{Authorised, Judged, State, What};
use crate::assess::applicability::Applicability;
use crate::assess::authority::{has_authority, holds_role, is_in_doubt, owns};
use crate::assess::basis;
use crate::assess::demand::{Agreement, agreement};
use crate::assess::level::Levels;
use crate::assess::method::Method;
use crate::model::Kind;
use crate::model::common::Decision;
use crate::model::control::Control;
use crate::model::document::{Document, Whole};
use crate::model::graph::Model;
use crate::model::id::{Person, Ref};
use crate::model::policy::Policy;
use crate::model::risk::{Acceptance, AcceptanceOf, Risk};
use crate::model::role::Authority;
use crate::model::scalar::{Basis, Date};
use crate::model::{assessment, exception, risk_method, scope, sign_off};
use rayon::prelude::*;
use serde_json::Value as Json;
use std::collections::BTreeMap;

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
    pub plan: &'a (dyn Fn() -> Json + Sync),
    /// The day.
    pub as_of: Date,
}

impl Court<'_> {
    /// All decisions of all documents, in the order of their places.
    pub fn judge(&self) -> Vec<Judged> {
        let of_one = |(at, document)| {
            let mut all = Vec::new();
            self.judge_document(at, document, &mut all);
            all
        };
        let judged = |signed: bool| -> Vec<Judged> {
            let documents = self.model.documents.par_iter().enumerate();
            let wanted =
                |(_, document): &(_, &Document)| (document.kind == Kind::SignOff) == signed;
            documents.filter(wanted).flat_map_iter(of_one).collect()
        };
        // What is signed as a whole takes longest to look at, so nobody waits for it at the end.
        let (mut all, others) = rayon::join(|| judged(true), || judged(false));
        all.extend(others);
        all.sort_by_key(|judged| judged.document);
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
                &|| basis::own(document),
                Some(authority),
                all,
            );
        } else if let Some(control) = document.is::<Control>() {
            let exclusion = control
                .exclusion
                .as_ref()
                .filter(|_| control.applicable == Some(false));
            let content = || {
                let (rows, id) = (self.applicability, &document.id);
                basis::digest(&content::exclusion(self.model, rows, self.as_of, id))
            };
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
                basis::own(document),
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
                &|| basis::digest(&content::soa(self.applicability, self.model)),
                Some(Authority::ApproveSoa),
                all,
            ),
            sign_off::Subject::Rtp => self.approvals(
                at,
                What::Rtp,
                &sign_off.approvals,
                &|| basis::digest(&(self.plan)()),
                Some(Authority::ApproveSoa),
                all,
            ),
            _ => self.approvals(
                at,
                What::Whole,
                &sign_off.approvals,
                &|| basis::own(document),
                None,
                all,
            ),
        }
    }

    /// Of several approvals only the latest counts, and of those of one day one by somebody with the
    /// authority: others may sign beside them.
    fn approvals(
        &self,
        at: usize,
        what: What,
        approvals: &[Decision],
        digest: &dyn Fn() -> String,
        authority: Option<Authority>,
        all: &mut Vec<Judged>,
    ) {
        let past = approvals
            .iter()
            .enumerate()
            .filter(|(_, approval)| approval.on.is_none_or(|on| on <= self.as_of));
        let judged = past.map(|(index, approval)| {
            let authorised = self.authority(approval, authority);
            (index, approval, authorised)
        });
        let counts = |authorised: &Authorised| !matches!(authorised, Authorised::No(_));
        let latest = judged.max_by_key(|(index, approval, it)| (approval.on, counts(it), *index));
        if let Some((index, approval, authorised)) = latest {
            all.push(self.one(
                at,
                what,
                &format!("approvals[{index}]"),
                approval.into(),
                digest(),
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
        let names = [wanted, Authority::TopManagement].map(Authority::name);
        if held {
            Authorised::Yes
        } else if names.iter().any(|name| self.model.may_be_mentioned(name)) {
            // A role that could not be read may give it.
            Authorised::NotAsked
        } else {
            Authorised::No(format!("a role with the authority `{}`", names[0]))
        }
    }

    fn risk(&self, at: usize, risk: Whole<'_, Risk>, all: &mut Vec<Judged>) {
        let Some(treatment) = &risk.data.treatment else {
            return;
        };
        let digest = basis::own(risk.document);
        if let Some(approval) = &treatment.approval {
            let authorised = self.ownership(risk, approval.by.as_ref(), approval.on);
            all.push(self.one(
                at,
                What::Plan,
                "treatment.approval",
                approval.into(),
                digest.clone(),
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
            digest.clone(),
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
                digest,
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
        if is_in_doubt(self.model, owner.id()) {
            return Authorised::NotAsked;
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
        let roles = match agreement(method, level) {
            Agreement::Owner => return Authorised::NotAsked,
            Agreement::Roles(roles) => roles,
            Agreement::Impossible => {
                let reason = "somebody whom `may_accept` gives that level, and no entry reaches it";
                return Authorised::No(reason.to_owned());
            }
        };
        let held = roles
            .iter()
            .any(|role| holds_role(self.model, by.id(), role, on));
        if held {
            Authorised::Yes
        } else if roles.iter().any(|role| is_in_doubt(self.model, role)) {
            Authorised::NotAsked
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
        digest: String,
        authorised: Authorised,
    ) -> Judged {
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
                Some(format!("{} decided it on {on}; it takes {needed}", by.id())),
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
}

/// The id of the policy of clause 5.2, which top management approves.
pub const INFORMATION_SECURITY_POLICY: &str = "information-security-policy";
