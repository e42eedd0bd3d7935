//! Who took a decision, as far as commits and records prove it (model.md, "Proof"). Pure: commits and
//! digests are data here.
//!
//! Approvals of every sort, acceptances, endorsements and exclusions are asked for a proof. Reviews are
//! not: they rest on no basis, nothing that changes makes them stale, and what came of them is decided
//! elsewhere.

use super::basis;
use super::decision::{Judged, What};
use crate::model::Kind;
use crate::model::document::{Document, Whole};
use crate::model::evidence::Evidence;
use crate::model::graph::Model;
use crate::model::management_review::ManagementReview;
use crate::model::person::Person;
use crate::model::scalar::Date;
use crate::syntax::node::{Node, Value};
use crate::text::commit::Commit;
use crate::text::proof::Way;
use crate::text::snapshot::Files;
use std::sync::Arc;

/// Whether who took a decision is asked at all: it says who and when, and it was taken by that day. That
/// it does not hold for another reason, such as a lack of authority, changes nothing.
pub fn is_asked(judged: &Judged, as_of: Date) -> bool {
    judged.by.is_some() && judged.on.is_some_and(|on| on <= as_of)
}

/// Whether an address in git is that of a person; letter case means nothing.
pub fn is_of(person: &Person, email: &str) -> bool {
    let email = email.to_lowercase();
    let own = |address: &crate::model::scalar::EmailAddress| address.0.to_lowercase() == email;
    person.emails.iter().any(own)
}

/// What proves by commits that a person took a decision: the author of the commit that brought it, or a
/// trailer of that commit (a squash) or of a merge that took it in, nearest first.
pub fn by_commit(
    person: &Person,
    trailers: &[String],
    brought: Option<&Arc<Commit>>,
    merges: &[Arc<Commit>],
) -> Option<Way> {
    if brought.is_some_and(|commit| is_of(person, &commit.author.email)) {
        return Some(Way::Author);
    }
    let mut commits = brought.into_iter().chain(merges.iter().rev());
    commits.find_map(|commit| trailer(person, trailers, commit))
}

/// The trailer of a commit that names a person. The address decides; a name alone matches on nothing,
/// for anybody may bear it.
fn trailer(person: &Person, wanted: &[String], commit: &Arc<Commit>) -> Option<Way> {
    let names = |name: &str| {
        wanted
            .iter()
            .any(|wanted| wanted.eq_ignore_ascii_case(name))
    };
    let found = commit.trailers().into_iter().find(|(name, value)| {
        names(name) && address(value).is_some_and(|email| is_of(person, email))
    });
    found.map(|(name, _)| Way::Trailer {
        name: name.to_owned(),
        commit: Arc::clone(commit),
    })
}

/// The address in `Name <address>`.
fn address(value: &str) -> Option<&str> {
    let (_, address) = value.strip_suffix('>')?.rsplit_once('<')?;
    Some(address.trim())
}

/// What proves by a record that a person took a decision.
pub fn by_record(
    model: &Model,
    files: &Files,
    document: &Document,
    judged: &Judged,
) -> Option<Way> {
    let id = record(model, files, document, judged)?.ok()?;
    Some(Way::Record { id })
}

/// The id of the evidence that records a decision, or why the record that is named proves nothing;
/// `None` when none is named, or it does not exist.
///
/// Evidence proves when its file has the digest that is written down. A management review is itself
/// nothing but text in the repository; it proves by the evidence that the approval of its minutes names
/// as `record`, and only for whoever took part.
pub fn record(
    model: &Model,
    files: &Files,
    document: &Document,
    judged: &Judged,
) -> Option<Result<String, String>> {
    let id = document.node.at(&judged.field)?.get("record")?.text()?;
    let person = judged.by.as_deref()?;
    let evidence = match model.get::<ManagementReview>(id) {
        Some(review) => minutes(model, review, person),
        None => Ok(model.get::<Evidence>(id)?),
    };
    Some(evidence.and_then(|evidence| {
        is_intact(evidence, files)?;
        Ok(evidence.doc_id().to_owned())
    }))
}

/// The signed minutes of a review that a person took part in.
fn minutes<'m>(
    model: &'m Model,
    review: Whole<'m, ManagementReview>,
    person: &str,
) -> Result<Whole<'m, Evidence>, String> {
    let id = review.doc_id();
    if !review.attendees.iter().any(|one| one.id() == person) {
        return Err(format!("`{person}` is not among the attendees of {id}"));
    }
    let approval = review.data.approval.as_ref();
    let record = approval.and_then(|approval| approval.record.as_ref());
    let evidence = record.and_then(|record| model.get::<Evidence>(record.id()));
    evidence.ok_or_else(|| {
        format!("the approval of {id} names no evidence of its signed minutes as `record`")
    })
}

