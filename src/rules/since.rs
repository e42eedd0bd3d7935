//! What changed since a stale decision, in words for messages.

use super::rule::Case;
use crate::assess::decision::Judged;
use crate::model::document::Document;
use crate::text::commit::Commit;
use crate::text::proof::Change;

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
    let mut words: Vec<String> = changes.iter().take(TOLD).map(sentence).collect();
    if changes.len() > TOLD {
        words.push(format!("and {} more", changes.len() - TOLD));
    }
    (!words.is_empty()).then(|| words.join("; "))
}

/// The words of [`told`] after a colon, or nothing.
pub(crate) fn after_colon(case: Case<'_>, document: &Document, judged: &Judged) -> String {
    told(case, document, judged).map_or(String::new(), |words| format!(": {words}"))
}

fn sentence(change: &Change) -> String {
    let field = &change.field;
    let since = change.commit.as_deref().map(by);
    let since = |word: &str| match &since {
        Some(commit) => format!("{word} {commit}"),
        None => "now".to_owned(),
    };
    if field == "text" || field.starts_with("text under ") {
        let what = match (&change.from, &change.to) {
            (None, None) => {
                return format!("the {field} differs in blank lines or marks of headings");
            }
            (None, _) => "is new",
            (_, None) => "is gone",
            _ => "is another",
        };
        return format!("the {field} {what} {}", since("since"));
    }
    match (&change.from, &change.to) {
        (Some(from), Some(to)) => {
            format!(
                "`{field}` was {} and is {} {}",
                quoted(from),
                quoted(to),
                since("since")
            )
        }
        (None, Some(to)) => format!(
            "`{field}` is {} {} and was not there before",
            quoted(to),
            since("since")
        ),
        (Some(from), None) => format!(
            "`{field}` was {} and is gone {}",
            quoted(from),
            since("since")
        ),
        (None, None) => format!("`{field}` has changed {}", since("in")),
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
