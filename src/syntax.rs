//! Trees with places from YAML, Markdown and TOML; nothing here knows a kind of document.
