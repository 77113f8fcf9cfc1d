//! Plain-text inputs.
