//! Converts files named on the command line into a folder, for trying things.
use namnd::convert::{Input, Options, convert};
use namnd::grammar::Layouts;
fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap_or_default();
    let layouts = Layouts::builtin();
    for path in args {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or("").to_owned();
        let start = std::time::Instant::now();
        match convert(
            &Input {
                name: &name,
                bytes: &bytes,
            },
            &layouts,
            &Options::default(),
        ) {
            Ok(doc) => {
                let json = serde_json::to_string_pretty(&doc).unwrap_or_default();
                let _ = std::fs::write(format!("{out}/{name}.json"), json);
                eprintln!("{name} {:?}", start.elapsed());
            }
            Err(error) => eprintln!("{name}: {error}"),
        }
    }
}
