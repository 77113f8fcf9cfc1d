//! What is written: characters, places, looks, marks.

use super::*;

#[test]
fn place_size_and_colour() {
    let page = content("1 0 0 rg BT /F1 10 Tf 2 0 0 2 100 700 Tm (A) Tj ET").read();
    let glyph = &page.glyphs[0];
    assert_eq!((glyph.ch, glyph.confidence), ('A', Glyph::CERTAIN));
    assert_eq!(
        (glyph.x, glyph.y, glyph.size, glyph.angle),
        (100.0, 100.0, 20.0, 0)
    );
    // Helvetica's A is 667 wide; without a descriptor the height is the fallback's.
    assert_eq!(tenths(glyph.rect), [1000, 850, 1133, 1050]);
    assert_eq!(glyph.color, Rgb(255, 0, 0));
    assert_eq!((page.number, page.width, page.height), (1, 600.0, 800.0));
}

#[test]
fn turned_and_cropped_page() {
    let page = content("BT /F1 10 Tf 150 720 Td (A) Tj ET")
        .page("/CropBox[100 100 500 750]/Rotate 90")
        .read();
    assert_eq!((page.width, page.height), (650.0, 400.0));
    let glyph = &page.glyphs[0];
    assert_eq!((glyph.x, glyph.y, glyph.angle), (620.0, 50.0, 90));
    let page = content("BT /F1 10 Tf 0 1 -1 0 150 700 Tm (A) Tj ET").read();
    assert_eq!(page.glyphs[0].angle, 270);
}

#[test]
fn spacing_scaling_and_shifts() {
    // 500 is half an em; i is 222 wide, the space 278.
    let page = content("BT /F1 10 Tf 0 700 Td 50 Tz 2 Tc 4 Tw [(i) -500 (i i)] TJ ET").read();
    let xs: Vec<i32> = page
        .glyphs
        .iter()
        .map(|glyph| (glyph.x * 100.0).round() as i32)
        .collect();
    assert_eq!(xs, [0, 461, 672, 1111]);
    let page = content("BT /F1 10 Tf 12 TL 0 700 Td (a) ' 3 1 (b b) \" T* 0 5 Ts (c) Tj ET").read();
    let ys: Vec<f32> = page.glyphs.iter().map(|glyph| glyph.y).collect();
    assert_eq!(ys, [112.0, 124.0, 124.0, 124.0, 136.0 - 5.0]);
    assert!((page.glyphs[2].x - 6.56).abs() < 0.01);
    assert!((page.glyphs[3].x - 13.34).abs() < 0.01);
}

#[test]
fn looks_by_name_flags_and_drawing() {
    let looks = |font: &str, drawing: &str| {
        let page = content(format!("BT {drawing} /F2 10 Tf (A) Tj ET"))
            .object(6, font)
            .read();
        let info = page.fonts[usize::from(page.glyphs[0].font.0)].clone();
        (info.name, info.bold, info.italic)
    };
    let named = "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Arial-BoldItalicMT>>";
    assert_eq!(
        looks(named, ""),
        ("Arial-BoldItalicMT".to_owned(), true, true)
    );
    let flagged = "<</Type/Font/Subtype/TrueType/BaseFont/Any/FontDescriptor<</Type/FontDescriptor/Flags 262240>>>>";
    assert_eq!(looks(flagged, ""), ("Any".to_owned(), true, true));
    let heavy = "<</Type/Font/Subtype/TrueType/BaseFont/Any/FontDescriptor<</Type/FontDescriptor/FontWeight 700>>>>";
    assert_eq!(looks(heavy, ""), ("Any".to_owned(), true, false));
    let plain = "<</Type/Font/Subtype/Type1/BaseFont/Any>>";
    assert_eq!(looks(plain, ""), ("Any".to_owned(), false, false));
    assert_eq!(looks(plain, "2 Tr 0.3 w"), ("Any".to_owned(), true, false));
    assert_eq!(
        looks(plain, "1 0 0.3 1 0 0 Tm"),
        ("Any".to_owned(), false, true)
    );
}

