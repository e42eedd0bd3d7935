//! Every rule, one a file; this list is the only place that names them all.

pub mod rule;

mod absence;

mod statement;

mod hollow;

mod signature;

mod policies;

mod texts;

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
        duplicate_id,
        dangling_reference,
    }
    risk {
        risk_without_owner,
    }
    documents {
        no_information_security_policy,
        policy_not_approved,
        policy_approval_stale,
        approver_without_authority,
        policy_without_version,
        policy_without_owner,
        policy_meets_missing,
        policy_never_communicated,
        broken_anchor,
        dead_link,
        unknown_id_in_prose,
        placeholder_text,
    }
    soa {
        control_undecided,
        excluded_without_reason,
        exclusion_contradicted,
        excluded_but_needed,
        exclusion_expired,
        exclusion_stale,
        applicable_for_no_reason,
        hollow_justification,
        identical_justifications,
        control_without_status,
        control_without_owner,
        implementation_status_differs,
        implemented_without_description,
        implemented_without_evidence,
        implemented_but_test_failed,
        control_test_overdue,
        obligation_relies_on_unimplemented_control,
        soa_not_signed_off,
        soa_changed_since_sign_off,
        rtp_not_signed_off,
        rtp_changed_since_sign_off,
        signed_without_authority,
    }
    operation {
        no_objective,
        objective_without_measure,
        objective_without_plan,
        objective_overdue,
        metric_not_measured,
        metric_off_target,
        process_without_criteria,
        supplier_without_agreement,
        supplier_never_reviewed,
        supplier_certification_expired,
        exception_not_approved,
        exception_without_end,
        exception_expired,
    }
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static rule::Rule> {
    RULES.iter().find(|rule| rule.info.name == name)
}
