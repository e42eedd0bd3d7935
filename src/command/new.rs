//! `isms new KIND [ID]`: a document with everything that it needs, in a file of its own.
#![allow(clippy::disallowed_methods)] // The clock makes ids that differ.

use super::exit_code::ExitCode;
use super::scaffold::fresh_id::{slug, suffix};
use super::scaffold::given::given;
use super::scaffold::new_document;
use super::scaffold::skeleton::Order;
use super::schema::kind_named;
use super::session::{Global, Session};
use super::streams::Streams;
use crate::analysis::pipeline::{Bench, Linked, judge};
use crate::assess::assessment::Assessment;
use crate::model::id::Id;
use crate::model::{Kind, reading};
use crate::repo::layout::{Layout, Plan};
use crate::repo::write::{stands_within, write_within};
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::Proofs;
use crate::text::snapshot::Entry;
use crate::text::source::SourceFile;
use anyhow::{Result, anyhow, bail};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Write a new document with everything that its kind needs, and print its path
///
/// Without an ID one is made of the title (or the kind) and six random-looking characters, such as
/// `laptop-stolen-7k3q9d`. Numbers in sequence would be given twice when two people add documents in two
/// branches; these are not. An ID is never reused, and a file that is there is never replaced.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The kind of document; `isms schema` lists them
    kind: String,
    /// The id; for a control of the catalog its number, such as A.5.7
    id: Option<String>,
    /// Sets a field: owner=jane, assets=[laptops,servers], treatment.options=[modify]; may be repeated
    #[arg(long, value_name = "PATH=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
}

/// `path=value`, as `--set` takes it.
pub(super) fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((path, value)) if !path.trim().is_empty() => {
            Ok((path.trim().to_owned(), value.to_owned()))
        }
        _ => Err(format!(
            "`{text}` is not an assignment; write path=value, such as owner=jane"
        )),
    }
}

/// Folders for the first document of a kind, below the folder of documents.
const FOLDERS: &[(Kind, &str)] = &[
    (Kind::Assessment, "assessments/"),
    (Kind::Asset, "assets/"),
    (Kind::Audit, "audits/"),
    (Kind::Communication, "communication/"),
    (Kind::Competence, "competence/"),
    (Kind::ContextIssue, "context/"),
    (Kind::Control, "controls/"),
    (Kind::ControlledDocument, "documents/"),
    (Kind::Evidence, "evidence/"),
    (Kind::Exception, "exceptions/"),
    (Kind::Improvement, "improvements/"),
    (Kind::Incident, "incidents/"),
    (Kind::InterestedParty, "context/"),
    (Kind::ManagementReview, "reviews/"),
    (Kind::Metric, "metrics/"),
    (Kind::Nonconformity, "nonconformities/"),
    (Kind::Objective, "objectives/"),
    (Kind::Obligation, "obligations/"),
    (Kind::Person, "people/"),
    (Kind::PlannedChange, "changes/"),
    (Kind::Policy, "policies/"),
    (Kind::Process, "processes/"),
    (Kind::Risk, "risks/"),
    (Kind::Role, "roles/"),
    (Kind::SignOff, "sign-offs/"),
    (Kind::Supplier, "suppliers/"),
    (Kind::Training, "training/"),
];

/// Rules about the id of a document among all others.
const ABOUT_IDS: &[&str] = &[
    "control-catalog-title",
    "duplicate-id",
    "reserved-id",
    "unknown-catalog-control",
];

/// Runs the verb.
///
/// # Errors
/// When a value does not fit its field, the file is there already, or nothing can be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    if global.at.is_some() {
        bail!("a document is written to the working tree; leave out --at");
    }
    let kind = kind_named(&args.kind)?;
    let given = given(kind, &args.set)?;
    let session = Session::open(global, None)?;
    let id = id(&session, kind, args)?;
    let path = place(&session, kind, &id)?;
    if stands_within(session.repo.root(), &path)? {
        bail!("{path} is there already, and nothing is replaced; choose another id");
    }
    let text = new_document(&Order {
        kind,
        id: &id,
        path: &path,
        given: &given,
    })?;
    check(&session, &path, &text, &[])?;
    write_within(session.repo.root(), &path, text.as_bytes(), false)?;
    streams.out_lines(&format!("{path}\n"))?;
    Ok(ExitCode::Clean)
}

/// So many ids are tried before giving up.
const ATTEMPTS: usize = 1000;

/// The id that was given, or one that nobody else can have made.
fn id(session: &Session, kind: Kind, args: &Args) -> Result<String> {
    if kind.is_one() {
        if let Some(id) = &args.id {
            bail!(
                "the {} has no id, because there is only one; leave out `{id}`",
                kind.name()
            );
        }
        if let Some(there) = session.linked.model.of_kind(kind).next() {
            bail!(
                "the {} stands in {} already, and a repository holds one",
                kind.name(),
                there.file.path
            );
        }
        return Ok(String::new());
    }
    if let Some(id) = &args.id {
        return Ok(id.parse::<Id>().map_err(|why| anyhow!(why))?.to_string());
    }
    if kind == Kind::Control {
        bail!("name the control: `isms new control A.5.7`, or an id of your own");
    }
    let named = args
        .set
        .iter()
        .rev()
        .find(|(path, _)| path == "title" || path == "name");
    let stem = named
        .map(|(_, title)| slug(title))
        .filter(|slug| !slug.is_empty());
    let stem = stem.unwrap_or_else(|| kind.name().to_owned());
    let seed = format!("{} {} {stem} {:?}", now(), std::process::id(), args.set);
    let documents = &session.linked.model.documents;
    let mut candidates =
        (0..ATTEMPTS).map(|attempt| format!("{stem}-{}", suffix(&format!("{seed} {attempt}"))));
    let free = candidates.find(|id| documents.iter().all(|document| *document.id != **id));
    free.ok_or_else(|| anyhow!("found no free id; give one: `isms new {} ID`", kind.name()))
}

