//! Text that something hides: what was painted over it, or what it stands on in its own colour.

use std::ops::Range;

use foldhash::HashSet;
use kurbo::{Point, Shape as _};

use crate::geometry::Rect;
use crate::pdf::content::canvas::{Canvas, Cover};
use crate::pdf::{Fill, Glyph, Rgb, Shape, Visibility};
use crate::spatial::SpatialIndex;

/// Share of a glyph that must lie behind something for the glyph to be hidden.
const HIDDEN_SHARE: f32 = 0.5;
/// Channels of two colours that differ by no more than this look the same.
const SAME_COLOR: u8 = 8;
/// Areas near a string that each of its glyphs is compared with; where there are more, the index is asked for each glyph.
const FEW_AREAS: usize = 32;
/// White paper.
const PAPER: Rgb = Rgb(255, 255, 255);

/// Marks glyphs that a later opaque image or fill hides.
pub(crate) fn cover(canvas: &mut Canvas<'_>) {
    // Covers stand in painting order. Most pages paint the text last, where nothing hides it.
    let (Some(last), Some(first)) = (
        canvas.covers.last().map(|cover| cover.order),
        canvas.glyphs.iter().map(|glyph| glyph.order).min(),
    ) else {
        return;
    };
    if last < first {
        return;
    }
    let covers = std::mem::take(&mut canvas.covers);
    let mut glyphs = std::mem::take(&mut canvas.glyphs);
    let index = SpatialIndex::new(covers.iter().map(|cover| cover.rect));
    for glyph in &mut glyphs {
        if glyph.order > last || glyph.visibility != Visibility::Visible {
            continue;
        }
        let later = covers.partition_point(|cover| cover.order <= glyph.order);
        let mut compared = 0;
        let hidden = index.last_at(
            middle(glyph),
            number(later)..number(covers.len()),
            |cover| {
                compared += 1;
                hides(&covers[cover as usize], glyph)
            },
        );
        if hidden.is_some() {
            glyph.visibility = Visibility::Covered;
        }
        if !canvas.count_comparisons(compared) {
            break;
        }
    }
    canvas.glyphs = glyphs;
    canvas.covers = covers;
}

/// Marks glyphs in the colour of what they stand on: the last fill painted before them, else the white paper. A glyph on
/// an image, a thick line, or a fill that is no rectangle or lets something through counts as seen, for what lies behind
/// it is not known.
pub(crate) fn blend(canvas: &mut Canvas<'_>) {
    let mut glyphs = std::mem::take(&mut canvas.glyphs);
    let colors = Colors::of(canvas);
    // Made for the first glyph that needs it.
    let mut ground: Option<Ground<'_>> = None;
    // Neighbours mostly have one colour.
    let mut last = (PAPER, true);
    for string in glyphs.chunk_by_mut(|a, b| a.string == b.string) {
        let mut candidate = |glyph: &Glyph| {
            if last.0 != glyph.color {
                last = (glyph.color, colors.has_like(glyph.color));
            }
            last.1 && glyph.visibility == Visibility::Visible && !glyph.ch.is_whitespace()
        };
        let mut candidates = string
            .iter_mut()
            .filter(|glyph| candidate(glyph))
            .peekable();
        if candidates.peek().is_none() {
            continue;
        }
        let mut candidates: Vec<&mut Glyph> = candidates.collect();
        ground
            .get_or_insert_with(|| Ground::of(canvas))
            .blend(&mut candidates);
    }
    canvas.glyphs = glyphs;
}

/// The colours that glyphs may stand on, by eights of each channel.
struct Colors(HashSet<[u8; 3]>);

impl Colors {
    fn of(canvas: &Canvas<'_>) -> Self {
        let colors = canvas.fills.iter().map(|fill| fill.color).chain([PAPER]);
        Self(
            colors
                .map(|Rgb(r, g, b)| [r, g, b].map(|c| c / SAME_COLOR))
                .collect(),
        )
    }

