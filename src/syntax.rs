//! Trees with places from YAML, Markdown and TOML; nothing here knows a kind of document.

pub mod node;

pub mod scalar;

pub mod yaml;

pub mod said;

pub mod de;

pub mod yaml_edit;

pub mod markdown;

pub mod schema;

pub mod config;

pub mod typing;
