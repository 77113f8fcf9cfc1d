//! Decoding streams without letting a small file fill the memory.

use std::io::Read;

use hayro_syntax::Filter;
use hayro_syntax::object::Stream;

use super::bomb::discard;
use super::canvas::Canvas;
use crate::diagnostics::Allvar;

/// Encoded bytes that may stand for nothing.
const EMPTY: usize = 16;

/// RFC 1951: 258 bytes from two bits.
pub(super) const DEFLATE_EXPANSION: u64 = 1032;

/// How many bytes one byte can become at most, by filter.
fn expansion(filter: Filter) -> u64 {
    match filter {
        Filter::FlateDecode => DEFLATE_EXPANSION,
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
    most_bytes_of(&stream.raw_data(), &stream.filters())
}

fn most_bytes_of(raw: &[u8], filters: &[Filter]) -> u64 {
    filters.iter().fold(raw.len() as u64, |size, filter| {
        size.saturating_mul(expansion(*filter))
    })
}

/// Whether a stream that a library is going to decode stays within the limit.
pub(super) fn fits(stream: &Stream<'_>, limit: u64) -> bool {
    if most_bytes(stream) <= limit {
        return true;
    }
    let raw = stream.raw_data();
    let mut decoder = flate2::bufread::ZlibDecoder::new(&*raw).take(limit.saturating_add(1));
    stream.filters().as_slice() == [Filter::FlateDecode] && discard(&mut decoder) <= limit
}

/// So many times its length a compressed page has, as a rule.
const USUAL_RATIO: usize = 5;
/// Bytes that are made room for before any is read.
const MOST_AT_FIRST: usize = 1 << 20;

/// Decodes a stream to at most `limit` bytes. `hayro-syntax` decodes without a limit, so it is asked only when the
/// stream's length bounds what can become of it; else Deflate, which nearly all streams use, is decoded here.
pub(super) fn decode_up_to(stream: &Stream<'_>, limit: u64) -> Decoded {
    let raw = stream.raw_data();
    let filters = stream.filters();
    let most = most_bytes_of(&raw, &filters);
    let plain = filters.as_slice() == [Filter::FlateDecode]
        && !stream.dict().contains_key("DecodeParms")
        && !stream.dict().contains_key("DP");
    if plain {
        let expected = raw.len().saturating_mul(USUAL_RATIO);
        let (data, reading) = inflate_up_to(&raw, limit, expected);
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
    if filters.is_empty() && most > limit {
        let mut data = raw.into_owned();
        data.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        return Decoded::Cut(data);
    }
    if most > limit {
        return Decoded::TooLarge;
    }
    match stream.decoded_data() {
        Ok(data) => Decoded::Whole(data.into_owned()),
        Err(_) => Decoded::Broken,
    }
}

/// Reads at most `limit` bytes, and takes no more memory for them than that. So many are `expected`.
fn inflate_up_to(raw: &[u8], limit: u64, expected: usize) -> (Vec<u8>, std::io::Result<()>) {
    let decoder = || flate2::bufread::ZlibDecoder::new(raw);
    let mut reader = decoder();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut data = Vec::with_capacity(expected.min(limit).min(MOST_AT_FIRST));
    let mut buffer = [0; 1 << 14];
    while data.len() < limit {
        let room = (limit - data.len()).min(buffer.len());
        let read = match reader.read(&mut buffer[..room]) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return (data, Err(error)),
        };
        if data.capacity() - data.len() < read && data.len() >= MOST_AT_FIRST / 2 {
            // A long one is counted first: the memory of what it outgrows would count, too.
            let all = discard(&mut decoder().take(limit as u64));
            let rest = usize::try_from(all)
                .unwrap_or(limit)
                .saturating_sub(data.len());
            data.reserve_exact(rest.max(read));
        }
        make_room(&mut data, read, limit);
        data.extend_from_slice(&buffer[..read]);
    }
    (data, Ok(()))
}

/// Makes room for so many bytes more, and for no more than `limit` in all unless they need it: a vector that doubles would
/// take twice what is allowed.
fn make_room(data: &mut Vec<u8>, more: usize, limit: usize) {
    const LEAST: usize = 1 << 14;
    if data.capacity() - data.len() < more {
        let doubled = data.len().max(LEAST).min(limit.saturating_sub(data.len()));
        data.reserve_exact(doubled.max(more));
    }
}

/// Decodes a content stream to at most `room` bytes and within the page's limits, which it counts against and reports to.
pub(super) fn decode(stream: &Stream<'_>, canvas: &mut Canvas<'_>, room: u64) -> Option<Vec<u8>> {
    let limit = canvas.decodable().min(room);
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
