//! Commits as plain data: who wrote what, when, and with which words.

use jiff::civil::Date;

/// A name with an address, as `.mailmap` resolves them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, serde::Serialize)]
pub struct Identity {
    /// The name; shown lossily when it is not UTF-8, empty when there is none.
    pub name: String,
    /// The address; empty when there is none.
    pub email: String,
}

/// One commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full id, in lower-case hex.
    pub id: String,
    /// Full ids of its parents, in order; that of a shallow clone's end is named but not there.
    pub parents: Vec<String>,
    /// Who wrote the change.
    pub author: Identity,
    /// Who made the commit.
    pub committer: Identity,
    /// Committer date in seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Committer date as a UTC day.
    pub date: Date,
    /// The whole message; bytes that are not UTF-8 are replaced.
    pub message: String,
}

impl Commit {
    /// The first ten digits of the id, which people read.
    pub fn short(&self) -> &str {
        short(&self.id)
    }

    /// The first line of the message.
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default().trim()
    }

    /// The lines of the message's last paragraph that read as `Name: value` (git-interpret-trailers),
    /// in order. A message of one paragraph has none.
    pub fn trailers(&self) -> Vec<(&str, &str)> {
        let lines: Vec<&str> = self.message.trim_end().lines().collect();
        let Some(blank) = lines.iter().rposition(|line| line.trim().is_empty()) else {
            return Vec::new();
        };
        let trailer = |line| -> Option<(&str, &str)> {
            let (name, value) = str::split_once(line, ':')?;
            let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let named = !name.is_empty() && name.chars().all(word);
            named.then(|| (name, value.trim()))
        };
        let last = lines[blank + 1..].iter().copied();
        last.filter_map(trailer).collect()
    }
}

/// The first ten digits of a commit's id, which people read.
pub fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(message: &str) -> Commit {
        Commit {
            id: "0123456789abcdef".into(),
            parents: Vec::new(),
            author: Identity::default(),
            committer: Identity::default(),
            seconds: 0,
            date: jiff::civil::date(1970, 1, 1),
            message: message.into(),
        }
    }

    #[test]
    fn trailers_stand_in_the_last_paragraph_alone() {
        let text = "Approve access policy\n\nNote: this is prose.\n\nApproved-by: Jane <jane@x.example>\nno trailer\n";
        assert_eq!(
            commit(text).trailers(),
            [("Approved-by", "Jane <jane@x.example>")]
        );
        assert_eq!(commit("Fix: the scope").trailers(), []);
        let windows = "Approve\r\n\r\nApproved-by: Jane <jane@x.example>\r\n";
        assert_eq!(
            commit(windows).trailers(),
            [("Approved-by", "Jane <jane@x.example>")]
        );
        let quoted = "Approve\n\nApproved-by: Jane <jane@x.example>\n \t\nis what was quoted";
        assert_eq!(commit(quoted).trailers(), []);
    }

    #[test]
    fn people_read_ten_digits_and_the_first_line() {
        let commit = commit("Title \n\nBody");
        assert_eq!((commit.short(), commit.subject()), ("0123456789", "Title"));
    }
}
