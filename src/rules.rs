//! Every rule, one a file; this list is the only place that names them all.

pub mod rule;

mod absence;

mod needed;

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
        unreadable_file,
        empty_file,
        yaml_syntax,
        duplicate_key,
        unsupported_yaml,
        missing_kind,
        unknown_kind,
        wrong_file_type,
        unknown_field,
        missing_field,
        empty_value,
        wrong_type,
        unquoted_number,
        invalid_value,
        duplicate_id,
        reserved_id,
        dangling_reference,
        wrong_kind_of_reference,
        unknown_catalog_control,
        control_catalog_title,
        duplicate_list_entry,
        needed_field_missing,
        register_entry_incomplete,
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
