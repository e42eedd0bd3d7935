//! YAML text to trees with places. It never fails: what is wrong becomes a finding, and what could be
//! read before the mistake stays, so that the document keeps its kind and id.

mod cover;

mod fault;

mod reader;

#[cfg(test)]
mod tests;

pub use fault::MAX_DEPTH;
pub use reader::{Comment, Yaml, YamlDocument, read};
