//! What only the whole page tells: accents drawn over their letters, text drawn twice, text that something hides.

use std::ops::RangeInclusive;

use kurbo::{Point, Shape as _};

use super::canvas::{Canvas, Cover, Placed};
use super::{Glyph, PageContent, Rgb, Shape, Visibility, unicode};

/// Two glyphs stand at one place when they are no further apart than this, along and across the line, in ems.
const SAME_ALONG: f32 = 0.1;
const SAME_ACROSS: f32 = 0.2;
/// Glyphs of one character close to another that it is compared with.
const MAX_NEAR: usize = 64;
/// Share of a glyph that must lie behind something for the glyph to be hidden.
const HIDDEN_SHARE: f32 = 0.5;
/// Channels of two colours that differ by no more than this look the same.
const SAME_COLOR: u8 = 8;
/// Cells of the grid that finds what lies over a glyph.
const GRID: usize = 16;

/// Makes the page's content of what was read.
pub(super) fn finish(mut canvas: Canvas<'_>, number: u32, width: f32, height: f32) -> PageContent {
    merge_marks(&mut canvas.glyphs);
    merge_doubles(&mut canvas.glyphs);
    cover(&mut canvas);
    blend(&mut canvas);
    PageContent {
        number,
        width,
        height,
        fonts: canvas.fonts,
        glyphs: canvas
            .glyphs
            .into_iter()
            .map(|placed| placed.glyph)
            .collect(),
        rules: canvas.rules,
        fills: canvas.fills,
        images: canvas.images,
        diagnostics: canvas.notes.into_diagnostics(number, width, height),
    }
}

/// Accents that are drawn on their own join the letter that they are drawn over: the one before or (as TeX draws them)
/// the one after.
fn merge_marks(glyphs: &mut Vec<Placed>) {
    let mut merged = vec![false; glyphs.len()];
    for index in 0..glyphs.len() {
        let Some(mark) = unicode::as_mark(glyphs[index].glyph.ch) else {
            continue;
        };
        let own = glyphs[index].glyph.ch == mark;
        let before = (0..index).rev().find(|before| !merged[*before]);
        for (neighbour, any_place) in [(before, own), (Some(index + 1), false)] {
            let Some(base) = neighbour.filter(|base| *base < glyphs.len()) else {
                continue;
            };
            let (accent, letter) = (&glyphs[index].glyph, &glyphs[base].glyph);
            if !is_over(accent, letter, any_place) {
                continue;
            }
            if let Some(ch) = unicode::composed(letter.ch, mark) {
                glyphs[base].glyph.ch = ch;
                merged[index] = true;
                break;
            }
        }
    }
    let mut merged = merged.into_iter();
    glyphs.retain(|_| !merged.next().unwrap_or(false));
}

/// Whether an accent stands over (or under) a letter; a combining character may also stand just behind it.
fn is_over(accent: &Glyph, letter: &Glyph, combining: bool) -> bool {
    let size = letter.size;
    let alike = accent.angle == letter.angle
        && accent.size > 0.5 * size
        && accent.size < 2.0 * size
        && (accent.y - letter.y).abs() < 0.8 * size
        && accent.visibility == letter.visibility;
    let overlap = accent.rect.overlap_x(&letter.rect);
    let narrower = accent.rect.width().min(letter.rect.width());
    let over = overlap >= 0.5 * narrower && (narrower > 0.0 || combining);
    alike && (over || (combining && overlap > -0.3 * size))
}

/// Text that is drawn twice at one place (fill, then stroke; shadows; made bold by a slight shift) is there once, as it
/// looks at last. Within one string nothing is drawn twice.
fn merge_doubles(glyphs: &mut Vec<Placed>) {
    let mut places = Places::new(glyphs.len());
    // What is kept stands in front.
    let mut kept = 0;
    // A glyph that another replaced is still found where the first stood, so the whole reach is searched from then on.
    let mut moved = false;
    'glyphs: for next in 0..glyphs.len() {
        let glyph = &glyphs[next].glyph;
        let (column, row) = (cell_of(glyph.x), cell_of(glyph.y));
        let reach = cell_of(glyph.size * SAME_ACROSS).clamp(0, 3) + 1;
        let mut columns = column.saturating_sub(reach)..=column.saturating_add(reach);
        let mut rows = row.saturating_sub(reach)..=row.saturating_add(reach);
        if !moved {
            let (x, y) = distances(glyph);
            columns = narrowed(&columns, glyph.x, x);
            rows = narrowed(&rows, glyph.y, y);
        }
        let (ch, invisible) = (glyph.ch, glyph.visibility == Visibility::Invisible);
        for column in columns {
            for row in rows.clone() {
                for index in places.latest((ch, invisible, column, row)).take(MAX_NEAR) {
                    if is_double(&glyphs[index], &glyphs[next]) {
                        let placed = glyphs[next].clone();
                        replace(&mut glyphs[index], placed);
                        moved = true;
                        continue 'glyphs;
                    }
                }
            }
        }
        places.push((ch, invisible, column, row));
        glyphs.swap(kept, next);
        kept += 1;
    }
    glyphs.truncate(kept);
}

