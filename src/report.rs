//! The analysis seen from one side: plain rows, one report a file.
//!
//! A new report is one file and one line in the list below; file, verb and JSON carry the same name.

use serde::Serialize;
use serde_json::Value;

pub mod info;

pub mod audience;

pub mod place;

pub mod table;

pub mod written;

pub mod input;

pub mod gaps;

pub mod decided;

pub mod method;

pub mod signature;

pub mod row;

pub mod names;

pub mod header;

pub mod page;

pub mod level_count;

pub mod cells;

pub mod accepted;

pub mod standing;

pub mod bench;

pub mod heat_map;

pub mod shelf;

pub mod calendar;

pub mod awaited;

pub mod figures;

pub mod attribute;

pub mod shown;

pub mod readiness;

pub mod measured;

pub mod origin;

pub mod register;

pub mod sign_off_sheet;
pub mod trace;

pub mod dossier;
pub mod trend;

pub mod at_cursor;

pub mod impact;

pub mod handover;
pub mod revisions;

pub mod field_change;

pub mod decision_change;

pub mod log;

pub mod audience_limit;

pub mod audience_names;

pub mod audience_spelling;

pub mod audience_auditor;

pub mod audience_customer;

pub mod audience_cut;

/// Declares each report's module and its place in [`REPORTS`], so that no list can forget one.
macro_rules! reports {
    ($($name:ident $variant:ident,)*) => {
        $(pub mod $name;)*

        /// A computed report; serialised it is the contract of `report NAME --format json`.
        #[derive(Debug, Serialize)]
        #[serde(untagged)]
        pub enum Report {
            $(#[doc = concat!("The report `", stringify!($name), "`.")] $variant(Box<$name::Report>),)*
        }

        impl Report {
            /// What is known of it beside its content.
            pub fn info(&self) -> &'static info::Info {
                match self { $(Self::$variant(_) => &$name::INFO,)* }
            }

            /// Its rows as cells of text, under named columns.
            pub fn table(&self) -> table::Table {
                match self { $(Self::$variant(page) => page.table($name::COLUMNS),)* }
            }

            /// Whether something could not be read, so that values are missing.
            pub fn is_incomplete(&self) -> bool {
                match self { $(Self::$variant(page) => !page.header.incomplete.is_empty(),)* }
            }
        }

        /// Every report, in the order in which the help names them.
        pub const REPORTS: &[Entry] = &[$(Entry {
            info: &$name::INFO,
            build: |inputs| Report::$variant(Box::new($name::report(inputs))),
        },)*];
    };
}

reports! {
    soa Soa,
    rtp Rtp,
    risks Risks,
    assets Assets,
    policies Policies,
    coverage Coverage,
    clauses Clauses,
    status Status,
    interested_parties InterestedParties,
    obligations Obligations,
    objectives Objectives,
    roles Roles,
    suppliers Suppliers,
    documents Documents,
    evidence Evidence,
    competence Competence,
    metrics Metrics,
    audits Audits,
    nonconformities Nonconformities,
    incidents Incidents,
    management_review ManagementReview,
    audit_plan AuditPlan,
}

pub mod pack;

pub mod diff;

pub mod soa_since;

/// A report in the list of all.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its name and what it is.
    pub info: &'static info::Info,
    /// Computes it.
    pub build: fn(&input::Inputs<'_>) -> Report,
}

/// The report of this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    REPORTS.iter().find(|entry| entry.info.name == name)
}

/// A report as the JSON of the contract: the one shape that templates and programs see.
///
/// # Panics
/// Never: a report has the shape of its JSON.
pub fn to_json(report: &Report) -> Value {
    serde_json::to_value(report).expect("internal error: plain structs serialize")
}
