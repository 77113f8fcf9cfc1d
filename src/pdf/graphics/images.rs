//! Images: their size in samples, their dominant colour and whether they hide what lies beneath.
//!
//! Small images carry meaning (symbols of status, bars of progress), so they are decoded; large ones are photographs and
//! scans. CCITT and JBIG2 images are scans too and are not decoded: their decoders take sizes from the data, which no
//! limit of ours would bound.

use std::cell::RefCell;
use std::collections::HashMap;

use hayro_syntax::Filter;
use hayro_syntax::object::{ObjectIdentifier, Stream};
use hayro_syntax::page::Resources;

use crate::pdf::Rgb;
use crate::pdf::content::canvas::Canvas;
use crate::pdf::graphics::samples::Raster;

/// Samples with all channels at least this bright are paper.
const WHITE: u8 = 240;
/// Samples with all channels at least this bright are a bar's ground, if there is no colour beside them.
const PALE: u8 = 200;
/// Samples of an image that are looked at; larger ones are looked at in steps.
const LOOKED_AT: u64 = 1 << 16;
/// How far from the dominant colour a sample may be, in each channel.
const NEAR: u8 = 40;
/// A bar of progress is more than so many times as wide as it is high.
const BAR_SHAPE: u64 = 3;
/// One sample in so many that has a colour makes the image coloured; of a bar, which may be hardly begun.
const VIVID: u64 = 50;
const BAR_VIVID: u64 = 200;
/// Levels (of 16) between the channels of what is no grey.
const VIVID_LEVELS: usize = 4;
/// A column is filled when one in so many samples of the tallest is.
const FULL: usize = 2;
/// A bar's frame is at most one in so many of its columns.
const FRAME: usize = 20;
/// Images that are decoded on one page, as a multiple of the largest one.
const IMAGES_PER_PAGE: u64 = 64;

/// What an image looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Look {
    /// Width and height in samples.
    pub(crate) samples: (u32, u32),
    /// The colour that most opaque, non-white samples are close to.
    pub(crate) color: Option<Rgb>,
    /// Share of the painted columns that it fills.
    pub(crate) filled: Option<f32>,
    /// No mask and no alpha.
    pub(crate) opaque: bool,
}

/// Looks of images, kept for their next use.
#[derive(Default)]
pub(crate) struct Images {
    /// By the image's object and the fill colour (which paints masks).
    known: RefCell<HashMap<(ObjectIdentifier, Rgb), Look>>,
}

/// `key` of an image's dictionary, or its short form in an inline image.
fn number(stream: &Stream<'_>, long: &str, short: &str) -> Option<u32> {
    let dict = stream.dict();
    dict.get::<u32>(long).or_else(|| dict.get::<u32>(short))
}

/// Width and height in samples, as its dictionary tells.
pub(crate) fn size(stream: &Stream<'_>) -> (u32, u32) {
    (
        number(stream, "Width", "W").unwrap_or(0),
        number(stream, "Height", "H").unwrap_or(0),
    )
}

/// Whether the image is a stencil that the fill colour is painted through.
pub(crate) fn is_mask(stream: &Stream<'_>) -> bool {
    let dict = stream.dict();
    dict.get::<bool>("ImageMask")
        .or_else(|| dict.get::<bool>("IM"))
        .unwrap_or(false)
}

impl Images {
    /// The look of an image; `fill` paints masks. Inline images are no objects and are not kept.
    pub(crate) fn look<'a>(
        &self,
        stream: &Stream<'a>,
        resources: &Resources<'a>,
        fill: Rgb,
        inline: bool,
        canvas: &mut Canvas<'_>,
    ) -> Look {
        let samples = size(stream);
        let dict = stream.dict();
        let masked = dict.contains_key("SMask")
            || dict.contains_key("Mask")
            || dict.get::<u8>("SMaskInData").is_some_and(|kind| kind > 0);
        let bare = Look {
            samples,
            opaque: !masked && !is_mask(stream),
            ..Look::default()
        };
        let size = u64::from(samples.0) * u64::from(samples.1);
        if size == 0 || size > canvas.limits.image_samples {
            return bare;
        }
        // Counted for every use, so that a page reads the same whether or not its images are known already.
        if !canvas.count_samples(size, IMAGES_PER_PAGE) {
            return bare;
        }
        let key = dict.obj_id().filter(|_| !inline).map(|id| (id, fill));
        if let Some(known) = key.and_then(|key| self.known.borrow().get(&key).copied()) {
            return known;
        }
        let limit = canvas.limits.stream_bytes;
        let look = Raster::new(stream, samples, resources, limit).map_or(bare, |raster| {
            let (color, filled) = dominant(&raster, fill);
            Look {
                color,
                filled,
                ..bare
            }
        });
        if let Some(key) = key {
            self.known.borrow_mut().insert(key, look);
        }
        look
    }
}

/// Whether decoding takes sizes from the data itself.
pub(crate) fn is_unbounded(filter: Filter) -> bool {
    matches!(filter, Filter::CcittFaxDecode | Filter::Jbig2Decode)
}

fn is_white(Rgb(red, green, blue): Rgb) -> bool {
    red >= WHITE && green >= WHITE && blue >= WHITE
}

