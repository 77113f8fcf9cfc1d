//! The file as a whole: information, bookmarks, structure, passwords, repair.

use super::*;

#[test]
fn information_and_bookmarks() {
    let file = content("")
        .catalog("/Outlines 20 0 R/Names<</Dests<</Kids[24 0 R]>>>>")
        .trailer("/Info 25 0 R")
        .object(20, "<</First 21 0 R/Last 22 0 R>>")
        .object(
            21,
            "<</Title(Inledning)/Dest[3 0 R/XYZ 0 0 0]/First 23 0 R/Next 22 0 R>>",
        )
        .object(22, "<</Title<FEFF00C5>/A<</S/GoTo/D(mal)>>/Next 21 0 R>>")
        .object(23, "<</Title(Inre)/Dest[99 0 R/Fit]>>")
        .object(24, "<</Names[(mal)<</D[3 0 R/Fit]>>]>>")
        .object(
            25,
            "<</Title<FEFF00C5007200730070006C0061006E>/Producer(LibreOffice)/Creator()>>",
        )
        .open();
    let info = file.info();
    assert_eq!(info.title.as_deref(), Some("Årsplan"));
    assert_eq!(info.producer.as_deref(), Some("LibreOffice"));
    assert_eq!(info.creator, None);
    assert!(!info.tagged);
    let outline: Vec<_> = info
        .outline
        .iter()
        .map(|item| (item.title.as_str(), item.level, item.page))
        .collect();
    assert_eq!(
        outline,
        [
            ("Inledning", 0, Some(1)),
            ("Inre", 1, None),
            ("Å", 0, Some(1))
        ]
    );
}

/// A tagged file with these structure elements; 20 is the root.
fn tagged(elements: &[(u32, &str)]) -> Builder {
    let mut file = content("").catalog("/MarkInfo<</Marked true>>/StructTreeRoot 20 0 R");
    for (number, body) in elements {
        file = file.object(*number, body);
    }
    file
}

#[test]
fn structure_tree() {
    let file = tagged(&[
        (20, "<</Type/StructTreeRoot/K 21 0 R/RoleMap<</Rubrik/Mellan/Mellan/H1/P/H2/Evig/Evig2/Evig2/Evig>>/ClassMap<</Bred<</O/Table/ColSpan 3>>>>>>"),
        (21, "<</S/Document/K[22 0 R 23 0 R 24 0 R 25 0 R]/Pg 3 0 R>>"),
        (22, "<</S/Rubrik/K 0/Alt(Bild)/ActualText<FEFF00E5>>>"),
        (23, "<</S/P/K[1<</Type/MCR/MCID 7/Stm 10 0 R>><</Type/OBJR/Obj 5 0 R>>]>>"),
        (24, "<</S/TD/A[<</O/Layout>><</O/Table/RowSpan 2>>]/C/Bred/K[]>>"),
        (25, "<</S/Evig/K 26 0 R>>"),
        (26, "<</S/Span/K[25 0 R 2]/P 25 0 R>>"),
    ])
    .open();
    assert!(file.info().tagged);
    let tree = file.structure().expect("a tree");
    let by_the_library = file::structure::read(&file.pdf, None, &file.numbers, 100);
    assert_eq!(by_the_library.as_ref(), Some(&tree));
    let roles: Vec<&str> = tree.nodes.iter().map(|node| node.role.as_ref()).collect();
    assert_eq!(
        roles[..6],
        ["StructTreeRoot", "Document", "H1", "P", "TD", "Evig"]
    );
    assert_eq!(tree.nodes[1].kids, [2, 3, 4, 5].map(StructKid::Node));
    let mark = |mcid, form| StructKid::Mark(1, MarkId { mcid, form });
    assert_eq!(tree.nodes[2].kids, [mark(0, None)]);
    assert_eq!(tree.nodes[2].alt.as_deref(), Some("Bild"));
    assert_eq!(tree.nodes[2].actual_text.as_deref(), Some("å"));
    assert_eq!(tree.nodes[3].kids, [mark(1, None), mark(7, Some(10))]);
    assert_eq!((tree.nodes[4].col_span, tree.nodes[4].row_span), (3, 2));
    // The circle is cut where it closes, and what is in it stays.
    assert_eq!(tree.nodes[6].kids, [mark(2, None)]);
    assert_eq!(tree.nodes.len(), 7);
    assert!(!tree.cut);
}

