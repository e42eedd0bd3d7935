//! Who may take which decision on which document, and where in it the decision stands (clause 5.3;
//! model.md, "Common to all", "Acceptance").

use super::authority::{is_in_doubt, owners_on};
use super::decision::{INFORMATION_SECURITY_POLICY, What};
use crate::model::Body;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::role::{Authority, Role};
use crate::model::scalar::Date;
use crate::model::sign_off::Subject;
use std::collections::BTreeSet;

/// A place for a decision: what is decided there, and in which field of the document it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// The approval of a policy.
    Policy,
    /// The approval of the scope, the risk method, an assessment or an exception.
    Whole,
    /// The signature under what a sign-off names.
    Signature(Subject),
    /// The owner's approval of a treatment plan.
    Plan,
    /// The owner's acceptance of what remains above the criterion.
    Residual,
    /// The owner's acceptance of the level of today, until actions are done.
    Interim,
    /// The agreement of somebody who may accept that level.
    Endorsement,
    /// The exclusion of a control.
    Exclusion,
    /// The review of a document.
    Review,
}

impl Seat {
    /// What the approval of a document is; `None` for kinds that nobody approves, and for broken ones.
    pub fn of_approval(document: &Document) -> Option<Self> {
        match &document.body {
            Body::Policy(_) => Some(Self::Policy),
            Body::Scope(_) | Body::RiskMethod(_) | Body::Assessment(_) | Body::Exception(_) => {
                Some(Self::Whole)
            }
            Body::SignOff(sign_off) => Some(Self::Signature(sign_off.subject)),
            Body::Risk(_) => Some(Self::Plan),
            Body::Control(control) if control.applicable == Some(false) => Some(Self::Exclusion),
            _ => None,
        }
    }

    /// The field that holds the decision, or the list that decisions are added to.
    pub fn field(self) -> &'static str {
        match self {
            Self::Policy | Self::Signature(_) => "approvals",
            Self::Whole => "approval",
            Self::Plan => "treatment.approval",
            Self::Residual | Self::Interim => "treatment.acceptance",
            Self::Endorsement => "treatment.acceptance.endorsed",
            Self::Exclusion => "exclusion",
            Self::Review => "review.done",
        }
    }

    /// Whether decisions are added to a list, so that earlier ones stay.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Policy | Self::Signature(_) | Self::Review)
    }

    /// What it is judged as; reviews are not judged.
    pub fn what(self) -> Option<What> {
        Some(match self {
            Self::Policy => What::Policy,
            Self::Whole => What::Whole,
            Self::Signature(Subject::Soa) => What::Soa,
            Self::Signature(Subject::Rtp) => What::Rtp,
            Self::Signature(_) => What::Whole,
            Self::Plan => What::Plan,
            Self::Residual | Self::Interim => What::Acceptance,
            Self::Endorsement => What::Endorsement,
            Self::Exclusion => What::Exclusion,
            Self::Review => return None,
        })
    }

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Policy | Self::Whole => "approval",
            Self::Signature(_) => "signature",
            Self::Plan => "plan",
            Self::Residual => "residual",
            Self::Interim => "interim",
            Self::Endorsement => "endorsement",
            Self::Exclusion => "exclusion",
            Self::Review => "review",
        }
    }
}

/// Who may take a decision on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitled {
    /// Ids of the people whom it awaits, sorted; any one of them is enough.
    pub people: Vec<String>,
    /// What makes them so, in words: "the risk owner `jane`".
    pub needs: String,
    /// Whether nobody else may take it; otherwise they are only the ones to ask first.
    pub exclusive: bool,
    /// Something that could not be read may entitle others.
    pub in_doubt: bool,
}

impl Entitled {
    /// Whether a person may take the decision, as far as can be known.
    pub fn includes(&self, person: &str) -> bool {
        !self.exclusive || self.people.iter().any(|entitled| entitled == person)
    }
}

/// Who may approve, sign, renew or review: everything but acceptances, of which the method speaks.
pub fn entitled(model: &Model, document: &Document, seat: Seat, on: Date) -> Entitled {
    match seat {
        Seat::Policy if &*document.id == INFORMATION_SECURITY_POLICY => {
            holders(model, Authority::TopManagement, on)
        }
        Seat::Policy => holders(model, Authority::ApprovePolicy, on),
        Seat::Signature(subject) => signers(model, subject, on),
        Seat::Whole if matches!(document.body, Body::Exception(_)) => {
            holders(model, Authority::ApproveException, on)
        }
        Seat::Whole => to_ask(holders(model, Authority::TopManagement, on)),
        Seat::Exclusion => match owner(document) {
            Some(_) => to_ask(owners(model, document, on)),
            None => to_ask(holders(model, Authority::ApproveSoa, on)),
        },
        Seat::Review => to_ask(owners(model, document, on)),
        _ => owners(model, document, on),
    }
}

/// Who may sign what a sign-off of this subject names.
pub fn signers(model: &Model, subject: Subject, on: Date) -> Entitled {
    match subject {
        Subject::Soa | Subject::Rtp => holders(model, Authority::ApproveSoa, on),
        _ => to_ask(holders(model, Authority::TopManagement, on)),
    }
}

/// The holders of roles, any of which is enough.
pub fn of_roles(model: &Model, roles: &[String], on: Date) -> Entitled {
    let held = roles.iter().flat_map(|role| owners_on(model, role, on));
    let people: BTreeSet<&str> = held.collect();
    Entitled {
        people: people.into_iter().map(str::to_owned).collect(),
        needs: format!("a holder of {}", roles.join(" or ")),
        exclusive: true,
        in_doubt: roles.iter().any(|role| is_in_doubt(model, role)),
    }
}

/// Nobody is asked for by name of an authority: the people are only the first to ask.
fn to_ask(entitled: Entitled) -> Entitled {
    Entitled {
        exclusive: false,
        ..entitled
    }
}

fn owner(document: &Document) -> Option<&str> {
    document.node.get("owner")?.text()
}

/// The owner of a document: a person, or the holders of a role.
fn owners(model: &Model, document: &Document, on: Date) -> Entitled {
    let what = if matches!(document.body, Body::Risk(_)) {
        "the risk owner"
    } else {
        "the owner"
    };
    let Some(owner) = owner(document) else {
        return Entitled {
            people: Vec::new(),
            needs: format!("{what}, and the document names none"),
            exclusive: true,
            in_doubt: false,
        };
    };
    Entitled {
        people: owners_on(model, owner, on)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        needs: format!("{what} `{owner}`"),
        exclusive: true,
        in_doubt: is_in_doubt(model, owner),
    }
}

/// The holders of an authority; top management holds every one.
fn holders(model: &Model, authority: Authority, on: Date) -> Entitled {
    let wanted = [authority, Authority::TopManagement];
    let roles = model.all::<Role>().filter(|role| {
        let mut given = role.authorities.iter();
        given.any(|given| wanted.contains(given))
    });
    let held = roles.flat_map(|role| owners_on(model, role.doc_id(), on));
    let people: BTreeSet<&str> = held.collect();
    Entitled {
        people: people.into_iter().map(str::to_owned).collect(),
        needs: format!("a role with the authority `{}`", authority.name()),
        exclusive: true,
        in_doubt: wanted
            .iter()
            .any(|authority| model.may_be_mentioned(authority.name())),
    }
}
