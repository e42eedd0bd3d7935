//! Which documents show that a requirement of the standard is met (model.md, "Readiness"). What has
//! ended, is broken, or is a starter that nobody has taken over shows nothing.

use super::applicability::natural;
use super::decision::{Authorised, Judged, State, What};
use super::known::nothing_unread;
use super::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::kept::Fact;
use crate::model::requirement::{REQUIREMENTS, Selector};
use crate::model::scalar::Date;
use crate::syntax::node::Node;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What marks a decision that only the organisation can take, and that is still open.
pub const OPEN_DECISIONS: [&str; 2] = ["[decide:", "[Decide:"];

/// The tag of documents that came with a new repository and that nobody has looked at.
pub const STARTER: &str = "starter";

/// Kinds whose documents count only when they are approved.
const APPROVED_AS_A_WHOLE: &[Kind] = &[
    Kind::Scope,
    Kind::Policy,
    Kind::RiskMethod,
    Kind::Assessment,
    Kind::SignOff,
    Kind::Exception,
];

/// Whether the approval of a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Approval {
    Lapsed,
    Holds,
}

/// What documents say that they show, and which approvals hold: gathered once for a state.
#[derive(Debug, Default)]
pub struct Gathered {
    approvals: HashMap<Kind, HashMap<Box<str>, Approval>>,
    /// What documents say that they show, broken ones too, with the indices of those that say it.
    saying: HashMap<Box<str>, Vec<usize>>,
    /// Documents that hold what a selector asks for, whether or not they are approved, by index; one list
    /// for each numbered selector.
    meeting: Vec<Vec<usize>>,
    /// Whether some document is broken.
    broken: bool,
}

impl Gathered {
    /// Gathers it from the documents and the decisions in them.
    pub fn new(model: &Model, decisions: &[Judged], as_of: Date) -> Self {
        let mut gathered = Self {
            meeting: vec![Vec::new(); SELECTORS.len()],
            ..Self::default()
        };
        for judged in decisions.iter().filter(|judged| approves(judged.what)) {
            let document = &model.documents[judged.document];
            let of_kind = gathered.approvals.entry(document.kind).or_default();
            let approval = approval(judged);
            of_kind
                .entry(document.id.clone())
                .and_modify(|kept| *kept = approval.max(*kept))
                .or_insert(approval);
        }
        for (at, document) in model.documents.iter().enumerate() {
            for id in document.kept.get(Fact::Said, || said(document)) {
                gathered.saying.entry(id.clone()).or_default().push(at);
            }
            gathered.broken |= !document.is_whole();
            let meets = document.kept.get(Fact::Meets, || meets(document));
            if meets.is_empty() || !takes_part(document, as_of) {
                continue;
            }
            let today = meets.iter().filter(|(_, from)| has_come(*from, as_of));
            for (number, _) in today {
                gathered.meeting[*number].push(at);
            }
        }
        gathered
    }
}

/// Everything that is looked at to find what shows a requirement.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    model: &'a Model,
    as_of: Date,
    gathered: &'a Gathered,
}

impl<'a> Grounds<'a> {
    /// Looks at the documents of a model with what was gathered from them.
    pub fn new(model: &'a Model, gathered: &'a Gathered, as_of: Date) -> Self {
        Self {
            model,
            as_of,
            gathered,
        }
    }

