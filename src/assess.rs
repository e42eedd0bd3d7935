//! What follows from the documents: levels, decisions, applicability, each with its derivation.
