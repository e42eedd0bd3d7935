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
        let above = above.into_iter().filter(|word| word.len() > 2).collect();
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
        let names = |word: &String| path.contains(word.as_str()) || text.contains(word.as_str());
        self.looks_behind() && !self.above.iter().any(names)
    }
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
    }
}
