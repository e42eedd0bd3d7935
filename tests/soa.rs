//! The rows of the Statement of Applicability, worked out by hand and compared with what is computed.
#![allow(clippy::unwrap_used)]

use isms::assess::applicability::{Applicability, Reason};
use isms::assess::assessment::Assessment;
use isms::model::catalog::ANNEX_A;
use isms::model::control::Status;
use isms::model::document::Document;
use isms::model::graph::{Model, Unread};
use isms::model::reading;
use isms::rules::{self, rule::Case};
use isms::text::diagnostic::Diagnostic;
use isms::text::snapshot::{Files, Revision};
use isms::text::source::SourceFile;
use std::collections::HashSet;
use std::sync::Arc;

const AS_OF: &str = "2026-11-20";

fn model(texts: &[&str]) -> Model {
    let (mut documents, mut unread) = (Vec::new(), Vec::new());
    for (at, text) in texts.iter().enumerate() {
        let ending = if text.starts_with("---\n") {
            "md"
        } else {
            "yaml"
        };
        let file = Arc::new(SourceFile::new(format!("isms/{at}.{ending}"), *text));
        let parsed = reading::read(&file.path, text);
        if parsed.nameless > 0 {
            let (path, source) = (Arc::clone(&file.path), Some(Arc::clone(&file)));
            unread.push(Unread { path, source });
        }
        let read = parsed.documents.into_iter();
        documents.extend(read.map(|content| Document::new(Arc::clone(&file), content)));
    }
    Model::new(documents, unread)
}

fn rows(texts: &[&str]) -> Vec<Applicability> {
    let model = model(texts);
    Assessment::new(&model, AS_OF.parse().unwrap()).applicability
}

fn row(rows: &[Applicability], id: &str) -> Applicability {
    rows.iter().find(|row| row.id == id).unwrap().clone()
}

/// What one rule finds.
fn found(texts: &[&str], rule: &str) -> Vec<Diagnostic> {
    let model = model(texts);
    let as_of = AS_OF.parse().unwrap();
    let case = Case {
        model: &model,
        assessment: &Assessment::new(&model, as_of),
        files: &Files::new(),
        proofs: isms::text::proof::Proofs::NONE,
        paths: &isms::rules::rule::Paths::default(),
        settings: &isms::syntax::config::Settings::default(),
        revision: &Revision::default(),
        as_of,
        horizon: None,
    };
    (rules::find(rule).unwrap().check.unwrap())(case)
}

/// The messages of one rule.
fn findings(texts: &[&str], rule: &str) -> Vec<String> {
    let found = found(texts, rule).into_iter();
    found.map(|finding| finding.message).collect()
}

/// A small ISMS in which every sort of reason occurs.
const FIXTURE: &str = "
kind: risk
id: R-10
title: A password is guessed
assets: [laptops]
affects: [confidentiality]
inherent: {likelihood: 3, impact: 3}
treatment:
  options: [modify]
  controls: [{control: A.8.5}]
---
kind: risk
id: R-2
title: A laptop is stolen
assets: [laptops]
affects: [confidentiality]
inherent: {likelihood: 3, impact: 3}
treatment:
  options: [modify]
  controls: [{control: A.8.5}, {control: 'iso27001-2022:A.8.24'}]
  actions:
    - {id: R-2-1, title: Buy locks, owner: jane, due: 2027-01-31, status: open, control: A.7.9}
    - {id: R-2-2, title: Mark laptops, owner: jane, due: 2027-01-31, status: cancelled, control: A.8.1, reason: No use}
---
kind: risk
id: R-3
title: A virus spreads
assets: [laptops]
affects: [availability]
inherent: {likelihood: 3, impact: 3}
treatment:
  options: [modify]
  controls: [{control: A.8.7}]
closed: {on: 2026-10-01, by: jane, reason: No machine of ours runs foreign programs any more.}
---
kind: obligation
id: gdpr
title: GDPR
type: regulation
source: Regulation (EU) 2016/679
requirements:
  - {id: gdpr-32, text: Security of processing., controls: [A.8.5, A.5.31]}
  - {id: gdpr-33, text: TLS on every line, controls: [A.8.24]}
---
kind: obligation
id: acme
title: Contract with Acme
type: contract
source: Contract of 2025-02-01
requirements:
  - {id: acme-1, text: Second factor for administrators, controls: [A.8.5]}
---
kind: interested-party
id: customers
title: Customers
type: customer
requirements:
  - {id: customers-1, text: A working service, addressed_by: [A.8.13]}
