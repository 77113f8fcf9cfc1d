//! Page understanding.
