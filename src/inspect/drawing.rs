//! Pictures of pages, drawn by hayro from the same parser. A page that ends the drawing, or would take too long, costs
//! its own picture and nothing else.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use hayro_svg::hayro_interpret::InterpreterSettings;
use hayro_svg::{RenderCache, SvgRenderSettings, convert};

use crate::pdf::{PageContent, PdfFile};

/// Longer than this no page is drawn. Most take a fiftieth of a second.
const PAGE_TIME: Duration = Duration::from_secs(20);
/// How often it is looked whether a page takes too long.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// Bytes of a drawing, before it is compressed. A page of text has half a million, one of maps and photos some ten.
const MOST_BYTES: usize = 64 << 20;
/// Samples of a page's images together: 600 dots an inch over a sheet of A3, twice.
const MOST_SAMPLES: u64 = 140_000_000;
/// Stack of a thread that draws: forms stand within each other, and the renderer follows them.
const STACK: usize = 64 << 20;

/// A page as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Picture {
    /// SVG of the page's size in points.
    Svg(String),
    /// None, and why.
    None(String),
}

/// Draws pages of a file, on as many threads as the pool has. In the pages' order.
pub(super) fn draw(file: &Arc<PdfFile>, pages: &[u32]) -> Vec<(u32, Picture)> {
    let file = Arc::clone(file);
    let drawn = contained(pages, PAGE_TIME, move |page| one(&file, page));
    drawn.into_iter().collect()
}

/// Draws one page, or says why it is not to be drawn.
fn one(file: &PdfFile, number: u32) -> Picture {
    let index = number.saturating_sub(1);
    if let Some(why) = objection(&file.page(index)) {
        return Picture::None(why);
    }
    let pages = file.pdf.pages();
    let Some(page) = pages.get(usize::try_from(index).unwrap_or(usize::MAX)) else {
        return Picture::None("the file has no such page".to_owned());
    };
    let svg = convert(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &SvgRenderSettings::default(),
    );
    if svg.len() > MOST_BYTES {
        return Picture::None(format!("its drawing takes {} MB", svg.len() >> 20));
    }
    Picture::Svg(svg)
}

/// Why a page had better not be drawn: the renderer counts nothing, the reader does.
fn objection(content: &PageContent) -> Option<String> {
    let stopped = |code: &str| {
        let only_colours = code == "grans-bilder";
        (code.starts_with("grans-") && !only_colours) || code == "sida-olaslig"
    };
    if let Some(remark) = content.remarks.iter().find(|remark| stopped(remark.code)) {
        return Some(format!("{} ({})", remark.message, remark.code));
    }
    let samples = content.images.iter().fold(0u64, |sum, image| {
        let (width, height) = image.samples;
        sum.saturating_add(u64::from(width).saturating_mul(u64::from(height)))
    });
    (samples > MOST_SAMPLES).then(|| format!("its images have {samples} samples"))
}

/// What a thread that draws has to say.
enum Told {
    Began(usize, u32),
    Drawn(u32, Picture),
}

/// Threads that draw pages, and what they have not drawn yet.
struct Drawers<F> {
    left: Arc<Mutex<VecDeque<u32>>>,
    draw: Arc<F>,
    sender: Sender<Told>,
    /// By thread: what it draws, and since when.
    busy: BTreeMap<usize, (u32, Instant)>,
    started: usize,
}

