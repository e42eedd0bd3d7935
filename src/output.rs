//! Rows and findings in, bytes out, one format a file.
