//! Every rule, one a file; this list is the only place that names them all.

use std::collections::HashMap;
use std::sync::LazyLock;

pub mod rule;

mod absence;

mod actions;

mod approval;

pub(crate) mod needed;

mod outside;

pub(crate) mod risks;

pub(crate) mod methods;

pub(crate) mod treated;

mod hollow;

mod since;
mod statement;

mod signature;

pub(crate) mod policies;

pub(crate) mod texts;

mod lacking;

mod authorities;

mod competences;

mod trainings;

mod incidents;

mod owners;

mod past;

mod records;

mod audits;

mod certificates;

mod nonconformities;

mod requirements;

mod totals;

pub mod modelines;

mod proved;

use crate::syntax::schema::near_miss;
use crate::text::diagnostic::RuleInfo;

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
    suppression {
        suppression_malformed,
        suppression_unknown_rule,
        suppression_expired,
        suppression_unused,
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
        context_action_overdue,
        unknown_classification,
        unknown_audience_classification,
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
        approval_stale,
        ended_thing_named,
        role_vacant,
        deputy_left,
        incompatible_roles_held,
        done_inconsistent,
        date_in_future,
        review_overdue,
        falls_due,
    }
    leadership {
        top_management_missing,
        conformity_not_assigned,
        reporting_not_assigned,
        approval_authority_missing,
        no_process,
    }
    planning {
        planned_change_overdue,
        planned_change_without_result,
    }
    support {
        competence_of_nobody,
        role_without_competence,
        competence_not_shown,
        competence_expired,
        competence_effectiveness_missing,
        no_awareness_training,
        training_overdue,
        training_never_held,
        training_record_unclear,
        training_not_completed,
        no_communication_plan,
        no_external_document,
    }
    incident {
        incident_order_inverted,
        incident_closed_without_cause,
        incident_closed_without_lessons,
        incident_without_risk,
        risk_not_reassessed_after_incident,
        notification_undecided,
        notification_overdue,
        notification_late,
        notification_due_too_late,
        notification_without_evidence,
        obligation_has_no_notify,
    }
    method {
        risk_method_missing,
        risk_method_without_score,
        risk_scale_not_rising,
        risk_matrix_incomplete,
        risk_matrix_decreasing,
        risk_level_gap,
        unknown_risk_level,
        acceptance_criterion_missing,
        risk_method_not_approved,
        risk_method_approval_stale,
    }
    risk {
        risk_without_owner,
        risk_not_described,
        risk_without_asset,
        risk_affects_nothing,
        inherent_impact_unclear,
        value_off_scale,
        no_risk_assessment,
        risk_not_assessed,
        risk_assessment_overdue,
        closed_risk_incomplete,
        risk_untreated,
        treatment_without_option,
        treatment_without_rationale,
        stated_and_reduces,
        stated_better_without_support,
        stated_relies_on_ineffective,
        stated_out_of_order,
        treated_by_excluded_control,
        treated_by_undecided_control,
        treated_by_control_without_status,
        target_without_plan,
        sharing_ended,
        share_without_partner,
        sharing_incomplete,
        sharing_without_option,
        avoid_not_stopped,
        avoided_risk_still_open,
        retain_with_controls,
        action_without_owner,
        action_without_due,
        action_overdue,
        action_without_status,
        plan_not_approved,
        plan_approval_stale,
        plan_approved_by_other_than_owner,
        residual_not_accepted,
        current_above_criterion_unaccepted,
        acceptance_incomplete,
        acceptance_without_end,
        acceptance_expired,
        acceptance_stale,
        accepted_by_other_than_owner,
        acceptance_not_endorsed,
        endorsed_without_authority,
        interim_acceptance_outlives_plan,
        acceptance_without_need,
        decision_without_basis,
        asset_without_owner,
        asset_without_value,
        critical_asset_without_risk,
        asset_dependency_cycle,
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
    documents {
        no_information_security_policy,
        policy_not_approved,
        policy_approval_stale,
        policy_changed_under_same_version,
        approver_without_authority,
        policy_without_version,
        policy_without_owner,
        policy_meets_missing,
        policy_never_communicated,
        broken_anchor,
        dead_link,
        unknown_id_in_prose,
        placeholder_text,
        empty_section,
        open_decision,
        vague_duty,
        duplicate_paragraph,
        total_differs_from_data,
        modeline_missing,
        modeline_wrong,
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
        exception_approved_without_authority,
        supplier_without_owner,
        process_without_owner,
        obligation_without_owner,
        critical_supplier_without_assurance,
        no_metric,
        only_reactive_metrics,
        metric_not_analysed,
        objective_status_contradicts_metric,
        sample_contradicts_result,
        control_never_tested,
    }
    audit {
        audit_programme_missing,
        audit_programme_not_approved,
        no_internal_audit,
        internal_audit_overdue,
        next_audit_not_planned,
        audit_overdue,
        audit_without_scope,
        audit_without_auditor,
        auditor_not_independent,
        clauses_not_audited,
        controls_not_audited,
        audit_without_samples,
        audit_without_conclusion,
        audit_not_reported,
        audit_finding_without_nonconformity,
        audit_finding_not_answered,
        supplier_audit_without_supplier,
        certificate_expired,
        surveillance_audit_missed,
        certificate_names_other_soa,
    }
    review {
        no_management_review,
        management_review_overdue,
        management_review_input_missing,
        management_review_without_decision,
        review_decision_incomplete,
        review_decision_overdue,
        management_review_without_top_management,
        management_review_not_approved,
        earlier_decision_not_followed_up,
    }
    improvement {
        nonconformity_without_source,
        nonconformity_without_correction,
        nonconformity_without_cause,
        nonconformity_without_similar_cases,
        nonconformity_without_action,
        nonconformity_answered_twice,
        nonconformity_action_overdue,
        effectiveness_not_reviewed,
        nonconformity_closed_too_early,
        corrective_action_not_effective,
        nonconformity_grade_differs,
        effectiveness_judged_by_action_owner,
        improvement_overdue,
        no_improvement,
    }
    git {
        decision_not_by_named_person,
        decision_uncommitted,
        decision_unsigned,
        approver_is_author,
    }
    readiness {
        stage_1_requirement_not_shown,
        stage_2_requirement_not_shown,
        operation_requirement_not_shown,
    }
}

