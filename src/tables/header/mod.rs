//! Header rows: [`candidates`] collects where one may stand, from what is [`shaded`] or [`drawn`], from [`bold`] text over
//! numbers, from [`underlined`] titles over text and from the layouts' words; [`banding`] lends them columns; [`two_rows`] and [`spans`] tell rows and spanning cells, [`block`] all rows
//! above a body that told the columns, of the titles of `titles`, [`stacked`] those of drawn cells.

pub mod banding;
pub mod block;
pub mod bold;
pub mod candidates;
pub mod drawn;
pub mod shaded;
pub mod spans;
pub mod stacked;
mod titles;
pub mod two_rows;
pub mod underlined;
