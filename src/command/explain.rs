//! `isms explain X`: the page of a rule, or everything that is known of one id.

use super::exit_code::ExitCode;
use super::page::{PageFormat, print, wanted};
use super::report::{say_incomplete, write};
use super::rules::entry;
use super::session::{Global, Session};
use super::settings::meant;
use super::streams::Streams;
use super::view::View;
use super::wanted::Wanted;
use crate::output::template::Templates;
use crate::output::view::About;
use crate::output::{rule_reference, trace_page};
use crate::report::input::Ask;
use crate::report::trace::target::{Candidate, candidates, nearest};
use crate::report::trace::trace;
use crate::rules::{self, RULES};
use crate::text::diagnostic::RuleInfo;
use anyhow::{Context, Result, anyhow, bail};
use serde_json::json;
use std::collections::BTreeMap;

/// Explain a rule, or everything about one id: links, how each value came about, decisions
///
/// A rule shows its page. Anything else shows what it is, what it refers to and what refers to it, how each computed value came about with the file, line and commit of every input, what falls due, what a check finds about it, and its decisions with what git says of them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A rule (NAME or rule/NAME); a document or an item in one (KIND/ID, or the ID alone if only one kind
    /// has it); a control or clause of the standard (A.5.7, 6.1.2); soa or rtp
    #[arg(value_name = "WHAT", required_unless_present = "all")]
    what: Option<String>,
    /// The reference of all rules, by family
    #[arg(long, conflicts_with = "what")]
    all: bool,
    /// text, json, md or html, each also as FORMAT=FILE; may be repeated [default: text; md with --all]
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<PageFormat>>,
}

/// Runs the verb.
///
/// # Errors
/// When nothing and no rule has that name; the nearest is named.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let Some(what) = args.what.as_deref() else {
        let rules: Vec<&RuleInfo> = RULES.iter().map(|rule| &rule.info).collect();
        return explain_rules(
            global,
            &rules,
            &wanted(&args.format, PageFormat::Md)?,
            streams,
        );
    };
    let formats = wanted(&args.format, PageFormat::Text)?;
    if let Some(name) = what.strip_prefix("rule/") {
        let rule = rules::find(name).ok_or_else(|| no_rule(name))?;
        return explain_rules(global, &[&rule.info], &formats, streams);
    }
    let rule = rules::find(what);
    let session = open(global);
    let found = match &session {
        Ok(session) => candidates(&session.linked.model, what),
        Err(_) => Vec::new(),
    };
    match (rule, &found[..], session) {
        (Some(rule), [], _) => explain_rules(global, &[&rule.info], &formats, streams),
        (None, [found], Ok(session)) => explain(global, &session, found, &formats, streams),
        (None, [], Ok(session)) => Err(nothing(&session, what)),
        (None, _, Err(error)) => {
            Err(error.context(format!("{}, and an id needs a repository", no_rule(what))))
        }
        (rule, found, _) => Err(several(what, rule.is_some(), found)),
    }
}

fn open(global: &Global) -> Result<Session> {
    let mut session = Session::open(global, None)?;
    session.name_revision()?;
    Ok(session)
}

fn no_rule(name: &str) -> anyhow::Error {
    let help = meant(rules::nearest(name));
    anyhow!("`{name}` is not a rule; {help}")
}

/// Neither a rule nor an id: the nearest of both.
fn nothing(session: &Session, what: &str) -> anyhow::Error {
    let rule = rules::nearest(what);
    let id = nearest(&session.linked.model, what);
    let near: Vec<String> = id
        .into_iter()
        .chain(rule.map(str::to_owned))
        .map(|near| format!("`{near}`"))
        .collect();
    let unread = match session.linked.not_judged() {
        0 => "",
        _ => " that could be read",
    };
    match near.is_empty() {
        true => anyhow!(
            "`{what}` is neither a rule nor an id{unread}; `isms rules` lists the rules, `isms report` the registers"
        ),
        false => anyhow!(
            "`{what}` is neither a rule nor an id{unread}; did you mean {}?",
            near.join(" or ")
        ),
    }
}

/// Refuses an id that means several things, and names them.
fn several(what: &str, rule: bool, found: &[Candidate]) -> anyhow::Error {
    let rule = rule.then(|| format!("rule/{what}"));
    let each = rule
        .into_iter()
        .chain(found.iter().map(|one| one.subject.clone()));
    let each: Vec<String> = each.map(|one| format!("`isms explain {one}`")).collect();
    anyhow!("`{what}` means several things; write {}", each.join(" or "))
}

fn explain(
    global: &Global,
    session: &Session,
    of: &Candidate,
    formats: &[Wanted<PageFormat>],
    streams: &mut Streams,
) -> Result<ExitCode> {
    let view = View::new(session);
    let (findings, defects) = (view.findings(), view.defects());
    let trace = trace(&view.inputs(&defects, Ask::NONE), &findings, of);
    let outline = trace_page::page(&trace);
    print(global, session, &outline, &trace, formats, streams)?;
    Ok(say_incomplete(session, streams))
}

fn explain_rules(
    global: &Global,
    rules: &[&RuleInfo],
    formats: &[Wanted<PageFormat>],
    streams: &mut Streams,
) -> Result<ExitCode> {
    for wanted in formats {
        let text = match wanted.format {
            PageFormat::Text => pages(rules),
            PageFormat::Json => rules_json(rules),
            PageFormat::Md => rule_reference::markdown(rules),
            PageFormat::Html => rules_html(rules)?,
        };
        write(global, wanted.file.as_deref(), &text, streams)?;
    }
    Ok(ExitCode::Clean)
}

fn pages(rules: &[&RuleInfo]) -> String {
    let pages: Vec<String> = rules
        .iter()
        .map(|rule| rule_reference::text(rule))
        .collect();
    pages.join("\n")
}

fn rules_json(rules: &[&RuleInfo]) -> String {
    let with_page = |rule: &&RuleInfo| {
        let mut entry = entry(rule);
        entry["page"] = rule_reference::body(rule).into();
        entry
    };
    let rules: Vec<_> = rules.iter().map(with_page).collect();
    format!("{:#}\n", json!({"version": 1, "rules": rules}))
}

/// The page needs no repository, so that only our own templates make it.
fn rules_html(rules: &[&RuleInfo]) -> Result<String> {
    let about = About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..About::default()
    };
    let templates = Templates::new(&BTreeMap::new());
    let templates = templates
        .ok()
        .context("internal error: our templates read")?;
    let page = rule_reference::html(rules, &about, &templates);
    match page {
        Ok(page) => Ok(page),
        Err(wrong) => bail!("internal error: {}", wrong.message),
    }
}
