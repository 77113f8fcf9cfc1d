//! All pictures of a document: prepared, recognised, looked up where that was done before.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::ocr::engine::{Engine, EngineError, Setting};
use crate::ocr::reading::{Kind, PagePicture, PageReading, Prepared, ReadWord, Readings, Wanted};
use crate::ocr::tolerances::{LEVEL_WORD, UPRIGHT_CONFIDENCE};
use crate::ocr::{hocr, second, words};
use crate::pdf::Picture;

/// Quarters that a page is turned by when it is not: first those of a sheet that lay on its side.
const OTHER_WAYS: [u8; 3] = [1, 3, 2];
/// What readings are kept as; another number when they are made otherwise.
const FORM: &str = "7";

/// Whether words are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum When {
    /// On pages that are pictures without text.
    #[default]
    Auto,
    /// Nowhere.
    Never,
    /// Also where a text layer has them.
    Always,
}

/// Who makes pictures ready.
pub trait Pictures: Sync {
    /// The picture of a page.
    ///
    /// # Errors
    /// Why there is none.
    fn picture(&self, wanted: &Wanted) -> Result<(Prepared, Picture), String>;
}

/// Where readings are kept. A store that fails is like one that has nothing.
pub trait Store: Sync {
    /// What was kept under this key.
    fn get(&self, key: &str) -> Option<Vec<u8>>;
    /// Keeps it.
    fn put(&self, key: &str, value: &[u8]);
}

/// Places for pages under way, shared by all documents of a run.
#[derive(Debug)]
pub struct Places {
    free: Mutex<usize>,
    freed: Condvar,
}

/// A place; it is free again when this is dropped.
#[derive(Debug)]
pub struct Place<'a>(&'a Places);

impl Places {
    /// So many places, at least one.
    #[must_use]
    pub fn new(places: usize) -> Self {
        Self {
            free: Mutex::new(places.max(1)),
            freed: Condvar::new(),
        }
    }

    /// Waits until a place is free, and takes it.
    pub fn take(&self) -> Place<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = (self.freed.wait_while(free, |free| *free == 0))
            .unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Place(self)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *(self.0.free.lock()).unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

/// How pictures are read.
pub struct Means<'a> {
    /// When words are recognised.
    pub when: When,
    /// Who recognises them; `None` when there is no engine.
    pub engine: Option<&'a dyn Engine>,
    /// Where readings are kept.
    pub store: Option<&'a dyn Store>,
    /// Pages of this document at a time.
    pub threads: usize,
    /// Pages of all documents at a time.
    pub places: &'a Places,
    /// Called when a page is done.
    pub done: &'a (dyn Fn() + Sync),
}

