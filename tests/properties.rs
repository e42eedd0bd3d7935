//! What holds for every ISMS, whatever stands in it: facts of arithmetic, of order and of layout on generated
//! worlds, and on the example with random damage.
//!
//! Edits of YAML have theirs beside the code (`src/syntax/yaml_edit/tests.rs`): an edit followed by a reading gives
//! the value that was put in and leaves every other byte.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "properties/bases.rs"]
mod bases;
#[path = "properties/damage.rs"]
mod damage;
#[path = "properties/ledger.rs"]
mod ledger;
#[path = "properties/levels.rs"]
mod levels;
#[path = "properties/mirror.rs"]
mod mirror;
#[path = "properties/order.rs"]
mod order;
#[path = "support/world.rs"]
mod world;
#[path = "properties/writing.rs"]
mod writing;

use proptest::test_runner::Config;

/// So many generated cases; a case that failed is shown as small as it can be made, and not kept in a file.
fn cases(number: u32) -> Config {
    Config {
        cases: number,
        failure_persistence: None,
        ..Config::default()
    }
}
