//! The inventory of assets (A.5.9): what each is, who owns it, how critical it is and by what, and which
//! risks concern it.

use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::names::{Names, Naming};
use super::page::Page;
use super::place::Source;
use super::table::{Cell, Column, Value, cell, list, word};
use crate::assess::applicability::{is_living, natural};
use crate::assess::criticality::Criticality;
use crate::model::Kind;
use crate::model::asset::{Asset, Origin};
use crate::model::common::{AssetType, Property};
use crate::model::document::Document;
use crate::model::risk::Risk;
use crate::model::scalar::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "assets",
    title: "Inventory of assets",
    summary: "every asset with its owner, criticality and where that comes from, and its risks",
    about: None,
};

/// The report.
pub type Report = Page<Own, Row, Totals>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// Names of the classification levels, lowest first.
    pub classification: Vec<String>,
    /// The value on the impact scale from which an asset is critical.
    pub critical_from: Option<i64>,
}

/// An asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What sort of asset it is.
    #[serde(rename = "type")]
    pub asset_type: Option<AssetType>,
    /// The person or role that answers for it.
    pub owner: Option<String>,
    /// Who looks after it day by day.
    pub custodian: Option<String>,
    /// Classification level.
    pub classification: Option<String>,
    /// What losing each property of it would cost by itself.
    pub cia: Cia<i64>,
    /// The same with what depends on it.
    pub criticality: Cia<Inherited>,
    /// Whether the largest value makes it critical; `None` when that is unknown.
    pub critical: Option<bool>,
    /// What it depends on.
    pub depends_on: Vec<Dependency>,
    /// The supplier that provides it.
    pub supplier: Option<String>,
    /// Where it is.
    pub site: Option<String>,
    /// Whether it holds personal data.
    pub personal_data: Option<bool>,
    /// Recovery time objective.
    pub rto: Option<String>,
    /// Recovery point objective.
    pub rpo: Option<String>,
    /// Living risks that concern it.
    pub risks: Vec<String>,
    /// The last day on which it was used.
    pub retired: Option<Date>,
    /// Where it is written.
    pub source: Source,
    /// Where it comes from.
    pub origin: Option<Origin>,
}

/// A value for each property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cia<T> {
    /// Only those may know it who should.
    pub confidentiality: Option<T>,
    /// It is right and complete.
    pub integrity: Option<T>,
    /// It is there when it is needed.
    pub availability: Option<T>,
}

impl<T> Cia<T> {
    fn of(mut value: impl FnMut(Property) -> Option<T>) -> Self {
        Self {
            confidentiality: value(Property::Confidentiality),
            integrity: value(Property::Integrity),
            availability: value(Property::Availability),
        }
    }
}

/// A criticality and the asset that it comes from, which may be the asset itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inherited {
    /// The value.
    pub value: i64,
    /// Id of the asset.
    pub from: String,
}

/// A dependency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dependency {
    /// Id of the asset or supplier.
    pub asset: String,
    /// For which properties.
    #[serde(rename = "for")]
    pub properties: Vec<Property>,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many assets, retired ones too.
    pub assets: usize,
    /// How many are retired.
    pub retired: usize,
    /// How many of the others are critical.
    pub critical: usize,
    /// How many hold personal data.
    pub personal_data: usize,
    /// How many there are of each type; `None` when it is unknown.
    pub by_type: Vec<TypeCount>,
}

/// How many assets are of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TypeCount {
    /// The type.
    #[serde(rename = "type")]
    pub asset_type: Option<AssetType>,
    /// How many.
    pub assets: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Asset,
    Kind::RiskMethod,
    Kind::Risk,
    Kind::Supplier,
];

