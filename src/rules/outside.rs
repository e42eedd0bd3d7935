//! Why the file of a record counts as absent: what lies outside the repository is told apart.

/// Whether a file was refused because its path leads out of the repository.
pub(super) fn leads_out(refused: &str) -> bool {
    refused.contains("out of the root")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_that_leave_the_root_lead_out() {
        assert!(leads_out(
            "the path leads out of the root, for it is absolute"
        ));
        assert!(!leads_out("the path leads round in a loop"));
        assert!(!leads_out("the path names a folder, not a file"));
    }
}
