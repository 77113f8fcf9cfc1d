//! Colour spaces, as near to RGB as evidence needs (ISO 32000-2, 8.6): colours are compared, not printed.

use std::rc::Rc;

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::Resources;

use crate::pdf::Rgb;
use crate::pdf::file::streams::{Decoded, decode_up_to};
use crate::pdf::graphics::functions::Function;

/// How deep colour spaces may stand within each other.
const MAX_DEPTH: u32 = 6;
/// Bytes of a palette: 256 colours of as many components as there may be.
const MAX_PALETTE_BYTES: u64 = 256 * 32;
/// Colorants of one space (ISO 32000-2, annex C, allows 32).
const MAX_COLORANTS: usize = 32;

/// A colour space.
#[derive(Debug)]
pub(crate) enum Space {
    /// One component, black to white.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black.
    Cmyk,
    /// CIE L*a*b*.
    Lab,
    /// A palette.
    Indexed(Rc<Space>, Vec<u8>),
    /// Separation and DeviceN: tints, and what turns them into another space.
    Tint {
        /// Number of colorants.
        count: usize,
        /// `/None`: paints nothing.
        none: bool,
        /// The space of the transform's result.
        alternate: Rc<Space>,
        /// The tint transform.
        transform: Option<Function>,
    },
    /// A pattern, perhaps with a space for its own colour.
    Pattern(Option<Rc<Space>>),
}

impl Space {
    /// The colour space of a `cs` operand or of an image's `/ColorSpace`.
    pub(crate) fn new<'a>(
        object: &Object<'a>,
        resources: Option<&Resources<'a>>,
    ) -> Option<Rc<Self>> {
        Self::at_depth(object, resources, 0).map(Rc::new)
    }

    fn at_depth<'a>(
        object: &Object<'a>,
        resources: Option<&Resources<'a>>,
        depth: u32,
    ) -> Option<Self> {
        if depth > MAX_DEPTH {
            return None;
        }
        match object {
            Object::Name(name) => Self::device(name).or_else(|| {
                let found = resources?.get_color_space(name)?;
                Self::at_depth(&found, resources, depth + 1)
            }),
            Object::Array(array) => Self::from_array(array, resources, depth),
            _ => None,
        }
    }

    /// The space of a name that needs no resources.
    pub(crate) fn device(name: &Name<'_>) -> Option<Self> {
        Some(match name.as_ref() {
            b"DeviceGray" | b"G" | b"CalGray" => Self::Gray,
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Self::Rgb,
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
            b"Pattern" => Self::Pattern(None),
            _ => return None,
        })
    }

    fn from_array<'a>(
        array: &Array<'a>,
        resources: Option<&Resources<'a>>,
        depth: u32,
    ) -> Option<Self> {
        let mut items = array.iter::<Object<'a>>();
        let Object::Name(family) = items.next()? else {
            return None;
        };
        let inner = |object: &Object<'a>| Self::at_depth(object, resources, depth + 1).map(Rc::new);
        match family.as_ref() {
            b"ICCBased" => {
                let Object::Stream(profile) = items.next()? else {
                    return None;
                };
                Self::icc(&profile)
            }
            b"Lab" => Some(Self::Lab),
            b"Indexed" | b"I" => {
                let base = inner(&items.next()?)?;
                let _highest = items.next()?;
                let lookup = match items.next()? {
                    Object::String(bytes) => bytes.as_bytes().to_vec(),
                    Object::Stream(stream) => match decode_up_to(&stream, MAX_PALETTE_BYTES) {
                        Decoded::Whole(data) | Decoded::Cut(data) | Decoded::Damaged(data) => data,
                        Decoded::TooLarge | Decoded::Broken => return None,
                    },
                    _ => return None,
                };
                Some(Self::Indexed(base, lookup))
            }
            b"Separation" | b"DeviceN" => {
                let names: Vec<Vec<u8>> = match items.next()? {
                    Object::Name(name) => vec![name.as_ref().to_vec()],
                    Object::Array(names) => names
                        .iter::<Name<'_>>()
                        .map(|n| n.as_ref().to_vec())
                        .collect(),
                    _ => return None,
                };
                if names.len() > MAX_COLORANTS {
                    return None;
                }
                let alternate = inner(&items.next()?)?;
                let transform = items.next().and_then(|function| Function::new(&function));
                Some(Self::Tint {
                    count: names.len(),
                    none: names.iter().all(|name| name == b"None"),
                    alternate,
                    transform,
                })
            }
            b"Pattern" => Some(Self::Pattern(items.next().and_then(|base| inner(&base)))),
            _ => Self::device(&family),
        }
    }

    fn icc(profile: &Stream<'_>) -> Option<Self> {
        match profile.dict().get::<u8>("N")? {
            1 => Some(Self::Gray),
            3 => Some(Self::Rgb),
            4 => Some(Self::Cmyk),
            _ => None,
        }
    }

    /// Number of components of a colour.
    pub(crate) fn components(&self) -> usize {
        match self {
            Self::Gray | Self::Indexed(..) => 1,
            Self::Rgb | Self::Lab => 3,
            Self::Cmyk => 4,
            Self::Tint { count, .. } => *count,
            Self::Pattern(base) => base.as_ref().map_or(0, |base| base.components()),
        }
    }

    /// Whether nothing is painted with it.
    pub(crate) fn paints_nothing(&self) -> bool {
        matches!(self, Self::Tint { none: true, .. })
    }

    /// The colour at the start, before one is set (ISO 32000-2, 8.6.3).
    pub(crate) fn initial(&self) -> Rgb {
        match self {
            Self::Cmyk => self.rgb(&[0.0, 0.0, 0.0, 1.0]),
            Self::Tint { count, .. } => self.rgb(&vec![1.0; *count]),
            _ => self.rgb(&vec![0.0; self.components()]),
        }
    }

    /// The colour of components; missing ones are 0.
    pub(crate) fn rgb(&self, components: &[f64]) -> Rgb {
        let at = |index: usize| components.get(index).copied().unwrap_or(0.0);
        match self {
            Self::Gray => {
                let level = byte(at(0));
                Rgb(level, level, level)
            }
            Self::Rgb => Rgb(byte(at(0)), byte(at(1)), byte(at(2))),
            Self::Cmyk => {
                let left = 1.0 - at(3).clamp(0.0, 1.0);
                let channel = |ink: f64| byte((1.0 - ink.clamp(0.0, 1.0)) * left);
                Rgb(channel(at(0)), channel(at(1)), channel(at(2)))
            }
            Self::Lab => lab(at(0), at(1), at(2)),
            Self::Indexed(base, lookup) => {
                let size = base.components();
                let start = (at(0).clamp(0.0, 255.0) as usize).saturating_mul(size);
                let entry = lookup
                    .get(start..start.saturating_add(size))
                    .unwrap_or_default();
                let scaled: Vec<f64> = entry.iter().map(|byte| f64::from(*byte) / 255.0).collect();
                base.rgb(&scaled)
            }
            Self::Tint {
                count,
                alternate,
                transform,
                ..
            } => {
                let tints: Vec<f64> = (0..*count).map(at).collect();
                match transform
                    .as_ref()
                    .and_then(|function| function.call(&tints))
                {
                    Some(result) => alternate.rgb(&result),
                    // No transform that can be read: ink darkens paper.
                    None => {
                        let ink = tints.iter().fold(0.0_f64, |most, tint| most.max(*tint));
                        let level = byte(1.0 - ink);
                        Rgb(level, level, level)
                    }
                }
            }
            Self::Pattern(base) => base
                .as_ref()
                .map_or(Rgb(128, 128, 128), |base| base.rgb(components)),
        }
    }
}

