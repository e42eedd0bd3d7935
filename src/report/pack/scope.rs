//! What may go into a pack for an audience.

use crate::report::audience::Audience;

/// The bounds of a pack.
#[derive(Debug, Clone)]
pub struct Scope {
    audience: Audience,
    /// Paths, ids and titles that are above what the audience may see.
    above: Vec<String>,
}

impl Scope {
    /// The bounds for an audience, from which `above` (paths, ids and titles of documents) is withheld.
    pub fn new(audience: Audience, above: Vec<String>) -> Self {
        Self { audience, above }
    }

    /// For whom it is.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Whether it is for people who look behind the documents: at sources, evidence, findings, decisions,
    /// settings and history.
    pub fn looks_behind(&self) -> bool {
        self.audience != Audience::Customer
    }

    /// Whether a file, or a row about it, may be in the pack: neither its path nor its text names anything
    /// that is withheld. Evidence that is not text is judged by its path.
    pub fn may_have(&self, path: &str, text: &str) -> bool {
        let names = |word: &String| says(path, word) || says(text, word);
        self.looks_behind() && !self.above.iter().any(names)
    }
}

/// Whether a text says a word; one of a letter or two only where it stands alone.
fn says(text: &str, word: &str) -> bool {
    if word.len() > 2 {
        return text.contains(word);
    }
    let of_id = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    text.split(|c| !of_id(c)).any(|token| token == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_look_behind_nothing_and_what_is_above_is_withheld_by_path_and_by_text() {
        let scope =
            |audience| Scope::new(audience, vec!["R-099".into(), "isms/merger.yaml".into()]);
        assert!(!scope(Audience::Customer).may_have("isms/a.yaml", "x"));
        let auditor = scope(Audience::Auditor);
        assert!(auditor.may_have("isms/a.yaml", "R-001"));
        assert!(!auditor.may_have("isms/merger.yaml", ""));
        assert!(!auditor.may_have("isms/a.yaml", "see R-099"));
        let short = Scope::new(Audience::Auditor, vec!["q7".into()]);
        assert!(!short.may_have("isms/a.yaml", "assets: [q7]"));
        assert!(short.may_have("isms/a.yaml", "faq70"));
    }
}
