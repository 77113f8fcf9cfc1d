//! `namnd convert`: what was asked for, made ready; the run itself; what is said at its end.

mod closing;
mod gate;
mod reporter;
pub mod run;
mod slots;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use namnd::grammar::Layouts;
use namnd::isolate::{Error, Pool, Program, Settings, Setup};
use namnd::limits::Limits;
use namnd::ocr::pages::When;
use namnd::options::Options;

use super::args::ConvertArgs;
use super::convert::{self, Convert as _, InProcess};
use super::inputs::{Inputs, read_list, refuse_missing};
use super::journal::{Journal, Policy, Terms};
use super::layouts::{self, Sources};
use super::ocr::{self, Base, Plan, Scans};
use super::output::OutputFolder;
use super::printer::Printer;
use super::report::{self, Circumstances, Counts};
use super::stop::{Stop, StopReason};
use super::{Refusal, Status, escape, limits, read};
use gate::Gate;
use reporter::Reporter;
use run::{Batch, Target, Threads};
use slots::Slots;

/// Runs the command.
pub fn run(
    args: &ConvertArgs,
    worker: Option<&Program>,
    printer: &Printer,
) -> Result<Status, Refusal> {
    let (started, clock) = (SystemTime::now(), Instant::now());
    if args.audit && !namnd::audit::AVAILABLE {
        return Err(Refusal::new(
            "--audit: this program was built without the second reader (feature \"audit\")",
        ));
    }
    let output = output(args)?;
    let sources = Sources::read(args.common.grammars.as_deref())?;
    // What is wrong with a user's layouts is said before all else.
    let own = (!sources.is_empty()).then(|| sources.load()).transpose()?;
    if let Some(layouts) = &own {
        layouts::show_notes(layouts, printer);
    }
    let settings = settings(args, printer)?;
    let inputs = gather(args, output, printer)?;
    let stop = Arc::new(Stop::default());
    let threads = args.common.threads();
    // The first worker starts while this process makes itself ready.
    let pool = if args.no_isolation {
        None
    } else {
        Some(workers(args, worker, &sources, &settings, &inputs, &stop)?)
    };
    let layouts = own.map_or_else(|| sources.load(), Ok)?;
    let terms = terms(args, &layouts, &settings);
    let target = target(output, &inputs, &terms)?;
    if matches!(target, Target::Folder { .. }) {
        stop.on_interrupt();
    }
    let base = base(pool, &layouts, &settings);
    let converter = Scans::new(base, plan(args, output, &stop)?, printer);
    let circumstances = Circumstances {
        terms: &terms,
        threads,
        started_unix: started
            .duration_since(UNIX_EPOCH)
            .map_or(0, |gone| gone.as_secs()),
        clock,
    };
    let reporter = Reporter::new(&target, &inputs, &circumstances);
    let batch = Batch {
        inputs: &inputs,
        converter: &converter,
        file_limit: settings.options.limits.file_bytes,
        target: &target,
        strict: args.strict,
        max_failures: args.fail_fast.then_some(1).or(args.max_failures),
        policy: policy(args, &settings),
        slots: Slots::new(threads),
        gate: Gate::new(inputs.documents.len()),
        stop: &stop,
        printer,
        watch: &|entries| reporter.as_it_goes(entries),
    };
    let entries = batch.convert_all(own_threads(args, &inputs))?;
    converter.dismiss();
    let unreported = reporter.at_the_end(&entries).err();
    let scans = converter.summary();
    drop(converter);
    let report = report::of_run(&inputs, &entries);
    closing::show(&report, &entries, &target, stop.reason().as_ref(), printer);
    for line in scans {
        printer.note(&line);
    }
    if let Some(error) = &unreported {
        printer.error(&format!("the report cannot be written: {error}"));
    }
    let exported = export_too(args, &report.counts, threads, &stop, printer)?;
    Ok(match stop.reason() {
        Some(StopReason::Interrupted) => Status::Interrupted,
        _ if exported == Status::SomeFailed || unreported.is_some() => Status::SomeFailed,
        _ => status(&report.counts),
    })
}

/// How a run ended that nobody interrupted.
fn status(counts: &Counts) -> Status {
    if counts.failed + counts.not_tried > 0 {
        Status::SomeFailed
    } else if counts.incomplete > 0 {
        Status::Incomplete
    } else {
        Status::Done
    }
}

