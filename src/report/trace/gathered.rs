//! What the explanations of many things share, gathered once: so that each costs what is linked with it,
//! not everything there is.

use crate::analysis::findings::Findings;
use crate::assess::decision::Judged;
use crate::assess::due::{self, Due};
use crate::assess::effect::bare;
use crate::model::document::Document;
use crate::report::bench::Bench;
use crate::report::input::Inputs;
use crate::report::shown::{Item, items};
use crate::syntax::de::Reference;
use crate::text::diagnostic::Diagnostic;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::ops::Bound;
use std::sync::OnceLock;

/// Indices over one state of the repository, each made when it is first asked for.
pub struct Gathered<'a> {
    /// What everything is computed from.
    pub inputs: &'a Inputs<'a>,
    /// The outcome of a check; `None` where nobody asks for findings.
    pub findings: Option<&'a Findings>,
    bench: OnceLock<Bench<'a>>,
    by_subject: OnceLock<HashMap<&'a str, Vec<&'a Diagnostic>>>,
    decisions: OnceLock<HashMap<usize, Vec<&'a Judged>>>,
    /// By the address of the document.
    due: OnceLock<HashMap<usize, Vec<Due<'a>>>>,
    /// Every reference by the bare id that it names: indices of its document, and of it in there.
    naming: OnceLock<BTreeMap<&'a str, Vec<(usize, usize)>>>,
    items: OnceLock<Vec<Item>>,
    broken: OnceLock<Vec<&'a Document>>,
}

impl<'a> Gathered<'a> {
    /// Gathers nothing yet; the findings are those of a check.
    pub fn new(inputs: &'a Inputs<'a>, findings: Option<&'a Findings>) -> Self {
        Self {
            inputs,
            findings,
            bench: OnceLock::new(),
            by_subject: OnceLock::new(),
            decisions: OnceLock::new(),
            due: OnceLock::new(),
            naming: OnceLock::new(),
            items: OnceLock::new(),
            broken: OnceLock::new(),
        }
    }

    /// What rows of risks are built from.
    pub fn bench(&self) -> &Bench<'a> {
        self.bench.get_or_init(|| Bench::new(self.inputs))
    }

    /// What a check finds about a subject such as `risk/R-1`.
    pub fn findings_of(&self, subject: &str) -> &[&'a Diagnostic] {
        let all = self.by_subject.get_or_init(|| {
            let found = self.findings.iter().flat_map(|it| &it.diagnostics);
            grouped(found.map(|one| (one.subject.as_deref().unwrap_or_default(), one)))
        });
        all.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The decisions in the document of this index.
    pub fn decisions_in(&self, at: usize) -> &[&'a Judged] {
        let all = self.decisions.get_or_init(|| {
            let judged = self.inputs.assessment.decisions.iter();
            grouped(judged.map(|one| (one.document, one)))
        });
        all.get(&at).map_or(&[], Vec::as_slice)
    }

    /// What falls due in a document.
    pub fn due_in(&self, document: &Document) -> &[Due<'a>] {
        let all = self.due.get_or_init(|| {
            let all = due::all(self.inputs.model, self.inputs.assessment);
            grouped(all.into_iter().map(|one| (address(one.document), one)))
        });
        all.get(&address(document)).map_or(&[], Vec::as_slice)
    }

    /// Every reference that names this bare id, in the order of places.
    pub fn naming(&self, id: &str) -> impl Iterator<Item = (&'a Document, &'a Reference)> {
        let found = self.references().get(id).into_iter().flatten();
        found.map(|&place| self.reference(place))
    }

    /// As [`Gathered::naming`], and those that name an id which begins so.
    pub fn naming_below(
        &self,
        id: &str,
        below: &str,
    ) -> impl Iterator<Item = (&'a Document, &'a Reference)> {
        let begin = (Bound::Included(below), Bound::Unbounded);
        let from = self.references().range::<str, _>(begin);
        let further = from.take_while(|(other, _)| other.starts_with(below));
        let own = self.references().get(id).into_iter().flatten();
        let mut places: Vec<(usize, usize)> = own
            .chain(further.flat_map(|(_, places)| places))
            .copied()
            .collect();
        places.sort_unstable();
        places.into_iter().map(|place| self.reference(place))
    }

    fn references(&self) -> &BTreeMap<&'a str, Vec<(usize, usize)>> {
        self.naming.get_or_init(|| {
            let mut all: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
            for (at, document) in self.inputs.model.documents.iter().enumerate() {
                for (place, reference) in document.references.iter().enumerate() {
                    all.entry(bare(&reference.id))
                        .or_default()
                        .push((at, place));
                }
            }
            all
        })
    }

    fn reference(&self, (at, place): (usize, usize)) -> (&'a Document, &'a Reference) {
        let document = &self.inputs.model.documents[at];
        (document, &document.references[place])
    }

    /// The documents that could not be read whole.
    pub fn broken(&self) -> &[&'a Document] {
        self.broken.get_or_init(|| {
            let all = self.inputs.model.documents.iter();
            all.filter(|one| !one.is_whole()).collect()
        })
    }

    /// Every requirement of the standard with what shows it.
    pub fn items(&self) -> &[Item] {
        self.items.get_or_init(|| items(self.inputs))
    }
}

fn grouped<K: Eq + Hash, V>(all: impl Iterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in all {
        groups.entry(key).or_default().push(value);
    }
    groups
}

/// What tells a document from every other of the same model.
fn address(document: &Document) -> usize {
    std::ptr::from_ref(document).addr()
}
