//! Suppression as an accountable record beside what it excuses:
//! `# isms: allow(rule[, rule]) until 2027-03-31: reason`, in Markdown as an HTML comment.
//!
//! It is bound to the YAML node or Markdown block that it stands on or above, needs a reason and a
//! date, and is itself judged: what is expired, unused, unknown or malformed is a finding.

use crate::model::scalar::Date;
use crate::syntax::yaml::Comment;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::sync::Arc;

/// A record that excuses findings of some rules in a place.
#[derive(Debug, Clone)]
pub struct Suppression {
    /// Path of the file.
    path: Arc<str>,
    /// The comment.
    span: Span,
    /// What it stands on or above.
    covers: Span,
    rules: Vec<String>,
    until: Date,
    used: Vec<bool>,
}

/// What the pipeline needs to know of rules.
pub struct Known<'a> {
    /// Whether a name is a rule.
    pub exists: &'a dyn Fn(&str) -> bool,
    /// The rule that was probably meant.
    pub nearest: &'a dyn Fn(&str) -> Option<String>,
    /// Whether findings of a rule can be excused; what cannot be read cannot.
    pub can_be_excused: &'a dyn Fn(&str) -> bool,
    /// Whether a rule was run, so that what it did not find is not there.
    pub was_run: &'a dyn Fn(&str) -> bool,
}

/// Reads the comments of a file; what is malformed becomes a finding.
pub fn read(
    path: &Arc<str>,
    comments: &[Comment],
    known: &Known<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Suppression> {
    let mut all = Vec::new();
    for comment in comments {
        let Some(text) = comment.text.trim().strip_prefix("isms:") else {
            continue;
        };
        match parse(text.trim()) {
            Ok((rules, until)) => {
                tell_unknown(path, comment.span, &rules, known, found);
                let used = vec![false; rules.len()];
                all.push(Suppression {
                    path: Arc::clone(path),
                    span: comment.span,
                    covers: comment.covers.unwrap_or(comment.span),
                    rules,
                    until,
                    used,
                });
            }
            Err(why) => {
                let help = "Write `isms: allow(rule) until YYYY-MM-DD: reason`.";
                found.push(
                    Diagnostic::new("suppression-malformed", path, comment.span, why).help(help),
                );
            }
        }
    }
    all
}

fn parse(text: &str) -> Result<(Vec<String>, Date), String> {
    let rest = text
        .strip_prefix("allow")
        .ok_or("a comment to the tool begins with `allow(…)`")?;
    let (rules, rest) = rest
        .trim_start()
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .ok_or("the names of rules stand in brackets after `allow`")?;
    let rules: Vec<String> = rules
        .split(',')
        .map(|rule| rule.trim().to_owned())
        .filter(|rule| !rule.is_empty())
        .collect();
    if rules.is_empty() {
        return Err("the suppression names no rule".to_owned());
    }
    let rest = rest
        .trim_start()
        .strip_prefix("until")
        .ok_or("the suppression has no `until` with a date; nothing is excused for ever")?;
    let (until, reason) = rest
        .split_once(':')
        .ok_or("the suppression has no reason after a colon")?;
    if reason.trim().is_empty() {
        return Err("the suppression has no reason after the colon".to_owned());
    }
    Ok((rules, until.trim().parse()?))
}

fn tell_unknown(
    path: &Arc<str>,
    span: Span,
    rules: &[String],
    known: &Known<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for rule in rules {
        if !(known.exists)(rule) {
            let finding = Diagnostic::new(
                "suppression-unknown-rule",
                path,
                span,
                format!("`{rule}` is no rule, so this excuses nothing"),
            );
            found.push(match (known.nearest)(rule) {
                Some(near) => finding.help(format!("Did you mean `{near}`?")),
                None => finding.help("`isms rules` lists all rules."),
            });
        } else if !(known.can_be_excused)(rule) {
            let message = format!(
                "findings of `{rule}` cannot be excused: what cannot be read cannot be judged"
            );
            found.push(
                Diagnostic::new("suppression-malformed", path, span, message)
                    .help("Mend the document instead."),
            );
        }
    }
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
    found.retain(|finding| {
        !records
            .iter_mut()
            .any(|record| record.excuses(finding, known, as_of))
    });
    let excused = before - found.len();
    for record in &records {
        record.tell(found, known, as_of);
    }
    excused
}

impl Suppression {
    fn excuses(&mut self, finding: &Diagnostic, known: &Known<'_>, as_of: Date) -> bool {
        let Some(at) = self.rules.iter().position(|rule| rule == finding.rule) else {
            return false;
        };
        let here = self.path == finding.path
            && self.covers.contains(finding.span)
            && (known.can_be_excused)(finding.rule);
        if here {
            self.used[at] = true;
        }
        here && self.until >= as_of
    }

    fn tell(&self, found: &mut Vec<Diagnostic>, known: &Known<'_>, as_of: Date) {
        for (rule, used) in self
            .rules
            .iter()
            .zip(&self.used)
            .filter(|(rule, _)| (known.exists)(rule) && (known.can_be_excused)(rule))
        {
            let (name, message, help) = match (used, self.until < as_of) {
                (true, true) => (
                    "suppression-expired",
                    format!("the suppression of `{rule}` held until {}", self.until),
                    "Mend the finding, or decide anew and write a new date and reason.",
                ),
                (false, _) if !(known.was_run)(rule) => continue,
                (false, _) => (
                    "suppression-unused",
                    format!("nothing here is a finding of `{rule}` any more"),
                    "Remove the name from the suppression, or the whole comment.",
                ),
                (true, false) => continue,
            };
            found.push(Diagnostic::new(name, &self.path, self.span, message).help(help));
        }
    }
}