/// A font whose codes mean what the lines of its `/ToUnicode` say.
fn mapped(file: Builder, lines: &str) -> Builder {
    let map = format!("1 begincodespacerange <00> <FF> endcodespacerange\n{lines}");
    file.object(
        6,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R/FirstChar 1/LastChar 9/Widths[600 600 600 600 600 600 600 600 600]>>",
    )
    .stream(7, "", map)
}

#[test]
fn one_glyph_several_letters() {
    let file = content("BT /F2 10 Tf 100 700 Td <01020304> Tj ET");
    let page = mapped(
        file,
        "4 beginbfchar <01> <00740069> <02> <FB03> <03> <00AD> <04> <F0B7> endbfchar",
    )
    .read();
    assert_eq!(text(&page), "tiffi-•");
    let xs: Vec<i32> = page
        .glyphs
        .iter()
        .map(|glyph| glyph.x.round() as i32)
        .collect();
    assert_eq!(xs, [100, 103, 106, 108, 110, 112, 118]);
    assert_eq!(tenths(page.glyphs[1].rect)[..3], [1030, 925, 1060]);
    assert!(
        page.glyphs
            .iter()
            .all(|glyph| glyph.confidence == Glyph::CERTAIN)
    );
}

#[test]
fn spaces_stay_and_what_nobody_sees_goes() {
    let file = content("BT /F2 10 Tf 100 700 Td <0102030405> Tj ET");
    let page = mapped(
        file,
        "5 beginbfchar <01> <0061> <02> <00A0> <03> <200B> <04> <FEFF> <05> <0062> endbfchar",
    )
    .read();
    assert_eq!(text(&page), "a b");
}

#[test]
fn accents_join_their_letters() {
    // A combining ring after its letter, without width of its own.
    let file = content("BT /F2 10 Tf 100 700 Td [<01> 600 <02> -600 <03>] TJ ET");
    let page = mapped(
        file,
        "3 beginbfchar <01> <0061> <02> <030A> <03> <0062> endbfchar",
    )
    .read();
    assert_eq!(text(&page), "åb");
    // The accent on its own, then the letter under it.
    let page = content("BT /F1 10 Tf 100 700 Td [(\\250) 450 (o) (n)] TJ ET").read();
    assert_eq!(text(&page), "ön");
    // An accent that stands beside a letter is itself.
    let page = content("BT /F1 10 Tf 100 700 Td (o \\250 n^) Tj ET").read();
    assert_eq!(text(&page), "o ¨ n^");
}

#[test]
fn guesses_are_marked() {
    let page = content("BT /F2 10 Tf 100 700 Td (A\\001) Tj ET")
        .object(6, "<</Type/Font/Subtype/Type3>>")
        .read();
    assert_eq!(text(&page), "A\u{FFFD}");
    assert!(
        page.glyphs
            .iter()
            .all(|glyph| glyph.confidence == Glyph::GUESSED)
    );
    assert_eq!(codes(&page), ["okant-tecken"]);
    assert!(page.remarks[0].message.ends_with("(2 times)"));
}

#[test]
fn missing_font_is_guessed() {
    let page = content("BT (a) Tj /Nope 10 Tf (bc) Tj ET").read();
    assert_eq!(text(&page), "abc");
    assert_eq!(codes(&page), ["okant-tecken", "typsnitt-saknas"]);
}

#[test]
fn type3_font() {
    let font = "<</Type/Font/Subtype/Type3/FontMatrix[0.01 0 0 0.01 0 0]/FontBBox[0 -20 100 80]/FirstChar 97/LastChar 98\
        /Widths[50 70]/CharProcs<</a 7 0 R/b 7 0 R>>/Encoding<</Differences[97/a/b]>>>>";
    let page = content("BT /F2 10 Tf 100 700 Td (ab) Tj ET")
        .object(6, font)
        .stream(7, "", "50 0 d0 0 0 10 10 re f")
        .read();
    assert_eq!(text(&page), "ab");
    assert_eq!(tenths(page.glyphs[1].rect), [1050, 920, 1120, 1020]);
}

