//! The register of audits (clause 9.2): the programme, what each audit looked at, by whom, what it found
//! and what became of each finding.

use super::info::Info;
use super::input::Inputs;
use super::origin::{Became, became, followed};
use super::page::Page;
use super::place::Source;
use super::register::{Register, Row, columns, count};
use super::signature::{Signature, signature};
use super::table::{Cell, Column, Value, parts, words};
use super::written::{ids, is_past, plain, text, texts};
use crate::assess::coverage;
use crate::model::Kind;
use crate::model::audit::{Audit, AuditType, Finding, FindingType};
use crate::model::document::Whole;
use crate::model::programme::Programme;
use crate::model::scalar::Date;
use crate::model::sign_off::Subject;
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "audits",
    title: "Audits",
    summary: "the audit programme, each audit, what it found and what became of that",
    about: None,
};

/// The report.
pub type Report = Page<Own, Row<Cells>, Totals>;

/// What only this header has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Own {
    /// The programme of internal audits; `None` when there is none, or it is broken.
    pub programme: Option<Plan>,
    /// What audits have not looked at within the cycle; `None` when no cycle says when, or an audit
    /// could not be read.
    pub coverage: Option<Coverage>,
    /// Version and approvals of the programme.
    #[serde(flatten)]
    pub signature: Signature,
}

/// What audits held within the cycle of the programme did not look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// How many clauses and items there are to look at.
    pub clauses: usize,
    /// How many applicable controls.
    pub controls: usize,
    /// Clauses that no audit looked at.
    pub clauses_left: Vec<String>,
    /// Applicable controls that no audit looked at.
    pub controls_left: Vec<String>,
}

/// The programme of internal audits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The time in which everything is audited once.
    pub cycle: Option<String>,
    /// The longest time between two internal audits.
    pub frequency: Option<String>,
    /// How audits are conducted.
    pub methods: Vec<String>,
    /// Who plans, conducts and reports.
    pub responsibilities: Vec<String>,
    /// How long authors do not audit what they wrote.
    pub independence: String,
    /// Where it is written.
    pub source: Source,
}

/// What an audit says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// What sort of audit it is.
    #[serde(rename = "type")]
    pub audit_type: Option<AuditType>,
    /// Whether it was held.
    pub state: Option<State>,
    /// The supplier that is audited.
    pub supplier: Option<String>,
    /// What it measures against.
    pub criteria: Vec<String>,
    /// Clauses that it looks at.
    pub clauses: Vec<String>,
    /// Controls that it looks at.
    pub controls: Vec<String>,
    /// Who audits.
    pub auditors: Vec<String>,
    /// The day for which it is planned.
    pub planned: Option<Date>,
    /// The day on which it was held.
    pub held: Option<Date>,
    /// What was sampled, and how.
    pub samples: Vec<String>,
    /// What it concludes.
    pub conclusion: Option<String>,
    /// To whom the results were reported.
    pub reported: Vec<Told>,
    /// What was found.
    pub findings: Vec<Found>,
}

/// Whether an audit was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It was.
    Held,
    /// It is to be.
    Planned,
    /// The day for which it was planned is past.
    Overdue,
    /// No day says when.
    Undated,
}

/// To whom the results were reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The person or role.
    pub to: String,
    /// When.
    pub on: Option<Date>,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Its id in this audit.
    pub id: String,
    /// How much it weighs.
    #[serde(rename = "type")]
    pub finding_type: FindingType,
    /// The clause, control, policy or obligation that it is about.
    pub requirement: Option<String>,
    /// What was found.
    pub statement: Option<String>,
    /// The records that show it.
    pub evidence: Vec<String>,
    /// What was made of it.
    pub became: Vec<Became>,
    /// Whether a nonconformity was made of it; `None` when none is needed, or one may stand where nothing
    /// could be read.
    pub followed: Option<bool>,
    /// Where it is written.
    pub source: Source,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many audits, broken ones too.
    pub audits: usize,
    /// How many were held.
    pub held: usize,
    /// How many are past the day for which they were planned.
    pub overdue: usize,
    /// How many major nonconformities were found.
    pub major: usize,
    /// How many minor ones.
    pub minor: usize,
    /// How many observations.
    pub observations: usize,
    /// How many opportunities.
    pub opportunities: usize,
    /// How many nonconformities among the findings have no record of what is done about them.
    pub without_nonconformity: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Person,
    Kind::Role,
    Kind::SignOff,
    Kind::Programme,
    Kind::Audit,
    Kind::Nonconformity,
    Kind::Improvement,
];