/// How far from a glyph one that is the same may stand, across and down the page.
fn distances(glyph: &Glyph) -> (f32, f32) {
    let (along, across) = (SAME_ALONG * glyph.size, SAME_ACROSS * glyph.size);
    if is_upright(glyph.angle) {
        (along, across)
    } else {
        (across, along)
    }
}

/// The cells of a range that lie no farther from a coordinate than the distance.
fn narrowed(cells: &RangeInclusive<i32>, at: f32, distance: f32) -> RangeInclusive<i32> {
    // More than rounding makes of it.
    let distance = distance + 0.01 + at.abs() * 1e-6;
    let (from, to) = (cell_of(at - distance), cell_of(at + distance));
    from.max(*cells.start())..=to.min(*cells.end())
}

/// A character, whether it is invisible, and its cell's column and row.
type Key = (char, bool, i32, i32);

/// Where glyphs stand. The glyphs of a key are chained from the last to the first, so that none needs memory of its own.
struct Places {
    /// The last glyph of each hash.
    heads: Vec<u32>,
    /// For each glyph its key and the one before it with the same hash.
    glyphs: Vec<(Key, u32)>,
}

impl Places {
    /// No glyph.
    const NONE: u32 = u32::MAX;

    fn new(glyphs: usize) -> Self {
        Self {
            heads: vec![Self::NONE; (2 * glyphs).next_power_of_two()],
            glyphs: Vec::with_capacity(glyphs),
        }
    }