fn is_intact(evidence: Whole<'_, Evidence>, files: &Files) -> Result<(), String> {
    let id = evidence.doc_id();
    let Some(file) = evidence.data.file.as_deref() else {
        return Err(format!("{id} has no `file` that could be compared"));
    };
    let Some(written) = &evidence.data.sha256 else {
        return Err(format!(
            "{id} has no `sha256`, so nobody can tell whether its file is still the one that was signed"
        ));
    };
    match files.get(file).and_then(|facts| facts.sha256.as_deref()) {
        Some(found) if *found == *written.0 => Ok(()),
        Some(_) => Err(format!(
            "the file of {id} is not the one whose `sha256` is written down"
        )),
        None => Err(format!("the file of {id} cannot be read")),
    }
}

/// What makes a decision the same one in two states of its document: who, when, until when, on what
/// basis, and what was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken([Option<String>; 6]);

impl Taken {
    /// The decision that a node holds.
    pub fn read(decision: &Node) -> Self {
        Self(["by", "on", "until", "basis", "of", "level"].map(|field| word(decision.get(field)?)))
    }

    /// Whether a document holds this decision in a field; in a list (`approvals[1]`) at any place, for
    /// entries move when another comes or goes.
    pub fn stands_in(&self, node: &Node, field: &str) -> bool {
        match field.rsplit_once('[') {
            Some((list, _)) => {
                let items = node.at(list).map(Node::items).unwrap_or_default();
                items.iter().any(|item| Self::read(item) == *self)
            }
            None => node.at(field).map(Self::read).as_ref() == Some(self),
        }
    }
}

fn word(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => Some(text.to_string()),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The digest of what an approval of this document approves, where somebody writes that and somebody
/// else approves it: policies, scope, method, assessments, exceptions and plans. What the tool computes
/// has no author.
pub fn approved_content(what: What, document: &Document) -> Option<String> {
    let content = match what {
        What::Policy => basis::of_policy(document),
        What::Plan => basis::of_risk(document),
        What::Whole if document.kind != Kind::SignOff => basis::of_whole(document),
        _ => return None,
    };
    Some(basis::digest(&content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reading;
    use crate::text::commit::Identity;

    fn jane() -> reading::Parsed {
        let text = "kind: person\nid: jane\nname: Jane\nemails: [Jane@X.example]\n";
        reading::read("a.yaml", text)
    }

    fn commit(author: &str, message: &str) -> Arc<Commit> {
        let identity = Identity {
            name: "Jane".into(),
            email: author.into(),
        };
        Arc::new(Commit {
            id: "0".repeat(40),
            parents: Vec::new(),
            author: identity.clone(),
            committer: identity,
            seconds: 0,
            date: jiff::civil::date(2026, 1, 1),
            message: message.into(),
        })
    }

    fn way(author: &str, message: &str) -> Option<Way> {
        let parsed = jane();
        let crate::model::Body::Person(person) = &parsed.documents[0].body else {
            panic!("it is a person");
        };
        let wanted = ["Approved-by".to_owned()];
        by_commit(person, &wanted, Some(&commit(author, message)), &[])
    }

    #[test]
    fn the_address_decides_and_letter_case_does_not() {
        assert_eq!(way("jane@x.EXAMPLE", "m"), Some(Way::Author));
        assert_eq!(way("jane@y.example", "m"), None);
        assert_eq!(way("", "m"), None);
    }

    #[test]
    fn a_trailer_counts_when_it_is_configured_and_bears_the_address() {
        let trailer = |line: &str| way("bob@x.example", &format!("Squash\n\n{line}\n"));
        let named = |way: Option<Way>| match way {
            Some(Way::Trailer { name, .. }) => name,
            other => format!("{other:?}"),
        };
        let found = trailer("approved-by: Somebody <JANE@x.example>");
        assert_eq!(named(found), "approved-by");
        assert_eq!(trailer("Approved-by: Jane"), None);
        assert_eq!(trailer("Approved-by: jane@x.example"), None);
        assert_eq!(trailer("Reviewed-by: Jane <jane@x.example>"), None);
        assert_eq!(trailer("Approved-by: Bob <bob@x.example>"), None);
    }

    #[test]
    fn a_decision_is_the_same_wherever_it_stands_in_its_list() {
        let read = |text: &str| crate::syntax::yaml::read(text, 0).documents.remove(0).node;
        let node = read(
            "approvals:\n  - {by: a, on: 2026-01-01}\n  - {by: b, on: 2026-02-01, until: 2027-01-01, reason: x}\n",
        );
        let taken = Taken::read(node.at("approvals[1]").unwrap());
        let alone = |rest: &str| read(&format!("approvals: [{{by: b, on: 2026-02-01{rest}}}]\n"));
        assert!(taken.stands_in(&alone(", until: '2027-01-01', reason: y"), "approvals[1]"));
        assert!(!taken.stands_in(&alone(", until: 2028-01-01"), "approvals[1]"));
        assert!(!taken.stands_in(&alone(""), "approvals[1]"));
        assert!(!taken.stands_in(&read("kind: policy\n"), "approvals[1]"));
    }
}
