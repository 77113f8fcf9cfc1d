//! Decoding streams without letting a small file fill the memory.

use std::io::Read;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;

use crate::pdf::Severity;
use crate::pdf::content::canvas::Canvas;
use crate::pdf::file::size_guard::discard;

/// Encoded bytes that may stand for nothing.
const EMPTY: usize = 16;

/// RFC 1951: 258 bytes from two bits.
pub(crate) const DEFLATE_EXPANSION: u64 = 1032;

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
pub(crate) enum Decoded<T> {
    /// Everything.
    Whole(T),
    /// What stands before a damaged place, or more of it.
    Damaged(T),
    /// As much as the limit allows.
    Cut(T),
    /// Nothing: more than the limit, in a form that cannot be cut.
    TooLarge,
    /// Nothing: broken, or an image.
    Broken,
}

/// How many bytes a stream can become at most.
pub(crate) fn most_bytes(stream: &Stream<'_>) -> u64 {
    most_bytes_of(&stream.raw_data(), &stream.filters())
}

fn most_bytes_of(raw: &[u8], filters: &[Filter]) -> u64 {
    expanded(raw.len() as u64, filters)
}

fn expanded(length: u64, filters: &[Filter]) -> u64 {
    filters.iter().fold(length, |size, filter| {
        size.saturating_mul(expansion(*filter))
    })
}

/// Whether a stream that a library is going to decode stays within the limit.
pub(crate) fn fits(stream: &Stream<'_>, limit: u64) -> bool {
    if most_bytes(stream) <= limit {
        return true;
    }
    let filters = stream.filters();
    let Some((Filter::FlateDecode, rest)) = filters.split_first() else {
        return false;
    };
    let raw = stream.raw_data();
    let mut decoder = flate2::bufread::ZlibDecoder::new(&*raw).take(limit.saturating_add(1));
    let inflated = discard(&mut decoder);
    inflated <= limit && expanded(inflated, rest) <= limit
}

/// So many times its length a compressed page has, as a rule.
const USUAL_RATIO: usize = 5;
/// Bytes that are made room for before any is read.
const MOST_AT_FIRST: usize = 1 << 20;

/// Decodes a stream to at most `limit` bytes.
pub(crate) fn decode_up_to(stream: &Stream<'_>, limit: u64) -> Decoded<Vec<u8>> {
    let mut data = Vec::new();
    match decode_onto(&mut data, stream, limit) {
        // Fonts, colours and functions make do with what there is.
        Decoded::Whole(()) | Decoded::Damaged(()) => Decoded::Whole(data),
        Decoded::Cut(()) => Decoded::Cut(data),
        Decoded::TooLarge => Decoded::TooLarge,
        Decoded::Broken => Decoded::Broken,
    }
}

/// Decodes a stream to at most `limit` bytes, which are added to the data. `hayro-syntax` decodes without a limit, so it
/// is asked only when the stream's length bounds what can become of it; else Deflate, which nearly all streams use, is
/// decoded here.
fn decode_onto(data: &mut Vec<u8>, stream: &Stream<'_>, limit: u64) -> Decoded<()> {
    let raw = stream.raw_data();
    let filters = stream.filters();
    let most = most_bytes_of(&raw, &filters);
    let start = data.len();
    let plain = filters.as_slice() == [Filter::FlateDecode]
        && !stream.dict().contains_key("DecodeParms")
        && !stream.dict().contains_key("DP");
    if plain {
        let reading = inflate_onto(data, &raw, limit);
        let length = data.len() - start;
        if length as u64 >= limit {
            return Decoded::Cut(());
        }
        match reading {
            Inflated::Whole => return Decoded::Whole(()),
            Inflated::Short if length > 0 => return Decoded::Damaged(()),
            Inflated::Short | Inflated::Broken => {}
        }
        // A broken stream: hayro-syntax is more forgiving. What was read so far bounds nothing.
        if most > limit {
            return if length == 0 {
                Decoded::TooLarge
            } else {
                Decoded::Cut(())
            };
        }
        data.truncate(start);
    }
    if filters.is_empty() && most > limit {
        let length = usize::try_from(limit).map_or(raw.len(), |limit| limit.min(raw.len()));
        data.extend_from_slice(raw.get(..length).unwrap_or_default());
        return Decoded::Cut(());
    }
    if !fits(stream, limit) {
        return Decoded::TooLarge;
    }
    match stream.decoded_data() {
        Ok(decoded) if data.is_empty() => *data = decoded.into_owned(),
        Ok(decoded) => data.extend_from_slice(&decoded),
        Err(_) => return Decoded::Broken,
    }
    if plain && !comes_to_its_end(&raw) {
        return Decoded::Damaged(());
    }
    Decoded::Whole(())
}

