//! Documents with scanned pages: converted, their pictures read, and converted again with what was read.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use namnd::convert::Input;
use namnd::isolate::{Converted, Error};
use namnd::ocr::engine::Engine;
use namnd::ocr::pages::{self, Means, Pictures, Places, Store, When};
use namnd::ocr::reading::{Kind, PagePicture, Prepared, Readings, Wanted};
use namnd::ocr::tesseract::{Installed, Tesseract};
use namnd::pdf::Picture;

use super::convert::Convert;
use super::printer::Printer;

/// What the program is called.
const PROGRAM: &str = "tesseract";
/// Folder for what was recognised, in the output folder.
const KEPT: [&str; 2] = [".namnd", "ocr"];
/// Bytes of memory that a page's recognition may use: the models alone take 300 MB.
const MAX_MEMORY: u64 = 2 << 30;

/// Who converts documents and makes pictures of their pages ready.
pub trait Base: Sync {
    /// Converts a document with what was read in its pictures.
    fn convert_scans(&self, input: &Input<'_>, readings: &Readings) -> Result<Converted, Error>;

    /// The picture of a page.
    fn picture(&self, input: &Input<'_>, wanted: &Wanted) -> Result<(Prepared, Picture), Error>;

    /// See [`Convert::ready`].
    fn ready(&self) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }

    /// See [`Convert::dismiss`].
    fn dismiss(&self) {}
}

/// How scans are read.
pub struct Plan {
    /// When.
    pub when: When,
    /// The engine's program, if there is one.
    pub program: Option<PathBuf>,
    /// Time for a page.
    pub timeout: Duration,
    /// Pages at a time.
    pub threads: usize,
    /// The output folder.
    pub folder: Option<PathBuf>,
    /// Set when the run is given up.
    pub interrupt: Arc<AtomicBool>,
}

/// Converts documents, those with scanned pages twice.
pub struct Scans<'a> {
    base: Box<dyn Base + 'a>,
    plan: Plan,
    places: Places,
    store: Option<Folder>,
    /// Asked for when the first scan comes; why there is none.
    engine: OnceLock<Result<Tesseract, String>>,
    printer: &'a Printer,
    recognised: AtomicUsize,
    unread: AtomicUsize,
}

impl<'a> Scans<'a> {
    /// Converts with this base.
    pub fn new(base: Box<dyn Base + 'a>, plan: Plan, printer: &'a Printer) -> Self {
        let store = plan.folder.as_deref().map(Folder::below);
        Self {
            base,
            places: Places::new(plan.threads),
            plan,
            store,
            engine: OnceLock::new(),
            printer,
            recognised: AtomicUsize::new(0),
            unread: AtomicUsize::new(0),
        }
    }

    fn engine(&self) -> Option<&Tesseract> {
        if self.plan.when == When::Never {
            return None;
        }
        let found = self.engine.get_or_init(|| {
            let program = (self.plan.program.as_ref())
                .ok_or_else(|| "no program tesseract is on the search path".to_owned())?;
            let installed = Installed::ask(program).map_err(|error| error.to_string())?;
            let limits = (self.plan.timeout, MAX_MEMORY);
            let interrupt = Arc::clone(&self.plan.interrupt);
            Tesseract::new(program, &installed, limits, interrupt)
                .ok_or_else(|| "tesseract has no model for Swedish".to_owned())
        });
        found.as_ref().ok()
    }

    fn read(&self, input: &Input<'_>, found: &[PagePicture]) -> Readings {
        let bare = found.iter().filter(|one| one.kind == Kind::Bare).count();
        let needs_engine = bare > 0 || self.plan.when == When::Always;
        let engine = needs_engine.then(|| self.engine()).flatten();
        if engine.is_none() {
            self.unread.fetch_add(bare, Ordering::Relaxed);
        } else {
            self.recognised.fetch_add(bare, Ordering::Relaxed);
        }
        let pictures = OfDocument {
            base: self.base.as_ref(),
            input,
        };
        let means = Means {
            when: self.plan.when,
            engine: engine.map(|engine| engine as &dyn Engine),
            store: self.store.as_ref().map(|store| store as &dyn Store),
            threads: self.plan.threads,
            places: &self.places,
            done: &|| self.printer.page_recognised(),
        };
        pages::read(found, &pictures, &means)
    }
}

impl Convert for Scans<'_> {
    fn convert(&self, input: &Input<'_>) -> Result<Converted, Error> {
        let first = self.base.convert_scans(input, &Readings::default())?;
        if first.pictures.is_empty() {
            return Ok(first);
        }
        let readings = self.read(input, &first.pictures);
        if self.plan.interrupt.load(Ordering::SeqCst) {
            return Err(Error::Interrupted);
        }
        if readings.pages.is_empty() {
            return Ok(first);
        }
        self.base.convert_scans(input, &readings)
    }

    fn ready(&self) -> Result<Vec<String>, Error> {
        self.base.ready()
    }

    fn dismiss(&self) {
        self.base.dismiss();
    }

    fn summary(&self) -> Vec<String> {
        let mut told = Vec::new();
        let recognised = self.recognised.load(Ordering::Relaxed);
        if let Some(Ok(engine)) = self.engine.get()
            && recognised > 0
        {
            let name = engine.name();
            told.push(format!(
                "  {recognised} pages that are pictures went through {} {} ({})",
                name.name, name.version, name.models
            ));
            if !name.knows_signs {
                told.push("  without the model of the Latin script, % and § are unreliable: see namnd doctor".to_owned());
            }
        }
        let unread = self.unread.load(Ordering::Relaxed);
        if unread > 0 {
            let why = match self.engine.get() {
                Some(Err(why)) => why.as_str(),
                _ => "--ocr never",
            };
            let pages = if unread == 1 {
                "1 page that is a picture of text was".to_owned()
            } else {
                format!("{unread} pages that are pictures of text were")
            };
            told.push(format!("  {pages} not read ({why}): see namnd doctor"));
        }
        told
    }
}

struct OfDocument<'a> {
    base: &'a dyn Base,
    input: &'a Input<'a>,
}

impl Pictures for OfDocument<'_> {
    fn picture(&self, wanted: &Wanted) -> Result<(Prepared, Picture), String> {
        let picture = self.base.picture(self.input, wanted);
        picture.map_err(|error| error.to_string())
    }
}

/// The program on the search path, or the one that was named.
pub fn program(named: Option<&Path>) -> Option<PathBuf> {
    if let Some(named) = named {
        return Some(named.to_owned());
    }
    let name = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

/// What was recognised in earlier runs, a file for each picture.
struct Folder(PathBuf);

impl Folder {
    fn below(output: &Path) -> Self {
        Self(
            KEPT.iter()
                .fold(output.to_owned(), |path, part| path.join(part)),
        )
    }
}

impl Store for Folder {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        std::fs::read(self.0.join(key)).ok()
    }

    fn put(&self, key: &str, value: &[u8]) {
        // What cannot be kept is recognised again.
        let put = || {
            std::fs::create_dir_all(&self.0)?;
            let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
            std::io::Write::write_all(&mut file, value)?;
            file.persist(self.0.join(key)).map_err(|error| error.error)
        };
        drop::<std::io::Result<std::fs::File>>(put());
    }
}
