//! The program `tesseract` as an engine: one process for each picture, with limits of time and memory.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::ocr::engine::{Engine, EngineError, Setting};
use crate::ocr::reading::EngineName;
use crate::pdf::Picture;

/// How often a running process is looked at.
const TICK: Duration = Duration::from_millis(10);
/// Bytes that are read of its output: an hOCR page has less.
const MOST_OUTPUT: u64 = 64 << 20;
/// So long it may take to tell its version and models.
const ANSWER: Duration = Duration::from_secs(20);

/// The program, its models and its limits.
#[derive(Debug, Clone)]
pub struct Tesseract {
    path: PathBuf,
    name: EngineName,
    /// Time for a page.
    timeout: Duration,
    /// Bytes of memory for a page, where the system can limit them.
    max_memory: u64,
    interrupt: Arc<AtomicBool>,
}

/// What the program has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Its version.
    pub version: String,
    /// The models that it finds.
    pub models: Vec<String>,
}

impl Installed {
    /// Asks the program of this path (or name on the search path) what it has.
    ///
    /// # Errors
    /// When it cannot be started or does not answer.
    pub fn ask(path: impl Into<PathBuf>) -> Result<Self, EngineError> {
        let path = path.into();
        let idle = Arc::default();
        let run = |arg: &str| {
            let mut command = Command::new(&path);
            command.arg(arg);
            let output = finish(command, Vec::new(), ANSWER, u64::MAX, &idle)?;
            Ok::<String, EngineError>(output)
        };
        let version = run("--version")?;
        let version = version.lines().next().unwrap_or_default();
        let version = version.strip_prefix("tesseract").unwrap_or(version).trim();
        let models = run("--list-langs")?;
        let models = models.lines().skip(1).map(|line| line.trim().to_owned());
        Ok(Self {
            version: version.to_owned(),
            models: models.filter(|model| !model.is_empty()).collect(),
        })
    }

    /// The models for Swedish, best first, and whether they know `%` and `§`; `None` if there are none. The model of the
    /// Latin script knows these signs, which the Swedish one cannot write.
    #[must_use]
    pub fn swedish(&self) -> Option<(String, bool)> {
        let has = |name: &str| self.models.iter().any(|model| model == name);
        let latin = ["Latin", "script/Latin"].into_iter().find(|name| has(name));
        match (has("swe"), latin) {
            (true, Some(latin)) => Some((format!("swe+{latin}"), true)),
            (false, Some(latin)) => Some((latin.to_owned(), true)),
            (true, None) => Some(("swe".to_owned(), false)),
            (false, None) => None,
        }
    }
}

impl Tesseract {
    /// The program of this path with its best models for Swedish; `None` if it has none. Once `interrupt` is set, what it is
    /// at ends.
    #[must_use]
    pub fn new(
        path: impl Into<PathBuf>,
        installed: &Installed,
        (timeout, max_memory): (Duration, u64),
        interrupt: Arc<AtomicBool>,
    ) -> Option<Self> {
        let (models, knows_signs) = installed.swedish()?;
        Some(Self {
            path: path.into(),
            name: EngineName {
                name: "tesseract".to_owned(),
                version: installed.version.clone(),
                models,
                knows_signs,
            },
            timeout,
            max_memory,
            interrupt,
        })
    }
}

impl Engine for Tesseract {
    fn name(&self) -> &EngineName {
        &self.name
    }

    fn recognise(&self, picture: &Picture, setting: Setting) -> Result<String, EngineError> {
        let segmentation = match setting {
            Setting::Page => "3",
            Setting::Lines => "6",
        };
        let mut command = Command::new(&self.path);
        command
            .args(["stdin", "stdout", "-l", &self.name.models])
            .args([
                "--dpi",
                &format!("{:.0}", picture.dpi),
                "--psm",
                segmentation,
            ])
            .args(["-c", "hocr_font_info=0", "hocr"])
            // Its threads gain little and would fight for the cores with those of other pages.
            .env("OMP_THREAD_LIMIT", "1");
        let output = finish(
            command,
            portable_grey_map(picture),
            self.timeout,
            self.max_memory,
            &self.interrupt,
        )?;
        Ok(output)
    }
}

/// The picture as PGM, which every engine reads and costs nothing to write.
#[must_use]
pub fn portable_grey_map(picture: &Picture) -> Vec<u8> {
    let mut data = format!("P5\n{} {}\n255\n", picture.width, picture.height).into_bytes();
    data.extend_from_slice(&picture.data);
    data
}

