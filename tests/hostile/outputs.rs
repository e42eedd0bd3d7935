//! What may stand in outputs of each kind, whatever the repository says.

use crate::tags::{Tag, tags};
use serde_json::Value;

/// Elements that load, run or submit.
const FORBIDDEN: [&str; 16] = [
    "img",
    "iframe",
    "object",
    "embed",
    "base",
    "audio",
    "video",
    "use",
    "image",
    "applet",
    "frame",
    "math",
    "foreignobject",
    "animate",
    "set",
    "textarea",
];

/// Whether the text of a policy stands there: Markdown of its author, which may hold marks of languages that
/// are written from right to left.
fn is_policy(name: &str) -> bool {
    name.contains("policies/")
}

/// Nothing acts on a terminal, reorders text, or hides in it.
pub(crate) fn inert(name: &str, text: &str) {
    let reorders = |c: char| match is_policy(name) {
        true => matches!(c, '\u{202a}'..='\u{202e}'),
        false => {
            matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        }
    };
    let stays = |c: char| matches!(c, '\n' | '\t') || (is_policy(name) && c == '\r');
    let acts = |c: &char| (c.is_control() && !stays(*c)) || reorders(*c);
    if let Some((at, c)) = text.char_indices().find(|(_, c)| acts(c)) {
        let before: String = text[..at].chars().rev().take(80).collect();
        let before: String = before.chars().rev().collect();
        panic!("{name}: U+{:04X} behind {before:?}", u32::from(c));
    }
    for line in text
        .lines()
        .filter(|_| !is_policy(name) && !name.contains("/xl/"))
    {
        let forged = line.starts_with("##[")
            || line.starts_with("::error file=x")
            || line.starts_with("::error::");
        assert!(!forged, "{name}: {line}");
    }
}

fn harmless(name: &str, tag: &Tag) {
    assert_ne!(tag.get("http-equiv"), Some("refresh"), "{name}");
    assert!(
        !FORBIDDEN.contains(&&*tag.name.to_lowercase()),
        "{name}: {tag:?}"
    );
    for (key, value) in &tag.attributes {
        assert!(
            !key.starts_with("on") && key != "style" && key != "srcdoc",
            "{name}: {tag:?}"
        );
        if ["href", "src", "action", "formaction", "xlink:href"].contains(&&**key) {
            let scheme = value.split(['/', '?', '#']).next().unwrap().split_once(':');
            let known = |scheme: &str| ["http", "https", "mailto"].contains(&scheme);
            assert!(
                scheme.is_none_or(|(scheme, _)| known(scheme)),
                "{name}: {tag:?}"
            );
        }
    }
}

/// A page shows text and runs only our own scripts.
pub(crate) fn html(name: &str, page: &str) {
    inert(name, page);
    let mut scripts = 0;
    for tag in tags(page) {
        harmless(name, &tag);
        scripts += usize::from(tag.name == "script");
    }
    let ours = ["search.html", "soa.html"]
        .iter()
        .any(|page| name.ends_with(page));
    assert_eq!(scripts, usize::from(ours), "{name}");
    assert!(
        !page.contains("evil.example/p.png\""),
        "{name} loads a picture"
    );
}

/// Markdown becomes text again in a reader that lets raw HTML through.
pub(crate) fn markdown(name: &str, text: &str) {
    inert(name, text);
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    let page = comrak::markdown_to_html(text, &options);
    for tag in tags(&page) {
        if tag.name != "input" {
            harmless(name, &tag);
        }
        assert!(!["script", "svg"].contains(&&*tag.name), "{name}: {tag:?}");
    }
}

/// No cell is a formula for a spreadsheet.
pub(crate) fn csv(name: &str, text: &str) {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    for record in reader.records() {
        for cell in record.unwrap().iter() {
            let number = cell.parse::<f64>().is_ok();
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number;
            assert!(!formula, "{name}: {cell:?}");
            let acts = cell
                .chars()
                .find(|c| c.is_control() && !"\n\r\t".contains(*c));
            assert_eq!(acts, None, "{name}: {cell:?}");
        }
    }
}

/// JSON is JSON, in which nothing stands raw that acts.
pub(crate) fn json(name: &str, text: &str) {
    let read = serde_json::from_str::<Value>(text);
    assert!(read.is_ok(), "{name}: {read:?}");
    // What is printed is inert too; a file of a pack is read by programs.
    if name.starts_with("found") || name.contains(' ') {
        inert(name, text);
    }
}

/// XML without elements of a text, and without characters that it forbids.
pub(crate) fn xml(name: &str, text: &str) {
    inert(name, text);
    for tag in tags(text) {
        let alien = ["script", "img", "td"].contains(&&*tag.name);
        assert!(!alien, "{name}: {tag:?}");
        let ours = tag.name != "svg" || tag.get("xmlns").is_some();
        assert!(ours, "{name}: {tag:?}");
    }
}

/// A calendar has lines that we began: a text is folded, not obeyed.
pub(crate) fn ics(name: &str, text: &str) {
    for line in text.split("\r\n") {
        assert!(
            !line.contains(['\r', '\n', '\u{1b}', '\u{7}']),
            "{name}: {line:?}"
        );
        let forged = line.starts_with("::") || line.starts_with("##[");
        assert!(!forged, "{name}: {line:?}");
    }
}

/// A workbook of texts without formulas and without links out.
pub(crate) fn xlsx(name: &str, bytes: &[u8]) {
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for at in 0..book.len() {
        let mut part = book.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        assert!(
            !text.contains("<f>") && !text.contains("<f "),
            "{name}: {}",
            part.name().unwrap()
        );
        assert!(
            !text.contains("TargetMode=\"External\""),
            "{name}: {}",
            part.name().unwrap()
        );
        xml(&format!("{name}/{}", part.name().unwrap()), &text);
    }
}

/// A file of output, as what its name says it is.
pub(crate) fn any(name: &str, bytes: &[u8]) {
    if name.ends_with(".xlsx") {
        return xlsx(name, bytes);
    }
    let text = std::str::from_utf8(bytes).unwrap();
    match name.rsplit('.').next().unwrap() {
        "html" => html(name, text),
        "svg" | "junit" => xml(name, text),
        "md" if is_policy(name) => inert(name, text),
        "md" => markdown(name, text),
        "csv" => csv(name, text),
        "json" | "sarif" | "gitlab" | "rdjson" => json(name, text),
        "ics" => ics(name, text),
        _ => inert(name, text),
    }
}