/// Sixteen levels of each channel.
fn bucket(Rgb(red, green, blue): Rgb) -> usize {
    usize::from(red >> 4) << 8 | usize::from(green >> 4) << 4 | usize::from(blue >> 4)
}

/// The dominant colour and the share of columns that it fills, of those between the first and the last that are painted
/// at all.
fn dominant(raster: &Raster, fill: Rgb) -> (Option<Rgb>, Option<f32>) {
    let (width, height) = raster.size();
    let step = (1_u32..)
        .find(|step| u64::from(width / step) * u64::from(height / step) <= LOOKED_AT)
        .unwrap_or(1);
    let columns = || (0..width).step_by(step as usize);
    let rows = || (0..height).step_by(step as usize);
    let mut counts = vec![0_u32; 4096];
    let mut sums = vec![[0_u64; 3]; 4096];
    let mut white = false;
    for y in rows() {
        for x in columns() {
            let Some(color) = raster.at(x, y, fill) else {
                continue;
            };
            if is_white(color) && !raster.is_mask() {
                white = true;
                continue;
            }
            let bucket = bucket(color);
            counts[bucket] += 1;
            for (sum, channel) in sums[bucket].iter_mut().zip([color.0, color.1, color.2]) {
                *sum += u64::from(channel);
            }
        }
    }
    // A bar that is hardly begun has little colour.
    let bar = u64::from(width) > BAR_SHAPE * u64::from(height);
    let vivid = vivid_only(&counts, if bar { BAR_VIVID } else { VIVID });
    let Some(color) = heaviest(&vivid, &sums) else {
        return (white.then_some(Rgb(255, 255, 255)), Some(0.0));
    };
    let near = |other: Rgb| {
        let close = |a: u8, b: u8| a.abs_diff(b) <= NEAR;
        close(color.0, other.0) && close(color.1, other.1) && close(color.2, other.2)
    };
    let seen = |x: &u32| rows().any(|y| raster.at(*x, y, fill).is_some());
    let first = columns().find(seen).unwrap_or(0);
    let last = columns().rev().find(seen).unwrap_or(0);
    let heights: Vec<usize> = columns()
        .filter(|x| (first..=last).contains(x))
        .map(|x| {
            rows()
                .filter(|y| raster.at(x, *y, fill).is_some_and(near))
                .count()
        })
        .collect();
    let tallest = heights.iter().copied().max().unwrap_or(0);
    let full: Vec<bool> = heights
        .iter()
        .map(|height| *height * FULL >= tallest.max(1))
        .collect();
    // Nothing but a pale ground: an empty bar.
    if bar && !is_vivid(bucket(color)) && color.0.min(color.1).min(color.2) >= PALE {
        return (Some(color), Some(0.0));
    }
    // A frame is as wide on the left, before the filled part, as on the right.
    let frame = full.iter().take_while(|full| !**full).count();
    let frame = if frame * FRAME <= full.len() {
        frame
    } else {
        0
    };
    let inside = full.get(frame..full.len() - frame).unwrap_or(&[]);
    let filled = inside.iter().filter(|full| **full).count();
    let share = filled as f32 / inside.len().max(1) as f32;
    (Some(color), Some(share))
}

/// Whether a bucket's colour is no grey.
fn is_vivid(bucket: usize) -> bool {
    let channels = [bucket >> 8, bucket >> 4 & 15, bucket & 15];
    let spread = channels.iter().max().zip(channels.iter().min());
    spread.is_some_and(|(high, low)| high - low >= VIVID_LEVELS)
}

/// The counts of vivid colours where these are at least one in `least` of all: a bar's pale ground says nothing. All counts
/// else.
fn vivid_only(counts: &[u32], least: u64) -> Vec<u32> {
    let vivid: Vec<u32> = counts
        .iter()
        .enumerate()
        .map(|(b, count)| if is_vivid(b) { *count } else { 0 })
        .collect();
    let sum = |counts: &[u32]| counts.iter().map(|count| u64::from(*count)).sum::<u64>();
    if sum(&vivid) * least >= sum(counts) && sum(&vivid) > 0 {
        vivid
    } else {
        counts.to_vec()
    }
}

/// The mean colour around the bucket that holds most samples together with its neighbours.
fn heaviest(counts: &[u32], sums: &[[u64; 3]]) -> Option<Rgb> {
    let around = |bucket: usize| {
        let parts = [bucket >> 8, bucket >> 4 & 15, bucket & 15];
        let range = |part: usize| part.saturating_sub(1)..=(part + 1).min(15);
        range(parts[0]).flat_map(move |red| {
            range(parts[1]).flat_map(move |green| {
                range(parts[2]).map(move |blue| red << 8 | green << 4 | blue)
            })
        })
    };
    let weight = |bucket: usize| {
        around(bucket)
            .map(|near| u64::from(counts[near]))
            .sum::<u64>()
    };
    let best = (0..counts.len())
        .filter(|bucket| counts[*bucket] > 0)
        .max_by_key(|bucket| (weight(*bucket), counts[*bucket], std::cmp::Reverse(*bucket)))?;
    let total = weight(best);
    let mean = |channel: usize| {
        let sum: u64 = around(best).map(|near| sums[near][channel]).sum();
        u8::try_from(sum / total.max(1)).unwrap_or(u8::MAX)
    };
    Some(Rgb(mean(0), mean(1), mean(2)))
}
