//! Strings as they are written (ISO 32000-2, 7.3.4).

/// The bytes of a string in brackets or in hex.
pub(super) fn decode(raw: &[u8]) -> Vec<u8> {
    match raw {
        [b'(', inner @ .., b')'] => literal(inner),
        [b'<', inner @ .., b'>'] => hex(inner),
        _ => Vec::new(),
    }
}

/// A string in hex.
pub(super) fn encode(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| DIGITS[usize::from(half & 15)];
    let mut raw = vec![b'<'];
    raw.extend(
        bytes
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(*byte)]),
    );
    raw.push(b'>');
    raw
}

fn literal(inner: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match (*first, behind) {
            (b'\\', [b'\r', b'\n', behind @ ..] | [b'\n' | b'\r', behind @ ..]) => rest = behind,
            (b'\\', [b'0'..=b'7', ..]) => {
                let digits = behind
                    .iter()
                    .take(3)
                    .take_while(|byte| matches!(byte, b'0'..=b'7'));
                let code = digits
                    .clone()
                    .fold(0_u32, |code, digit| code * 8 + u32::from(digit - b'0'));
                rest = behind.get(digits.count()..).unwrap_or_default();
                out.push(code as u8);
            }
            (b'\\', [escaped, behind @ ..]) => {
                rest = behind;
                out.push(match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => *other,
                });
            }
            (b'\r', [b'\n', behind @ ..]) => {
                rest = behind;
                out.push(b'\n');
            }
            (b'\r', _) => out.push(b'\n'),
            (byte, _) => out.push(byte),
        }
    }
    out
}

fn hex(inner: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = inner
        .iter()
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or_default())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn strings() {
        assert_eq!(
            decode(b"(a\\)\\\\\\n\\101\\7\\\r\nb\r\nc)"),
            b"a)\\\nA\x07b\nc"
        );
        assert_eq!(decode(b"<4 1 4>"), b"A@");
        assert_eq!(encode(b"A\xff"), b"<41ff>");
    }
}