/// Has the tables written that are wanted of the output folder.
#[cfg(feature = "export-files")]
fn export_too(
    args: &ConvertArgs,
    counts: &Counts,
    threads: usize,
    stop: &Stop,
    printer: &Printer,
) -> Result<Status, Refusal> {
    let (Some(from), Some(to)) = (&args.output, &args.export.folder) else {
        return Ok(Status::Done);
    };
    // What earlier documents gave is not replaced by nothing.
    if counts.converted + counts.incomplete == 0 {
        return Ok(Status::Done);
    }
    if stop.is_stopped() {
        printer.note("no tables were written: the run was stopped before its end");
        return Ok(Status::Done);
    }
    let export = super::export::Export {
        from,
        to,
        format: args.export.format.into(),
        threads,
        stop,
        printer,
    };
    export.run()
}

/// There are no tables in this build.
#[cfg(not(feature = "export-files"))]
fn export_too(
    _: &ConvertArgs,
    _: &Counts,
    _: usize,
    _: &Stop,
    _: &Printer,
) -> Result<Status, Refusal> {
    Ok(Status::Done)
}

fn policy(args: &ConvertArgs, settings: &Settings) -> Policy {
    Policy {
        force: args.force,
        retry_failed: args.retry_failed,
        passwords: !settings.options.passwords.is_empty(),
    }
}

fn settings(args: &ConvertArgs, printer: &Printer) -> Result<Settings, Refusal> {
    Ok(Settings {
        options: Options {
            limits: limits::with(&Limits::default(), &args.limits).map_err(Refusal::new)?,
            passwords: passwords(args)?,
            lexicon: namnd::lexicon::Lexicon::unless(args.no_lexicon),
        },
        pretty: args.pretty,
        audit: args.audit,
        remarks: printer.is_verbose(),
    })
}

/// Who converts: the workers, or this process.
fn base<'a>(
    pool: Option<Pool>,
    layouts: &'a Layouts,
    settings: &'a Settings,
) -> Box<dyn Base + 'a> {
    match pool {
        None => Box::new(InProcess { layouts, settings }),
        Some(pool) => Box::new(pool),
    }
}

/// How scans are read.
fn plan(args: &ConvertArgs, output: Option<&Path>, stop: &Stop) -> Result<Plan, Refusal> {
    let (when, program) = (
        args.ocr.when.when(),
        ocr::program(args.ocr.program.as_deref()),
    );
    if when == When::Always && program.is_none() {
        return Err(Refusal::new(
            "--ocr always: no program tesseract is on the search path; namnd doctor tells what to install",
        ));
    }
    Ok(Plan {
        when,
        program,
        timeout: Duration::from_secs(args.ocr.page_timeout),
        threads: args.common.threads(),
        folder: output.map(Path::to_owned),
        interrupt: stop.interrupt(),
    })
}

/// Starts the workers.
fn workers(
    args: &ConvertArgs,
    worker: Option<&Program>,
    sources: &Sources,
    settings: &Settings,
    inputs: &Inputs,
    stop: &Stop,
) -> Result<Pool, Refusal> {
    let (jobs, documents) = (args.common.threads(), inputs.documents.len());
    // Cores that no document is left for help with the pages of one.
    let threads = jobs.div_ceil(documents.max(1));
    let program = convert::worker(worker, args.test_faults)
        .map_err(|error| gate::no_workers(&Error::NoWorker(error.to_string())))?;
    Pool::start(Setup {
        workers: jobs.min(documents),
        threads,
        timeout: Duration::from_secs(args.timeout),
        max_memory: args.max_memory,
        layouts: sources.files().to_vec(),
        settings: settings.clone(),
        interrupt: stop.interrupt(),
        ..Setup::new(program)
    })
    .map_err(|error| gate::no_workers(&error))
}

/// What the outputs of a run depend on beside the documents.
fn terms(args: &ConvertArgs, layouts: &Layouts, settings: &Settings) -> Terms {
    Terms {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        layouts: layouts.hash().to_owned(),
        limits: settings.options.limits.clone(),
        pretty: args.pretty,
        audit: args.audit,
        ocr: format!(
            "{:?}{}",
            args.ocr.when,
            ocr::program(args.ocr.program.as_deref()).map_or("", |_| ", tesseract")
        )
        .to_lowercase(),
        no_lexicon: args.no_lexicon,
        max_memory: (!args.no_isolation).then_some(args.max_memory),
        timeout_seconds: (!args.no_isolation).then_some(args.timeout),
    }
}

