//! Where something stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Tal;

/// A place: on a page of a PDF, or lines of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum Plats {
    /// A place on a page.
    #[schemars(title = "Sidplats")]
    Sida {
        /// Page number from 1.
        sida: u32,
        /// `[x0, y0, x1, y1]`, points from the page's top left corner as it is shown, one decimal.
        ruta: [Tal; 4],
    },
    /// Lines of a text.
    #[schemars(title = "Radplats")]
    Rader {
        /// First and last line, from 1.
        rad: [u32; 2],
    },
}
