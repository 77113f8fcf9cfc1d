//! The text layer that another program laid under a scan: made upright, and its bars set aside.
//!
//! A page that lay askew on the scanner has a layer that is as much askew: each letter turned, or words that step up or down
//! from one to the next. Which of the two it is does not matter here: the angle is the one at which the letters' baselines
//! fall together best.

use crate::geometry::Rect;
use crate::ocr::even;
use crate::ocr::tolerances::{
    FEWEST_MEASURED, LAYER_SEARCH, MOST_LAYER_ASKEW, MOST_MEASURED, PLAINLY_BETTER, UPRIGHT_LAYER,
};
use crate::pdf::{Glyph, PageContent, Remark, Severity, Visibility, is_text_layer};

/// Whether nearly all letters of a page are a scan's text layer.
#[must_use]
pub fn is_layer(page: &PageContent) -> bool {
    let (mut painted, mut layer) = (0_usize, 0_usize);
    for glyph in letters(page) {
        painted += usize::from(glyph.visibility == Visibility::Visible);
        layer += usize::from(glyph.visibility == Visibility::Invisible);
    }
    is_text_layer(painted, layer)
}

fn letters(page: &PageContent) -> impl Iterator<Item = &Glyph> {
    let glyphs = page.glyphs.iter();
    glyphs.filter(|glyph| !glyph.ch.is_whitespace())
}

/// How a page was turned to stand upright.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Turn {
    /// Quarters of a circle, clockwise.
    pub quarters: u8,
    /// Degrees clockwise besides, about the page's centre.
    pub degrees: f32,
}

/// Turns the page's layer upright, and sets its bars aside. Returns how the page was turned. Does nothing to a page that
/// is no scan with a text layer.
pub fn make_upright(page: &mut PageContent) -> Turn {
    let unseen = |glyph: &Glyph| glyph.visibility == Visibility::Invisible;
    if !page.glyphs.iter().any(unseen) || !is_layer(page) {
        return Turn::default();
    }
    let quarters = quarters(page);
    for _ in 0..quarters {
        page.turn_quarter();
    }
    let askew = askew(page);
    if askew != 0.0 {
        straighten(page, askew);
    }
    let turn = Turn {
        quarters,
        degrees: -askew,
    };
    even::sizes(page);
    tell(page, turn);
    set_bars_aside(page);
    turn
}

fn tell(page: &mut PageContent, turn: Turn) {
    if turn == Turn::default() {
        return;
    }
    let degrees = f32::from(turn.quarters) * 90.0 + turn.degrees;
    page.remarks.push(Remark {
        code: "textlager-vridet",
        severity: Severity::Info,
        message: format!(
            "the scan's text layer was turned by {degrees:.2} degrees to stand upright: places are those of the upright page"
        ),
    });
}

/// Quarters that most letters have to be turned by, clockwise.
fn quarters(page: &PageContent) -> u8 {
    let mut counts = [0_usize; 4];
    for glyph in letters(page).filter(|glyph| glyph.visibility == Visibility::Invisible) {
        let quarter = (f32::from(glyph.angle) / 90.0).round();
        let off = f32::from(glyph.angle) - quarter * 90.0;
        if off.abs() <= MOST_LAYER_ASKEW {
            counts[(quarter.rem_euclid(4.0)) as usize] += 1;
        }
    }
    let all: usize = counts.iter().sum();
    let most = (1..4).find(|quarter| counts[*quarter] * 2 > all);
    // Text that runs down the page (90) comes upright by three quarters more.
    most.map_or(0, |quarter| 4 - quarter as u8)
}

/// The angle of the letters' lines, in degrees clockwise; 0 if they are upright.
fn askew(page: &PageContent) -> f32 {
    let lying = |glyph: &&Glyph| {
        glyph.visibility == Visibility::Invisible && off_level(glyph).abs() <= MOST_LAYER_ASKEW
    };
    let origins: Vec<(f32, f32)> = letters(page)
        .filter(lying)
        .map(|glyph| (glyph.x - page.width / 2.0, glyph.y - page.height / 2.0))
        .collect();
    if origins.len() < FEWEST_MEASURED {
        return 0.0;
    }
    let step = origins.len().div_ceil(MOST_MEASURED);
    let origins: Vec<(f32, f32)> = origins.into_iter().step_by(step).collect();
    let found = LAYER_SEARCH.of(&origins, page.width.hypot(page.height));
    if found.degrees.abs() < UPRIGHT_LAYER || found.better < PLAINLY_BETTER {
        return 0.0;
    }
    found.degrees
}

/// How far a letter's direction is from level, in degrees clockwise.
fn off_level(glyph: &Glyph) -> f32 {
    let angle = f32::from(glyph.angle);
    if angle > 180.0 { angle - 360.0 } else { angle }
}

/// Turns letters that lie askew by this angle back, about the page's centre.
fn straighten(page: &mut PageContent, degrees: f32) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (middle_x, middle_y) = (page.width / 2.0, page.height / 2.0);
    let place = |x: f32, y: f32| {
        let (x, y) = (x - middle_x, y - middle_y);
        (x * cos + y * sin + middle_x, y * cos - x * sin + middle_y)
    };
    for glyph in &mut page.glyphs {
        let own = off_level(glyph);
        (glyph.x, glyph.y) = place(glyph.x, glyph.y);
        let (x, y) = place(glyph.rect.mid_x(), glyph.rect.mid_y());
        let (mut width, mut height) = (glyph.rect.width(), glyph.rect.height());
        if own != 0.0 && own.abs() <= MOST_LAYER_ASKEW {
            (width, height) = own_box(width, height, own.to_radians());
            glyph.angle = 0;
        }
        glyph.rect = Rect::new(
            x - width / 2.0,
            y - height / 2.0,
            x + width / 2.0,
            y + height / 2.0,
        );
    }
    for image in &mut page.images {
        let (x, y) = place(image.rect.mid_x(), image.rect.mid_y());
        let (width, height) = (image.rect.width() / 2.0, image.rect.height() / 2.0);
        image.rect = Rect::new(x - width, y - height, x + width, y + height);
    }
}

