//! Every rule, one a file; this list is the only place that names them all.
