//! What a control counts for a risk today: its status at the places of the risk's assets, weakened by a
//! failed test or an exception (model.md, "Effect of a control").

use super::known::{Known, Unknown};
use crate::model::Kind;
use crate::model::asset::Asset;
use crate::model::catalog::ANNEX_A;
use crate::model::common::AssetType;
use crate::model::common::Outcome;
use crate::model::control::{Control, Status, TestResult};
use crate::model::document::{Document, Whole};
use crate::model::exception::Exception;
use crate::model::graph::Model;
use crate::model::organization::Organization;
use crate::model::scalar::Date;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// How a control stands before anything is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No catalog and no document defines it.
    NoSuchControl,
    /// Nobody decided whether it is applicable.
    Undecided,
    /// It is excluded.
    NotApplicable,
    /// It is applicable, but its document does not say how far it is implemented.
    NoStatus,
    /// It is applicable, with this effective status.
    Applicable(Status),
}

/// What a control counts, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// How it stands, after places, failed tests and exceptions.
    pub standing: Standing,
    /// Why, in words that follow the control's id: "is implemented", "is planned", …
    pub why: Cow<'static, str>,
    /// The document and field that say so.
    pub place: Option<(usize, Cow<'static, str>)>,
}

impl Effect {
    /// Whether it counts fully.
    pub fn is_full(&self) -> bool {
        self.standing == Standing::Applicable(Status::Implemented)
    }
}

/// A control document with what weakens it today.
#[derive(Debug)]
struct Entry<'a> {
    document: &'a Document,
    control: Option<&'a Control>,
    failed: Option<(usize, Date)>,
    exceptions: Vec<Whole<'a, Exception>>,
}

/// Every control document of a model, with what weakens it on a day.
#[derive(Debug)]
pub struct Controls<'a> {
    model: &'a Model,
    entries: HashMap<&'a str, Entry<'a>>,
}

impl<'a> Controls<'a> {
    /// Reads the controls as of a day.
    pub fn new(model: &'a Model, as_of: Date) -> Self {
        let mut entries = HashMap::new();
        for document in model.of_kind(Kind::Control) {
            let control = document.is::<Control>();
            let failed = control.and_then(|control| latest_failure(control, as_of));
            entries.entry(&*document.id).or_insert(Entry {
                document,
                control,
                failed,
                exceptions: Vec::new(),
            });
        }
        for exception in model
            .all::<Exception>()
            .filter(|exception| is_active(exception.data, as_of))
        {
            let from = exception
                .data
                .from
                .as_ref()
                .map(|from| bare(from.id()))
                .unwrap_or_default();
            if let Some(entry) = entries.get_mut(from) {
                entry.exceptions.push(exception);
            }
        }
        Self { model, entries }
    }

    /// What a control counts for a risk of these assets.
    ///
    /// # Errors
    /// When the control, or what its effect depends on, could not be read whole.
    pub fn effect(&self, id: &str, assets: &[&str]) -> Known<Effect> {
        let id = bare(id);
        let Some(entry) = self.entries.get(id) else {
            return self.without_document(id);
        };
        let Some(control) = entry.control else {
            return Err(Unknown::broken(entry.document));
        };
        self.refuse_broken_exception(id)?;
        let at = self
            .model
            .index
            .get("control", id)
            .map_or(0, |target| target.document);
        let effect = |standing, why: &'static str, field: Cow<'static, str>| Effect {
            standing,
            why: why.into(),
            place: Some((at, field)),
        };
        match control.applicable {
            None => return Ok(effect(Standing::Undecided, "is undecided", "".into())),
            Some(false) => {
                return Ok(effect(
                    Standing::NotApplicable,
                    "is not applicable",
                    "applicable".into(),
                ));
            }
            Some(true) => {}
        }
        let (status, field) = self.status_at(control, assets)?;
        let Some(status) = status else {
            return Ok(effect(Standing::NoStatus, "has no status", field));
        };
        let found = effect(Standing::Applicable(status), word(status), field);
        Ok(weaken(found, entry, control, assets))
    }

    /// The overall status of an applicable control, the weakest of its places, before tests and
    /// exceptions; `None` while nothing says it.
    pub fn overall(control: &Control) -> Option<Status> {
        if control.implementations.is_empty() {
            return control.status;
        }
        control
            .implementations
            .iter()
            .map(|place| place.status.unwrap_or(Status::NotStarted))
            .min()
    }

    fn without_document(&self, id: &str) -> Known<Effect> {
        if let Some(unknown) = hidden(self.model, Kind::Control, id) {
            return Err(unknown);
        }
        let known = self.model.index.catalog_title(id).is_some();
        let (standing, why) = if known {
            (Standing::Undecided, "is undecided")
        } else {
            (Standing::NoSuchControl, "does not exist")
        };
        Ok(Effect {
            standing,
            why: why.into(),
            place: None,
        })
    }

    /// A broken exception that names a control may weaken it, so nothing can be said.
    fn refuse_broken_exception(&self, id: &str) -> Known<()> {
        let broken = self
            .model
            .of_kind(Kind::Exception)
            .filter(|document| !document.is_whole());
        for document in broken {
            let mut named = false;
            document.node.texts(&mut |text| named |= text == id);
            if named {
                return Err(Unknown::broken(document));
            }
        }
        Ok(())
    }