/// Width and height of a box that has these when it is turned by an angle (in radians), from what its bounds are.
fn own_box(width: f32, height: f32, angle: f32) -> (f32, f32) {
    let (sin, cos) = (angle.sin().abs(), angle.cos());
    let scale = cos * cos - sin * sin;
    let own = (width * cos - height * sin) / scale;
    let across = (height * cos - width * sin) / scale;
    // Bounds that no turned box has are those of an upright one.
    if own > 0.0 && across > 0.0 {
        (own, across)
    } else {
        (width, height)
    }
}

/// Whether programs write a ruling line as this character.
#[must_use]
pub fn is_bar(ch: char) -> bool {
    matches!(ch, '|' | '\u{a6}' | '\u{2016}')
}

fn set_bars_aside(page: &mut PageContent) {
    for glyph in &mut page.glyphs {
        if is_bar(glyph.ch) && glyph.visibility == Visibility::Invisible {
            glyph.visibility = Visibility::Bar;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::testing;
    use crate::pdf::FontInfo;

    const LINES: [&str; 4] = [
        "Parkerna ska vara rena och trygga",
        "Andel rena parker | 82 %",
        "Andel trygga parker | 9 %",
        "Lekplatser ses efter varje vecka",
    ];

    fn page() -> PageContent {
        let lines = LINES.iter().zip(1_u8..);
        let glyphs = lines.flat_map(|(line, number)| {
            let places = (0_u8..).map(|index| 60.0 + 6.0 * f32::from(index));
            let y = 100.0 + 20.0 * f32::from(number);
            let letters = line.chars().zip(places);
            letters.map(move |(ch, x)| {
                let rect = Rect::new(x, y - 9.0, x + 6.0, y + 3.0);
                testing::letter(ch, rect, y, 12.0)
            })
        });
        PageContent {
            number: 1,
            width: 595.0,
            height: 842.0,
            fonts: vec![FontInfo {
                name: "layer".to_owned(),
                bold: false,
                italic: false,
            }],
            glyphs: glyphs.collect(),
            ..PageContent::default()
        }
    }

    /// The page as it lies on a scanner, by degrees clockwise; letters turned themselves, or upright and stepping.
    fn lay(page: &mut PageContent, degrees: f32, turned: bool) {
        let size = |glyph: &Glyph| (glyph.rect.width(), glyph.rect.height());
        let boxes: Vec<(f32, f32)> = page.glyphs.iter().map(size).collect();
        straighten(page, -degrees);
        let (sin, cos) = degrees.to_radians().abs().sin_cos();
        for (glyph, (width, height)) in page.glyphs.iter_mut().zip(boxes) {
            if turned {
                let (x, y) = (glyph.rect.mid_x(), glyph.rect.mid_y());
                let (w, h) = (width * cos + height * sin, width * sin + height * cos);
                glyph.rect = Rect::new(x - w / 2.0, y - h / 2.0, x + w / 2.0, y + h / 2.0);
                glyph.angle = (degrees.round() as i16).rem_euclid(360);
            }
        }
    }

    fn assert_upright(page: &PageContent, tolerance: f32) {
        let wanted = super::tests::page();
        for (found, wanted) in page.glyphs.iter().zip(&wanted.glyphs) {
            assert_eq!(found.angle, 0);
            assert!(
                (found.y - wanted.y).abs() < tolerance,
                "{found:?} {wanted:?}"
            );
            assert!((found.rect.x0 - wanted.rect.x0).abs() < tolerance);
            assert!((found.rect.height() - wanted.rect.height()).abs() < tolerance);
        }
    }

    #[test]
    fn an_upright_layer_stays_as_it_is() {
        let mut page = page();
        assert_eq!(make_upright(&mut page), Turn::default());
        assert!(page.remarks.is_empty());
        assert_upright(&page, 1e-6);
    }

    #[test]
    fn a_layer_askew_is_turned_upright_and_told() {
        for degrees in [-4.7, -1.0, -0.4, 0.2, 0.6, 1.3, 4.9] {
            for turned in [false, true] {
                let mut page = page();
                lay(&mut page, degrees, turned);
                let turn = make_upright(&mut page);
                assert!((turn.degrees + degrees).abs() < 0.1, "{turn:?} {degrees}");
                assert_eq!(page.remarks[0].code, "textlager-vridet");
                assert_upright(&page, 0.8);
            }
        }
    }

    #[test]
    fn a_layer_on_its_side_is_turned_by_quarters() {
        for quarters in 1..4_u8 {
            let mut page = page();
            for _ in 0..quarters {
                page.turn_quarter();
            }
            let turn = make_upright(&mut page);
            assert_eq!(turn.quarters, 4 - quarters);
            assert_eq!((page.width, page.height), (595.0, 842.0));
            assert_upright(&page, 1e-3);
        }
    }

    #[test]
    fn bars_of_a_layer_are_no_letters_and_those_of_a_print_are() {
        let bars = |page: &PageContent| {
            let bars = page.glyphs.iter();
            bars.filter(|glyph| glyph.visibility == Visibility::Bar)
                .count()
        };
        let mut scan = page();
        make_upright(&mut scan);
        assert_eq!(bars(&scan), 2);
        let mut print = page();
        for glyph in &mut print.glyphs {
            glyph.visibility = Visibility::Visible;
        }
        make_upright(&mut print);
        assert_eq!(bars(&print), 0);
    }
}