/// The mean colour of a shading's ends: what it looks like from afar.
pub(crate) fn shading_color<'a>(shading: &Dict<'a>, resources: &Resources<'a>) -> Option<Rgb> {
    let space = Space::new(&shading.get::<Object<'a>>("ColorSpace")?, Some(resources))?;
    let functions: Vec<Function> = match shading.get::<Object<'a>>("Function")? {
        Object::Array(array) => array
            .iter::<Object<'a>>()
            .filter_map(|f| Function::new(&f))
            .collect(),
        single => Function::new(&single).into_iter().collect(),
    };
    let domain = shading.get::<[f64; 2]>("Domain").unwrap_or([0.0, 1.0]);
    let middle = f64::midpoint(domain[0], domain[1]);
    let components: Vec<f64> = functions
        .iter()
        .filter_map(|f| f.call(&[middle]))
        .flatten()
        .collect();
    (!components.is_empty()).then(|| space.rgb(&components))
}

fn byte(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// CIE L*a*b* under D50, through XYZ to sRGB.
fn lab(lightness: f64, a: f64, b: f64) -> Rgb {
    let m = (lightness + 16.0) / 116.0;
    let part = |value: f64| {
        if value >= 6.0 / 29.0 {
            value.powi(3)
        } else {
            108.0 / 841.0 * (value - 4.0 / 29.0)
        }
    };
    let (x, y, z) = (
        0.9642 * part(m + a / 500.0),
        part(m),
        0.8249 * part(m - b / 200.0),
    );
    let gamma = |linear: f64| {
        if linear <= 0.003_130_8 {
            12.92 * linear
        } else {
            1.055 * linear.powf(1.0 / 2.4) - 0.055
        }
    };
    Rgb(
        byte(gamma(3.1339 * x - 1.6169 * y - 0.4906 * z)),
        byte(gamma(-0.9785 * x + 1.9160 * y + 0.0333 * z)),
        byte(gamma(0.0720 * x - 0.2290 * y + 1.4057 * z)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn device_spaces() {
        assert_eq!(Space::Gray.rgb(&[0.5]), Rgb(128, 128, 128));
        assert_eq!(Space::Rgb.rgb(&[1.0, 2.0, -1.0]), Rgb(255, 255, 0));
        assert_eq!(Space::Cmyk.rgb(&[0.0, 1.0, 1.0, 0.0]), Rgb(255, 0, 0));
        assert_eq!(Space::Cmyk.initial(), Rgb(0, 0, 0));
        assert_eq!(Space::Gray.rgb(&[f64::NAN]), Rgb(0, 0, 0));
    }

    #[test]
    fn lab_white_and_red() {
        assert_eq!(Space::Lab.rgb(&[100.0, 0.0, 0.0]), Rgb(255, 255, 255));
        let Rgb(red, green, _) = Space::Lab.rgb(&[53.0, 80.0, 67.0]);
        assert!(red > 240 && green < 60);
    }

    #[test]
    fn palette() {
        let space = Space::Indexed(Rc::new(Space::Rgb), vec![0, 0, 0, 255, 0, 0]);
        assert_eq!(space.rgb(&[1.0]), Rgb(255, 0, 0));
        assert_eq!(space.rgb(&[9.0]), Rgb(0, 0, 0));
    }
}
