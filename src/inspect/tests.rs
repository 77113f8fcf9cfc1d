//! The file as a whole; what a browser makes of it is tested in `tests/inspect`.

use std::io::Read as _;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use serde_json::Value;

use super::*;

/// The page, without the documents, is smaller than this.
const MOST_BYTES: usize = 200_000;

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

fn page_of(name: &str, bytes: Vec<u8>, pages: &Pages) -> String {
    let input = Input {
        name,
        bytes: &Arc::new(bytes),
        sha256: None,
    };
    let shown = look(&input, &Layouts::builtin(), &Options::default(), pages).unwrap();
    String::from_utf8(html(&[shown])).unwrap()
}

/// The data of a block.
fn block(page: &str, id: &str) -> Option<Value> {
    let (_, rest) = page.split_once(&format!("<script type=\"text/plain\" id=\"{id}\""))?;
    let (_, rest) = rest.split_once('>')?;
    let (letters, _) = rest.split_once("</script>")?;
    let bytes = STANDARD.decode(letters).unwrap();
    let mut json = Vec::new();
    DeflateDecoder::new(&*bytes).read_to_end(&mut json).unwrap();
    Some(serde_json::from_slice(&json).unwrap())
}

#[test]
fn a_page_holds_the_whole_json_and_a_picture_of_each_page() {
    let bytes = fixture("pdf/ekonomi-2022-typst.pdf");
    let page = page_of("ekonomi.pdf", bytes.clone(), &Pages::ALL);
    let data = block(&page, "d0").unwrap();
    let input = Input {
        name: "ekonomi.pdf",
        bytes: &Arc::new(bytes),
        sha256: None,
    };
    let wanted = crate::convert::convert(&input, &Layouts::builtin(), &Options::default()).unwrap();
    assert_eq!(data["got"], serde_json::to_value(&wanted).unwrap());
    let pages = wanted.kalla.sidmatt.len();
    assert_eq!(data["sheets"].as_array().unwrap().len(), pages);
    for index in 0..pages {
        let sheet = block(&page, &format!("d0s{index}")).unwrap();
        let svg = sheet["picture"].as_str().unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("<use"), "{index}");
        let findings = sheet["findings"].as_object().unwrap();
        for stage in ["Word", "Block"] {
            assert!(findings.contains_key(stage), "{index}: {stage}");
        }
    }
    assert!(page.contains("Column") && block(&page, &format!("d0s{pages}")).is_none());
}

#[test]
fn findings_tell_where_what_and_why() {
    let bytes = fixture("pdf/ekonomi-2022-typst.pdf");
    let page = page_of("ekonomi.pdf", bytes, &Pages::ALL);
    let pages = block(&page, "d0").unwrap()["sheets"]
        .as_array()
        .unwrap()
        .len();
    let sheets = (0..pages).map(|index| block(&page, &format!("d0s{index}")).unwrap());
    let tables: Vec<Value> = sheets
        .filter_map(|sheet| Some(sheet["findings"].get("Table")?.clone()))
        .flat_map(|tables| tables.as_array().unwrap().clone())
        .collect();
    assert!(!tables.is_empty());
    for table in tables {
        assert_eq!(table["at"].as_array().unwrap().len(), 4, "{table}");
        assert!(!table["evidence"].as_array().unwrap().is_empty(), "{table}");
        assert!(
            table["text"].as_str().unwrap().contains("columns"),
            "{table}"
        );
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_on_any_number_of_threads() {
    let bytes = fixture("pdf/ekonomi-2022-typst.pdf");
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().unwrap();
        pool.install(|| page_of("ekonomi.pdf", bytes.clone(), &Pages::ALL))
    };
    assert!(on(1) == on(3));
}

#[test]
fn only_the_pages_asked_for_are_drawn() {
    let bytes = fixture("pdf/ekonomi-2022-typst.pdf");
    let page = page_of("ekonomi.pdf", bytes, &Pages::new(2, 2));
    let sheets = block(&page, "d0").unwrap()["sheets"].clone();
    let there: Vec<bool> = (sheets.as_array().unwrap().iter())
        .map(|sheet| sheet["there"].as_bool().unwrap())
        .collect();
    let wanted: Vec<bool> = (1..=there.len()).map(|page| page == 2).collect();
    assert_eq!(there, wanted);
    assert!(block(&page, "d0s0").is_none() && block(&page, "d0s1").is_some());
}

#[test]
fn a_text_is_shown_by_its_lines() {
    let text = format!(
        "Nämndmål: Rena parker\n\n{}",
        "En rad om parker.\n".repeat(250)
    );
    let page = page_of("plan.txt", text.into_bytes(), &Pages::ALL);
    let first = block(&page, "d0s0").unwrap();
    assert_eq!(first["lines"][0], "Nämndmål: Rena parker");
    assert_eq!(first["lines"].as_array().unwrap().len(), 200);
    let second = block(&page, "d0s1").unwrap();
    assert_eq!(second["number"], 201);
    let at = second["findings"]["Block"][0]["at"].as_array().unwrap();
    assert!(at.len() == 1 && at[0].as_u64().unwrap() > 200, "{at:?}");
}

/// What a document says is never read as HTML: neither its text nor its name.
#[test]
fn a_hostile_text_and_name_stay_data() {
    let attack = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{script}}";
    let name = format!("\"'>{attack}.txt");
    let page = page_of(
        &name,
        format!("Nämndmål: {attack}\n").into_bytes(),
        &Pages::ALL,
    );
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"));
    let data = block(&page, "d0").unwrap();
    assert_eq!(data["got"]["kalla"]["fil"], name);
    assert!(data["got"].to_string().contains("onerror"));
    // As many scripts begin as the page has: one for each block, one that runs.
    let begun = page.matches("<script").count();
    assert_eq!(begun, 3);
    assert_eq!(page.matches("</script").count(), begun);
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn the_page_itself_is_small_and_asks_for_nothing() {
    let page = page_of("plan.txt", b"En rad.\n".to_vec(), &Pages::ALL);
    assert!(page.len() < MOST_BYTES, "{}", page.len());
    let addresses: Vec<&str> = page
        .match_indices("http")
        .map(|(at, _)| page.get(at..at + 30).unwrap_or_default())
        .filter(|text| {
            !text.starts_with("http-equiv") && !text.starts_with("http://www.w3.org/2000/svg")
        })
        .collect();
    assert_eq!(addresses, [""; 0]);
}
