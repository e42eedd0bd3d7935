//! One entry of a tree, found in the bytes that git keeps: `mode name NUL id`, again and again.
//!
//! To follow one file through ten thousand commits, as many versions of its folder are looked at, and
//! making an object of every entry of each would take most of the time.

use git2::Oid;

/// Bytes of an id.
const ID: usize = 20;

/// An entry of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it leads to.
    pub id: Oid,
    /// Whether that is a regular file, executable or not.
    pub is_file: bool,
    /// Where it begins in the bytes of the tree.
    pub place: usize,
}

/// The entry of a name. `near` is where it stood in another version of the tree: mostly it stands there
/// still. That the same mode and name stand there by chance, inside an id, is as unlikely as two
/// contents of one id.
pub fn find(tree: &[u8], name: &[u8], near: usize) -> Option<Entry> {
    if let Some((found, entry, _)) = read(tree, near)
        && found == name
    {
        return Some(entry);
    }
    let mut at = 0;
    while let Some((found, entry, next)) = read(tree, at) {
        if found == name {
            return Some(entry);
        }
        at = next;
    }
    None
}

/// The entry that begins at a place, with its name and where the next one begins; `None` where no entry
/// can begin, as at the end.
fn read(tree: &[u8], place: usize) -> Option<(&[u8], Entry, usize)> {
    let rest = tree.get(place..)?;
    let blank = rest.iter().take(7).position(|byte| *byte == b' ')?;
    let (mode, rest) = (&rest[..blank], &rest[blank + 1..]);
    let end = rest.iter().position(|byte| *byte == 0)?;
    let id = rest.get(end + 1..end + 1 + ID)?;
    let entry = Entry {
        id: Oid::from_bytes(id).ok()?,
        is_file: mode.len() == 6 && mode.starts_with(b"100"),
        place,
    };
    Some((&rest[..end], entry, place + blank + 1 + end + 1 + ID))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three entries; the id of the first holds what looks like an entry of the name `b`.
    fn tree() -> Vec<u8> {
        let mut bytes = b"100644 a\0".to_vec();
        bytes.extend(b"100644 b\0\0\0\0\0\0\0\0\0\0\0\0");
        bytes.extend(b"40000 b\0");
        bytes.extend([2; ID]);
        bytes.extend(b"120000 c\0");
        bytes.extend([3; ID]);
        bytes
    }

    #[test]
    fn an_entry_is_found_wherever_it_is_looked_for_first() {
        let bytes = tree();
        for near in [0, 29, 57, 1000] {
            let entry = find(&bytes, b"b", near).unwrap();
            assert_eq!(
                (entry.id, entry.place),
                (Oid::from_bytes(&[2; ID]).unwrap(), 29)
            );
            assert!(!entry.is_file);
        }
        assert!(find(&bytes, b"a", 29).unwrap().is_file);
        assert!(!find(&bytes, b"c", 0).unwrap().is_file);
        assert_eq!(find(&bytes, b"d", 29), None);
        assert_eq!(find(b"", b"a", 0), None);
    }

    #[test]
    fn bytes_that_are_no_tree_hold_nothing() {
        for bytes in [&b"100644 a\0short"[..], b"no tree", b"100644 a"] {
            assert_eq!(find(bytes, b"a", 0), None);
        }
    }
}
