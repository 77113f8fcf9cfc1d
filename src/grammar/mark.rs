//! Signs, colours and forms as words of a vocabulary: what a cell says that holds no letters.
//!
//! ```text
//! mark = 1*sign                     ; "↗", "●"
//!      / "farg:" colour             ; a mark of this colour, whatever its form
//!      / "form:" word               ; a mark of this form: bock, kryss, cirkel …
//! ```

use crate::output::VardeSymbol;

/// A variation selector says how a sign is drawn, not which it is.
const SELECTORS: std::ops::RangeInclusive<char> = '\u{fe00}'..='\u{fe0f}';

/// What a mark is told by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MarkWord {
    /// The signs as they are written, without white space.
    Signs(String),
    /// A colour's name.
    Color(Color),
    /// What the output calls its form.
    Form(String),
}

/// Colours that people tell apart at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Color {
    Rod,
    Orange,
    Gul,
    Gron,
    Bla,
    Lila,
    Gra,
    Svart,
    Vit,
}

const COLORS: &[(&str, Color)] = &[
    ("rod", Color::Rod),
    ("orange", Color::Orange),
    ("gul", Color::Gul),
    ("gron", Color::Gron),
    ("bla", Color::Bla),
    ("lila", Color::Lila),
    ("gra", Color::Gra),
    ("svart", Color::Svart),
    ("vit", Color::Vit),
];

/// The names of the colours, for a message.
pub(crate) fn color_names() -> Vec<&'static str> {
    COLORS.iter().map(|(name, _)| *name).collect()
}

/// Less of the largest part than this between the largest and the smallest is no colour.
const LEAST_SATURATION: f32 = 0.2;
/// Grey is darker than white and lighter than black: shares of full light.
const BLACK_BELOW: f32 = 0.2;
const WHITE_ABOVE: f32 = 0.92;
/// Where a hue ends, in degrees: the signal colours of reports lie well within.
const HUES: &[(f32, Color)] = &[
    (14.0, Color::Rod),
    (38.0, Color::Orange),
    (68.0, Color::Gul),
    (172.0, Color::Gron),
    (262.0, Color::Bla),
    (330.0, Color::Lila),
    (360.0, Color::Rod),
];

impl Color {
    /// The colour that `#rrggbb` looks like.
    pub(crate) fn of(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |at: usize| {
            let byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
            Some(f32::from(byte) / 255.0)
        };
        let (r, g, b) = (part(0)?, part(2)?, part(4)?);
        let (most, least) = (r.max(g).max(b), r.min(g).min(b));
        let span = most - least;
        if span < LEAST_SATURATION * most || most < BLACK_BELOW {
            return Some(match most {
                light if light < BLACK_BELOW => Self::Svart,
                light if light > WHITE_ABOVE => Self::Vit,
                _ => Self::Gra,
            });
        }
        let sixth = if most == r {
            ((g - b) / span).rem_euclid(6.0)
        } else if most == g {
            (b - r) / span + 2.0
        } else {
            (r - g) / span + 4.0
        };
        let degrees = sixth * 60.0;
        let found = HUES.iter().find(|(end, _)| degrees <= *end);
        found.map(|(_, color)| *color)
    }
}

/// The signs of a text without white space; `None` if it holds letters or digits, or nothing.
fn signs(text: &str) -> Option<String> {
    let plain = |c: &char| !c.is_whitespace() && !SELECTORS.contains(c);
    let signs: String = text.chars().filter(plain).collect();
    let is_sign = |c: char| crate::signs::is_sign(c);
    (!signs.is_empty() && signs.chars().all(is_sign)).then_some(signs)
}

/// What is wrong with a mark's name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnknownColor(pub(crate) String);

impl MarkWord {
    /// The mark that a layout file writes so; `None` if it is no mark.
    pub(crate) fn new(source: &str) -> Option<Result<Self, UnknownColor>> {
        if let Some(name) = source.strip_prefix("farg:") {
            let found = COLORS.iter().find(|(known, _)| *known == name);
            let color = found.ok_or_else(|| UnknownColor(name.to_owned()));
            return Some(color.map(|(_, color)| Self::Color(*color)));
        }
        if let Some(form) = source.strip_prefix("form:") {
            return Some(Ok(Self::Form(form.to_owned())));
        }
        signs(source).map(|signs| Ok(Self::Signs(signs)))
    }

    /// What two writings of a mark have in common.
    pub(crate) fn normal(&self) -> String {
        match self {
            Self::Signs(signs) => signs.clone(),
            Self::Color(color) => {
                let name = COLORS.iter().find(|(_, known)| known == color);
                format!("farg:{}", name.map_or("", |(name, _)| name))
            }
            Self::Form(form) => format!("form:{form}"),
        }
    }

    /// Whether a text of signs is this mark.
    pub(crate) fn is_text(&self, text: &str) -> bool {
        matches!(self, Self::Signs(own) if signs(text).as_ref() == Some(own))
    }

    /// Whether a drawn mark is this one.
    pub(crate) fn is_symbol(&self, symbol: &VardeSymbol) -> bool {
        match self {
            Self::Signs(_) => false,
            Self::Color(color) => {
                symbol.farg.as_deref().and_then(Color::of).as_ref() == Some(color)
            }
            Self::Form(form) => symbol.form == *form,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_told_apart() {
        for (hex, color) in [
            ("#00b050", Color::Gron),
            ("#92d050", Color::Gron),
            ("#ffc000", Color::Gul),
            ("#ffff00", Color::Gul),
            ("#ed7d31", Color::Orange),
            ("#c00000", Color::Rod),
            ("#ff0033", Color::Rod),
            ("#4472c4", Color::Bla),
            ("#7030a0", Color::Lila),
            ("#a6a6a6", Color::Gra),
            ("#000000", Color::Svart),
            ("#ffffff", Color::Vit),
        ] {
            assert_eq!(Color::of(hex), Some(color), "{hex}");
        }
        assert_eq!(Color::of("green"), None);
    }

    #[test]
    fn marks_are_signs_colours_and_forms() {
        let mark = |source| MarkWord::new(source).unwrap().unwrap();
        assert!(mark("↗").is_text(" ↗\u{fe0f}"));
        assert!(!mark("↗").is_text("↘"));
        let symbol = |farg: &str, form: &str| VardeSymbol {
            farg: Some(farg.to_owned()),
            form: form.to_owned(),
        };
        assert!(mark("farg:gron").is_symbol(&symbol("#00b050", "cirkel")));
        assert!(!mark("farg:gron").is_symbol(&symbol("#c00000", "cirkel")));
        assert!(mark("form:bock").is_symbol(&symbol("#c00000", "bock")));
        assert_eq!(MarkWord::new("Ja"), None);
        assert_eq!(
            MarkWord::new("farg:grön"),
            Some(Err(UnknownColor("grön".to_owned())))
        );
    }
}