#[test]
fn elements_are_written_in_many_ways() {
    let file = tagged(&[
        (20, "<</Type/StructTreeRoot/K[21 0 R 40 0 R]/RoleMap<</Rubrik/H1>>/ClassMap<</Bred<</ColSpan 3>>>>>>"),
        (21, "<</S/Rubrik/Pg 3 0 R/K[0 22 0 R 23 0 R 24 0 R 25 0 R 26 0 R 27 0 R 28 0 R 29 0 R 99 0 R]>>"),
        (22, "<</S/TD/A 30 0 R/K<</Type/MCR/Pg 3 0 R/MCID 7>>>>"),
        (23, "<</S/TH/A[<</ColSpan 2/RowSpan 0>> 30 0 R 0]/K 31 0 R>>"),
        (24, "<</S/TD/C/Bred/K 32 0 R>>"),
        (25, "<</#53/P/K[<</S/Span/K 4>>]>>"),
        (26, "<</S /P /Pg 99 0 R\n/K [ 5 -6 7.5 null (a\\)) [8] <</MCID 9>> <</Type/OBJR>> <</Type/Odd/MCID 3>> ] >>"),
        (27, "<</MCID 11>>"),
        (28, "<</Type/OBJR/S/P/K 12>>"),
        (29, "<</S/Form/Stm 5 0 R/K 13/K 14>>"),
        (30, "<</O/Table/RowSpan 20000/Headers[(a)<00>]>>"),
        (31, "[15 22 0 R 33 0 R]"),
        (32, "16"),
        (33, "<</S/P/Length 0>>stream\n\nendstream"),
        (40, "<</S/Rubrik/Alt(a)/Pg 3 0 R/K[17<</MCID 18/Stm 5 0 R>>]>>"),
    ])
    .open();
    let tree = file.structure().expect("a tree");
    assert!(file.table.is_some());
    let by_the_library = file::structure::read(&file.pdf, None, &file.numbers, 100);
    assert_eq!(by_the_library.as_ref(), Some(&tree));
    let roles: Vec<&str> = tree.nodes.iter().map(|node| &*node.role).collect();
    assert_eq!(
        roles,
        [
            "StructTreeRoot",
            "H1",
            "H1",
            "TD",
            "TH",
            "TD",
            "P",
            "P",
            "Form",
            "Span"
        ]
    );
    let spans = |node: &StructNode| (node.col_span, node.row_span);
    let cells: Vec<_> = tree.nodes[3..6].iter().map(spans).collect();
    assert_eq!(cells, [(1, 10_000), (2, 10_000), (3, 1)]);
    let marks = |node: &StructNode| {
        let mark = |kid: &StructKid| match kid {
            StructKid::Mark(_, mark) => Some(mark.mcid),
            StructKid::Node(_) => None,
        };
        node.kids.iter().filter_map(mark).collect::<Vec<_>>()
    };
    let marked: Vec<Vec<u32>> = tree.nodes.iter().map(marks).collect();
    let expected: [&[u32]; 10] = [
        &[],
        &[0, 11],
        &[17, 18],
        &[7],
        &[15],
        &[16],
        &[],
        &[5, 7, 9, 3],
        &[14],
        &[4],
    ];
    assert_eq!(marked, expected);
}

#[test]
fn tables_that_are_not_plain() {
    let plain = content("BT ET")
        .object(8, "[1 (()\\() <0a> true -.5]")
        .build();
    assert!(file::table::Table::read(&plain).is_some());
    let odd = |from: &str, to: &str| {
        let text = String::from_utf8(plain.clone()).expect("text");
        assert!(text.contains(from), "{from}");
        file::table::Table::read(text.replacen(from, to, 1).as_bytes()).is_none()
    };
    for (from, to) in [
        ("5 0 obj", "6 0 obj"),
        ("(()\\()", "(()\\(("),
        ("true", "True"),
        ("/Type/Pages", "/Type(Pages"),
        (" 00000 n", " 00001 n"),
        ("/Root 1 0 R", "/Root 7 0 R"),
        ("/Size", "/Prev 9/Size"),
        ("startxref\n", "startxref\n1"),
        ("\n1 1\n", "\n999999999 1\n"),
    ] {
        assert!(odd(from, to), "{from} {to}");
    }
}

#[test]
fn structure_deeper_than_any_stack() {
    let depth = 50_000;
    let mut file = tagged(&[(20, "<</Type/StructTreeRoot/K 100 0 R>>")]);
    file.objects.reserve(depth as usize);
    for number in 100..100 + depth {
        file.objects.push((
            number,
            format!("<</S/Div/K {} 0 R>>", number + 1).into_bytes(),
        ));
    }
    let file = file.open();
    assert_eq!(
        file.structure().expect("a tree").nodes.len(),
        depth as usize + 1
    );
    let limits = Limits {
        structure_nodes: 100,
        ..Limits::default()
    };
    let cut = file::structure::read(
        &file.pdf,
        file.table.as_ref(),
        &file.numbers,
        limits.structure_nodes,
    )
    .expect("a tree");
    assert_eq!((cut.nodes.len(), cut.cut), (101, true));
}

