//! A commit taken apart: the signature in its header, and the bytes that were signed.

/// A signature of more bytes is none that a key makes.
const MAX_SIGNATURE: usize = 64 << 10;

/// A signed commit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The signature, armour included, without the blanks that continue a header.
    pub(super) signature: String,
    /// What was signed: the commit without the signature.
    pub(super) payload: Vec<u8>,
    /// When it says that it was committed, in seconds since 1970.
    pub(super) committed: Option<i64>,
}

impl Parts {
    /// The parts of a commit; `None` when it is not signed.
    ///
    /// # Errors
    /// What is wrong with a signature that cannot even be taken out.
    pub(super) fn of(raw: &[u8]) -> Result<Option<Self>, &'static str> {
        let end = raw.windows(2).position(|pair| pair == b"\n\n");
        let (header, message) = raw.split_at(end.map_or(raw.len(), |at| at + 1));
        let (mut signatures, mut payload) = (Vec::<Vec<u8>>::new(), Vec::new());
        let mut inside = false;
        let mut committed = None;
        for line in header.split_inclusive(|byte| *byte == b'\n') {
            if let Some(first) = line.strip_prefix(b"gpgsig ") {
                signatures.push(first.to_vec());
                inside = true;
            } else if let (true, Some(next), Some(last)) =
                (inside, line.strip_prefix(b" "), signatures.last_mut())
            {
                last.extend_from_slice(next);
            } else {
                inside = false;
                committed = committed.or_else(|| line.strip_prefix(b"committer ").and_then(moment));
                payload.extend_from_slice(line);
            }
        }
        payload.extend_from_slice(message);
        let signature = match signatures.as_slice() {
            [] => return Ok(None),
            [one] if one.len() > MAX_SIGNATURE => return Err("it is larger than any signature"),
            [one] => std::str::from_utf8(one).map_err(|_| "it is not text")?,
            _ => return Err("the commit holds several signatures"),
        };
        Ok(Some(Self {
            signature: signature.to_owned(),
            payload,
            committed,
        }))
    }
}

/// The seconds in `Name <address> seconds zone`.
fn moment(identity: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(identity.rsplit(|byte| *byte == b'>').next()?).ok()?;
    text.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNED: &str = "tree 1\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 7 +0100\ngpgsig BEGIN\n one\n END\nencoding x\n\nText\n\ngpgsig in prose\n";

    #[test]
    fn what_was_signed_is_the_commit_without_its_signature() {
        let parts = Parts::of(SIGNED.as_bytes()).unwrap().unwrap();
        assert_eq!(parts.signature, "BEGIN\none\nEND\n");
        assert_eq!(parts.committed, Some(7));
        let left = "tree 1\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 7 +0100\nencoding x\n\nText\n\ngpgsig in prose\n";
        assert_eq!(String::from_utf8(parts.payload).unwrap(), left);
    }

    #[test]
    fn words_in_the_message_are_no_signature_and_two_are_refused() {
        let plain = "tree 1\n\nText\n\ngpgsig BEGIN\n";
        assert_eq!(Parts::of(plain.as_bytes()), Ok(None));
        let twice = SIGNED.replace("encoding x", "gpgsig BEGIN");
        assert!(Parts::of(twice.as_bytes()).is_err());
    }
}
