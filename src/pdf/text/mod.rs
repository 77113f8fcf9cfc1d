//! From strings to glyphs: fonts, the letters of their codes, and where each stands.

pub(crate) mod codes;
pub(crate) mod fonts;
mod looks;
pub(crate) mod pen;
pub(crate) mod show;
pub(crate) mod to_unicode;
pub(crate) mod unicode;
