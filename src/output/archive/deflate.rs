//! Compression that depends on the content alone: one level, and input in pieces of one size.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::{self, Read, Write};

/// So many bytes are handed over at once, however the content arrives.
pub(super) const PIECE: usize = 64 << 10;

/// Takes content in pieces of [`PIECE`] bytes, and writes it compressed.
pub(super) struct Deflate<W: Write> {
    encoder: DeflateEncoder<W>,
    piece: Vec<u8>,
}

impl<W: Write> Deflate<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            encoder: DeflateEncoder::new(out, Compression::new(6)),
            piece: Vec::with_capacity(PIECE),
        }
    }

    pub(super) fn take(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.piece.len()));
            self.piece.extend_from_slice(now);
            bytes = later;
            if self.piece.len() == PIECE {
                self.encoder.write_all(&self.piece)?;
                self.piece.clear();
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.encoder.write_all(&self.piece)?;
        self.encoder.finish()
    }
}

/// Reads until the buffer is full or there is no more; returns how many bytes there were.
pub(super) fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Bytes as lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_content_arrives_does_not_change_what_is_written() {
        let content: Vec<u8> = (0..400_000_u32)
            .map(|n| (n.wrapping_mul(n) >> 7) as u8)
            .collect();
        let packed = |piece: usize| {
            let mut deflate = Deflate::new(Vec::new());
            for part in content.chunks(piece) {
                deflate.take(part).unwrap();
            }
            deflate.finish().unwrap()
        };
        let whole = packed(content.len());
        assert!(whole.len() < content.len());
        assert_eq!(packed(1000), whole);
        assert_eq!(packed(PIECE + 1), whole);
    }
}