    /// The documents that a selector asks for.
    pub fn documents<'s>(
        &'s self,
        selector: &'s Selector,
    ) -> impl Iterator<Item = &'a Document> + 's {
        self.apart_from_approval(selector)
            .filter(|document| !self.needs_approval(selector, document) || self.holds(document))
    }

    /// Documents that would be what a selector asks for if their approval still held.
    pub fn lapsed<'s>(&'s self, selector: &'s Selector) -> impl Iterator<Item = &'a Document> + 's {
        self.apart_from_approval(selector).filter(|document| {
            self.needs_approval(selector, document)
                && self.approval(document) == Some(Approval::Lapsed)
        })
    }

    /// The document in which what is missing would be written, if there is one.
    pub fn nearest(&self, selector: &Selector) -> Option<&'a Document> {
        let near = self.of_kind(selector).filter(|document| {
            document.is_whole() && !is_over(document, self.as_of) && fits(selector, document)
        });
        first(near)
    }

    /// Whether something that could not be read may be what a selector asks for.
    pub fn in_doubt(&self, selector: &Selector) -> bool {
        let broken = self.gathered.broken
            && self
                .of_kind(selector)
                .any(|document| !document.is_whole() && fits_or_is_silent(selector, document));
        // What was signed off is computed from all of them.
        let compared = || {
            let mut lapsed = self.lapsed(selector);
            lapsed.any(|document| document.kind == Kind::SignOff)
        };
        let names_sign_offs = selector.kind.is_none_or(|kind| kind == Kind::SignOff);
        broken
            || self.may_be_unread(selector)
            || (names_sign_offs && !nothing_unread(self.model) && compared())
    }

    fn may_be_unread(&self, selector: &Selector) -> bool {
        let says = |text: &str| text.contains("shows") || text.contains("supports");
        self.model.unread.iter().any(|file| {
            let Some(source) = &file.source else {
                return true;
            };
            let text = &source.text;
            let names = [selector.kind.map(Kind::name), selector.id.as_deref()];
            names.iter().flatten().all(|name| text.contains(name))
                && (selector.shows.is_none() || says(text))
        })
    }

    fn apart_from_approval<'s>(
        &'s self,
        selector: &'s Selector,
    ) -> impl Iterator<Item = &'a Document> + 's {
        let gathered = selector.number.map(|number| &self.gathered.meeting[number]);
        let searched = gathered.is_none().then(|| {
            self.of_kind(selector).filter(move |document| {
                let from = met_from(selector, document);
                from.is_some_and(|from| has_come(from, self.as_of))
                    && takes_part(document, self.as_of)
            })
        });
        let gathered = gathered.into_iter().flatten();
        gathered
            .map(|at| &self.model.documents[*at])
            .chain(searched.into_iter().flatten())
    }

    /// Documents of the kind, or those that say that they show what is asked for.
    fn of_kind<'s>(&'s self, selector: &'s Selector) -> impl Iterator<Item = &'a Document> + 's {
        let kind = selector.kind;
        let saying = selector.shows.as_deref().map(|item| {
            let mut says: Vec<usize> = covering(item)
                .filter_map(|said| self.gathered.saying.get(said))
                .flatten()
                .copied()
                .collect();
            says.sort_unstable();
            says.into_iter()
                .map(|at| &self.model.documents[at])
                .filter(move |document| kind.is_none_or(|kind| document.kind == kind))
        });
        let listed = selector.kind.filter(|_| selector.shows.is_none());
        let listed = listed.map(|kind| self.model.of_kind(kind));
        saying
            .into_iter()
            .flatten()
            .chain(listed.into_iter().flatten())
    }

    fn needs_approval(&self, selector: &Selector, document: &Document) -> bool {
        selector.approved || APPROVED_AS_A_WHOLE.contains(&document.kind)
    }

    fn approval(&self, document: &Document) -> Option<Approval> {
        let of_kind = self.gathered.approvals.get(&document.kind)?;
        of_kind.get(&document.id).copied()
    }

    fn holds(&self, document: &Document) -> bool {
        self.approval(document) == Some(Approval::Holds)
    }
}

/// Whether a decision approves the document that it stands in. The acceptance of a retained risk is the
/// approval of its treatment too.
fn approves(what: What) -> bool {
    !matches!(what, What::Exclusion | What::Endorsement)
}

fn approval(judged: &Judged) -> Approval {
    let refused = matches!(judged.authorised, Authorised::No(_));
    if judged.state == State::Valid && !refused {
        Approval::Holds
    } else {
        Approval::Lapsed
    }
}

/// Clauses and items that a document says that it is evidence for.
fn said(document: &Document) -> Vec<Box<str>> {
    let supports = (document.kind == Kind::Evidence).then_some("supports");
    let fields = std::iter::once("shows").chain(supports);
    let lists = fields.filter_map(|field| document.node.get(field));
    let texts = lists.flat_map(Node::items).filter_map(Node::text);
    texts.map(Box::from).collect()
}

/// A clause or item, and what stands above it: `5.1.c`, `5.1`, `5`.
fn covering(item: &str) -> impl Iterator<Item = &str> {
    let above = item.rmatch_indices('.').map(|(at, _)| &item[..at]);
    std::iter::once(item).chain(above)
}

/// Whether a document holds what its author left to the organisation, or is marked as a starter.
pub fn is_starter(document: &Document) -> bool {
    *document.kept.get(Fact::Starter, || begins_so(document))
}

