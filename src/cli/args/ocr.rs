//! What pages that are pictures of text may be asked for.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use namnd::ocr::pages::When;

use crate::cli::limits;

/// Options of recognition.
#[derive(Debug, Args)]
pub struct OcrArgs {
    /// Recognise the text of pages that are pictures: where there is none (auto, if the program tesseract is there), nowhere,
    /// or also where a scan has a text layer already (always).
    #[arg(long = "ocr", value_name = "WHEN", value_enum, default_value_t = Ocr::Auto, help_heading = "Scans")]
    pub when: Ocr,
    /// The program tesseract, if it is not on the search path.
    #[arg(long = "tesseract", value_name = "PROGRAM", help_heading = "Scans")]
    pub program: Option<PathBuf>,
    /// Seconds that recognising a page may take.
    #[arg(
        long = "ocr-timeout",
        value_name = "SECONDS",
        default_value = "120",
        value_parser = limits::above_zero,
        help_heading = "Scans"
    )]
    pub page_timeout: u64,
}

/// `--ocr`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ocr {
    /// Pages without text.
    Auto,
    /// No page.
    Never,
    /// Scans with a text layer, too.
    Always,
}

impl Ocr {
    /// As the library names it.
    pub fn when(self) -> When {
        match self {
            Self::Auto => When::Auto,
            Self::Never => When::Never,
            Self::Always => When::Always,
        }
    }
}

/// `namnd doctor`
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// The program tesseract, if it is not on the search path.
    #[arg(long = "tesseract", value_name = "PROGRAM")]
    pub program: Option<PathBuf>,
}
