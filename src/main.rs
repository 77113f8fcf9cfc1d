//! The command-line program: see `namnd --help`.

/// The system's allocator keeps threads waiting that let go of each other's memory.
#[cfg(all(
    feature = "mimalloc",
    any(target_os = "linux", target_os = "macos"),
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    namnd::cli::main()
}