fn begins_so(document: &Document) -> bool {
    let tags = document.node.get("tags").map_or(&[][..], Node::items);
    let tagged = tags.iter().any(|tag| tag.text() == Some(STARTER));
    let is_open = |text: &str| OPEN_DECISIONS.iter().any(|mark| text.contains(mark));
    let mut open = is_open(document.markdown());
    document.node.texts(&mut |text| open |= is_open(text));
    tagged || open
}

/// The first of some documents by kind and id, wherever they stand: the order of files means nothing.
pub fn first<'a>(documents: impl Iterator<Item = &'a Document>) -> Option<&'a Document> {
    documents.min_by(|a, b| by_id(a, b))
}

/// The order of documents by kind and id.
pub fn by_id(a: &Document, b: &Document) -> Ordering {
    let kinds = a.kind.name().cmp(b.kind.name());
    kinds.then_with(|| natural(&a.id, &b.id))
}

fn fits(selector: &Selector, document: &Document) -> bool {
    let meant = selector.id.as_ref().is_none_or(|id| *id == document.id);
    let mut fields = selector.holding.iter();
    meant && fields.all(|(field, value)| holds(document.node.get(field), value) == Some(true))
}

/// The same of a broken document, of which nothing follows from a field that is not there.
fn fits_or_is_silent(selector: &Selector, document: &Document) -> bool {
    let meant = selector
        .id
        .as_ref()
        .is_none_or(|id| *id == document.id || document.id.is_empty());
    let mut fields = selector.holding.iter();
    meant && fields.all(|(field, value)| holds(document.node.get(field), value) != Some(false))
}

/// Whether a field is a value or a list with it; `None` when there is no such field.
fn holds(field: Option<&Node>, value: &str) -> Option<bool> {
    let field = field?;
    let listed = field.items().iter().any(|item| item.text() == Some(value));
    Some(listed || field.text() == Some(value))
}

/// Fields whose day may be still to come: they say what is planned.
const PLANS: &[&str] = &["due", "planned", "until"];

/// The selectors of requirements that have a number, in its order.
static SELECTORS: LazyLock<Vec<&Selector>> = LazyLock::new(|| {
    let all = REQUIREMENTS.iter().flat_map(|it| &it.documents);
    all.filter(|selector| selector.number.is_some()).collect()
});

/// The numbered selectors that a document meets, with the day from which it does.
fn meets(document: &Document) -> Vec<(usize, Option<Date>)> {
    let all = SELECTORS.iter();
    let of_kind = all.filter(|selector| selector.kind == Some(document.kind));
    of_kind
        .filter_map(|selector| Some((selector.number?, met_from(selector, document)?)))
        .collect()
}

/// From when on a document holds what a selector asks for: from a day, or always; `None` when it does not.
#[allow(clippy::option_option)] // Never, always and from a day on are three answers.
fn met_from(selector: &Selector, document: &Document) -> Option<Option<Date>> {
    if !fits(selector, document) {
        return None;
    }
    let mut met = None;
    for field in &selector.has {
        met = met.max(filled_from(&document.node, field)?);
    }
    Some(met)
}

fn has_come(from: Option<Date>, as_of: Date) -> bool {
    from.is_none_or(|from| from <= as_of)
}

fn takes_part(document: &Document, as_of: Date) -> bool {
    document.is_whole() && !is_over(document, as_of) && !is_starter(document)
}

