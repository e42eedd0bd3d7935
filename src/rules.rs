//! Every rule, one a file; this list is the only place that names them all.

pub mod rule;

mod absence;

mod needed;

mod outside;

#[cfg(test)]
mod example;

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
    context {
        organization_missing,
        climate_change_not_determined,
        climate_change_without_issue,
        no_context_issue,
        no_interested_party,
        interested_party_without_requirement,
        requirement_not_answered,
        requirement_answered_twice,
        obligation_requirement_not_answered,
        scope_missing,
        scope_boundary_missing,
        scope_exclusion_unjustified,
        scope_interface_without_responsibility,
        outside_entity_without_interface,
        scope_not_approved,
        approval_of_scope_stale,
        scope_service_of_other_type,
        scope_site_of_outside_entity,
        site_outside_scope,
        context_not_considered,
        unknown_classification,
    }
    evidence {
        evidence_without_source,
        evidence_file_missing,
        evidence_file_outside_root,
        evidence_file_untracked,
        evidence_hash_differs,
        evidence_collected_in_future,
        evidence_period_inverted,
        evidence_expired,
        evidence_supports_nothing,
    }
    lifecycle {
        ended_thing_named,
        role_vacant,
        deputy_left,
        incompatible_roles_held,
        done_inconsistent,
        date_in_future,
        review_overdue,
    }
    risk {
        risk_without_owner,
    }
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static rule::Rule> {
    RULES.iter().find(|rule| rule.info.name == name)
}