    /// Whether there may be one that looks the same: colours that do are next to each other here.
    fn has_like(&self, Rgb(r, g, b): Rgb) -> bool {
        let near = |channel: u8| {
            let eighth = channel / SAME_COLOR;
            eighth.saturating_sub(1)..=eighth.saturating_add(1)
        };
        near(r).any(|r| near(g).any(|g| near(b).any(|b| self.0.contains(&[r, g, b]))))
    }
}

/// What glyphs stand on.
struct Ground<'c> {
    canvas: &'c Canvas<'c>,
    /// Fills, then images and ruling lines.
    index: SpatialIndex,
    others: Range<u32>,
}

impl<'c> Ground<'c> {
    fn of(canvas: &'c Canvas<'c>) -> Self {
        let fills = canvas.fills.iter().map(|fill| fill.rect);
        let images = canvas.images.iter().map(|image| image.rect);
        let rules = canvas.rules.iter().map(|rule| rule.rect);
        let all = canvas.fills.len() + canvas.images.len() + canvas.rules.len();
        Self {
            canvas,
            index: SpatialIndex::new(fills.chain(images).chain(rules)),
            others: number(canvas.fills.len())..number(all),
        }
    }

    /// Marks those of a string's glyphs that are in the colour of what they stand on.
    fn blend(&self, glyphs: &mut [&mut Glyph]) {
        let points = glyphs.iter().map(|glyph| {
            let (x, y) = middle(glyph);
            Rect::new(x, y, x, y)
        });
        let Some(extent) = points.reduce(|all, point| all.union(&point)) else {
            return;
        };
        let near: Vec<u32> = self.index.meeting(&extent).take(FEW_AREAS + 1).collect();
        let few = near.len() <= FEW_AREAS;
        for glyph in glyphs {
            let point = middle(glyph);
            let before = self
                .canvas
                .fills
                .partition_point(|fill| fill.order < glyph.order);
            let last_at = |numbers: Range<u32>| {
                if few {
                    let holds = |number: &u32| self.index.area(*number).contains(point.0, point.1);
                    let within = near
                        .iter()
                        .copied()
                        .filter(|number| numbers.contains(number));
                    within.filter(holds).max()
                } else {
                    self.index.last_at(point, numbers, |_| true)
                }
            };
            let below = last_at(0..number(before)).map(|fill| &self.canvas.fills[fill as usize]);
            if self.is_like(below, glyph.color) && last_at(self.others.clone()).is_none() {
                glyph.visibility = Visibility::Blended;
            }
        }
    }

    /// Whether a glyph of the colour cannot be told from the fill under it, or from the paper.
    fn is_like(&self, below: Option<&Fill>, color: Rgb) -> bool {
        below.map_or(alike(PAPER, color), |fill| {
            let covers = &self.canvas.covers;
            let opaque = covers.binary_search_by_key(&fill.order, |cover| cover.order);
            opaque.is_ok() && fill.shape == Shape::Rectangle && alike(fill.color, color)
        })
    }
}

/// A glyph's centre.
fn middle(glyph: &Glyph) -> (f32, f32) {
    (glyph.rect.mid_x(), glyph.rect.mid_y())
}

/// A number in an index; there are fewer things on a page, by its limits.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether no reader tells the colours apart.
fn alike(a: Rgb, b: Rgb) -> bool {
    a.0.abs_diff(b.0) <= SAME_COLOR
        && a.1.abs_diff(b.1) <= SAME_COLOR
        && a.2.abs_diff(b.2) <= SAME_COLOR
}

fn hides(cover: &Cover, glyph: &Glyph) -> bool {
    let (x, y) = (glyph.rect.mid_x(), glyph.rect.mid_y());
    if !cover.rect.contains(x, y) {
        return false;
    }
    let Some(common) = cover.rect.intersection(&glyph.rect) else {
        return false;
    };
    let area = glyph.rect.width() * glyph.rect.height();
    if common.width() * common.height() < HIDDEN_SHARE * area {
        return false;
    }
    cover
        .outline
        .as_ref()
        .is_none_or(|outline| outline.contains(Point::new(x.into(), y.into())))
}
