//! The process of the merchant's door.

fn main() -> std::process::ExitCode {
    shared::http::process::main(shared::party::Side::Merchant, merchant_api::FACE)
}
