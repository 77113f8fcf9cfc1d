//! Documents with pages that are pictures: converted, their pictures read, and converted again with what was read.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use namnd::convert::Input;
use namnd::isolate::{Converted, Error};
use namnd::ocr::engine::Engine;
use namnd::ocr::pages::{self, Means, Pictures, Places, When};
use namnd::ocr::reading::{Kind, PagePicture, Prepared, Readings, Wanted};
use namnd::ocr::tesseract::{Installed, Tesseract};
use namnd::pdf::Picture;

use crate::converter::Base;

/// Time that recognising a page may take.
const TIMEOUT: Duration = Duration::from_secs(120);
/// Bytes of memory that a page's recognition may use: the models alone take 300 MB.
const MAX_MEMORY: u64 = 2 << 30;

/// Converts documents, those with scanned pages twice.
pub struct Scans {
    base: Base,
    when: When,
    program: Option<PathBuf>,
    /// Asked for when the first scan comes.
    engine: OnceLock<Option<Tesseract>>,
    places: Places,
    threads: usize,
}

impl Scans {
    /// With this base; `None` if the word for when says nothing.
    pub fn new(base: Base, when: &str, program: Option<PathBuf>, threads: usize) -> Option<Self> {
        Some(Self {
            base,
            when: match when {
                "auto" => When::Auto,
                "never" => When::Never,
                "always" => When::Always,
                _ => return None,
            },
            program,
            engine: OnceLock::new(),
            // The caller says how many documents there are at a time; each has its own threads.
            places: Places::new(usize::MAX),
            threads,
        })
    }

    /// Converts a document.
    pub fn convert(&self, input: &Input<'_>) -> Result<Converted, Error> {
        let first = self.base.convert(input, &Readings::default())?;
        if first.pictures.is_empty() {
            return Ok(first);
        }
        let readings = self.read(input, &first.pictures);
        if readings.pages.is_empty() {
            return Ok(first);
        }
        self.base.convert(input, &readings)
    }

    fn read(&self, input: &Input<'_>, found: &[PagePicture]) -> Readings {
        let bare = found.iter().any(|one| one.kind == Kind::Bare);
        let wanted = bare || self.when == When::Always;
        let engine = wanted.then(|| self.engine()).flatten();
        let pictures = OfDocument {
            base: &self.base,
            input,
        };
        let means = Means {
            when: self.when,
            engine: engine.map(|engine| engine as &dyn Engine),
            store: None,
            threads: self.threads,
            places: &self.places,
            done: &|| (),
        };
        pages::read(found, &pictures, &means)
    }

    fn engine(&self) -> Option<&Tesseract> {
        if self.when == When::Never {
            return None;
        }
        let found = self.engine.get_or_init(|| {
            let program = self.program.as_ref()?;
            let installed = Installed::ask(program).ok()?;
            Tesseract::new(program, &installed, (TIMEOUT, MAX_MEMORY), Arc::default())
        });
        found.as_ref()
    }
}

struct OfDocument<'a> {
    base: &'a Base,
    input: &'a Input<'a>,
}

impl Pictures for OfDocument<'_> {
    fn picture(&self, wanted: &Wanted) -> Result<(Prepared, Picture), String> {
        let picture = self.base.picture(self.input.bytes, wanted);
        picture.map_err(|error| error.to_string())
    }
}
