//! A page's picture made ready for an engine: composed of the page's images, turned upright, its ruling lines taken out.

use crate::ocr::ink::{Ink, Paper};
use crate::ocr::layer;
use crate::ocr::reading::{Prepared, Wanted};
use crate::ocr::tolerances::{FEW_DPI, LEAST_DPI, MOST_DPI, MOST_SAMPLES, USUAL_DPI};
use crate::ocr::{layer_words, rules, shades, skew, spots, words};
use crate::pdf::{PageContent, PdfFile, Picture};

/// Makes a page's picture ready.
///
/// # Errors
/// Why there is none.
pub fn prepare(file: &PdfFile, wanted: &Wanted) -> Result<(Prepared, Picture), String> {
    let reader = file.reader();
    let index = wanted.page.saturating_sub(1);
    let mut page = reader.page(index);
    let scanned_dpi = resolution(&page);
    let dpi = if scanned_dpi > MOST_DPI {
        USUAL_DPI
    } else if scanned_dpi < FEW_DPI {
        2.0 * scanned_dpi.max(LEAST_DPI)
    } else {
        scanned_dpi
    };
    let (mut picture, remarks) = picture(&reader, index, dpi, &page)?;
    let turn = if wanted.as_layer {
        layer::make_upright(&mut page)
    } else {
        layer::Turn {
            quarters: wanted.quarters % 4,
            degrees: 0.0,
        }
    };
    for _ in 0..turn.quarters {
        picture = skew::quarter(&picture);
    }
    let mut paper = Paper::of(&picture);
    let mut ink = Ink::of(&picture, &paper);
    let askew = if wanted.as_layer {
        -turn.degrees
    } else {
        skew::askew(&ink, picture.dpi)
    };
    if askew != 0.0 {
        picture = skew::straightened(&picture, askew);
    }
    let shades = shades::take(&mut picture);
    if askew != 0.0 || !shades.is_empty() {
        paper = Paper::of(&picture);
        ink = Ink::of(&picture, &paper);
    }
    let rules = rules::take(&mut picture, &paper, &ink);
    let spots = spots::take(&mut picture, &paper, &ink);
    let layer = if wanted.as_layer {
        words::of_hocr(&layer_words::of(&page, &picture), &picture)
    } else {
        Vec::new()
    };
    let (width, height) = if turn.quarters % 2 == 1 && !wanted.as_layer {
        (page.height, page.width)
    } else {
        (page.width, page.height)
    };
    let prepared = Prepared {
        width,
        height,
        samples: (picture.width, picture.height),
        dpi: picture.dpi,
        scanned_dpi,
        quarters: turn.quarters,
        degrees: -askew,
        rules,
        shades,
        spots,
        missing: remarks,
        layer,
    };
    Ok((prepared, picture))
}

/// The picture at this resolution, or at a lower one that fits.
fn picture(
    reader: &crate::pdf::PageReader<'_>,
    index: u32,
    dpi: f32,
    page: &PageContent,
) -> Result<(Picture, Vec<String>), String> {
    let inches = f64::from(page.width * page.height) / (72.0 * 72.0);
    let most = (MOST_SAMPLES as f64 / inches.max(1e-3)).sqrt() as f32;
    // Rounding must not put it over the limit again.
    let dpi = dpi.min(0.99 * most);
    let (picture, remarks) = reader
        .picture(index, dpi, MOST_SAMPLES)
        .ok_or_else(|| "the page has no area".to_owned())?;
    let missing = remarks.into_iter();
    let missing = missing
        .filter(|remark| remark.code == "bild-olaslig")
        .map(|remark| remark.message);
    Ok((picture, missing.collect()))
}

/// Samples in an inch of a page's images: those of the one with most samples, for a scan may be coarse in its colours and
/// fine in its letters.
fn resolution(page: &PageContent) -> f32 {
    let images = page.images.iter();
    let samples =
        |image: &&crate::pdf::Image| u64::from(image.samples.0) * u64::from(image.samples.1);
    let Some(largest) = images.max_by_key(samples) else {
        return 0.0;
    };
    let area = largest.rect.width() * largest.rect.height();
    if area <= 0.0 {
        return 0.0;
    }
    (samples(&largest) as f32 / area).sqrt() * 72.0
}
