//! The command-line program: see `namnd --help`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
