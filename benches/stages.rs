//! How long each stage takes on one thread, and how much it allocates: `cargo bench --bench stages -- [FILTER]`.

#[path = "support/drawn.rs"]
mod drawn;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};
use namnd::assemble::assemble;
use namnd::convert::{Input, convert};
use namnd::flow::{Understood, understand_sheets};
use namnd::grammar::Layouts;
use namnd::limits::Limits;
use namnd::options::Options;
use namnd::output::{Format, Handling, Kalla, Textkalla};
use namnd::page::Sheet;
use namnd::pdf::{PdfFile, PdfInfo, StructTree};
use namnd::trace::Closed;

use drawn::Drawn;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

static LAYOUTS: LazyLock<Layouts> = LazyLock::new(Layouts::builtin);

/// A document to be measured.
#[derive(Clone)]
struct Case {
    name: String,
    bytes: Arc<Vec<u8>>,
    pages: u32,
}

impl Case {
    fn new(name: String, bytes: Arc<Vec<u8>>) -> Self {
        let pages = PdfFile::open_shared(&bytes, &[], &Limits::default())
            .map_or(0, |file| file.page_count());
        Self { name, bytes, pages }
    }

    fn open(&self) -> PdfFile {
        PdfFile::open_shared(&self.bytes, &[], &Limits::default())
            .expect("the benchmark's documents open")
    }

    fn sheets(&self) -> Vec<Sheet> {
        let file = self.open();
        let reader = file.reader();
        let pages = 0..file.page_count();
        pages.map(|index| Sheet::new(reader.page(index))).collect()
    }

    fn understood(&self) -> (Understood, PdfInfo) {
        let (file, sheets) = (self.open(), self.sheets());
        let tree = file.structure();
        let understood = understand_sheets(sheets, tree.as_ref(), &LAYOUTS, &Closed);
        (understood, file.info())
    }

    fn source(&self) -> Kalla {
        Kalla {
            fil: self.name.clone(),
            sha256: String::new(),
            format: Format::Pdf,
            sidor: Some(self.pages),
            sidmatt: Vec::new(),
            taggad: false,
            producent: None,
            textkalla: Textkalla::Text,
            igenkanning: None,
        }
    }

    fn handling(&self) -> Handling {
        let input = Input {
            name: &self.name,
            bytes: &self.bytes,
            sha256: None,
        };
        convert(&input, &LAYOUTS, &Options::default()).expect("the benchmark's documents convert")
    }
}

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

fn fixture(kind: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(kind);
    let entries = fs::read_dir(folder).expect("the fixtures are there");
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

fn read(path: &Path) -> (String, Arc<Vec<u8>>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (
        name.into_owned(),
        Arc::new(fs::read(path).expect("a fixture can be read")),
    )
}

/// All PDFs of the fixtures, and the drawn documents.
fn cases() -> Vec<Case> {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
        let fixtures = fixture("pdf", "pdf").into_iter().map(|path| read(&path));
        let drawn = drawn::ALL.map(|drawn| (Drawn::to_string(&drawn), drawn::pdf(drawn)));
        let all = fixtures.chain(drawn.map(|(name, bytes)| (name, Arc::new(bytes))));
        all.map(|(name, bytes)| Case::new(name, bytes)).collect()
    });
    CASES.clone()
}

#[divan::bench(args = cases(), max_time = 1)]
fn reading(bencher: Bencher<'_, '_>, case: &Case) {
    bencher.counter(ItemsCount::new(case.pages)).bench(|| {
        let file = case.open();
        let reader = file.reader();
        for index in 0..file.page_count() {
            divan::black_box(reader.page(index));
        }
    });
}

#[divan::bench(args = cases(), max_time = 1)]
fn understanding(bencher: Bencher<'_, '_>, case: &Case) {
    let tree: Option<StructTree> = case.open().structure();
    bencher
        .counter(ItemsCount::new(case.pages))
        .with_inputs(|| case.sheets())
        .bench_values(|sheets| understand_sheets(sheets, tree.as_ref(), &LAYOUTS, &Closed));
}

#[divan::bench(args = cases(), max_time = 1)]
fn recognising(bencher: Bencher<'_, '_>, case: &Case) {
    bencher
        .counter(ItemsCount::new(case.pages))
        .with_inputs(|| case.understood())
        .bench_values(|(understood, info)| {
            assemble(understood, case.source(), &LAYOUTS, Some(&info), &Closed)
        });
}

#[divan::bench(args = cases(), max_time = 1)]
fn writing(bencher: Bencher<'_, '_>, case: &Case) {
    let handling = case.handling();
    bencher
        .counter(ItemsCount::new(case.pages))
        .bench(|| serde_json::to_vec(&handling));
}

#[divan::bench(args = cases(), max_time = 1)]
fn whole_document(bencher: Bencher<'_, '_>, case: &Case) {
    bencher
        .counter(ItemsCount::new(case.pages))
        .bench(|| case.handling());
}

#[divan::bench(max_time = 5)]
fn all_texts(bencher: Bencher<'_, '_>) {
    let texts: Vec<(String, Arc<Vec<u8>>)> = fixture("text", "txt")
        .iter()
        .map(|path| read(path))
        .collect();
    bencher.bench(|| {
        for (name, bytes) in &texts {
            let input = Input {
                name,
                bytes,
                sha256: None,
            };
            let _ = divan::black_box(convert(&input, &LAYOUTS, &Options::default()));
        }
    });
}

#[divan::bench(max_time = 5)]
fn layouts() -> Layouts {
    Layouts::builtin()
}

#[divan::bench(max_time = 5)]
fn start_up() {
    let binary = env!("CARGO_BIN_EXE_namnd");
    let _ = divan::black_box(Command::new(binary).arg("--version").output());
}

fn main() {
    // In a pool of one thread, so that pages are not shared out and allocations are counted where they are made.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("a thread can be started").install(divan::main);
}
