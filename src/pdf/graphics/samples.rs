//! Decoded images, sample by sample (ISO 32000-2, 8.9.5).

use std::rc::Rc;

use hayro_syntax::Filter;
use hayro_syntax::object::stream::{ImageColorSpace, ImageDecodeParams};
use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::page::Resources;

use crate::pdf::Rgb;
use crate::pdf::file::streams::{Decoded, decode_up_to, fits};
use crate::pdf::graphics::color::Space;
use crate::pdf::graphics::images::{is_mask, is_unbounded};

/// Values of a mask from here on are the upper half.
const HALF: f64 = 0.5;
/// The same for an image's own opacity, in bytes.
const HALF_BYTE: u8 = 128;

/// A decoded image.
pub(crate) struct Raster {
    data: Vec<u8>,
    width: u32,
    height: u32,
    bits: u8,
    components: usize,
    /// `None`: a stencil mask.
    space: Option<Rc<Space>>,
    /// Lowest and highest value of each component.
    decode: Vec<[f64; 2]>,
    alpha: Alpha,
}

/// What of an image is seen.
enum Alpha {
    Whole,
    /// A soft mask.
    Soft(Box<Raster>),
    /// A stencil: painted where it is 0.
    Stencil(Box<Raster>),
    /// Samples in these ranges are not painted.
    Key(Vec<[u32; 2]>),
    /// One byte for each sample, from the image itself.
    Bytes(Vec<u8>),
}

