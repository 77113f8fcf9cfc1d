//! Pages that are pictures of text: what others recognised in them, and what is recognised here.
//!
//! The way of a page: [`scan`] stands between a file and what reads its pages. It turns a text layer upright ([`layer`]), makes its sizes [`even`], and
//! tells which pages have a picture to be read. [`layer_words`] finds a layer's words in the picture: they go the same way as those
//! that are recognised here. [`prepare`] makes that picture ready: composed by the PDF reader, turned upright
//! by [`skew`] (both by [`angle`]), its [`shades`] made bright, its ruling lines taken out by [`rules`] and its marks by
//! [`spots`], all on [`ink`]. An [`engine`] recognises its words, the first being [`tesseract`], and tells them as [`hocr`].
//! [`words`] makes characters of them: [`sizes`] believes what was measured, [`percent`] tells that sign by its shape, [`spaces`] parts and joins numbers by their white, [`bars`] tells a capital I by its shape, [`repair`]
//! puts right what the page itself tells, [`vocabulary`] what the document and the lexicon do, [`stray`] drops what is no letter; what was doubtful is looked at a [`second`] time.
//! [`pages`] has this done for all pages of a document; [`reading`] is what goes from step to step, and from one process to
//! another. `tolerances` has the numbers that decide.

pub mod angle;
pub mod bars;
pub mod engine;
pub mod even;
pub mod hocr;
pub mod ink;
pub mod layer;
pub mod layer_words;
pub mod pages;
pub mod percent;
pub mod prepare;
pub mod reading;
pub mod repair;
pub mod rules;
pub mod scan;
pub mod second;
pub mod shades;
pub mod sizes;
pub mod skew;
pub mod spaces;
pub mod spots;
pub mod stray;
pub mod tesseract;
#[cfg(test)]
mod testing;
mod tolerances;
pub mod vocabulary;
pub mod words;
