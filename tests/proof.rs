//! Who took each decision, as commits and records prove it: in small histories of every shape.
// Histories are made with git itself where the library cannot make them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "proof/world.rs"]
mod world;

#[path = "proof/ways.rs"]
mod ways;

#[path = "proof/shapes.rs"]
mod shapes;

#[path = "proof/clones.rs"]
mod clones;

#[path = "proof/four_eyes.rs"]
mod four_eyes;

#[path = "proof/told.rs"]
mod told;
