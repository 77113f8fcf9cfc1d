//! Text strings (ISO 32000-2, 7.9.2.2).

/// PDFDocEncoding where it is not Latin-1 (ISO 32000-2, annex D.3): 0x18–0x1F and 0x80–0xA0.
const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
];

/// Decodes a text string: UTF-16 or UTF-8 if it begins with their marks, else PDFDocEncoding. Language codes between
/// escape characters are left out.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| document_encoding(*byte)).collect(),
    };
    if !text.contains('\u{1B}') {
        return text;
    }
    text.split('\u{1B}').step_by(2).collect()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units)
        .map(|ch| ch.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// The bytes of a text in PDFDocEncoding; `None` if it has letters that are not in it.
#[cfg(any(test, feature = "repair"))]
pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    let byte = |ch| (0..=u8::MAX).find(|byte| document_encoding(*byte) == ch);
    text.chars().map(byte).collect()
}

fn document_encoding(byte: u8) -> char {
    let found = match byte {
        0x18..=0x1F => LOW.get(usize::from(byte - 0x18)),
        0x80..=0xA0 => HIGH.get(usize::from(byte - 0x80)),
        _ => None,
    };
    found.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(
            decode(b"Verksamhetsplan \xE5\xE4\xF6"),
            "Verksamhetsplan åäö"
        );
        assert_eq!(decode(b"\xFE\xFF\x00\xE5\x00\xAD"), "å\u{AD}");
        assert_eq!(decode(b"\xFF\xFE\xE5\x00"), "å");
        assert_eq!(decode(b"\xEF\xBB\xBF\xC3\xA5"), "å");
        assert_eq!(decode(b"\x80 \xA0\x93"), "• €ﬁ");
        assert_eq!(decode(b"\xFE\xFF\x00\x1B\x00s\x00v\x00\x1B\x00a"), "a");
        assert_eq!(decode(b"\xFE\xFF\xD8\x00"), "\u{FFFD}");
    }
}
