//! Reads `isms.toml`: every problem in it at once, each at its place; which rules and catalogs exist is not known here.

mod settings;

mod folder;

mod words;

mod reader;

mod tables;

#[cfg(test)]
mod tests;

pub use reader::ConfigError;
pub use settings::{Audiences, Git, Pack, RuleSetting, Settings, Site};
pub use tables::read;