const LEGEND: &[(&str, &str)] = &[
    (
        "cia",
        "what losing confidentiality, integrity or availability of the asset itself would cost",
    ),
    (
        "criticality",
        "the largest such value of the asset and of everything that depends on it",
    ),
    (
        "critical",
        "a value reaches the threshold of the risk method",
    ),
    ("rto", "how soon it has to work again"),
    ("rpo", "how much time of data may be lost"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut gaps = Gaps::new(inputs, FEEDS);
    let risks = risks(inputs);
    let documents = inputs.model.of_kind(Kind::Asset);
    let mut rows: Vec<Row> = documents
        .map(|document| row(inputs, document, &risks, &mut gaps))
        .collect();
    rows.sort_by(|a, b| natural(&a.id, &b.id));
    let totals = totals(inputs, &rows);
    let organization = inputs
        .model
        .one::<crate::model::organization::Organization>();
    let levels = organization.map(|found| &found.data.classification);
    let method = inputs.assessment.method.as_ref().ok();
    let own = Own {
        classification: levels
            .into_iter()
            .flatten()
            .map(ToString::to_string)
            .collect(),
        critical_from: method.and_then(|method| method.critical_from),
    };
    let names = names(inputs, &rows);
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), names, gaps);
    Page::new(&INFO, inputs, header, rows, totals)
}

/// Living risks by the assets that they concern.
fn risks<'a>(inputs: &Inputs<'a>) -> BTreeMap<&'a str, Vec<String>> {
    let mut by_asset: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let all = inputs.model.all::<Risk>();
    for risk in all.filter(|risk| is_living(risk.data, inputs.as_of)) {
        for asset in &risk.data.assets {
            let risks = by_asset.entry(asset.id()).or_default();
            risks.push(risk.document.id.to_string());
        }
    }
    for risks in by_asset.values_mut() {
        risks.sort_by(|a, b| natural(a, b));
        risks.dedup();
    }
    by_asset
}

fn row(
    inputs: &Inputs<'_>,
    document: &Document,
    risks: &BTreeMap<&str, Vec<String>>,
    gaps: &mut Gaps,
) -> Row {
    let asset = document.is::<Asset>();
    let id = document.id.to_string();
    let subject = document.subject();
    let found = inputs.assessment.criticality.by_id.get(&id);
    let found = found.filter(|_| asset.is_some());
    let name = |of: &dyn Fn(&Asset) -> Option<String>| asset.and_then(of);
    let known = inputs.assessment.method.as_ref().map(|_| ());
    Row {
        title: document.title().to_owned(),
        asset_type: asset.map(|asset| asset.asset_type),
        owner: name(&|asset| Some(asset.owner.as_ref()?.to_string())),
        custodian: name(&|asset| Some(asset.custodian.as_ref()?.to_string())),
        classification: name(&|asset| Some(asset.classification.as_ref()?.to_string())),
        cia: Cia::of(|property| Some(asset?.cia?.of(property)?.0)),
        criticality: Cia::of(|property| inherited(found?, property)),
        critical: gaps
            .known(&known.map_err(Clone::clone), &subject)
            .and_then(|()| critical(found, asset, inputs.as_of)),
        depends_on: asset.map(dependencies).unwrap_or_default(),
        supplier: name(&|asset| Some(asset.supplier.as_ref()?.to_string())),
        site: name(&|asset| Some(asset.site.as_ref()?.to_string())),
        personal_data: asset.and_then(|asset| asset.personal_data),
        rto: name(&|asset| Some(asset.rto?.to_string())),
        rpo: name(&|asset| Some(asset.rpo?.to_string())),
        risks: risks.get(&*id).cloned().unwrap_or_default(),
        retired: asset.and_then(|asset| asset.retired),
        source: Source::of(document),
        origin: asset.and_then(|asset| asset.origin),
        id,
    }
}

/// A value that a broken asset may raise is unknown, not a number.
fn inherited(found: &Criticality, property: Property) -> Option<Inherited> {
    let (value, from) = found.of(property).filter(|_| !found.at_least)?;
    Some(Inherited {
        value: *value,
        from: from.clone(),
    })
}

/// What is critical already stays so, whatever a broken asset adds; a retired asset is not.
fn critical(found: Option<&Criticality>, asset: Option<&Asset>, as_of: Date) -> Option<bool> {
    let retired = asset?.retired.is_some_and(|last| last < as_of);
    match found {
        _ if retired => Some(false),
        Some(found) if found.critical => Some(true),
        Some(found) if found.at_least => None,
        _ => Some(false),
    }
}

