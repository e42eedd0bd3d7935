//! The formats of text in which everything is rendered, by the endings of their files.

/// Every one, in the order in which a person names them; the style of pages comes with `html`.
pub const ALL: [&str; 6] = ["html", "md", "csv", "json", "ics", "svg"];

/// Some of them; all by default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endings(Vec<&'static str>);

impl Default for Endings {
    fn default() -> Self {
        Self(ALL.to_vec())
    }
}

impl Endings {
    /// Those of these names, in our order; all when none is named.
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let names: Vec<&str> = names.into_iter().collect();
        match names.is_empty() {
            true => Self::default(),
            false => Self(ALL.into_iter().filter(|of| names.contains(of)).collect()),
        }
    }

    /// Whether files of an ending are written.
    pub fn hold(&self, ending: &str) -> bool {
        self.0.contains(&ending)
    }

    /// Their names.
    pub fn names(&self) -> &[&'static str] {
        &self.0
    }

    /// Whether none is left out.
    pub fn are_all(&self) -> bool {
        self.0.len() == ALL.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_ones_are_held_in_our_order_and_none_means_all() {
        let some = Endings::of(["md", "html", "docx"]);
        assert_eq!(some.names(), ["html", "md"]);
        assert!(some.hold("md") && !some.hold("csv") && !some.are_all());
        assert!(Endings::of([]).are_all());
    }
}
