//! Why something is not renamed. Each `Display` is the sentence that the user reads.

/// Why something is not renamed; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such kind.
    #[error("`{typed}` is not a kind of which ids can be renamed{}", meant(.near.as_deref()))]
    Kind {
        /// What was typed.
        typed: String,
        /// The nearest.
        near: Option<String>,
    },
    /// There is one document of that kind.
    #[error("there is one {0}, and it has no id, so there is nothing to rename")]
    One(&'static str),
    /// A control or clause of a catalog.
    #[error(
        "`{0}` is a control of a catalog; its id is that of the standard and cannot be renamed"
    )]
    Catalog(String),
    /// The policy of clause 5.2 is known by its id.
    #[error("`{0}` is the id by which the policy of clause 5.2 is known, so it cannot be renamed")]
    Fixed(&'static str),
    /// Nothing has that id.
    #[error("there is no {kind} `{id}`{}", hint(.near.as_deref(), .elsewhere))]
    Nothing {
        /// The kind.
        kind: String,
        /// The id.
        id: String,
        /// The nearest of that kind.
        near: Option<String>,
        /// What has this id, as `kind/id`.
        elsewhere: Vec<String>,
    },
    /// It has this id already.
    #[error("`{0}` is its id already, so there is nothing to rename")]
    Same(String),
    /// It is no id.
    #[error(
        "`{0}` cannot be an id; write letters, digits, `.`, `_` and `-`, at most 100, beginning with a letter or digit"
    )]
    Malformed(String),
    /// An item does not move to another document.
    #[error(
        "`{item}` stands in `{document}` and cannot be moved by renaming it; write the new id without `/`"
    )]
    OtherDocument {
        /// The item, as it is named.
        item: String,
        /// Its document.
        document: String,
    },
    /// Something has the new id.
    #[error("`{id}` is taken: {place} is `{holder}`; choose an id that nothing has")]
    Taken {
        /// The new id.
        id: String,
        /// What has it, as `kind/id`.
        holder: String,
        /// Where, as `path:line`.
        place: String,
    },
    /// The new id means something else.
    #[error("`{id}` is {meaning}; choose another id")]
    Reserved {
        /// The new id.
        id: String,
        /// What it means.
        meaning: String,
    },
    /// Two things have the old id.
    #[error(
        "`{name}` stands twice, at {first} and {second}, so that nobody can tell which of them a reference means; give one of them another id by hand first"
    )]
    Twice {
        /// The name.
        name: String,
        /// Where it stands first, as `path:line`.
        first: String,
        /// Where it stands again.
        second: String,
    },
    /// What could not be read may refer to it.
    #[error("{} could not be read whole and may name `{name}`, which would be lost; mend that first (`isms check` says what is wrong), or leave it as it is with --force", .places.join(", "))]
    Unread {
        /// The name.
        name: String,
        /// The places, as `path:line`, or paths.
        places: Vec<String>,
    },
    /// The new id is named already, though nothing has it.
    #[error("`{new}` is named already, though nothing has that id: {}; afterwards that would mean `{name}`. Choose another id, or let it mean that with --force", .places.join(", "))]
    Foreseen {
        /// The name as it is.
        name: String,
        /// The new id.
        new: String,
        /// The places, as `path:line`.
        places: Vec<String>,
    },
}

fn meant(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

fn hint(near: Option<&str>, elsewhere: &[String]) -> String {
    match (elsewhere, near) {
        ([], near) => meant(near),
        (others, _) => {
            let others: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
            format!("; there is {}", others.join(" and "))
        }
    }
}
