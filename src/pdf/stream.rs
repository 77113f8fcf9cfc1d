//! Decoding streams without letting a small file fill the memory.

use std::io::Read;

use hayro_syntax::Filter;
use hayro_syntax::object::Stream;

use super::canvas::Canvas;
use crate::diagnostics::Allvar;

/// Encoded bytes that may stand for nothing.
const EMPTY: usize = 16;

/// How many bytes one byte can become at most, by filter.
fn expansion(filter: Filter) -> u64 {
    match filter {
        // RFC 1951: 258 bytes from two bits.
        Filter::FlateDecode => 1032,
        // A code of 12 bits stands for at most 4096 bytes.
        Filter::LzwDecode => 2731,
        Filter::RunLengthDecode => 64,
        Filter::Ascii85Decode => 4,
        _ => 1,
    }
}

/// What decoding gave.
pub(super) enum Decoded {
    /// Everything.
    Whole(Vec<u8>),
    /// As much as the limit allows.
    Cut(Vec<u8>),
    /// Nothing: more than the limit, in a form that cannot be cut.
    TooLarge,
    /// Nothing: broken, or an image.
    Broken,
}

/// How many bytes a stream can become at most.
pub(super) fn most_bytes(stream: &Stream<'_>) -> u64 {
    stream
        .filters()
        .iter()
        .fold(stream.raw_data().len() as u64, |size, filter| {
            size.saturating_mul(expansion(*filter))
        })
}

/// Decodes a stream to at most `limit` bytes. `hayro-syntax` decodes without a limit, so it is asked only when the
/// stream's length bounds what can become of it; else Deflate, which nearly all streams use, is decoded here.
pub(super) fn decode_up_to(stream: &Stream<'_>, limit: u64) -> Decoded {
    let raw = stream.raw_data();
    let filters = stream.filters();
    let most = most_bytes(stream);
    let plain = filters.as_slice() == [Filter::FlateDecode]
        && !stream.dict().contains_key("DecodeParms")
        && !stream.dict().contains_key("DP");
    if plain {
        let mut data = Vec::new();
        let reading = flate2::read::ZlibDecoder::new(&*raw)
            .take(limit)
            .read_to_end(&mut data);
        if data.len() as u64 >= limit {
            return Decoded::Cut(data);
        }
        if reading.is_ok() {
            return Decoded::Whole(data);
        }
        // A broken stream: hayro-syntax is more forgiving. What was read so far bounds nothing.
        if most > limit {
            return if data.is_empty() {
                Decoded::TooLarge
            } else {
                Decoded::Cut(data)
            };
        }
    }
    if most > limit {
        return Decoded::TooLarge;
    }
    match stream.decoded_data() {
        Ok(data) => Decoded::Whole(data.into_owned()),
        Err(_) => Decoded::Broken,
    }
}

/// Decodes a content stream within the page's limits, which it counts against and reports to.
pub(super) fn decode(stream: &Stream<'_>, canvas: &mut Canvas<'_>) -> Option<Vec<u8>> {
    let limit = canvas.decodable();
    let data = match decode_up_to(stream, limit) {
        Decoded::Whole(data) if data.is_empty() && stream.raw_data().len() > EMPTY => {
            canvas.notes.add("strom-olaslig", Allvar::Fel, || {
                format!(
                    "the stream of object {} cannot be decoded",
                    stream.obj_id().obj_number
                )
            });
            return None;
        }
        Decoded::Whole(data) => data,
        Decoded::Cut(data) => {
            canvas
                .notes
                .limit("grans-strom", format_args!("{limit} decoded bytes"));
            data
        }
        Decoded::TooLarge => {
            canvas
                .notes
                .limit("grans-strom", format_args!("{limit} decoded bytes"));
            return None;
        }
        Decoded::Broken => {
            canvas.notes.add("strom-olaslig", Allvar::Fel, || {
                format!(
                    "the stream of object {} cannot be decoded",
                    stream.obj_id().obj_number
                )
            });
            return None;
        }
    };
    canvas.count_decoded(data.len());
    Some(data)
}
