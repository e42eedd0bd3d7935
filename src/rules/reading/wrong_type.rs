//! The rule `wrong-type`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A value is of another sort than its field: text where a list belongs, a list where one value
    /// belongs.
    ///
    /// Every field has one shape, so that people, editors and programs read the same thing in it.
    ///
    /// Write the value in the shape that the message names. A list of one is still a list:
    /// `[laptops]`.
    ///
    /// `isms fix` makes a list of one value, a value of a list of one, and a truth or a number of a text
    /// that says one.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// personal_data: "yes"
    /// #              ^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// personal_data: true
    /// ```
    "wrong-type" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
