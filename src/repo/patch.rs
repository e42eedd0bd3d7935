//! What changed between two texts of one file, as git shows it.

/// The lines that go and come, with three around them (unified diff); empty when both are the same.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let name = Some(std::path::Path::new(path));
    let (before, after) = (before.as_bytes(), after.as_bytes());
    let patch = git2::Patch::from_buffers(before, name, after, name, None);
    let text = patch.and_then(|mut patch| patch.to_buf());
    text.map_or_else(
        |_| String::new(),
        |text| String::from_utf8_lossy(&text).into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_shows_what_goes_and_comes() {
        let patch = unified("a.yaml", "a: 1\nb: 2\n", "a: 1\nb: 3\n");
        assert!(patch.contains("--- a/a.yaml\n+++ b/a.yaml\n"), "{patch}");
        assert!(patch.ends_with(" a: 1\n-b: 2\n+b: 3\n"), "{patch}");
        assert_eq!(unified("a.yaml", "a: 1\n", "a: 1\n"), "");
    }
}
