//! The process of the factory's door.

fn main() -> std::process::ExitCode {
    shared::http::process::main(shared::party::Side::Factory, factory_api::FACE)
}