---
{kind: control, id: A.8.5, applicable: true, status: implemented}
---
{kind: control, id: A.8.13, applicable: true, status: partial}
---
{kind: control, id: A.5.1, applicable: true, status: implemented}
---
{kind: control, id: A.5.31, applicable: true, status: planned}
---
{kind: control, id: A.7.9, applicable: true, status: not-started}
---
{kind: control, id: A.8.1, applicable: true, status: implemented, reasons: [business, best-practice]}
---
{kind: control, id: A.8.7, applicable: true, status: implemented}
---
kind: control
id: A.8.15
applicable: true
status: implemented
reasons: [best-practice]
justification: Refunds are disputed, and only the log shows who granted them.
---
kind: control
id: A.8.30
applicable: false
exclusion: {by: jane, on: 2026-03-01, reason: All code is written by employees.}
---
{kind: control, id: OWN-1, title: Paper shredding, applicable: true, status: implemented, reasons: [business]}
";

/// Ids of a list of reasons; `-` stands for a written one.
fn ids(reasons: &[Reason]) -> Vec<&str> {
    reasons
        .iter()
        .map(|reason| reason.id.as_deref().unwrap_or("-"))
        .collect()
}

#[test]
fn every_control_of_the_catalog_stands_once_whatever_is_written() {
    let duplicated = "{kind: control, id: A.8.5, applicable: true}\n---\n{kind: control, id: A.8.5, applicable: false}\n";
    let broken = "{kind: control, id: A.8.5, applicable: perhaps}\n---\n{kind: control, id: [A.8.6]}\n---\n{kind: control}\n";
    let odd = "{kind: control, id: A.5.99, title: No such}\n---\n{kind: control, id: a.8.5, title: Small}\n---\n\
               {kind: control, id: 'iso27001-2022:A.8.5', title: Long}\n---\n{kind: control, id: 5.10, title: Number}\n---\n\
               {kind: control, id: A.8.05, title: Zero}\n---\n{kind: asset, id: A.8.5, title: Asset, type: software}\n---\n\
               {kind: risk, id: A.8.6, title: Risk of that name, inherent: {likelihood: 1, impact: 1}}\n";
    let torn = "kind: control\nid: A.8.5\napplicable: [true\n";
    for texts in [
        &[][..],
        &[FIXTURE],
        &[duplicated],
        &[broken],
        &[odd],
        &[torn],
        &["- not\n- a\n- map\n"],
    ] {
        let rows = rows(texts);
        let catalog: Vec<&str> = rows
            .iter()
            .filter(|row| row.catalog.is_some())
            .map(|row| row.id.as_str())
            .collect();
        let wanted: Vec<&str> = ANNEX_A
            .controls
            .iter()
            .map(|control| &*control.id)
            .collect();
        assert_eq!(catalog.len(), 93);
        assert_eq!(catalog, wanted, "{texts:?}");
        assert!(
            rows[..93].iter().all(|row| row.catalog.is_some()),
            "own ones come after"
        );
        let all: HashSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(all.len(), rows.len(), "no row stands twice: {texts:?}");
    }
}

#[test]
fn themes_have_37_8_14_and_34_controls() {
    let rows = rows(&[]);
    let count = |theme| rows.iter().filter(|row| row.theme == Some(theme)).count();
    let counts = ["organizational", "people", "physical", "technological"].map(count);
    assert_eq!(counts, [37, 8, 14, 34]);
}

#[test]
fn risks_laws_and_contracts_compose_one_sentence() {
    let row = row(&rows(&[FIXTURE]), "A.8.5");
    assert_eq!(row.title, "Secure authentication");
    assert_eq!(ids(&row.reasons.risk), ["R-2", "R-10"], "as people count");
    assert_eq!(ids(&row.reasons.legal), ["gdpr"]);
    assert_eq!(ids(&row.reasons.contractual), ["acme"]);
    assert!(row.reasons.business.is_empty() && row.reasons.best_practice.is_empty());
    assert_eq!(
        row.justification.unwrap(),
        "Treats R-2 A laptop is stolen, R-10 A password is guessed; required by GDPR, security of processing; \
         required by Contract with Acme, second factor for administrators"
    );
    assert!(!row.written);
    assert_eq!(
        (row.applicable, row.status),
        (Some(true), Some(Status::Implemented))
    );
}

#[test]
fn what_a_party_expects_is_a_business_reason() {
    let row = row(&rows(&[FIXTURE]), "A.8.13");
    assert_eq!(ids(&row.reasons.business), ["customers"]);
    assert_eq!(
        row.justification.unwrap(),
        "Expected by Customers, a working service"
    );
    assert_eq!(row.status, Some(Status::Partial));
}

