//! `isms impact ID`: what a change would move, and what rests on a thing; nothing is written.

use super::exit_code::ExitCode;
use super::page::{PageFormat, print, wanted};
use super::report::say_incomplete;
use super::scaffold::given::{check_path, given};
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use super::wanted::Wanted;
use crate::assess::assessment::Assessment;
use crate::model::Kind;
use crate::model::control::Control;
use crate::model::document::Document;
use crate::model::reading;
use crate::output::impact_page;
use crate::report::impact::dependents::{dependents, dependents_of_control};
use crate::report::impact::moved::Moves;
use crate::report::impact::moves::{Side, moves};
use crate::report::impact::{Assigned, Impact, Scenario};
use crate::report::input::{Ask, Inputs};
use crate::report::place::Source;
use crate::report::trace::links;
use crate::report::trace::target::{Candidate, Target, candidates, nearest};
use crate::syntax::yaml_edit::{self, Fragment};
use crate::text::diagnostic::Diagnostic;
use crate::text::edit;
use crate::text::snapshot::{Entry, Snapshot};
use crate::text::source::SourceFile;
use anyhow::{Context, Result, anyhow, bail};
use std::sync::Arc;

/// Show what a change would move, or what rests on a thing, without touching a file
///
/// With --set: which levels, rows of the treatment plan and of the Statement of Applicability, decisions and findings would move, and whom to ask. Without it: everything that rests on the thing, with the levels of the risks among that; of a control also what would move if it failed, and if it were implemented.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A document or a control: KIND/ID, or the ID alone if only one kind has it
    #[arg(value_name = "ID")]
    id: String,
    /// What would change: status=planned, assets=[laptops], treatment.actions[0].due=2027-01-31; may be repeated
    #[arg(long, value_name = "PATH=VALUE", value_parser = super::new::assignment)]
    set: Vec<(String, String)>,
    /// text, json, md or html, each also as FORMAT=FILE; may be repeated [default: text]
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<PageFormat>>,
}

/// Runs the verb.
///
/// # Errors
/// When nothing has that id, or the repository cannot be read.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let formats = wanted(&args.format, PageFormat::Text)?;
    let mut session = Session::open(global, None)?;
    session.name_revision()?;
    let subject = Subject::find(&session, &args.id)?;
    let changes = match args.set.is_empty() {
        true => subject.assumed(),
        false => vec![subject.wanted(&args.set)?],
    };
    let view = View::new(&session);
    let findings = view.findings();
    let inputs = view.inputs(&[], Ask::NONE);
    let mut impact = subject.impact(&inputs);
    let before = Side {
        inputs: &inputs,
        findings: &findings,
    };
    for change in changes {
        let moves = subject.moves(&view, &before, &change.fields)?;
        impact.scenarios.push(Scenario {
            name: change.name,
            set: change.set,
            moves,
        });
    }
    if args.set.is_empty() {
        impact = impact.resting(&inputs, subject.dependents());
    }
    let outline = impact_page::page(&impact);
    print(global, &session, &outline, &impact, &formats, streams)?;
    Ok(say_incomplete(&session, streams))
}

/// A change that is looked at.
struct Change {
    name: String,
    set: Vec<Assigned>,
    fields: Vec<(String, Fragment)>,
}

/// The thing that a change is about.
struct Subject<'a> {
    session: &'a Session,
    /// Index of its document; `None` for a control of a catalog without one.
    document: Option<usize>,
    kind: Kind,
    id: String,
}