/// The rule that looks ahead, and so needs to know how far.
pub const FALLS_DUE: &str = lifecycle::falls_due::RULE.info.name;

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static rule::Rule> {
    static BY_NAME: LazyLock<HashMap<&str, &rule::Rule>> =
        LazyLock::new(|| RULES.iter().map(|rule| (rule.info.name, rule)).collect());
    BY_NAME.get(name).copied()
}

/// The rule that a name was probably meant to be.
pub fn nearest(name: &str) -> Option<&'static str> {
    near_miss::nearest(name, RULES.iter().map(|rule| rule.info.name))
}

/// The families, in the order of the list.
pub fn families() -> impl Iterator<Item = &'static str> {
    let groups = RULES.chunk_by(|a, b| a.info.family == b.info.family);
    groups.map(|group| group[0].info.family)
}

/// Why findings of a rule cannot be silenced by a record or a baseline, if they cannot. Rules of reading
/// that only warn at first speak of documents that were read whole.
pub fn never_silenced(rule: &RuleInfo) -> Option<&'static str> {
    match rule.family {
        "reading" if rule.levels.building == rule::ERROR => {
            Some("what cannot be read cannot be judged")
        }
        "suppression" => Some("a suppression cannot excuse another one"),
        _ => None,
    }
}

/// Whether a rule says nothing unless git was asked for who decided and for what stood there before.
pub fn asks_git(rule: &RuleInfo) -> bool {
    rule.family == "git"
        || rule.name == documents::policy_changed_under_same_version::RULE.info.name
}

#[cfg(test)]
pub(crate) mod example;
