//! An asset (A.5.9).

use super::common::{AssetType, Property, document};
use super::id::{Dependency, Owner, Ref, Site, Supplier};
use super::scalar::{Date, Period, ScaleValue};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// Something of value: information, or what keeps or carries it.
    titled Asset {
        /// What sort of asset it is.
        #[serde(rename = "type")]
        pub asset_type: AssetType,
        /// Where it comes from.
        pub origin: Option<Origin>,
        /// Who looks after it day by day.
        pub custodian: Option<Ref<Owner>>,
        /// Classification level.
        pub classification: Option<Box<str>>,
        /// What losing each property would cost, on the impact scale.
        pub cia: Option<Cia>,
        /// What it needs in order to work.
        #[serde(default)]
        pub depends_on: Vec<DependsOn>,
        /// The supplier that provides it.
        pub supplier: Option<Ref<Supplier>>,
        /// Where it is.
        pub site: Option<Ref<Site>>,
        /// Recovery time objective.
        pub rto: Option<Period>,
        /// Recovery point objective.
        pub rpo: Option<Period>,
        /// Whether it holds personal data.
        pub personal_data: Option<bool>,
        /// The last day on which it was used.
        pub retired: Option<Date>,
    }
}

/// Where an asset comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Made by the organisation.
    Own,
    /// Bought or rented.
    Bought,
    /// Open source.
    OpenSource,
}

/// What losing each property would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cia {
    /// Cost of disclosure.
    pub confidentiality: Option<ScaleValue>,
    /// Cost of falsification.
    pub integrity: Option<ScaleValue>,
    /// Cost of absence.
    pub availability: Option<ScaleValue>,
}

impl Cia {
    /// The value of one property.
    pub fn of(&self, property: Property) -> Option<ScaleValue> {
        match property {
            Property::Confidentiality => self.confidentiality,
            Property::Integrity => self.integrity,
            Property::Availability => self.availability,
        }
    }
}

/// A dependency on another asset or a supplier.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DependsOn {
    /// What it depends on.
    pub asset: Ref<Dependency>,
    /// For which properties; all three when absent.
    #[serde(default, rename = "for")]
    pub properties: Vec<Property>,
}
