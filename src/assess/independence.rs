//! Who is not independent of what an audit looks at, and why (clause 9.2.2; model.md, "Independence,
//! sampling, coverage").
//!
//! Who wrote a document is known from commits alone: of policies, the scope and the risk method, as far back
//! as their history was looked at. The owner of a policy counts as its author whatever git says.

use super::authority::{holds_role, owns};
use super::effect::bare;
use super::known::Unknown;
use super::proof::is_of;
use crate::model::Kind;
use crate::model::audit::{Audit, AuditScope};
use crate::model::control::Control;
use crate::model::document::{Document, Whole};
use crate::model::graph::Model;
use crate::model::id::{Owner, Ref};
use crate::model::person::Person;
use crate::model::policy::Policy;
use crate::model::programme::Programme;
use crate::model::risk::Risk;
use crate::model::role::Role;
use crate::model::scalar::{Date, Period};
use crate::text::proof::Histories;
use crate::text::source::Span;
use std::sync::Arc;

/// How somebody is bound to what an audit looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bond {
    /// Owns a control in scope, as a whole or at one of its places.
    Control,
    /// Has tested a control in scope not long before.
    Test,
    /// Owns a risk that a control in scope treats.
    Risk,
    /// Holds a role that answers for a clause in scope.
    Clause,
    /// Owns a policy that puts a control in scope into words.
    Policy,
    /// Has written a document on a control or clause in scope not long before.
    Author,
}

/// One reason why an auditor is not independent.
#[derive(Debug, Clone)]
pub struct Tie<'a> {
    /// The sort of reason.
    pub bond: Bond,
    /// The control or the clause in scope.
    pub of: String,
    /// What binds, in words that follow the auditor's name: "owns A.8.5", "holds the role …".
    pub why: String,
    /// The document that says so.
    pub document: &'a Document,
    /// The field that says so.
    pub field: String,
}

/// How independent one auditor is of the scope of one audit.
#[derive(Debug, Clone)]
pub struct Independence<'a> {
    /// Id of the auditor.
    pub auditor: &'a str,
    /// Index in `auditors` of the audit.
    pub index: usize,
    /// Why they are not independent; empty when nothing is known that binds them.
    pub ties: Vec<Tie<'a>>,
    /// Why more may bind them: something that names them, or a role of theirs, could not be read.
    pub unknown: Option<Unknown>,
}

/// The independence of every auditor of an audit: on the day on which it was held, else on that for
/// which it is planned, else today. Who wrote what is asked of the histories.
pub fn independence<'a>(
    model: &'a Model,
    audit: Whole<'a, Audit>,
    as_of: Date,
    histories: &Histories,
) -> Vec<Independence<'a>> {
    let day = audit.data.held.or(audit.data.planned).unwrap_or(as_of);
    let auditors = audit.data.auditors.iter().enumerate();
    let judged = auditors.map(|(index, auditor)| Independence {
        auditor: auditor.id(),
        index,
        ties: ties(
            model,
            audit.data.scope.as_ref(),
            auditor.id(),
            day,
            histories,
        ),
        unknown: doubt(model, auditor.id(), day),
    });
    judged.collect()
}

/// Whether a clause is another one, or stands below it: `6.1` covers `6.1.2` and `6.1.2.a`.
pub fn covers(above: &str, clause: &str) -> bool {
    let rest = clause.strip_prefix(above);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn ties<'a>(
    model: &'a Model,
    scope: Option<&'a AuditScope>,
    auditor: &str,
    day: Date,
    histories: &Histories,
) -> Vec<Tie<'a>> {
    let Some(scope) = scope else {
        return Vec::new();
    };
    let look = Look {
        model,
        scope,
        auditor,
        day,
    };
    let mut ties = look.controls();
    ties.extend(look.risks());
    ties.extend(look.clauses());
    ties.extend(look.policies());
    ties.extend(look.written(histories));
    ties
}

/// One auditor before one scope.
struct Look<'a, 'b> {
    model: &'a Model,
    scope: &'a AuditScope,
    auditor: &'b str,
    day: Date,
}

