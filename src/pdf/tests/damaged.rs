//! Files with damaged tokens, as public collections have them: what can be read is read.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;

use super::*;

const KEPT: &str = "BT /F1 10 Tf 100 700 Td (Kvar) Tj ET";

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).expect("memory");
    encoder.finish().expect("memory")
}

/// A file whose catalog, pages, page and font stand in a stream of objects, as newer programs write it. Object 4 is the
/// page's content, 9 the stream, 10 the table.
fn packed() -> Vec<u8> {
    let members = [
        (1, "<</Type/Catalog/Pages 2 0 R>>"),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (
            3,
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        ),
        (
            5,
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ),
    ];
    let (mut head, mut body) = (String::new(), String::new());
    for (number, object) in members {
        head.push_str(&format!("{number} {} ", body.len()));
        body.push_str(object);
        body.push('\n');
    }
    let objects = deflated(format!("{head}{body}").as_bytes());
    let content = deflated(KEPT.as_bytes());
    let mut file = b"%PDF-1.7\n%\xE5\xE4\xF6\xE5\n".to_vec();
    let stream = |file: &mut Vec<u8>, number: usize, entries: &str, data: &[u8]| {
        let place = file.len();
        let length = data.len();
        let start =
            format!("{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {length}>>\nstream\n");
        file.extend_from_slice(start.as_bytes());
        file.extend_from_slice(data);
        file.extend_from_slice(b"\nendstream\nendobj\n");
        place
    };
    let content = stream(&mut file, 4, "", &content);
    let entries = format!("/Type/ObjStm/N {}/First {}", members.len(), head.len());
    let holder = stream(&mut file, 9, &entries, &objects);
    let start = file.len();
    let mut table = Vec::new();
    for number in 0..11_usize {
        let member = members.iter().position(|(member, _)| *member == number);
        let (kind, place, index) = match (number, member) {
            (_, Some(index)) => (2, 9, index as u8),
            (4, _) => (1, content, 0),
            (9, _) => (1, holder, 0),
            (10, _) => (1, start, 0),
            _ => (0, 0, 0),
        };
        table.extend_from_slice(&[kind, (place >> 8) as u8, place as u8, index]);
    }
    let entries = "/Type/XRef/Size 11/W[1 2 1]/Root 1 0 R";
    stream(&mut file, 10, entries, &deflated(&table));
    file.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    file
}

/// The file with the first of these words replaced.
fn spoilt(file: &[u8], word: &str, by: &str) -> Vec<u8> {
    let place = file
        .windows(word.len())
        .position(|found| found == word.as_bytes());
    let place = place.unwrap_or_else(|| panic!("no {word}"));
    let mut spoilt = file[..place].to_vec();
    spoilt.extend_from_slice(by.as_bytes());
    spoilt.extend_from_slice(&file[place + word.len()..]);
    spoilt
}

fn read(bytes: &[u8]) -> Result<String, String> {
    let file = PdfFile::open(bytes, &[], &Limits::default()).map_err(|error| error.to_string())?;
    let pages = (0..file.page_count()).map(|index| text(&file.page(index)));
    Ok(pages.collect())
}

#[test]
fn a_damaged_token_loses_no_file() {
    let packed = packed();
    assert_eq!(read(&packed).as_deref(), Ok("Kvar"));
    let length = |file: &[u8], nth: usize| {
        let text = String::from_utf8_lossy(file).into_owned();
        let at = text.match_indices("/Length ").nth(nth).expect("a length").0;
        let digits = text[at + 8..].find('>').expect("its end");
        text[at..at + 8 + digits].to_owned()
    };
    // Of the stream of objects: too short, too long, none.
    let told = length(&packed, 1);
    for wrong in ["/Length 20", "/Length 99999", "/Length nul", "/Lxngth 20"] {
        assert_eq!(
            read(&spoilt(&packed, &told, wrong)).as_deref(),
            Ok("Kvar"),
            "{wrong}"
        );
    }
    for (word, by) in [
        ("/ObjStm", "/ObjSsm"),
        ("/N 4", "/N x"),
        ("9 0 obj", "9 8 obj"),
        ("9 0 obj", "9 0 oj"),
        ("4 0 obj\n<<", "4 0'obj\n<<"),
        ("4 0 obj\n<<", "4 0 obj\nx<"),
        ("4 0 obj", "- 0 obj"),
        ("4 0 obj", "7 0 obj"),
        ("/Filter/FlateDecode/Length", "/Filter/FlaqeDecode/Length"),
        ("/Filter/FlateDecode/Length", "/Filter/-/Length"),
        ("/W[1 2 1]", "/W[1 2 -]"),
        ("/Root 1 0 R", "/Roof 1 0 R"),
        ("startxref", "startxxxx"),
        ("endstream\nendobj\n9", "endstxeam\nendobj\n9"),
        ("%PDF-1.7", "%QDF-1.7"),
    ] {
        assert_eq!(
            read(&spoilt(&packed, word, by)).as_deref(),
            Ok("Kvar"),
            "{word} -> {by}"
        );
    }
}

