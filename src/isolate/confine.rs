//! What a worker gives up: memory beyond its share, new privileges, files, network, other programs.
//!
//! Each protection is taken if the system offers it, and named if it does not.

use std::fs::File;
use std::io;

/// Ends this process when its parent ends, where the system can do that. (It also ends when its input does; but not
/// while it hangs.)
pub fn die_with_parent() {
    #[cfg(target_os = "linux")]
    {
        let signal = Some(rustix::process::Signal::KILL);
        // Refused or not: the end of the input remains.
        let _ = rustix::process::set_parent_process_death_signal(signal);
    }
}

/// Standard output for the answers alone: what anything else prints there goes to standard error from now on.
#[cfg(unix)]
pub fn take_stdout() -> io::Result<File> {
    let taken = rustix::io::dup(rustix::stdio::stdout())?;
    rustix::stdio::dup2_stdout(rustix::stdio::stderr())?;
    Ok(File::from(taken))
}

/// Standard output for the answers alone.
#[cfg(windows)]
pub fn take_stdout() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    let taken = io::stdout().as_handle().try_clone_to_owned()?;
    Ok(File::from(taken))
}

/// Reads how much memory this process has, also when files may no longer be opened.
pub struct MemoryMeter {
    #[cfg_attr(not(target_os = "linux"), allow(dead_code))]
    status: io::Result<File>,
}

impl MemoryMeter {
    /// To be called while files may still be opened.
    pub fn open() -> Self {
        Self {
            status: File::open("/proc/self/status"),
        }
    }

    /// Bytes that count against `RLIMIT_DATA`: private writable mappings, stacks of threads included (getrlimit(2)).
    #[cfg(target_os = "linux")]
    fn data(self) -> io::Result<u64> {
        use std::io::Read as _;
        let mut text = String::new();
        self.status?.read_to_string(&mut text)?;
        text.lines()
            .find_map(|line| line.strip_prefix("VmData:"))
            .and_then(|rest| rest.trim().strip_suffix("kB"))
            .and_then(|number| number.trim().parse::<u64>().ok())
            .map(|kilobytes| kilobytes.saturating_mul(1024))
            .ok_or_else(|| io::Error::other("VmData is not told"))
    }
}

/// Allows `max` bytes beyond what the process has now. `RLIMIT_DATA` and not `RLIMIT_AS`: addresses that are reserved
/// but not used (arenas of the allocator, guard pages) cost nothing and do not count.
#[cfg(target_os = "linux")]
pub fn limit_memory(meter: MemoryMeter, max: u64) -> Result<(), String> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |bytes| Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    meter
        .data()
        .and_then(|base| Ok(setrlimit(Resource::Data, limit(base.saturating_add(max)))?))
        .map_err(|error| format!("the memory limit cannot be set ({error})"))
}

/// Other systems do not count all memory against a limit that may be set without privileges.
#[cfg(not(target_os = "linux"))]
pub fn limit_memory(_: MemoryMeter, _: u64) -> Result<(), String> {
    Err("this system has no memory limit that a process can set for itself".to_owned())
}

/// Gives up new privileges, files, the network and other programs. Returns what this system does not offer.
#[cfg(target_os = "linux")]
pub fn give_up_rights() -> Vec<String> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // A dying worker must not fill the disk, nor take its time over it.
    let _ = setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    );
    let mut missing = Vec::new();
    if let Err(error) = rustix::thread::set_no_new_privs(true) {
        missing.push(format!("new privileges cannot be given up ({error})"));
    }
    missing.extend(linux::close_system_calls().err());
    missing
}

/// Other systems have other means, which this program does not know.
#[cfg(not(target_os = "linux"))]
pub fn give_up_rights() -> Vec<String> {
    vec!["files and the network cannot be closed to workers on this system".to_owned()]
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;

    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};

    /// System calls that open files or the network, start programs or reach other processes are refused from now on.
    /// What is open stays usable.
    pub fn close_system_calls() -> Result<(), String> {
        let explain = |error: &dyn std::fmt::Display| {
            format!("files and the network stay open to workers ({error})")
        };
        let arch = TargetArch::try_from(std::env::consts::ARCH).map_err(|error| explain(&error))?;
        let refused: BTreeMap<i64, Vec<_>> =
            REFUSED.iter().map(|call| (*call, Vec::new())).collect();
        let filter = SeccompFilter::new(
            refused,
            SeccompAction::Allow,
            SeccompAction::Errno(libc::EPERM.unsigned_abs()),
            arch,
        )
        .map_err(|error| explain(&error))?;
        let program: BpfProgram = filter
            .try_into()
            .map_err(|error: seccompiler::BackendError| explain(&error))?;
        seccompiler::apply_filter(&program).map_err(|error| explain(&error))
    }

    /// A list of what is refused and not of what is allowed: what the allocator and threads call differs between
    /// versions of the C library.
    const REFUSED: &[i64] = &[
        libc::SYS_openat,
        libc::SYS_openat2,
        libc::SYS_open_by_handle_at,
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_io_uring_setup,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_getfd,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_unlinkat,
        libc::SYS_renameat2,
        libc::SYS_mkdirat,
        libc::SYS_linkat,
        libc::SYS_symlinkat,
        libc::SYS_fchmodat,
        libc::SYS_truncate,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_open,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_unlink,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_rename,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_mkdir,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_rmdir,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_link,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_symlink,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_chmod,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_creat,
    ];
}