    /// The status at the places of the assets, or the overall one when no place of theirs is named.
    fn status_at(
        &self,
        control: &Control,
        assets: &[&str],
    ) -> Known<(Option<Status>, Cow<'static, str>)> {
        if control.implementations.is_empty() {
            return Ok((
                control.status,
                control.status.map_or("", |_| "status").into(),
            ));
        }
        let places = places(self.model, assets)?;
        let named = |at: &&usize| places.contains(control.implementations[**at].place.id());
        let all: Vec<usize> = (0..control.implementations.len()).collect();
        let here: Vec<usize> = all.iter().filter(named).copied().collect();
        let used = if here.is_empty() { all } else { here };
        let status = |at: usize| {
            control.implementations[at]
                .status
                .unwrap_or(Status::NotStarted)
        };
        let weakest = used.into_iter().min_by_key(|&at| status(at));
        Ok((
            weakest.map(status),
            weakest
                .map(|at| format!("implementations[{at}]").into())
                .unwrap_or_default(),
        ))
    }
}

/// Why nothing can be said of a thing without a document, when a file that could not be read may hold it.
pub fn hidden(model: &Model, kind: Kind, id: &str) -> Option<Unknown> {
    let file = model.unread.iter().find(|file| {
        let text = file.source.as_ref();
        text.is_none_or(|source| source.text.contains(id))
    })?;
    Some(Unknown {
        why: format!(
            "{}/{id} may stand in {}, which could not be read",
            kind.name(),
            file.path
        ),
        path: std::sync::Arc::clone(&file.path),
        span: crate::text::source::Span::default(),
        line: 1,
    })
}

/// An id without the name of the primary catalog.
pub fn bare(id: &str) -> &str {
    id.strip_prefix(ANNEX_A.name)
        .and_then(|rest| rest.strip_prefix(':'))
        .unwrap_or(id)
}

/// A status in words.
pub fn word(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "is not started",
        Status::Planned => "is planned",
        Status::Partial => "is partly implemented",
        Status::Implemented => "is implemented",
    }
}

fn weaken(mut effect: Effect, entry: &Entry<'_>, control: &Control, assets: &[&str]) -> Effect {
    if !effect.is_full() {
        return effect;
    }
    if let Some((test, on)) = entry.failed {
        effect.standing = Standing::Applicable(Status::Partial);
        effect.why = format!(
            "is implemented, but its test `{}` failed on {on}, so it counts as partial",
            control.tests[test].id
        )
        .into();
        let field = format!("tests[{test}]").into();
        effect.place = effect.place.map(|(at, _)| (at, field));
        return effect;
    }
    let covers = |exception: &&Whole<'_, Exception>| {
        exception.data.assets.is_empty()
            || exception
                .data
                .assets
                .iter()
                .any(|asset| assets.contains(&asset.id()))
    };
    if let Some(exception) = entry.exceptions.iter().find(covers) {
        effect.standing = Standing::Applicable(Status::Partial);
        effect.why = format!(
            "is implemented, but the exception {} covers an asset of the risk, so it counts as partial",
            exception.doc_id()
        )
        .into();
    }
    effect
}

/// Whether an exception is approved and in force on a day.
pub fn is_active(exception: &Exception, as_of: Date) -> bool {
    exception.approval.as_ref().is_some_and(|approval| {
        approval.on.is_some_and(|on| on <= as_of)
            && approval.until.is_none_or(|until| as_of <= until)
    })
}

/// The latest result of a test on or before a day; of several on one day, a failed one.
pub fn latest(results: &[TestResult], as_of: Date) -> Option<&TestResult> {
    results
        .iter()
        .filter(|result| result.on <= as_of)
        .max_by_key(|result| (result.on, result.result == Outcome::Fail))
}

/// The first test whose latest result failed.
fn latest_failure(control: &Control, as_of: Date) -> Option<(usize, Date)> {
    control.tests.iter().enumerate().find_map(|(at, test)| {
        latest(&test.results, as_of)
            .filter(|result| result.result == Outcome::Fail)
            .map(|result| (at, result.on))
    })
}

/// The places of assets: their sites, the entities of those, and the assets that are services.
fn places<'a>(model: &'a Model, assets: &[&'a str]) -> Known<BTreeSet<&'a str>> {
    let mut places = BTreeSet::new();
    let organization = model.one::<Organization>();
    for id in assets {
        let Some(document) = model.find(Kind::Asset, id) else {
            hidden(model, Kind::Asset, id).map_or(Ok(()), Err)?;
            continue;
        };
        let asset = document
            .is::<Asset>()
            .ok_or_else(|| Unknown::broken(document))?;
        if asset.asset_type == AssetType::Service {
            places.insert(*id);
        }
        let Some(site) = asset.site.as_ref().map(|site| site.id()) else {
            continue;
        };
        places.insert(site);
        let sites = organization
            .map(|organization| organization.data.sites.as_slice())
            .unwrap_or_default();
        let entity = sites
            .iter()
            .find(|item| *item.id.0 == *site)
            .and_then(|item| item.entity.as_ref());
        places.extend(entity.map(|entity| entity.id()));
    }
    Ok(places)
}
