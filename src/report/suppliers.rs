//! The register of suppliers (A.5.19 to A.5.23): what each provides and sees, how much depends on it,
//! what was agreed, what it shows, and what of the ISMS names it.

use super::info::Info;
use super::input::Inputs;
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::table::{Cell, Column, Value, parts};
use super::written::{Reviewed, is_past, plain, text, texts};
use crate::model::Kind;
use crate::model::document::Whole;
use crate::model::scalar::Date;
use crate::model::supplier::{self, Supplier};
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "suppliers",
    title: "Suppliers",
    summary: "what each supplier provides, what was agreed, and what depends on it",
    about: None,
};

/// The report.
pub type Report = Page<(), Row<Cells>, Totals>;

/// What a supplier's document says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// What it provides.
    pub services: Vec<String>,
    /// What data it sees.
    pub data: Vec<String>,
    /// Where it works and keeps data.
    pub locations: Vec<String>,
    /// How much depends on it.
    pub criticality: Option<String>,
    /// Agreements with it.
    pub agreements: Vec<String>,
    /// Certificates and reports that it shows.
    pub certifications: Vec<Certification>,
    /// How the organisation would leave it.
    pub exit: Option<String>,
    /// When it is looked at again.
    pub review: Reviewed,
    /// The last day of the relation.
    pub ended: Option<Date>,
    /// Whether that day is past.
    pub over: bool,
    /// Assets that it provides, or that depend on it.
    pub assets: Vec<String>,
    /// Living risks that name it.
    pub risks: Vec<String>,
    /// Controls that it operates.
    pub controls: Vec<String>,
}

/// A certificate or report of a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certification {
    /// The standard.
    pub standard: String,
    /// What it covers.
    pub scope: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Whether that day is past.
    pub expired: bool,
    /// The copy that was seen.
    pub evidence: Option<String>,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many suppliers, ended and broken ones too.
    pub suppliers: usize,
    /// With how many the relation has ended.
    pub ended: usize,
    /// How many of the others have no agreement.
    pub without_agreement: usize,
    /// How many of the others show a certificate that has expired.
    pub certificate_expired: usize,
    /// How many of the others are past their review.
    pub review_overdue: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Person,
    Kind::Role,
    Kind::Asset,
    Kind::Risk,
    Kind::Control,
    Kind::Supplier,
];

const WORDS: &[(&str, &str)] = &[
    (
        "assets",
        "those that it provides, and those that depend on it",
    ),
    ("risks", "living risks that are shared with it"),
    ("controls", "those that it operates"),
    ("expired", "the last day of the certificate is past"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let rows = register.rows(cells);
    let living = |holds: fn(&Cells) -> bool| count(&rows, |own: &Cells| !own.over && holds(own));
    let totals = Totals {
        suppliers: rows.len(),
        ended: count(&rows, |own| own.over),
        without_agreement: living(|own| own.agreements.is_empty()),
        certificate_expired: living(|own| own.certifications.iter().any(|one| one.expired)),
        review_overdue: living(|own| own.review.overdue),
    };
    register.close(&INFO, WORDS, (), rows, totals)
}

fn cells(register: &mut Register<'_>, supplier: Whole<'_, Supplier>) -> Cells {
    let as_of = register.inputs.as_of;
    let certifications = supplier.certifications.iter();
    Cells {
        services: texts(&supplier.services),
        data: texts(&supplier.data.data),
        locations: texts(&supplier.locations),
        criticality: text(&supplier.criticality),
        agreements: texts(&supplier.agreements),
        certifications: certifications
            .map(|one| certification(one, as_of))
            .collect(),
        exit: text(&supplier.exit),
        review: Reviewed::new(supplier.review.as_ref(), as_of),
        ended: supplier.ended,
        over: is_past(supplier.ended, as_of),
        assets: register.naming_it(supplier.document, Kind::Asset),
        risks: register.naming_it(supplier.document, Kind::Risk),
        controls: register.naming_it(supplier.document, Kind::Control),
    }
}

fn certification(written: &supplier::Certification, as_of: Date) -> Certification {
    Certification {
        standard: written.standard.to_string(),
        scope: text(&written.scope),
        until: written.until,
        expired: is_past(written.until, as_of),
        evidence: plain(&written.evidence),
    }
}

impl Cell for Certification {
    fn cell(&self) -> Value {
        let until = self.until.map(|until| format!("until {until}"));
        parts([self.standard.cell(), until.cell()]).cell()
    }
}

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    services,
    data,
    locations,
    criticality,
    agreements,
    certifications,
    exit,
    review.last,
    review.next,
    ended,
    assets,
    risks,
    controls
];
