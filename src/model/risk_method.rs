//! How risks are assessed, evaluated and accepted (clauses 6.1.2, 6.1.3).

use super::common::{AssetType, Decision, Property, document};
use super::id::{Id, Ref, Role};
use super::scalar::{Colour, Period, ScaleValue, Score, Share};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

document! {
    /// Scales, matrix, levels and criteria: everything that makes risk results comparable.
    one RiskMethod {
        /// Version of the method; quote it.
        pub version: Option<Box<str>>,
        /// Where the search for risks begins.
        pub approach: Option<Approach>,
        /// The likelihood scale, lowest first.
        pub likelihood: Vec<LikelihoodStep>,
        /// The impact scale, lowest first.
        pub impact: Vec<ImpactStep>,
        /// A list for each likelihood, lowest first, of scores for each impact, lowest first.
        #[serde(default)]
        pub matrix: Vec<Vec<Score>>,
        /// How the score comes from the two values, where there is no matrix.
        pub formula: Option<Formula>,
        /// The levels, lowest first.
        pub levels: Vec<LevelStep>,
        /// The worst level that needs no decision.
        pub acceptable_up_to: Option<Id>,
        /// Stricter criteria; the strictest that matches wins.
        #[serde(default)]
        pub stricter: Vec<Stricter>,
        /// Who may accept which level beside the risk owner; the first entry that reaches it counts.
        #[serde(default)]
        pub may_accept: Vec<MayAccept>,
        /// What a partly implemented control counts, from 0 to 1; 0 when absent.
        pub partial_effect: Option<Share>,
        /// How reductions of several controls come together; `sum` when absent.
        pub stacking: Option<Stacking>,
        /// The value on the impact scale from which an asset is critical.
        pub critical_from: Option<ScaleValue>,
        /// The longest time between two assessments of a risk.
        pub review_interval: Option<Period>,
        /// What makes an assessment necessary before that.
        #[serde(default)]
        pub triggers: Vec<Box<str>>,
        /// The approval of the method.
        pub approval: Option<Decision>,
    }
}

/// Where the search for risks begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Approach {
    /// From assets, threats and vulnerabilities.
    AssetBased,
    /// From sources, events and consequences.
    EventBased,
}

/// How the score comes from likelihood and impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Formula {
    /// Likelihood times impact.
    Product,
    /// Likelihood plus impact.
    Sum,
}

/// How reductions of several controls come together on one axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stacking {
    /// They add up.
    Sum,
    /// Only the strongest counts.
    Strongest,
}

/// A step of the likelihood scale.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LikelihoodStep {
    /// The value that risks name.
    pub value: ScaleValue,
    /// What the step is called.
    pub title: Option<Box<str>>,
    /// When it applies.
    pub description: Option<Box<str>>,
}

/// A step of the impact scale.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImpactStep {
    /// The value that risks name.
    pub value: ScaleValue,
    /// What the step is called.
    pub title: Option<Box<str>>,
    /// When it applies, by category such as financial or legal.
    #[serde(default)]
    pub criteria: BTreeMap<Box<str>, Box<str>>,
}

/// A level of risk.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelStep {
    /// Identifies the level.
    pub id: Id,
    /// What it is called.
    pub title: Option<Box<str>>,
    /// The smallest score of the level.
    pub from: Score,
    /// Its colour in pictures.
    pub colour: Option<Colour>,
}

/// A criterion that holds for some risks only.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stricter {
    /// Matches risks that affect this property.
    pub affects: Option<Property>,
    /// Matches risks of an asset of this classification.
    pub classification: Option<Box<str>>,
    /// Matches risks of an asset of this type.
    pub asset_type: Option<AssetType>,
    /// The worst level that needs no decision, for those.
    pub level: Id,
}

/// Who may accept which level.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MayAccept {
    /// The worst level that this entry reaches.
    pub up_to: Id,
    /// Roles that may accept it; `risk-owner` means that nobody beside the owner is needed.
    pub roles: Vec<Ref<Role>>,
}
