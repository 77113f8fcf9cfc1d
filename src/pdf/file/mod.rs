//! The file: opening it, decoding its streams, and what it says of itself.

pub(crate) mod document;
pub(crate) mod element;
pub(crate) mod info;
pub(crate) mod objects;
pub(crate) mod opening;
pub(crate) mod passwords;
pub(crate) mod repair;
pub(crate) mod salvage;
pub(crate) mod size_guard;
pub(crate) mod streams;
pub(crate) mod structure;
pub(crate) mod table;
pub(crate) mod text_strings;
