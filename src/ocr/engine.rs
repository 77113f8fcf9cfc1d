//! Engines that recognise words in a picture.

use crate::ocr::reading::EngineName;
use crate::pdf::Picture;

/// Why an engine recognised nothing. The messages are the same for the same cause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// It cannot be started: it is not there (any more).
    #[error("the engine cannot be started ({0})")]
    Missing(String),
    /// It took longer than so many seconds.
    #[error("the engine took longer than {0} seconds")]
    Timeout(u64),
    /// How it ended, and the last line that it wrote.
    #[error("the engine {0}")]
    Died(String),
    /// What it wrote is not what it should be.
    #[error("the engine's output cannot be read")]
    Nonsense,
    /// The caller interrupted it.
    #[error("interrupted")]
    Interrupted,
}

/// What stands in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// A page, with columns and tables.
    Page,
    /// Lines below each other.
    Lines,
}

/// Recognises words. Called by many threads at a time.
pub trait Engine: Sync {
    /// Who it is: what it recognises depends on this and the picture alone.
    fn name(&self) -> &EngineName;

    /// The words of a picture, as hOCR.
    ///
    /// # Errors
    /// See [`EngineError`]. Other pictures can be recognised all the same.
    fn recognise(&self, picture: &Picture, setting: Setting) -> Result<String, EngineError>;
}