/// How a Deflate stream ended.
enum Inflated {
    /// At its own end, or at the limit.
    Whole,
    /// Its data ended before.
    Short,
    /// At a place that follows no syntax, or its sum is wrong.
    Broken,
}

/// Whether data begins as a zlib stream does, and gives something (RFC 1950, 2.2).
pub(crate) fn is_deflated(data: &[u8]) -> bool {
    let Some([method @ (0x48 | 0x58 | 0x68 | 0x78), flags]) = data.get(..2) else {
        return false;
    };
    let mut first = [0; 16];
    u16::from_be_bytes([*method, *flags]).is_multiple_of(31)
        && flate2::bufread::ZlibDecoder::new(data)
            .read(&mut first)
            .is_ok_and(|read| read > 0)
}

/// Whether a zlib stream that is broken is so only in its sum: its data comes to an end.
fn comes_to_its_end(raw: &[u8]) -> bool {
    const HEADER: usize = 2;
    let data = raw.get(HEADER..).unwrap_or_default();
    let mut inflater = Decompress::new(false);
    let mut buffer = [0; 1 << 14];
    loop {
        let read = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
        let before = inflater.total_out();
        let rest = data.get(read..).unwrap_or_default();
        match inflater.decompress(rest, &mut buffer, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return true,
            Ok(_) if inflater.total_out() > before => {}
            _ => return false,
        }
    }
}

/// Adds at most `limit` bytes, and takes no more memory for them than that.
fn inflate_onto(data: &mut Vec<u8>, raw: &[u8], limit: u64) -> Inflated {
    let mut inflater = Decompress::new(true);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let expected = raw.len().saturating_mul(USUAL_RATIO);
    data.reserve(expected.min(limit).min(MOST_AT_FIRST));
    let start = data.len();
    let end = start.saturating_add(limit);
    let mut buffer = [0; 1 << 14];
    while data.len() < end {
        let room = (end - data.len()).min(buffer.len());
        let (consumed, before) = (inflater.total_in(), inflater.total_out());
        let rest = usize::try_from(consumed).ok().and_then(|at| raw.get(at..));
        let status = inflater.decompress(
            rest.unwrap_or_default(),
            &mut buffer[..room],
            FlushDecompress::None,
        );
        let read = usize::try_from(inflater.total_out() - before).unwrap_or(0);
        if data.capacity() - data.len() < read && data.len() >= MOST_AT_FIRST / 2 {
            // A long one is counted first: the memory of what it outgrows would count, too.
            let decoder = flate2::bufread::ZlibDecoder::new(raw);
            let all = discard(&mut decoder.take(limit as u64));
            let already = data.len() - start;
            let rest = usize::try_from(all).map_or(0, |all| all.saturating_sub(already));
            data.reserve_exact(rest.max(read));
        }
        make_room(data, read, end);
        data.extend_from_slice(&buffer[..read]);
        match status {
            Ok(Status::StreamEnd) => return Inflated::Whole,
            Ok(_) if read == 0 && inflater.total_in() == consumed => return Inflated::Short,
            Ok(_) => {}
            Err(_) => return Inflated::Broken,
        }
    }
    Inflated::Whole
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

/// Decodes a content stream within the page's limits, which it counts against and reports to.
pub(crate) fn decode(stream: &Stream<'_>, canvas: &mut Canvas<'_>) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    content_onto(&mut data, stream, canvas, u64::MAX).then_some(data)
}

/// Decodes a content stream to at most `room` bytes, which are added to the data, and within the page's limits, which it
/// counts against and reports to. Whether it could be decoded.
pub(crate) fn content_onto(
    data: &mut Vec<u8>,
    stream: &Stream<'_>,
    canvas: &mut Canvas<'_>,
    room: u64,
) -> bool {
    let limit = canvas.decodable().min(room);
    let start = data.len();
    let decoded = decode_onto(data, stream, limit);
    if matches!(decoded, Decoded::Cut(()) | Decoded::TooLarge) {
        canvas
            .remarks
            .limit("grans-strom", format_args!("{limit} decoded bytes"));
    }
    let length = data.len() - start;
    let unreadable = match decoded {
        Decoded::Whole(()) => length == 0 && stream.raw_data().len() > EMPTY,
        Decoded::Damaged(()) if length > 0 => {
            canvas.remarks.add("strom-olaslig", Severity::Error, || {
                format!(
                    "the stream of object {} is damaged: what can be decoded of it stays, the rest is missing",
                    stream.obj_id().obj_number
                )
            });
            false
        }
        Decoded::Damaged(()) => true,
        Decoded::Cut(()) => false,
        Decoded::TooLarge => return false,
        Decoded::Broken => true,
    };
    if unreadable {
        canvas.remarks.add("strom-olaslig", Severity::Error, || {
            format!(
                "the stream of object {} cannot be decoded",
                stream.obj_id().obj_number
            )
        });
        return false;
    }
    canvas.count_decoded(length);
    true
}
