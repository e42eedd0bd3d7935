//! What the container looks like: each record from the facts that alone decide it.

/// How a local header begins.
pub(super) const LOCAL: [u8; 4] = *b"PK\x03\x04";
/// How an entry of the central directory begins.
pub(super) const CENTRAL: [u8; 4] = *b"PK\x01\x02";
/// How the end record begins.
pub(super) const END: [u8; 4] = *b"PK\x05\x06";
/// How the end record of a large archive begins.
const LARGE_END: [u8; 4] = *b"PK\x06\x06";
/// How the pointer to that begins.
const LOCATOR: [u8; 4] = *b"PK\x06\x07";

/// Bytes of a local header without name and extra field.
pub(super) const LOCAL_SIZE: u64 = 30;
/// Bytes of an entry of the central directory without name and extra field.
pub(super) const CENTRAL_SIZE: usize = 46;
/// Bytes of the end record.
pub(super) const END_SIZE: u64 = 22;

/// From this size on an entry has fields of 64 bits. It leaves room below 4 GiB for what does not compress.
const LARGE: u64 = 4_000_000_000;

/// What a field of 32 bits holds when the number stands elsewhere.
const ELSEWHERE: u32 = u32::MAX;

/// Names are UTF-8; nothing is encrypted, and no size follows the data.
pub(super) const FLAGS: u16 = 0x0800;
/// Everything is deflated.
pub(super) const DEFLATED: u16 = 8;
/// Midnight.
pub(super) const TIME: u16 = 0;
/// 1 January 1980, the first day that the format knows.
pub(super) const DATE: u16 = 0x21;
/// A regular file that its owner may write and all may read.
pub(super) const MODE: u32 = 0o100_644 << 16;
/// Who writes Unix modes.
const UNIX: u16 = 3 << 8;

/// The facts of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Facts {
    /// Its name, with `/`.
    pub(super) name: String,
    /// CRC-32 of its content.
    pub(super) crc: u32,
    /// Bytes that it takes in the file.
    pub(super) packed: u64,
    /// Bytes of its content.
    pub(super) size: u64,
    /// Where its local header begins.
    pub(super) offset: u64,
}

impl Facts {
    fn is_large(&self) -> bool {
        self.size >= LARGE
    }

    fn version(&self) -> u16 {
        match self.is_large() || self.offset >= u64::from(ELSEWHERE) {
            true => 45,
            false => 20,
        }
    }

    /// Flags, method, time, date, checksum, sizes, and the length of the name.
    fn common(&self, out: &mut Vec<u8>) {
        for field in [FLAGS, DEFLATED, TIME, DATE] {
            out.extend(field.to_le_bytes());
        }
        out.extend(self.crc.to_le_bytes());
        for size in [self.packed, self.size] {
            let size = match self.is_large() {
                true => ELSEWHERE,
                false => u32::try_from(size).unwrap_or(ELSEWHERE),
            };
            out.extend(size.to_le_bytes());
        }
        let length = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        out.extend(length.to_le_bytes());
    }

    /// The header in front of the data.
    pub(super) fn local(&self) -> Vec<u8> {
        let mut out = LOCAL.to_vec();
        let version: u16 = if self.is_large() { 45 } else { 20 };
        out.extend(version.to_le_bytes());
        self.common(&mut out);
        let extra = match self.is_large() {
            true => wide(&[self.size, self.packed]),
            false => Vec::new(),
        };
        out.extend(length(&extra));
        out.extend(self.name.as_bytes());
        out.extend(extra);
        out
    }

    /// The entry of the central directory.
    pub(super) fn central(&self) -> Vec<u8> {
        let mut out = CENTRAL.to_vec();
        out.extend((UNIX | self.version()).to_le_bytes());
        out.extend(self.version().to_le_bytes());
        self.common(&mut out);
        let mut numbers = Vec::new();
        if self.is_large() {
            numbers.extend([self.size, self.packed]);
        }
        let offset = u32::try_from(self.offset).unwrap_or(ELSEWHERE);
        if offset == ELSEWHERE {
            numbers.push(self.offset);
        }
        let extra = match numbers.as_slice() {
            [] => Vec::new(),
            numbers => wide(numbers),
        };
        out.extend(length(&extra));
        // No comment, the first disk, no internal attributes.
        out.extend([0; 6]);
        out.extend(MODE.to_le_bytes());
        out.extend(offset.to_le_bytes());
        out.extend(self.name.as_bytes());
        out.extend(extra);
        out
    }
}