/// Calls `draw` for each page, on threads of its own: one that panics or takes too long costs its page. A thread cannot be
/// ended from outside: one that takes too long is left alone, and another takes its place.
fn contained<F>(pages: &[u32], time: Duration, draw: F) -> BTreeMap<u32, Picture>
where
    F: Fn(u32) -> Picture + Send + Sync + 'static,
{
    let (sender, receiver) = channel();
    let mut drawers = Drawers {
        left: Arc::new(Mutex::new(pages.iter().copied().collect())),
        draw: Arc::new(draw),
        sender,
        busy: BTreeMap::new(),
        started: 0,
    };
    let mut drawn = BTreeMap::new();
    for _ in 0..rayon::current_num_threads().min(pages.len()) {
        drawers.start();
    }
    while drawn.len() < pages.len() {
        if !drawers.wait(&receiver, time, &mut drawn) {
            break;
        }
    }
    for page in pages {
        let none = || Picture::None("no thread could be started to draw it".to_owned());
        drawn.entry(*page).or_insert_with(none);
    }
    drawn
}

impl<F> Drawers<F>
where
    F: Fn(u32) -> Picture + Send + Sync + 'static,
{
    fn start(&mut self) {
        let (left, draw) = (Arc::clone(&self.left), Arc::clone(&self.draw));
        let (sender, number) = (self.sender.clone(), self.started);
        let work = move || {
            let next = || {
                let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
                left.pop_front()
            };
            while let Some(page) = next() {
                let began = sender.send(Told::Began(number, page));
                let picture = catch_unwind(AssertUnwindSafe(|| draw(page)));
                let failed = |_| Picture::None("the renderer failed on it".to_owned());
                let drawn = Told::Drawn(page, picture.unwrap_or_else(failed));
                // Nobody listens any more once all pages have a picture or none.
                if began.is_err() || sender.send(drawn).is_err() {
                    return;
                }
            }
        };
        if thread::Builder::new().stack_size(STACK).spawn(work).is_ok() {
            self.started += 1;
        }
    }

    /// Waits for news; `false` when none can come.
    fn wait(
        &mut self,
        receiver: &Receiver<Told>,
        time: Duration,
        drawn: &mut BTreeMap<u32, Picture>,
    ) -> bool {
        match receiver.recv_timeout(LOOK_EVERY.min(time)) {
            Ok(Told::Began(thread, page)) => {
                self.busy.insert(thread, (page, Instant::now()));
            }
            Ok(Told::Drawn(page, picture)) => {
                self.busy.retain(|_, (busy, _)| *busy != page);
                drawn.entry(page).or_insert(picture);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
        let late: Vec<(usize, u32)> = (self.busy.iter())
            .filter(|(_, (_, since))| since.elapsed() > time)
            .map(|(thread, (page, _))| (*thread, *page))
            .collect();
        for (thread, page) in late {
            self.busy.remove(&thread);
            let why = format!("drawing it took more than {} s", time.as_secs());
            drawn.entry(page).or_insert(Picture::None(why));
            self.start();
        }
        self.started > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_fails_or_hangs_costs_its_own_picture() {
        let drawn = contained(
            &[1, 2, 3, 4, 5],
            Duration::from_millis(300),
            |page| match page {
                2 => panic!("broken font"),
                4 => loop {
                    thread::park();
                },
                page => Picture::Svg(format!("page {page}")),
            },
        );
        let told: Vec<String> = drawn
            .into_iter()
            .map(|(page, picture)| format!("{page} {picture:?}"))
            .collect();
        assert_eq!(
            told,
            [
                "1 Svg(\"page 1\")",
                "2 None(\"the renderer failed on it\")",
                "3 Svg(\"page 3\")",
                "4 None(\"drawing it took more than 0 s\")",
                "5 Svg(\"page 5\")",
            ]
        );
    }

    #[test]
    fn a_page_that_met_a_limit_is_not_drawn() {
        let remark = |code| crate::pdf::Remark {
            code,
            severity: crate::pdf::Severity::Error,
            message: "more than 5 forms".to_owned(),
        };
        let with = |remarks| PageContent {
            remarks,
            ..PageContent::default()
        };
        assert_eq!(objection(&with(vec![remark("grans-bilder")])), None);
        assert_eq!(
            objection(&with(vec![remark("grans-formular")])).as_deref(),
            Some("more than 5 forms (grans-formular)")
        );
    }
}
