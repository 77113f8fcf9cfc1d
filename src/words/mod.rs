//! Glyphs to words, and what words tell of how the page is set.
//!
//! The steps, in order: `baseline` collects glyphs on lines, `breaks` cuts lines into words, [`word`] holds them;
//! `drop_caps` puts large first letters before their words; [`gaps`] parts a line's words, [`typography`] tells sizes and leading, [`line`](mod@line) makes a block's lines of words.
//! [`note_marks`] tells raised letters, `overlays` watermarks and line numbers, [`list_sign`] and [`contents_line`] tell two kinds of line by their words. [`tolerances`] names what is the same, near or
//! far in all of them.

mod baseline;
mod breaks;
pub mod contents_line;
mod drop_caps;
pub mod gaps;
pub mod line;
pub mod list_sign;
pub mod note_marks;
mod overlays;
#[cfg(test)]
pub(crate) mod testing;
pub mod tolerances;
pub mod typography;
pub mod word;