/// The threads of this process.
fn own_threads(args: &ConvertArgs, inputs: &Inputs) -> Threads {
    let threads = args.common.threads();
    if args.no_isolation {
        return Threads::Own(threads);
    }
    // Workers need not wait for the disk: a thread more than there are of them reads what comes next and writes what
    // is done, unless one alone is wanted.
    let beside = usize::from(threads > 1);
    Threads::Beside(threads.min(inputs.documents.len()).max(1) + beside)
}

/// Finds the inputs and says what was passed over.
fn gather(args: &ConvertArgs, output: Option<&Path>, printer: &Printer) -> Result<Inputs, Refusal> {
    if let Some(root) = args.root.as_deref().filter(|root| !root.is_dir()) {
        return Err(Refusal::new(format!(
            "--root {} is no folder: name one that the inputs stand in",
            escape::path(root)
        )));
    }
    let mut paths = args.inputs.clone();
    if let Some(list) = &args.files_from {
        if list.as_os_str() == "-" && paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Refusal::new(
                "standard input cannot be both a document (-) and the list of inputs (--files-from -)",
            ));
        }
        paths.extend(read_list(list)?);
    }
    // What a list names and is not there is a document that fails: lists are long, and get old.
    refuse_missing(&args.inputs)?;
    let mut inputs = Inputs::collect(&paths, args.root.as_deref(), output);
    inputs.settle_outputs(output)?;
    for skipped in &inputs.skipped {
        printer.detail(&format!(
            "skipped {}: {}",
            escape::path(&skipped.path),
            skipped.why
        ));
    }
    for path in &inputs.as_text {
        printer.note(&format!(
            "note: {} is called neither .pdf nor .txt, and is no PDF: it is read as a text",
            escape::path(path)
        ));
    }
    for folder in &inputs.without_documents {
        printer.warning(&format!(
            "{} holds no PDF and no .txt file",
            escape::path(folder)
        ));
    }
    // That nothing was lost of nothing is no good news.
    if inputs.documents.is_empty() {
        return Err(Refusal::new("there is no document to convert"));
    }
    Ok(inputs)
}

/// The folder of the outputs; none for standard output, which `-` names too.
fn output(args: &ConvertArgs) -> Result<Option<&Path>, Refusal> {
    let Some(output) = args
        .output
        .as_deref()
        .filter(|path| path.as_os_str() != "-")
    else {
        return Ok(None);
    };
    let is_called_json = output
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if is_called_json && !output.is_dir() {
        return Err(Refusal::new(format!(
            "-o names a folder, and {0} looks like a file: name a folder, or write one document with > {0}",
            escape::path(output)
        )));
    }
    Ok(Some(output))
}

/// Makes the output folder ready, or standard output for a single document.
fn target(output: Option<&Path>, inputs: &Inputs, terms: &Terms) -> Result<Target, Refusal> {
    let Some(dir) = output else {
        return match inputs.documents.as_slice() {
            [_] => Ok(Target::Stdout),
            documents => Err(Refusal::new(format!(
                "{} documents cannot go to standard output: name a folder for them with -o DIR",
                documents.len()
            ))),
        };
    };
    let unwritable = |error: std::io::Error| {
        Refusal::new(format!(
            "the output folder {} cannot be used: {}",
            escape::path(dir),
            unusable(dir, &error)
        ))
    };
    let folder = OutputFolder::prepare(dir).map_err(unwritable)?;
    let journal = Journal::open(&folder, terms.clone()).map_err(unwritable)?;
    folder.sweep();
    Ok(Target::Folder {
        folder,
        journal: Box::new(journal),
    })
}

/// Why a folder cannot be used, and what to do.
fn unusable(dir: &Path, error: &std::io::Error) -> String {
    let is_file = |path: &&Path| path.exists() && !path.is_dir();
    if let Some(file) = dir.ancestors().find(is_file) {
        return format!("{} is a file: name a folder with -o", escape::path(file));
    }
    match error.kind() {
        std::io::ErrorKind::ResourceBusy => {
            format!("{error}: wait for its end, or name another folder with -o")
        }
        _ => format!("{error}: name another folder with -o, or put this one right"),
    }
}

/// The passwords of the options and of the file, in this order.
fn passwords(args: &ConvertArgs) -> Result<Vec<String>, Refusal> {
    let mut passwords = args.password.clone();
    if let Some(path) = &args.password_file {
        passwords.extend(read_passwords(path)?);
    }
    Ok(passwords)
}

fn read_passwords(path: &Path) -> Result<Vec<String>, Refusal> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Refusal::new(format!(
            "the password file {}: {}",
            escape::path(path),
            read::remedy(&error)
        ))
    })?;
    // Some editors begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect())
}
