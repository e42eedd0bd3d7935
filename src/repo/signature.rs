//! What the signature of a commit is worth: whose key it is, and whether it counts for a person.
//!
//! SSH signatures are verified in process against the list of allowed signers that the commit under
//! judgement holds. OpenPGP is left to `git verify-commit`, and only where the settings allow that.

mod parts;

mod moment;

mod pattern;

mod allowed;

mod ssh;

pub mod detached;

mod status;

mod openpgp;

use super::commits::Past;
use crate::text::proof::Signature;
use git2::{ObjectType, Oid};
use parts::Parts;

pub use allowed::{AllowedSigners, Fault};

/// A commit of more bytes is not judged: its message alone would be a book.
const MAX_COMMIT: usize = 1 << 20;

/// Judges the signature of a commit (by its full id) as that of a person with these addresses, at the
/// committer date of that commit. `openpgp` says whether `git verify-commit` may be run.
pub fn judge(
    past: &Past,
    commit: &str,
    signers: &AllowedSigners,
    openpgp: bool,
    emails: &[String],
) -> Signature {
    let raw = match raw(past, commit) {
        Ok(raw) => raw,
        Err(why) => return Signature::Unknown(why),
    };
    let parts = match Parts::of(&raw) {
        Ok(Some(parts)) => parts,
        Ok(None) => return Signature::Missing,
        Err(why) => return Signature::Bad(why.to_owned()),
    };
    let begins = |marks: &[&str]| marks.iter().any(|mark| parts.signature.starts_with(mark));
    if begins(&[ssh::BEGIN]) {
        let Some(seconds) = parts.committed else {
            return Signature::Unknown("the commit does not say when it was made".to_owned());
        };
        return ssh::judge(&parts, seconds, signers, emails);
    }
    if begins(&[
        "-----BEGIN PGP SIGNATURE-----",
        "-----BEGIN PGP MESSAGE-----",
    ]) {
        return openpgp::judge(&raw, openpgp, emails);
    }
    if begins(&["-----BEGIN SIGNED MESSAGE-----"]) {
        // gpgsm would ask the network for lists of revoked certificates.
        let why =
            "it is an X.509 signature, which isms does not check; sign with an SSH or OpenPGP key";
        return Signature::Unknown(why.to_owned());
    }
    Signature::Bad("it is neither an SSH nor an OpenPGP signature".to_owned())
}

/// The bytes of a commit, as they are hashed: those that its id names, not others in their place.
fn raw(past: &Past, commit: &str) -> Result<Vec<u8>, String> {
    let found = past.git().with(|repository| {
        let id = Oid::from_str(commit)?;
        let odb = repository.odb()?;
        let (size, kind) = odb.read_header(id)?;
        if kind != ObjectType::Commit || size > MAX_COMMIT {
            return Ok(None);
        }
        Ok(Some(odb.read(id)?.data().to_vec()))
    });
    let is_named = |bytes: &[u8]| {
        let id = Oid::hash_object(ObjectType::Commit, bytes);
        id.is_ok_and(|id| id.to_string() == commit)
    };
    match found {
        Ok(Some(bytes)) if !is_named(&bytes) => {
            Err("the repository is damaged: under its id lies something else".to_owned())
        }
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(format!("it is not a commit of at most {MAX_COMMIT} bytes")),
        Err(why) => Err(format!("the commit cannot be read: {}", why.message())),
    }
}
