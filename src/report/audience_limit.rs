//! How much an audience sees: everything, or what is classified up to a level.

use super::audience::Audience;
use crate::model::Kind;
use crate::model::asset::Asset;
use crate::model::controlled_document::ControlledDocument;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::organization::Organization;
use crate::model::policy::Policy;
use crate::syntax::config::{Audiences, ConfigError};
use crate::syntax::schema::near_miss;
use crate::text::source::Span;
use std::collections::BTreeMap;

/// How much an audience sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// For whom.
    pub audience: Audience,
    /// The levels of the organisation that it may see, lowest first; `None` when there is no limit.
    seen: Option<Vec<String>>,
}

impl Limit {
    /// The limit of an audience, by the settings and the levels that the organisation names. Without a
    /// setting, customers see the lowest level, and auditors everything.
    ///
    /// # Errors
    /// When the settings name a level that the organisation does not have; the place is in `isms.toml`.
    pub fn of(
        audience: Audience,
        settings: &Audiences,
        places: &BTreeMap<String, Span>,
        model: &Model,
    ) -> Result<Self, ConfigError> {
        let named = match audience {
            Audience::Internal => return Ok(Self::none(audience)),
            Audience::Customer => settings.customer.as_deref(),
            Audience::Auditor if settings.auditor.is_none() => return Ok(Self::none(audience)),
            Audience::Auditor => settings.auditor.as_deref(),
        };
        let levels = levels(model);
        let highest = match named {
            Some(name) => Some(position(audience, name, &levels, places)?),
            None => (!levels.is_empty()).then_some(0),
        };
        let to = highest.map_or(0, |highest| highest + 1);
        if audience == Audience::Auditor && to == levels.len() {
            return Ok(Self::none(audience));
        }
        Ok(Self {
            audience,
            seen: Some(levels[..to].to_vec()),
        })
    }

    fn none(audience: Audience) -> Self {
        Self {
            audience,
            seen: None,
        }
    }

    /// Whether everything is seen.
    pub fn is_none(&self) -> bool {
        self.seen.is_none()
    }

    /// The highest level that is seen; `None` without a limit, and when no level is seen.
    pub fn highest(&self) -> Option<&str> {
        self.seen.as_ref()?.last().map(String::as_str)
    }

    /// The levels that are seen, lowest first; empty without a limit.
    pub fn levels(&self) -> &[String] {
        self.seen.as_deref().unwrap_or_default()
    }

    /// Whether a level is seen; what has no level, or one that the organisation does not name, is above
    /// every limit.
    pub fn sees_level(&self, level: Option<&str>) -> bool {
        let Some(seen) = &self.seen else { return true };
        level.is_some_and(|level| seen.iter().any(|one| one == level))
    }

    /// Whether a document is seen by its classification; one of a kind that has none always is.
    pub fn sees(&self, document: &Document) -> bool {
        self.is_none() || !is_classified(document.kind) || self.sees_level(level(document))
    }
}

/// Whether documents of a kind have a classification.
pub fn is_classified(kind: Kind) -> bool {
    matches!(kind, Kind::Asset | Kind::Policy | Kind::ControlledDocument)
}

/// The classification of a document; `None` also when it cannot be read.
fn level(document: &Document) -> Option<&str> {
    let asset = document.is::<Asset>().map(|it| &it.classification);
    let policy = document.is::<Policy>().map(|it| &it.classification);
    let kept = document.is::<ControlledDocument>();
    let kept = kept.map(|it| &it.classification);
    asset.or(policy).or(kept)?.as_deref()
}

/// The levels that the organisation names, lowest first.
fn levels(model: &Model) -> Vec<String> {
    let organization = model.one::<Organization>();
    let levels = organization.map(|found| &found.data.classification);
    let levels = levels.into_iter().flatten();
    levels.map(ToString::to_string).collect()
}

/// Where a level stands among all.
fn position(
    audience: Audience,
    name: &str,
    levels: &[String],
    places: &BTreeMap<String, Span>,
) -> Result<usize, ConfigError> {
    let found = levels.iter().position(|level| level == name);
    found.ok_or_else(|| {
        let field = format!("audience.{audience}.classification");
        let known = match levels {
            [] => "the organisation names no levels in `classification`".to_owned(),
            levels => format!("the levels of the organisation are {}", levels.join(", ")),
        };
        let near = near_miss::nearest(name, levels.iter().map(String::as_str));
        ConfigError {
            span: places.get(&field).copied().unwrap_or_default(),
            message: format!("`{field}` is `{name}`, which is not a level: {known}"),
            help: near.map(|near| format!("did you mean `{near}`?")),
        }
    })
}
