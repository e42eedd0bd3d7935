//! Suppression as an accountable record beside what it excuses:
//! `# isms: allow(rule[, rule]) until 2027-03-31: reason`, in Markdown as an HTML comment.
//!
//! It is bound to the YAML node or Markdown block that it stands on or above, needs a reason and a
//! date, and is itself judged: what is expired, unused, unknown or malformed is a finding.

mod index;

mod record;

mod removal;

use crate::model::scalar::Date;
use crate::syntax::yaml::Comment;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::{SourceFile, Span};
use index::Index;
use record::Record;
use std::sync::Arc;

/// So many records of one file are read; nobody answers for more exceptions in one place.
const MAX_RECORDS: usize = 1000;

/// A record that excuses findings of some rules in a place.
#[derive(Debug, Clone)]
pub struct Suppression {
    /// The file.
    source: Arc<SourceFile>,
    /// The comment.
    span: Span,
    /// Where the text of the comment begins in the file.
    text: usize,
    /// What it stands on or above.
    covers: Span,
    record: Record,
    /// By name: whether it met a finding.
    used: Vec<bool>,
}

/// A record as it is told to others.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Told {
    /// The file.
    pub path: String,
    /// 1-based.
    pub line: usize,
    /// The rules that it excuses from.
    pub rules: Vec<String>,
    /// The last day on which it holds.
    pub until: Date,
    /// Whether that is past.
    pub expired: bool,
    /// The reason given.
    pub reason: String,
}

/// The records of a file, as of a day; what is malformed is none.
pub fn told(source: &SourceFile, comments: &[Comment], as_of: Date) -> Vec<Told> {
    let each = comments.iter().filter_map(|comment| {
        let said = record::said(&comment.text)?;
        let record = record::parse(&comment.text, said).ok()?;
        let (_, behind) = said.split_once(')')?;
        let (_, reason) = behind.split_once(':')?;
        Some(Told {
            path: source.path.to_string(),
            line: source.position(comment.span.start).line,
            rules: record.names.into_iter().map(|(rule, _)| rule).collect(),
            until: record.until,
            expired: record.until < as_of,
            reason: reason.split_whitespace().collect::<Vec<_>>().join(" "),
        })
    });
    each.collect()
}

/// What the pipeline needs to know of rules.
pub struct Known<'a> {
    /// Whether a name is a rule.
    pub exists: &'a dyn Fn(&str) -> bool,
    /// The rule that was probably meant.
    pub nearest: &'a dyn Fn(&str) -> Option<String>,
    /// Why findings of a rule cannot be excused, if they cannot.
    pub never_excused: &'a dyn Fn(&str) -> Option<&'static str>,
    /// Whether a rule was run, so that what it did not find is not there.
    pub was_run: &'a dyn Fn(&str) -> bool,
    /// Whether a file holds something that could not be judged, so that nothing follows from silence.
    pub is_torn: &'a dyn Fn(&str) -> bool,
    /// Whether everything could be judged.
    pub all_judged: bool,
}

