//! Text that something hides: what was painted over it, or what it stands on in its own colour.

use std::cell::OnceCell;

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
/// Fills near a line that each of its glyphs is compared with; where there are more, the index is asked for each glyph.
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
    let colors = Colors::of(canvas);
    // Neighbours mostly have one colour.
    let mut last = (PAPER, true);
    let mut has_like = |color: Rgb| {
        if last.0 != color {
            last = (color, colors.has_like(color));
        }
        last.1
    };
    if !canvas.glyphs.iter().any(|glyph| has_like(glyph.color)) {
        return;
    }
    let mut candidate = |glyph: &Glyph| {
        has_like(glyph.color)
            && glyph.visibility == Visibility::Visible
            && !glyph.ch.is_whitespace()
    };
    let mut glyphs = std::mem::take(&mut canvas.glyphs);
    let mut ground = Ground::of(canvas);
    let level = |a: &Glyph, b: &Glyph| (a.rect.y0, a.rect.y1) == (b.rect.y0, b.rect.y1);
    for line in glyphs.chunk_by_mut(level) {
        if line.iter().any(&mut candidate) {
            ground.blend(line, &mut candidate);
        }
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
    fills: SpatialIndex,
    /// Images and ruling lines. Most pages do without.
    others: OnceCell<SpatialIndex>,
    /// Fills near the line that is looked at; memory that is used again.
    near: Vec<u32>,
    /// Those of them that look like the glyph that is looked at.
    like: Vec<u32>,
}

impl<'c> Ground<'c> {
    fn of(canvas: &'c Canvas<'c>) -> Self {
        Self {
            canvas,
            fills: SpatialIndex::new(canvas.fills.iter().map(|fill| fill.rect)),
            others: OnceCell::new(),
            near: Vec::new(),
            like: Vec::new(),
        }
    }

    /// Marks those of a line's candidates that are in the colour of what they stand on.
    fn blend(&mut self, line: &mut [Glyph], mut candidate: impl FnMut(&Glyph) -> bool) {
        let (mut x0, mut x1) = (f32::INFINITY, f32::NEG_INFINITY);
        for glyph in &*line {
            let x = middle(glyph).0;
            (x0, x1) = (x0.min(x), x1.max(x));
        }
        let Some(y) = line.first().map(|glyph| middle(glyph).1) else {
            return;
        };
        self.near.clear();
        let near = self.fills.meeting(Rect::new(x0, y, x1, y));
        self.near.extend(near.take(FEW_AREAS + 1));
        // With many near, each glyph asks for itself.
        let few = self.near.len() <= FEW_AREAS;
        let mut color = None;
        for glyph in line.iter_mut() {
            if !candidate(glyph) {
                continue;
            }
            if few && color != Some(glyph.color) {
                color = Some(glyph.color);
                let fills = &self.canvas.fills;
                let like = |number: &u32| alike(fills[*number as usize].color, glyph.color);
                self.like.clear();
                self.like.extend(self.near.iter().copied().filter(like));
            }
            let (x, y) = middle(glyph);
            let holds = |number: &u32| self.fills.area(*number).contains(x, y);
            if few && !alike(PAPER, glyph.color) && !self.like.iter().any(holds) {
                continue;
            }
            if self.blends(glyph) && !self.is_on_others(x, y) {
                glyph.visibility = Visibility::Blended;
            }
        }
    }

    /// Whether a glyph cannot be told from the last fill painted under it, or from the paper.
    fn blends(&self, glyph: &Glyph) -> bool {
        let Canvas { fills, covers, .. } = self.canvas;
        let before = fills.partition_point(|fill| fill.order < glyph.order);
        let below = self
            .fills
            .last_at(middle(glyph), 0..number(before), |_| true);
        below.map_or(alike(PAPER, glyph.color), |below| {
            let fill: &Fill = &fills[below as usize];
            let opaque = covers.binary_search_by_key(&fill.order, |cover| cover.order);
            opaque.is_ok() && fill.shape == Shape::Rectangle && alike(fill.color, glyph.color)
        })
    }

    /// Whether a point lies on an image or a ruling line.
    fn is_on_others(&self, x: f32, y: f32) -> bool {
        let others = self.others.get_or_init(|| {
            let images = self.canvas.images.iter().map(|image| image.rect);
            let rules = self.canvas.rules.iter().map(|rule| rule.rect);
            SpatialIndex::new(images.chain(rules))
        });
        others.last_at((x, y), 0..u32::MAX, |_| true).is_some()
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