/// Reads the pictures of a document's pages.
#[must_use]
pub fn read(found: &[PagePicture], pictures: &dyn Pictures, means: &Means<'_>) -> Readings {
    let tasks: Vec<(PagePicture, bool)> =
        found.iter().filter_map(|one| task(*one, means)).collect();
    let next = AtomicUsize::new(0);
    let readings = Mutex::new(Readings::default());
    let work = || {
        while let Some((one, recognised)) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let place = means.places.take();
            let reading = match means.engine.filter(|_| *recognised) {
                Some(engine) => page(one.page, pictures, engine, means.store),
                None => rules(one.page, pictures),
            };
            drop(place);
            (means.done)();
            let mut readings = readings.lock().unwrap_or_else(PoisonError::into_inner);
            readings.pages.insert(one.page, reading);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..means.threads.min(tasks.len()) {
            // Where no thread can be had, this one does it all.
            let _ = std::thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    let mut readings = readings
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let words = |reading: &PageReading| matches!(reading, PageReading::Words(..));
    if readings.pages.values().any(words) {
        readings.engine = means.engine.map(|engine| engine.name().clone());
    }
    readings
}

/// What is to be done with a page, if anything: whether its words are recognised.
fn task(one: PagePicture, means: &Means<'_>) -> Option<(PagePicture, bool)> {
    let can = means.engine.is_some() && means.when != When::Never;
    match one.kind {
        Kind::Bare => can.then_some((one, true)),
        Kind::Layer => Some((one, can && means.when == When::Always)),
    }
}

/// The ruling lines of a page that has a text layer.
fn rules(page: u32, pictures: &dyn Pictures) -> PageReading {
    let wanted = Wanted {
        page,
        as_layer: true,
        quarters: 0,
    };
    match pictures.picture(&wanted) {
        Ok((prepared, _)) => PageReading::Rules(prepared),
        Err(reason) => PageReading::Failed(reason),
    }
}

/// The words of a page. Where they make no sense, it is tried whether the page lies on its side or its head.
fn page(
    page: u32,
    pictures: &dyn Pictures,
    engine: &dyn Engine,
    store: Option<&dyn Store>,
) -> PageReading {
    let attempt = |quarters: u8| {
        let wanted = Wanted {
            page,
            as_layer: false,
            quarters,
        };
        let (prepared, picture) = pictures.picture(&wanted)?;
        let read = recognise(&picture, engine, store).map_err(|error| error.to_string())?;
        Ok::<_, String>((prepared, read))
    };
    let mut best = match attempt(0) {
        Ok(first) => first,
        Err(reason) => return PageReading::Failed(reason),
    };
    if !best.1.is_empty() && sense(&best.1) < UPRIGHT_CONFIDENCE {
        for quarters in OTHER_WAYS {
            if let Ok(other) = attempt(quarters)
                && sense(&other.1) > sense(&best.1).max(UPRIGHT_CONFIDENCE)
            {
                best = other;
                break;
            }
        }
    }
    PageReading::Words(best.0, best.1)
}

/// How sure the engine is of a page's letters, in percent; nothing where it read them on their side, which it does well but not
/// in their order.
fn sense(words: &[ReadWord]) -> u32 {
    let letters = |word: &ReadWord| word.text.chars().count();
    let long = || words.iter().filter(|word| letters(word) >= LEVEL_WORD);
    let high = long().filter(|word| word.rect.height() > word.rect.width());
    let on_side = high.map(letters).sum::<usize>() * 2 > long().map(letters).sum();
    if on_side { 0 } else { sureness(words) }
}

/// How sure the engine is of a page's letters, in percent.
fn sureness(words: &[ReadWord]) -> u32 {
    let letters = |word: &ReadWord| word.text.chars().count() as u32;
    let all: u32 = words.iter().map(letters).sum();
    let sure: u32 = words
        .iter()
        .map(|word| letters(word) * u32::from(word.confidence))
        .sum();
    sure / all.max(1)
}

fn recognise(
    picture: &Picture,
    engine: &dyn Engine,
    store: Option<&dyn Store>,
) -> Result<Vec<ReadWord>, EngineError> {
    let key = key(picture, engine);
    let kept = store.and_then(|store| store.get(&key));
    if let Some(words) = kept.and_then(|kept| serde_json::from_slice(&kept).ok()) {
        return Ok(words);
    }
    let output = engine.recognise(picture, Setting::Page)?;
    let read = hocr::words(&output).ok_or(EngineError::Nonsense)?;
    let mut words = words::of_hocr(&read, picture);
    look_again(picture, &mut words, engine)?;
    if let (Some(store), Ok(kept)) = (store, serde_json::to_vec(&words)) {
        store.put(&key, &kept);
    }
    Ok(words)
}

/// Has a second look taken at what is doubtful. One that fails leaves the first reading as it is.
fn look_again(
    picture: &Picture,
    words: &mut Vec<ReadWord>,
    engine: &dyn Engine,
) -> Result<(), EngineError> {
    let spots = second::places(picture, words);
    // A page that makes no sense may lie on its side.
    if spots.is_empty() || sureness(words) < UPRIGHT_CONFIDENCE {
        return Ok(());
    }
    let (sheet, starts) = second::sheet(picture, &spots);
    let output = match engine.recognise(&sheet, Setting::Lines) {
        Ok(output) => output,
        Err(EngineError::Interrupted) => return Err(EngineError::Interrupted),
        Err(_) => return Ok(()),
    };
    if let Some(read) = hocr::words(&output) {
        second::settle(picture, words, &spots, &starts, &read);
    }
    Ok(())
}

/// What a recognition depends on, as one hash.
fn key(picture: &Picture, engine: &dyn Engine) -> String {
    use std::fmt::Write as _;
    let name = engine.name();
    let mut hash = Sha256::new();
    for part in [FORM, &name.name, &name.version, &name.models] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    for number in [
        picture.width as u64,
        picture.height as u64,
        picture.dpi.to_bits().into(),
    ] {
        hash.update(number.to_le_bytes());
    }
    hash.update(&picture.data);
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