/// A TrueType font with a character map and nothing to draw.
fn truetype(map: &[(u16, u16)]) -> Vec<u8> {
    let words = |words: &[u16]| {
        words
            .iter()
            .flat_map(|word| word.to_be_bytes())
            .collect::<Vec<u8>>()
    };
    let mut segments: Vec<(u16, u16)> = map.to_vec();
    segments.push((0xFFFF, 0));
    let count = segments.len() as u16;
    let chars: Vec<u16> = segments.iter().map(|(ch, _)| *ch).collect();
    let deltas: Vec<u16> = segments
        .iter()
        .map(|(ch, glyph)| glyph.wrapping_sub(*ch))
        .collect();
    let mut cmap = words(&[0, 1, 3, 1, 0, 12, 4, 16 + 8 * count, 0, count * 2, 0, 0, 0]);
    cmap.extend(words(&chars));
    cmap.extend(words(&[0]));
    cmap.extend(words(&chars));
    cmap.extend(words(&deltas));
    cmap.extend(words(&vec![0; usize::from(count)]));
    let mut head = vec![0; 54];
    head[1] = 1;
    head[12..16].copy_from_slice(&0x5F0F_3CF5_u32.to_be_bytes());
    head[18..20].copy_from_slice(&1000_u16.to_be_bytes());
    let maxp = words(&[0, 0x5000, 100]);
    let tables = [(b"cmap", cmap), (b"head", head), (b"maxp", maxp)];
    let mut font = words(&[1, 0, 3, 32, 1, 16]);
    let mut at = 12 + 16 * tables.len();
    let mut data = Vec::new();
    for (tag, table) in tables {
        font.extend_from_slice(tag);
        font.extend([0; 4]);
        font.extend((at as u32).to_be_bytes());
        font.extend((table.len() as u32).to_be_bytes());
        let padded = table.len().next_multiple_of(4);
        data.extend(&table);
        data.resize(data.len() + padded - table.len(), 0);
        at += padded;
    }
    font.extend(data);
    font
}

#[test]
fn glyph_numbers_without_a_unicode_map() {
    let composite = "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Any/Encoding/Identity-H/DescendantFonts[7 0 R]>>";
    let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Any/CIDToGIDMap/Identity/DW 500\
        /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 8 0 R>>";
    let file = || {
        content("BT /F2 10 Tf 100 700 Td <000700080009> Tj ET")
            .object(6, composite)
            .object(7, descendant)
    };
    // The font's own map: å is glyph 7, U+00A0 and the space are glyph 8.
    let page = file()
        .object(8, "<</Type/FontDescriptor/FontName/ABCDEF+Any/Flags 4/Ascent 900/Descent -200/FontFile2 9 0 R>>")
        .stream(9, "", truetype(&[(0x20, 8), (0xA0, 8), (0xE5, 7)]))
        .read();
    assert_eq!(text(&page), "å \u{FFFD}");
    assert_eq!(page.glyphs[0].confidence, Glyph::CERTAIN);
    assert_eq!(page.glyphs[2].confidence, Glyph::GUESSED);
    assert_eq!(tenths(page.glyphs[1].rect), [1050, 910, 1100, 1020]);
    // Without the font nothing tells: a guess, and it says so.
    let page = file()
        .object(8, "<</Type/FontDescriptor/FontName/Any/Flags 4>>")
        .read();
    assert_eq!(text(&page), "$%&");
    assert!(
        page.glyphs
            .iter()
            .all(|glyph| glyph.confidence == Glyph::GUESSED)
    );
}

