//! Facts about the words of findings that a machine can hold; taste is for whoever reads the file.

/// One finding as the file shows it.
struct Shown {
    rule: String,
    message: String,
    help: Option<String>,
    labels: Vec<String>,
    fixes: usize,
}

impl Shown {
    /// Everything that a person reads of it.
    fn texts(&self) -> impl Iterator<Item = &String> {
        let more = self.labels.iter().chain(&self.help);
        std::iter::once(&self.message).chain(more)
    }
}

/// The file as it is now, which a run may just have written.
fn text() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/messages/all.txt");
    std::fs::read_to_string(path).unwrap()
}

fn all() -> Vec<Shown> {
    let mut rule = String::new();
    let mut found: Vec<Shown> = Vec::new();
    for line in text().lines().skip(3) {
        if let Some(name) = line.strip_prefix("## ") {
            rule = name.to_owned();
        } else if let Some(detail) = line.strip_prefix("    ") {
            let shown = found.last_mut().unwrap();
            if let Some(help) = detail.strip_prefix("help: ") {
                shown.help = Some(help.to_owned());
            } else if let Some(label) = detail.strip_prefix("see:  ") {
                let (_, words) = label.split_once(' ').unwrap();
                shown.labels.push(words.to_owned());
            } else {
                assert!(detail.starts_with("fix"), "{line}");
                shown.fixes += 1;
            }
        } else if !line.is_empty() && !line.starts_with("# ") {
            let (_, message) = line.split_once(' ').unwrap();
            found.push(Shown {
                rule: rule.clone(),
                message: message.to_owned(),
                help: None,
                labels: Vec::new(),
                fixes: 0,
            });
        }
    }
    assert!(found.len() > 300, "{}", found.len());
    found
}

/// Findings that `wrong` finds fault with, as `rule: message`.
fn none(wrong: impl Fn(&Shown) -> bool) {
    let all = all();
    let found = all.iter().filter(|shown| wrong(shown));
    let found: Vec<String> = found
        .map(|shown| format!("{}: {} / {:?}", shown.rule, shown.message, shown.help))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// A text without what it quotes from documents, so that only our own words are left.
fn own_words(text: &str) -> String {
    let mut own = String::new();
    let mut closing = None;
    for c in text.chars() {
        match (closing, c) {
            (Some(end), c) if c == end => closing = None,
            (Some(_), _) => {}
            (None, '`') => closing = Some('`'),
            (None, '“') => closing = Some('”'),
            (None, c) => own.push(c),
        }
    }
    own
}

#[test]
fn no_word_of_schemas_or_of_the_program_is_said() {
    const WORDS: [&str; 12] = [
        "oneOf",
        "anyOf",
        "additionalProperties",
        "const ",
        "null",
        "(s)",
        "Some(",
        "None",
        "node",
        "token",
        "deserializ",
        "internal error",
    ];
    none(|shown| {
        let mut texts = shown.texts().map(|text| own_words(text));
        texts.any(|text| WORDS.iter().any(|word| text.contains(word)))
    });
}

#[test]
fn one_of_a_thing_is_said_in_the_singular() {
    let plural = |text: &String| {
        let text = own_words(text);
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(2).any(|pair| {
            let noun = pair[1].trim_end_matches([',', '.', ':', ';']);
            let is_plural = noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("ss");
            pair[0] == "1" && is_plural
        })
    };
    none(|shown| shown.texts().any(plural));
}

#[test]
fn an_article_fits_the_word_behind_it() {
    let wrong = |text: &String| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(2).any(|pair| {
            let next = pair[1].trim_start_matches(['`', '“']);
            let vowel = next.starts_with(['a', 'e', 'i', 'o']) && !next.starts_with("one");
            match pair[0] {
                "a" => vowel,
                "an" | "An" => !vowel && next.starts_with(|c: char| c.is_ascii_lowercase()),
                _ => false,
            }
        })
    };
    none(|shown| shown.texts().any(wrong));
}

#[test]
fn every_finding_says_what_to_do() {
    none(|shown| shown.help.is_none() && shown.fixes == 0);
}

#[test]
fn help_is_sentences_and_a_message_is_a_clause() {
    none(|shown| !shown.help.iter().all(|help| help.ends_with(['.', '?'])));
    none(|shown| shown.message.ends_with(['.', ';', ':', ',', ' ']));
    none(|shown| {
        let own = own_words(&shown.message);
        own.starts_with("The ") || own.starts_with("There ") || own.starts_with("This ")
    });
    none(|shown| {
        let doubled = ["..", ",,", "::", ";;", ".:", ".;", ": :"];
        let mut texts = shown.texts().map(|text| own_words(text));
        texts.any(|text| doubled.iter().any(|sign| text.contains(sign)))
            || shown.texts().any(|text| text.contains("” “"))
    });
    assert!(text().lines().all(|line| line.trim_end() == line));
}

#[test]
fn our_own_part_of_a_message_is_short() {
    none(|shown| own_words(&shown.message).chars().count() > 200);
}
