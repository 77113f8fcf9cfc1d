//! What is drawn: paths and fills, their colours, images.

pub(crate) mod color;
pub(crate) mod functions;
pub(crate) mod images;
pub(crate) mod painting;
pub(crate) mod paths;
pub(crate) mod pictures;
pub(crate) mod samples;
