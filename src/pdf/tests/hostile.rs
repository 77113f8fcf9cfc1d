//! Broken and malicious files: what can be read is read, the rest is a remark.

use super::*;

const A: &str = "BT /F1 10 Tf 100 700 Td (A) Tj ET";

#[test]
fn not_a_pdf() {
    let code = |bytes: &[u8]| {
        PdfFile::open(bytes, &[], &Limits::default())
            .err()
            .map(|error| error.code())
    };
    assert_eq!(code(b""), Some("tom"));
    assert_eq!(code(b"<html>"), Some("trasig"));
    assert_eq!(code(b"%PDF-1.7\nnothing"), Some("trasig"));
    let limits = Limits {
        file_bytes: 3,
        ..Limits::default()
    };
    assert_eq!(
        PdfFile::open(b"abcd", &[], &limits)
            .err()
            .map(|error| error.code()),
        Some("grans")
    );
}

#[test]
fn operands_are_missing_or_wrong() {
    let page = content(format!(
        "m l re 1 l cm Tf (x) w Tm Td gs /No gs /No Do cs Tj TJ ' BDC EMC EMC Q Q sc d rg BI {A}"
    ))
    .read();
    assert_eq!(text(&page), "A");
    assert!(codes(&page).contains(&"operander-saknas"));
    let page = content(format!("/No Do {A} undefined 1 2 3 4 5")).read();
    assert_eq!(text(&page), "A");
    assert_eq!(
        codes(&page),
        ["innehall-trasigt", "objekt-saknas", "okand-operator"]
    );
}

#[test]
fn reading_goes_on_after_garbage() {
    for garbage in [
        "] >> )",
        "<</a",
        "[[[",
        "(((",
        &"1 ".repeat(100),
        "<zz",
        "\u{0}\u{1}\u{2}",
    ] {
        let page = content(format!("{A} {garbage}\n BT /F1 10 Tf 200 700 Td (B) Tj ET")).read();
        assert_eq!(text(&page), "AB", "{garbage:?}");
    }
}

#[test]
fn deep_nesting_on_a_small_stack() {
    let deep = |open: &str, close: &str, depth: usize| {
        format!("{}{}", open.repeat(depth), close.repeat(depth))
    };
    let files: Vec<Vec<u8>> = [500, 5_000, 20_000]
        .iter()
        .flat_map(|depth| {
            [
                content(format!("{A} {} TJ", deep("[", "]", *depth))).build(),
                content(format!("{A} /X {} BDC EMC", deep("<</a ", ">>", *depth))).build(),
                content(A)
                    .catalog(&format!("/X {}", deep("[", "]", *depth)))
                    .build(),
                content(A)
                    .catalog(&format!("/X {}", deep("<</a ", ">>", *depth)))
                    .build(),
                content(A)
                    .page(&format!("/X {}", deep("(", ")", *depth)))
                    .build(),
            ]
        })
        .collect();
    let small = std::thread::Builder::new().stack_size(1 << 20);
    let reading = small.spawn(move || {
        for bytes in files {
            if let Ok(file) = PdfFile::open(&bytes, &[], &Limits::default()) {
                assert_eq!(text(&file.page(0)), "A");
                drop((file.structure(), file.info()));
            }
        }
    });
    reading.expect("a thread").join().expect("no panic");
}

/// Forms that call each other three times, 30 deep.
fn exponential() -> Builder {
    let mut file = content(format!("{A} /X Do")).resources("/XObject<</X 10 0 R>>");
    for number in 10..40 {
        let entries = format!(
            "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>",
            number + 1
        );
        file = file.stream(number, &entries, "/X Do /X Do /X Do");
    }
    file
}

#[test]
fn forms_without_end() {
    let page = exponential().read();
    assert_eq!(text(&page), "A");
    assert_eq!(codes(&page), ["grans-formular", "grans-formulardjup"]);
    // A form that calls itself.
    let page = content(format!("{A} /X Do"))
        .resources("/XObject<</X 10 0 R>>")
        .stream(
            10,
            "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R>>>>",
            "/X Do",
        )
        .read();
    assert_eq!(codes(&page), ["objekt-saknas"]);
    // Without resources of its own it has the page's.
    let page = content(format!("{A} /X Do"))
        .resources("/XObject<</X 10 0 R>>")
        .stream(10, "/Subtype/Form/BBox[0 0 9 9]", "/X Do")
        .read();
    assert_eq!(codes(&page), ["grans-formulardjup"]);
}

#[test]
fn every_limit_is_named_and_keeps_what_was_read() {
    let limited = |file: Builder, limits: Limits, code: &str| {
        let page = file.read_within(&limits);
        assert_eq!(text(&page), "A", "{code}");
        assert!(codes(&page).contains(&code), "{code}: {:?}", page.remarks);
    };
    let after = |more: &str| content(format!("{A} {}", more.repeat(200)));
    let limits = Limits::default;
    limited(
        after("q Q "),
        Limits {
            operators: 100,
            ..limits()
        },
        "grans-operatorer",
    );
    limited(
        after("q "),
        Limits {
            saved_states: 100,
            ..limits()
        },
        "grans-tillstand",
    );
    limited(
        after(A),
        Limits {
            glyphs: 1,
            ..limits()
        },
        "grans-tecken",
    );
    let squares: String = (0..50)
        .map(|x| format!("{} 600 5 5 re f ", x * 10))
        .collect();
    limited(
        after(&squares),
        Limits {
            paths: 100,
            ..limits()
        },
        "grans-linjer",
    );
    limited(
        exponential(),
        Limits {
            form_calls: 10,
            ..limits()
        },
        "grans-formular",
    );
    limited(
        exponential(),
        Limits {
            form_depth: 3,
            ..limits()
        },
        "grans-formulardjup",
    );
    limited(
        after("q Q "),
        Limits {
            stream_bytes: 100,
            ..limits()
        },
        "grans-strom",
    );
}