impl<'a> Look<'a, '_> {
    fn owns(&self, owner: Option<&Ref<Owner>>) -> bool {
        owner.is_some_and(|owner| owns(self.model, self.auditor, owner.id(), self.day))
    }

    /// The control in scope that an id names.
    fn in_scope(&self, id: &str) -> Option<&'a str> {
        let mut controls = self.scope.controls.iter().map(|control| bare(control.id()));
        controls.find(|control| *control == bare(id))
    }

    fn controls(&self) -> Vec<Tie<'a>> {
        let mut ties = Vec::new();
        for control in self.model.all::<Control>() {
            let Some(of) = self.in_scope(control.doc_id()) else {
                continue;
            };
            let tie = |bond, why: &str, field: String| Tie {
                bond,
                of: of.to_owned(),
                why: format!("{why} {of}"),
                document: control.document,
                field,
            };
            if self.owns(control.data.owner.as_ref()) {
                ties.push(tie(Bond::Control, "owns", "owner".to_owned()));
            }
            let places = control.data.implementations.iter().enumerate();
            let owned = places.filter(|(_, place)| self.owns(place.owner.as_ref()));
            ties.extend(owned.map(|(at, place)| {
                let why = format!("owns, at {},", place.place);
                tie(Bond::Control, &why, format!("implementations[{at}].owner"))
            }));
            ties.extend(
                self.latest_test(control.data)
                    .map(|(field, why)| tie(Bond::Test, &why, field)),
            );
        }
        ties
    }

    /// The latest test that the auditor made before the audit, no longer ago than independence asks.
    fn latest_test(&self, control: &Control) -> Option<(String, String)> {
        let period = self.period()?;
        let tests = control.tests.iter().enumerate();
        let results = tests.flat_map(|(at, test)| {
            let results = test.results.iter().enumerate();
            results.map(move |(index, result)| (at, index, test, result))
        });
        let own = results.filter(|(.., result)| {
            let by = result.by.as_ref().is_some_and(|by| by.id() == self.auditor);
            by && result.on < self.day && period.after(result.on) >= self.day
        });
        let (at, index, test, result) = own.max_by_key(|(.., result)| result.on)?;
        let why = format!("on {} ran the test `{}` of", result.on, test.id);
        Some((format!("tests[{at}].results[{index}].by"), why))
    }

    /// How long after a test its tester does not audit it; `None` while the programme cannot be read.
    fn period(&self) -> Option<Period> {
        let mut programmes = self.model.of_kind(Kind::Programme);
        if programmes.any(|document| !document.is_whole()) {
            return None;
        }
        let programme = self.model.one::<Programme>();
        let period = programme.and_then(|programme| programme.data.independence);
        Some(period.unwrap_or(Programme::INDEPENDENCE))
    }

    fn risks(&self) -> Vec<Tie<'a>> {
        let risks = self.model.all::<Risk>();
        let living = risks.filter(|risk| super::applicability::is_living(risk.data, self.day));
        let owned = living.filter(|risk| self.owns(risk.data.owner.as_ref()));
        let tied = owned.filter_map(|risk| {
            let of = treating(risk.data).find_map(|control| self.in_scope(control))?;
            Some(Tie {
                bond: Bond::Risk,
                of: of.to_owned(),
                why: format!("owns {}, which {of} treats", risk.doc_id()),
                document: risk.document,
                field: "owner".to_owned(),
            })
        });
        tied.collect()
    }

    fn clauses(&self) -> Vec<Tie<'a>> {
        let roles = self.model.all::<Role>();
        let held =
            roles.filter(|role| holds_role(self.model, self.auditor, role.doc_id(), self.day));
        let tied = held.filter_map(|role| {
            let in_scope = |clause: &str| {
                let mut scope = self.scope.clauses.iter().map(Ref::id);
                scope.any(|above| covers(above, clause) || covers(clause, above))
            };
            let mut clauses = role.data.clauses.iter().enumerate();
            let (at, clause) = clauses.find(|(_, clause)| in_scope(clause.id()))?;
            let title = &role.data.title;
            Some(Tie {
                bond: Bond::Clause,
                of: clause.id().to_owned(),
                why: format!("holds the role {title}, which answers for clause {clause}"),
                document: role.document,
                field: format!("clauses[{at}]"),
            })
        });
        tied.collect()
    }

    fn policies(&self) -> Vec<Tie<'a>> {
        let policies = self.model.all::<Policy>();
        let owned = policies.filter(|policy| {
            let in_force = policy.data.withdrawn.is_none_or(|last| self.day <= last);
            in_force && self.owns(policy.data.owner.as_ref())
        });
        let tied = owned.filter_map(|policy| {
            let mut controls = policy.data.controls.iter();
            let of = controls.find_map(|control| self.in_scope(control.id()))?;
            Some(Tie {
                bond: Bond::Policy,
                of: of.to_owned(),
                why: format!(
                    "owns the policy {}, which puts {of} into words",
                    policy.doc_id()
                ),
                document: policy.document,
                field: "owner".to_owned(),
            })
        });
        tied.collect()
    }
}

