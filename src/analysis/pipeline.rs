//! The whole way on one page: a snapshot is read, linked, assessed and judged.
//!
//! Three calls, because the middle one borrows from the first and the world is asked in between for the
//! digests of the files that evidence names: [`Linked::new`], `Assessment::new`, [`judge`].

use super::findings::{Control, Findings, Summary};
use super::suppression::{self, Known, Suppression};
use crate::assess::applicability::Applicability;
use crate::assess::assessment::Assessment;
use crate::model::document::Document;
use crate::model::kept::Fact;
use crate::model::scalar::Date;
use crate::rules::rule::{Case, Paths, Rule};
use crate::rules::{self, RULES};
use crate::syntax::config::Settings;
use crate::text::diagnostic::{Diagnostic, Level, RuleInfo, Severity, Stage};
use crate::text::proof::Proofs;
use crate::text::snapshot::{Files, Snapshot};
use crate::text::source::SourceFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

pub use super::linked::Linked;

/// What a snapshot is judged by.
pub struct Bench<'a> {
    /// The settings, for levels of rules.
    pub settings: &'a Settings,
    /// The stage that sets the levels.
    pub stage: Stage,
    /// Facts of the files that evidence names.
    pub files: &'a Files,
    /// What git says of the decisions.
    pub proofs: &'a Proofs,
    /// Only these rules and families speak, when there are any.
    pub select: &'a [String],
    /// These rules and families do not speak.
    pub ignore: &'a [String],
    /// The last day that is looked ahead to, when somebody asks what falls due.
    pub horizon: Option<Date>,
}

impl<'a> Bench<'a> {
    /// What nothing was added to by hand: every rule at the level that the settings and their stage give it.
    pub fn of(settings: &'a Settings, files: &'a Files, proofs: &'a Proofs) -> Self {
        Self {
            settings,
            stage: settings.stage,
            files,
            proofs,
            select: &[],
            ignore: &[],
            horizon: None,
        }
    }
}

impl Bench<'_> {
    /// Whether a rule is run: it weighs something here, and has what it looks at.
    fn runs(&self, rule: &Rule) -> bool {
        let ahead = rule.info.name == rules::FALLS_DUE;
        self.level(&rule.info) != Level::Off && (!ahead || self.horizon.is_some())
    }

    /// Whether a rule was run and had what it looks at: the whole of git, if that is what it asks.
    pub fn has_run(&self, rule: &Rule) -> bool {
        let proofs = self.proofs;
        let seen = proofs.sought && !proofs.cut && !proofs.histories.is_cut();
        self.runs(rule) && (seen || !rules::asks_git(&rule.info))
    }

    /// What a rule weighs here. Whoever selects a rule by its name wants to hear it, so that one that
    /// is off warns.
    fn level(&self, rule: &RuleInfo) -> Level {
        let named = self.select.iter().any(|name| name == rule.name);
        let chosen = |name: &String| name == rule.name || name == rule.family;
        let selected = self.select.is_empty() || self.select.iter().any(chosen);
        if !selected || self.ignore.iter().any(chosen) {
            return Level::Off;
        }
        match self.set_level(rule) {
            Level::Off if named => Level::On(Severity::Warning),
            level => level,
        }
    }

    /// What a rule weighs by the settings and the stage.
    fn set_level(&self, rule: &RuleInfo) -> Level {
        let set = self
            .settings
            .rules
            .iter()
            .rev()
            .find(|setting| setting.name == rule.name);
        set.map_or_else(|| rule.levels.at(self.stage), |setting| setting.level)
    }
}

/// Runs every rule that speaks, applies suppressions, and sorts what is left.
pub fn judge(
    snapshot: &Snapshot,
    linked: &Linked,
    assessment: &Assessment<'_>,
    bench: &Bench<'_>,
) -> Findings {
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| bench.runs(rule)).collect();
    let paths = Paths::of(snapshot);
    let case = case(snapshot, linked, assessment, bench, &paths);
    let found = found_by(&rules, linked, case);
    judged(found, snapshot, linked, assessment, bench)
}

