//! The one owner of standard output, standard error and the progress bar.
//!
//! Data goes to standard output, everything else to standard error. A stream that is closed at the other end is no
//! error of ours: what would have been shown is not.

use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::escape;

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();

/// Shows messages, progress and data.
#[derive(Debug)]
pub struct Printer {
    quiet: bool,
    verbose: bool,
    bar: ProgressBar,
    recognised: AtomicU64,
}

impl Printer {
    /// A printer that shows errors only (`quiet`) or also every detail (`verbose`).
    pub fn new(quiet: bool, verbose: bool) -> Self {
        Self {
            quiet,
            verbose,
            bar: ProgressBar::hidden(),
            recognised: AtomicU64::new(0),
        }
    }

    /// Whether details are shown.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Something failed.
    pub fn error(&self, message: &str) {
        self.labelled(RED, "error", message);
    }

    /// Something is doubtful.
    pub fn warning(&self, message: &str) {
        if !self.quiet {
            self.labelled(YELLOW, "warning", message);
        }
    }

    /// Something that everyone wants to know.
    pub fn note(&self, message: &str) {
        if !self.quiet {
            self.show(&escape::text(message));
        }
    }

    /// Something for those who ask for details.
    pub fn detail(&self, message: &str) {
        if self.verbose {
            self.show(&escape::text(message));
        }
    }

    /// Data, to standard output. `false` if nobody reads it any more.
    pub fn data(&self, bytes: &[u8]) -> io::Result<bool> {
        let written = self.bar.suspend(|| {
            let mut out = io::stdout().lock();
            out.write_all(bytes).and_then(|()| out.flush())
        });
        match written {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn labelled(&self, style: Style, label: &str, message: &str) {
        self.show(&format!(
            "{style}{label}:{style:#} {}",
            escape::text(message)
        ));
    }

    fn show(&self, line: &str) {
        self.bar.suspend(|| {
            // Colours are taken out when nobody sees them, or NO_COLOR is set.
            let mut err = anstream::AutoStream::auto(io::stderr().lock());
            let _ = writeln!(err, "{line}");
        });
    }

    /// Shows the bar from now on, if standard error is a terminal.
    pub fn start_progress(&self, documents: u64) {
        if self.quiet || !io::stderr().is_terminal() {
            return;
        }
        let style = ProgressStyle::with_template(
            "{bar:24} {pos}/{len} documents, {prefix}{msg}, {elapsed} gone, {eta} left",
        );
        if let Ok(style) = style {
            self.bar.set_style(style.progress_chars("=> "));
        }
        self.bar.set_length(documents);
        self.bar.set_message("0 pages, 0 failed");
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    /// One more document is through; so many pages are done and so many documents failed by now.
    pub fn advance(&self, pages: u64, failed: u64) {
        self.bar.inc(1);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        #[allow(clippy::cast_precision_loss)] // For the eye.
        let (documents, page_rate) = (self.bar.position() as f64 / seconds, pages as f64 / seconds);
        self.bar.set_message(format!(
            "{pages} pages, {documents:.1} documents/s, {page_rate:.0} pages/s, {failed} failed"
        ));
    }

    /// One more page that is a picture is through.
    pub fn page_recognised(&self) {
        let pages = 1 + self.recognised.fetch_add(1, Ordering::Relaxed);
        self.bar.set_prefix(format!("{pages} pictures read, "));
    }

    /// Takes the bar away.
    pub fn end_progress(&self) {
        self.bar.finish_and_clear();
    }
}
