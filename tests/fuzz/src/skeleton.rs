//! A PDF around a content stream, so that a fuzzer reaches the operators without having to make up a file.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Resources that a content stream may name; the form draws itself, to be ended by a limit.
const RESOURCES: &str = "<</Font<</F1 4 0 R/F2 5 0 R/F3 6 0 R>>/XObject<</X1 9 0 R/X2 10 0 R>>\
/ExtGState<</G1<</ca 0/CA 0>>/G2<</Font[4 0 R 9]>>>>/ColorSpace<</C1[/Indexed/DeviceRGB 1<FF000000FF00>]>>\
/Properties<</P1<</MCID 3>>>>>>";

const TO_UNICODE: &str = "1 begincodespacerange<0000><FFFF>endcodespacerange 1 beginbfrange<0000><00FF><0000>endbfrange \
2 beginbfchar<0100><00660069><0101><0301>endbfchar";

/// The input itself if it is a PDF file, else one with the input as its page's content.
pub fn file(data: &[u8]) -> Cow<'_, [u8]> {
    let head = data.get(..data.len().min(1024)).unwrap_or_default();
    if head.windows(5).any(|mark| mark == b"%PDF-") {
        Cow::Borrowed(data)
    } else {
        Cow::Owned(around(data))
    }
}

/// A one-page PDF with this content. There is no reference table: readers find the objects without.
fn around(content: &[u8]) -> Vec<u8> {
    let mut head = String::from("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    let form = "q 0.5 0 0 0.5 9 9 cm BT/F1 9 Tf(form)Tj ET/X1 Do Q 10 10 90 1 re f";
    let objects = [
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned()),
        (
            3,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 11 0 R/Resources{RESOURCES}>>"
            ),
        ),
        (4, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned()),
        (5, "<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Arial-BoldMT/FirstChar 32/LastChar 34/Widths[250 0 -900]>>".to_owned()),
        (
            6,
            "<</Type/Font/Subtype/Type0/BaseFont/Times/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>"
                .to_owned(),
        ),
        (
            7,
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Times/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
             /DW 600/W[65[300 9000]]>>"
                .to_owned(),
        ),
        (8, stream("", TO_UNICODE)),
        (
            9,
            stream(
                &format!("/Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources{RESOURCES}"),
                form,
            ),
        ),
        (
            10,
            stream("/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB", "\0\u{7f}\0\0\u{7f}\0"),
        ),
    ];
    for (number, object) in objects {
        let _ = writeln!(head, "{number} 0 obj{object}endobj");
    }
    let _ = writeln!(head, "11 0 obj<</Length {}>>stream", content.len());
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(content);
    bytes.extend_from_slice(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    bytes
}

fn stream(keys: &str, content: &str) -> String {
    format!(
        "<<{keys}/Length {}>>stream\n{content}\nendstream ",
        content.len()
    )
}