impl<'a> Subject<'a> {
    fn find(session: &'a Session, typed: &str) -> Result<Self> {
        let model = &session.linked.model;
        let found = candidates(model, typed);
        let [found] = &found[..] else {
            return Err(unclear(session, typed, &found));
        };
        match &found.target {
            Target::Document(at) => {
                let document = &model.documents[*at];
                Ok(Self {
                    session,
                    document: Some(*at),
                    kind: document.kind,
                    id: document.id.to_string(),
                })
            }
            Target::Control(id) => Ok(Self {
                session,
                document: None,
                kind: Kind::Control,
                id: id.clone(),
            }),
            Target::Clause(_) | Target::Statement(_) => bail!(
                "`{}` is computed or given by the standard, so nothing in it can change; `isms explain {}` shows it",
                found.subject,
                found.subject
            ),
        }
    }

    fn found(&self) -> Option<&'a Document> {
        self.document
            .map(|at| &self.session.linked.model.documents[at])
    }

    /// The impact of it, without anything in it yet.
    fn impact(&self, inputs: &Inputs<'_>) -> Impact {
        let title = self.found().map(|found| links::title(inputs.model, found));
        let of_catalog = || {
            inputs
                .model
                .index
                .catalog_title(&self.id)
                .map(str::to_owned)
        };
        let subject = match self.id.as_str() {
            "" => self.kind.name().to_owned(),
            id => format!("{}/{id}", self.kind.name()),
        };
        let title = title.or_else(of_catalog).unwrap_or_default();
        Impact::new(inputs, subject, title, self.found().map(Source::of))
    }

    fn dependents(&self) -> Vec<crate::report::impact::dependents::Dependent> {
        let model = &self.session.linked.model;
        match self.document {
            Some(at) => dependents(model, at),
            None => dependents_of_control(model, &self.id),
        }
    }

    /// The change that was asked for.
    fn wanted(&self, set: &[(String, String)]) -> Result<Change> {
        for (path, _) in set {
            if ["kind", "id"].contains(&path.as_str()) {
                bail!("`{path}` says which document it is and cannot be changed");
            }
            check_path(self.kind, path)?;
        }
        let words: Vec<String> = set
            .iter()
            .map(|(path, value)| format!("{path}={value}"))
            .collect();
        Ok(Change {
            name: format!("With {}", words.join(", ")),
            set: assigned(set),
            fields: given(self.kind, set)?,
        })
    }

    /// What is looked at when no change is given: of a control, that it fails, and that it works.
    fn assumed(&self) -> Vec<Change> {
        if self.kind != Kind::Control {
            return Vec::new();
        }
        let control = self.found().and_then(|found| found.is::<Control>());
        let broken = self.found().is_some() && control.is_none();
        let applicable = control.and_then(|control| control.applicable) == Some(true);
        let places = control.map_or(0, |control| control.implementations.len());
        let change = |name: &str, status: &str| {
            let fields = (0..places).map(|at| format!("implementations[{at}].status"));
            let fields = std::iter::once("status".to_owned()).chain(fields);
            let mut set: Vec<(String, String)> =
                fields.map(|field| (field, status.to_owned())).collect();
            if !applicable {
                set.insert(0, ("applicable".to_owned(), "true".to_owned()));
            }
            Change {
                name: name.to_owned(),
                fields: set
                    .iter()
                    .map(|(field, value)| (field.clone(), fragment(value)))
                    .collect(),
                set: assigned(&set),
            }
        };
        let mut all = Vec::new();
        if !broken && applicable {
            all.push(change("If it failed", "not-started"));
        }
        if !broken {
            all.push(change("If it were implemented", "implemented"));
        }
        all
    }

    /// Reads the repository as if the fields said this, and compares.
    fn moves(
        &self,
        view: &View<'_>,
        before: &Side<'_>,
        fields: &[(String, Fragment)],
    ) -> Result<Moves> {
        let session = self.session;
        let snapshot = self.changed(fields)?;
        let linked = session.linked_as(&snapshot);
        let assessment = Assessment::new(&linked.model, session.as_of);
        let files = session.repo.files(&linked.evidence_files());
        let bench = crate::analysis::pipeline::Bench {
            files: &files,
            ..view.bench()
        };
        let findings = crate::analysis::pipeline::judge(&snapshot, &linked, &assessment, &bench);
        let inputs = Inputs {
            model: &linked.model,
            assessment: &assessment,
            ..before.inputs.clone()
        };
        let after = Side {
            inputs: &inputs,
            findings: &findings,
        };
        Ok(moves(before, &after))
    }

    /// The snapshot with the fields set in the text of the document; nothing reaches the disk.
    fn changed(&self, fields: &[(String, Fragment)]) -> Result<Snapshot> {
        let mut snapshot = self.session.snapshot.clone();
        let (path, before) = match self.found() {
            Some(found) => (Arc::clone(&found.file.path), found.file.text.to_string()),
            None => {
                let text = format!("kind: {}\nid: {}\n", self.kind.name(), self.id);
                (Arc::from("(new).yaml"), text)
            }
        };
        let mut text = before.clone();
        for (field, value) in fields {
            text = self.put(&path, &text, field, value)?;
        }
        refuse_unreadable(&path, &before, &text)?;
        let entry = Entry {
            path: Arc::clone(&path),
            source: Ok(Arc::new(SourceFile::new(Arc::clone(&path), text))),
        };
        match snapshot.entries.iter_mut().find(|old| old.path == path) {
            Some(old) => *old = entry,
            None => snapshot.entries.push(entry),
        }
        Ok(snapshot)
    }

    /// Sets one field in the document of this text.
    fn put(&self, path: &str, text: &str, field: &str, value: &Fragment) -> Result<String> {
        let parsed = reading::read(path, text);
        let mut all = parsed.documents.iter();
        let found = all.find(|one| one.kind == self.kind && *one.id == *self.id);
        let root = &found
            .context("internal error: the document is in its file")?
            .node;
        let edits = yaml_edit::set(text, root, field, value);
        let edited = edits.and_then(|edits| edit::apply(text, &edits));
        edited.ok_or_else(|| {
            anyhow!(
                "`{field}` cannot be set in {path}: a list grows by one at its end, and what is there keeps its shape"
            )
        })
    }
}

