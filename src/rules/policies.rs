//! Policies that are in force, and what their links lead to.

use super::rule::Case;
use crate::assess::life::is_over;
use crate::model::document::{Document, Whole};
use crate::model::policy::Policy;
use crate::syntax::markdown::Markdown;

/// Policies that are not withdrawn.
pub(crate) fn in_force(case: Case<'_>) -> impl Iterator<Item = Whole<'_, Policy>> {
    let all = case.model.all::<Policy>();
    all.filter(move |policy| !is_over(policy.document, case.as_of))
}

/// The headings, links and blocks of a policy.
pub(crate) fn page(document: &Document) -> Option<&Markdown> {
    document.page.as_deref()
}

/// Where a relative link leads.
pub(crate) struct Destination {
    /// Path from the root; that of the document itself when the link is a mere fragment.
    pub(crate) path: String,
    /// What stands after `#`, if anything.
    pub(crate) fragment: Option<String>,
}

/// Where a link in a document leads; `None` when that is not in this repository: another scheme, an
/// absolute path (its root depends on who shows the page), or above the root.
pub(crate) fn destination(document: &Document, link: &str) -> Option<Destination> {
    destination_from(&document.file.path, link)
}

/// Where a link in the file of this path leads; see [`destination`].
pub(crate) fn destination_from(file: &str, link: &str) -> Option<Destination> {
    let (path, fragment) = match link.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment)).filter(|it| !it.is_empty())),
        None => (link, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.starts_with('/') || path.split('/').next()?.contains(':') {
        return None;
    }
    if path.is_empty() {
        let path = file.to_owned();
        return Some(Destination { path, fragment });
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    let path = decoded(path);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    Some(Destination { path, fragment })
}

/// The link in a document that leads to a path; `None` when it would have to be written with escapes.
pub(crate) fn link_to(document: &Document, path: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let mut from: Vec<&str> = document.file.path.split('/').collect();
    from.pop();
    let to: Vec<&str> = path.split('/').collect();
    let pairs = from.iter().zip(&to);
    let common = pairs.take_while(|(from, to)| from == to).count();
    let up = from[common..].iter().map(|_| "..");
    let link: Vec<&str> = up.chain(to[common..].iter().copied()).collect();
    path.chars().all(plain).then(|| link.join("/"))
}

/// Text with `%20` and the like resolved.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_in_links_are_resolved_and_broken_ones_kept() {
        assert_eq!(decoded("a%20b"), "a b");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%zz%4"), "%zz%4");
        assert_eq!(decoded("%ff"), "%ff");
    }
}