#[test]
fn untagged_files_have_no_tree() {
    assert_eq!(content("").open().structure(), None);
}

/// The text of a file under a password.
fn encrypted(user: &str) -> Vec<u8> {
    encrypted_with(user, "owner")
}

fn encrypted_with(user: &str, owner: &str) -> Vec<u8> {
    let plain = content("BT /F1 10 Tf 100 700 Td (Hemligt) Tj ET")
        .trailer("/ID[<0123456789ABCDEF><0123456789ABCDEF>]")
        .build();
    let mut document = lopdf::Document::load_mem(&plain).expect("a readable file");
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: owner,
        user_password: user,
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).expect("a state");
    document.encrypt(&state).expect("encryption");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a file");
    bytes
}

#[test]
fn passwords() {
    let open = |bytes: &[u8], passwords: &[&str]| {
        let passwords: Vec<String> = passwords
            .iter()
            .map(|&password| password.to_owned())
            .collect();
        PdfFile::open(bytes, &passwords, &Limits::default()).map(|file| text(&file.page(0)))
    };
    assert_eq!(open(&encrypted(""), &[]).as_deref(), Ok("Hemligt"));
    let locked = encrypted("nyckel");
    assert_eq!(open(&locked, &["fel", "nyckel"]).as_deref(), Ok("Hemligt"));
    let refused = open(&locked, &["fel"]).expect_err("a wrong password");
    assert_eq!(refused.code(), "krypterad");
    assert_eq!(file::repair::rewrite(&locked), None);
    // The owner's password opens it too.
    assert_eq!(open(&locked, &["fel", "owner"]).as_deref(), Ok("Hemligt"));
}

#[test]
fn passwords_beyond_ascii() {
    let open = |bytes: &[u8], password: &str| {
        PdfFile::open(bytes, &[password.to_owned()], &Limits::default())
            .map(|file| text(&file.page(0)))
    };
    // In PDFDocEncoding, as old encryption has it.
    let locked = encrypted_with("r\u{E4}ksm\u{F6}rg\u{E5}s", "\u{E4}garen");
    for right in ["r\u{E4}ksm\u{F6}rg\u{E5}s", "\u{E4}garen"] {
        assert_eq!(open(&locked, right).as_deref(), Ok("Hemligt"), "{right}");
    }
    assert!(open(&locked, "r\u{E4}ksm\u{F6}rgas").is_err());
}

#[test]
fn broken_structure_is_rebuilt() {
    // The list of pages cannot be read.
    let file = content("BT /F1 10 Tf 100 700 Td (Kvar) Tj ET")
        .object(2, "<</Type/Pages/Kids[3 0 r]/Count 1>>")
        .open();
    assert_eq!(text(&file.page(0)), "Kvar");
    assert_eq!(file.remarks()[0].code, "reparerad");
}

#[test]
fn pages_are_independent_and_repeatable() {
    let file = content("BT /F1 10 Tf 100 700 Td (ab) Tj ET 100 600 50 50 re f")
        .object(2, "<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>")
        .object(
            7,
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>",
        )
        .open();
    assert_eq!(file.page_count(), 2);
    let reader = file.reader();
    let (first, second) = (reader.page(0), reader.page(1));
    assert_eq!(first, file.page(0));
    assert_eq!(second, file.page(1));
    assert_eq!((second.number, second.width), (2, 100.0));
    assert_eq!(
        file.page(2),
        PageContent {
            number: 3,
            ..PageContent::default()
        }
    );
}

#[test]
fn can_be_read_by_many_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let file = content("BT /F1 10 Tf 100 700 Td (ab) Tj ET").open();
    shared(&file);
    let expected = file.page(0);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(|| file.page(0))).collect();
        for reader in readers {
            assert_eq!(reader.join().expect("no panic"), expected);
        }
    });
}

#[test]
fn every_code_is_documented() {
    let known: Vec<&str> = crate::diagnostics::codes::ALL
        .iter()
        .map(|code| code.kod)
        .collect();
    assert!(known.is_sorted());
    let page = content("/No Do x l BT /F9 10 Tf (\\001) Tj ET /A cs ]").read();
    assert!(page.remarks.len() >= 5, "{:?}", page.remarks);
    for code in codes(&page) {
        assert!(known.contains(&code), "{code}");
    }
}