#[test]
fn actual_text_replaces_letters() {
    let says = |text: &str, shown: &str| {
        let text: String = text
            .encode_utf16()
            .map(|unit| format!("{unit:04X}"))
            .collect();
        let page = content(format!(
            "BT /F1 10 Tf 100 700 Td (a) Tj /Span <</ActualText <FEFF{text}>>> BDC {shown} Tj EMC (z) Tj ET"
        ))
        .read();
        super::text(&page)
    };
    assert_eq!(says("\u{AD}", "(-)"), "a-z");
    assert_eq!(says("ffi", "(x)"), "affiz");
    assert_eq!(says("fi", "(xyw)"), "afiz");
    assert_eq!(says("bcd", "(bxxd)"), "abcdz");
    assert_eq!(says("", "(-)"), "az");
    assert_eq!(says("", "(b-)"), "abz");
    let page =
        content("BT /F1 10 Tf 100 700 Td /Span <</ActualText (ffi)>> BDC (W) Tj EMC ET").read();
    let rects: Vec<[i32; 4]> = page.glyphs.iter().map(|glyph| tenths(glyph.rect)).collect();
    assert_eq!(
        rects.iter().map(|r| (r[0], r[2])).collect::<Vec<_>>(),
        [(1000, 1031), (1031, 1063), (1063, 1094)]
    );
}

#[test]
fn marks_and_furniture() {
    let page = content(
        "BT /F1 10 Tf 100 700 Td /P <</MCID 3>> BDC (a) Tj /Span /Props BDC (b) Tj EMC EMC \
         /Artifact <</Type/Pagination>> BDC (c) Tj EMC /Span BMC (d) Tj EMC ET /P <</MCID 9>> BDC /X Do EMC",
    )
    .resources("/Properties<</Props<</MCID 4>>>>/XObject<</X 10 0 R>>")
    .stream(
        10,
        "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/StructParents 1/Resources<</Font<</F1 5 0 R>>>>",
        "BT /F1 10 Tf 0 600 Td (e) Tj /P <</MCID 0>> BDC (f) Tj EMC ET",
    )
    .read();
    let marks: Vec<_> = page
        .glyphs
        .iter()
        .map(|glyph| {
            (
                glyph.ch,
                glyph.mark.map(|mark| (mark.mcid, mark.form)),
                glyph.artifact,
            )
        })
        .collect();
    assert_eq!(
        marks,
        [
            ('a', Some((3, None)), false),
            ('b', Some((4, None)), false),
            ('c', None, true),
            ('d', None, false),
            ('e', Some((9, None)), false),
            ('f', Some((0, Some(10))), false),
        ]
    );
}

#[test]
fn filled_in_fields_are_read() {
    let field = |flags: u32| {
        content("")
            .page("/Annots[10 0 R]")
            .object(
                10,
                format!(
                    "<</Type/Annot/Subtype/Widget/F {flags}/Rect[100 700 200 720]/AP<</N 11 0 R>>>>"
                ),
            )
            .stream(
                11,
                "/Subtype/Form/BBox[0 0 50 10]/Resources<</Font<</F1 5 0 R>>>>",
                "BT /F1 5 Tf (ja) Tj ET",
            )
            .read()
    };
    let page = field(4);
    assert_eq!(seen(&page), "ja");
    assert_eq!(
        (page.glyphs[0].x, page.glyphs[0].y, page.glyphs[0].size),
        (100.0, 100.0, 10.0)
    );
    assert_eq!(text(&field(2)), "");
}

#[test]
fn symbol_fonts_show_symbols() {
    let page = content("BT /F2 10 Tf 100 700 Td (\\247\\374A) Tj ET")
        .object(
            6,
            "<</Type/Font/Subtype/TrueType/BaseFont/Wingdings-Regular/Encoding/WinAnsiEncoding>>",
        )
        .read();
    assert_eq!(text(&page), "•✓A");
}
