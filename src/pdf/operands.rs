//! The arrays of `TJ`, read where they stand. They hold most of a page's text, and most of them are short strings and
//! whole numbers; whatever else there is is left to `hayro-syntax`.

use hayro_syntax::object::{Array, Object};

/// What `TJ` shows or moves by.
pub(super) enum Piece<'b> {
    /// A string's bytes.
    Text(&'b [u8]),
    /// A number.
    Shift(f64),
}

/// Digits of a whole number that is read here.
const MAX_DIGITS: usize = 9;

/// Hands over the pieces of the array in order. `buffer` is memory that is used again.
pub(super) fn pieces(array: &Array<'_>, buffer: &mut Vec<u8>, mut take: impl FnMut(Piece<'_>)) {
    let mut rest = array.data();
    let mut count = 0;
    loop {
        rest = rest.trim_ascii_start();
        let Some(first) = rest.first() else { return };
        let length = match first {
            b'<' => hex(rest, buffer).inspect(|_| take(Piece::Text(buffer))),
            b'(' => literal(rest).map(|text| {
                take(Piece::Text(text));
                text.len() + 2
            }),
            _ => integer(rest).map(|(number, length)| {
                take(Piece::Shift(number));
                length
            }),
        };
        let Some(after) = length.and_then(|length| rest.get(length..)) else {
            break;
        };
        rest = after;
        count += 1;
    }
    for item in array.iter::<Object<'_>>().skip(count) {
        match item {
            Object::String(text) => take(Piece::Text(text.as_bytes())),
            Object::Number(number) => take(Piece::Shift(number.as_f64())),
            _ => {}
        }
    }
}

/// The bytes of a hexadecimal string without white space go to the buffer; how long it is as written.
fn hex(rest: &[u8], buffer: &mut Vec<u8>) -> Option<usize> {
    let end = rest.iter().position(|byte| *byte == b'>')?;
    let (pairs, odd) = rest.get(1..end)?.as_chunks::<2>();
    if !odd.is_empty() {
        return None;
    }
    buffer.clear();
    for [high, low] in pairs {
        buffer.push(digit(*high)? << 4 | digit(*low)?);
    }
    Some(end + 1)
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// A string in parentheses that holds neither escapes nor line ends nor further parentheses.
fn literal(rest: &[u8]) -> Option<&[u8]> {
    let inner = rest.get(1..)?;
    let end = inner
        .iter()
        .position(|byte| matches!(byte, b')' | b'(' | b'\\' | b'\r' | b'\n'))?;
    (inner[end] == b')').then(|| &inner[..end])
}

/// A short whole number, and how long it is as written. What follows it must end it beyond doubt.
fn integer(rest: &[u8]) -> Option<(f64, usize)> {
    let sign = usize::from(rest.first() == Some(&b'-'));
    let digits = rest.get(sign..)?;
    let count = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let ends = digits
        .get(count)
        .is_none_or(|next| matches!(next, b' ' | b'\n' | b'\r' | b'\t' | b'<' | b'('));
    if count == 0 || count > MAX_DIGITS || !ends {
        return None;
    }
    let value = digits[..count]
        .iter()
        .fold(0_i64, |value, byte| value * 10 + i64::from(byte - b'0'));
    let value = if sign == 1 { -value } else { value };
    Some((value as f64, sign + count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_strings_and_numbers_are_read() {
        let mut buffer = Vec::new();
        assert_eq!(hex(b"<00Af>1", &mut buffer), Some(6));
        assert_eq!(buffer, [0, 0xAF]);
        assert_eq!(literal(b"(ab)-1"), Some(&b"ab"[..]));
        assert_eq!(integer(b"-12<00>"), Some((-12.0, 3)));
        assert_eq!(integer(b"7"), Some((7.0, 1)));
    }

    #[test]
    fn everything_else_is_left() {
        let mut buffer = Vec::new();
        for odd in [&b"<0>"[..], b"<0 1>", b"<0g>", b"<00"] {
            assert_eq!(hex(odd, &mut buffer), None);
        }
        for odd in [&b"(a\\)b)"[..], b"(a(b))", b"(a\nb)", b"(a"] {
            assert_eq!(literal(odd), None);
        }
        for odd in [
            &b"1.5"[..],
            b"--1",
            b"+1",
            b"-",
            b"1234567890",
            b"1-2",
            b"1]",
        ] {
            assert_eq!(integer(odd), None);
        }
    }
}
