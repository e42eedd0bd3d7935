//! The detached signature of a pack, beside it in FILE.sig.
#![allow(
    clippy::disallowed_methods,
    reason = "the user names the key, and a signature of an earlier pack is removed"
)]

use crate::command::session::Global;
use crate::repo::signature::detached::{CannotSign, Digests, NAMESPACE, sign as sign_digests};
use anyhow::{Context, Result, anyhow, bail};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// A key file of more bytes is none.
const MAX_KEY: u64 = 64 << 10;

/// A private key that was named.
pub(super) struct Key {
    text: String,
    name: PathBuf,
}

/// Where the signature of a pack lies.
pub(crate) fn beside(pack: &Path) -> PathBuf {
    let mut name = pack.as_os_str().to_owned();
    name.push(".sig");
    name.into()
}

/// Reads a private key before anything is packed.
pub(super) fn key(global: &Global, name: &Path) -> Result<Key> {
    let mut text = String::new();
    let file = File::open(global.folder().join(name));
    let read = file.and_then(|file| file.take(MAX_KEY).read_to_string(&mut text));
    read.with_context(|| format!("cannot read the key {}", name.display()))?;
    Ok(Key {
        text,
        name: name.to_owned(),
    })
}

/// Signs what a file holds.
pub(super) fn sign(key: &Key, pack: &Path, file: &mut File) -> Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let digests = Digests::of(file).context("cannot read the pack to sign it")?;
    sign_digests(&key.text, &digests).map_err(|why| {
        let (name, pack) = (key.name.display(), pack.display());
        let way = format!("pack without --sign, then `ssh-keygen -Y sign -n {NAMESPACE} -f {name} {pack}`");
        match why {
            CannotSign::NoKey(_) => anyhow!("cannot sign with {name}: {why}; name the private key, not the one that ends in .pub"),
            CannotSign::Encrypted | CannotSign::Kind(_) => anyhow!("cannot sign with {name}: {why}; {way}"),
        }
    })
}

/// Refuses to pack beside the signature of another pack, which would only say that this one was altered.
pub(super) fn check_room(global: &Global, pack: &Path, force: bool) -> Result<()> {
    let name = beside(pack);
    if !force && global.folder().join(&name).exists() {
        bail!(
            "{} is the signature of another pack; remove it, or replace both with --force",
            name.display()
        );
    }
    Ok(())
}

/// Writes a signature beside its pack. Where a pack was replaced and is not signed, the signature of the earlier
/// one is removed: it would only say that the new one was altered.
pub(super) fn write(global: &Global, pack: &Path, signature: Option<&str>) -> Result<()> {
    let name = beside(pack);
    if let Some(signature) = signature {
        return global.write(&name, signature.as_bytes());
    }
    let old = global.folder().join(&name);
    match std::fs::remove_file(&old) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.with_context(|| format!("cannot remove the earlier {}", name.display())),
    }
}