/// Runs a program to its end, with this input; what it writes.
fn finish(
    mut command: Command,
    input: Vec<u8>,
    timeout: Duration,
    max_memory: u64,
    interrupt: &Arc<AtomicBool>,
) -> Result<String, EngineError> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        // A process group of its own: Ctrl-C is for the caller, who ends the engine himself.
        command.process_group(0);
    }
    let failed = |error: &io::Error| EngineError::Missing(reason(error));
    let mut child = command.spawn().map_err(|error| failed(&error))?;
    limit_memory(&child, max_memory);
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut stdin) = stdin {
                // An engine that does not read to the end tells by its exit what is wrong.
                let _ = stdin.write_all(&input);
            }
        });
        let written = scope.spawn(move || stdout.map(read_all).unwrap_or_default());
        let told = scope.spawn(move || stderr.map(read_all).unwrap_or_default());
        let ended = wait(&mut child, timeout, interrupt);
        let written = written.join().unwrap_or_default();
        let told = told.join().unwrap_or_default();
        let status = ended?;
        if status.success() {
            return Ok(String::from_utf8_lossy(&written).into_owned());
        }
        let told = String::from_utf8_lossy(&told).into_owned();
        let last = told.lines().rev().find(|line| !line.trim().is_empty());
        let last = last.map(|line| format!(": {}", line.trim()));
        Err(EngineError::Died(format!(
            "ended with {status}{}",
            last.unwrap_or_default()
        )))
    })
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such program".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

fn read_all(from: impl Read) -> Vec<u8> {
    let mut data = Vec::new();
    // What was read before an error stays: the exit tells the rest.
    let _ = from.take(MOST_OUTPUT).read_to_end(&mut data);
    data
}

/// Waits for a process's end; ends it when its time is up or the caller interrupts.
fn wait(
    child: &mut Child,
    timeout: Duration,
    interrupt: &AtomicBool,
) -> Result<std::process::ExitStatus, EngineError> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) => {}
            Err(error) => return Err(EngineError::Died(format!("was lost ({error})"))),
        }
        let interrupted = interrupt.load(Ordering::SeqCst);
        if interrupted || started.elapsed() > timeout {
            end(child);
            return Err(if interrupted {
                EngineError::Interrupted
            } else {
                EngineError::Timeout(timeout.as_secs())
            });
        }
        std::thread::sleep(TICK);
    }
}

/// Ends a process and those that it started.
fn end(child: &mut Child) {
    #[cfg(all(unix, feature = "isolate"))]
    {
        if let Some(group) = i32::try_from(child.id())
            .ok()
            .and_then(rustix::process::Pid::from_raw)
        {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
    // It may have ended by itself meanwhile.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(target_os = "linux", feature = "isolate"))]
fn limit_memory(child: &Child, max: u64) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit {
        current: Some(max),
        maximum: Some(max),
    };
    if max < u64::MAX {
        let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        // Refused or not: the limit of time remains.
        let _ = prlimit(process, Resource::Data, limit);
    }
}

#[cfg(not(all(target_os = "linux", feature = "isolate")))]
fn limit_memory(_: &Child, _: u64) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    /// A script as engine; what it makes of a small picture within two seconds.
    fn recognised_by(script: Option<&str>) -> Result<String, EngineError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("engine");
        if let Some(script) = script {
            std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let installed = Installed {
            version: "5".to_owned(),
            models: vec!["swe".to_owned()],
        };
        let limits = (Duration::from_secs(2), 1 << 30);
        let engine = Tesseract::new(&path, &installed, limits, Arc::default()).unwrap();
        let picture = Picture::paper(72.0, 72.0, 72.0, 1 << 20).unwrap();
        engine.recognise(&picture, Setting::Page)
    }

    #[test]
    fn an_engine_that_fails_says_why() {
        assert!(matches!(recognised_by(None), Err(EngineError::Missing(_))));
        assert_eq!(
            recognised_by(Some("exec sleep 60")),
            Err(EngineError::Timeout(2))
        );
        let died = recognised_by(Some("echo no model >&2; exit 3"));
        assert!(
            matches!(&died, Err(EngineError::Died(how)) if how.ends_with("no model")),
            "{died:?}"
        );
        let killed = recognised_by(Some("kill -9 $$"));
        assert!(matches!(killed, Err(EngineError::Died(_))), "{killed:?}");
        let said = recognised_by(Some("cat >/dev/null; echo junk")).unwrap();
        assert_eq!(crate::ocr::hocr::words(&said), None);
    }
}
