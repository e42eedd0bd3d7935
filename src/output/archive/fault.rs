//! How a header differs from the one that belongs there, in words.

use super::layout::{CENTRAL_SIZE, LOCAL_SIZE};

/// Something that is not as the writer writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The entry that it concerns; `None` for the container as a whole.
    pub entry: Option<String>,
    /// What is wrong, as it goes on after the name.
    pub why: String,
}

impl Fault {
    /// Something wrong with an entry.
    pub(super) fn of(entry: &str, why: impl Into<String>) -> Self {
        Self {
            entry: Some(entry.to_owned()),
            why: why.into(),
        }
    }

    /// Something wrong with the container.
    pub(super) fn whole(why: impl Into<String>) -> Self {
        Self {
            entry: None,
            why: why.into(),
        }
    }
}

/// A field: where it begins, how many bytes it has, and what a difference in it means.
type Field = (usize, usize, &'static str);

/// Fields that both headers have, by their place behind the version.
const COMMON: [Field; 8] = [
    (0, 2, "has flags that isms does not set"),
    (2, 2, "is stored by a method that isms does not use"),
    (4, 4, "bears a time; entries of a pack have none"),
    (
        8,
        4,
        "has another checksum in its header than in the directory",
    ),
    (
        12,
        4,
        "has another packed size in its header than in the directory",
    ),
    (
        16,
        4,
        "has another size in its header than in the directory",
    ),
    (
        20,
        2,
        "has another name in its header than in the directory",
    ),
    (22, 2, "has an extra field that isms does not write"),
];

/// Fields that only the directory has.
const DIRECTORY: [Field; 5] = [
    (4, 2, "was not written by isms: it names another system"),
    (32, 2, "has a comment"),
    (34, 4, "has attributes that isms does not set"),
    (38, 4, "is not marked as a plain file that all may read"),
    (42, 4, "names a place that isms would not write so"),
];

/// What differs between a local header and the one that belongs there.
pub(super) fn of_local(found: &[u8], wanted: &[u8]) -> String {
    let begin = LOCAL_SIZE as usize;
    if found.get(..4) != wanted.get(..4) {
        return "does not begin where the directory says".to_owned();
    }
    let said = common(found, wanted, 6);
    let name = || {
        let same = found.get(begin..) == wanted.get(begin..);
        (!same).then(|| "has another name in its header than in the directory".to_owned())
    };
    said.or_else(name).unwrap_or_else(odd)
}

/// What differs between an entry of the directory and the one that belongs there.
pub(super) fn of_central(found: &[u8], wanted: &[u8]) -> String {
    let said = common(found, wanted, 8);
    let own = || {
        let own = DIRECTORY
            .iter()
            .find(|field| differs(found, wanted, 0, field));
        let (at, _, words) = own?;
        let kind = u32::from(*found.get(41)?) >> 4;
        Some(match (at, kind) {
            (38, 0o12) => "is marked as a symbolic link".to_owned(),
            _ => (*words).to_owned(),
        })
    };
    debug_assert!(wanted.len() >= CENTRAL_SIZE, "an entry has its fixed part");
    said.or_else(own).unwrap_or_else(odd)
}

fn odd() -> String {
    "has a header that isms does not write".to_owned()
}

fn differs(found: &[u8], wanted: &[u8], base: usize, (at, length, _): &Field) -> bool {
    let part = base + at..base + at + length;
    found.get(part.clone()) != wanted.get(part)
}

fn common(found: &[u8], wanted: &[u8], base: usize) -> Option<String> {
    let field = COMMON
        .iter()
        .find(|field| differs(found, wanted, base, field))?;
    let encrypted = found.get(base).is_some_and(|flags| flags & 1 == 1);
    Some(match field.0 {
        0 if encrypted => "is marked as encrypted".to_owned(),
        _ => field.2.to_owned(),
    })
}
