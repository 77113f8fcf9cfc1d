//! `namnd inspect`: a page that shows what was recognised in a document, and why.

use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::Arc;

use crate::convert::Input;
use crate::inspect::{Pages, html, look};
use crate::options::Options;

use super::args::InspectArgs;
use super::output::write_whole;
use super::printer::Printer;
use super::{Refusal, Status, escape, inputs, layouts, read};

/// Runs the command.
pub fn run(args: &InspectArgs, printer: &Printer) -> Result<Status, Refusal> {
    if args.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Refusal::new(
            "the page is not written to a terminal: name its file with -o page.html",
        ));
    }
    inputs::refuse_missing(std::slice::from_ref(&args.file))?;
    if args.file.is_dir() {
        return Err(Refusal::new(format!(
            "{} is a folder: name one document in it",
            escape::path(&args.file)
        )));
    }
    let layouts = layouts::load(args.common.grammars.as_deref(), printer)?;
    let options = Options {
        passwords: args.password.clone(),
        lexicon: crate::lexicon::Lexicon::unless(args.no_lexicon),
        ..Options::default()
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.common.threads())
        .build()
        .map_err(|error| Refusal::new(format!("no threads can be started: {error}")))?;
    let standard_input = args.file == Path::new("-");
    let limit = options.limits.file_bytes;
    let bytes = if standard_input {
        read::stdin(limit)
    } else {
        read::file(&args.file, limit)
    };
    let shown = escape::path(&args.file);
    let bytes = match bytes {
        Ok(bytes) => Arc::new(bytes),
        Err(failure) => {
            printer.error(&format!("{shown}: {}", failure.message));
            return Ok(Status::SomeFailed);
        }
    };
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let input = Input {
        name: &name,
        bytes: &bytes,
        sha256: None,
    };
    let pages = args
        .page
        .map_or(Pages::ALL, |(first, last)| Pages::new(first, last));
    let page = pool.install(|| {
        let looked = look(&input, &layouts, &options, &pages)?;
        Ok::<_, crate::error::ConvertError>((looked.has_any(&pages), html(&[looked])))
    });
    match page {
        Ok((false, _)) if args.page.is_some() => {
            Err(Refusal::new(format!("{shown} has no such page")))
        }
        Ok((_, page)) => write(args.output.as_deref(), &page, printer),
        Err(error) => {
            printer.error(&format!("{shown}: {error}"));
            Ok(Status::SomeFailed)
        }
    }
}

/// Writes a page to its file, or to standard output.
pub fn write(output: Option<&Path>, page: &[u8], printer: &Printer) -> Result<Status, Refusal> {
    let Some(output) = output else {
        printer
            .data(page)
            .map_err(|error| Refusal::new(format!("standard output cannot be written: {error}")))?;
        return Ok(Status::Done);
    };
    let folder = match output.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    write_whole(folder, output, page).map_err(|error| {
        Refusal::new(format!(
            "{} cannot be written: {error}",
            escape::path(output)
        ))
    })?;
    printer.note(&format!("{} written", escape::path(output)));
    Ok(Status::Done)
}