#[test]
fn a_clause_is_a_reason_by_itself_and_beside_a_law() {
    let rows = rows(&[FIXTURE]);
    let policy = row(&rows, "A.5.1");
    assert_eq!(ids(&policy.reasons.clause), ["5.2"]);
    assert_eq!(
        policy.justification.unwrap(),
        "Asked for by clause 5.2 (the clause requires an information security policy)"
    );
    let legal = row(&rows, "A.5.31");
    assert_eq!(
        (ids(&legal.reasons.legal), ids(&legal.reasons.clause)),
        (vec!["gdpr"], vec!["4.2"])
    );
    assert_eq!(
        legal.justification.unwrap(),
        "Required by GDPR, security of processing; asked for by clause 4.2 (the clause requires the requirements of interested parties to be determined)"
    );
}

#[test]
fn an_action_that_is_not_cancelled_is_a_reason() {
    let rows = rows(&[FIXTURE]);
    let planned = row(&rows, "A.7.9");
    assert_eq!(
        planned.justification.unwrap(),
        "Treats R-2 A laptop is stolen"
    );
    let cancelled = row(&rows, "A.8.1");
    assert!(cancelled.reasons.risk.is_empty());
    assert_eq!(
        (
            ids(&cancelled.reasons.business),
            ids(&cancelled.reasons.best_practice)
        ),
        (vec!["-"], vec!["-"])
    );
    assert_eq!(
        cancelled.justification.unwrap(),
        "Needed by the business; good practice"
    );
}

#[test]
fn a_closed_risk_is_no_reason() {
    let row = row(&rows(&[FIXTURE]), "A.8.7");
    assert!(row.reasons.is_empty());
    let told = findings(&[FIXTURE], "applicable-for-no-reason");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("A.8.7 "), "{told:?}");
}

#[test]
fn a_written_justification_stands() {
    let row = row(&rows(&[FIXTURE]), "A.8.15");
    let text = "Refunds are disputed, and only the log shows who granted them.";
    assert_eq!(row.justification.as_deref(), Some(text));
    assert!(row.written);
    assert_eq!(row.reasons.best_practice[0].text, text);
}

#[test]
fn an_excluded_control_shows_the_reason_of_its_exclusion_and_no_status() {
    let row = row(&rows(&[FIXTURE]), "A.8.30");
    assert_eq!((row.applicable, row.status), (Some(false), None));
    assert_eq!(
        row.justification.as_deref(),
        Some("All code is written by employees.")
    );
    assert!(!row.written && row.reasons.is_empty());
}

#[test]
fn an_undecided_control_keeps_its_reasons_and_has_no_justification() {
    let row = row(&rows(&[FIXTURE]), "A.8.24");
    assert_eq!(
        (row.applicable, row.document, row.status),
        (None, None, None)
    );
    assert_eq!(
        ids(&row.reasons.risk),
        ["R-2"],
        "named with the name of the catalog"
    );
    assert_eq!(
        row.reasons.legal[0].text, "GDPR, TLS on every line",
        "an abbreviation keeps its capitals"
    );
    assert_eq!(row.justification, None);
    assert!(row.unknown.is_none());
}

#[test]
fn an_own_control_comes_last_with_its_own_title() {
    let rows = rows(&[FIXTURE]);
    let own = rows.last().unwrap();
    assert_eq!(
        (rows.len(), own.id.as_str(), own.title.as_str()),
        (94, "OWN-1", "Paper shredding")
    );
    assert_eq!((own.catalog, own.theme), (None, None));
    assert_eq!(own.justification.as_deref(), Some("Needed by the business"));
}

#[test]
fn own_controls_stand_once_and_in_the_order_in_which_people_count() {
    let text = ["X-10", "X-9", "B", "X-010", "X-10"]
        .map(|id| format!("{{kind: control, id: {id}, title: Own}}\n"))
        .join("---\n");
    let rows = rows(&[&text]);
    let own: Vec<&str> = rows[93..].iter().map(|row| row.id.as_str()).collect();
    assert_eq!(own, ["B", "X-9", "X-010", "X-10"]);
}

#[test]
fn a_control_is_as_far_as_its_weakest_place() {
    let organization = "kind: organization\nname: Example\nsites: [{id: leipzig, name: Leipzig}, {id: porto, name: Porto}]\n";
    let at = |leipzig: &str, porto: &str| {
        let control = format!(
            "kind: control\nid: A.7.4\napplicable: true\nimplementations:\n  - {{where: leipzig{leipzig}}}\n  - {{where: porto{porto}}}\n"
        );
        row(&rows(&[organization, &control]), "A.7.4").status
    };
    assert_eq!(
        at(", status: implemented", ", status: partial"),
        Some(Status::Partial)
    );
    assert_eq!(
        at(", status: planned", ", status: implemented"),
        Some(Status::Planned)
    );
    assert_eq!(
        at(", status: implemented", ", status: implemented"),
        Some(Status::Implemented)
    );
    assert_eq!(
        at(", status: implemented", ""),
        Some(Status::NotStarted),
        "nobody said that it works there"
    );
}

