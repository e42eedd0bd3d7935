//! The examples in the page of a rule.

/// An example of a page: whether it is wrong, and its text.
pub(super) struct Example {
    /// Whether it must be found.
    pub(super) wrong: bool,
    /// Its files, and what it says beside them.
    pub(super) text: String,
}

/// The fenced examples of a page, in their order.
pub(super) fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut open: Option<Example> = None;
    for line in page.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match (&mut open, line.trim_end()) {
            (None, "```yaml wrong") => {
                open = Some(Example {
                    wrong: true,
                    text: String::new(),
                });
            }
            (None, "```yaml right") => {
                open = Some(Example {
                    wrong: false,
                    text: String::new(),
                });
            }
            (Some(_), "```") => found.extend(open.take()),
            (Some(example), _) => {
                example.text.push_str(line);
                example.text.push('\n');
            }
            _ => {}
        }
    }
    found
}
