//! The analysis seen from one side: plain rows, one report a file.
