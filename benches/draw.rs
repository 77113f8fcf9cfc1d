//! Writes the drawn documents to a folder, for programs that are measured from outside: `cargo bench --bench draw -- DIR`.

#[path = "support/drawn.rs"]
mod drawn;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let Some(folder) = std::env::args()
        .skip(1)
        .find(|word| !word.starts_with("--"))
    else {
        // `cargo bench` runs all targets: nothing is to be measured here.
        return ExitCode::SUCCESS;
    };
    for drawn in drawn::ALL {
        let path = Path::new(&folder).join(format!("{drawn}.pdf"));
        if let Err(error) = std::fs::write(&path, drawn::pdf(drawn)) {
            eprintln!("{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
