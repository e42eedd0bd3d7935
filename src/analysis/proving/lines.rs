//! Fields as the lines that hold them: where those are the same in two versions of a file, so is the field,
//! and nothing has to be read to know it.

/// Whether two versions of a file hold one document of the same kind and id, with the same lines in the
/// field of the document around `field`. `false` says nothing.
pub(super) fn same(path: &str, old: &str, new: &str, field: &str) -> bool {
    let around = field.split(['.', '[']).next().unwrap_or(field);
    let same = |key: &&str| {
        let lines = |text| yaml(path, text).and_then(|yaml| Some(said(block(yaml, key)?)));
        lines(old).is_some_and(|old| Some(old) == lines(new))
    };
    ["kind", "id", around].iter().all(same)
}

/// The YAML in a file, which ends in Markdown with the front matter.
fn yaml<'t>(path: &str, text: &'t str) -> Option<&'t str> {
    if !path.ends_with(".md") {
        return Some(text);
    }
    let rest = text.strip_prefix("---")?;
    let (front, _) = rest.split_once("\n---")?;
    Some(front)
}

/// The lines of a field of the one document of a text, if that can be seen from how they begin: a line that
/// begins with a letter begins a field, and every line that is indented, empty, a comment or an item of a
/// list goes on with it. Everything unusual has no answer.
fn block<'t>(yaml: &'t str, key: &str) -> Option<&'t str> {
    let mut found = None;
    let mut begun = None;
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let goes_on = line.starts_with([' ', '#', '\r', '\n']) || line.starts_with("- ");
        let marks_begin = at == 0 && line.trim_end() == "---";
        if !goes_on && !marks_begin {
            if !line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return None;
            }
            found = found.or(begun.take().map(|begun| &yaml[begun..at]));
            let is_key = line
                .strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(':'));
            if is_key && found.is_some() {
                return None;
            }
            begun = is_key.then_some(at);
        }
        at += line.len();
    }
    found.or(begun.map(|begun| &yaml[begun..]))
}

/// Lines of a field without the comments and empty lines below it.
fn said(mut lines: &str) -> &str {
    loop {
        let whole = lines.trim_end();
        let last = whole.rfind('\n').map_or(0, |at| at + 1);
        if !whole[last..].starts_with('#') {
            return whole;
        }
        lines = &whole[..last];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RISK: &str = "kind: risk\nid: R-1\ntitle: Theft\ntreatment:\n  options: [retain]\n  acceptance: {by: jane, on: 2026-01-01}\nnotes: x\n";

    fn kept(new: &str) -> bool {
        same("a.yaml", RISK, new, "treatment.acceptance")
    }

    #[test]
    fn a_field_whose_lines_are_the_same_is_the_same() {
        assert!(kept(RISK));
        assert!(kept(&RISK.replace("notes: x", "notes: y\ntags: [z]")));
        let end = RISK.replace("notes: x\n", "");
        let noted = format!("{end}# one\n\n# two\n");
        assert!(same("a.yaml", &end, &noted, "treatment.acceptance"));
        let moved = RISK.replace("title: Theft\n", "") + "title: Theft of laptops\n";
        assert!(kept(&moved));
    }

    #[test]
    fn another_line_in_the_field_or_another_document_has_no_answer() {
        assert!(!kept(&RISK.replace("jane", "mary")));
        assert!(!kept(&RISK.replace("R-1", "R-2")));
        assert!(!kept(&RISK.replace("treatment", "x-treatment")));
        assert!(!kept(&format!("{RISK}---\n{RISK}")));
        assert!(!kept(&format!("{RISK}treatment: {{}}\n")));
        assert!(!kept(&format!("{{\n{RISK}}}\n")));
        assert!(!kept(&format!("\u{feff}{RISK}")));
    }

    #[test]
    fn in_markdown_only_the_front_matter_counts() {
        let page = "---\nkind: policy\nid: p\napprovals:\n- {by: jane}\n---\n# One\n";
        let is_same = |new: &str| same("p.md", page, new, "approvals[0]");
        assert!(is_same(&page.replace("One", "Two\nkind: x")));
        assert!(!is_same(&page.replace("jane", "mary")));
        assert!(!is_same("# One\nkind: policy\nid: p\napprovals:\n"));
    }
}