#[test]
fn a_broken_control_is_unknown_and_the_other_92_stay_as_they_are() {
    let before = rows(&[FIXTURE]);
    let text = FIXTURE.replace(
        "id: A.8.13, applicable: true",
        "id: A.8.13, applicable: perhaps",
    );
    let after = rows(&[&text]);
    let broken = row(&after, "A.8.13");
    assert_eq!(
        (broken.applicable, broken.status, &broken.justification),
        (None, None, &None)
    );
    let unknown = broken.unknown.unwrap();
    assert_eq!(&*unknown.path, "isms/0.yaml");
    assert!(unknown.why.contains("control/A.8.13"), "{}", unknown.why);
    let line = text
        .lines()
        .position(|line| line.contains("id: A.8.13"))
        .unwrap()
        + 1;
    assert_eq!(unknown.line, line);
    let shown = |rows: &[Applicability]| -> Vec<String> {
        let others = rows.iter().filter(|row| row.id != "A.8.13");
        others.map(|row| format!("{row:?}")).collect()
    };
    assert_eq!(shown(&before), shown(&after));
    let undecided = findings(&[&text], "control-undecided");
    assert!(
        undecided
            .iter()
            .all(|message| !message.starts_with("A.8.13 ")),
        "it is not said to be undecided"
    );
}

#[test]
fn a_broken_risk_gives_no_reason_and_nothing_is_said_to_be_without_one() {
    let control = "{kind: control, id: A.8.7, applicable: true, status: implemented}\n";
    assert_eq!(findings(&[control], "applicable-for-no-reason").len(), 1);
    let broken = "kind: risk\nid: R-1\ntitle: A virus\ninherent: {likelihood: often, impact: 2}\ntreatment: {options: [modify], controls: [{control: A.8.7}]}\n";
    let row = row(&rows(&[control, broken]), "A.8.7");
    assert!(row.reasons.is_empty(), "what it says cannot be relied on");
    assert!(findings(&[control, broken], "applicable-for-no-reason").is_empty());
}

#[test]
fn a_signature_is_not_called_stale_while_a_source_of_reasons_is_broken() {
    let zeros = "0".repeat(64);
    let people = "{kind: person, id: jane, name: Jane}\n---\n{kind: role, id: boss, title: Boss, authorities: [approve-soa], holders: [{person: jane}]}\n";
    let signed = format!(
        "{people}---\nkind: sign-off\nid: soa\ntitle: SoA\nsubject: soa\nversion: '1'\napprovals: [{{by: jane, on: 2026-01-05, basis: 'v1:sha256:{zeros}'}}]\n"
    );
    assert_eq!(findings(&[&signed], "soa-changed-since-sign-off").len(), 1);
    let broken = "{kind: risk, id: R-1, title: A virus, inherent: often}\n";
    assert!(findings(&[&signed, broken], "soa-changed-since-sign-off").is_empty());
}

#[test]
fn undecided_controls_without_a_document_are_placed_where_their_theme_stands() {
    let many = |from: usize| {
        let each =
            (from..from + 3).map(|at| format!("{{kind: control, id: A.7.{at}, notes: x}}\n"));
        each.collect::<Vec<_>>().join("---\n")
    };
    let organization = "kind: organization\nname: Example\n";
    let place = |texts: &[&str], id: &str| -> String {
        let found = found(texts, "control-undecided");
        assert_eq!(found.len(), 93, "each once");
        let subject = format!("control/{id}");
        let one = found
            .iter()
            .find(|it| it.subject.as_deref() == Some(&subject))
            .unwrap();
        one.path.to_string()
    };
    let one = "{kind: control, id: A.8.5, notes: x}\n";
    assert_eq!(
        place(&[organization, &many(1), one], "A.7.9"),
        "isms/1.yaml"
    );
    assert_eq!(
        place(&[organization, &many(1), one], "A.8.9"),
        "isms/1.yaml",
        "the only register"
    );
    assert_eq!(
        place(&[organization, one], "A.8.9"),
        "isms/0.yaml",
        "a file each: the organisation"
    );
    assert_eq!(place(&[one], "A.8.9"), "isms.toml");
    assert_eq!(
        place(&[organization, one], "A.8.5"),
        "isms/1.yaml",
        "its own document"
    );
}

#[test]
fn a_policy_that_was_withdrawn_shows_no_control() {
    let control = "kind: control\nid: A.8.1\napplicable: true\nstatus: implemented\n";
    let policy = "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\nversion: '1.0'\ncontrols: [A.8.1]\n---\nText.\n";
    let withdrawn = policy.replace("type:", "withdrawn: 2026-05-01\ntype:");
    let said = |policy| findings(&[control, policy], "implemented-without-evidence").len();
    assert_eq!((said(policy), said(&withdrawn)), (0, 1));
}
