//! Bars of progress drawn as shapes: a strong colour over the beginning of a pale ground.
//!
//! A bar may be full, so that nothing of its ground is seen, hardly begun, thinner than any other mark, or empty, with its
//! ground alone. The grounds of the page's other bars, which are all of one size, tell what these are.

use crate::drawing::letters::Letters;
use crate::drawing::tolerances::{
    HIGHEST_BAR, SAME_EDGE, SLENDER, SMALLEST_MARK, WIDEST_MARK, is_strong,
};
use crate::geometry::Rect;
use crate::pdf::{Fill, PageContent, Rgb, Shape};
use crate::spatial::SpatialIndex;

/// The bars of a page from top to bottom: the box that is coloured, its colour, and the share of the ground that it fills
/// (`None` if no ground is known). Of an empty bar box and colour are the ground's.
#[must_use]
pub(crate) fn bars(page: &PageContent, letters: &Letters<'_>) -> Vec<(Rect, Rgb, Option<f32>)> {
    let flat: Vec<&Fill> = page
        .fills
        .iter()
        .filter(|fill| {
            fill.shape == Shape::Rectangle
                && fill.rect.height() >= SMALLEST_MARK
                && fill.rect.height() <= HIGHEST_BAR
                && fill.rect.width() <= WIDEST_MARK
                && !letters.on(&fill.rect)
        })
        .collect();
    let (strong, pale): (Vec<&Fill>, Vec<&Fill>) =
        flat.iter().partition(|fill| is_strong(fill.color));
    let grounds: Vec<&Fill> = pale
        .into_iter()
        .filter(|fill| is_slender(&fill.rect))
        .collect();
    let ground_corners = Corners::of(&grounds);
    let strong_corners = Corners::of(&strong);
    let ground_of = |bar: &Rect| {
        let ground = ground_corners.first_near(bar, |ground| begins(bar, &grounds[ground].rect))?;
        Some(grounds[ground])
    };
    // The grounds that are begun tell the size of the others; of those of one size the first is enough.
    let mut begun: Vec<&Fill> = Vec::new();
    let mut sizes = std::collections::BTreeSet::new();
    for ground in strong.iter().filter_map(|bar| ground_of(&bar.rect)) {
        let size = (
            ground.rect.width().to_bits(),
            ground.rect.height().to_bits(),
        );
        if sizes.insert(size) {
            begun.push(ground);
        }
    }
    let known = |rect: &Rect| begun.iter().find(|ground| same_size(&ground.rect, rect));
    let mut bars = Vec::new();
    for fill in &flat {
        let rect = &fill.rect;
        if is_strong(fill.color) {
            if let Some(ground) = ground_of(rect).or_else(|| known(rect).copied()) {
                let share = rect.width() / ground.rect.width().max(1.0);
                bars.push((*rect, fill.color, Some(share.min(1.0))));
            } else if is_slender(rect) && rect.width() >= SMALLEST_MARK {
                bars.push((*rect, fill.color, None));
            }
        } else if known(rect).is_some_and(|ground| ground.color == fill.color)
            && strong_corners
                .first_near(rect, |bar| begins(&strong[bar].rect, rect))
                .is_none()
        {
            bars.push((*rect, fill.color, Some(0.0)));
        }
    }
    bars.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)));
    bars.dedup_by(|a, b| a.0 == b.0);
    bars
}

/// The top left corners of fills.
struct Corners(SpatialIndex);

impl Corners {
    fn of(fills: &[&Fill]) -> Self {
        let corner = |fill: &&Fill| Rect {
            x1: fill.rect.x0,
            y1: fill.rect.y0,
            ..fill.rect
        };
        Self(SpatialIndex::new(fills.iter().map(corner)))
    }

    /// The first of the fills that begins where a box begins and is accepted.
    fn first_near(&self, rect: &Rect, accept: impl Fn(usize) -> bool) -> Option<usize> {
        // Rounding may hide what lies at the tolerance itself.
        let reach = 2.0 * SAME_EDGE;
        let near = Rect::new(
            rect.x0 - reach,
            rect.y0 - reach,
            rect.x0 + reach,
            rect.y0 + reach,
        );
        let found = self.0.meeting(near).map(|number| number as usize);
        found.filter(|fill| accept(*fill)).min()
    }
}

/// Whether a bar lies over the beginning of a ground.
fn begins(bar: &Rect, ground: &Rect) -> bool {
    (ground.x0 - bar.x0).abs() < SAME_EDGE
        && (ground.y0 - bar.y0).abs() < SAME_EDGE
        && (ground.y1 - bar.y1).abs() < SAME_EDGE
        && bar.x1 < ground.x1 + SAME_EDGE
}

fn same_size(a: &Rect, b: &Rect) -> bool {
    (a.width() - b.width()).abs() < SAME_EDGE && (a.height() - b.height()).abs() < SAME_EDGE
}

fn is_slender(rect: &Rect) -> bool {
    rect.width() > SLENDER * rect.height()
}