/// Reads the comments of a file; what is malformed becomes a finding.
pub fn read(
    source: &Arc<SourceFile>,
    comments: &[Comment],
    known: &Known<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Suppression> {
    let (mut all, mut faults) = (Vec::new(), 0);
    for comment in comments {
        let Some(said) = record::said(&comment.text) else {
            continue;
        };
        if all.len() + faults == MAX_RECORDS {
            let why = format!(
                "the file has more than {MAX_RECORDS} suppressions; from here on none is read"
            );
            let finding = Diagnostic::new("suppression-malformed", &source.path, comment.span, why);
            found.push(finding.help("Mend what they excuse, or turn the rule down in isms.toml."));
            break;
        }
        // The text begins behind `#` or `<!--`.
        let mark = source.slice(comment.span).find(&comment.text);
        let text = comment.span.start as usize + mark.unwrap_or(0);
        match record::parse(&comment.text, said) {
            Ok(record) => {
                let suppression = Suppression {
                    source: Arc::clone(source),
                    span: comment.span,
                    text,
                    covers: comment.covers.unwrap_or(comment.span),
                    used: vec![false; record.names.len()],
                    record,
                };
                suppression.tell_wrong_names(known, found);
                all.push(suppression);
            }
            Err(why) => {
                faults += 1;
                found.push(malformed(source, comment, (said, text), why, known));
            }
        }
    }
    all
}

/// A comment to the tool that is none, with the one that was meant when all of that is in it.
fn malformed(
    source: &SourceFile,
    comment: &Comment,
    (said, text): (&str, usize),
    why: String,
    known: &Known<'_>,
) -> Diagnostic {
    let finding = Diagnostic::new("suppression-malformed", &source.path, comment.span, why)
        .help("Write `isms: allow(rule) until YYYY-MM-DD: reason`.");
    let Some((meant, certain)) = record::meant(said, known.exists) else {
        return finding;
    };
    let blank = comment.text.len() - comment.text.trim_start().len();
    let start = text + blank;
    let span = Span::new(start, start + comment.text.trim().len());
    finding.fix(format!("write `{meant}`"), certain, span, meant)
}

/// Takes out of `found` what is excused on a day, and adds what is wrong with the records themselves.
/// Returns how many findings were taken out.
pub fn apply(
    mut records: Vec<Suppression>,
    found: &mut Vec<Diagnostic>,
    known: &Known<'_>,
    as_of: Date,
) -> usize {
    let before = found.len();
    let mut index = Index::default();
    for (at, record) in records.iter().enumerate() {
        for (name, (rule, _)) in record.record.names.iter().enumerate() {
            index.put(&record.source.path, rule, record.covers, (at, name));
        }
    }
    let index = index.sorted();
    found.retain(|finding| {
        let excusable = (known.never_excused)(finding.rule).is_none();
        let mut meant = index.of(finding).filter(|_| excusable);
        !meant.any(|(at, name)| records[at].excuses(name, as_of))
    });
    let excused = before - found.len();
    for record in &records {
        record.tell(found, known, as_of);
    }
    excused
}

impl Suppression {
    /// Meets a finding that it covers; whether it excuses it.
    fn excuses(&mut self, name: usize, as_of: Date) -> bool {
        self.used[name] = true;
        self.record.until >= as_of
    }

    /// Tells of names that mean no rule, or one that cannot be excused.
    fn tell_wrong_names(&self, known: &Known<'_>, found: &mut Vec<Diagnostic>) {
        for (at, (rule, _)) in self.record.names.iter().enumerate() {
            if !(known.exists)(rule) {
                let message = format!("`{rule}` is not a rule, so this excuses nothing");
                let finding = self.finding(at, "suppression-unknown-rule", message);
                found.push(match (known.nearest)(rule) {
                    Some(near) => {
                        let same = rule.to_lowercase().replace(['_', ' '], "-") == near;
                        finding.help(format!("Did you mean `{near}`?")).fix(
                            format!("write `{near}`"),
                            same,
                            self.place(at),
                            near,
                        )
                    }
                    None => finding.help("`isms rules` lists all rules."),
                });
            } else if let Some(why) = (known.never_excused)(rule) {
                let message = format!("findings of `{rule}` cannot be excused: {why}");
                let finding = self.finding(at, "suppression-malformed", message);
                let finding = finding.help("Mend what the finding says, and take the name out.");
                found.push(self.without(finding, true, |other| other == at));
            }
        }
    }

    fn tell(&self, found: &mut Vec<Diagnostic>, known: &Known<'_>, as_of: Date) {
        let until = self.record.until;
        let means = |rule: &str| (known.exists)(rule) && (known.never_excused)(rule).is_none();
        let names = &self.record.names;
        let unused = |at: usize| {
            let rule = &names[at].0;
            !self.used[at] && means(rule) && (known.was_run)(rule)
        };
        for (at, (rule, _)) in names.iter().enumerate() {
            if self.used[at] && until < as_of {
                let message = format!(
                    "the suppression of `{rule}` held until {until} and excuses nothing now"
                );
                let finding = self
                    .finding(at, "suppression-expired", message)
                    .help("Mend the finding, or decide anew and write a new date and reason.");
                found.push(self.without(finding, false, |_| true));
            } else if unused(at) && !(known.is_torn)(&self.source.path) {
                let message = format!(
                    "the suppression of `{rule}` excuses nothing: there is no such finding here"
                );
                let finding = self.finding(at, "suppression-unused", message).help(
                    "Remove the name from the suppression, or the whole comment; if it is meant for something else, move it above that.",
                );
                found.push(self.without(finding, known.all_judged, unused));
            }
        }
    }

    /// A finding about one of the names.
    fn finding(&self, at: usize, rule: &'static str, message: String) -> Diagnostic {
        Diagnostic::new(rule, &self.source.path, self.place(at), message)
    }

    /// Where a name stands in the file.
    fn place(&self, at: usize) -> Span {
        let place = &self.record.names[at].1;
        Span::new(self.text + place.start, self.text + place.end)
    }

    /// Offers to take names out: one edit for all of them, so that the same edit mends each finding.
    fn without(&self, finding: Diagnostic, safe: bool, gone: impl Fn(usize) -> bool) -> Diagnostic {
        let names = self.record.names.iter().enumerate();
        let (out, left): (Vec<_>, Vec<_>) = names.partition(|(at, _)| gone(*at));
        if left.is_empty() {
            let edit = removal::deletion(&self.source, self.span);
            return finding.fix("delete the suppression", safe, edit.span, edit.text);
        }
        let out: Vec<String> = out
            .iter()
            .map(|(_, (rule, _))| format!("`{rule}`"))
            .collect();
        let left: Vec<&str> = left.iter().map(|(_, (rule, _))| rule.as_str()).collect();
        let Record { brackets, .. } = &self.record;
        let span = Span::new(self.text + brackets.start, self.text + brackets.end);
        let title = format!("take {} out of the suppression", out.join(" and "));
        finding.fix(title, safe, span, left.join(", "))
    }
}