fn fragment(word: &str) -> Fragment {
    match word {
        "true" => Fragment::Bool(true),
        word => word.into(),
    }
}

fn assigned(set: &[(String, String)]) -> Vec<Assigned> {
    let each = set.iter().map(|(path, value)| Assigned {
        path: path.clone(),
        value: value.clone(),
    });
    each.collect()
}

/// Refuses a change after which the file reads worse than before.
fn refuse_unreadable(path: &str, before: &str, after: &str) -> Result<()> {
    let old = reading::read(path, before).diagnostics;
    let known = |found: &Diagnostic| {
        let mut old = old.iter();
        old.any(|old| (old.rule, &old.message) == (found.rule, &found.message))
    };
    let new = reading::read(path, after).diagnostics;
    let told: Vec<String> = new
        .iter()
        .filter(|found| !known(found))
        .map(|found| match &found.help {
            Some(help) => format!("{}. {help}", found.message),
            None => found.message.clone(),
        })
        .collect();
    match told.is_empty() {
        true => Ok(()),
        false => bail!("{}", told.join("\nerror: ")),
    }
}

/// An id that means nothing, or several things.
pub(super) fn unclear(session: &Session, typed: &str, found: &[Candidate]) -> anyhow::Error {
    if !found.is_empty() {
        let each: Vec<String> = found
            .iter()
            .map(|one| format!("`{}`", one.subject))
            .collect();
        return anyhow!(
            "`{typed}` means several things; write {}",
            each.join(" or ")
        );
    }
    let near = nearest(&session.linked.model, typed);
    let near = near.map(|near| format!("; did you mean `{near}`?"));
    let unread = match session.linked.not_judged() {
        0 => "",
        _ => " in what could be read",
    };
    let help = near.unwrap_or_else(|| "; `isms report` lists the registers".to_owned());
    anyhow!("there is no `{typed}`{unread}{help}")
}
