//! Exports a key with its certificate as PKCS#12, and reads the file back.
//!
//! `cargo run -p certcore --example pkcs12_round_trip --features vendored`
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use certcore::{
    issue::Description,
    key::{KeyAlgorithm, PrivateKey},
    pkcs12::{Export, KeyChoice, Pkcs12, Profile},
    secret::Password,
    x509::{Serial, Validity},
};
use chrono::Utc;

fn main() -> Result<(), Box<dyn Error>> {
    let key = PrivateKey::generate(KeyAlgorithm::EcP256)?;
    let mut random = [0; 16];
    openssl::rand::rand_bytes(&mut random)?;
    let validity = Validity::for_days(Utc::now(), 90)?;
    let certificate = Description::builder()
        .common_name("mail.example.com")
        .build()?
        .self_signed(&key, validity, &Serial::from_random(random))?;

    let password = Password::new("correct horse battery staple")?;
    let export = Export {
        key: &key,
        leaf: &certificate,
        chain: &[],
        friendly_name: Some("mail"),
    };
    // The file is read back and compared before `write` gives it out.
    let der = export.write(Profile::Modern, &password)?;

    // What protects a file is known without its password.
    for part in Pkcs12::protection_of(&der)?.encryption {
        if let Some(encryption) = part.encryption {
            println!("{:?}: {encryption}", part.part);
        }
    }
    let file = Pkcs12::read(&der, &password)?;
    let identity = file.identity(KeyChoice::Named("mail"))?;
    let leaf = identity.leaf.ok_or("the certificate is not in the file")?;
    println!("{} octets hold the key of {}", der.len(), leaf.certificate.subject());
    Ok(())
}