/// What [`judge`] and [`defects`] say, from one run of the rules.
pub fn judge_with_defects(
    snapshot: &Snapshot,
    linked: &Linked,
    assessment: &Assessment<'_>,
    bench: &Bench<'_>,
) -> (Findings, Vec<Diagnostic>) {
    let wanted = |rule: &&Rule| bench.runs(rule) || is_ever_on(rule);
    let rules: Vec<&Rule> = RULES.iter().filter(wanted).collect();
    let paths = Paths::of(snapshot);
    let case = case(snapshot, linked, assessment, bench, &paths);
    let mut all = found_by(&rules, linked, case);
    let names = |wanted: &dyn Fn(&Rule) -> bool| -> HashSet<&'static str> {
        let wanted = rules.iter().filter(|rule| wanted(rule));
        wanted.map(|rule| rule.info.name).collect()
    };
    let (runs, is_defect) = (names(&|rule| bench.runs(rule)), names(&is_ever_on));
    let heard = all.iter().filter(|finding| runs.contains(finding.rule));
    let found = heard.cloned().collect();
    all.retain(|finding| is_defect.contains(finding.rule));
    let defects = classed(all);
    (judged(found, snapshot, linked, assessment, bench), defects)
}

fn case<'a>(
    snapshot: &'a Snapshot,
    linked: &'a Linked,
    assessment: &'a Assessment<'a>,
    bench: &Bench<'a>,
    paths: &'a Paths<'a>,
) -> Case<'a> {
    Case {
        model: &linked.model,
        assessment,
        files: bench.files,
        proofs: bench.proofs,
        settings: bench.settings,
        revision: &snapshot.revision,
        paths,
        as_of: assessment.as_of,
        horizon: bench.horizon,
    }
}

/// What is left of what rules found.
fn judged(
    mut found: Vec<Diagnostic>,
    snapshot: &Snapshot,
    linked: &Linked,
    assessment: &Assessment<'_>,
    bench: &Bench<'_>,
) -> Findings {
    let suppressed = excuse(linked, &mut found, bench, assessment.as_of);
    found.retain_mut(|finding| weigh(finding, bench));
    sort(&mut found);
    let mut infos: Vec<RuleInfo> = RULES.iter().map(|rule| rule.info).collect();
    infos.sort_by_key(|info| info.name);
    let sources = sources(snapshot, linked, &found);
    Findings {
        as_of: assessment.as_of.0,
        stage: bench.stage,
        revision: snapshot.revision.label(),
        summary: summary(linked, &found, suppressed),
        diagnostics: found,
        rules: infos,
        ran: ran(bench),
        controls: controls(assessment),
        sources,
        prefix: snapshot.prefix.clone(),
    }
}

/// The texts that findings point into: of documents, and of the settings where a finding is about them.
fn sources(
    snapshot: &Snapshot,
    linked: &Linked,
    found: &[Diagnostic],
) -> Arc<BTreeMap<Arc<str>, Arc<SourceFile>>> {
    let mut sources = Arc::clone(&linked.sources);
    let settings = snapshot.settings.iter();
    let pointed_into = |file: &&Arc<SourceFile>| found.iter().any(|one| one.path == file.path);
    for file in settings.filter(pointed_into) {
        Arc::make_mut(&mut sources).insert(Arc::clone(&file.path), Arc::clone(file));
    }
    sources
}

fn ran(bench: &Bench<'_>) -> Vec<&'static str> {
    let run = RULES.iter().filter(|rule| bench.runs(rule));
    let mut names: Vec<&str> = run.map(|rule| rule.info.name).collect();
    names.sort_unstable();
    names
}

fn controls(assessment: &Assessment<'_>) -> Vec<Control> {
    let control = |row: &Applicability| Control {
        id: row.id.clone(),
        title: row.title.clone(),
        applicable: row.applicable,
    };
    assessment.applicability.iter().map(control).collect()
}

/// What every rule finds, whatever its level here and whether or not it is suppressed, in the order of
/// places; a rule that is off at every stage speaks only when it is asked for.
pub fn defects(
    snapshot: &Snapshot,
    linked: &Linked,
    assessment: &Assessment<'_>,
    bench: &Bench<'_>,
) -> Vec<Diagnostic> {
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| is_ever_on(rule)).collect();
    let paths = Paths::of(snapshot);
    let case = Case {
        horizon: None,
        ..case(snapshot, linked, assessment, bench, &paths)
    };
    classed(found_by(&rules, linked, case))
}

