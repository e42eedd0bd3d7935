//! Lists of patterns as ssh_config(5) writes them: `*`, `?`, and `!` for what is left out.

/// Whether a list of patterns, separated by commas, takes a text in. A pattern that begins with `!` and
/// matches leaves it out, whatever else does. The case of letters does not matter, for it does not in the
/// addresses of people.
pub(super) fn takes(list: &str, text: &str) -> bool {
    let mut taken = false;
    for pattern in list.split(',').map(str::trim) {
        match pattern.strip_prefix('!') {
            Some(pattern) if matches(pattern, text) => return false,
            Some(_) => {}
            None => taken |= matches(pattern, text),
        }
    }
    taken
}

/// Whether one pattern matches a whole text. Only the last `*` is ever tried again, so that no pattern
/// is slow.
fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                again = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || c.eq_ignore_ascii_case(&text[t]) => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((star, from)) = again else {
                    return false;
                };
                again = Some((star, from + 1));
                p = star + 1;
                t = from + 1;
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::takes;

    #[test]
    fn stars_and_marks_match_and_the_whole_text_counts() {
        assert!(takes("jane@x.example", "Jane@x.example"));
        assert!(takes("*@x.example", "jane@x.example"));
        assert!(takes("j??e@*", "jane@x.example"));
        assert!(takes("*a*e@*.example", "jane@x.example"));
        assert!(!takes("jane@x", "jane@x.example"));
        assert!(!takes("?", ""));
        assert!(!takes("", "jane@x.example"));
    }

    #[test]
    fn what_is_left_out_stays_out_wherever_it_stands() {
        assert!(!takes("*@x.example,!jane@x.example", "jane@x.example"));
        assert!(!takes("!jane@x.example,*@x.example", "jane@x.example"));
        assert!(takes("!jane@x.example,*@x.example", "omar@x.example"));
        assert!(!takes("!jane@x.example", "omar@x.example"));
    }
}
