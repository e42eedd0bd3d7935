//! Threats and vulnerabilities that a risk may begin from: free text in documents, offered where they are written.

use super::catalog::data;
use serde::Deserialize;
use std::sync::LazyLock;

/// Something that a risk may begin from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// What it is called.
    pub name: Box<str>,
    /// What it belongs to, such as "Technical failures".
    pub group: Box<str>,
}

/// The lists that are shipped; each file names its sources.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// What may threaten assets.
    pub threats: Vec<Known>,
    /// What may make a threat possible.
    pub vulnerabilities: Vec<Known>,
}

/// The shipped lists, read when first asked for.
pub static LISTS: LazyLock<Lists> = LazyLock::new(|| data(include_str!("catalog/threats.yaml")));

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_is_named_once_on_one_line() {
        for list in [&LISTS.threats, &LISTS.vulnerabilities] {
            let names: BTreeSet<String> = list.iter().map(|one| one.name.to_lowercase()).collect();
            assert_eq!(names.len(), list.len());
            assert!(
                names
                    .iter()
                    .all(|name| !name.contains('\n') && name.trim() == name)
            );
        }
        assert!(LISTS.threats.len() > 100 && LISTS.vulnerabilities.len() > 50);
    }
}
