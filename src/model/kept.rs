//! What follows from one thing that does not change, such as the content of a document, computed when it
//! is first asked for and kept beside it, however many states of a repository share it.

use std::any::Any;
use std::fmt;
use std::sync::OnceLock;

/// Declares what is kept, and how many such things there are.
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Something that follows from a content, or from the ids of a model, and from nothing else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Fact {
            $($(#[$doc])* $name,)*
        }

        const FACTS: usize = [$(Fact::$name,)*].len();
    };
}

facts! {
    /// What rules find that look at one document at a time.
    Findings,
    /// Whether it is a starter that nobody has taken over.
    Starter,
    /// The requirements that it says it shows.
    Said,
    /// The requirements that it shows by its fields.
    Meets,
    /// How often it is reviewed, and when it was.
    Reviews,
    /// The newest day that it says is past.
    PastDay,
    /// Whether it holds decisions that are still open.
    OpenDecisions,
    /// Words in it that may be ids.
    Ids,
    /// Whether an id may mean something else already.
    Reserved,
    /// The digest of what decisions in it are based on.
    Basis,
    /// Whether the justification of a control says something.
    Justification,
    /// Its words.
    JustificationWords,
    /// Whether the reason of an exclusion says something.
    Exclusion,
    /// Its words.
    ExclusionWords,
    /// Whether the description of an implementation says something.
    Implementation,
}

/// Facts with their values. A fact always means the same function, and so the same type of value.
#[derive(Default)]
pub struct Kept([OnceLock<Box<dyn Any + Send + Sync>>; FACTS]);

impl Kept {
    /// The value of a fact; `compute` must look at nothing but what this stands beside.
    ///
    /// # Panics
    /// When one fact is asked for as two types, which would be a bug.
    pub fn get<T: Any + Send + Sync>(&self, fact: Fact, compute: impl FnOnce() -> T) -> &T {
        let slot = &self.0[fact as usize];
        let value = slot.get_or_init(|| Box::new(compute()));
        let value = value.downcast_ref();
        value.expect("internal error: a fact has values of one type")
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_computed_once_and_facts_are_told_apart() {
        let kept = Kept::default();
        assert_eq!(*kept.get(Fact::Ids, || 3_usize), 3);
        assert_eq!(*kept.get(Fact::Ids, || 4_usize), 3);
        assert_eq!(*kept.get(Fact::Said, || vec!["a"]), ["a"]);
    }
}
