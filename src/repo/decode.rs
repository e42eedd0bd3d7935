//! From bytes to text, or to the reason why they are none.

use crate::text::snapshot::Unreadable;
use crate::text::source::{ContentId, SourceFile};
use std::sync::Arc;

/// The digest and size that a pointer of Git LFS stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LfsPointer {
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
    /// Size of the content in bytes.
    pub size: u64,
}

/// No pointer of Git LFS is longer (its specification says "less than 1024 bytes").
pub const MAX_LFS_POINTER: u64 = 1024;

/// How far the search for the pattern of UTF-16 and UTF-32 looks.
const SAMPLE: usize = 512;

/// The text of a document; a byte order mark of UTF-8 stays in it.
///
/// # Errors
/// When the bytes are text in another encoding, no text at all, or a pointer of Git LFS.
pub fn decode(
    path: &Arc<str>,
    bytes: Vec<u8>,
    id: Option<ContentId>,
) -> Result<Arc<SourceFile>, Unreadable> {
    if let Some(name) = wide_encoding(&bytes) {
        return Err(Unreadable::Encoding(name));
    }
    // `contains` looks at many bytes at once; nearly no document holds what it looks for.
    if bytes.contains(&0) {
        let at = bytes.iter().position(|byte| *byte == 0);
        return Err(Unreadable::Binary(at.unwrap_or(0)));
    }
    if lfs_pointer(&bytes).is_some() {
        return Err(Unreadable::LfsPointer);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Arc::new(match id {
            Some(id) => SourceFile::identified(path.clone(), text, id),
            None => SourceFile::new(path.clone(), text),
        })),
        Err(error) => Err(Unreadable::NotUtf8(error.utf8_error().valid_up_to())),
    }
}

/// The name of an encoding with wide units, by its byte order mark or by where the NULs stand.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Some("UTF-16"),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < 4 || !sample.contains(&0) {
        return None;
    }
    let always = |unit: usize, at: usize, nul: bool| {
        sample
            .chunks_exact(unit)
            .all(|chunk| (chunk[at] == 0) == nul)
    };
    let utf32 = bytes.len().is_multiple_of(4)
        && always(4, 1, true)
        && always(4, 2, true)
        && (always(4, 3, true) || always(4, 0, true));
    let utf16 = bytes.len().is_multiple_of(2)
        && (always(2, 0, false) && mostly_nul(sample, 1)
            || always(2, 1, false) && mostly_nul(sample, 0));
    match (utf32, utf16) {
        (true, _) if sample.iter().any(|byte| *byte != 0) => Some("UTF-32"),
        (_, true) => Some("UTF-16"),
        _ => None,
    }
}

/// Whether at least three quarters of every second byte are NUL: Latin text in UTF-16.
fn mostly_nul(sample: &[u8], at: usize) -> bool {
    let units = sample.chunks_exact(2);
    let count = units.len();
    4 * units.filter(|unit| unit[at] == 0).count() >= 3 * count
}

/// Reads a pointer of Git LFS, if these bytes are one.
pub fn lfs_pointer(bytes: &[u8]) -> Option<LfsPointer> {
    if bytes.len() as u64 >= MAX_LFS_POINTER {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let rest = text.strip_prefix("version https://git-lfs.github.com/spec/v1\n")?;
    let value = |key: &str| rest.lines().find_map(|line| line.strip_prefix(key));
    let sha256 = value("oid sha256:")?.to_owned();
    let hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    (sha256.len() == 64 && sha256.chars().all(hex)).then_some(())?;
    let size = value("size ")?.parse().ok()?;
    Some(LfsPointer { sha256, size })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(bytes: &[u8]) -> Option<Unreadable> {
        decode(&"f".into(), bytes.to_vec(), None).err()
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let unit = |u: u16| {
            if big {
                u.to_be_bytes()
            } else {
                u.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn wide_encodings_are_named_with_and_without_a_mark() {
        for big in [false, true] {
            let text = "kind: risk\ntitle: Verlust – Öl\n";
            let marked = utf16(&format!("\u{feff}{text}"), big);
            assert_eq!(why(&marked), Some(Unreadable::Encoding("UTF-16")));
            let bare = utf16(text, big);
            assert_eq!(why(&bare), Some(Unreadable::Encoding("UTF-16")));
        }
        let utf32: Vec<u8> = "id: a"
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        assert_eq!(why(&utf32), Some(Unreadable::Encoding("UTF-32")));
        let utf32: Vec<u8> = "\u{feff}id"
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        assert_eq!(why(&utf32), Some(Unreadable::Encoding("UTF-32")));
    }

    #[test]
    fn a_nul_byte_makes_it_binary_and_bad_utf8_is_placed() {
        assert_eq!(why(b"id: a\0b and more"), Some(Unreadable::Binary(5)));
        assert_eq!(why(&[0; 64]), Some(Unreadable::Binary(0)));
        assert_eq!(why(b"id: \xE4b"), Some(Unreadable::NotUtf8(4)));
    }

    #[test]
    fn a_mark_of_utf8_and_line_ends_are_kept() {
        let file = decode(&"f".into(), b"\xEF\xBB\xBFid: a\r\n".to_vec(), None).unwrap();
        assert_eq!(&*file.text, "\u{feff}id: a\r\n");
        assert_eq!(&*decode(&"f".into(), Vec::new(), None).unwrap().text, "");
    }

    #[test]
    fn a_pointer_of_git_lfs_is_no_document() {
        let oid = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
        let text =
            format!("version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 12345\n");
        assert_eq!(why(text.as_bytes()), Some(Unreadable::LfsPointer));
        let pointer = lfs_pointer(text.as_bytes()).unwrap();
        assert_eq!((pointer.sha256.as_str(), pointer.size), (oid, 12345));
        assert_eq!(
            lfs_pointer(b"version https://git-lfs.github.com/spec/v1\noid sha256:x\nsize 1\n"),
            None
        );
    }
}