const WORDS: &[(&str, &str)] = &[
    ("major", "a nonconformity that puts the ISMS in doubt"),
    ("minor", "a nonconformity that does not"),
    ("observation", "something that may become a nonconformity"),
    ("opportunity", "a chance to improve"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let rows = register.rows(cells);
    let signature = signature(inputs, Subject::Programme);
    let signed = signature.approvals.iter();
    register
        .naming
        .owners(signed.filter_map(|one| one.by.as_ref()));
    let own = Own {
        programme: programme(inputs),
        coverage: coverage(&mut register),
        signature,
    };
    let totals = totals(&rows);
    register.close(&INFO, WORDS, own, rows, totals)
}

fn coverage(register: &mut Register<'_>) -> Option<Coverage> {
    let inputs = register.inputs;
    let rows = &inputs.assessment.applicability;
    let found = coverage::coverage(inputs.model, rows, inputs.as_of)?;
    if let Some(unknown) = &found.unknown {
        register.gaps.note(unknown, Kind::Programme.name());
        return None;
    }
    let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let coverage = Coverage {
        clauses: found.clauses.len(),
        controls: found.controls.len(),
        clauses_left: owned(found.clauses_left()),
        controls_left: owned(found.controls_left()),
    };
    let naming = register.naming.clauses(&coverage.clauses_left);
    naming.controls(&coverage.controls_left);
    Some(coverage)
}

fn programme(inputs: &Inputs<'_>) -> Option<Plan> {
    let programme = inputs.model.one::<Programme>()?;
    let independence = programme.independence.unwrap_or(Programme::INDEPENDENCE);
    Some(Plan {
        cycle: plain(&programme.cycle),
        frequency: plain(&programme.frequency),
        methods: texts(&programme.methods),
        responsibilities: texts(&programme.responsibilities),
        independence: independence.to_string(),
        source: Source::of(programme.document),
    })
}

fn cells(register: &mut Register<'_>, audit: Whole<'_, Audit>) -> Cells {
    let inputs = register.inputs;
    let scope = audit.scope.as_ref();
    let told = audit.reported.iter().map(|told| Told {
        to: told.to.to_string(),
        on: told.on,
    });
    let findings = audit.findings.iter().enumerate();
    Cells {
        audit_type: Some(audit.audit_type),
        state: Some(state(audit.data, inputs.as_of)),
        supplier: plain(&audit.supplier),
        criteria: texts(&audit.criteria),
        clauses: scope.map(|scope| ids(&scope.clauses)).unwrap_or_default(),
        controls: scope.map(|scope| ids(&scope.controls)).unwrap_or_default(),
        auditors: ids(&audit.auditors),
        planned: audit.planned,
        held: audit.held,
        samples: texts(&audit.samples),
        conclusion: text(&audit.conclusion),
        reported: told.collect(),
        findings: findings
            .map(|(at, finding)| found(inputs, audit, at, finding))
            .collect(),
    }
}

fn state(audit: &Audit, as_of: Date) -> State {
    match audit.planned {
        _ if audit.is_held(as_of) => State::Held,
        planned if is_past(planned, as_of) => State::Overdue,
        Some(_) => State::Planned,
        None if audit.held.is_some() => State::Planned,
        None => State::Undated,
    }
}

fn found(inputs: &Inputs<'_>, audit: Whole<'_, Audit>, at: usize, finding: &Finding) -> Found {
    let became = became(inputs, &format!("{}/{}", audit.doc_id(), finding.id));
    let needed = finding.finding_type.is_nonconformity();
    Found {
        id: finding.id.to_string(),
        finding_type: finding.finding_type,
        requirement: plain(&finding.requirement),
        statement: text(&finding.statement),
        evidence: ids(&finding.evidence),
        followed: followed(inputs, &became).filter(|_| needed),
        became,
        source: Source::at(audit.document, &format!("findings[{at}]")),
    }
}

fn totals(rows: &[Row<Cells>]) -> Totals {
    let with = |state| count(rows, |own: &Cells| own.state == Some(state));
    let findings = || rows.iter().flat_map(|row| &row.own.findings);
    let of = |wanted| {
        findings()
            .filter(|found| found.finding_type == wanted)
            .count()
    };
    let loose = |found: &&Found| found.followed == Some(false);
    Totals {
        audits: rows.len(),
        held: with(State::Held),
        overdue: with(State::Overdue),
        major: of(FindingType::Major),
        minor: of(FindingType::Minor),
        observations: of(FindingType::Observation),
        opportunities: of(FindingType::Opportunity),
        without_nonconformity: findings().filter(loose).count(),
    }
}

impl Cell for Told {
    fn cell(&self) -> Value {
        parts([self.to.cell(), self.on.cell()]).cell()
    }
}

impl Cell for Found {
    fn cell(&self) -> Value {
        let known = parts([
            self.finding_type.cell(),
            self.requirement.cell(),
            self.became.cell(),
        ]);
        format!("{} {} ({known})", self.id, self.statement.cell()).cell()
    }
}

words!(AuditType, State, FindingType);

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    audit_type as "type", state, supplier, criteria, clauses, controls, auditors, planned, held,
    samples, conclusion, reported, findings
];
