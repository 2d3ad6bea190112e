//! Makes a key, a request for a CA and a self-signed certificate that serves until the CA answers.
//!
//! `cargo run -p certcore --example request_and_self_signed --features vendored`
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use certcore::{
    issue::Description,
    key::{KeyAlgorithm, PrivateKey},
    x509::{Serial, Service, Validity},
};
use chrono::Utc;

fn main() -> Result<(), Box<dyn Error>> {
    // One description makes both. Every value is checked as `build` runs.
    let description = Description::builder()
        .common_name("mail.example.com")
        .dns("mx2.example.com")
        .organization("Example's Mail")
        .country("SE")
        .service(Service::Inbound)
        .service(Service::Https)
        .build()?;

    let key = PrivateKey::generate(KeyAlgorithm::EcP256)?;
    let request = description.request(&key)?;
    request.check()?;

    // Time and chance are arguments, so a test can choose them.
    let mut random = [0; 16];
    openssl::rand::rand_bytes(&mut random)?;
    let validity = Validity::for_days(Utc::now(), 90)?;
    let certificate = description.self_signed(&key, validity, &Serial::from_random(random))?;

    println!("{}", request.write_pem());
    println!("{}", certificate.write_pem());
    println!("{} is valid from {validity}", certificate.subject());
    Ok(())
}
