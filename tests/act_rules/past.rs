//! What is past, what is to come, and what holds on until something else is said.

use super::{WORLD, but, findings, spoken};

#[test]
fn a_role_that_only_records_name_needs_no_holder_today() {
    let left = but(
        "holders: [{person: jane, from: 2020-01-01}]",
        "holders: [{person: jane, from: 2020-01-01, until: 2026-10-31}]",
    );
    assert_eq!(
        spoken(&left),
        ["role-vacant"],
        "a control and an open improvement name it"
    );
    let records = left
        .replace(
            "status: implemented, owner: it",
            "status: implemented, owner: director",
        )
        .replace(
            "owner: it, due: 2026-12-31, status: open",
            "owner: it, due: 2026-12-31, status: done, done: 2026-10-15",
        );
    assert_eq!(spoken(&records), [""; 0]);
    let later = records.replace("done: 2026-10-15", "done: 2026-11-15");
    assert_eq!(
        spoken(&later),
        [""; 0],
        "an improvement that is over is past as a whole"
    );
    let earlier = records
        .replace("until: 2026-10-31", "until: 2026-05-31")
        .replace("closed: 2026-10-01\n", "");
    assert_eq!(
        spoken(&earlier),
        ["role-vacant"],
        "its action was done when nobody held it"
    );
}

#[test]
fn the_interval_of_reviews_holds_until_another_is_said() {
    let silent = WORLD.replace("every: 12m\nheld: 2026-10-07", "held: 2026-10-07");
    let on = |text: &str, day: &str| -> Vec<&str> {
        let found = findings(text, day, None)
            .into_iter()
            .map(|found| found.rule);
        found
            .filter(|rule| *rule == "management-review-overdue")
            .collect()
    };
    assert_eq!(on(&silent, "2027-10-07"), [""; 0]);
    assert_eq!(on(&silent, "2027-10-08"), ["management-review-overdue"]);
    let longer = WORLD.replace(
        "every: 12m\nheld: 2026-10-07",
        "every: 24m\nheld: 2026-10-07",
    );
    assert_eq!(on(&longer, "2027-10-08"), [""; 0]);
}

#[test]
fn a_change_that_was_given_up_without_a_reason_is_told_once() {
    let text = format!(
        "{WORLD}---\n{{kind: planned-change, id: CH-1, title: Move, planned: 2026-05-01, status: cancelled}}\n"
    );
    assert_eq!(spoken(&text), ["planned-change-without-result"]);
}

#[test]
fn a_closed_nonconformity_has_a_whole_review_of_its_effect() {
    let undated = but("by: bob, on: 2026-09-30, ", "");
    assert_eq!(spoken(&undated), ["nonconformity-closed-too-early"]);
}

#[test]
fn a_day_far_ahead_is_in_the_future_whatever_its_first_digit() {
    let far = but("held: 2026-03-05", "held: 3026-03-05");
    assert!(spoken(&far).contains(&"date-in-future"));
}
