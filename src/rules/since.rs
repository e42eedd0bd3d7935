//! What changed since a stale decision, in words for messages.

use super::rule::Case;
use crate::assess::decision::Judged;
use crate::model::document::Document;
use crate::text::commit::Commit;
use crate::text::proof::Change;
use std::collections::BTreeSet;

/// So many changes are told; of more only the number.
const TOLD: usize = 3;

/// What changed since a decision in a document, as words after a colon; `None` when git was not asked, or
/// cannot tell.
pub(crate) fn told(case: Case<'_>, document: &Document, judged: &Judged) -> Option<String> {
    let subject = document.subject();
    if case.proofs.is_baseless(&subject, &judged.field) {
        let found = match judged.what.content(document) {
            Some(_) => "no version in this history bears the basis that is written down",
            None => "the state that it was decided in does not give the basis that is written down",
        };
        return Some(found.to_owned());
    }
    let changes = &case.proofs.of(&subject, &judged.field)?.changes;
    let shown = &changes[..changes.len().min(TOLD)];
    let mut words = sentences(shown);
    if changes.len() > TOLD {
        words.push(format!("and {} more", changes.len() - TOLD));
    }
    (!words.is_empty()).then(|| words.join("; "))
}

/// One sentence a change; a commit that brought them all is named once.
fn sentences(changes: &[Change]) -> Vec<String> {
    let commits: BTreeSet<Option<&str>> = changes.iter().map(id).collect();
    let is_one = changes.len() > 1 && commits.len() == 1 && !commits.contains(&None);
    let told = |change| match is_one {
        true => sentence(change, ""),
        false => sentence(change, &since(change)),
    };
    let mut words: Vec<String> = changes.iter().map(told).collect();
    if is_one {
        words.push(format!("all{}", since(&changes[0])));
    }
    words
}

fn id(change: &Change) -> Option<&str> {
    change.commit.as_deref().map(|commit| commit.id.as_str())
}

/// The words of [`told`] after a colon, or nothing.
pub(crate) fn after_colon(case: Case<'_>, document: &Document, judged: &Judged) -> String {
    told(case, document, judged).map_or(String::new(), |words| format!(": {words}"))
}

/// Since which commit a change is there, after a blank.
fn since(change: &Change) -> String {
    let commit = change.commit.as_deref();
    commit.map_or(" now".to_owned(), |commit| format!(" since {}", by(commit)))
}

fn sentence(change: &Change, since: &str) -> String {
    let field = &change.field;
    if field == "text" || field.starts_with("text under ") {
        let what = match (&change.from, &change.to) {
            (None, None) => {
                return format!("the {field} differs in blank lines or marks of headings");
            }
            (None, _) => "is new",
            (_, None) => "is gone",
            _ => "reads differently",
        };
        return format!("the {field} {what}{since}");
    }
    match (&change.from, &change.to) {
        (Some(from), Some(to)) => {
            format!(
                "`{field}` was {} and is {}{since}",
                quoted(from),
                quoted(to)
            )
        }
        (None, Some(to)) => format!(
            "`{field}` is {}{since} and was not there before",
            quoted(to)
        ),
        (Some(from), None) => format!("`{field}` was {} and is gone{since}", quoted(from)),
        (None, None) => format!("`{field}` has changed{since}"),
    }
}

/// A commit with its author and day.
fn by(commit: &Commit) -> String {
    let named = [&commit.author.name, &commit.author.email];
    let name = named.into_iter().find(|name| !name.trim().is_empty());
    let name: String = name
        .map_or("no author", String::as_str)
        .chars()
        .take(40)
        .collect();
    format!("{} ({name}, {})", commit.short(), commit.date)
}

/// A value of several words in quotes, so that it is seen where it ends.
fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) {
        format!("\"{value}\"")
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_went_or_reads_otherwise_is_said_so() {
        let said = |field: &str, from: Option<&str>, to: Option<&str>| {
            let change = Change {
                field: field.to_owned(),
                from: from.map(str::to_owned),
                to: to.map(str::to_owned),
                commit: None,
            };
            sentence(&change, "")
        };
        let (old, new) = (Some("a b"), Some("c"));
        assert_eq!(said("text", old, new), "the text reads differently");
        assert_eq!(said("text", None, new), "the text is new");
        assert_eq!(
            said("text under Scope", old, None),
            "the text under Scope is gone"
        );
        assert_eq!(said("owner", old, new), "`owner` was \"a b\" and is c");
        assert_eq!(
            said("owner", None, new),
            "`owner` is c and was not there before"
        );
        assert_eq!(said("owner", old, None), "`owner` was \"a b\" and is gone");
        assert_eq!(said("owner", None, None), "`owner` has changed");
    }
}
