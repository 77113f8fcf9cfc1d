//! What must hold for any input, target by target. The fuzz targets call these functions with bytes that libFuzzer makes
//! up; `tests/regressions.rs` calls them with what fuzzing once found. A function panics when something does not hold.

pub mod cells;
pub mod convert;
pub mod invariants;
pub mod layouts;
#[path = "../../support/letters.rs"]
mod letters;
pub mod pages;
pub mod skeleton;
pub mod source;
pub mod text;
pub mod understand;

/// A target's name and its check.
pub type Check = (&'static str, fn(&[u8]));

/// The checks by the names of their targets, which are the names of their folders of inputs too.
pub const CHECKS: [Check; 6] = [
    ("cells", cells::check),
    ("convert", convert::check),
    ("layouts", layouts::check),
    ("pages", pages::check),
    ("text", text::check),
    ("understand", understand::check),
];

/// Aborts on a panic in the program's own code, even where it is caught: the page reader survives a panic of a library, and a
/// fuzzer that reported each of those would find nothing else.
pub fn abort_on_own_panics() {
    let _ = std::panic::take_hook();
    std::panic::set_hook(Box::new(|panic| {
        let library = panic
            .location()
            .is_some_and(|place| place.file().contains("/registry/src/"));
        if !library {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
}

/// A fuzz target that runs the check of this name.
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        libfuzzer_sys::fuzz_target!(init: $crate::abort_on_own_panics(), |data: &[u8]| {
            $crate::$name::check(data);
        });
    };
}
