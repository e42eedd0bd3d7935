//! Where each thing has its page: an id decides neither a folder nor a strange name of a file, and two
//! ids never share a page, on no disk.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Folders of kinds whose things have a register of that name, or are spoken of in the plural.
const FOLDERS: &[(&str, &str)] = &[
    ("asset", "assets"),
    ("assessment", "assessments"),
    ("audit", "audits"),
    ("clause", "clauses"),
    ("communication", "communications"),
    ("competence", "competence"),
    ("context-issue", "issues"),
    ("control", "controls"),
    ("controlled-document", "records"),
    ("evidence", "evidence"),
    ("exception", "exceptions"),
    ("improvement", "improvements"),
    ("incident", "incidents"),
    ("interested-party", "parties"),
    ("management-review", "reviews"),
    ("metric", "metrics"),
    ("nonconformity", "nonconformities"),
    ("objective", "objectives"),
    ("obligation", "obligations"),
    ("person", "people"),
    ("planned-change", "changes"),
    ("policy", "policies"),
    ("process", "processes"),
    ("risk", "risks"),
    ("role", "roles"),
    ("sign-off", "sign-offs"),
    ("supplier", "suppliers"),
    ("training", "training"),
];

/// The folder of what has no other.
const OTHERS: &str = "documents";

/// Path of the page of a thing, without its ending; the only one of its kind is called by it.
pub fn path(kind: &str, id: &str) -> String {
    let folder = FOLDERS.iter().find(|(of, _)| *of == kind);
    match folder {
        Some((_, folder)) if !id.is_empty() => format!("{folder}/{}", file_name(id)),
        _ => format!("{OTHERS}/{kind}"),
    }
}

/// The longest name of a file, in bytes, before its ending.
const LONGEST: usize = 80;

/// Names that mean a device on Windows, whatever their ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// An id as the name of a file that no other id has, even where `a` and `A` are the same.
///
/// What ids look like stays: `R-014`, `A.5.17`, `laptops`. An id in the other case than is usual for one
/// of its shape ends in `~`; in one of both cases each capital is a small letter after `~`; any other
/// byte is its decimal number after `~`; a long one ends in its digest after `~-`.
///
/// # Panics
/// Never: text takes what is written to it.
pub fn file_name(id: &str) -> String {
    let small = id.bytes().any(|byte| byte.is_ascii_lowercase());
    let capital = id.bytes().any(|byte| byte.is_ascii_uppercase());
    let mixed = small && capital;
    let mut name = String::with_capacity(id.len() + 1);
    for (at, byte) in id.bytes().enumerate() {
        let c = char::from(byte);
        match byte {
            _ if at == 0 && strange(id) => write!(name, "~{byte:03}"),
            b'A'..=b'Z' if mixed => write!(name, "~{}", c.to_ascii_lowercase()),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => write!(name, "{c}"),
            _ => write!(name, "~{byte:03}"),
        }
        .expect("internal error: writing to a text cannot fail");
    }
    if !mixed && (small || capital) && capital != counts(id) {
        name.push('~');
    }
    if name.len() <= LONGEST {
        return name;
    }
    let digest = Sha256::digest(id.as_bytes());
    let mut short = name[..LONGEST / 2].to_owned();
    short.push_str("~-");
    for byte in &digest[..16] {
        write!(short, "{byte:02x}").expect("internal error: writing to a text cannot fail");
    }
    short
}

/// Whether a name that begins so would be hidden, a folder, or a device.
fn strange(id: &str) -> bool {
    let first = id.split('.').next().unwrap_or_default();
    let first = first.to_ascii_lowercase();
    let numbered = first.strip_prefix("com").or(first.strip_prefix("lpt"));
    let is_port = numbered
        .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    first.is_empty() || is_port || DEVICES.contains(&first.as_str())
}

/// Whether an id counts, as `R-014` and `A.5.17` do: up to three letters, a `-` or `.`, then numbers.
fn counts(id: &str) -> bool {
    let Some((letters, numbers)) = id.split_once(['-', '.']) else {
        return false;
    };
    let word =
        (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
    let number = numbers.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && numbers
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    word && number
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_ids_look_like_stays() {
        for id in [
            "R-014",
            "A.5.17",
            "NC-2026-01",
            "laptops",
            "iso27001",
            "soc2_report",
            "6.1.2",
        ] {
            assert_eq!(file_name(id), id);
        }
        assert_eq!(file_name("iso-27001"), "iso-27001~");
        assert_eq!(path("risk", "R-1"), "risks/R-1");
        assert_eq!(path("risk-method", ""), "documents/risk-method");
    }

    #[test]
    fn an_id_names_no_folder_no_device_and_no_hidden_file() {
        for (id, name) in [
            ("../x", "~046.~047x"),
            ("..", "~046."),
            ("a\\b:c", "a~092b~058c"),
            ("con", "~099on"),
            ("NUL.txt", "~078~u~ltxt"),
            ("com1", "~099om1"),
            ("CON", "~067ON~"),
        ] {
            let made = file_name(id);
            assert!(
                made.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)),
                "{made}"
            );
            if id != "NUL.txt" {
                assert_eq!(made, name);
            }
            assert!(!strange(&made), "{made}");
        }
    }

    #[test]
    fn no_two_ids_share_a_name_where_case_does_not_matter() {
        let long = "a".repeat(100);
        let longer = format!("{}b", "a".repeat(99));
        let ids = [
            "R-1",
            "r-1",
            "r-1~",
            "R-1~",
            "Jane",
            "jane",
            "JANE",
            "jANE",
            "~jane",
            "con",
            "CON",
            "Con",
            "a/b",
            "a_b",
            "a~047b",
            "\u{202e}x",
            "\u{202d}x",
            "x",
            "X",
            "a.5.1",
            "A.5.1",
            "AUDIT-2026",
            "audit-2026",
            "audit",
            "AUDIT",
            "Audit",
            "1",
            "1~",
            &long,
            &longer,
            "..",
            ".",
            "../x",
            "~046./x",
        ];
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        for id in ids {
            let name = file_name(id);
            assert!(name.len() <= LONGEST, "{name}");
            let taken = names.insert(name.to_ascii_lowercase(), id);
            assert_eq!(taken, None, "{id} {name}");
        }
    }
}
