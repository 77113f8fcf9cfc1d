//! The one owner of standard output, standard error and the progress bar.
//!
//! Data goes to standard output, everything else to standard error. A stream that is closed at the other end is no
//! error of ours: what would have been shown is not.

use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::escape;
use super::lock;
use super::words::count;

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();

/// Shows messages, progress and data.
#[derive(Debug)]
pub struct Printer {
    quiet: bool,
    verbose: bool,
    bar: ProgressBar,
    under_way: Mutex<UnderWay>,
}

/// Columns of a terminal that the progress line keeps to.
const COLUMNS: usize = 80;

/// What the progress line tells.
#[derive(Debug, Default)]
struct UnderWay {
    /// Documents that are being converted, the longest first.
    names: Vec<String>,
    pages: u64,
    /// Pages that are pictures, read.
    recognised: u64,
    failed: u64,
    earlier: u64,
}

impl UnderWay {
    /// The line after `before`, in all no wider than the terminal; the name's beginning gives way.
    fn message(&self, before: &str, seconds_left: u64) -> String {
        let mut told = vec![count(self.pages, "page")];
        if self.recognised > 0 {
            told.push(format!("{} read", count(self.recognised, "picture")));
        }
        if self.failed > 0 {
            told.push(format!("{} failed", self.failed));
        }
        if self.earlier > 0 {
            told.push(format!("{} done before", self.earlier));
        }
        told.push(format!(
            "{}:{:02} left",
            seconds_left / 60,
            seconds_left % 60
        ));
        let told = told.join(", ");
        let Some(name) = self.names.first() else {
            return told;
        };
        let taken = before.chars().count() + told.chars().count() + 2;
        let name: Vec<char> = escape::text(name).chars().collect();
        let room = (COLUMNS - 1).saturating_sub(taken);
        let shown: String = if name.len() <= room {
            name.into_iter().collect()
        } else if room > 1 {
            let end = &name[name.len() - (room - 1)..];
            std::iter::once('…').chain(end.iter().copied()).collect()
        } else {
            return told;
        };
        format!("{told}: {shown}")
    }
}

impl Printer {
    /// A printer that shows errors only (`quiet`) or also every detail (`verbose`).
    pub fn new(quiet: bool, verbose: bool) -> Self {
        Self {
            quiet,
            verbose,
            bar: ProgressBar::hidden(),
            under_way: Mutex::default(),
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
        let style = ProgressStyle::with_template("{pos}/{len} {msg}");
        if let Ok(style) = style {
            self.bar.set_style(style);
        }
        self.bar.set_length(documents);
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    /// This document is under way.
    pub fn begin(&self, name: &str) {
        if !self.bar.is_hidden() {
            lock(&self.under_way).names.push(name.to_owned());
            self.show_progress();
        }
    }

    /// One more document is through; so many pages are done and so many documents failed by now. `earlier`: a run before
    /// had done it.
    pub fn advance(&self, name: &str, pages: u64, failed: u64, earlier: bool) {
        if self.bar.is_hidden() {
            return;
        }
        {
            let mut under_way = lock(&self.under_way);
            let place = under_way.names.iter().position(|other| other == name);
            place.map(|place| under_way.names.remove(place));
            under_way.pages = under_way.pages.max(pages);
            under_way.failed = under_way.failed.max(failed);
            under_way.earlier += u64::from(earlier);
        }
        self.bar.inc(1);
        self.show_progress();
    }

    fn show_progress(&self) {
        let (done, all) = (self.bar.position(), self.bar.length().unwrap_or(0));
        let left = self.bar.eta().as_secs();
        let message = lock(&self.under_way).message(&format!("{done}/{all} "), left);
        self.bar.set_message(message);
    }

    /// One more page that is a picture is through.
    pub fn page_recognised(&self) {
        lock(&self.under_way).recognised += 1;
        if !self.bar.is_hidden() {
            self.show_progress();
        }
    }

    /// Takes the bar away.
    pub fn end_progress(&self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_progress_line_fits_and_names_the_end_of_a_long_path() {
        let mut under_way = UnderWay {
            names: vec![format!("{}/plan-2024.pdf", "nämnd".repeat(30))],
            pages: 1_234_567,
            recognised: 0,
            failed: 12,
            earlier: 40_000,
        };
        let before = "50000/100000 ";
        let line = format!("{before}{}", under_way.message(before, 3725));
        assert!(line.chars().count() < COLUMNS, "{line}");
        assert!(line.contains("40000 done before, 62:05 left: …"), "{line}");
        under_way.names = vec!["plan.pdf".to_owned()];
        under_way.pages = 3;
        assert_eq!(
            under_way.message("1/2 ", 5),
            "3 pages, 12 failed, 40000 done before, 0:05 left: plan.pdf"
        );
    }
}
