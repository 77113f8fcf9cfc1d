//! A second chance for files with damaged tokens: their objects are looked for, read as far as they can be, and written
//! anew with a table and a page tree that lead to all of them.

mod cipher;
#[cfg(feature = "repair")]
mod keys;
mod objects;
#[cfg(feature = "repair")]
mod strings;
mod tree;
mod value;

use std::collections::BTreeMap;
use std::io::Write as _;

use crate::pdf::file::streams::is_deflated;

use cipher::Cipher;
use objects::{Found, Objects};
use value::{Dict, Value};

/// What a trailer tells that is kept.
const KEPT: [&[u8]; 3] = [b"Info", b"Encrypt", b"ID"];

/// The file written anew; `None` when no page can be found. An encrypted one stays encrypted: its strings, its streams
/// and the numbers that their keys are made of stay as they are.
pub(crate) fn rewrite(bytes: &[u8]) -> Option<Vec<u8>> {
    write(bytes, Objects::read(bytes, &|_, _| None))
}

/// The file without its encryption, by a password that cannot be tried otherwise: an owner's of old encryption, or one
/// with letters beyond ASCII, which old encryption takes in PDFDocEncoding. `None` when none of them fits.
pub(crate) fn decrypted(bytes: &[u8], passwords: &[String]) -> Option<Vec<u8>> {
    let objects = Objects::read(bytes, &|all, trailers| Cipher::of(all, trailers, passwords));
    if objects.is_encrypted() {
        return None;
    }
    write(bytes, objects)
}

/// The file without its encryption, if that is neither of its text nor of its streams: only attachments are encrypted
/// then (ISO 32000-2, 7.6.6).
pub(crate) fn without_needless_encryption(bytes: &[u8]) -> Option<Vec<u8>> {
    let objects = Objects::read(bytes, &|_, _| None);
    if !objects.is_encrypted() {
        return None;
    }
    let named = objects
        .trailers
        .iter()
        .filter_map(|dict| dict.get(b"Encrypt"));
    for dict in named {
        if !encrypts_attachments_only(objects.resolved(dict).as_dict()?) {
            return None;
        }
    }
    // The key becomes one that nobody knows; all that follows stays where it is.
    const KEY: &[u8] = b"/Encrypt";
    let mut plain = bytes.to_vec();
    let mut at = 0;
    while let Some(place) = plain
        .get(at..)?
        .windows(KEY.len())
        .position(|found| found == KEY)
    {
        at += place + KEY.len();
        if plain
            .get(at)
            .is_some_and(|byte| !byte.is_ascii_alphanumeric())
        {
            *plain.get_mut(at - 1)? = b'X';
        }
    }
    Some(plain)
}

fn encrypts_attachments_only(dict: &Dict) -> bool {
    let is_plain = |key: &[u8]| match dict.get(key).map(Value::name) {
        None | Some(Some(b"Identity")) => true,
        Some(name) => {
            let filters = dict.get(b"CF").and_then(Value::as_dict);
            let filter = name.and_then(|name| filters?.get(name)?.as_dict());
            let method = filter.and_then(|filter| filter.get(b"CFM"));
            filter.is_some() && method.is_none_or(|method| method.name() == Some(b"None"))
        }
    };
    let has_filters = dict
        .get(b"V")
        .and_then(Value::whole)
        .is_some_and(|version| version >= 4);
    has_filters && is_plain(b"StmF") && is_plain(b"StrF")
}

fn write(bytes: &[u8], mut objects: Objects) -> Option<Vec<u8>> {
    let is_encrypted = objects.is_encrypted();
    let root = match tree::mend(&mut objects) {
        Some(root) => root,
        // The catalog and the pages may stand in streams that are encrypted.
        None if is_encrypted => trailer_ref(&objects, b"Root")?,
        None => return None,
    };
    let generations: BTreeMap<u32, u16> = objects
        .found
        .iter()
        .map(|(number, found)| (*number, found.generation))
        .collect();
    let generation = |number: u32| generations.get(&number).copied().unwrap_or_default();
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::with_capacity(objects.found.len());
    for (number, found) in &objects.found {
        places.push((*number, found.generation, out.len()));
        // Writing to memory does not fail.
        let _ = writeln!(out, "{number} {} obj", found.generation);
        write_value(&mut out, found, bytes, &generation);
        out.extend_from_slice(b"\nendobj\n");
    }
    let mut trailer = Dict::default();
    trailer.set(b"Root", Value::Ref(root));
    for key in KEPT {
        let last = objects.trailers.iter().rev().find_map(|dict| dict.get(key));
        if let Some(value) = last {
            trailer.set(key, value.clone());
        }
    }
    // Objects in encrypted streams stand in no plain table: without one they are looked for.
    let table = (!is_encrypted).then_some(places.as_slice());
    write_end(&mut out, table, &mut trailer, &generation);
    Some(out)
}

fn trailer_ref(objects: &Objects, key: &[u8]) -> Option<u32> {
    let mut last_first = objects.trailers.iter().rev();
    last_first.find_map(|dict| match dict.get(key) {
        Some(Value::Ref(number)) => Some(*number),
        _ => None,
    })
}

fn write_value(out: &mut Vec<u8>, found: &Found, bytes: &[u8], generation: &dyn Fn(u32) -> u16) {
    match (&found.value, &found.data) {
        (Value::Dict(dict), Some(data)) => {
            let data = data.bytes(bytes);
            let mut dict = dict.clone();
            if !names_filter(&dict) && is_deflated(data) {
                dict.set(b"Filter", Value::Name(b"FlateDecode".to_vec()));
            }
            dict.set(b"Length", Value::Word(data.len().to_string().into_bytes()));
            dict.write(out, generation);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(data);
            out.extend_from_slice(b"\nendstream");
        }
        (value, _) => value.write(out, generation),
    }
}

/// Whether a stream says in words that are known how it is encoded.
fn names_filter(dict: &Dict) -> bool {
    const KNOWN: [&[u8]; 18] = [
        b"FlateDecode",
        b"Fl",
        b"LZWDecode",
        b"LZW",
        b"ASCIIHexDecode",
        b"AHx",
        b"ASCII85Decode",
        b"A85",
        b"RunLengthDecode",
        b"RL",
        b"CCITTFaxDecode",
        b"CCF",
        b"JBIG2Decode",
        b"DCTDecode",
        b"DCT",
        b"JPXDecode",
        b"Crypt",
        b"BrotliDecode",
    ];
    let is_known = |filter: &Value| filter.name().is_some_and(|name| KNOWN.contains(&name));
    match dict.get(b"Filter") {
        Some(Value::Array(filters)) => !filters.is_empty() && filters.iter().all(is_known),
        Some(Value::Ref(_)) => true,
        Some(filter) => is_known(filter),
        None => false,
    }
}

/// The table of objects, and the trailer.
fn write_end(
    out: &mut Vec<u8>,
    table: Option<&[(u32, u16, usize)]>,
    trailer: &mut Dict,
    generation: &dyn Fn(u32) -> u16,
) {
    let start = out.len();
    if let Some(places) = table {
        let size = places
            .last()
            .map_or(0, |(number, ..)| u64::from(*number) + 1);
        trailer.set(b"Size", Value::Word(size.to_string().into_bytes()));
        out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
        for (number, generation, place) in places {
            let _ = write!(out, "{number} 1\n{place:010} {generation:05} n \n");
        }
    }
    out.extend_from_slice(b"trailer\n");
    trailer.write(out, generation);
    if table.is_some() {
        let _ = write!(out, "\nstartxref\n{start}");
    }
    out.extend_from_slice(b"\n%%EOF\n");
}