#[test]
fn a_damaged_tree_of_pages_loses_no_page() {
    let file = content(KEPT)
        .object(
            2,
            "<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2/MediaBox[0 0 300 300]>>",
        )
        .object(
            7,
            "<</Type/Page/Parent 2 0 R/Contents 8 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        )
        .stream(8, "", "BT /F1 10 Tf 100 200 Td (Andra) Tj ET")
        .build();
    assert_eq!(read(&file).as_deref(), Ok("KvarAndra"));
    for (word, by) in [
        ("/Kids[3 0 R 7 0 R]", "/Kids[3 8 R 7 9 R]"),
        ("/Kids[3 0 R 7 0 R]", "/Kids[3 0 R 7 0 S]"),
        ("/Kids[3 0 R 7 0 R]", "/Kids[3 0 R 6 0 R]"),
        ("/Kids", "/Kisd"),
        ("/Type/Catalog/Pages 2 0 R", "/Type/Catalog/Pages nul"),
        ("1 0 obj", "1 0 xbj"),
        ("7 0 obj", "7x0 obj"),
        (
            "/Type/Page/Parent 2 0 R/Contents 8",
            "/Tape/Page/Parent 2 0 R/Contents 8",
        ),
    ] {
        assert_eq!(
            read(&spoilt(&file, word, by)).as_deref(),
            Ok("KvarAndra"),
            "{word} -> {by}"
        );
    }
    // What a page takes from the node above it is not lost with that node's list.
    let bytes = spoilt(&file, "/Kids", "/Kisd");
    let opened = PdfFile::open(&bytes, &[], &Limits::default()).expect("pages");
    assert_eq!(opened.page(1).width, 300.0);
    assert_eq!(opened.remarks()[0].code, "reparerad");
}

#[test]
fn a_file_that_breaks_off_is_told() {
    let file = content(KEPT).build();
    let at = memchr::memmem::rfind(&file, b"endstream").expect("content");
    let opened = PdfFile::open(&file[..at], &[], &Limits::default()).expect("pages");
    let codes: Vec<_> = opened.remarks().iter().map(|remark| remark.code).collect();
    assert_eq!(codes, ["fil-avbruten", "reparerad"]);
    let error = PdfFile::open(&file[..40], &[], &Limits::default()).err();
    let said = error.map(|error| error.to_string()).unwrap_or_default();
    assert!(said.contains("breaks off"), "{said}");
}

#[test]
fn content_that_is_lost_is_told() {
    let file = content(KEPT).build();
    for (word, by) in [
        ("/Contents 4 0 R", "/Contents null "),
        ("/Contents 4 0 R", "/Contents 9 0 R"),
    ] {
        let opened = PdfFile::open(&spoilt(&file, word, by), &[], &Limits::default());
        let page = opened.expect("a page").page(0);
        assert_eq!(codes(&page), ["strom-olaslig"], "{by}");
    }
}

#[test]
fn a_page_of_any_size_is_read() {
    for bounds in [
        "[0 0 1e9 1e9]",
        "[0 0 1000000000 1000000000]",
        "[-1e9 -1e9 1e9 1e9]",
        "[0 0 0 0]",
    ] {
        let page = content(KEPT).page(&format!("/MediaBox{bounds}")).read();
        assert_eq!(text(&page), "Kvar", "{bounds}");
    }
}

#[test]
fn a_thousand_levels_lose_no_file() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(1000), close.repeat(1000));
    for file in [
        content(KEPT).catalog(&format!("/X {}", deep("[", "]"))),
        content(KEPT).page(&format!("/X {}", deep("<</a ", ">>"))),
        content(KEPT).trailer(&format!("/X {}", deep("[", "]"))),
        content(format!(
            "{} {KEPT} {}",
            "q ".repeat(1000),
            "Q ".repeat(1000)
        )),
        content(format!(
            "{} {KEPT} {}",
            "/P BMC ".repeat(1000),
            "EMC ".repeat(1000)
        )),
    ] {
        assert_eq!(read(&file.build()).as_deref(), Ok("Kvar"));
    }
    // A tree of pages with a node for each.
    let mut file = content(KEPT).object(2, "<</Type/Pages/Kids[100 0 R]/Count 1>>");
    for number in 100..1100 {
        let kid = if number == 1099 { 3 } else { number + 1 };
        file = file.object(number, format!("<</Type/Pages/Kids[{kid} 0 R]/Count 1>>"));
    }
    assert_eq!(read(&file.build()).as_deref(), Ok("Kvar"));
}

