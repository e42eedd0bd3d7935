//! What a thing lacks, in one finding instead of one for each field.

use super::statement::listed;

/// The fields that are absent.
pub(crate) struct Lacking {
    /// The first of them.
    pub(crate) first: &'static str,
    /// What each stands for, as a list in words.
    pub(crate) words: String,
    /// The fields, as a list in words.
    pub(crate) fields: String,
}

/// What is absent of these fields: each with whether it is there, and what it stands for.
pub(crate) fn lacking(fields: &[(&'static str, bool, &str)]) -> Option<Lacking> {
    let absent = || fields.iter().filter(|(_, there, _)| !there);
    let words: Vec<String> = absent().map(|(.., words)| (*words).to_owned()).collect();
    let keys: Vec<String> = absent().map(|(key, ..)| format!("`{key}`")).collect();
    Some(Lacking {
        first: absent().next()?.0,
        words: listed(&words),
        fields: listed(&keys),
    })
}
