//! From a flow to the output.