/// Whether a rule speaks at some stage without being asked for.
fn is_ever_on(rule: &Rule) -> bool {
    let levels = rule.info.levels;
    let mut stages = Stage::ALL.iter();
    stages.any(|stage| levels.at(*stage) != Level::Off)
}

/// Findings with their clauses, sorted.
fn classed(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for finding in &mut found {
        let rule = rules::find(finding.rule);
        finding.clauses = rule.map(|rule| rule.info.clauses).unwrap_or_default();
    }
    sort(&mut found);
    found
}

fn found_by(rules: &[&Rule], linked: &Linked, case: Case<'_>) -> Vec<Diagnostic> {
    let (alone, together): (Vec<&Rule>, Vec<&Rule>) =
        rules.iter().copied().partition(|rule| rule.each.is_some());
    let wide = || -> Vec<Diagnostic> {
        together
            .par_iter()
            // A few rules cost as much as all others, so each is handed out by itself.
            .with_max_len(1)
            .filter_map(|rule| rule.check)
            .flat_map_iter(|check| check(case))
            .collect()
    };
    let (mut found, more) = rayon::join(wide, || found_alone(&alone, case));
    found.extend(more);
    found.extend(linked.problems.iter().cloned());
    found
}

/// What rules find that look at one document at a time: all of them look at a content when the first
/// state holds it, and never again.
fn found_alone(rules: &[&Rule], case: Case<'_>) -> Vec<Diagnostic> {
    let names: HashSet<&str> = rules.iter().map(|rule| rule.info.name).collect();
    let of_one = |document: &Document| {
        let kept = document.kept.get(Fact::Findings, || searched(document));
        let said = |finding: &&Diagnostic| {
            let heard = names.contains(finding.rule);
            let rule = rules::find(finding.rule).filter(|_| heard);
            let each = rule.and_then(|rule| rule.each);
            each.is_some_and(|each| each.is_about(document, case.as_of))
        };
        let found = kept.iter().filter(said).cloned();
        let found = found.map(|finding| finding.in_file(&document.file.path));
        found.collect::<Vec<_>>()
    };
    let documents = case.model.documents.par_iter();
    let whole = documents.filter(|document| document.is_whole());
    whole.flat_map_iter(of_one).collect()
}

fn searched(document: &Document) -> Vec<Diagnostic> {
    let each = RULES.iter().filter_map(|rule| rule.each);
    each.flat_map(|each| (each.find)(document)).collect()
}

fn sort(found: &mut Vec<Diagnostic>) {
    found.par_sort_by(|a, b| {
        (&a.path, a.span, a.rule, &a.message).cmp(&(&b.path, b.span, b.rule, &b.message))
    });
    found.dedup();
}

/// Sets severity and clauses; a finding of a rule that is off is dropped.
fn weigh(finding: &mut Diagnostic, bench: &Bench<'_>) -> bool {
    let rule =
        rules::find(finding.rule).expect("internal error: every finding is of a rule in the list");
    finding.clauses = rule.info.clauses;
    match bench.level(&rule.info) {
        Level::Off => false,
        Level::On(severity) => {
            finding.severity = severity;
            true
        }
    }
}

fn excuse(linked: &Linked, found: &mut Vec<Diagnostic>, bench: &Bench<'_>, as_of: Date) -> usize {
    let never = |name: &str| rules::never_silenced(&rules::find(name)?.info);
    let torn: HashSet<&str> = linked.torn_files().collect();
    let known = Known {
        exists: &|name| rules::find(name).is_some(),
        nearest: &|name| rules::nearest(name).map(str::to_owned),
        never_excused: &never,
        was_run: &|name| rules::find(name).is_some_and(|rule| bench.has_run(rule)),
        is_torn: &|path| torn.contains(path),
        all_judged: linked.not_judged() == 0,
    };
    let mut records: Vec<Suppression> = Vec::new();
    for (path, parsed) in &linked.comments {
        let Some(source) = linked.sources.get(path) else {
            continue;
        };
        records.extend(suppression::read(source, &parsed.comments, &known, found));
    }
    suppression::apply(records, found, &known, as_of)
}

fn summary(linked: &Linked, found: &[Diagnostic], suppressed: usize) -> Summary {
    let count = |severity| {
        found
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    Summary {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        suppressed,
        baselined: 0,
        files: linked.files,
        documents: linked.documents(),
        not_judged: linked.not_judged(),
    }
}