impl<'a> Look<'a, '_> {
    /// What the auditor has written in the time that independence asks for.
    fn written(&self, histories: &Histories) -> Vec<Tie<'a>> {
        let person = self.model.get::<Person>(self.auditor);
        let Some((person, period)) = person.zip(self.period()) else {
            return Vec::new();
        };
        let documents = self.model.documents.iter();
        let tied = documents.filter_map(|document| {
            let mut edits = histories.of(&document.subject())?.edits.iter();
            let own = edits.find(|edit| {
                let on = Date(edit.commit.date);
                let recent = on <= self.day && period.after(on) >= self.day;
                recent && is_of(person.data, &edit.commit.author.email)
            })?;
            let (of, about) = self.about(document)?;
            let (on, commit) = (own.commit.date, own.commit.short());
            Some(Tie {
                bond: Bond::Author,
                why: format!(
                    "on {on} wrote {}, {about} (commit {commit})",
                    document.subject()
                ),
                of,
                document,
                field: "version".to_owned(),
            })
        });
        tied.collect()
    }

    /// The control or clause in scope that a document is about, and how.
    fn about(&self, document: &Document) -> Option<(String, String)> {
        if let Some(policy) = document.is::<Policy>() {
            let of = policy
                .controls
                .iter()
                .find_map(|it| self.in_scope(it.id()))?;
            return Some((of.to_owned(), format!("which puts {of} into words")));
        }
        let clause = document.kind.clause();
        let mut clauses = self.scope.clauses.iter().map(|clause| clause.id());
        let of = clauses.find(|asked| covers(asked, clause) || covers(clause, asked))?;
        Some((of.to_owned(), format!("which is looked at under {of}")))
    }
}

/// The controls that treat a risk, or that its actions bring about.
fn treating(risk: &Risk) -> impl Iterator<Item = &str> {
    risk.treatment.iter().flat_map(|treatment| {
        let controls = treatment.controls.iter().map(|entry| entry.control.id());
        let actions = treatment.actions.iter();
        controls.chain(actions.filter_map(|action| action.control.as_ref().map(Ref::id)))
    })
}

/// Something that could not be read and that names a person, or a role that they hold that day.
fn doubt(model: &Model, person: &str, day: Date) -> Option<Unknown> {
    let roles = model.all::<Role>().map(|role| role.doc_id());
    let held = roles.filter(|role| holds_role(model, person, role, day));
    let name = std::iter::once(person)
        .chain(held)
        .find(|name| model.may_be_mentioned(name))?;
    let mut broken = model
        .documents
        .iter()
        .filter(|document| !document.is_whole());
    let document = broken.find(|document| {
        let mut named = false;
        document.node.texts(&mut |text| named |= text == name);
        named
    });
    if let Some(document) = document {
        return Some(Unknown::broken(document));
    }
    let path = model.unread.first().map(|file| Arc::clone(&file.path));
    Some(Unknown {
        why: format!("what could not be read may say what {name} owns"),
        path: path.unwrap_or_default(),
        span: Span::default(),
        line: 1,
    })
}