fn now() -> i128 {
    jiff::Timestamp::now().as_nanosecond()
}

/// Where documents of the kind lie; a new one gets a file of its own there.
pub(super) fn place(session: &Session, kind: Kind, id: &str) -> Result<String> {
    let settings = &session.settings;
    let plain = |entry: &&String| !entry.contains(['*', '?', '[', '{', '!']);
    let top = settings
        .documents
        .iter()
        .find(plain)
        .map(|top| top.trim_matches('/'));
    let top = match top {
        Some("." | "") => String::new(),
        top => format!("{}/", top.unwrap_or("isms")),
    };
    let usual = FOLDERS
        .iter()
        .find(|(of, _)| *of == kind)
        .map_or("", |(_, folder)| folder);
    let folder = folder_of(session, kind, &top).unwrap_or_else(|| format!("{top}{usual}"));
    let file = match kind {
        kind if kind.is_one() => format!("{}.yaml", kind.name()),
        Kind::Policy => format!("{id}.md"),
        _ => format!("{id}.yaml"),
    };
    let path = folder + &file;
    let layout = Layout {
        documents: settings.documents.clone(),
        out: settings.site.out.clone(),
        templates: settings.site.templates.clone(),
    };
    if !Plan::new(&layout)?.holds(&path) {
        bail!(
            "`{path}` would not be read: it does not match `documents` in isms.toml; add its folder there"
        );
    }
    Ok(path)
}

/// The folder with the most documents of a kind, unless that is the top one, where files of all kinds lie.
fn folder_of(session: &Session, kind: Kind, top: &str) -> Option<String> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for document in session.linked.model.of_kind(kind) {
        let path = &*document.file.path;
        let folder = &path[..path.rfind('/').map_or(0, |at| at + 1)];
        if folder != top {
            *folders.entry(folder).or_default() += 1;
        }
    }
    let most = folders.into_iter().rev().max_by_key(|(_, count)| *count);
    most.filter(|_| !kind.is_one())
        .map(|(folder, _)| folder.to_owned())
}

/// Refuses a new document that does not read, whose id is taken or means something else, or in which one of
/// further rules finds something.
pub(super) fn check(session: &Session, path: &str, text: &str, rules: &[&str]) -> Result<()> {
    refuse_unreadable(path, text)?;
    refuse_found(session, path, text, rules)
}

/// Refuses a text that does not read as a whole document.
fn refuse_unreadable(path: &str, text: &str) -> Result<()> {
    let parsed = reading::read(path, text);
    if parsed.diagnostics.is_empty() {
        return Ok(());
    }
    bail!("{}", told(&parsed.diagnostics, path));
}

/// Refuses what the rules about ids and further ones find.
fn refuse_found(session: &Session, path: &str, text: &str, rules: &[&str]) -> Result<()> {
    let mut snapshot = session.snapshot.clone();
    snapshot.entries.push(Entry {
        path: path.into(),
        source: Ok(Arc::new(SourceFile::new(path, text))),
    });
    let linked = Linked::new(&snapshot);
    let bench = Bench {
        settings: &session.settings,
        stage: session.stage,
        files: &session.files,
        proofs: Proofs::NONE,
        select: &ABOUT_IDS
            .iter()
            .chain(rules)
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>(),
        ignore: &[],
        horizon: None,
    };
    let assessment = Assessment::new(&linked.model, session.as_of);
    let mut found = judge(&snapshot, &linked, &assessment, &bench).diagnostics;
    found.retain(|finding| {
        let mentioned = finding.related.iter().any(|label| &*label.path == path);
        &*finding.path == path || mentioned
    });
    if found.is_empty() {
        return Ok(());
    }
    bail!("{}", told(&found, path));
}

/// Findings about a document that is not written, a line each, with the other file that they speak of.
fn told(found: &[Diagnostic], path: &str) -> String {
    let line = |finding: &Diagnostic| {
        let places = [&finding.path].into_iter();
        let mut places = places.chain(finding.related.iter().map(|label| &label.path));
        let other = places.find(|place| !place.is_empty() && &***place != path);
        let other = other
            .map(|other| format!(" (see {other})"))
            .unwrap_or_default();
        let help = match finding.rule {
            "duplicate-id" => Some("Choose another id."),
            _ => finding.help.as_deref(),
        };
        let help = help.map(|help| format!(". {help}")).unwrap_or_default();
        format!("{}{other}{help}", finding.message)
    };
    found.iter().map(line).collect::<Vec<_>>().join("\nerror: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_folder_or_lies_at_the_top() {
        for kind in Kind::ALL {
            let has = FOLDERS.iter().any(|(of, _)| of == kind);
            assert_ne!(has, kind.is_one(), "{}", kind.name());
        }
    }
}
