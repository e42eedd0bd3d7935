//! The only door to the world: the working tree, git revisions and atomic writes.
