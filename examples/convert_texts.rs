//! Converts the plain texts of a corpus, one JSON document each, to look at or to compare.
//!
//! `NAMND_CORPUS=FOLDER cargo run --example convert_texts -- OUT` reads every `FOLDER/text/*.txt` and writes
//! `OUT/NAME.txt.json`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use namnd::convert::{Input, Options, convert};
use namnd::grammar::Layouts;

fn main() -> ExitCode {
    let Some(corpus) = std::env::var_os("NAMND_CORPUS") else {
        println!("NAMND_CORPUS is not set: nothing to convert");
        return ExitCode::SUCCESS;
    };
    let out = std::env::args_os().nth(1).unwrap_or_else(|| "out".into());
    match run(&Path::new(&corpus).join("text"), Path::new(&out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let layouts = Layouts::builtin();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    std::fs::create_dir_all(out)?;
    for file in files {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(&file)?;
        let input = Input {
            name: &name,
            bytes: &bytes,
        };
        let handling = convert(&input, &layouts, &Options::default())?;
        let json = serde_json::to_string_pretty(&handling)?;
        std::fs::write(out.join(format!("{name}.json")), json)?;
        println!("{name}: {:?}", handling.redovisning);
    }
    Ok(())
}