impl Raster {
    /// Decodes an image to at most `limit` bytes.
    pub(crate) fn new<'a>(
        stream: &Stream<'a>,
        samples: (u32, u32),
        resources: &Resources<'a>,
        limit: u64,
    ) -> Option<Self> {
        Self::decoded(stream, samples, resources, limit, false)
    }

    /// The same, also when the decoder takes sizes from the data itself and no limit bounds it.
    pub(crate) fn of_any_kind<'a>(
        stream: &Stream<'a>,
        samples: (u32, u32),
        resources: &Resources<'a>,
        limit: u64,
    ) -> Option<Self> {
        Self::decoded(stream, samples, resources, limit, true)
    }

    fn decoded<'a>(
        stream: &Stream<'a>,
        samples: (u32, u32),
        resources: &Resources<'a>,
        limit: u64,
        any: bool,
    ) -> Option<Self> {
        let mut raster = Self::plain(stream, samples, Some(resources), limit, any)?;
        let dict = stream.dict();
        let mask = |key: &str| -> Option<Box<Self>> {
            let mask = dict.get::<Stream<'a>>(key)?;
            let size = (
                mask.dict().get::<u32>("Width")?,
                mask.dict().get::<u32>("Height")?,
            );
            let fits = u64::from(size.0) * u64::from(size.1) <= limit;
            fits.then(|| Self::plain(&mask, size, None, limit, any))?
                .map(Box::new)
        };
        if let Some(soft) = mask("SMask") {
            raster.alpha = Alpha::Soft(soft);
        } else if let Some(stencil) = mask("Mask") {
            raster.alpha = Alpha::Stencil(stencil);
        } else if let Some(key) = dict.get::<Array<'_>>("Mask") {
            let key: Vec<u32> = key.iter::<u32>().collect();
            raster.alpha = Alpha::Key(key.as_chunks::<2>().0.to_vec());
        }
        Some(raster)
    }

    fn plain<'a>(
        stream: &Stream<'a>,
        (width, height): (u32, u32),
        resources: Option<&Resources<'a>>,
        limit: u64,
        any: bool,
    ) -> Option<Self> {
        let dict = stream.dict();
        let stencil = is_mask(stream);
        let space = dict
            .get::<Object<'a>>("ColorSpace")
            .or_else(|| dict.get::<Object<'a>>("CS"))
            .and_then(|object| Space::new(&object, resources));
        let bits = dict
            .get::<u8>("BitsPerComponent")
            .or_else(|| dict.get::<u8>("BPC"));
        let bits = if stencil { 1 } else { bits.unwrap_or(8) };
        let decode = dict
            .get::<Vec<f64>>("Decode")
            .or_else(|| dict.get::<Vec<f64>>("D"));
        let filters = stream.filters();
        let unbounded = filters.iter().any(|filter| is_unbounded(*filter));
        if (unbounded && !any) || !matches!(bits, 1 | 2 | 4 | 8 | 16) {
            return None;
        }
        let mut raster = Self {
            data: Vec::new(),
            width,
            height,
            bits,
            components: space.as_ref().map_or(1, |space| space.components()),
            space: if stencil {
                None
            } else {
                Some(space.clone().unwrap_or_else(|| Rc::new(Space::Gray)))
            },
            decode: Vec::new(),
            alpha: Alpha::Whole,
        };
        if unbounded
            || filters
                .iter()
                .any(|filter| matches!(filter, Filter::DctDecode | Filter::JpxDecode))
        {
            raster.compressed(stream, space.as_deref(), limit)?;
        } else {
            raster.data = match decode_up_to(stream, limit) {
                Decoded::Whole(data) | Decoded::Cut(data) | Decoded::Damaged(data) => data,
                Decoded::TooLarge | Decoded::Broken => return None,
            };
        }
        raster.decode = raster.ranges(decode);
        Some(raster)
    }

    /// JPEG and JPEG 2000: size and channels come from the data.
    fn compressed(&mut self, stream: &Stream<'_>, space: Option<&Space>, limit: u64) -> Option<()> {
        let unbounded = stream.filters().iter().any(|filter| is_unbounded(*filter));
        if !unbounded && !fits(stream, limit) {
            return None;
        }
        if stream.filters().contains(&Filter::JpxDecode) {
            let (width, height) = jpeg2000_size(&stream.raw_data())?;
            if u64::from(width) * u64::from(height)
                > 4 * u64::from(self.width) * u64::from(self.height)
            {
                return None;
            }
        }
        let params = ImageDecodeParams {
            is_indexed: matches!(space, Some(Space::Indexed(..))),
            bpc: Some(self.bits),
            num_components: space.and_then(|space| u8::try_from(space.components()).ok()),
            target_dimension: None,
            width: self.width,
            height: self.height,
        };
        let result = stream.decoded_image(&params).ok()?;
        let image = result.image_data?;
        let (native, components) = match image.color_space {
            Some(ImageColorSpace::Gray) => (Space::Gray, 1),
            Some(ImageColorSpace::Rgb) => (Space::Rgb, 3),
            Some(ImageColorSpace::Cmyk) => (Space::Cmyk, 4),
            Some(ImageColorSpace::Unknown(count)) => (Space::Rgb, usize::from(count)),
            None => (Space::Rgb, self.components),
        };
        if space.is_none_or(|space| space.components() != components) {
            self.space = Some(Rc::new(native));
        }
        self.components = components;
        self.bits = image.bits_per_component;
        if !matches!(self.bits, 1 | 2 | 4 | 8 | 16) {
            return None;
        }
        (self.width, self.height) = (image.width, image.height);
        if let Some(alpha) = image.alpha {
            self.alpha = Alpha::Bytes(alpha);
        }
        self.data = result.data.into_owned();
        Some(())
    }

    /// `/Decode`, or the space's own range.
    fn ranges(&self, decode: Option<Vec<f64>>) -> Vec<[f64; 2]> {
        let given = decode.unwrap_or_default();
        let given = given.as_chunks::<2>().0;
        (0..self.components)
            .map(|component| {
                given
                    .get(component)
                    .copied()
                    .unwrap_or_else(|| match self.space.as_deref() {
                        Some(Space::Indexed(..)) => [0.0, self.highest()],
                        Some(Space::Lab) if component == 0 => [0.0, 100.0],
                        Some(Space::Lab) => [-100.0, 100.0],
                        _ => [0.0, 1.0],
                    })
            })
            .collect()
    }

    fn highest(&self) -> f64 {
        f64::from((1_u32 << self.bits.min(16)) - 1)
    }

    /// Width and height in samples.
    pub(crate) fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Whether it is a stencil mask.
    pub(crate) fn is_mask(&self) -> bool {
        self.space.is_none()
    }

    /// A component of a sample as it is stored.
    fn stored(&self, x: u32, y: u32, component: usize) -> Option<u32> {
        let bits = usize::from(self.bits);
        let row = (self.width as usize)
            .checked_mul(self.components)?
            .checked_mul(bits)?
            .div_ceil(8);
        let bit = (x as usize * self.components + component).checked_mul(bits)?;
        let at = row.checked_mul(y as usize)?.checked_add(bit / 8)?;
        let byte = u32::from(*self.data.get(at)?);
        Some(match bits {
            8 => byte,
            16 => byte << 8 | u32::from(self.data.get(at + 1).copied().unwrap_or(0)),
            _ => byte >> (8 - bits - bit % 8) & ((1 << bits) - 1),
        })
    }

    fn value(&self, x: u32, y: u32, component: usize) -> Option<f64> {
        let [low, high] = *self.decode.get(component)?;
        Some(low + f64::from(self.stored(x, y, component)?) / self.highest() * (high - low))
    }

    /// The colour of a sample; `None` where nothing is painted. A stencil paints `fill`.
    pub(crate) fn at(&self, x: u32, y: u32, fill: Rgb) -> Option<Rgb> {
        if !self.is_painted(x, y) {
            return None;
        }
        let Some(space) = &self.space else {
            return (self.value(x, y, 0)? < HALF).then_some(fill);
        };
        // More than four components are rare: the rest is left out of the device spaces anyway.
        let mut values = [0.0; 8];
        let count = self.components.min(values.len());
        for (component, value) in values.iter_mut().enumerate().take(count) {
            *value = self.value(x, y, component)?;
        }
        Some(space.rgb(&values[..count]))
    }

    /// What [`Raster::grey`] has where nothing is painted.
    pub(crate) const NOTHING: u16 = 256;

    /// All samples as grey, row by row: 0 black, 255 white, [`Raster::NOTHING`] nothing. A stencil paints `fill`.
    pub(crate) fn grey(&self, fill: Rgb) -> Vec<u16> {
        // Ink of all kinds is dark to a reader: by the shares that eyes give to colours (ITU-R BT.601).
        let level = |Rgb(red, green, blue): Rgb| {
            let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
            (sum / 1000) as u16
        };
        let color = |color: Option<Rgb>| color.map_or(Self::NOTHING, level);
        let count = self.width as usize * self.height as usize;
        let mut grey = Vec::with_capacity(count);
        let whole = matches!(self.alpha, Alpha::Whole);
        if whole && self.components == 1 && self.bits <= 8 {
            // Each value is looked up once.
            let values = 1_u32 << self.bits;
            let [low, high] = self.decode.first().copied().unwrap_or([0.0, 1.0]);
            let table: Vec<u16> = (0..values)
                .map(|stored| {
                    let value = low + f64::from(stored) / self.highest() * (high - low);
                    match &self.space {
                        Some(space) => level(space.rgb(&[value])),
                        None => color((value < HALF).then_some(fill)),
                    }
                })
                .collect();
            let bits = usize::from(self.bits);
            let row_bytes = (self.width as usize * bits).div_ceil(8);
            let missing = self.space.as_ref().map_or(Self::NOTHING, |_| 255);
            for row in self
                .data
                .chunks(row_bytes.max(1))
                .take(self.height as usize)
            {
                for x in 0..self.width as usize {
                    let bit = x * bits;
                    let stored = row
                        .get(bit / 8)
                        .map(|byte| usize::from(byte >> (8 - bits - bit % 8)) & ((1 << bits) - 1));
                    grey.push(stored.map_or(missing, |stored| table[stored]));
                }
            }
            grey.resize(count, missing);
            return grey;
        }
        let plain = matches!(self.space.as_deref(), Some(Space::Rgb))
            && self.decode.iter().all(|range| *range == [0.0, 1.0]);
        if whole && plain && self.components == 3 && self.bits == 8 {
            let pixels = self.data.as_chunks::<3>().0.iter().take(count);
            grey.extend(pixels.map(|[red, green, blue]| level(Rgb(*red, *green, *blue))));
            grey.resize(count, 255);
            return grey;
        }
        for y in 0..self.height {
            for x in 0..self.width {
                grey.push(color(self.at(x, y, fill)));
            }
        }
        grey
    }

    fn is_painted(&self, x: u32, y: u32) -> bool {
        let scaled = |mask: &Self| {
            let scale = |at: u32, from: u32, to: u32| {
                let scaled = u64::from(at) * u64::from(to) / u64::from(from.max(1));
                u32::try_from(scaled).unwrap_or(0)
            };
            (
                scale(x, self.width, mask.width),
                scale(y, self.height, mask.height),
            )
        };
        match &self.alpha {
            Alpha::Whole => true,
            Alpha::Soft(mask) => {
                let (x, y) = scaled(mask);
                mask.value(x, y, 0).is_none_or(|alpha| alpha >= HALF)
            }
            Alpha::Stencil(mask) => {
                let (x, y) = scaled(mask);
                mask.value(x, y, 0).is_none_or(|masked| masked < HALF)
            }
            Alpha::Key(ranges) => !ranges.iter().enumerate().all(|(component, [low, high])| {
                self.stored(x, y, component)
                    .is_some_and(|stored| (*low..=*high).contains(&stored))
            }),
            Alpha::Bytes(alpha) => {
                let at = y as usize * self.width as usize + x as usize;
                alpha.get(at).is_none_or(|alpha| *alpha >= HALF_BYTE)
            }
        }
    }
}

/// The size in a JPEG 2000 codestream's SIZ segment (ISO/IEC 15444-1, A.5.1), which comes first.
fn jpeg2000_size(data: &[u8]) -> Option<(u32, u32)> {
    let start = data
        .windows(4)
        .position(|window| window == [0xFF, 0x4F, 0xFF, 0x51])?;
    let word = |at: usize| {
        let bytes = data.get(start + at..start + at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    Some((word(8)?, word(12)?))
}
