//! What a font's dictionary and descriptor say of its look: name, weight, slope, height.

use std::ops::RangeInclusive;

use hayro_syntax::object::{Dict, Name, Rect};

use crate::pdf::FontInfo;

/// Height above and below the baseline when the font does not tell: shares of the size.
const FALLBACK_ASCENT: f64 = 0.75;
const FALLBACK_DESCENT: f64 = -0.25;
/// What fonts have in truth; anything else is a slip of their makers.
const SANE_ASCENT: RangeInclusive<f64> = 0.4..=1.4;
const SANE_DESCENT: RangeInclusive<f64> = -0.7..=-0.02;
/// Weights (ISO 32000-2, table 120): 400 is normal, 700 bold.
const NORMAL_WEIGHT: f32 = 400.0;
const BOLD_WEIGHT: f32 = 600.0;
/// Degrees from upright.
const ITALIC_ANGLE: f32 = 1.0;
/// `/FontDescriptor` flags (ISO 32000-2, table 121).
const ITALIC: u32 = 1 << 6;
const FORCE_BOLD: u32 = 1 << 18;

/// Base font name, weight and slope, from the name, the descriptor's flags, weight and angle.
pub(super) fn info(dict: &Dict<'_>, descriptor: Option<&Dict<'_>>) -> FontInfo {
    let name = dict
        .get::<Name<'_>>("BaseFont")
        .or_else(|| descriptor?.get::<Name<'_>>("FontName"))
        .or_else(|| dict.get::<Name<'_>>("Name"))
        .map(|name| String::from_utf8_lossy(name.as_ref()).into_owned())
        .unwrap_or_default();
    let name = match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest.to_owned(),
        _ => name,
    };
    let lower = name.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let flags = descriptor.and_then(|d| d.get::<u32>("Flags")).unwrap_or(0);
    let weight = descriptor
        .and_then(|d| d.get::<f32>("FontWeight"))
        .unwrap_or(NORMAL_WEIGHT);
    let angle = descriptor
        .and_then(|d| d.get::<f32>("ItalicAngle"))
        .unwrap_or(0.0);
    FontInfo {
        bold: has(&["bold", "black", "heavy", "fetstil"])
            || weight >= BOLD_WEIGHT
            || flags & FORCE_BOLD != 0,
        italic: has(&["italic", "oblique", "kursiv"])
            || flags & ITALIC != 0
            || angle.abs() > ITALIC_ANGLE,
        name,
    }
}

/// Ascent and descent in ems, sane ones only.
pub(super) fn extent(descriptor: Option<&Dict<'_>>) -> (f64, f64) {
    let number = |key: &str| {
        descriptor
            .and_then(|d| d.get::<f64>(key))
            .map(|value| value / 1000.0)
    };
    sane_extent(number("Ascent"), number("Descent"))
}

fn sane_extent(ascent: Option<f64>, descent: Option<f64>) -> (f64, f64) {
    let ascent = ascent
        .filter(|value| SANE_ASCENT.contains(value))
        .unwrap_or(FALLBACK_ASCENT);
    // Some makers write the depth as a positive number.
    let descent = descent
        .map(|value| -value.abs())
        .filter(|value| SANE_DESCENT.contains(value))
        .unwrap_or(FALLBACK_DESCENT);
    (ascent, descent)
}

/// A Type 3 font's own box, through its matrix.
pub(super) fn type3_extent(dict: &Dict<'_>) -> (f64, f64) {
    let matrix = dict
        .get::<[f64; 6]>("FontMatrix")
        .unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    match dict.get::<Rect>("FontBBox") {
        Some(bounds) => sane_extent(
            Some(bounds.y1 * matrix[3]),
            Some((bounds.y0 * matrix[3]).min(0.0)),
        ),
        None => (FALLBACK_ASCENT, FALLBACK_DESCENT),
    }
}
