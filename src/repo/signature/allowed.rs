//! The list of allowed signers: whose keys count, for what and when (ssh-keygen(1), ALLOWED SIGNERS).

use super::moment::Moment;
use super::pattern::takes;
use crate::repo::commits::Past;
use crate::text::commit::short;
use ssh_key::PublicKey;
use ssh_key::public::KeyData;
use std::sync::Arc;

/// The list of one commit. What stands in the working tree alone proves nothing and is not read.
#[derive(Debug, Clone)]
pub struct AllowedSigners {
    /// Which list it is, for messages: its path and its commit.
    name: String,
    /// Why there is no list, if there is none.
    absent: Option<String>,
    entries: Vec<Entry>,
    faults: Vec<Fault>,
}

/// A line that cannot be read, and therefore allows nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// 1-based line.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// A line of the list.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// 1-based line.
    pub(super) line: usize,
    /// The patterns of the addresses that the key stands for, separated by commas.
    pub(super) principals: String,
    /// The key.
    pub(super) key: KeyData,
    /// What is said beside it.
    pub(super) options: Options,
}

/// What a line may say of its key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Options {
    /// The key signs the keys of others.
    pub(super) is_authority: bool,
    /// The patterns of what it may sign; anything when absent.
    pub(super) namespaces: Option<String>,
    /// It counts from this moment on.
    pub(super) after: Option<Moment>,
    /// It counts until this moment.
    pub(super) before: Option<Moment>,
}

impl AllowedSigners {
    /// The list at a path from the root, as the commit holds it that the history leads to; `None` when
    /// the settings name no list.
    pub fn of(past: &Past, path: Option<&str>) -> Self {
        let Some(path) = path else {
            let why = "the settings name no list of whose keys count; `allowed_signers` below [git] in isms.toml names it";
            return Self::absent("the list of allowed signers", why.to_owned());
        };
        let name = format!("`{path}` of commit {}", short(past.head()));
        let Some(id) = past.content_at(past.head(), path) else {
            let why = format!(
                "commit {} has no file `{path}`, which should list whose keys count (a file that is not committed proves nothing)",
                short(past.head())
            );
            return Self::absent(&name, why);
        };
        match past.text(&Arc::from(path), id) {
            Ok(file) => Self::read(&name, &file.text),
            Err(why) => Self::absent(&name, format!("{name} cannot be read: {why}")),
        }
    }

    /// Reads a list; `name` says in messages which one it is.
    pub fn read(name: &str, text: &str) -> Self {
        let mut list = Self {
            name: name.to_owned(),
            absent: None,
            entries: Vec::new(),
            faults: Vec::new(),
        };
        let text = text.trim_start_matches('\u{feff}');
        for (line, text) in (1..).zip(text.lines()) {
            let text = text.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            match entry(line, text) {
                Ok(entry) => list.entries.push(entry),
                Err(why) => list.faults.push(Fault { line, why }),
            }
        }
        list
    }

    fn absent(name: &str, why: String) -> Self {
        Self {
            name: name.to_owned(),
            absent: Some(why),
            entries: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// The lines that cannot be read; they allow nobody.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Why no signature can be judged, when the list cannot be had at all.
    pub fn missing(&self) -> Option<&str> {
        self.absent.as_deref()
    }

    /// Which list it is: its path and its commit.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The lines of a key.
    pub(super) fn of_key(&self, key: &KeyData) -> Vec<&Entry> {
        let same = |entry: &&Entry| entry.key == *key;
        self.entries.iter().filter(same).collect()
    }
}

impl Entry {
    /// Whether it stands for one of these addresses.
    pub(super) fn is_for(&self, emails: &[String]) -> bool {
        emails.iter().any(|email| takes(&self.principals, email))
    }
}

/// Reads `principals [options] type key [comment]`.
fn entry(line: usize, text: &str) -> Result<Entry, String> {
    let (principals, rest) = match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').ok_or("a quote is not closed")?,
        None => text
            .split_once(char::is_whitespace)
            .ok_or("it ends after the first word; expected addresses, a kind of key and a key")?,
    };
    if principals.split(',').all(|one| one.trim().is_empty()) {
        return Err("it names no address".to_owned());
    }
    let rest = rest.trim_start();
    let (options, key) = match key(rest) {
        Ok(key) => (Options::default(), key),
        Err(why) if is_kind_of_key(rest) => return Err(why),
        Err(_) => {
            let (options, rest) = rest.split_at(unquoted(rest, char::is_whitespace)?);
            (self::options(options)?, key(rest.trim_start())?)
        }
    };
    Ok(Entry {
        line,
        principals: principals.to_owned(),
        key,
        options,
    })
}

/// Whether a text begins with the name of a kind of key rather than with options.
fn is_kind_of_key(text: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-"]
        .iter()
        .any(|kind| text.starts_with(kind))
}

fn key(text: &str) -> Result<KeyData, String> {
    let mut words = text.split_whitespace();
    let (Some(kind), Some(body)) = (words.next(), words.next()) else {
        return Err("it holds no key; expected a kind of key and a key".to_owned());
    };
    let key = PublicKey::from_openssh(&format!("{kind} {body}"));
    key.map(|key| key.key_data().clone())
        .map_err(|why| format!("its key cannot be read: {why}"))
}

/// Offset of the first character outside quotes that is meant, or the end.
fn unquoted(text: &str, meant: impl Fn(char) -> bool) -> Result<usize, String> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        if !quoted && meant(c) {
            return Ok(at);
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    match quoted {
        true => Err("a quote is not closed".to_owned()),
        false => Ok(text.len()),
    }
}

fn options(mut text: &str) -> Result<Options, String> {
    let mut options = Options::default();
    while !text.is_empty() {
        let (option, rest) = text.split_at(unquoted(text, |c| c == ',')?);
        options.take(option)?;
        text = rest.strip_prefix(',').unwrap_or_default();
    }
    Ok(options)
}

impl Options {
    fn take(&mut self, option: &str) -> Result<(), String> {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let value = value
            .strip_prefix('"')
            .and_then(|it| it.strip_suffix('"'))
            .unwrap_or(value);
        let twice = match name.to_ascii_lowercase().as_str() {
            "cert-authority" => std::mem::replace(&mut self.is_authority, true),
            "namespaces" if value.is_empty() => return Err("`namespaces` names none".to_owned()),
            "namespaces" => self.namespaces.replace(value.to_owned()).is_some(),
            "valid-after" => self.after.replace(value.parse()?).is_some(),
            "valid-before" => self.before.replace(value.parse()?).is_some(),
            _ => return Err(format!("`{}` is not an option", shortened(name))),
        };
        match twice {
            true => Err(format!("`{name}` is there twice")),
            false => Ok(()),
        }
    }
}

/// At most forty characters of a word, for messages.
fn shortened(word: &str) -> String {
    word.chars().take(40).collect()
}
