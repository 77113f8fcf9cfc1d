//! The second reader as an oracle: on documents that it can read, it sees the letters that we see.

use std::fs;
use std::path::{Path, PathBuf};

use namnd::audit::{CODE, UNREAD, audit};
use namnd::error::ConvertError;
use namnd::options::Options;
use namnd::output::Plats;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests")
            .join(name),
    )
    .unwrap()
}

#[test]
fn the_second_reader_sees_the_same_letters_in_the_fixtures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut found = Vec::new();
    for path in &paths {
        let remarks = audit(&fs::read(path).unwrap(), &Options::default())
            .unwrap()
            .remarks;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        found.extend(
            remarks
                .into_iter()
                .map(|remark| (name.clone(), remark.meddelande)),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_page_on_which_the_second_reader_panics_is_told_and_no_panic() {
    let remarks = audit(&fixture("broken/utan-operander.pdf"), &Options::default())
        .unwrap()
        .remarks;
    let codes: Vec<&str> = remarks.iter().map(|remark| remark.kod.as_str()).collect();
    assert_eq!(codes, [UNREAD]);
}

#[test]
fn an_encrypted_file_is_audited_with_its_password() {
    let bytes = fixture("broken/losenord.pdf");
    assert!(matches!(
        audit(&bytes, &Options::default()),
        Err(ConvertError::Encrypted(_))
    ));
    let options = Options {
        passwords: vec!["fel".to_owned(), "hemligt".to_owned()],
        ..Options::default()
    };
    assert_eq!(audit(&bytes, &options).unwrap().remarks, []);
}

/// The second reader knows no `/ActualText`: where it stands for other letters than those painted, the two differ.
#[test]
fn letters_that_one_reader_does_not_see_are_reported_with_their_page() {
    let (painted, meant) = ("a".repeat(60), "b".repeat(60));
    let content =
        format!("BT /F1 12 Tf 72 700 Td /Span <</ActualText ({meant})>> BDC ({painted}) Tj EMC ET");
    let remarks = audit(&page(&content), &Options::default()).unwrap().remarks;
    let [remark] = remarks.as_slice() else {
        panic!("{remarks:?}");
    };
    assert_eq!(remark.kod, CODE);
    assert!(
        remark
            .meddelande
            .contains("60 that are missing here (a), 60 here that it does not see (b)"),
        "{}",
        remark.meddelande
    );
    assert!(matches!(
        remark.plats.as_slice(),
        [Plats::Sida { sida: 1, .. }]
    ));

    let agreed = format!("BT /F1 12 Tf 72 700 Td ({painted}) Tj ET");
    assert_eq!(
        audit(&page(&agreed), &Options::default()).unwrap().remarks,
        []
    );
}

fn page(content: &str) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    document.objects.insert(
        pages,
        Object::Dictionary(
            dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 },
        ),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
