//! A second chance for files that `hayro-syntax` cannot open: lopdf reads them, writes them anew, and they are handed
//! back. Never for encrypted files, whose protection that would take off.

/// The file written anew; `None` when lopdf cannot read it either.
#[cfg(feature = "repair")]
pub(crate) fn rewrite(bytes: &[u8]) -> Option<Vec<u8>> {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    // lopdf panics on some broken files.
    catch_unwind(AssertUnwindSafe(|| {
        let mut document = lopdf::Document::load_mem(bytes).ok()?;
        if document.is_encrypted() || document.was_encrypted() {
            return None;
        }
        // A table of objects is as long as the greatest number, and a broken file's can be anything.
        document.renumber_objects();
        let mut rewritten = Vec::new();
        document.save_to(&mut rewritten).ok()?;
        Some(rewritten)
    }))
    .ok()
    .flatten()
}

/// Without the feature `repair` there is no second chance.
#[cfg(not(feature = "repair"))]
pub(crate) fn rewrite(_: &[u8]) -> Option<Vec<u8>> {
    None
}
