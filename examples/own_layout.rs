//! Teaches the parser a municipality's own layouts, and tells what they changed:
//! `cargo run --example own_layout -- fixtures/kommun/layouts fixtures/kommun/plan.pdf`.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use namnd::convert::{Input, convert};
use namnd::grammar::Layouts;
use namnd::options::Options;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(folder), Some(path)) = (args.next(), args.next()) else {
        return Err("which folder of layouts, which document?".into());
    };
    // A wrong file is an error that tells its line, its column and what was expected.
    let own = Layouts::with_dir(Path::new(&folder))?;
    let bytes = Arc::new(std::fs::read(&path)?);
    for (layouts, which) in [(Layouts::builtin(), "built in"), (own, "with the folder's")] {
        let input = Input {
            name: &path,
            bytes: &bytes,
            sha256: None,
        };
        let document = convert(&input, &layouts, &Options::default())?;
        let unclaimed = document.tabeller.len();
        println!(
            "{which}: {} goals, {unclaimed} tables without a layout",
            document.mal.len()
        );
    }
    Ok(())
}
