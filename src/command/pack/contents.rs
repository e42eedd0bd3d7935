//! Everything that goes into a pack, by name: what is computed is held, what the state holds is only named.

use super::choice::{Choice, Findings};
use super::evidence::{self, File};
use super::place::{Places, entry_name, linked, put, slug};
use super::ways;
use crate::analysis::findings::Findings as Found;
use crate::analysis::suppression;
use crate::command::known::DEFAULT as BASELINE;
use crate::command::render::{Rendered, Wish, rendered};
use crate::command::session::Session;
use crate::command::view::View;
use crate::output;
use crate::output::format::Context as Target;
use crate::output::pack::front::front;
use crate::output::pack::tables;
use crate::repo::decode::LfsPointer;
use crate::report::input::{Ask, Inputs};
use crate::report::pack::manifest::{self, Manifest, Origin, Tool};
use crate::report::pack::scope::Scope;
use crate::report::pack::{clause_index, decisions, history, open, rules};
use crate::report::place::Source;
use crate::text::snapshot::MAX_DOCUMENT_BYTES;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Read as _;

/// Where a content comes from.
pub(crate) enum Content {
    /// It is held.
    Held(Vec<u8>),
    /// It is a file of the state.
    File(String),
    /// It is what a pointer stands for that the state has at this path.
    Pointed(String, LfsPointer),
    /// It is known by its digest alone: only a pack that was made elsewhere has it.
    Known(LfsPointer),
    /// It is a PDF, which this build cannot make: only a pack that was made elsewhere has it.
    Unmade,
}

/// An entry of the pack.
pub(crate) struct Item {
    /// Its content.
    pub(crate) content: Content,
    /// What it was made from.
    pub(crate) source: Option<Origin>,
}

/// A pack before it is written.
pub(crate) struct Contents {
    /// The entries by name.
    pub(crate) entries: BTreeMap<String, Item>,
    /// The manifest, without its entries.
    pub(crate) manifest: Manifest,
    /// How many findings are in it.
    pub(super) findings: Option<usize>,
    /// Names in lower case, for no two may differ in that alone.
    names: BTreeMap<String, usize>,
}

/// Gathers a pack of a state.
///
/// # Errors
/// When a template is wrong, or the history cannot be read.
pub(crate) fn gather(session: &mut Session, choice: &Choice) -> Result<Contents> {
    let wish = Wish {
        xlsx: true,
        pdf: choice.pdf,
        filed: "../documents/",
        ..Wish::default()
    };
    let Rendered {
        files,
        unmade,
        above,
        withheld,
        ..
    } = rendered(session, choice.audience, &wish)?;
    let session = &*session;
    let scope = Scope::new(choice.audience, above);
    let withheld = withheld.iter().map(|row| json!(row)).collect();
    let mut contents = Contents {
        entries: BTreeMap::new(),
        names: BTreeMap::new(),
        findings: None,
        manifest: begun(session, choice, &scope, withheld),
    };
    let places = Places::of(session);
    contents.take_rendered(files, &places);
    for path in unmade {
        let source = places.of_rendered(&path);
        contents.put(entry_name("documents", &path), Content::Unmade, source);
    }
    if scope.looks_behind() {
        contents.take_sources(session, &scope, &places);
        contents.take_evidence(session, choice, &scope, &places);
        contents.take_judged(session, choice, &scope)?;
    } else {
        contents.manifest.withheld.push(json!({
            "what": "sources, evidence, findings, decisions, settings and history",
            "count": null,
            "why": "they are not for customers",
        }));
    }
    contents.take_front(session);
    Ok(contents)
}

