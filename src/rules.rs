//! Every rule, one a file; this list is the only place that names them all.

pub mod rule;

/// Declares families and their rules: each name is a file `rules/<family>/<rule>.rs` with a `RULE`.
macro_rules! rules {
    ($($family:ident { $($name:ident,)* })*) => {
        $(
            #[doc = concat!("Rules of the family ", stringify!($family), ".")]
            mod $family {
                $(pub(crate) mod $name;)*
            }
        )*

        /// Every rule, by family.
        pub const RULES: &[rule::Rule] = &[$($($family::$name::RULE,)*)*];
    };
}

rules! {
    reading {
        duplicate_id,
        dangling_reference,
    }
    risk {
        risk_without_owner,
    }
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static rule::Rule> {
    RULES.iter().find(|rule| rule.info.name == name)
}

#[cfg(test)]
mod example;