fn dependencies(asset: &Asset) -> Vec<Dependency> {
    let each = asset.depends_on.iter().map(|needed| Dependency {
        asset: needed.asset.to_string(),
        properties: if needed.properties.is_empty() {
            Property::ALL.to_vec()
        } else {
            needed.properties.clone()
        },
    });
    each.collect()
}

fn names(inputs: &Inputs<'_>, rows: &[Row]) -> Names {
    let needed = rows.iter().flat_map(|row| &row.depends_on);
    let mut naming = Naming::new(inputs.model, inputs.as_of);
    naming
        .owners(rows.iter().filter_map(|row| row.owner.as_ref()))
        .owners(rows.iter().filter_map(|row| row.custodian.as_ref()))
        .assets(rows.iter().map(|row| &row.id))
        .assets(needed.map(|needed| &needed.asset))
        .assets(rows.iter().filter_map(|row| row.supplier.as_ref()))
        .sites(rows.iter().filter_map(|row| row.site.as_ref()))
        .risks(rows.iter().flat_map(|row| &row.risks))
        .done()
}

fn totals(inputs: &Inputs<'_>, rows: &[Row]) -> Totals {
    let retired = |row: &&Row| row.retired.is_some_and(|last| last < inputs.as_of);
    let mut types: BTreeMap<Option<AssetType>, usize> = BTreeMap::new();
    for row in rows {
        *types.entry(row.asset_type).or_default() += 1;
    }
    Totals {
        assets: rows.len(),
        retired: rows.iter().filter(retired).count(),
        critical: rows.iter().filter(|row| row.critical == Some(true)).count(),
        personal_data: rows
            .iter()
            .filter(|row| row.personal_data == Some(true))
            .count(),
        by_type: types
            .into_iter()
            .map(|(asset_type, assets)| TypeCount { asset_type, assets })
            .collect(),
    }
}

/// The row as cells.
pub const COLUMNS: &[&[Column<Row>]] = &[&[
    Column::new("id", |row| row.id.cell()),
    Column::new("title", |row| row.title.cell()),
    Column::new("type", |row| row.asset_type.map(word).unwrap_or_default()),
    Column::new("origin", |row| row.origin.map(word).unwrap_or_default()),
    Column::new("owner", |row| cell(row.owner.as_ref())),
    Column::new("custodian", |row| cell(row.custodian.as_ref())),
    Column::new("classification", |row| cell(row.classification.as_ref())),
    Column::new("confidentiality", |row| {
        cell(row.cia.confidentiality.as_ref())
    }),
    Column::new("integrity", |row| cell(row.cia.integrity.as_ref())),
    Column::new("availability", |row| cell(row.cia.availability.as_ref())),
    Column::new("criticality_confidentiality", |row| {
        value(&row.criticality.confidentiality)
    }),
    Column::new("criticality_confidentiality_from", |row| {
        from(&row.criticality.confidentiality)
    }),
    Column::new("criticality_integrity", |row| {
        value(&row.criticality.integrity)
    }),
    Column::new("criticality_integrity_from", |row| {
        from(&row.criticality.integrity)
    }),
    Column::new("criticality_availability", |row| {
        value(&row.criticality.availability)
    }),
    Column::new("criticality_availability_from", |row| {
        from(&row.criticality.availability)
    }),
    Column::new("critical", |row| cell(row.critical.as_ref())),
    Column::new("depends_on", |row| {
        list(row.depends_on.iter().map(|needed| &needed.asset))
    }),
    Column::new("supplier", |row| cell(row.supplier.as_ref())),
    Column::new("site", |row| cell(row.site.as_ref())),
    Column::new("personal_data", |row| cell(row.personal_data.as_ref())),
    Column::new("rto", |row| cell(row.rto.as_ref())),
    Column::new("rpo", |row| cell(row.rpo.as_ref())),
    Column::new("risks", |row| list(&row.risks)),
    Column::new("retired", |row| cell(row.retired.as_ref())),
    Column::new("path", |row| row.source.path.cell()),
    Column::new("line", |row| row.source.line.cell()),
]];

fn value(inherited: &Option<Inherited>) -> Value {
    cell(inherited.as_ref().map(|inherited| &inherited.value))
}

fn from(inherited: &Option<Inherited>) -> Value {
    cell(inherited.as_ref().map(|inherited| &inherited.from))
}
