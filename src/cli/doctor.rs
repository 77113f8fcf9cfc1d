//! `namnd doctor`: what there is to read scans with, and what is missing.

use namnd::ocr::tesseract::Installed;

use super::args::DoctorArgs;
use super::printer::Printer;
use super::{Refusal, Status, escape, ocr};

/// How the engine and its models are installed, by system.
const INSTALL: &str = "\
  Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-swe tesseract-ocr-script-latn
  Fedora:         dnf install tesseract tesseract-langpack-swe tesseract-script-latin
  Arch:           pacman -S tesseract tesseract-data-swe, and script/Latin.traineddata from tessdata_best
  macOS:          brew install tesseract tesseract-lang
  Windows:        the installer of UB Mannheim, with the language Swedish and the script Latin
";

/// Says what is there; the status tells whether scans can be read.
pub fn run(args: &DoctorArgs, printer: &Printer) -> Result<Status, Refusal> {
    let (text, fine) = findings(args);
    printer
        .data(text.as_bytes())
        .map_err(|error| Refusal::new(format!("standard output cannot be written: {error}")))?;
    Ok(if fine {
        Status::Done
    } else {
        Status::SomeFailed
    })
}

fn findings(args: &DoctorArgs) -> (String, bool) {
    let Some(program) = ocr::program(args.program.as_deref()) else {
        let text =
            "scans: tesseract is not on the search path; pages that are pictures are not read\n";
        return (format!("{text}{INSTALL}"), false);
    };
    let shown = escape::path(&program);
    let installed = match Installed::ask(&program) {
        Ok(installed) => installed,
        Err(error) => return (format!("scans: {shown}: {error}\n{INSTALL}"), false),
    };
    let models = installed.models.join(", ");
    let about = format!(
        "scans: tesseract {} ({shown})\nmodels: {models}\n",
        installed.version
    );
    match installed.swedish() {
        Some((models, true)) => (format!("{about}used: {models}\n"), true),
        Some((models, false)) => (
            format!(
                "{about}used: {models}; % and § are unreliable without the model of the Latin script\n{INSTALL}"
            ),
            true,
        ),
        None => (
            format!("{about}used: none; no model knows Swedish\n{INSTALL}"),
            false,
        ),
    }
}