/// Ten million spaces after some text, compressed.
fn bomb(start: &str) -> Vec<u8> {
    use std::io::Write;
    let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(start.as_bytes()).expect("memory");
    for _ in 0..1000 {
        bomb.write_all(&[b' '; 10_000]).expect("memory");
    }
    bomb.finish().expect("memory")
}

#[test]
fn bombs_in_fonts_and_object_streams() {
    let limits = Limits {
        stream_bytes: 1_000_000,
        ..Limits::default()
    };
    let font = "<</Type/Font/Subtype/TrueType/BaseFont/Any/FontDescriptor 7 0 R>>";
    let page = content("BT /F2 10 Tf 100 700 Td (A) Tj ET")
        .object(6, font)
        .object(7, "<</Type/FontDescriptor/FontFile2 8 0 R>>")
        .stream(8, "/Filter/FlateDecode", bomb(""))
        .read_within(&limits);
    assert_eq!(codes(&page), ["okant-tecken", "typsnitt-saknas"]);
    let file = content(A).stream(
        10,
        "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
        bomb("20 0 "),
    );
    let refused = PdfFile::open(&file.build(), &[], &limits).err();
    assert_eq!(refused.map(|error| error.code()), Some("grans"));
    let file = content(A).stream(
        10,
        "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
        bomb("20 0 "),
    );
    assert_eq!(text(&file.read()), "A");
}

#[test]
fn a_bomb_is_cut() {
    let bomb = bomb(A);
    let limits = Limits {
        stream_bytes: 1_000_000,
        ..Limits::default()
    };
    let page = content("")
        .page("/Contents 10 0 R")
        .stream(10, "/Filter/FlateDecode", &bomb)
        .read_within(&limits);
    assert_eq!(
        (text(&page).as_str(), codes(&page)),
        ("A", vec!["grans-strom"])
    );
    // In a chain of filters its size cannot be told: it is not decoded.
    let hex: String = bomb.iter().map(|byte| format!("{byte:02X}")).collect();
    let page = content("")
        .page("/Contents 10 0 R")
        .stream(10, "/Filter[/AHx/FlateDecode]", hex)
        .read_within(&limits);
    assert_eq!(
        (text(&page).as_str(), codes(&page)),
        ("", vec!["grans-strom"])
    );
}

#[test]
fn too_many_pages() {
    let file = content(A)
        .object(2, "<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>")
        .object(7, "<</Type/Page/Parent 2 0 R>>");
    let limits = Limits {
        pages: 1,
        ..Limits::default()
    };
    let file = PdfFile::open(&file.build(), &[], &limits).expect("a readable file");
    assert_eq!(file.page_count(), 1);
    assert_eq!(file.remarks()[0].code, "grans-sidor");
}

#[test]
fn numbers_beyond_measure() {
    let page = content(format!(
        "q 1e38 0 0 1e38 0 0 cm 1e38 1e38 1e38 1e38 re f 1e38 w 0 0 m 1e38 0 l S BT /F1 1e38 Tf (x) Tj ET Q {A} \
         BT /F1 10 Tf 1e300 0 0 1e300 1e300 0 Tm (y) Tj ET 99999999999999999999 -99999999999999999999 m 0 0 l f"
    ))
    .read();
    assert!(
        page.glyphs
            .iter()
            .any(|glyph| glyph.ch == 'A' && glyph.visibility == Visibility::Visible)
    );
    assert!(
        page.glyphs.iter().all(|glyph| glyph.x.is_finite()
            && glyph.y.is_finite()
            && glyph.rect.width().is_finite())
    );
    assert!(page.fills.iter().all(|fill| fill.rect.width().is_finite()));
}

#[test]
fn broken_content_streams() {
    let page = content("")
        .page("/Contents[10 0 R 11 0 R 99 0 R 12 0 R]")
        .stream(10, "/Filter/FlateDecode", [0xFF; 100])
        .stream(11, "/Filter/DCTDecode", "x")
        .stream(12, "", A)
        .read();
    assert_eq!(text(&page), "A");
    assert_eq!(codes(&page), ["strom-olaslig"]);
}

#[test]
fn a_page_has_its_share_of_the_documents_glyphs() {
    let page = || content(format!("BT /F1 1 Tf ({}) Tj ET", "A".repeat(13_000)));
    let limits = Limits {
        document_glyphs: 10,
        ..Limits::default()
    };
    let cut = page().read_within(&limits);
    assert_eq!(cut.glyphs.len(), 9_600);
    assert_eq!(codes(&cut), ["grans-tecken"]);
    let whole = page().read();
    assert_eq!(whole.glyphs.len(), 13_000);
    assert!(whole.remarks.is_empty(), "{:?}", whole.remarks);
}
