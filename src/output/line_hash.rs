//! The fingerprint of a line by which GitHub code scanning recognises a finding after other lines moved.
//!
//! The numbers must equal those of github/codeql-action (`src/fingerprints.ts`), which computes them
//! when a SARIF file has none: a polynomial of base 37 modulo 2^64 over the 100 UTF-16 units that
//! follow a line's start, spaces and tabs left out, line ends as LF, one 0xFFFF at the end of the file
//! and zeros after it; then how often the same number came before.

use std::collections::HashMap;

const WINDOW: usize = 100;
const BASE: u64 = 37;
const END_OF_FILE: u16 = u16::MAX;

/// The fingerprint of every line, as `hex:occurrence`; the line `n` is at `n - 1`.
pub fn line_hashes(text: &str) -> Vec<String> {
    let mut units = significant(text);
    let starts = line_starts(&units);
    units.resize(units.len() + WINDOW, 0);
    let sums = prefix_sums(&units);
    let power = (0..WINDOW).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut seen: HashMap<u64, usize> = HashMap::new();
    starts
        .into_iter()
        .map(|start| {
            let hash = sums[start + WINDOW].wrapping_sub(sums[start].wrapping_mul(power));
            let occurrence = seen.entry(hash).or_default();
            *occurrence += 1;
            format!("{hash:x}:{occurrence}")
        })
        .collect()
}

/// What counts of a text: no blanks, one line feed a line, and the mark at its end.
fn significant(text: &str) -> Vec<u16> {
    let mut units = Vec::with_capacity(text.len() + WINDOW + 1);
    let mut after_return = false;
    for unit in text.encode_utf16() {
        let second_half = after_return && unit == u16::from(b'\n');
        after_return = unit == u16::from(b'\r');
        if unit == u16::from(b' ') || unit == u16::from(b'\t') || second_half {
            continue;
        }
        units.push(if after_return { u16::from(b'\n') } else { unit });
    }
    units.push(END_OF_FILE);
    units
}

/// Where lines begin: at the start, and after each line feed.
fn line_starts(units: &[u16]) -> Vec<usize> {
    let after_feeds = units
        .iter()
        .enumerate()
        .filter(|(_, unit)| **unit == u16::from(b'\n'))
        .map(|(at, _)| at + 1);
    std::iter::once(0).chain(after_feeds).collect()
}

/// At `n`, the polynomial over the first `n` units; a window's hash is the difference of two.
fn prefix_sums(units: &[u16]) -> Vec<u64> {
    let mut sums = Vec::with_capacity(units.len() + 1);
    sums.push(0_u64);
    for (at, unit) in units.iter().enumerate() {
        sums.push(sums[at].wrapping_mul(BASE).wrapping_add(u64::from(*unit)));
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    // The expected numbers are facts about the action, from its own tests.
    const GREETINGS: [&str; 7] = [
        "e9496ae3ebfced30:1",
        "fb7c023a8b9ccb3f:1",
        "ce8ba1a563dcdaca:1",
        "e20e36e16fcb0cc8:1",
        "b3edc88f2938467e:1",
        "c8e28b0b4002a3a0:1",
        "c129715d7a2bc9a3:1",
    ];

    #[test]
    fn the_numbers_are_those_of_the_action() {
        assert_eq!(line_hashes(""), ["c129715d7a2bc9a3:1"]);
        assert_eq!(
            line_hashes(" a\nb\n  \t\tc\n d"),
            [
                "271789c17abda88f:1",
                "54703d4cd895b18:1",
                "180aee12dab6264:1",
                "a23a3dc5e078b07b:1"
            ]
        );
    }

    #[test]
    fn every_kind_of_line_end_gives_the_same_numbers() {
        let text = " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n";
        assert_eq!(line_hashes(text), GREETINGS);
        assert_eq!(line_hashes(&text.replace('\n', "\r")), GREETINGS);
        assert_eq!(line_hashes(&text.replace('\n', "\r\n")), GREETINGS);
    }

    #[test]
    fn equal_lines_are_told_apart_by_their_occurrence() {
        let hashes = line_hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        assert_eq!(hashes[0], "a7f2ff13bc495cf2:1");
        assert_eq!(hashes[5], "a7f2ff13bc495cf2:6");
        assert_eq!(hashes[6], "a7f2ff1481e87703:1");
        assert_eq!(hashes[9], "cc97dc7b1d7d8f7b:1");
    }
}
