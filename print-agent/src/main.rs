//! The print agent's program.

fn main() -> std::process::ExitCode {
    print_agent::cli::main()
}
