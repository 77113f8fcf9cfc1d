//! Layout files.

use namnd::grammar::{LayoutForm, Layouts};

/// Loads a layout file and asks it. One that is wrong says where.
pub fn check(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let load = || Layouts::with_files([("x.toml", text)]);
    match (load(), load()) {
        (Ok(layouts), Ok(again)) => {
            assert_eq!(layouts.hash(), again.hash());
            assert_eq!(layouts.notes(), again.notes());
            ask(&layouts);
        }
        (Err(error), Err(again)) => {
            let error = error.to_string();
            assert!(!error.is_empty());
            assert_eq!(error, again.to_string());
        }
        _ => panic!("right and wrong at once"),
    }
}

/// Every heading that a layout names is one, and its row of headings is known. Labels of sheets stand above no column, and
/// headings of columns that cells have to prove say nothing alone.
fn ask(layouts: &Layouts) {
    for layout in layouts.rows() {
        let above = layout.columns.iter();
        let above = above.filter(|column| layout.form == LayoutForm::Tabell && !column.proved);
        for heading in above.flat_map(|column| &column.headings) {
            if !heading.contains('{') {
                assert!(layouts.is_heading(heading), "{heading:?}");
                assert!(layouts.begins_heading(heading), "{heading:?}");
            }
        }
        for companion in &layout.companions {
            assert!(
                layouts
                    .companion(&layout.name, &format!("{}:", companion.label))
                    .is_some()
            );
        }
    }
    for level in layouts.levels() {
        assert_eq!(layouts.depth(&level.niva), Some(level.depth));
    }
}
