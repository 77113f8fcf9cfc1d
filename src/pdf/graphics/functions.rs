//! Functions (ISO 32000-2, 7.10), as far as tint transforms and shadings need them.

use hayro_syntax::object::{Dict, Object, Stream};

use crate::pdf::file::streams::{Decoded, decode_up_to};

/// How deep stitching functions may stand within each other.
const MAX_DEPTH: u32 = 4;
/// Functions that one is stitched of, those within them included.
const MAX_FUNCTIONS: u32 = 256;
/// Samples of a table that is read, and its bytes.
const MAX_SAMPLES: usize = 1 << 16;
const MAX_TABLE_BYTES: u64 = 1 << 20;

/// A function from numbers to numbers.
#[derive(Debug)]
pub(crate) enum Function {
    /// Type 2: exponential interpolation.
    Exponential {
        /// Result at 0.
        c0: Vec<f64>,
        /// Result at 1.
        c1: Vec<f64>,
        /// Exponent.
        exponent: f64,
    },
    /// Type 0: a table.
    Sampled(Table),
    /// Type 3: one function after another.
    Stitching {
        /// The functions, each with the upper bound of its part and its encoding.
        parts: Vec<(f64, [f64; 2], Function)>,
        /// Domain.
        domain: [f64; 2],
    },
}

/// The table of a sampled function.
#[derive(Debug)]
pub(crate) struct Table {
    domain: Vec<[f64; 2]>,
    size: Vec<usize>,
    outputs: usize,
    samples: Vec<f64>,
}

impl Function {
    /// Reads a function; PostScript calculators (type 4) are not run.
    pub(crate) fn new(object: &Object<'_>) -> Option<Self> {
        Self::at_depth(object, 0, &mut 0)
    }

    fn at_depth(object: &Object<'_>, depth: u32, count: &mut u32) -> Option<Self> {
        *count += 1;
        if depth > MAX_DEPTH || *count > MAX_FUNCTIONS {
            return None;
        }
        let (dict, stream) = match object {
            Object::Dict(dict) => (dict, None),
            Object::Stream(stream) => (stream.dict(), Some(stream)),
            _ => return None,
        };
        match dict.get::<u8>("FunctionType")? {
            0 => Table::new(dict, stream?).map(Self::Sampled),
            2 => Some(Self::Exponential {
                c0: dict.get::<Vec<f64>>("C0").unwrap_or_else(|| vec![0.0]),
                c1: dict.get::<Vec<f64>>("C1").unwrap_or_else(|| vec![1.0]),
                exponent: dict.get::<f64>("N").unwrap_or(1.0),
            }),
            3 => Self::stitching(dict, depth, count),
            _ => None,
        }
    }