    fn slot(&self, (ch, invisible, column, row): Key) -> usize {
        // Odd constants with many bits; the product's upper half depends on every bit of the key.
        let place = u64::from(column.cast_unsigned()) << 32 | u64::from(row.cast_unsigned());
        let sign = u64::from(u32::from(ch)) << 1 | u64::from(invisible);
        let mixed =
            (place ^ sign.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        let hash = (mixed ^ mixed >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (hash >> 32) as usize & (self.heads.len() - 1)
    }

    fn push(&mut self, key: Key) {
        let slot = self.slot(key);
        let index = u32::try_from(self.glyphs.len()).unwrap_or(Self::NONE);
        self.glyphs.push((key, self.heads[slot]));
        self.heads[slot] = index;
    }

    /// The glyphs of a key, the last one first.
    fn latest(&self, key: Key) -> impl Iterator<Item = usize> {
        let glyph = |index: u32| self.glyphs.get(index as usize);
        let first = self.heads[self.slot(key)];
        std::iter::successors(Some(first), move |index| {
            glyph(*index).map(|(_, before)| *before)
        })
        .take_while(|index| *index != Self::NONE)
        .filter(move |index| glyph(*index).is_some_and(|(own, _)| *own == key))
        .map(|index| index as usize)
    }
}

/// Cells of four points.
fn cell_of(coordinate: f32) -> i32 {
    // `floor` is a call into the library for processors that lack the instruction.
    let cells = coordinate / 4.0;
    let towards_zero = cells as i32;
    towards_zero.saturating_sub(i32::from(towards_zero as f32 > cells))
}

/// Whether text of this angle runs across the page rather than up or down.
fn is_upright(angle: i16) -> bool {
    !matches!(angle, 45..135 | 225..315)
}

fn is_double(first: &Placed, second: &Placed) -> bool {
    let (a, b) = (&first.glyph, &second.glyph);
    let size = a.size.min(b.size);
    let (along, across) = if is_upright(a.angle) {
        ((a.x - b.x).abs(), (a.y - b.y).abs())
    } else {
        ((a.y - b.y).abs(), (a.x - b.x).abs())
    };
    first.string != second.string
        && a.angle == b.angle
        && (a.size - b.size).abs() <= 0.1 * size
        && along <= SAME_ALONG * size
        && across <= SAME_ACROSS * size
}

/// The later one is what is seen; marks and a better visibility of the first one stay.
fn replace(first: &mut Placed, second: Placed) {
    let old = first.glyph.clone();
    let rank = |visibility: Visibility| match visibility {
        Visibility::Visible => 0,
        Visibility::Covered => 1,
        Visibility::Blended => 2,
        Visibility::Clipped => 3,
        Visibility::OffPage => 4,
        Visibility::Invisible => 5,
    };
    if rank(second.glyph.visibility) > rank(old.visibility) {
        return;
    }
    *first = second;
    let glyph = &mut first.glyph;
    glyph.certain |= old.certain;
    if glyph.mark.is_none() || (glyph.artifact && !old.artifact) {
        glyph.mark = old.mark;
        glyph.artifact = old.artifact;
    }
}

/// Marks glyphs that a later opaque image or fill hides.
fn cover(canvas: &mut Canvas<'_>) {
    if canvas.covers.is_empty() {
        return;
    }
    let (width, height) = (canvas.page.width().max(1.0), canvas.page.height().max(1.0));
    let cell =
        |value: f64, whole: f64| ((value / whole * GRID as f64).max(0.0) as usize).min(GRID - 1);
    let mut grid: Vec<Vec<u32>> = vec![Vec::new(); GRID * GRID];
    // From the last to the first: the last one is likeliest to hide.
    for (index, cover) in canvas.covers.iter().enumerate().rev() {
        let Ok(index) = u32::try_from(index) else {
            continue;
        };
        for row in cell(cover.rect.y0.into(), height)..=cell(cover.rect.y1.into(), height) {
            for column in cell(cover.rect.x0.into(), width)..=cell(cover.rect.x1.into(), width) {
                grid[row * GRID + column].push(index);
            }
        }
    }
    let mut glyphs = std::mem::take(&mut canvas.glyphs);
    for placed in &mut glyphs {
        if placed.glyph.visibility != Visibility::Visible {
            continue;
        }
        let rect = placed.glyph.rect;
        let at = cell(rect.mid_y().into(), height) * GRID + cell(rect.mid_x().into(), width);
        let later = grid[at]
            .iter()
            .map(|index| &canvas.covers[*index as usize])
            .take_while(|cover| cover.order > placed.order);
        let mut compared = 0;
        let hidden = later
            .inspect(|_| compared += 1)
            .any(|cover| hides(cover, &placed.glyph));
        if hidden {
            placed.glyph.visibility = Visibility::Covered;
        }
        if !canvas.count_comparisons(compared) {
            break;
        }
    }
    canvas.glyphs = glyphs;
}

/// Marks glyphs in the colour of what they stand on: the last fill painted before them, else the white paper. A glyph on
/// an image, a thick line, or a fill that is no rectangle or lets something through counts as seen, for what lies behind
/// it is not known.
fn blend(canvas: &mut Canvas<'_>) {
    const PAPER: Rgb = Rgb(255, 255, 255);
    let mut colors: Vec<Rgb> = canvas.fills.iter().map(|fill| fill.color).collect();
    colors.push(PAPER);
    colors.sort_unstable();
    colors.dedup();
    let mut glyphs = std::mem::take(&mut canvas.glyphs);
    let like_any = |of: Rgb| colors.iter().any(|color| alike(*color, of));
    // Neighbours mostly have one colour.
    let mut last = (PAPER, true);
    for placed in &mut glyphs {
        let glyph = &placed.glyph;
        if last.0 != glyph.color {
            last = (glyph.color, like_any(glyph.color));
        }
        let candidate =
            last.1 && glyph.visibility == Visibility::Visible && !glyph.ch.is_whitespace();
        if !candidate {
            continue;
        }
        let (x, y) = (glyph.rect.mid_x(), glyph.rect.mid_y());
        let looked_at = canvas.fills.len() + canvas.images.len() + canvas.rules.len();
        if !canvas.count_comparisons(looked_at) {
            break;
        }
        let on = |rect: &crate::geometry::Rect| rect.contains(x, y);
        let unknown = canvas.images.iter().any(|image| on(&image.rect))
            || canvas.rules.iter().any(|rule| on(&rule.rect));
        let below = canvas
            .fills
            .iter()
            .filter(|fill| fill.order < placed.order && on(&fill.rect))
            .max_by_key(|fill| fill.order);
        let same = below.map_or(alike(PAPER, glyph.color), |fill| {
            let opaque = canvas
                .covers
                .binary_search_by_key(&fill.order, |cover| cover.order)
                .is_ok();
            opaque && fill.shape == Shape::Rectangle && alike(fill.color, glyph.color)
        });
        if same && !unknown {
            placed.glyph.visibility = Visibility::Blended;
        }
    }
    canvas.glyphs = glyphs;
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
