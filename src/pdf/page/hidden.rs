//! Text that something hides: what was painted over it, or what it stands on in its own colour.

use kurbo::{Point, Shape as _};

use crate::geometry::Rect;
use crate::pdf::content::canvas::{Canvas, Cover};
use crate::pdf::{Fill, Glyph, Rgb, Shape, Visibility};

/// Share of a glyph that must lie behind something for the glyph to be hidden.
const HIDDEN_SHARE: f32 = 0.5;
/// Channels of two colours that differ by no more than this look the same.
const SAME_COLOR: u8 = 8;
/// Rows and columns of the grid that finds what lies over a glyph or under it.
const GRID: usize = 16;
/// Things that the grid parts.
const MOST_IN_GRID: usize = 50_000;

/// What lies near each part of the page.
struct Grid {
    page: kurbo::Rect,
    /// Rows, and columns.
    side: usize,
    cells: Vec<Vec<u32>>,
}

impl Grid {
    /// A grid for so many things. Very many large ones would take much memory, and have one cell.
    fn new(page: kurbo::Rect, count: usize) -> Self {
        let side = if count > MOST_IN_GRID { 1 } else { GRID };
        Self {
            page,
            side,
            cells: vec![Vec::new(); side * side],
        }
    }

    fn row(&self, y: f32) -> usize {
        self.part(y, self.page.height())
    }

    fn column(&self, x: f32) -> usize {
        self.part(x, self.page.width())
    }

    fn part(&self, value: f32, whole: f64) -> usize {
        let part = (f64::from(value) / whole.max(1.0) * self.side as f64).max(0.0);
        (part as usize).min(self.side - 1)
    }

    /// Adds the number of something that covers an area.
    fn add(&mut self, number: usize, area: &Rect) {
        let Ok(number) = u32::try_from(number) else {
            return;
        };
        for row in self.row(area.y0)..=self.row(area.y1) {
            for column in self.column(area.x0)..=self.column(area.x1) {
                self.cells[row * self.side + column].push(number);
            }
        }
    }

    /// The numbers of what may cover a point, in the order in which they were added.
    fn at(&self, x: f32, y: f32) -> &[u32] {
        &self.cells[self.row(y) * self.side + self.column(x)]
    }
}

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
    let mut grid = Grid::new(canvas.page, canvas.covers.len());
    // From the last to the first: the last one is likeliest to hide.
    for (index, cover) in canvas.covers.iter().enumerate().rev() {
        if cover.order < first {
            break;
        }
        grid.add(index, &cover.rect);
    }
    let mut glyphs = std::mem::take(&mut canvas.glyphs);
    for glyph in &mut glyphs {
        if glyph.order > last || glyph.visibility != Visibility::Visible {
            continue;
        }
        let later = grid
            .at(glyph.rect.mid_x(), glyph.rect.mid_y())
            .iter()
            .map(|index| &canvas.covers[*index as usize])
            .take_while(|cover| cover.order > glyph.order);
        let mut compared = 0;
        let hidden = later
            .inspect(|_| compared += 1)
            .any(|cover| hides(cover, glyph));
        if hidden {
            glyph.visibility = Visibility::Covered;
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
pub(crate) fn blend(canvas: &mut Canvas<'_>) {
    const PAPER: Rgb = Rgb(255, 255, 255);
    let mut colors: Vec<Rgb> = canvas.fills.iter().map(|fill| fill.color).collect();
    colors.push(PAPER);
    colors.sort_unstable();
    colors.dedup();
    let mut glyphs = std::mem::take(&mut canvas.glyphs);
    let like_any = |of: Rgb| colors.iter().any(|color| alike(*color, of));
    let images = canvas.images.iter().map(|image| image.rect);
    let rules = canvas.rules.iter().map(|rule| rule.rect);
    let others: Vec<Rect> = images.chain(rules).collect();
    // Made for the first glyph that needs it.
    let mut grid: Option<Grid> = None;
    // Neighbours mostly have one colour.
    let mut last = (PAPER, true);
    for glyph in &mut glyphs {
        if last.0 != glyph.color {
            last = (glyph.color, like_any(glyph.color));
        }
        let candidate =
            last.1 && glyph.visibility == Visibility::Visible && !glyph.ch.is_whitespace();
        if !candidate {
            continue;
        }
        let (x, y) = (glyph.rect.mid_x(), glyph.rect.mid_y());
        let looked_at = canvas.fills.len() + others.len();
        if !canvas.count_comparisons(looked_at) {
            break;
        }
        let grid = grid.get_or_insert_with(|| {
            let mut grid = Grid::new(canvas.page, looked_at);
            let fills = canvas.fills.iter().map(|fill| &fill.rect);
            for (number, area) in fills.chain(&others).enumerate() {
                grid.add(number, area);
            }
            grid
        });
        let mut unknown = false;
        let mut below: Option<&Fill> = None;
        for number in grid.at(x, y) {
            let number = *number as usize;
            if let Some(fill) = canvas.fills.get(number) {
                if fill.order < glyph.order
                    && fill.rect.contains(x, y)
                    && below.is_none_or(|below| below.order <= fill.order)
                {
                    below = Some(fill);
                }
            } else if others
                .get(number - canvas.fills.len())
                .is_some_and(|area| area.contains(x, y))
            {
                unknown = true;
                break;
            }
        }
        let same = below.map_or(alike(PAPER, glyph.color), |fill| {
            let opaque = canvas
                .covers
                .binary_search_by_key(&fill.order, |cover| cover.order)
                .is_ok();
            opaque && fill.shape == Shape::Rectangle && alike(fill.color, glyph.color)
        });
        if same && !unknown {
            glyph.visibility = Visibility::Blended;
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