/// The manifest as far as it is known before anything is written.
fn begun(session: &Session, choice: &Choice, scope: &Scope, withheld: Vec<Value>) -> Manifest {
    use crate::model::organization::Organization;
    let revision = &session.snapshot.revision;
    let organization = session.linked.model.one::<Organization>();
    Manifest {
        format: manifest::FORMAT.to_owned(),
        version: manifest::VERSION,
        tool: Tool {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        organization: organization.map(|it| it.data.name.to_string()),
        as_of: session.as_of.to_string(),
        stage: session.stage.to_string(),
        revision: revision.commit.clone(),
        tag: choice.tag.clone(),
        dirty: revision.dirty,
        incomplete: session.linked.not_judged() > 0,
        shallow: revision.shallow,
        audience: choice.audience.to_string(),
        findings: match scope.looks_behind() {
            true => choice.findings.to_string(),
            false => Findings::None.to_string(),
        },
        pdf: choice.pdf,
        withheld,
        absent: Vec::new(),
        settings: scope
            .looks_behind()
            .then(|| rules::settings(&session.settings)),
        entries: Vec::new(),
    }
}

/// Pretty JSON with its end of line.
fn json_bytes(value: &impl serde::Serialize) -> Vec<u8> {
    let text = serde_json::to_string_pretty(value);
    (text.expect("internal error: plain data serializes") + "\n").into_bytes()
}

impl Contents {
    /// The name of the file that nobody names otherwise.
    pub(super) fn name(&self) -> String {
        let Manifest {
            organization,
            as_of,
            tag,
            audience,
            dirty,
            ..
        } = &self.manifest;
        let mut parts = vec!["isms-pack".to_owned()];
        parts.extend(
            organization
                .as_deref()
                .map(slug)
                .filter(|slug| !slug.is_empty()),
        );
        parts.push(as_of.clone());
        parts.extend(tag.as_deref().map(slug).filter(|slug| !slug.is_empty()));
        parts.extend((audience != "auditor").then(|| audience.clone()));
        parts.extend(dirty.then(|| "dirty".to_owned()));
        parts.join("-") + ".zip"
    }

    fn put(&mut self, name: String, content: Content, source: Option<Origin>) {
        let item = Item { content, source };
        put(&mut self.entries, &mut self.names, name, item);
    }

    fn hold(&mut self, name: &str, bytes: Vec<u8>) {
        self.put(name.to_owned(), Content::Held(bytes), None);
    }

    /// Pages into the site with everything that they refer to, and what is filed into the documents.
    fn take_rendered(&mut self, files: BTreeMap<String, Vec<u8>>, places: &Places) {
        let linked = linked(&files);
        for (path, bytes) in files {
            let source = places.of_rendered(&path);
            let is_document = path
                .rsplit_once('.')
                .is_some_and(|(_, ending)| DOCUMENTS.contains(&ending));
            if is_document && linked.contains(&path) {
                let name = entry_name("site", &path);
                self.put(name, Content::Held(bytes.clone()), source.clone());
            }
            let folder = if is_document { "documents" } else { "site" };
            self.put(entry_name(folder, &path), Content::Held(bytes), source);
        }
    }

    /// `isms.toml`, the documents, the templates and the baseline, as they are written.
    fn take_sources(&mut self, session: &Session, scope: &Scope, places: &Places) {
        let snapshot = &session.snapshot;
        let documents = snapshot.entries.iter().map(|entry| &entry.path);
        let own = snapshot.settings.iter().chain(snapshot.templates.values());
        let paths = documents.chain(own.map(|source| &source.path));
        let baseline = snapshot.others.get(BASELINE).map(String::as_str);
        let mut withheld = 0;
        for path in paths.map(AsRef::as_ref).chain(baseline) {
            // What cannot be read cannot be looked through.
            let held = |text: &str| scope.may_have(path, text);
            let may = match session.linked.sources.get(path) {
                Some(source) => held(&source.text),
                None => text(session, path).is_some_and(|text| held(&text)),
            };
            if !may {
                withheld += 1;
                continue;
            }
            let name = entry_name("sources", path);
            if session.repo.stream(path).is_ok() && !self.entries.contains_key(&name) {
                let source = places.origin(path, 1);
                self.put(name, Content::File(path.to_owned()), Some(source));
            }
        }
        self.tell_withheld("source files", withheld);
    }

    fn take_evidence(
        &mut self,
        session: &Session,
        choice: &Choice,
        scope: &Scope,
        places: &Places,
    ) {
        let found = evidence::found(session, scope, places, &choice.pointers);
        for (name, (file, origin)) in found.files {
            let content = match file {
                File::Whole(path) => Content::File(path),
                File::Pointed(path, pointer) => Content::Pointed(path, pointer),
                File::Known(pointer) => Content::Known(pointer),
            };
            self.put(name, content, Some(origin));
        }
        self.manifest.absent = found.absent;
        self.tell_withheld("evidence files", found.withheld);
    }

    fn tell_withheld(&mut self, what: &str, count: usize) {
        if count > 0 {
            let why = "they are above what this audience may see";
            self.manifest
                .withheld
                .push(json!({"what": what, "count": count, "why": why}));
        }
    }

    /// Findings, rules, suppressions, decisions, history, and the index by clause.
    fn take_judged(&mut self, session: &Session, choice: &Choice, scope: &Scope) -> Result<()> {
        let view = View::new(session);
        let defects = view.defects();
        let ask = Ask::NONE;
        let inputs = view.inputs(&defects, ask);
        self.take_findings(view.findings(), &inputs, choice, scope);
        self.hold(
            "rules.json",
            json_bytes(&rules::in_force(&session.settings, session.stage)),
        );
        let excused = session
            .linked
            .noted()
            .flat_map(|(source, comments)| suppression::told(source, comments, session.as_of));
        let excused: Vec<_> = excused
            .filter(|row| scope.may_have(&row.path, &row.reason))
            .collect();
        let excused = json!({"version": 1, "as_of": self.manifest.as_of, "suppressions": excused});
        self.hold("suppressions.json", json_bytes(&excused));
        let all = decisions::rows(&inputs);
        let may = |row: &decisions::Row| scope.may_have(&row.source.path, &json!(row).to_string());
        let rows: Vec<_> = all.into_iter().filter(may).collect();
        let rows = json!({"version": 1, "as_of": self.manifest.as_of, "decisions": rows});
        self.hold("decisions.json", json_bytes(&rows));
        self.take_history(session, scope)?;
        self.take_clauses(&inputs, scope);
        Ok(())
    }

    fn take_findings(
        &mut self,
        mut found: Found,
        inputs: &Inputs<'_>,
        choice: &Choice,
        scope: &Scope,
    ) {
        match choice.findings {
            Findings::None => return,
            Findings::Full => {}
            Findings::Open => {
                let dealt_with = open::dealt_with(inputs);
                found
                    .diagnostics
                    .retain(|finding| open::is_open(finding, &dealt_with));
            }
        }
        found.diagnostics.retain(|finding| {
            let mut related = finding.related.iter();
            scope.may_have(&finding.path, &finding.message)
                && related.all(|label| scope.may_have(&label.path, &label.message))
        });
        found.count();
        self.findings = Some(found.diagnostics.len());
        let format = output::find("json").expect("internal error: there is a format json");
        self.hold(
            "findings.json",
            (format.render)(&found, &Target::default()).into_bytes(),
        );
        let page = tables::findings(&self.manifest, &found);
        self.hold("findings.html", page.into_bytes());
    }

    fn take_history(&mut self, session: &Session, scope: &Scope) -> Result<()> {
        let Some(past) = session.repo.past() else {
            return Ok(());
        };
        let commits = past
            .first_parents(past.head())
            .context("cannot read the history")?;
        let mut rows = history::rows(&commits);
        let all = commits.len();
        rows.retain(|row| scope.may_have("", &row.subject));
        let whole = json!({"version": 1, "commits": all, "shown": rows.len(), "rows": rows});
        self.hold("history.json", json_bytes(&whole));
        self.hold("history.csv", tables::history_csv(&rows).into_bytes());
        Ok(())
    }

    fn take_clauses(&mut self, inputs: &Inputs<'_>, scope: &Scope) {
        let by_source: BTreeMap<&Origin, Vec<&String>> = self.by_source();
        let files = |name: &str, source: Option<&Source>| -> Vec<String> {
            let Some(source) = source else {
                let of_report = [
                    format!("site/{name}.html"),
                    format!("documents/{name}.xlsx"),
                ];
                let there = of_report
                    .into_iter()
                    .filter(|path| self.entries.contains_key(path));
                return there.collect();
            };
            let of_path = by_source
                .iter()
                .filter(|(origin, _)| origin.path == source.path);
            let named = of_path.flat_map(|(origin, names)| {
                // A source file is the place of every document in it.
                let holds =
                    |name: &&&String| origin.line == source.line || name.starts_with("sources/");
                names.iter().filter(holds)
            });
            let mut names: Vec<String> = named.map(|name| (*name).clone()).collect();
            names.retain(|name| !name.starts_with("site/") || name.ends_with(".html"));
            names.sort_by_key(|name| FOLDERS.iter().position(|folder| name.starts_with(folder)));
            names
        };
        let mut rows = clause_index::rows(inputs, &files);
        for row in &mut rows {
            row.documents
                .retain(|line| scope.may_have(&line.source.path, &line.title));
        }
        let json = json!({"version": 1, "as_of": self.manifest.as_of, "items": rows});
        let page = tables::clauses(&self.manifest, &rows);
        self.hold("clause-index.json", json_bytes(&json));
        self.hold("clause-index.html", page.into_bytes());
    }

    /// Names of entries by what they were made from.
    fn by_source(&self) -> BTreeMap<&Origin, Vec<&String>> {
        let mut by_source: BTreeMap<&Origin, Vec<&String>> = BTreeMap::new();
        for (name, item) in &self.entries {
            if let Some(source) = &item.source {
                by_source.entry(source).or_default().push(name);
            }
        }
        by_source
    }

    fn take_front(&mut self, session: &Session) {
        let names: Vec<&str> = self.entries.keys().map(String::as_str).collect();
        let page = front(&self.manifest, &ways::front(session, &names));
        self.hold("index.html", page.into_bytes());
    }
}

/// Where a reader looks first.
const FOLDERS: [&str; 4] = ["site/", "evidence/", "documents/", "sources/"];

/// What is filed rather than browsed.
const DOCUMENTS: [&str; 6] = ["md", "csv", "json", "xlsx", "pdf", "ics"];

/// The text of a file of the repository; `None` when it is none, or too large to be one of ours.
fn text(session: &Session, path: &str) -> Option<String> {
    let stream = session.repo.stream(path).ok()?;
    let mut text = String::new();
    let mut reader = stream.reader.take(MAX_DOCUMENT_BYTES);
    let small = stream.size <= MAX_DOCUMENT_BYTES;
    (small && reader.read_to_string(&mut text).is_ok()).then_some(text)
}