/// What follows the central directory: how many entries it has, how many bytes, and where it begins.
pub(super) fn end(count: u64, size: u64, offset: u64) -> Vec<u8> {
    let mut out = Vec::new();
    let short = u16::try_from(count).unwrap_or(u16::MAX);
    let narrow = |number: u64| u32::try_from(number).unwrap_or(ELSEWHERE);
    let is_large = short == u16::MAX || narrow(size) == ELSEWHERE || narrow(offset) == ELSEWHERE;
    if is_large {
        out.extend(LARGE_END);
        out.extend(44_u64.to_le_bytes());
        out.extend((UNIX | 45).to_le_bytes());
        out.extend(45_u16.to_le_bytes());
        out.extend([0; 8]);
        for number in [count, count, size, offset] {
            out.extend(number.to_le_bytes());
        }
        out.extend(LOCATOR);
        out.extend([0; 4]);
        out.extend((offset + size).to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    out.extend(END);
    out.extend([0; 4]);
    out.extend(short.to_le_bytes());
    out.extend(short.to_le_bytes());
    out.extend(narrow(size).to_le_bytes());
    out.extend(narrow(offset).to_le_bytes());
    out.extend([0; 2]);
    out
}

/// Numbers of 64 bits as an extra field.
fn wide(numbers: &[u64]) -> Vec<u8> {
    let mut out = vec![1, 0];
    let bytes = u16::try_from(numbers.len() * 8).unwrap_or_default();
    out.extend(bytes.to_le_bytes());
    for number in numbers {
        out.extend(number.to_le_bytes());
    }
    out
}

fn length(extra: &[u8]) -> [u8; 2] {
    u16::try_from(extra.len()).unwrap_or_default().to_le_bytes()
}

/// Where the numbers of 64 bits stand at the end of a large archive: the count, size and offset, when
/// `before` (which stands in front of the end record) says them.
pub(super) fn large_end(before: &[u8]) -> Option<(u64, u64, u64)> {
    let record = before.get(before.len().checked_sub(LARGE_END_SIZE)?..)?;
    record.starts_with(&LARGE_END).then_some(())?;
    let number = |at: usize| {
        let bytes = record.get(at..at + 8)?.try_into().ok()?;
        Some(u64::from_le_bytes(bytes))
    };
    Some((number(32)?, number(40)?, number(48)?))
}

/// Bytes of the record and the pointer that a large archive has in front of its end record.
pub(super) const LARGE_END_SIZE: usize = 56 + 20;

/// Why a name may not stand in an archive; `None` when it may. What is unpacked by such a name lies below the
/// folder that somebody chose, on every system.
pub(super) fn unsafe_name(name: &str) -> Option<&'static str> {
    if name.is_empty() || name.len() > 4096 {
        return Some("is empty or longer than any path");
    }
    if name.starts_with('/') {
        return Some("leads to the root of the disk");
    }
    if name.contains(|c: char| c.is_control() || c == '\\' || c == ':') {
        return Some("holds a backslash, a colon or a control character");
    }
    let mut parts = name.split('/');
    if parts.any(|part| matches!(part, "" | "." | "..")) {
        return Some("leads out of its folder");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_entries_have_no_extra_field_and_large_ones_have_numbers_of_64_bits() {
        let small = Facts {
            name: "a".to_owned(),
            size: LARGE - 1,
            ..Facts::default()
        };
        assert_eq!(small.local().len() as u64, LOCAL_SIZE + 1);
        assert_eq!(small.central().len(), CENTRAL_SIZE + 1);
        let large = Facts {
            size: LARGE,
            offset: 1 << 33,
            ..small
        };
        assert_eq!(large.local().len() as u64, LOCAL_SIZE + 1 + 20);
        assert_eq!(large.central().len(), CENTRAL_SIZE + 1 + 28);
        assert_eq!(&large.central()[20..28], [0xff; 8]);
    }

    #[test]
    fn the_end_of_a_large_archive_is_read_as_it_was_written() {
        assert_eq!(end(3, 10, 20).len() as u64, END_SIZE);
        let large = end(70_000, 10, 1 << 33);
        assert_eq!(large.len(), LARGE_END_SIZE + END_SIZE as usize);
        let before = &large[..LARGE_END_SIZE];
        assert_eq!(large_end(before), Some((70_000, 10, 1 << 33)));
        assert_eq!(large_end(&end(3, 10, 20)), None);
    }

    #[test]
    fn names_that_lead_elsewhere_on_any_system_are_refused() {
        for name in [
            "", "/a", "../a", "a/../b", "a//b", "a\\b", "c:a", "a\nb", "./a", "a/",
        ] {
            assert!(unsafe_name(name).is_some(), "{name:?}");
        }
        assert_eq!(unsafe_name("evidence/Übung 1..2.pdf"), None);
    }
}