    fn stitching(dict: &Dict<'_>, depth: u32, count: &mut u32) -> Option<Self> {
        let domain = dict.get::<[f64; 2]>("Domain")?;
        let functions: Vec<Object<'_>> = dict.get("Functions")?;
        let mut bounds = dict.get::<Vec<f64>>("Bounds").unwrap_or_default();
        bounds.push(domain[1]);
        let encode = dict.get::<Vec<f64>>("Encode").unwrap_or_default();
        let parts = functions
            .iter()
            .zip(bounds)
            .enumerate()
            .map(|(index, (function, bound))| {
                let encoding = match encode.get(index * 2..index * 2 + 2) {
                    Some(&[low, high]) => [low, high],
                    _ => [0.0, 1.0],
                };
                Some((bound, encoding, Self::at_depth(function, depth + 1, count)?))
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Self::Stitching { parts, domain })
    }

    /// The function's value.
    pub(crate) fn call(&self, input: &[f64]) -> Option<Vec<f64>> {
        match self {
            Self::Exponential { c0, c1, exponent } => {
                let share = input.first()?.clamp(0.0, 1.0).powf(*exponent);
                Some(
                    c0.iter()
                        .zip(c1)
                        .map(|(low, high)| low + share * (high - low))
                        .collect(),
                )
            }
            Self::Sampled(table) => table.call(input),
            Self::Stitching { parts, domain } => {
                let x = input.first()?.max(domain[0]).min(domain[1]);
                let last = parts.len().checked_sub(1)?;
                let index = parts.iter().position(|part| x < part.0).unwrap_or(last);
                let (high, encode, function) = parts.get(index)?;
                let low = match index.checked_sub(1) {
                    Some(before) => parts.get(before)?.0,
                    None => domain[0],
                };
                let share = if *high > low {
                    (x - low) / (high - low)
                } else {
                    0.0
                };
                function.call(&[encode[0] + share * (encode[1] - encode[0])])
            }
        }
    }
}

impl Table {
    fn new(dict: &Dict<'_>, stream: &Stream<'_>) -> Option<Self> {
        let pairs = |key: &str| -> Option<Vec<[f64; 2]>> {
            let flat = dict.get::<Vec<f64>>(key)?;
            Some(flat.as_chunks::<2>().0.to_vec())
        };
        let domain = pairs("Domain")?;
        let range = pairs("Range")?;
        let size = dict.get::<Vec<u32>>("Size")?;
        let size: Vec<usize> = size
            .into_iter()
            .map(|n| usize::try_from(n).ok())
            .collect::<Option<_>>()?;
        let bits = dict.get::<u8>("BitsPerSample")?;
        let total = size
            .iter()
            .try_fold(range.len(), |all, n| all.checked_mul(*n))?;
        if total > MAX_SAMPLES
            || size.len() != domain.len()
            || range.is_empty()
            || size.contains(&0)
        {
            return None;
        }
        let decode = pairs("Decode").unwrap_or_else(|| range.clone());
        let (Decoded::Whole(data) | Decoded::Cut(data)) = decode_up_to(stream, MAX_TABLE_BYTES)
        else {
            return None;
        };
        let width = usize::from(match bits {
            8 => 1_u8,
            16 => 2,
            24 => 3,
            32 => 4,
            _ => return None,
        });
        let samples = data
            .chunks_exact(width)
            .take(total)
            .enumerate()
            .map(|(index, bytes)| {
                let value = bytes
                    .iter()
                    .fold(0_u64, |all, byte| (all << 8) | u64::from(*byte));
                let highest = (1_u64 << (8 * width)) - 1;
                let [low, high] = decode
                    .get(index % range.len())
                    .copied()
                    .unwrap_or([0.0, 1.0]);
                low + value as f64 / highest as f64 * (high - low)
            })
            .collect();
        Some(Self {
            domain,
            size,
            outputs: range.len(),
            samples,
        })
    }

    /// Linear in one dimension, the nearest sample in more.
    fn call(&self, input: &[f64]) -> Option<Vec<f64>> {
        let place = |dimension: usize| -> Option<f64> {
            let [low, high] = *self.domain.get(dimension)?;
            let size = *self.size.get(dimension)?;
            let x = input.get(dimension)?.max(low).min(high);
            let share = if high > low {
                (x - low) / (high - low)
            } else {
                0.0
            };
            Some(share * (size - 1) as f64)
        };
        let entry = |index: usize| {
            self.samples
                .get(index * self.outputs..(index + 1) * self.outputs)
        };
        if self.size.len() == 1 {
            let at = place(0)?;
            let (low, part) = (at.floor(), at.fract());
            let first = entry(low as usize)?;
            let second = entry(at.ceil() as usize)?;
            return Some(
                first
                    .iter()
                    .zip(second)
                    .map(|(a, b)| a + part * (b - a))
                    .collect(),
            );
        }
        let mut index = 0;
        let mut stride = 1;
        for (dimension, size) in self.size.iter().enumerate() {
            index += place(dimension)?.round() as usize * stride;
            stride *= size;
        }
        entry(index).map(<[f64]>::to_vec)
    }
}