#[test]
fn a_field_without_appearance_is_drawn() {
    let form = "/AcroForm<</NeedAppearances true/DA(/F1 12 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>/Fields[6 0 R]>>";
    let widget = "<</Type/Annot/Subtype/Widget/Parent 6 0 R/Rect[100 690 300 710]/F 4>>";
    let with = |field: &str, widget: &str| {
        content("BT /F1 12 Tf 50 700 Td (Namn:) Tj ET")
            .catalog(form)
            .page("/Annots[7 0 R]")
            .object(6, field)
            .object(7, widget)
            .read()
    };
    // The value stands in the node above the box.
    let page = with("<</FT/Tx/T(n)/V(Anna)/Kids[7 0 R]>>", widget);
    assert_eq!((text(&page).as_str(), codes(&page)), ("Namn:Anna", vec![]));
    let page = with(
        "<</FT/Ch/T(n)/V(a)/Opt[[(a)(Alfa)][(b)(Beta)]]/Kids[7 0 R]>>",
        widget,
    );
    assert_eq!(text(&page), "Namn:Alfa");
    let page = with("<</FT/Tx/T(n)/Ff 4096/V(Anna\rBerit)/Kids[7 0 R]>>", widget);
    assert_eq!(text(&page), "Namn:AnnaBerit");
    // What cannot be drawn is told: a password, a letter that is not in the font.
    for field in [
        "<</FT/Tx/T(n)/Ff 8192/V(Anna)/Kids[7 0 R]>>",
        "<</FT/Tx/T(n)/V<FEFF0416>/Kids[7 0 R]>>",
    ] {
        assert_eq!(codes(&with(field, widget)), ["anteckning-olast"], "{field}");
    }
    // An empty box, and a state, say nothing.
    for field in [
        "<</FT/Tx/T(n)/V()/Kids[7 0 R]>>",
        "<</FT/Btn/T(n)/V/Ja/Kids[7 0 R]>>",
    ] {
        assert_eq!(codes(&with(field, widget)), Vec::<&str>::new(), "{field}");
    }
}

#[test]
fn maps_of_characters_are_read_however_they_are_written() {
    let font = |to_unicode: &str| {
        content("BT /F2 10 Tf 100 700 Td (\x20\x21) Tj ET")
            .object(
                6,
                format!("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode {to_unicode}>>"),
            )
            .stream(
                7,
                "",
                "/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<00><FF>endcodespacerange2 beginbfchar\
                 <20><00DC><21><00E4>endbfcharendcmap",
            )
            .read()
    };
    assert_eq!(text(&font("7 0 R")), "Üä");
    let composite = content("BT /F2 10 Tf 100 700 Td <00500061> Tj ET")
        .object(
            6,
            "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode/Identity-H/DescendantFonts[7 0 R]>>",
        )
        .object(
            7,
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        );
    assert_eq!(text(&composite.read()), "Pa");
}

#[test]
fn files_of_which_only_attachments_are_encrypted_open() {
    let encrypt = "/ID[<01><01>]/Encrypt<</Filter/Standard/V 4/R 4/Length 128/P -4/O<00>/U<00>/CF<</StdCF<</CFM/AESV2\
                   /AuthEvent/EFOpen/Length 16>>>>";
    let open = |filters: &str| {
        let bytes = content(KEPT)
            .trailer(&format!("{encrypt}{filters}>>"))
            .build();
        read(&bytes)
    };
    for filters in ["/StmF/Identity/StrF/Identity/EFF/StdCF", "/EFF/StdCF"] {
        assert_eq!(open(filters).as_deref(), Ok("Kvar"), "{filters}");
    }
    assert!(open("/StmF/StdCF/StrF/StdCF").is_err());
}
