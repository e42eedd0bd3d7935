//! The kinds of documents, the catalogs, and the links between them.
