//! Decisions with what git says of them, and the words for messages.

use super::rule::Case;
use crate::assess::decision::{Judged, What};
use crate::model::document::{Document, Whole};
use crate::model::person::Person;
use crate::text::commit::Commit;
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::Proof;

/// A decision of a known person, of which git was asked.
#[derive(Clone, Copy)]
pub(crate) struct Proved<'a> {
    /// The document that holds it.
    pub(crate) document: &'a Document,
    /// The decision.
    pub(crate) judged: &'a Judged,
    /// The person whom it names.
    pub(crate) person: Whole<'a, Person>,
    /// What git says of it.
    pub(crate) proof: &'a Proof,
}

/// Every decision of which something is known, in the order of places.
pub(crate) fn proved(case: Case<'_>) -> impl Iterator<Item = Proved<'_>> {
    case.assessment.decisions.iter().filter_map(move |judged| {
        let document = &case.model.documents[judged.document];
        Some(Proved {
            document,
            judged,
            person: case.model.get::<Person>(judged.by.as_deref()?)?,
            proof: case.proofs.of(&document.subject(), &judged.field)?,
        })
    })
}

impl Proved<'_> {
    /// What was decided, in words: "the acceptance of risk R-4".
    pub(crate) fn name(&self) -> String {
        let subject = match &*self.document.id {
            "" => format!("the {}", self.document.kind.name().replace('-', " ")),
            id => format!("{} {id}", self.document.kind.name().replace('-', " ")),
        };
        match self.judged.what {
            What::Plan => format!("the approval of the plan for {subject}"),
            What::Acceptance => format!("the acceptance of {subject}"),
            What::Endorsement => format!("the endorsement of the acceptance of {subject}"),
            What::Policy | What::Whole => format!("the approval of {subject}"),
            What::Exclusion => format!("the exclusion of {subject}"),
            What::Soa => "the signature under the Statement of Applicability".to_owned(),
            What::Rtp => "the signature under the risk treatment plan".to_owned(),
        }
    }

    /// The name of the person.
    pub(crate) fn person(&self) -> &str {
        &self.person.data.name
    }

    /// A finding at the name of who decided.
    pub(crate) fn finding(&self, rule: &'static str, message: String) -> Diagnostic {
        let field = format!("{}.by", self.judged.field);
        self.document.finding(rule, &field, message)
    }
}

/// The longest subject of a commit in a message, in characters.
const MAX_SUBJECT: usize = 60;

/// A commit in words: id, day, author and the first line of its message, shortened.
pub(crate) fn commit(commit: &Commit) -> String {
    let subject = commit.subject();
    let mut short: String = subject.chars().take(MAX_SUBJECT).collect();
    if short.len() < subject.len() {
        short.push('…');
    }
    let (id, date) = (commit.short(), commit.date);
    format!("{id} of {date} by {} (“{short}”)", author(commit))
}

fn author(commit: &Commit) -> String {
    let identity = &commit.author;
    match (identity.name.trim(), identity.email.trim()) {
        ("", "") => "nobody (it names no author)".to_owned(),
        (name, "") => format!("{name}, without an address"),
        ("", email) => email.to_owned(),
        (name, email) => format!("{name} <{email}>"),
    }
}
