//! Limits that no real document meets; what was read before a limit stays.

use serde::{Deserialize, Serialize};

/// How much one document may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Decoded bytes of one stream.
    pub stream_bytes: u64,
    /// Decoded bytes of all content streams of a document.
    pub document_bytes: u64,
    /// Pages.
    pub pages: u32,
    /// Operators on one page, forms included.
    pub operators: u64,
    /// Calls of form XObjects on one page.
    pub form_calls: u32,
    /// Depth of forms within forms.
    pub form_depth: u32,
    /// Saved graphics states at one time.
    pub saved_states: u32,
    /// Glyphs on one page.
    pub glyphs: u32,
    /// Glyphs of a document: a page may have its share of them, or what the fullest page of print has.
    pub document_glyphs: u32,
    /// Samples (width × height) of an image that is decoded for its colour.
    pub image_samples: u64,
    /// Lines and fills on one page.
    pub paths: u32,
    /// Elements of the structure tree.
    pub structure_nodes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            stream_bytes: 256 << 20,
            document_bytes: 2 << 30,
            pages: 20_000,
            operators: 20_000_000,
            form_calls: 20_000,
            form_depth: 20,
            saved_states: 10_000,
            glyphs: 500_000,
            document_glyphs: 2_400_000,
            image_samples: 1 << 20,
            paths: 200_000,
            structure_nodes: 5_000_000,
        }
    }
}