/// From when on something stands at a field: from a day, or always; `None` when nothing does. A day that
/// is still to come does not count, but for a plan: what will be held is not yet shown.
#[allow(clippy::option_option)] // Never, always and from a day on are three answers.
fn filled_from(node: &Node, field: &str) -> Option<Option<Date>> {
    let (first, rest) = field.split_once('.').unwrap_or((field, ""));
    let key = first.trim_end_matches("[]");
    let inner = node.get(key)?;
    if rest.is_empty() {
        let day = inner.text().and_then(|text| text.parse::<Date>().ok());
        return Some(day.filter(|_| !PLANS.contains(&key)));
    }
    if key.len() == first.len() {
        return filled_from(inner, rest);
    }
    let items = inner.items().iter();
    items.filter_map(|item| filled_from(item, rest)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reading;
    use crate::text::source::SourceFile;
    use std::sync::Arc;

    fn model(text: &str) -> Model {
        let file = Arc::new(SourceFile::new("a.yaml", text));
        let read = reading::read("a.yaml", text);
        let documents = read.documents.into_iter();
        Model::new(
            documents
                .map(|content| Document::new(Arc::clone(&file), content))
                .collect(),
            Vec::new(),
        )
    }

    fn audit() -> Selector {
        Selector {
            kind: Some(Kind::Audit),
            holding: [("type".into(), "internal".into())].into(),
            has: vec!["held".into(), "reported[].on".into()],
            ..Selector::default()
        }
    }

    fn shows(item: &str) -> Selector {
        Selector {
            shows: Some(item.into()),
            ..Selector::default()
        }
    }

    fn found(text: &str, selector: &Selector) -> usize {
        let model = model(text);
        let gathered = Gathered::new(&model, &[], "2026-11-20".parse().unwrap());
        let grounds = Grounds::new(&model, &gathered, "2026-11-20".parse().unwrap());
        grounds.documents(selector).count()
    }

    const AUDIT: &str = "kind: audit\nid: a-1\ntitle: A\ntype: internal\nheld: 2026-11-06\nreported: [{to: ceo, on: 2026-11-12}]\n";

    #[test]
    fn an_audit_shows_only_what_was_held_and_reported_by_the_day() {
        assert_eq!(found(AUDIT, &audit()), 1);
        let planned = AUDIT.replace("held", "planned");
        assert_eq!(found(&planned, &audit()), 0);
        let ahead = AUDIT.replace("2026-11-06", "2026-12-06");
        assert_eq!(found(&ahead, &audit()), 0);
        let silent = AUDIT.replace(", on: 2026-11-12", "");
        assert_eq!(found(&silent, &audit()), 0);
        let other = AUDIT.replace("internal", "supplier");
        assert_eq!(found(&other, &audit()), 0);
    }

    #[test]
    fn a_starter_shows_nothing_until_it_is_taken_over() {
        assert_eq!(found(&format!("{AUDIT}tags: [starter]\n"), &audit()), 0);
        let open = format!("{AUDIT}conclusion: \"[decide: what came of it]\"\n");
        assert_eq!(found(&open, &audit()), 0);
    }

    #[test]
    fn a_document_shows_what_it_names_and_what_stands_below_that() {
        let text = "kind: evidence\nid: e\ntitle: E\nurl: https://x.example\nshows: [\"5.1\"]\nsupports: [7.3.b, A.5.1]\n";
        for (item, times) in [
            ("5.1.c", 1),
            ("5.1", 1),
            ("5", 0),
            ("5.10", 0),
            ("7.3.b", 1),
        ] {
            assert_eq!(found(text, &shows(item)), times, "{item}");
        }
    }

    #[test]
    fn an_unapproved_policy_shows_nothing() {
        let text = "kind: policy\nid: p\ntitle: P\ntype: policy\nshows: [\"5.1\"]\n";
        let file = Arc::new(SourceFile::new("p.md", format!("---\n{text}---\n# P\n")));
        let read = reading::read("p.md", &file.text);
        let document = Document::new(Arc::clone(&file), Arc::clone(&read.documents[0]));
        let model = Model::new(vec![document], Vec::new());
        let gathered = Gathered::new(&model, &[], "2026-11-20".parse().unwrap());
        let grounds = Grounds::new(&model, &gathered, "2026-11-20".parse().unwrap());
        let selector = shows("5.1.c");
        assert_eq!(grounds.documents(&selector).count(), 0);
        assert_eq!(grounds.lapsed(&selector).count(), 0);
        assert!(grounds.nearest(&selector).is_some());
    }

    #[test]
    fn a_broken_document_leaves_open_what_it_shows() {
        let broken = format!("{AUDIT}nosuch: 1\n");
        let model = model(&broken);
        let gathered = Gathered::new(&model, &[], "2026-11-20".parse().unwrap());
        let grounds = Grounds::new(&model, &gathered, "2026-11-20".parse().unwrap());
        assert_eq!(grounds.documents(&audit()).count(), 0);
        assert!(grounds.in_doubt(&audit()));
        let supplier = Selector {
            holding: [("type".into(), "supplier".into())].into(),
            ..audit()
        };
        assert!(!grounds.in_doubt(&supplier));
    }
}
